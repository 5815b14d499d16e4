"""Vision-language models by where they run; one file each."""
