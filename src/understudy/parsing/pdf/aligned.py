"""Tables without lines: rows that the file writes one after the other, in columns."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from understudy.parsing.paragraphs import BULLET, NUMBER
from understudy.parsing.pdf.cells import LEADERS, Table, is_list, is_table, table_of
from understudy.parsing.pdf.columns import (
    Column,
    are_aligned,
    cells_of,
    columns_of,
    is_prose,
    rows_of,
)
from understudy.parsing.pdf.lines import Line
from understudy.parsing.pdf.rulings import Rulings

LONGEST_CELL_LINES = 10
"""Lines of print in a cell without borders."""


def aligned(lines: Sequence[Line], _rulings: Rulings, taken: frozenset[int]) -> list[Table]:
    """Find tables without any line: rows that the file writes one after the other, in columns."""
    found: list[Table] = []
    run = _Run()
    cell = 0  # the place of the first line of what may be a cell
    for place, line in enumerate(lines):
        if place in taken:
            found += _of_run(lines, run)
            run, cell = _Run(), place + 1
            continue
        if place > cell and _is_below(lines[place - 1], line):
            run.add(place)
            continue
        if place > cell and _are_beside(lines[cell:place], line):
            run.pair(range(cell, place), place, line.x0)
        elif run.places and run.ends_before(lines, line, paired=_has_right(lines, place)):
            found += _of_run(lines, run)
            run = _Run()
        else:
            run.add(place)
        cell = place
    return found + _of_run(lines, run)


class _Run:
    """Lines one after the other that may be a table."""

    def __init__(self) -> None:
        self.places: list[int] = []
        self.last_pair = -1
        self.second = float("inf")
        """Where the second column begins."""

    def add(self, place: int) -> None:
        """Go on, if it has begun."""
        if self.places:
            self.places.append(place)

    def pair(self, cell: Iterable[int], place: int, left: float) -> None:
        """Begin or go on with a line that stands beside a cell."""
        self.places = [*(self.places or cell), place]
        self.last_pair = place
        self.second = min(self.second, left)

    def ends_before(self, lines: Sequence[Line], line: Line, *, paired: bool) -> bool:
        """Tell whether a line that begins a row is no cell: too far, too wide, or above.

        Nor is one alone in its row (not ``paired``) that is printed in another way, or apart.
        """
        wide = line.x0 < self.second and line.x1 > self.second + 2 * line.size
        last = self.places[-2 * LONGEST_CELL_LINES :]
        far = line.y0 - max(lines[one].y1 for one in last) > 2.5 * line.height
        before = lines[self.places[-1]]
        apart = line.y0 - max(lines[one].y1 for one in last) > 0.8 * line.height
        other = line.bold != before.bold or abs(line.size - before.size) > 0.5
        alone = not paired and line.x0 < self.second and (apart or other)
        return wide or far or alone or line.y1 <= min(lines[one].y0 for one in last)


def _has_right(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a line begins a cell that has another one to its right."""
    end = place + 1
    while end < min(len(lines), place + LONGEST_CELL_LINES) and _is_below(
        lines[end - 1], lines[end]
    ):
        end += 1
    return end < len(lines) and _are_beside(lines[place:end], lines[end])


def _is_below(above: Line, line: Line) -> bool:
    shared = min(above.x1, line.x1) - max(above.x0, line.x0)
    alike = above.bold == line.bold and abs(above.size - line.size) < 0.5
    return alike and shared > 0 and -0.4 * line.height < line.y0 - above.y1 < 0.6 * line.height


def _are_beside(cell: Sequence[Line], line: Line) -> bool:
    """Tell whether a line stands right of a cell of few lines that is no bullet or number."""
    if len(cell) > LONGEST_CELL_LINES:
        return False
    first = cell[0]
    shared = min(max(one.y1 for one in cell), line.y1) - max(first.y0, line.y0)
    right = max(one.x1 for one in cell)
    if shared <= 0.5 * min(first.height, line.height) or line.x0 - right < 0.4 * line.size:
        return False
    bullet = BULLET.match(first.text + " x") or NUMBER.match(first.text + " x")
    return not (bullet and len(first.text) < 5) and not LEADERS.search(first.text + line.text)


def _of_run(lines: Sequence[Line], run: _Run) -> list[Table]:
    """Make a table of a run of lines if that is what they are; their ends may not belong."""
    if not run.places:
        return []
    places = [place for place in run.places if place <= run.last_pair]
    if sum(lines[place].mono for place in places) > 0.7 * len(places) and _is_latin(lines, places):
        return []  # what programs print, and code
    rows = rows_of(lines[place] for place in places)
    columns = columns_of(rows)
    if len(columns) < 2 or is_prose(rows, columns):
        return []
    places += _tail(lines, run, columns)
    rows = rows_of(lines[place] for place in places)
    cells = cells_of([lines[place] for place in sorted(places)], columns)
    several = sum(sum(bool(cell) for cell in row) > 1 for row in cells)
    if several < 0.7 * len(cells) or is_list(cells) or not are_aligned(rows, columns):
        return []
    table = table_of(lines, places, cells, columns)
    if several < (4 if len(columns) == 2 else 3) or not is_table(cells):
        return [replace(table, weak=tuple(lines[place] for place in sorted(places)))]
    return [table]


def _is_latin(lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Tell letters that can have widths of their own: all Chinese ones have the same."""
    return sum(lines[place].text.isascii() for place in places) > 0.5 * len(places)


def _tail(lines: Sequence[Line], run: _Run, columns: Sequence[Column]) -> list[int]:
    """Return what goes on with cells of the last row: close below, in one column but the first."""
    tail = []
    for place in run.places:
        if place <= run.last_pair:
            continue
        line = lines[place]
        within = any(
            column.x0 - 2 <= line.x0 and line.x1 <= column.x1 + 2 for column in columns[1:]
        )
        if not within or line.y0 - lines[place - 1].y1 > 0.5 * line.height:
            break
        tail.append(place)
    return tail
