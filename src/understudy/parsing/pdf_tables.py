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
    cells_of,
    columns_of,
    is_prose,
    written_rows,
    rows_of,
)
from understudy.parsing.pdf_grids import Grid, grids, place_in
from understudy.parsing.pdf_lines import TO_THE_LEFT, Line
from understudy.parsing.pdf_rulings import Box, Rulings, Segment

LONGEST_CELL = 400
"""Mean characters of a cell above which lines frame running text."""
SHORTEST_RULE = 40.0
"""Points of a line that may stand above or below a table without lines down."""
LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}")
MARK = re.compile(r"\W{0,3}|\(?(?:\d{1,3}|\w|[ivxIVX]{1,5})[.)]{1,2}|\[\w+\]")
"""What opens an item of a list or of references."""
SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")
LONG_TEXT = 70
"""Mean characters in the second of two columns above which they are terms and what they mean."""
SMALL = 20
"""Places of a grid up to which a drawing is likely, so that more of them must be filled."""
LABEL = re.compile(r":\s*_*\s*$")
MOST_BANDS = 400
LONGEST_CELL_LINES = 10
"""Lines of print in a cell without borders."""


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
        has_tables = page < len(rulings) and not _runs_to_the_left(own)
        items += _page(own, rulings[page]) if has_tables else own
    return items


def _runs_to_the_left(lines: Sequence[Line]) -> bool:
    """Tell a page in Hebrew, Arabic or their kin: its tables begin at the right."""
    text = "".join(line.text for line in lines)
    return sum(map(len, TO_THE_LEFT.findall(text))) > 0.3 * len(text)


def continued(before: Table, after: Table) -> Table | None:
    """Return two tables as one if the second goes on with the first, on a page or column after.

    Its columns must stand as those of the first do; a head that is repeated is left out.
    """
    broken = after.page == before.page + 1 or (
        after.page == before.page and after.box[1] < before.box[3]
    )
    if not broken or len(before.columns) != len(after.columns):
        return None
    shift = after.columns[0].x0 - before.columns[0].x0
    pairs = zip(before.columns, after.columns, strict=True)
    if not all(one.stands_like(other, shift) for one, other in pairs):
        return None
    cells = after.cells[1:] if after.cells[0] == before.cells[0] else after.cells
    weak = (*before.weak, *after.weak) if before.weak and after.weak else ()
    whole = [*before.cells, *cells]
    if weak and len(whole) > 3:
        weak = ()
    return replace(
        after, cells=whole, weak=weak, columns=tuple(map(Column.over, before.columns, after.columns, [shift] * len(after.columns)))
    )


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
    if _overflows(grid, [lines[place] for place in inside]):
        return None
    owner = grid.cells()
    width = len(grid.xs) - 1
    bands: list[list[tuple[int, Line]]] = [[] for _ in grid.ys[1:]]
    for place in sorted(inside):
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
    return _table(lines, inside, cells, columns) if _is_table(cells) else None


def _overflows(grid: Grid, inside: Sequence[Line]) -> bool:
    """Tell whether print runs through the lines down: then they do not bound it."""
    through = 0
    for line in inside:
        middle = (line.y0 + line.y1) / 2
        through += any(
            line.x0 + 3 < wall.at < line.x1 - 3 and wall.start < middle < wall.end
            for wall in grid.down
        )
    return through > max(1, 0.1 * len(inside))


def _split_band(band: Sequence[tuple[int, Line]], width: int) -> Cells:
    """Return the rows between two lines across: several when the file goes row by row there."""
    written = written_rows(band) if len({column for column, _ in band}) > 1 else None
    rows = [list(band)]
    if written and sum(len({column for column, _ in row}) > 1 for row in written) > 0.6 * len(written):
        rows = written
    return [
        [_texts([line for place, line in row if place == column]) for column in range(width)]
        for row in rows
    ]


def _texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for row in rows_of(lines) for line in row]


def _is_table(cells: Cells) -> bool:
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
    if len(chain) == 1 and (len(rows) < 3 or not are_aligned(rows, columns)):
        return None
    cells: Cells = []
    for number, space in enumerate(chain):
        own = rows_of(lines[place] for place in space)
        part = cells_of([lines[place] for place in sorted(space)], columns)
        head = number == 0 and len(chain) > 1 and len(own) <= 3
        cells += [_one(part)] if head or len(chain) > 3 and len(own) <= 2 else part
    return _table(lines, places, cells, columns) if _is_table(cells) and not _is_list(cells) else None


def _one(part: Cells) -> list[list[str]]:
    return [[text for row in part for text in row[column]] for column in range(len(part[0]))]


def _aligned(lines: Sequence[Line], _rulings: Rulings, taken: frozenset[int]) -> list[Table]:
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
    rows = rows_of(lines[place] for place in places)
    columns = columns_of(rows)
    if len(columns) < 2 or is_prose(rows, columns):
        return []
    places += _tail(lines, run, columns)
    rows = rows_of(lines[place] for place in places)
    cells = cells_of([lines[place] for place in sorted(places)], columns)
    several = sum(sum(bool(cell) for cell in row) > 1 for row in cells)
    if several < 0.7 * len(cells) or _is_list(cells) or not are_aligned(rows, columns):
        return []
    table = _table(lines, places, cells, columns)
    if several < (4 if len(columns) == 2 else 3) or not _is_table(cells):
        return [replace(table, weak=tuple(lines[place] for place in sorted(places)))]
    return [table]


def _tail(lines: Sequence[Line], run: _Run, columns: Sequence[Column]) -> list[int]:
    """Return what goes on with cells of the last row: close below, within one column but the first."""
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


def _is_list(cells: Cells) -> bool:
    """Tell what stands aligned for another reason: lists, contents, forms, references."""
    rows = [["".join(cell) for cell in row] for row in cells]
    if any(LEADERS.search(cell) for row in rows for cell in row):
        return True
    marks = sum(MARK.fullmatch(row[0]) is not None for row in rows)
    if marks >= 0.7 * len(rows) and len(rows[0]) == 2:
        return True
    pages = [int(row[-1]) if row[-1].isdecimal() else -1 for row in rows]
    sections = sum(SECTION.fullmatch(row[0]) is not None for row in rows)
    if pages == sorted(pages) and pages[0] >= 0 and sections >= 0.5 * len(rows):
        return True
    if len(rows[0]) > 2:
        return False
    labels = sum(LABEL.search(row[0]) is not None for row in rows)
    return labels > 0.5 * len(rows) or sum(len(row[1]) for row in rows) > LONG_TEXT * len(rows)


def _inside(lines: Sequence[Line], box: Box, taken: frozenset[int]) -> list[int]:
    x0, y0, x1, y1 = box
    return [
        place
        for place, line in enumerate(lines)
        if place not in taken
        and x0 - 2 <= (line.x0 + line.x1) / 2 <= x1 + 2
        and y0 <= (line.y0 + line.y1) / 2 <= y1
    ]


def _table(
    lines: Sequence[Line], places: Iterable[int], cells: Cells, columns: Sequence[Column]
) -> Table:
    own = frozenset(places)
    pieces = [lines[place] for place in own]
    box = (
        min(line.x0 for line in pieces),
        min(line.y0 for line in pieces),
        max(line.x1 for line in pieces),
        max(line.y1 for line in pieces),
    )
    return Table(pieces[0].page, box, cells, own, tuple(columns))
