"""The little Markdown that the sample documents use: headings, paragraphs, bullets, one table."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """A piece of a document that is set in one way."""

    kind: str
    """``title``, ``heading``, ``paragraph``, ``bullet`` or ``row`` (of a table)."""
    text: str
    cells: tuple[str, ...] = ()
    """The cells of a row."""


def blocks(source: str) -> Iterator[Block]:
    """Read a document whose paragraphs are one line each."""
    for line in source.splitlines():
        if line.startswith("# "):
            yield Block("title", line[2:])
        elif line.startswith("## "):
            yield Block("heading", line[3:])
        elif line.startswith("- "):
            yield Block("bullet", line[2:])
        elif line.startswith("|"):
            cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
            if set("".join(cells)) != {"-"}:
                yield Block("row", line, cells)
        elif line.strip():
            yield Block("paragraph", line)
