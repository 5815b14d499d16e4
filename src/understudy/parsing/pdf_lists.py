"""How deep the items of printed lists are, told by where their marks stand."""

import re

from understudy.parsing.pdf_lines import Line

COUNTED = re.compile(r"\d{1,3}[.)]\s")
NEAR = 0.8
"""Font sizes by which the marks of one list may differ: ``10.`` begins left of ``9.``."""
BULLET_WIDTH = 2
"""Columns that the mark of an item takes in Markdown."""


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
