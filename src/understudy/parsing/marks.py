"""Where pictures stand in a text.

While a parser writes, a mark stands for each picture. A mark changes what is written around it (a
list item of a picture alone would otherwise not be there), so a text is written twice, with and
without marks, and the place of a picture is told by the letters before it. The text without marks
is the document's: nothing of a picture shows in it until somebody says what the picture shows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

SIGN = "\U000f7a1c"
"""A private code point of a plane that fonts of symbols do not use."""
MARK = re.compile(f"{SIGN}([0-9a-f]{{16}}\\.[a-z]{{3}}){SIGN}")
ASSET = re.compile(r"[0-9a-f]{16}\.(?:png|jpg)")


@dataclass(frozen=True, slots=True)
class Place:
    """A picture in a text."""

    asset: str
    """Path of the asset."""
    at: int
    """Offset in the text behind which it stands, in code points."""
    page: int | None = None
    """Its page, from 0."""


def mark(asset: str | None) -> str:
    """Return the mark of an asset; empty for what is none."""
    name = PurePosixPath(asset or "").name
    return f"{SIGN}{name}{SIGN}" if ASSET.fullmatch(name) else ""


def unmarked(text: str) -> str:
    """Return a text without marks; blanks around them stay."""
    return MARK.sub("", text)


def places(marked: str, text: str) -> list[Place]:
    """Find where the marks of a text belong in the same text without them.

    Args:
        marked: As it was written with marks.
        text: As it was written without.

    Returns:
        The pictures in order, each once. Each stands behind the last letter that is before it.
    """
    counts: dict[str, int] = {}
    letters = end = 0
    for found in MARK.finditer(marked):
        letters += _letters(marked[end : found.start()])
        end = found.end()
        counts.setdefault(found[1], letters)
    offsets = _behind(text, list(counts.values()))
    return [Place(asset, at) for asset, at in zip(counts, offsets, strict=True)]


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _behind(text: str, counts: Sequence[int]) -> list[int]:
    """Return the offsets behind so many letters of a text; counts do not decrease."""
    offsets: list[int] = []
    seen = at = 0
    for count in counts:
        while seen < count and at < len(text):
            seen += text[at].isalpha()
            at += 1
        offsets.append(at)
    return offsets
