"""The printed lines of a PDF, without those that every page repeats."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

MARGIN = 0.12
"""Share of a page's height, at its top and bottom, in which running heads and numbers stand."""
PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:page|p\.|seite|стр\.?|страница|с\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|из|von)\s*\d{1,4})?[-–—|.\s]*",
    re.IGNORECASE,
)
LONGEST_MARK = 8
"""Characters of a bullet, or of the number of a heading or list item."""
LONGEST_ROW = 5000
"""Characters from which a row takes no more pieces: only a file made to harm has such."""
TO_THE_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")
"""Hebrew, Arabic and their kin."""
DIGITS = re.compile(r"\d+")


class Line(NamedTuple):
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
    mono: bool = False
    """Whether all letters of its font have one width."""
    parted: bool = False
    """Whether it was joined from pieces with words on both sides of a wide gap."""

    @property
    def height(self) -> float:
        """Height of the line, never 0."""
        return max(self.y1 - self.y0, 0.1)


def running_texts(lines: Sequence[Line], pages: int) -> dict[str, float]:
    """Return what margins have in common, digits apart, with the smallest size of its print.

    That is what stands on half the pages, and on two; or first or last at one height on three.
    """
    seen: dict[str, list[Line]] = {}
    for line in lines:
        if _in_margin(line):
            seen.setdefault(_without_digits(line.text), []).append(line)
    ends = _ends(lines)
    running: dict[str, float] = {}
    for text, own in seen.items():
        heights = Counter(round(line.place, 2) for line in own if id(line) in ends)
        often = len({line.page for line in own}) >= max(2, pages / 2)
        if often or max(heights.values(), default=0) >= 3:
            running[text] = min(line.size for line in own)
    return running


def is_running(line: Line, running: Mapping[str, float]) -> bool:
    """Tell a running head, or a page number; a title that heads are taken from is none."""
    if not _in_margin(line):
        return False
    size = running.get(_without_digits(line.text))
    if size is not None and line.size < 1.15 * size:
        return True
    return PAGE_NUMBER.fullmatch(line.text) is not None


def _ends(lines: Sequence[Line]) -> set[int]:
    """Return the identities of the highest and the lowest line of each page."""
    ends: set[int] = set()
    for _, page in groupby(sorted(lines, key=attrgetter("page")), attrgetter("page")):
        own = list(page)  # the first one of several, as `min` and `max` give it
        ends.add(id(min(own, key=attrgetter("place"))))
        ends.add(id(max(own, key=attrgetter("place"))))
    return ends


def _in_margin(line: Line) -> bool:
    return not MARGIN <= line.place <= 1 - MARGIN


def _without_digits(text: str) -> str:
    return DIGITS.sub("#", " ".join(text.split()).casefold())


def without_doubles(lines: Sequence[Line]) -> list[Line]:
    """Drop what is printed on itself, slightly aside, for want of a bold font."""
    seen: set[tuple[int, str, int, int, int]] = set()
    kept = []
    for line in lines:
        # Two lines less than 2 points apart share a place in one of four grids of 4 points.
        keys = {
            (
                line.page,
                line.text,
                int(line.x0 + right) // 4,
                int(line.y0 + down) // 4,
                right + down // 2,
            )
            for right in (0, 2)
            for down in (0, 2)
        }
        if not keys & seen:
            kept.append(line)
        seen |= keys
    return kept


def in_rows(lines: Sequence[Line]) -> list[Line]:
    """Join pieces of one printed row: a bullet and its text, words far apart."""
    rows: list[Line] = []
    for line in lines:
        last = rows[-1] if rows else None
        # Most lines begin left of where the last one ends: that is asked first, for speed.
        if (
            last
            and line.x0 >= last.x1 - 1
            and last.page == line.page
            and len(last.text) < LONGEST_ROW
            and _is_beside(last, line)
        ):
            rows[-1] = _joined(last, line)
        else:
            rows.append(line)
    return rows


def _joined(left: Line, right: Line) -> Line:
    main = left if len(left.text) > len(right.text) else right
    return Line(  # twice as fast as `_replace`
        f"{left.text} {right.text}",
        left.page,
        left.x0,
        min(left.y0, right.y0),
        right.x1,
        max(left.y1, right.y1),
        main.size,
        main.bold,
        main.place,
        main.mono,
        left.parted or (len(left.text) > LONGEST_MARK and len(right.text) > LONGEST_MARK),
    )


def _is_beside(left: Line, right: Line) -> bool:
    if right.y0 >= left.y1 or left.y0 >= right.y1:  # most, asked for first
        return False
    apart = right.x0 - left.x1
    shared = min(left.y1, right.y1) - max(left.y0, right.y0)
    if shared <= 0:
        return False
    high, other = left.height, right.height
    return apart <= 4 * max(high, other) and shared > 0.6 * min(high, other)
