"""Tables on a page: between drawn lines, or in print that stands aligned."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from understudy.parsing.paragraphs import BULLET, NUMBER, joined
from understudy.parsing.pdf_columns import (
    Cells,
    Column,
    Row,
    are_aligned,
    columns_of,
    is_prose,
    merged_rows,
    rows_of,
)
from understudy.parsing.pdf_grids import Grid, grids, place_in
from understudy.parsing.pdf_lines import Line
from understudy.parsing.pdf_rulings import Box, Rulings, Segment

LONGEST_CELL = 400
"""Mean characters of a cell above which lines frame running text."""
SHORTEST_RULE = 40.0
"""Points of a line that may stand above or below a table without lines down."""
LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}")
LABEL = re.compile(r":\s*_*\s*$")
MOST_BANDS = 400


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the place of its first line."""

    page: int
    box: Box
    cells: Cells
    lines: frozenset[int]
    """Places of its lines among those of the page."""

    def rows(self, words: frozenset[str]) -> list[list[str]]:
        """Return its cells as texts; see `joined`."""
        return [[joined(cell, words) for cell in row] for row in self.cells]

    @property
    def width(self) -> int:
        """Columns."""
        return max(len(row) for row in self.cells)


Item = Line | Table


def with_tables(lines: Sequence[Line], rulings: Sequence[Rulings]) -> list[Item]:
    """Put tables in the places of their lines; a table goes on over the end of a page.

    Args:
        lines: Of the document, page by page.
        rulings: For each page; pages without an entry have no tables looked for.
    """
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    items: list[Item] = []
    for page, own in pages.items():
        items += _page(own, rulings[page]) if page < len(rulings) else own
    return items


def continued(before: Table, after: Table) -> Table | None:
    """Return two tables as one if the second, on a later page, goes on with the first."""
    near = abs(before.box[0] - after.box[0]) < 6 and abs(before.box[2] - after.box[2]) < 6
    if after.page != before.page + 1 or before.width != after.width or not near:
        return None
    cells = after.cells[1:] if after.cells[0] == before.cells[0] else after.cells
    return replace(before, page=after.page, box=after.box, cells=[*before.cells, *cells])


def _page(lines: Sequence[Line], rulings: Rulings) -> list[Item]:
    found: list[Table] = []
    for find in (_in_grids, _between_rules, _aligned):
        taken = frozenset().union(*(table.lines for table in found))
        found += find(lines, rulings, taken)
    first = {min(table.lines): table for table in found}
    taken = frozenset().union(*(table.lines for table in found))
    items: list[Item] = []
    for place, line in enumerate(lines):
        if place in first:
            items.append(first[place])
        elif place not in taken:
            items.append(line)
    return items


def _in_grids(lines: Sequence[Line], rulings: Rulings, taken: frozenset[int]) -> list[Table]:
    found: list[Table] = []
    for grid in grids(rulings):
        inside = _inside(lines, grid.box, taken)
        table = _of_grid(grid, lines, inside) if inside else None
        if table:
            found.append(table)
            taken |= table.lines
    return found


def _of_grid(grid: Grid, lines: Sequence[Line], inside: Sequence[int]) -> Table | None:
    owner = grid.cells()
    pieces: dict[tuple[int, int], list[Line]] = {}
    for place in inside:
        line = lines[place]
        row = place_in(grid.ys, (line.y0 + line.y1) / 2)
        column = place_in(grid.xs, (line.x0 + line.x1) / 2)
        if row is not None and column is not None:
            pieces.setdefault(owner[row][column], []).append(line)
    width = len(grid.xs) - 1
    cells: Cells = []
    for row in range(len(grid.ys) - 1):
        own = {column: pieces[row, column] for column in range(width) if (row, column) in pieces}
        if own:
            cells += _split_row(own, width)
    cells = _without_blank_columns(cells)
    return _table(lines, inside, cells) if _is_table(cells) else None


