"""Rows and columns of print that stands aligned, with or without lines across."""

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from understudy.parsing.paragraphs import BULLET
from understudy.parsing.pdf.lines import Line

Row = list[Line]
"""Pieces of print at one height, from left to right."""

Cells = list[list[list[str]]]
"""Rows of cells, each with its lines."""

SLACK = 4.0
"""Points by which rows may overlap."""
ALIGNED = 3.0
"""Points by which the edges of a column's cells may differ."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where the cells of a column stand."""

    x0: float
    x1: float

    def shares(self, line: Line) -> bool:
        """Tell whether a piece stands in the column, be it in part."""
        return min(self.x1, line.x1) - max(self.x0, line.x0) > 0.5

    def stands_like(self, other: "Column", shift: float) -> bool:
        """Tell whether a column shares its left or right edge, or middle, with a shifted one."""
        left, right = other.x0 - shift - self.x0, other.x1 - shift - self.x1
        return min(abs(left), abs(right), abs(left + right) / 2) < 2 * ALIGNED

    def over(self, other: "Column", shift: float) -> "Column":
        """Return what both take, in the place of the other one."""
        return Column(min(self.x0 + shift, other.x0), max(self.x1 + shift, other.x1))


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """Sort pieces of print into rows from top to bottom."""
    rows: list[Row] = []
    tops: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda line: (line.y0 + line.y1, line.x0)):
        if rows:
            top, bottom = tops[-1]
            shared = min(bottom, line.y1) - max(top, line.y0)
            if shared > 0.5 * min(bottom - top, line.height):
                rows[-1].append(line)
                continue
        rows.append([line])
        tops.append((line.y0, line.y1))
    return [_with_bullets(sorted(row, key=lambda line: line.x0)) for row in rows]


def _with_bullets(row: Row) -> Row:
    """Join the mark of a list item to what follows."""
    joined: Row = []
    for line in row:
        last = joined[-1] if joined else None
        if last and len(last.text) < 3 and BULLET.match(f"{last.text} x"):
            joined[-1] = line._replace(text=f"{last.text} {line.text}", x0=last.x0)
        else:
            joined.append(line)
    return joined


def columns_of(rows: Sequence[Row]) -> list[Column]:
    """Return the columns that most rows have; fewer than two for none."""
    counts = Counter(len(row) for row in rows if len(row) > 1)
    if not counts:
        return []
    usual = max(counts, key=lambda count: (counts[count] * (count - 1), count))
    columns = _merged(piece for row in rows if len(row) == usual for piece in row)
    if len(columns) < 2:
        return []
    others = [
        piece
        for row in rows
        if len(row) != usual
        for piece in row
        if sum(column.shares(piece) for column in columns) < 2
    ]
    typical = [piece for row in rows if len(row) == usual for piece in row]
    return _merged([*typical, *others])


def _merged(pieces: Iterable[Line]) -> list[Column]:
    columns: list[Column] = []
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        if columns and piece.x0 < columns[-1].x1 - 0.5:
            columns[-1] = Column(columns[-1].x0, max(columns[-1].x1, piece.x1))
        else:
            columns.append(Column(piece.x0, piece.x1))
    return columns


def column_at(columns: Sequence[Column], piece: Line) -> int:
    """Return the column of a piece: the first that it shares, else the nearest."""
    for place, column in enumerate(columns):
        if column.shares(piece):
            return place
    middle = (piece.x0 + piece.x1) / 2
    return min(
        range(len(columns)),
        key=lambda place: abs((columns[place].x0 + columns[place].x1) / 2 - middle),
    )


