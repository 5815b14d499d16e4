"""Rows of a table from the sheet of a workbook."""

import io
import re
import struct
import zipfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from understudy.core.errors import InputError, unknown_name
from understudy.parsing.files import Parsed, RawFile
from understudy.parsing.ole import SIGNATURE
from understudy.parsing.params import ParseParams
from understudy.parsing.sheets.binary import binary_records, days_from_1904
from understudy.parsing.sheets.heads import head_of
from understudy.parsing.sheets.parts import Place
from understudy.parsing.sheets.sums import is_sum, told
from understudy.parsing.sheets.tables import Again, Line, Origin, rows

Grid = list[list[str]]
MOST_FILLED = 200_000
"""Cells that merged ones may fill in a sheet."""
FROM_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true)[\"']")


class Sheet(NamedTuple):
    """The texts of the cells of a sheet."""

    name: str
    grid: Grid
    """Without blank rows and columns around; empty for an empty sheet."""
    start: Place
    """Row and column, from 0, of the first cell in the grid."""
    merged: Sequence[tuple[Place, Place]]
    """First and last place of each merged cell, in the sheet."""


def sheet_rows(file: RawFile, params: ParseParams, sheets: Sequence[Sheet]) -> Parsed:
    """Read the rows of one sheet below its header; blank ones and totals do not count.

    A merged cell stands in each of its places.

    Raises:
        InputError: The sheet is not there (``missing_sheet``), nothing is in it (``no_rows``), or
            its header names two columns alike (``bad_header``).
    """
    assert file.table is not None
    table = params.tables[file.table]
    sheet = _chosen(sheets, table.sheet, file.place)
    merged = [
        (
            (top - sheet.start[0], left - sheet.start[1]),
            (low - sheet.start[0], right - sheet.start[1]),
        )
        for (top, left), (low, right) in sheet.merged
        if top >= sheet.start[0] and left >= sheet.start[1]
    ]
    header, start = head_of(sheet.grid, file.place, table, merged)
    below = [one for one in merged if one[0][0] >= start]
    grid = [list(line) for line in sheet.grid]
    fill_merged(grid, (0, 0), below)
    width = len(header)
    good, broken, shown, sums = [], [], {}, []
    filled = [(row, cells) for row, cells in enumerate(grid[start:], start) if any(cells)]
    for number, (row, cells) in enumerate(filled, 1):
        beyond = sum(bool(cell) for cell in cells[width:])
        place = sheet.start[0] + row + 1
        if is_sum(cells, table):
            sums.append(place)
        elif beyond:
            why = f"row {place} of the file has {beyond} cells beyond the last column with a name"
            broken.append(InputError(f"{file.place}:{number}", why, reason="bad_row"))
        else:
            good.append((number, cells[:width]))
            shown[number] = place
    origin = Origin(serials=serials_of(file), native=True, shown=shown)

    def named() -> Iterator[Line]:
        return ((number, dict(zip(header, cells, strict=True))) for number, cells in good)

    lines = Again(named) if file.is_streamed else list(named())
    found = rows(file, params, header, lines, broken, origin)
    return found.model_copy(update={"remarks": told(sums)})


def fill_merged(grid: Grid, start: Place, ranges: Sequence[tuple[Place, Place]]) -> None:
    """Write a merged cell in each of its places, but a title, beside which nothing stands, once."""
    left = MOST_FILLED
    for (top, first), (bottom, last) in ranges:
        rows = range(max(0, top - start[0]), min(bottom - start[0] + 1, len(grid)))
        columns = range(max(0, first - start[1]), last - start[1] + 1)
        if not rows or not columns or columns[0] >= len(grid[rows[0]]):
            continue
        text = grid[rows[0]][columns[0]]
        beside = any(cell for row in rows for at, cell in enumerate(grid[row]) if at not in columns)
        left -= len(rows) * len(columns)
        if not text or not beside or left < 0:
            continue
        for row in rows:
            end = min(columns[-1] + 1, len(grid[row]))
            grid[row][columns[0] : end] = [text] * (end - columns[0])


def _chosen(sheets: Sequence[Sheet], name: str | None, where: str) -> Sheet:
    """Return the sheet that is called so, or the first with cells."""
    named = {sheet.name: sheet for sheet in sheets}
    if name is not None and name not in named:
        raise InputError(where, unknown_name("sheet", name, named), reason="missing_sheet")
    possible = sheets if name is None else [named[name]]
    sheet = next((sheet for sheet in possible if sheet.grid), None)
    if sheet is None:
        raise InputError(where, "there is no filled cell in it", reason="no_rows")
    return sheet


def serials_of(file: RawFile) -> int:
    """Return the year from which a workbook counts days."""
    if file.data.startswith(SIGNATURE):
        return 1904 if days_from_1904(file.data) else 1900
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            return 1904 if FROM_1904.search(archive.read("xl/workbook.xml")) else 1900
        if "xl/workbook.bin" in names:
            return 1904 if _says_1904(archive.read("xl/workbook.bin")) else 1900
    return 1900  # OpenDocument writes dates as dates


def _says_1904(book: bytes) -> bool:
    """Read the first flag of BrtWbProp: [MS-XLSB] 2.4.874."""
    properties = (at for kind, at, length in binary_records(book) if kind == 153 and length >= 4)
    return any(struct.unpack_from("<I", book, at)[0] & 1 for at in properties)
