"""Tables in the places of their lines, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from understudy.parsing.pdf.aligned import aligned
from understudy.parsing.pdf.cells import Table, inside, table_of
from understudy.parsing.pdf.columns import Column
from understudy.parsing.pdf.layout import Guess
from understudy.parsing.pdf.lines import Line
from understudy.parsing.pdf.order import Item, in_reading_order
from understudy.parsing.pdf.ruled import between_rules, in_drawings, in_grids
from understudy.parsing.pdf.rulings import Rulings


def with_tables(
    lines: Sequence[Line], rulings: Sequence[Rulings], guesses: Mapping[int, Sequence[Guess]]
) -> list[Item]:
    """Put tables in the places of their lines; a table goes on over the end of a page.

    Args:
        lines: Of the document, page by page.
        rulings: For each page; pages without an entry have no tables looked for.
        guesses: Tables by page that a layout model sees; they count where no other is found.
    """
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    items: list[Item] = []
    for page, own in pages.items():
        if page < len(rulings):
            items += _page(own, rulings[page], guesses.get(page, ()))
        else:
            items += own
    return items


def continued(before: Table, after: Table) -> Table | None:
    """Return two tables as one if the second goes on with the first, on a page or column after.

    Its columns must stand as those of the first do; a head that is repeated is left out.
    """
    broken = after.page == before.page + 1 or (
        after.page == before.page and after.box[1] < before.box[3]
    )
    if not broken or not after.columns or len(before.columns) != len(after.columns):
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
        after,
        cells=whole,
        weak=weak,
        columns=tuple(
            map(Column.over, before.columns, after.columns, [shift] * len(after.columns))
        ),
    )


def _page(lines: Sequence[Line], rulings: Rulings, guesses: Sequence[Guess]) -> list[Item]:
    found: list[Table] = []
    drawings = in_drawings(lines, rulings)
    for find in (in_grids, between_rules, aligned):
        taken = drawings.union(*(table.lines for table in found))
        found += find(lines, rulings, taken)
    strong = [table for table in found if not table.weak]
    strong += _guessed(lines, guesses, strong)
    taken = frozenset[int]().union(*(table.lines for table in strong))
    found = [*strong, *(table for table in found if table.weak and not table.lines & taken)]
    first = {min(table.lines): table for table in found}
    taken = frozenset().union(*(table.lines for table in found))
    items: list[Item] = []
    for place, line in enumerate(lines):
        if place in first:
            items.append(first[place])
        elif place not in taken:
            items.append(line)
    return in_reading_order(items)


def _guessed(
    lines: Sequence[Line], guesses: Sequence[Guess], found: Sequence[Table]
) -> list[Table]:
    """Take what a layout model sees where no table stands yet."""
    taken = frozenset[int]().union(*(table.lines for table in found))
    made = []
    for guess in guesses:
        places = inside(lines, guess.box, frozenset())
        if places and not taken.intersection(places):
            cells = [[cell.split("<br>") for cell in row] for row in guess.rows]
            made.append(table_of(lines, places, cells, ()))
    return made
