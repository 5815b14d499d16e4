"""Which lines of a table are its header, and what its columns are called."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from understudy.core.errors import InputError
from understudy.parsing.params import TableParams
from understudy.parsing.sheets.parts import Place

LOOKED_AT = 100
"""Lines that tell how wide a table is."""
NARROWEST = 3
"""Columns from which a line with one filled cell is a title; of two, one may lack its name."""
MOSTLY = 0.8
"""Share of the lines below a title that have several cells: else it is the header of one column."""
MOST_TITLES = 20
"""Lines above a header."""
BETWEEN = " / "
"""What stands between the names of a header of several rows."""
Ranges = Sequence[tuple[Place, Place]]


class Head(NamedTuple):
    """The header of a table."""

    names: list[str]
    """Of its columns, up to the last that has one."""
    start: int
    """First line below it."""


def head_of(
    lines: Sequence[Sequence[str]], where: str, table: TableParams | None, merged: Ranges = ()
) -> Head:
    """Find the header of a table.

    Args:
        lines: Texts of the cells of at least one line.
        where: The file.
        table: What the parameters say of it.
        merged: First and last place of the merged cells of a sheet, whose text is in the first.

    Raises:
        InputError: There is none, or two columns have one name (``bad_header``).
    """
    top = _top(lines, table)
    if top >= len(lines):
        why = f"title_rows is {top}, and the table has {len(lines)} rows"
        raise InputError(where, why, reason="bad_header")
    end = top + _rows(lines, top, table, merged)
    if end > len(lines):
        why = f"header_rows is {end - top}, and the table has {len(lines) - top} rows below titles"
        raise InputError(where, why, reason="bad_header")
    names = _names(lines, top, end, merged)
    places = defaultdict(list)
    for at, name in enumerate(names, 1):
        places[name].append(str(at))
    if doubled := {name: at for name, at in places.items() if len(at) > 1}:
        listed = "; ".join(f"{name!r} is column {' and '.join(at)}" for name, at in doubled.items())
        why = f"columns are called alike: {listed}. Give each a name of its own"
        raise InputError(where, why, reason="bad_header")
    return Head(names, end)


def _top(lines: Sequence[Sequence[str]], table: TableParams | None) -> int:
    """Return the first line that is no title: a title stands alone where others have more."""
    if table is not None and table.title_rows is not None:
        return table.title_rows
    filled = [sum(bool(cell.strip()) for cell in line) for line in islice(lines, LOOKED_AT)]
    widest = max(filled)
    if widest < NARROWEST:
        return 0
    top = next(at for at, count in enumerate(filled) if count > 1)
    below = filled[top:]
    is_table = len(below) > 1 and sum(count > 1 for count in below) >= MOSTLY * len(below)
    return top if top <= MOST_TITLES and is_table else 0


def _rows(
    lines: Sequence[Sequence[str]], top: int, table: TableParams | None, merged: Ranges
) -> int:
    """Return how many lines the header has."""
    if table is not None and table.header_rows is not None:
        return table.header_rows
    end = top
    while True:
        inside = [one for one in merged if top <= one[0][0] <= end]
        lowest = max([end, *(last for _, (last, _) in inside)])
        wide = [one for one in inside if one[1][0] == lowest and one[1][1] > one[0][1]]
        if lowest == end and wide and _goes_on(lines, end, wide, inside):
            lowest += 1
        if lowest == end:
            return min(end, len(lines) - 1) - top + 1
        end = lowest


def _goes_on(lines: Sequence[Sequence[str]], end: int, wide: Ranges, inside: Ranges) -> bool:
    """Tell whether the next line names the parts of wide cells: beside them, nothing stands."""
    if end + 2 >= len(lines):
        return False
    below = {at for at, cell in enumerate(lines[end + 1]) if cell.strip()}
    parts = [set(range(first, last + 1)) for (_, first), (_, last) in wide]
    taller = {
        at
        for (_, first), (last_row, last) in inside
        if last_row > end
        for at in range(first, last + 1)
    }
    return all(len(part & below) > 1 for part in parts) and below <= set.union(*parts, taller)


def _names(lines: Sequence[Sequence[str]], top: int, end: int, merged: Ranges) -> list[str]:
    rows = [[" ".join(cell.split()) for cell in line] for line in lines[top:end]]
    ends = [at for row in rows for at, cell in enumerate(row, 1) if cell]
    ends += [last + 1 for (row, _), (_, last) in merged if top <= row < end]
    width = min(max(ends, default=0), max(map(len, rows)))
    rows = [[*row, *[""] * (width - len(row))][:width] for row in rows]
    if merged:
        _fill(rows, top, merged)
    elif len(rows) > 1:
        _carry(rows)
    names = []
    for at, cells in enumerate(zip(*rows, strict=True), 1):
        parts = list(dict.fromkeys(cell for cell in cells if cell))
        names.append(BETWEEN.join(parts) or f"column_{at}")
    return names


def _fill(rows: list[list[str]], top: int, merged: Ranges) -> None:
    """Write the text of a merged cell in each of its places."""
    for (first_row, first), (last_row, last) in merged:
        for row in range(max(first_row - top, 0), min(last_row - top + 1, len(rows))):
            if first_row >= top and first < len(rows[row]):
                text = rows[first_row - top][first]
                # What the last row does not tell apart has no name of its own.
                wide = last + 1 if row < len(rows) - 1 else first + 1
                end = min(wide, len(rows[row]))
                rows[row][first:end] = [text] * (end - first)


def _carry(rows: list[list[str]]) -> None:
    """Write a text over several columns above each of them: text files keep it in the first."""
    for above, below in pairwise(rows):
        for at in range(1, len(above)):
            if not above[at] and below[at]:
                above[at] = above[at - 1]
