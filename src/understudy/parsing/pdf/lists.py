"""How deep the items of printed lists are, told by where their marks stand."""

import re
from collections.abc import Sequence

from understudy.parsing.paragraphs import begins_item
from understudy.parsing.pdf.lines import Line
from understudy.parsing.pdf.rulings import Rulings

COUNTED = re.compile(r"\d{1,3}[.)]\s")
NEAR = 0.8
"""Font sizes by which the marks of one list may differ: ``10.`` begins left of ``9.``."""
BULLET_WIDTH = 2
"""Columns that the mark of an item takes in Markdown."""
MOST_MARKED = 2000
"""Lines of a page that may have marks; more are no page of text."""
MARK_GAP = 2.0
"""Heights of a line up to which a drawn mark may stand before it."""
LARGEST_MARK = 0.9
"""Height of a drawn mark relative to the line's."""


def with_marks(lines: Sequence[Line], rulings: Sequence[Rulings]) -> list[Line]:
    """Put a bullet before lines that have one drawn before them, as browsers do.

    Args:
        lines: Of a document.
        rulings: For each page.
    """
    pages: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        if line.page < len(rulings) and rulings[line.page].dots:
            pages.setdefault(line.page, []).append(place)
    made = list(lines)
    for page, places in pages.items():
        if len(places) > MOST_MARKED:
            continue
        for x0, y0, x1, y1 in rulings[page].dots:
            middle = (y0 + y1) / 2
            beside = [
                place
                for place in places
                if lines[place].y0 < middle < lines[place].y1
                and -1 < lines[place].x0 - x1 < MARK_GAP * lines[place].height
                and y1 - y0 < LARGEST_MARK * lines[place].height
            ]
            if not beside:
                continue
            first = min(beside, key=lambda place: lines[place].x0)
            if not begins_item(made[first].text, ""):
                made[first] = made[first]._replace(text=f"• {lines[first].text}", x0=x0)
    return made


class Nesting:
    """Follows the lists of a document from item to item."""

    def __init__(self) -> None:
        """Begin outside of any list."""
        self._open: list[tuple[float, int]] = []
        """Where the marks of the lists that are open stand, and how wide the last one is."""
        self._last: Line | None = None

    def indent(self, line: Line, text: str) -> int:
        """Return by how many columns of Markdown an item is indented.

        Args:
            line: Its first line.
            text: What it is written as, with its number if it has one.
        """
        near = NEAR * line.size
        before = self._last
        if before and (before.page != line.page or line.y0 < before.y0):
            same = [
                place for place, (left, _) in enumerate(self._open) if abs(left - line.x0) < near
            ]
            del self._open[same[0] + 1 if same else 0 :]
        while self._open and line.x0 < self._open[-1][0] - near:
            self._open.pop()
        width = len(text.split(" ", 1)[0]) + 1 if COUNTED.match(text) else BULLET_WIDTH
        if self._open and line.x0 <= self._open[-1][0] + near:
            self._open[-1] = (self._open[-1][0], width)
        else:
            self._open.append((line.x0, width))
        self._last = line
        return sum(width for _, width in self._open[:-1])

    def leave(self, line: Line | None) -> None:
        """Note what is no item; a paragraph that is indented belongs to the last one."""
        if line is None or not self._open or line.x0 < self._open[0][0] + NEAR * line.size:
            self._open.clear()
            self._last = None
