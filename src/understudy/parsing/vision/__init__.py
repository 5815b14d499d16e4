"""Pictures, read and described by a vision-language model after the parsers are done."""
