"""Tables as cells of printed lines, and what is none."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from understudy.parsing.paragraphs import joined
from understudy.parsing.pdf.columns import Cells, Column
from understudy.parsing.pdf.lines import Line
from understudy.parsing.pdf.rulings import Box

LONGEST_CELL = 400
"""Mean characters of a cell above which lines frame running text."""
LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}")
MARK = re.compile(r"\W{0,3}|\(?(?:\d{1,3}|\w|[ivxIVX]{1,5})[.)]{1,2}|\[\w+\]")
"""What opens an item of a list or of references."""
SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")
LONG_TEXT = 70
"""Mean characters in the second of two columns above which they are terms and what they mean."""
SENTENCE = 40
"""Mean characters beside running numbers above which these are labels of notes or items."""
SMALL = 20
"""Places of a grid up to which a drawing is likely, so that more of them must be filled."""
LABEL = re.compile(r":\s*_*\s*$")


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the place of its first line."""

    page: int
    box: Box
    cells: Cells
    lines: frozenset[int]
    """Places of its lines among those of the page."""
    columns: tuple[Column, ...]
    weak: tuple[Line, ...] = ()
    """Its lines, when it is too small to be a table but as a part of one."""

    def rows(self, words: frozenset[str]) -> list[list[str]]:
        """Return its cells as texts, without blank rows; see `joined`."""
        rows = [[joined(cell, words) for cell in row] for row in self.cells]
        return [row for row in rows if any(row)]

    @property
    def width(self) -> int:
        """Columns."""
        return max(len(row) for row in self.cells)


def is_table(cells: Cells) -> bool:
    """Tell a table from a frame around text, and from a drawing: by how many cells are filled."""
    if len(cells) < 2 or len(cells[0]) < 2:
        return False
    filled = [cell for row in cells for cell in row if cell]
    letters = sum(len(line) for cell in filled for line in cell)
    if letters > LONGEST_CELL * len(filled):
        return False
    several = sum(sum(bool(cell) for cell in row) > 1 for row in cells)
    if several < 0.4 * len(cells):
        return False
    places = len(cells) * len(cells[0])
    return len(filled) >= max(3, (0.25 if places > SMALL else 0.4) * places)


def is_list(cells: Cells) -> bool:
    """Tell what stands aligned for another reason: lists, contents, forms, references."""
    rows = [["".join(cell) for cell in row] for row in cells]
    if any(LEADERS.search(cell) for row in rows for cell in row):
        return True
    marks = sum(all(MARK.fullmatch(cell) for cell in row[:-1]) for row in rows)
    if marks >= 0.7 * len(rows):
        return True
    pages = [int(row[-1]) if row[-1].isdecimal() else -1 for row in rows]
    sections = sum(SECTION.fullmatch(row[0]) is not None for row in rows)
    if pages == sorted(pages) and pages[0] >= 0 and sections >= 0.5 * len(rows):
        return True
    if len(rows[0]) > 2:
        return False
    if _counts(rows):
        return True
    labels = sum(LABEL.search(row[0]) is not None for row in rows)
    return labels > 0.5 * len(rows) or sum(len(row[1]) for row in rows) > LONG_TEXT * len(rows)


def _counts(rows: Sequence[Sequence[str]]) -> bool:
    """Tell notes or items: numbers that count up by one, each before a sentence."""
    numbers = [int(row[0]) if row[0].isdecimal() else -1 for row in rows]
    counted = numbers == list(range(numbers[0], numbers[0] + len(rows))) and numbers[0] >= 0
    return counted and sum(len(row[1]) for row in rows) > SENTENCE * len(rows)


def inside(lines: Sequence[Line], box: Box, taken: frozenset[int]) -> list[int]:
    """Return the places of the lines whose middle is in a box, but those that are taken."""
    x0, y0, x1, y1 = box
    return [
        place
        for place, line in enumerate(lines)
        if place not in taken
        and x0 - 2 <= (line.x0 + line.x1) / 2 <= x1 + 2
        and y0 <= (line.y0 + line.y1) / 2 <= y1
    ]


def table_of(
    lines: Sequence[Line], places: Iterable[int], cells: Cells, columns: Sequence[Column]
) -> Table:
    """Make the table of some lines of a page."""
    own = frozenset(places)
    pieces = [lines[place] for place in own]
    box = (
        min(line.x0 for line in pieces),
        min(line.y0 for line in pieces),
        max(line.x1 for line in pieces),
        max(line.y1 for line in pieces),
    )
    return Table(pieces[0].page, box, cells, own, tuple(columns))
