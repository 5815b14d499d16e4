"""Tables between drawn lines: grids, and rows with lines across only."""

from collections.abc import Sequence
from itertools import pairwise

from understudy.parsing.pdf.cells import Table, inside, is_list, is_table, table_of
from understudy.parsing.pdf.columns import (
    Cells,
    Column,
    are_aligned,
    cells_of,
    columns_of,
    is_prose,
    rows_of,
    written_rows,
)
from understudy.parsing.pdf.grids import Grid, grids, place_in
from understudy.parsing.pdf.lines import Line
from understudy.parsing.pdf.rulings import Rulings, Segment

SHORTEST_RULE = 40.0
"""Points of a line that may stand above or below a table without lines down."""
LEAST_DRAWN = 0.6
"""Share of a grid's lines that a table draws."""
SMALLEST_DRAWING = 12
"""Crossings of a grid below which little can be said of it."""
LONGEST_LABEL = 50
"""Mean characters of the lines in a drawing."""
LEAST_SEVERAL = 0.7
"""Share of the rows between two lines that have several cells."""
LONGEST_MEAN = 120
"""Mean characters of cells between two lines."""
MOST_BANDS = 400
MOST_LOOKUPS = 2_000_000
"""Lines of print times lines drawn on a page above which none is looked for."""


def in_drawings(lines: Sequence[Line], rulings: Rulings) -> frozenset[int]:
    """Return the places of lines in flow charts and the like: boxes that lines join, no table."""
    places: set[int] = set()
    for grid in grids(rulings):
        if not _is_table_frame(grid):
            own = inside(lines, grid.box, frozenset())
            if sum(len(lines[place].text) for place in own) <= LONGEST_LABEL * len(own):
                places.update(own)
    return frozenset(places)


def _is_table_frame(grid: Grid) -> bool:
    return len(grid.xs) * len(grid.ys) < SMALLEST_DRAWING or grid.drawn >= LEAST_DRAWN


def in_grids(lines: Sequence[Line], rulings: Rulings, taken: frozenset[int]) -> list[Table]:
    """Find tables with lines across and down.

    Args:
        lines: Of one page.
        rulings: Of the page.
        taken: Places of lines that belong to another table.
    """
    found: list[Table] = []
    for grid in grids(rulings):
        places = inside(lines, grid.box, taken) if _is_table_frame(grid) else []
        table = _of_grid(grid, lines, places) if places else None
        if table:
            found.append(table)
            taken |= table.lines
    return found


def _of_grid(grid: Grid, lines: Sequence[Line], places: Sequence[int]) -> Table | None:
    if _overflows(grid, [lines[place] for place in places]):
        return None
    owner = grid.cells()
    width = len(grid.xs) - 1
    bands: list[list[tuple[int, Line]]] = [[] for _ in grid.ys[1:]]
    for place in sorted(places):
        line = lines[place]
        row = place_in(grid.ys, (line.y0 + line.y1) / 2)
        column = place_in(grid.xs, (line.x0 + line.x1) / 2)
        if row is not None and column is not None:
            row, column = owner[row][column]
            bands[row].append((column, line))
    cells = [cells for band in bands if band for cells in _split_band(band, width)]
    kept = [column for column in range(width) if any(row[column] for row in cells)]
    cells = [[row[column] for column in kept] for row in cells]
    columns = [Column(grid.xs[column], grid.xs[column + 1]) for column in kept]
    return table_of(lines, places, cells, columns) if is_table(cells) else None


def _overflows(grid: Grid, lines: Sequence[Line]) -> bool:
    """Tell whether print runs through the lines down: then they do not bound it."""
    through = 0
    for line in lines:
        middle = (line.y0 + line.y1) / 2
        through += any(
            line.x0 + 3 < wall.at < line.x1 - 3 and wall.start < middle < wall.end
            for wall in grid.down
        )
    return through > max(1, 0.1 * len(lines))


def _split_band(band: Sequence[tuple[int, Line]], width: int) -> Cells:
    """Return the rows between two lines across: several when the file goes row by row there."""
    written = written_rows(band) if len({column for column, _ in band}) > 1 else None
    rows = [list(band)]
    if written and sum(len({column for column, _ in row}) > 1 for row in written) > 0.6 * len(
        written
    ):
        rows = written
    return [
        [_texts([line for place, line in row if place == column]) for column in range(width)]
        for row in rows
    ]


def _texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for row in rows_of(lines) for line in row]


def between_rules(lines: Sequence[Line], rulings: Rulings, taken: frozenset[int]) -> list[Table]:
    """Find tables with lines across only: above, below, under the head, or between all rows."""
    if len(lines) * len(rulings.across) > MOST_LOOKUPS:
        return []
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
        inside(lines, (above.start, above.at, above.end, below.at), taken)
        for above, below in pairwise(rules)
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
    if len(chain) == 1 and (len(rows) < 3 or not are_aligned(rows, columns)):
        return None
    cells: Cells = []
    for number, space in enumerate(chain):
        own = rows_of(lines[place] for place in space)
        part = cells_of([lines[place] for place in sorted(space)], columns)
        head = number == 0 and len(chain) > 1 and len(own) <= 3
        cells += [_one(part)] if head or (len(chain) > 3 and len(own) <= 2) else part
    if not is_table(cells) or is_list(cells) or (len(chain) == 1 and not _is_dense(cells)):
        return None
    return table_of(lines, places, cells, columns)


def _is_dense(cells: Cells) -> bool:
    """Tell a table from any text between two lines: most rows have several cells, all short."""
    filled = [cell for row in cells for cell in row if cell]
    several = sum(sum(bool(cell) for cell in row) > 1 for row in cells)
    letters = sum(len(line) for cell in filled for line in cell)
    return several >= LEAST_SEVERAL * len(cells) and letters <= LONGEST_MEAN * len(filled)


def _one(part: Cells) -> list[list[str]]:
    return [[text for row in part for text in row[column]] for column in range(len(part[0]))]
