"""Merged cells in the formats of which the library says nothing."""

import struct

import pytest

from understudy.parsing.files import Parsed
from understudy.parsing.sheets.shown import shown
from unit.parsing.made import parsed
from unit.parsing.made_sheets import grid, ods, ods_cell, ods_row, record, xlsb
from unit.soon import soon

COVERED = "<table:covered-table-cell/>"


def read(name: str, data: bytes) -> Parsed:
    return parsed(name, data, table="t", tables={"t": {"files": ["*"]}})


def over(text: str, *, rows: int = 1, columns: int = 1) -> str:
    """Write a cell of .ods over several rows and columns."""
    spans = f'table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"'
    return (
        f'<table:table-cell {spans} office:value-type="string"><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


IN_ODS = ods(
    ods_row(repeated=2)
    + ods_row(over("No", rows=2), over("Patient", columns=2), COVERED)
    + ods_row(COVERED, ods_cell("name"), ods_cell("age"))
    + ods_row(ods_cell("1"), over("Ann", rows=2), ods_cell("5"))
    + ods_row(ods_cell("2"), COVERED, ods_cell("6"))
)
IN_XLSB = xlsb(
    grid(
        ("No", "Patient", None),
        (None, "name", "age"),
        ("1", "Ann", "5"),
        ("2", None, "6"),
    ),
    merged=[(0, 1, 0, 0), (0, 0, 1, 2), (2, 3, 1, 1)],
)


@pytest.mark.parametrize(("name", "data"), [("a.ods", IN_ODS), ("a.xlsb", IN_XLSB)])
def test_merged_cells_tell_the_header_and_stand_in_each_row(name: str, data: bytes) -> None:
    """As they do in .xlsx: a patient over two rows is the patient of both."""
    found = read(name, data)

    assert [
        {"No": "1", "Patient / name": "Ann", "Patient / age": "5"},
        {"No": "2", "Patient / name": "Ann", "Patient / age": "6"},
    ] == [row.cells for row in found.rows]


def test_merged_cells_by_the_million_cost_nothing() -> None:
    """A row that is repeated repeats its merged cells."""
    data = ods(
        ods_row(ods_cell("a"), ods_cell("b"))
        + ods_row(ods_cell("1"), ods_cell("2"))
        + ods_row('<table:table-cell table:number-columns-spanned="9"/>', repeated=1_000_000)
    )

    assert {"a": "1", "b": "2"} == soon(lambda: read("a.ods", data), 5).rows[0].cells


@pytest.mark.parametrize("bundle", [b"", bytes(8), bytes(8) + struct.pack("<I", 2**31)])
def test_a_damaged_list_of_sheets_ends_where_it_breaks(bundle: bytes) -> None:
    """Whoever reads the cells says what is wrong."""
    data = xlsb(grid(("a", "b")), merged=[(0, 1, 0, 0)], further=record(156, bundle))

    assert {"Binary": [((0, 0), (1, 0))]} == shown(data, as_table=True).merged