def are_aligned(rows: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Tell whether the cells of each column share their left or right edge, or their middle."""
    for column in columns:
        pieces = [piece for row in rows for piece in row if column.shares(piece)]
        lone = [
            piece for piece in pieces if sum(other.shares(piece) for other in columns) == 1
        ] or pieces
        if len(lone) < 2:
            continue
        edges = (
            [piece.x0 for piece in lone],
            [piece.x1 for piece in lone],
            [(piece.x0 + piece.x1) / 2 for piece in lone],
        )
        if max(_share_near(edge) for edge in edges) < 0.75:
            return False
    return True


def _share_near(values: Sequence[float]) -> float:
    ordered = sorted(values)
    best = start = 0
    for end, value in enumerate(ordered):
        while value - ordered[start] > ALIGNED:
            start += 1
        best = max(best, end - start + 1)
    return best / len(ordered)


def is_prose(rows: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Tell columns of running text from those of a table: most of their lines fill the column."""
    full = 0
    for column in columns:
        pieces = [piece for row in rows for piece in row if column.shares(piece)]
        wide = column.x1 - column.x0
        long = [
            piece for piece in pieces if piece.x1 - piece.x0 > 0.8 * wide and len(piece.text) > 22
        ]
        full += len(pieces) >= 3 and len(long) >= 0.5 * len(pieces)
    return full >= 2 or full == len(columns)


def cells_of(lines: Sequence[Line], columns: Sequence[Column]) -> Cells:
    """Return the cells of lines in the order of the file, each row from left to right.

    Most programs write row by row, which tells a cell of several lines from several rows. Where
    they do not, a row that only goes on with cells of the last one joins it.
    """
    placed = [(column_at(columns, line), line) for line in lines]
    found = written_rows(placed)
    if found is not None:
        return [_cells(row, len(columns)) for row in found]
    cells: Cells = []
    rows = rows_of(lines)
    for row, starts_here in zip(rows, _starts(rows, columns), strict=True):
        if starts_here or not cells:
            cells.append([[] for _ in columns])
        for piece in row:
            cells[-1][column_at(columns, piece)].append(piece.text)
    return cells


def written_rows(placed: Sequence[tuple[int, Line]]) -> list[list[tuple[int, Line]]] | None:
    """Cut lines, each with its column, where the file goes on with another row.

    Returns:
        The rows, from top to bottom; None when the file does not go row by row.
    """
    rows: list[list[tuple[int, Line]]] = []
    bottom = 0.0
    for column, line in placed:
        if rows and _stays(rows[-1][-1], column, line, bottom):
            rows[-1].append((column, line))
            bottom = max(bottom, line.y1)
        elif rows and (line.y0 + line.y1) / 2 < bottom:
            return None
        else:
            rows.append([(column, line)])
            bottom = line.y1
    tops = [min(line.y0 for _, line in row) for row in rows]
    bottoms = [max(line.y1 for _, line in row) for row in rows]
    if any(top < above - SLACK for above, top in zip(bottoms, tops[1:], strict=False)):
        return None
    return rows


def _stays(last: tuple[int, Line], column: int, line: Line, bottom: float) -> bool:
    """Tell whether a line belongs to the row of the line before: further right, or just below."""
    before = last[1]
    if column != last[0]:
        return column > last[0] and line.y0 < bottom - 0.3 * line.height
    below = -0.4 * line.height < line.y0 - before.y1 < 0.6 * line.height
    return below or abs(line.y0 - before.y0) < 0.5 * line.height


def _cells(row: Sequence[tuple[int, Line]], width: int) -> list[list[str]]:
    cells: list[list[str]] = [[] for _ in range(width)]
    for column, line in row:
        cells[column].append(line.text)
    return cells


def _starts(rows: Sequence[Row], columns: Sequence[Column]) -> list[bool]:
    """Tell of each row whether it starts a row of the table: by space, else by what it fills."""
    gaps = [0.0]
    for before, row in pairwise(rows):
        gaps.append(min(p.y0 for p in row) - max(p.y1 for p in before))
    fills = [{column_at(columns, piece) for piece in row} for row in rows]
    height = statistics.median(piece.height for row in rows for piece in row)
    inner = gaps[1:]
    if len(inner) >= 2 and max(inner) - min(inner) > 0.25 * height:
        middle = (max(inner) + min(inner)) / 2
        usual = statistics.median(gap for gap in inner if gap > middle)
        bound = (usual + min(inner)) / 2
        starts = [True, *(gap > bound for gap in inner)]
        begun = [fill for fill, start in zip(fills, starts, strict=True) if start]
        gone_on = [fill for fill, start in zip(fills, starts, strict=True) if not start]
        full = sum(0 in fill for fill in begun) >= 0.7 * len(begun)
        if full and any(len(fill) < len(columns) for fill in gone_on):
            return starts
    return [
        place == 0 or 0 in fill or len(fill) > len(columns) / 2 or not fill <= fills[place - 1]
        for place, fill in enumerate(fills)
    ]
