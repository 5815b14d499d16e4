"""Documents from Markdown: title, language, tidy text."""

import re

from understudy.core.errors import InputError
from understudy.core.language import language_of
from understudy.core.records import Asset, Document, stable_id
from understudy.parsing.decoding import composed
from understudy.parsing.files import RawFile

HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
NO_TEXT = "no_text"
"""Reason of a file that opens and holds nothing: a parser that failed in silence looks like it."""
WRITTEN = re.compile(r"[^\W_]")


def document(
    file: RawFile,
    text: str,
    *,
    title: str | None = None,
    pages: tuple[int, ...] = (),
    assets: tuple[Asset, ...] = (),
    item: str | None = None,
) -> Document:
    """Make the document of a file, or of one item of it.

    Args:
        file: Where it comes from.
        text: Markdown as `tidy` returns it: offsets in ``pages`` count in it.
        title: What the source itself says; else the first heading, else the file's name.
        pages: Where pages start.
        assets: Pictures of the document.
        item: Name of the document within a file of several; it enters the group.

    Raises:
        InputError: There is no letter or digit in it (``no_text``).
    """
    where = file.place if item is None else f"{file.place}#{item}"
    if not WRITTEN.search(text):
        raise InputError(where, "there is no text in it", reason=NO_TEXT)
    return Document(
        id=stable_id("document", where, text),
        source=file.source,
        title=composed((title or "").strip() or _first_heading(text) or file.name or file.place),
        text=text,
        pages=pages,
        language=language_of(text, assume=False),
        assets=assets,
        collection=file.collection,
        group=where,
    )


def tidy(text: str) -> str:
    """Return Markdown without blank lines in a row, space at line ends, and outer blank lines.

    Code between fences stays as it is.
    """
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        fence, opened = _fence_after(line, fence), fence
        kept = line if fence and opened else line.rstrip()
        if kept or (lines and lines[-1]) or opened:
            lines.append(kept)
    return "\n".join(lines).strip("\n") + "\n"


def outside_fences(text: str) -> list[tuple[str, bool]]:
    """Return the lines of Markdown, each with whether it stands outside fenced code."""
    lines = []
    fence = ""
    for line in text.split("\n"):
        after = _fence_after(line, fence)
        lines.append((line, not fence and not after))
        fence = after
    return lines


def _fence_after(line: str, fence: str) -> str:
    """Return the fence that is open after a line, given the one open before; empty for none."""
    found = FENCE.match(line)
    if found is None:
        return fence
    mark = found[1]
    if not fence:
        return mark
    closes = mark[0] == fence[0] and len(mark) >= len(fence) and line.strip() == mark
    return "" if closes else fence


def _first_heading(text: str) -> str | None:
    """Return the first of the outermost headings."""
    found = [HEADING.match(line) for line, outside in outside_fences(text) if outside]
    headings = [(len(match[1]), match[2].strip()) for match in found if match]
    return min(headings, key=lambda heading: heading[0])[1] if headings else None
