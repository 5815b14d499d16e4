r"""Tables of Rich Text Format: rows of cells of any width, each row for itself.

A cell says where it ends (``\cellx``), so one that spans columns shows by the edges of other rows.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

SAME_EDGE = 60
"""Twips (a millimetre) by which the same edge may differ from row to row."""


@dataclass(slots=True)
class Cell:
    """Where a cell lies."""

    right: int = 0
    """Its right edge in twips."""
    continues: bool = False
    """It belongs to the cell on its left."""
    is_first: bool = False
    """Cells below belong to it."""
    is_below: bool = False
    """It belongs to the cell above."""


@dataclass(slots=True)
class Row:
    """The cells of a row as HTML, and where they lie."""

    cells: list[str]
    places: list[Cell]


@dataclass(slots=True)
class _Written:
    """A cell as it is written."""

    html: str
    column: int
    across: int
    down: int = 1

    def to_html(self) -> str:
        spans = [("colspan", self.across), ("rowspan", self.down)]
        said = "".join(f' {name}="{count}"' for name, count in spans if count > 1)
        return f"<td{said}>{self.html}</td>"


@dataclass(slots=True)
class _Grid:
    edges: list[int] = field(default_factory=list)
    open: dict[int, _Written] = field(default_factory=dict)
    """Cell that may go on below, by its first column."""

    def row(self, row: Row) -> list[_Written]:
        written: list[_Written] = []
        below: dict[int, _Written] = {}
        column = 0
        for number, html in enumerate(row.cells):
            place = row.places[number] if number < len(row.places) else Cell()
            across = max(1, self._column(place.right) - column + 1) if place.right else 1
            start, column = column, column + across
            if place.continues and written:
                written[-1].across += across
                written[-1].html = " ".join(filter(None, (written[-1].html, html)))
            elif place.is_below and start in self.open:
                below[start] = self.open[start]
                below[start].down += 1
                below[start].html = " ".join(filter(None, (below[start].html, html)))
            else:
                written.append(_Written(html, start, across))
                if place.is_first:
                    below[start] = written[-1]
        self.open = below
        return written

    def _column(self, right: int) -> int:
        return bisect_left(self.edges, right - SAME_EDGE)


def table_html(rows: Sequence[Row]) -> str:
    """Write a table; its cells hold HTML already."""
    grid = _Grid(_edges(rows))
    lines = [grid.row(row) for row in rows]
    body = "".join(f"<tr>{''.join(cell.to_html() for cell in line)}</tr>" for line in lines)
    return f"<table>{body}</table>"


def _edges(rows: Sequence[Row]) -> list[int]:
    """Return the edges of all rows from left to right; those next to each other are one."""
    edges: list[int] = []
    for right in sorted({cell.right for row in rows for cell in row.places}):
        if not edges or right - edges[-1] > SAME_EDGE:
            edges.append(right)
    return edges
