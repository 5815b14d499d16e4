"""Long texts in pieces that a tagger can hold."""

import re
from collections.abc import Iterator

_MOST = 2000
_BLOCK = re.compile(rf"(?s).{{1,{_MOST}}}(?:(?<=[\n.!?])|(?<=\s)|\Z)|.{{1,{_MOST}}}")


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text at white space or the end of a sentence into pieces of at most 2000 characters.

    Yields:
        Where a piece starts, and the piece.
    """
    for match in _BLOCK.finditer(text):
        yield match.start(), match[0]
