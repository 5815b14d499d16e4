"""Workbooks by XlsxWriter and by openpyxl."""

import datetime
from pathlib import Path
from typing import Any

from bench.parsing.corpus.sheets import Book, Cell


def write_with_xlsxwriter(book: Book, path: Path) -> None:
    """Save a workbook with XlsxWriter; formulas carry their values."""
    import xlsxwriter

    target = xlsxwriter.Workbook(str(path))
    day = target.add_format({"num_format": "yyyy-mm-dd"})
    percent = target.add_format({"num_format": "0%"})
    for sheet in book.sheets:
        page = target.add_worksheet(sheet.name)
        if sheet.is_hidden:
            page.hide()
        for (row, column), cell in sheet.cells.items():
            if cell.formula:
                page.write_formula(row, column, cell.formula, None, cell.value)
            elif isinstance(cell.value, datetime.date):
                page.write_datetime(row, column, cell.value, day)
            elif cell.is_percent:
                page.write_number(row, column, cell.value, percent)
            else:
                page.write(row, column, cell.value)
        for first, last in sheet.merged:
            page.merge_range(*first, *last, sheet.cells[first].value)
    target.close()


def write_with_openpyxl(book: Book, path: Path) -> None:
    """Save a workbook with openpyxl; formulas have no value there, so they are written as one."""
    from openpyxl import Workbook

    target = Workbook()
    target.remove(target.active)
    for sheet in book.sheets:
        page = target.create_sheet(sheet.name)
        page.sheet_state = "hidden" if sheet.is_hidden else "visible"
        for (row, column), cell in sheet.cells.items():
            _set(page.cell(row + 1, column + 1), cell)
        for first, last in sheet.merged:
            page.merge_cells(
                start_row=first[0] + 1,
                start_column=first[1] + 1,
                end_row=last[0] + 1,
                end_column=last[1] + 1,
            )
    target.save(str(path))


def _set(target: Any, cell: Cell) -> None:
    target.value = cell.value
    if cell.is_percent:
        target.number_format = "0%"
    elif isinstance(cell.value, datetime.date):
        target.number_format = "yyyy-mm-dd"
