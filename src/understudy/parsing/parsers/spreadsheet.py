"""Spreadsheets: XLSX, XLSM, XLSB, XLS and ODS."""

import datetime
import io
import re
from collections.abc import Iterator
from typing import Any

from understudy.core.errors import InputError
from understudy.parsing.archives import checked
from understudy.parsing.decoding import composed, plain
from understudy.parsing.documents import document, tidy
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.ole import SIGNATURE
from understudy.parsing.params import ParseParams
from understudy.parsing.pipe_tables import number_text, pipe_table
from understudy.parsing.sheets.binary import check_old
from understudy.parsing.sheets.parts import Place
from understudy.parsing.sheets.rows import Grid, Sheet, fill_merged, sheet_rows
from understudy.parsing.sheets.shown import shown
from understudy.parsing.sheets.sizes import MOST_CELLS, MOST_CHARACTERS, damaged
from understudy.parsing.sheets.zipped import check_zipped

MEMBERS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
"""Main parts of .xlsx, .xlsb and .ods."""
DEEPEST = 8
"""Cuts of a sheet into blocks, each within the one before."""
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?")


@PARSERS.register("spreadsheet")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read the rows of the first sheet with cells, if ``parse.tables`` lists the file.

    Else read one document: a heading and Markdown tables a sheet, cut at blank rows and columns.
    Formulas give the values that were saved with them; shares are shown in percent; a merged cell
    stands in each of its places; hidden sheets are read.

    Raises:
        InputError: It is damaged (``bad_spreadsheet``), ``encrypted``, or its cells span more than
            memory holds (``too_large``); as a table, it has no header or no row.
    """
    _check(file)
    sheets = _sheets(file)
    if file.table is not None:
        return sheet_rows(file, params, sheets)
    filled = [sheet for sheet in sheets if sheet.grid]
    mark = "#" if len(filled) == 1 else "##"
    parts = [f"{mark} {' '.join(one.name.split())}\n\n{_markdown(one.grid)}" for one in filled]
    text = tidy("\n\n".join(parts))
    title = None if len(filled) == 1 else file.name
    return Parsed(documents=(document(file, text, title=title),))


def _check(file: RawFile) -> None:
    """Refuse what must not reach calamine."""
    if file.data.startswith(SIGNATURE):
        if "EncryptedPackage".encode("utf-16-le") in file.data:
            raise _encrypted(file)
        check_old(file.data, file.place)
        return
    with checked(file.data, file.place, kind="spreadsheet") as archive:
        names = set(archive.namelist())
        if names.isdisjoint(MEMBERS):
            why = f"the archive has no {MEMBERS[0]}, so it is no spreadsheet"
            raise InputError(file.place, why, reason="bad_spreadsheet")
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in archive.read(manifest):
            raise _encrypted(file)
        check_zipped(archive, file.place)


def _sheets(file: RawFile) -> list[Sheet]:
    """Return the texts of the cells of each sheet; those of an empty sheet are none."""
    import python_calamine as library

    try:
        with _PanicIsDamage(file.place):
            return list(_loaded(library, file))
    except library.PasswordError as error:
        raise _encrypted(file) from error
    except (library.CalamineError, OSError, ValueError, OverflowError) as error:
        raise damaged(file.place, error) from error


class _PanicIsDamage:
    """Turns a panic of calamine into a reason.

    Rust's PanicException derives from BaseException alone and cannot be imported.
    """

    def __init__(self, where: str) -> None:
        self._where = where

    def __enter__(self) -> None:
        """Do nothing."""

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        """Let everything else pass."""
        if kind is not None and kind.__name__ == "PanicException":
            raise damaged(self._where, "its parts contradict each other")


def _loaded(library: Any, file: RawFile) -> Iterator[Sheet]:
    spans = characters = 0
    looks = shown(file.data, as_table=file.table is not None)
    with library.load_workbook(io.BytesIO(file.data)) as book:
        for place, name in enumerate(book.sheet_names):
            if book.sheets_metadata[place].typ is not library.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(place)
            spans += sheet.height * sheet.width
            if spans > MOST_CELLS:
                raise _too_large(file)
            grid = [[_text(cell) for cell in line] for line in sheet.to_python()]
            start = sheet.start or (0, 0)
            merged = sheet.merged_cell_ranges or looks.merged.get(name, [])
            if file.table is None:  # a table's cells are data, not what a reader sees
                _show_percent(grid, start, looks.shares.get(name, set()))
                fill_merged(grid, start, merged)
            grid, corner = _box(grid)
            start = start[0] + corner[0], start[1] + corner[1]
            characters += sum(len(cell) for line in grid for cell in line)
            if characters > MOST_CHARACTERS:
                raise _too_large(file)
            yield Sheet(composed(plain(name)), grid, start, merged)


def _text(value: Any) -> str:
    """Write a value as every spreadsheet in any language would read it back."""
    if isinstance(value, str):
        return composed(plain(value)).strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        sign = "-" if seconds < 0 else ""
        minutes, second = divmod(abs(seconds), 60)
        return f"{sign}{minutes // 60}:{minutes % 60:02}:{second:02}"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _show_percent(grid: Grid, start: Place, places: set[Place]) -> None:
    """Write shares as they are shown; the first cell of the grid is at ``start``."""
    for row, column in places:
        line = grid[row - start[0]] if 0 <= row - start[0] < len(grid) else []
        at = column - start[1]
        if 0 <= at < len(line) and NUMBER.fullmatch(line[at]):
            line[at] = f"{number_text(round(float(line[at]) * 100, 8))}%"


def _box(grid: Grid) -> tuple[Grid, Place]:
    """Return the cells without blank rows and columns around them, and where they begin."""
    filled = [place for place, line in enumerate(grid) if any(line)]
    if not filled:
        return [], (0, 0)
    columns = [place for line in grid for place, cell in enumerate(line) if cell]
    left, right = min(columns), max(columns) + 1
    box = [line[left:right] for line in grid[filled[0] : filled[-1] + 1]]
    return box, (filled[0], left)


def _markdown(grid: Grid) -> str:
    return "\n\n".join(_written(block) for block in _blocks(grid, DEEPEST))


def _blocks(grid: Grid, depth: int) -> list[Grid]:
    """Cut cells where whole rows, else whole columns are blank, down to blocks without any."""
    grid, _ = _box(grid)
    if not grid or depth == 0:
        return [grid] if grid else []
    bands = _runs([any(line) for line in grid])
    if len(bands) > 1:
        parts = [grid[start:end] for start, end in bands]
    else:
        stripes = _runs([any(cells) for cells in zip(*grid, strict=True)])
        if len(stripes) == 1:
            return [grid]
        parts = [[line[start:end] for line in grid] for start, end in stripes]
    return [block for part in parts for block in _blocks(part, depth - 1)]


def _runs(filled: list[bool]) -> list[tuple[int, int]]:
    """Return start and end of each run of true values."""
    edges = [
        place for place in range(len(filled) + 1) if _at(filled, place - 1) != _at(filled, place)
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _at(filled: list[bool], place: int) -> bool:
    return 0 <= place < len(filled) and filled[place]


def _written(block: Grid) -> str:
    """Write a block: prose if it is one column, else a table, lines above its header apart."""
    if len(block[0]) == 1:
        return "\n\n".join(line[0] for line in block)
    start = 0
    while start < len(block) - 1 and block[start][0] and not any(block[start][1:]):
        start += 1
    return "\n\n".join([*(line[0] for line in block[:start]), pipe_table(block[start:])])


def _too_large(file: RawFile) -> InputError:
    why = f"its cells span more than {MOST_CELLS}, or hold more than {MOST_CHARACTERS} characters"
    return InputError(file.place, why, reason="too_large")


def _encrypted(file: RawFile) -> InputError:
    why = "it is locked with a password; save it without one"
    return InputError(file.place, why, reason="encrypted")
