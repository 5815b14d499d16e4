"""Tables of HTML made plain: every row as wide as the table, no table within a table.

Imported by `web.text` only, which is itself imported late.
"""

import copy
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

CELLS = ["td", "th"]
MOST_COLUMNS = 1_000
"""What browsers allow a cell to span."""
MOST_COPIES = 20_000
"""Cells that spans may add to a page: a few bytes may ask for any number."""
LAYOUT = {"presentation", "none"}
Rows = list[tuple[Tag, list[Tag]]]
"""Each row with its cells."""


def plain_tables(part: Tag) -> None:
    """Rewrite the tables below an element, so that Markdown can hold them.

    A cell that spans rows stands in each of them, and one that spans columns in each of those: a
    row alone then says what it is about. Only a cell as wide as the table, which is a title,
    stands once. A table of one cell, and one that says it is for layout, becomes its contents; a
    table in a cell of another becomes a line of text.
    """
    budget = _Budget(MOST_COPIES)
    for table in part.find_all("table"):
        rows = [(row, _cells(row)) for row in _rows(table)]
        if sum(len(cells) for _, cells in rows) == 1 or table.get("role") in LAYOUT:
            _unwrap(table, rows)
        elif table.find_parent(CELLS) is not None:
            _flatten(table, rows)
        else:
            _expand(rows, budget)
            _bare(table)


class _Budget:
    """Counts what may still be copied."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, count: int) -> bool:
        """Tell whether there is as much left, and take it."""
        if count > self.left:
            return False
        self.left -= count
        return True


def _rows(table: Tag) -> Iterator[Tag]:
    """Yield the rows of a table, not those of tables in it."""
    for row in table.find_all("tr"):
        if row.find_parent("table") is table:
            yield row


def _cells(row: Tag) -> list[Tag]:
    return [cell for cell in row.find_all(CELLS) if cell.find_parent("tr") is row]


def _unwrap(table: Tag, rows: Rows) -> None:
    """Leave the contents of each cell as a block of its own."""
    for row, cells in rows:
        for cell in cells:
            cell.name = "div"
            cell.attrs = {}
        row.unwrap()
    for section in table.find_all(["thead", "tbody", "tfoot", "colgroup"], recursive=False):
        section.unwrap()
    table.name = "div"
    table.attrs = {}


def _flatten(table: Tag, rows: Rows) -> None:
    """Leave a line: cells with commas between them, rows with semicolons."""
    texts = [[cell.get_text(" ", strip=True) for cell in cells] for _, cells in rows]
    words = "; ".join(", ".join(filter(None, row)) for row in texts if any(row))
    caption = table.find("caption", recursive=False)
    said = f"{caption.get_text(' ', strip=True)}: {words}" if isinstance(caption, Tag) else words
    table.replace_with(f" {' '.join(said.split())} ")


def _bare(table: Tag) -> None:
    """Leave rows alone in a table, those of its foot at its end, and its caption before it.

    The converter takes the first row of each section, and none behind anything else, for a header.
    """
    for columns in table.find_all(["colgroup", "col"]):
        if not columns.decomposed:
            columns.decompose()
    for caption in table.find_all("caption", recursive=False):
        caption.name = "p"
        table.insert_before(caption.extract())
    for foot in table.find_all("tfoot", recursive=False):
        table.append(foot.extract())
    for section in table.find_all(["thead", "tbody", "tfoot"], recursive=False):
        section.unwrap()
    for between in table.find_all(string=True, recursive=False):
        if not between.strip():  # it would be a blank line within the table
            between.extract()


def _expand(rows: Rows, budget: _Budget) -> None:
    """Put a copy of each spanning cell where it spans."""
    width = max((sum(_span(cell, "colspan") for cell in cells) for _, cells in rows), default=0)
    waiting: dict[int, tuple[int, Tag]] = {}
    """Column to rows to come and the cell that spans into them."""
    for at, (row, cells) in enumerate(rows):
        column = 0
        for cell in cells:
            while column in waiting:
                column = _put(waiting, column, before=cell, row=row, budget=budget)
            down = _span(cell, "rowspan", len(rows) - at)
            across = _span(cell, "colspan", max(1, MOST_COLUMNS - column))
            title = across > 1 and across >= width
            for key in ("rowspan", "colspan"):
                del cell[key]
            last = cell
            for place in range(column, column + across):
                if place > column and budget.take(1):
                    last.insert_after(last := _blank() if title else _copy(cell))
                if down > 1 and budget.left:
                    waiting[place] = (down - 1, cell)
            column += across
        while column in waiting:
            column = _put(waiting, column, before=None, row=row, budget=budget)


def _put(
    waiting: dict[int, tuple[int, Tag]],
    column: int,
    *,
    before: Tag | None,
    row: Tag,
    budget: _Budget,
) -> int:
    """Repeat the cell that spans into a column; return the next column."""
    left, cell = waiting.pop(column)
    if left > 1:
        waiting[column] = (left - 1, cell)
    if budget.take(1):
        again = _copy(cell)
        if before is None:
            row.append(again)
        else:
            before.insert_before(again)
    return column + 1


def _span(cell: Tag, key: str, most: int = MOST_COLUMNS) -> int:
    """Return how many rows or columns a cell spans; 0 rows are all that follow."""
    said = str(cell.get(key, "1")).strip()
    if not (said.isascii() and said.isdigit() and len(said) < 7):
        return 1
    count = int(said)
    if count == 0:
        return max(1, most) if key == "rowspan" else 1
    return max(1, min(count, most))


def _copy(cell: Tag) -> Tag:
    """Return the words of a cell again, without its pictures."""
    again = copy.copy(cell)
    for picture in again.find_all("img"):
        picture.decompose()
    return again


def _blank() -> Tag:
    return BeautifulSoup("", "html.parser").new_tag("td")
