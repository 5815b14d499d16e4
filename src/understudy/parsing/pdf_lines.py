"""The printed lines of a PDF, and the blocks they form."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from understudy.parsing.paragraphs import (
    Block,
    begins_item,
    goes_on,
    joined,
    vocabulary_of,
    without_bullet,
)

MARGIN = 0.12
"""Share of a page's height, at its top and bottom, in which running heads and numbers stand."""
PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:page|p\.|seite|стр\.?|страница|с\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|из|von)\s*\d{1,4})?[-–—|.\s]*",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d+")
LARGER = 1.12
"""Size of a heading relative to the body's."""
LONGEST_HEADING = 160
"""Characters; longer large print is a poster's text."""
DEEPEST = 4
GAP = 0.6
"""Space between lines, in line heights, that starts a paragraph; single spacing leaves 0.2."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; lengths in points, y downwards."""

    text: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    """Font size of most of its letters."""
    bold: bool
    place: float
    """Height of its middle on the page: 0 = top, 1 = bottom."""

    @property
    def height(self) -> float:
        """Height of the line, never 0."""
        return max(self.y1 - self.y0, 0.1)


def blocks(lines: Sequence[Line], pages: int) -> list[Block]:
    """Make headings, paragraphs and list items of the lines of a document.

    Running heads and page numbers go. A heading is larger than most of the text, or a short bold
    line alone; its level is the rank of its size. A paragraph goes on across columns and pages.
    """
    lines = _in_rows(lines)  # first: a bullet alone at the foot of two pages is no running line
    running = _running(lines, pages)
    lines = [line for line in lines if not _is_running(line, running)]
    body = _body_size(lines)
    levels = _levels(lines, body)
    words = vocabulary_of(line.text for line in lines)
    made: list[Block] = []
    for group in _groups(lines, body, levels):
        text, bullet = without_bullet(group[0].text, made[-1].text if made else "")
        text = joined([text, *(line.text for line in group[1:])], words)
        kind = _print(group[0], body)
        level = levels.get(kind, 0) if not bullet and _may_head(text, kind, body) else 0
        if not text:
            continue
        before = made[-1] if made else None
        if before and not level and not before.level and not bullet and goes_on(before.text, text):
            made[-1] = replace(before, text=joined([before.text, text], words))
        else:
            made.append(Block(text, level=level, bullet=bullet, page=group[0].page))
    return made


def _running(lines: Sequence[Line], pages: int) -> frozenset[str]:
    """Return what the margins of half the pages, and of two, have in common, digits apart."""
    seen: dict[str, set[int]] = {}
    for line in lines:
        if _in_margin(line):
            seen.setdefault(_without_digits(line.text), set()).add(line.page)
    return frozenset(text for text, on in seen.items() if len(on) >= max(2, pages / 2))


def _is_running(line: Line, running: frozenset[str]) -> bool:
    if not _in_margin(line):
        return False
    return _without_digits(line.text) in running or PAGE_NUMBER.fullmatch(line.text) is not None


def _in_margin(line: Line) -> bool:
    return line.place < MARGIN or line.place > 1 - MARGIN


def _without_digits(text: str) -> str:
    return DIGITS.sub("#", " ".join(text.split()).casefold())


def _in_rows(lines: Sequence[Line]) -> list[Line]:
    """Join pieces of one printed row: a bullet and its text, words far apart."""
    rows: list[Line] = []
    for line in lines:
        last = rows[-1] if rows else None
        if last and last.page == line.page and _is_beside(last, line):
            main = last if len(last.text) > len(line.text) else line
            rows[-1] = replace(
                main,
                text=f"{last.text} {line.text}",
                x0=last.x0,
                x1=line.x1,
                y0=min(last.y0, line.y0),
                y1=max(last.y1, line.y1),
            )
        else:
            rows.append(line)
    return rows


def _is_beside(left: Line, right: Line) -> bool:
    shared = min(left.y1, right.y1) - max(left.y0, right.y0)
    near = -1 <= right.x0 - left.x1 <= 4 * max(left.height, right.height)
    return near and shared > 0.6 * min(left.height, right.height)


def _body_size(lines: Sequence[Line]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[_rounded(line.size)] += len(line.text)
    return min(letters, key=lambda size: (-letters[size], size)) if letters else 0.0


def _levels(lines: Sequence[Line], body: float) -> dict[tuple[float, bool], int]:
    """Rank the prints of headings; a bold line of the body's size comes last."""
    kinds = {_print(line, body) for line in lines if _may_head(line.text, _print(line, body), body)}
    ranked = sorted(kinds, key=lambda kind: (-kind[0], not kind[1]))
    return {kind: min(level, DEEPEST) for level, kind in enumerate(ranked, 1)}


def _print(line: Line, body: float) -> tuple[float, bool]:
    """Return size and weight, as far as they tell headings apart."""
    size = _rounded(line.size)
    if size >= LARGER * body:
        return size, False
    return body, line.bold and size >= 0.95 * body


def _may_head(text: str, kind: tuple[float, bool], body: float) -> bool:
    """Tell whether a text may be a heading: short, with words, and large or bold without a stop."""
    size, bold = kind
    if len(text) > LONGEST_HEADING or not any(letter.isalpha() for letter in text):
        return False
    return size >= LARGER * body or (bold and not text.endswith((".", ",", ";", ":")))


def _groups(
    lines: Sequence[Line], body: float, levels: dict[tuple[float, bool], int]
) -> list[list[Line]]:
    """Cut the lines where a paragraph, heading or list item starts."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _starts(groups[-1], line, body, levels):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _starts(
    group: Sequence[Line], line: Line, body: float, levels: dict[tuple[float, bool], int]
) -> bool:
    last = group[-1]
    if last.page != line.page or line.y0 < last.y0:
        return True
    gap = (line.y0 - last.y1) / max(last.height, line.height)
    if _print(last, body) != _print(line, body) and {
        levels.get(_print(last, body)),
        levels.get(_print(line, body)),
    } != {None}:
        return True
    heading = _print(line, body) in levels
    return gap > (2 * GAP if heading else GAP) or begins_item(line.text, last.text)


def _rounded(size: float) -> float:
    return math.floor(size * 2 + 0.5) / 2
