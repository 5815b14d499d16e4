"""Workbooks and their truth: several tables in a sheet, titles above them, remarks below."""

import datetime
from dataclasses import dataclass, field

from bench.parsing.corpus.blocks import Table, table_text
from bench.parsing.corpus.prose import Prose

Value = str | int | float | bool | datetime.date
Place = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """A cell: what is stored, and how it is shown."""

    value: Value
    is_percent: bool = False
    formula: str = ""

    @property
    def shown(self) -> str:
        """What a reader sees: a share in percent, a day in ISO's form."""
        if self.is_percent and isinstance(self.value, float):
            return f"{round(self.value * 100)}%"
        return str(self.value).lower() if isinstance(self.value, bool) else str(self.value)


@dataclass
class Sheet:
    """A page of a workbook."""

    name: str
    cells: dict[Place, Cell] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    is_hidden: bool = False
    truth: list[str] = field(default_factory=list)
    """Markdown of its parts in reading order."""


@dataclass
class Book:
    """A workbook."""

    name: str
    sheets: list[Sheet]

    @property
    def truth(self) -> str:
        """Markdown: a heading a sheet, its parts below."""
        mark = "#" if len(self.sheets) == 1 else "##"
        parts = [f"{mark} {sheet.name}\n\n" + "\n\n".join(sheet.truth) for sheet in self.sheets]
        return "\n\n".join(parts) + "\n"


def make_book(language: str, seed: int) -> Book:
    """Make a workbook of one to four sheets; the same arguments give the same one."""
    prose = Prose(language, seed)
    sheets = []
    for number in range(1 + seed % 4):
        sheet = Sheet(f"{prose.topic()} {number + 1}"[:31])
        down = prose.number(0, 2)
        for _ in range(prose.number(1, 3)):
            down = _part(prose, sheet, down) + prose.number(1, 3)
        sheets.append(sheet)
    if len(sheets) > 2:
        sheets[-1].is_hidden = True
    return Book(f"book_{language}_{seed}", sheets)


def _part(prose: Prose, sheet: Sheet, down: int) -> int:
    """Put a title, a table, perhaps a second one beside it, and a remark; return the next row."""
    if prose.random.random() < 0.5:
        title = prose.heading()
        sheet.cells[down, 1] = Cell(title)
        if prose.random.random() < 0.5:
            sheet.merged.append(((down, 1), (down, 3)))
        sheet.truth.append(title)
        down += prose.number(1, 2)
    deep, right = _table(prose, sheet, down, 1, prose.number(4, 18))
    if prose.random.random() < 0.3:
        deep = max(deep, _table(prose, sheet, down, right + 1, prose.number(3, 6))[0])
    if prose.random.random() < 0.4:
        remark = prose.sentence()
        sheet.cells[deep + 1, 1] = Cell(remark)
        sheet.truth.append(remark)
        deep += 2
    return deep


def _table(prose: Prose, sheet: Sheet, down: int, left: int, rows: int) -> tuple[int, int]:
    """Put a table; return the row below it and the column behind it."""
    makers = {
        "quantity": lambda: Cell(prose.number()),
        "price": lambda: Cell(round(prose.number(100, 90000) / 100, 2)),
        "date": lambda: Cell(datetime.date(2020 + prose.number(0, 6), prose.number(1, 12), 17)),
        "share": lambda: Cell(prose.number(1, 99) / 100, is_percent=True),
        "owner": lambda: Cell(prose.name()),
        "code": lambda: Cell(f"{prose.number(1, 999):05}"),
        "remark": lambda: Cell(prose.sentence()),
    }
    keys = prose.random.sample(sorted(makers), prose.random.randint(2, 5))
    lines: list[list[Cell]] = [[Cell(prose.label(key)) for key in ("item", *keys)]]
    for number in range(rows):
        first = Cell(f"{prose.thing()} {number + 1}")
        lines.append([first, *(makers[key]() for key in keys)])
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            if row and column > 1 and prose.random.random() < 0.05:
                line[column] = Cell("")
                continue
            sheet.cells[down + row, left + column] = cell
    header, *body = (tuple(cell.shown for cell in line) for line in lines)
    sheet.truth.append(table_text(Table(header, tuple(body))))
    return down + len(lines), left + len(keys) + 1