def _split_row(own: dict[int, list[Line]], width: int) -> Cells:
    """Return the rows of print in a row of a grid: several when all columns have them all."""
    rows = rows_of(line for lines in own.values() for line in lines)
    if len(own) > 1 and len(rows) > 2 and all(len(lines) >= 0.8 * len(rows) for lines in own.values()):
        parts = [{column: [line for line in lines if line in row] for column, lines in own.items()} for row in rows]
    else:
        parts = [{column: [line for row in rows_of(lines) for line in row] for column, lines in own.items()}]
    return [[[line.text for line in part.get(column, [])] for column in range(width)] for part in parts]


def _without_blank_columns(cells: Cells) -> Cells:
    width = max((len(row) for row in cells), default=0)
    kept = [column for column in range(width) if any(row[column] for row in cells)]
    return [[row[column] for column in kept] for row in cells]


def _is_table(cells: Cells) -> bool:
    if len(cells) < 2 or len(cells[0]) < 2:
        return False
    filled = [cell for row in cells for cell in row if cell]
    letters = sum(len(line) for cell in filled for line in cell)
    if letters > LONGEST_CELL * len(filled):
        return False
    return len(filled) >= max(3, 0.25 * len(cells) * len(cells[0]))


def _between_rules(lines: Sequence[Line], rulings: Rulings, taken: frozenset[int]) -> list[Table]:
    """Find tables with lines across only: above, below, under the head, or between all rows."""
    groups: list[list[Segment]] = []
    for rule in sorted(rulings.across, key=lambda rule: rule.at):
        if rule.end - rule.start < SHORTEST_RULE:
            continue
        for group in groups:
            if abs(group[0].start - rule.start) < 4 and abs(group[0].end - rule.end) < 4:
                group.append(rule)
                break
        else:
            groups.append([rule])
    found: list[Table] = []
    for group in groups[:MOST_BANDS]:
        for table in _bands(lines, group[:MOST_BANDS], taken):
            found.append(table)
            taken |= table.lines
    return found


def _bands(lines: Sequence[Line], rules: Sequence[Segment], taken: frozenset[int]) -> list[Table]:
    """Join neighbouring spaces between lines across, as long as they look like rows."""
    found: list[Table] = []
    chain: list[list[int]] = []
    spaces = [
        _inside(lines, (above.start, above.at, above.end, below.at), taken)
        for above, below in zip(rules, rules[1:], strict=False)
    ]
    width = rules[0].end - rules[0].start
    for space in [*spaces, []]:
        if space and _looks_tabular([lines[place] for place in space], width):
            chain.append(space)
            continue
        if chain and (table := _of_bands(lines, chain)):
            found.append(table)
        chain = []
    return found


def _looks_tabular(lines: Sequence[Line], width: float) -> bool:
    rows = rows_of(lines)
    several = sum(len(row) > 1 for row in rows)
    if several == 0:
        return len(rows) == 1 and rows[0][0].x1 - rows[0][0].x0 < 0.8 * width
    return several >= 0.4 * len(rows)


def _of_bands(lines: Sequence[Line], chain: Sequence[Sequence[int]]) -> Table | None:
    places = [place for space in chain for place in space]
    rows = rows_of(lines[place] for place in places)
    columns = columns_of(rows)
    if len(columns) < 2 or is_prose(rows, columns):
        return None
    cells: Cells = []
    for number, space in enumerate(chain):
        own = rows_of(lines[place] for place in space)
        part = merged_rows(own, columns)
        head = number == 0 and len(chain) > 1 and len(own) <= 3
        cells += [_one(part)] if head or len(chain) > 3 and len(own) <= 2 else part
    return _table(lines, places, cells) if _is_table(cells) else None


def _one(part: Cells) -> list[list[str]]:
    return [[text for row in part for text in row[column]] for column in range(len(part[0]))]


def _aligned(lines: Sequence[Line], _rulings: Rulings, taken: frozenset[int]) -> list[Table]:
    """Find tables without any line: rows that the file writes one after the other, in columns."""
    found: list[Table] = []
    run: list[int] = []
    last_pair = -1
    for place in range(len(lines)):
        if place in taken or (run and not _goes_on(lines, run, place, last_pair)):
            found += _of_run(lines, run, last_pair)
            run, last_pair = [], -1
        if place in taken:
            continue
        beside = place > 0 and place - 1 not in taken and _are_beside(lines[place - 1], lines[place])
        if beside and not run:
            run = [place - 1]
        if run:
            run.append(place)
        if beside:
            last_pair = place
    return found + _of_run(lines, run, last_pair)


def _goes_on(lines: Sequence[Line], run: Sequence[int], place: int, last_pair: int) -> bool:
    before, line = lines[place - 1], lines[place]
    if place - last_pair > 8 or line.y0 - before.y1 > 2.5 * line.height:
        return False
    top = min(lines[one].y0 for one in run[-12:])
    return line.y1 > top


def _are_beside(left: Line, right: Line) -> bool:
    shared = min(left.y1, right.y1) - max(left.y0, right.y0)
    if shared <= 0.5 * min(left.height, right.height) or right.x0 - left.x1 < 0.5 * right.size:
        return False
    bullet = BULLET.match(left.text + " x") or NUMBER.match(left.text + " x")
    return not (bullet and len(left.text) < 5) and not LEADERS.search(left.text + right.text)


def _of_run(lines: Sequence[Line], run: Sequence[int], last_pair: int) -> list[Table]:
    """Make a table of a run of lines if that is what they are; their ends may not belong."""
    if last_pair < 0:
        return []
    places = [place for place in run if place <= last_pair]
    rows = rows_of(lines[place] for place in places)
    columns = columns_of(rows)
    if not _may_be_aligned(rows, columns):
        return []
    places += _tail(lines, run, last_pair, columns)
    rows = rows_of(lines[place] for place in places)
    cells = merged_rows(rows, columns)
    several = sum(sum(bool(cell) for cell in row) > 1 for row in cells)
    if several < max(3, 0.7 * len(cells)) or not _is_table(cells):
        return []
    if len(columns) == 2 and (several < 4 or sum(map(_is_label, cells)) > 0.5 * len(cells)):
        return []
    return [_table(lines, places, cells)]


def _may_be_aligned(rows: Sequence[Row], columns: Sequence[Column]) -> bool:
    if len(columns) < 2 or sum(len(row) > 1 for row in rows) < 3:
        return False
    return not is_prose(rows, columns) and are_aligned(rows, columns)


def _tail(
    lines: Sequence[Line], run: Sequence[int], last_pair: int, columns: Sequence[Column]
) -> list[int]:
    """Return what goes on with cells of the last row: close below, within one column but the first."""
    tail = []
    for place in run:
        if place <= last_pair:
            continue
        line = lines[place]
        within = any(
            column.x0 - 2 <= line.x0 and line.x1 <= column.x1 + 2 for column in columns[1:]
        )
        if not within or line.y0 - lines[place - 1].y1 > 0.5 * line.height:
            break
        tail.append(place)
    return tail


def _is_label(row: Sequence[Sequence[str]]) -> bool:
    return bool(row[0]) and LABEL.search(row[0][-1]) is not None


def _inside(lines: Sequence[Line], box: Box, taken: frozenset[int]) -> list[int]:
    x0, y0, x1, y1 = box
    return [
        place
        for place, line in enumerate(lines)
        if place not in taken
        and x0 - 2 <= (line.x0 + line.x1) / 2 <= x1 + 2
        and y0 <= (line.y0 + line.y1) / 2 <= y1
    ]


def _table(lines: Sequence[Line], places: Iterable[int], cells: Cells) -> Table:
    own = frozenset(places)
    pieces = [lines[place] for place in own]
    box = (
        min(line.x0 for line in pieces),
        min(line.y0 for line in pieces),
        max(line.x1 for line in pieces),
        max(line.y1 for line in pieces),
    )
    return Table(pieces[0].page, box, cells, own)
