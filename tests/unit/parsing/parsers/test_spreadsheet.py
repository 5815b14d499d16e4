import datetime
import io
import re
import zipfile
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.files import Parsed
from understudy.parsing.params import ParseParams
from understudy.parsing.parsers.spreadsheet import parse
from unit.parsing.made import raw, zipped
from unit.parsing.made_sheets import (
    grid,
    ods,
    ods_cell,
    ods_row,
    ole,
    with_sheet,
    workbook,
    xls,
    xlsb,
)
from unit.soon import soon

TABLES = {"visits": {"files": ["*"]}}
PROSE = grid(("Prices of 2024",), ("thing", "price"), ("a|b", 3.0), ("two\nlines", 0.5))
CORNERS = '<c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c>'


def read(data: bytes, *, table: str | None = None, **params: Any) -> Parsed:
    """Parse a workbook."""
    return parse(raw("book.xlsx", data, table=table), ParseParams.model_validate(params))


def text_of(data: bytes) -> str:
    """Return the text of a workbook's one document."""
    (document,) = read(data).documents
    return document.text


def cells_of(data: bytes) -> list[dict[str, Any]]:
    """Return the rows of a workbook that is listed as a table."""
    return [row.cells for row in read(data, table="visits", tables=TABLES).rows]


def refusal(data: bytes, **more: Any) -> str:
    """Return the reason why a workbook is refused, within seconds."""

    def failing() -> pytest.ExceptionInfo[InputError]:
        with pytest.raises(InputError) as failure:
            read(data, **more)
        return failure

    failure = soon(failing, 5)
    assert "\n" not in str(failure.value)
    return failure.value.reason


def test_a_sheet_is_a_table_under_its_name() -> None:
    """A line above the header stands apart; bars are escaped and a cell is one line."""
    expected = """# Sheet

Prices of 2024

| thing | price |
| --- | --- |
| a\\|b | 3 |
| two lines | 0.5 |
"""
    assert expected == text_of(workbook(Sheet=PROSE))


def test_blank_rows_and_columns_cut_a_sheet() -> None:
    """Two tables side by side, and prose in one column below; a blank sheet is left out."""
    cells = grid(
        ("a", "b", None, "c", "d"),
        (1, 2, None, 3, 4),
        (),
        ("First remark.",),
        ("Second remark.",),
    )
    expected = """## One

| a | b |
| --- | --- |
| 1 | 2 |

| c | d |
| --- | --- |
| 3 | 4 |

First remark.

Second remark.

## Three

alone
"""
    (document,) = read(workbook(One=cells, Two={}, Three={(7, 7): "alone"})).documents

    assert (expected, "book") == (document.text, document.title)


def test_values_are_written_plainly() -> None:
    """Dates as ISO text, whole numbers without a fraction, booleans as in JSON."""
    cells = grid(
        ("kind", "value"),
        ("date", datetime.datetime(2024, 5, 1, 12, 30)),
        ("whole", 3.0),
        ("broken", 0.1),
        ("large", 123456789012.0),
        ("truth", True),
        ("zeros", "007"),
    )
    expected = ["2024-05-01T12:30:00", "3", "0.1", "123456789012", "true", "007"]
    assert expected == [cells["value"] for cells in cells_of(workbook(Sheet=cells))]


@pytest.mark.parametrize(
    "data",
    [
        workbook(Blank={}, Sheet=grid(("улей", "b"), ("1", "x"))),
        xlsb(grid(("улей", "b"), ("1", "x"))),
        xls(grid(("улей", "b"), (1, "x"))),
        ods(ods_row(ods_cell("улей"), ods_cell("b")) + ods_row(ods_cell("1"), ods_cell("x"))),
    ],
    ids=["xlsx", "xlsb", "xls", "ods"],
)
def test_every_format_gives_the_same_rows(data: bytes) -> None:
    """The first sheet with cells is the table; as a document it is a Markdown table."""
    assert [{"улей": "1", "b": "x"}] == cells_of(data)
    assert text_of(data).endswith("| улей | b |\n| --- | --- |\n| 1 | x |\n")


def test_columns_without_a_name_get_one_and_cells_beyond_are_bad_rows() -> None:
    """Blank rows do not count, blank cells are empty texts."""
    cells = grid(("a", None, "c"), (1, 2, 3), (), (4, None, None, "stray"), (5,))

    found = read(workbook(Sheet=cells), table="visits", tables=TABLES)

    expected = [
        {"a": "1", "column_2": "2", "c": "3"},
        {"a": "5", "column_2": "", "c": ""},
    ]
    assert expected == [row.cells for row in found.rows]
    assert [("book.xlsx:2", "bad_row")] == [(one.where, one.reason) for one in found.problems]


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        (grid(("a", "a"), (1, 2)), "bad_header"),
        (grid(("a", "b")), "no_rows"),
        ({}, "no_rows"),
    ],
)
def test_what_is_no_table_is_refused(sheet: Any, reason: str) -> None:
    """With the reasons of tables in text."""
    assert reason == refusal(workbook(Sheet=sheet), table="visits", tables=TABLES)


def test_a_blank_workbook_has_no_text() -> None:
    """The name of a sheet alone is no text."""
    assert "no_text" == refusal(workbook(Sheet={}))


words = st.text(st.sampled_from("ab |яЖ1.#"), min_size=1, max_size=6).filter(str.strip)
lines = st.lists(st.lists(st.none() | words, min_size=3, max_size=3), min_size=1, max_size=6)


@settings(deadline=None, max_examples=50)
@given(lines)
def test_no_cell_is_lost(table: list[list[str | None]]) -> None:
    """However blank rows and columns cut the sheet: all the words, each once."""
    wanted = [" ".join(cell.split()) for line in table for cell in line if cell]
    if not re.search(r"\w", "".join(wanted)):
        return

    text = text_of(workbook(Z=grid(*map(tuple, table)))).removeprefix("# Z\n")

    found = text.replace("\\|", " ").replace("---", "").replace("|", " ")
    assert sorted(" ".join(wanted).replace("|", " ").split()) == sorted(found.split())


@pytest.mark.parametrize(
    "data",
    [
        with_sheet(f'<sheetData><row r="1">{CORNERS}</row></sheetData>'),
        with_sheet(
            '<sheetData><row r="1"><c x=">" r="A1"><v>1</v></c></row><row r="1000000">'
            "<c><v>1</v></c><c><v>1</v></c></row></sheetData>"
        ),
        with_sheet(
            '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="9999">'
            '<c r="ZZ9999"><v>1</v></c></row></sheetData>'
        ),
        xlsb({(0, 0): "1", (1_048_575, 16_383): "2"}),
        xls({(0, 0): 1, (65_535, 255): 2}),
        ods(ods_row(ods_cell("a")) + ods_row(repeated=1_000_000) + ods_row(ods_cell("b", 9))),
        ods(ods_row(ods_cell("a", 16_000), repeated=1_000_000)),
        ods(ods_row(ods_cell("long" * 5000, 100), repeated=1000)),
        with_sheet(
            "<sheetData><row>" + '<c t="s"><v>0</v></c>' * 9000 + "</row></sheetData>",
            strings=f"<si><t>{'w ' * 10_000}</t></si>",
        ),
        xls({(0, column): None for column in range(250)}, sheets=60, shared=8000),
        xls({(row, row % 2 * 255): row for row in range(400)}, sheets=60),
    ],
    ids=[
        "corners", "rows", "sparse", "xlsb", "xls", "ods", "repeats", "long", "shared",
        "old shared", "old sheets",
    ],
)  # fmt: skip
def test_what_does_not_fit_into_memory_is_refused(data: bytes) -> None:
    """A few KB that span millions of cells, or repeat one long text in thousands."""
    assert len(data) < 1_000_000
    assert "too_large" == refusal(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "bad_spreadsheet"),
        (b"PK\x03\x04" + bytes(500), "bad_spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "bad_spreadsheet"),
        (ole("WordDocument", b"x"), "bad_spreadsheet"),
        (ole("Workbook", b"\x09\x08" * 3000), "bad_spreadsheet"),
        (ole("EncryptedPackage", b"x"), "encrypted"),
        (with_sheet("<!DOCTYPE x [<!ENTITY a 'b'>]><sheetData/>"), "bad_spreadsheet"),
        (with_sheet("<sheetData><row><c"), "bad_spreadsheet"),
        (with_sheet('<sheetData><row r="0"/></sheetData>'), "bad_spreadsheet"),
        (with_sheet('<sheetData><row><c r="ZZZZ9"><v>1</v></c></row></sheetData>'),
         "bad_spreadsheet"),
        (with_sheet('<sheetData><row><c t="s"><v>99</v></c></row></sheetData>'),
         "bad_spreadsheet"),
        (with_sheet("<sheetData>" + " " * 30_000_000 + "</sheetData>"), "zip_bomb"),
        (xls({(0, 300): 1, (65_535, 65_535): 2}), "bad_spreadsheet"),
        (ods("<table:table-row>" + ods_cell("a", 4_000_000_000) + "</table:table-row>"),
         "bad_spreadsheet"),
    ],
)  # fmt: skip
def test_a_damaged_workbook_is_refused(data: bytes, reason: str) -> None:
    """Wherever the damage is, and soon."""
    found = refusal(data)
    assert reason == found


BOOKS = {
    "xlsx": workbook(Sheet=PROSE),
    "xlsb": xlsb(grid(("a", "b"), ("c", "d"))),
    "xls": xls(grid(("a", "b"), ("c", 2)), shared=5),
    "ods": ods(ods_row(ods_cell("a"), ods_cell("b", 2)) + ods_row(ods_cell("c"), repeated=2)),
}


@pytest.mark.parametrize("kind", sorted(BOOKS))
@pytest.mark.parametrize("tenth", range(10))
def test_a_cut_workbook_is_refused_or_read(kind: str, tenth: int) -> None:
    """At every tenth of its length."""
    try:
        found = read(BOOKS[kind][: len(BOOKS[kind]) * tenth // 10])
    except InputError as failure:
        assert failure.reason in {"bad_spreadsheet", "no_text"}
    else:
        assert kind == "xls", found  # its tail is padding


PIECES = st.sampled_from([b"", b"\0", b"<", b"9" * 9, b"\xff\xff", b'"', b"A1"])


@pytest.mark.parametrize("kind", sorted(BOOKS))
@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_damage_inside_a_workbook(kind: str, data: st.DataObject) -> None:
    """Bytes replaced in any part of a sound archive, or anywhere in an old file."""
    if kind == "xls":
        parts, hit = {"": BOOKS[kind]}, ""
    else:
        with zipfile.ZipFile(io.BytesIO(BOOKS[kind])) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        hit = data.draw(st.sampled_from([name for name in parts if "theme" not in name]))
    content = bytearray(parts[hit])
    at = data.draw(st.integers(0, min(len(content), 2000)))
    content[at : at + data.draw(st.integers(0, 8))] = data.draw(PIECES | st.binary(max_size=4))
    damaged = bytes(content) if kind == "xls" else zipped({**parts, hit: bytes(content)})
    try:
        found = read(damaged)
    except InputError as failure:
        assert "\n" not in str(failure)
        assert failure.reason in {"bad_spreadsheet", "no_text", "too_large", "encrypted"}
    else:
        assert found == Parsed.model_validate_json(found.to_line())


def styled(kind: str = "xlsx") -> bytes:
    """Write shares in two formats, a number that only looks like one, and a sheet without."""
    if kind == "ods":
        share = '<table:table-cell office:value-type="percentage" office:value="%s" table:number-columns-repeated="%d"/>'
        rows = ods_row(ods_cell("a"), share % ("0.07", 2)) + ods_row(
            ods_cell("b", 2), share % ("1.5", 1), repeated=2
        )
        return ods(rows)
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet("Shares")
        plain = book.add_format({"num_format": '0"%"'})
        for place, (value, shown) in enumerate(((0.07, "0%"), (0.125, "0.0%"), (1.5, "0%"))):
            sheet.write(2, 1 + place, value, book.add_format({"num_format": shown}))
        sheet.write(2, 4, 5, plain)
        sheet.write(3, 1, "text", book.add_format({"num_format": "0%"}))
        sheet.write(3, 2, 0.5)
        book.add_worksheet("Other").write(0, 0, 0.25)
    return written.getvalue()


def test_shares_are_shown_in_percent() -> None:
    """As the reader sees them; text and other numbers stay."""
    table = "| 7% | 12.5% | 150% | 5 |\n| --- | --- | --- | --- |\n| text | 0.5 |  |  |"

    assert f"## Shares\n\n{table}\n\n## Other\n\n0.25\n" == text_of(styled())
    table = "| a | 7% | 7% |\n| --- | --- | --- |\n| b | b | 150% |\n| b | b | 150% |"
    assert f"# Лист\n\n{table}\n" == text_of(styled("ods"))


def test_shares_of_a_table_are_numbers() -> None:
    """Rows are data: whoever adds them up wants no sign."""
    header = {(0, 0): "share"}
    with_header = workbook(Sheet=header | {(1, 0): 0.5})

    assert [{"share": "0.5"}] == cells_of(with_header)


def merged(*ranges: tuple[str, str], rows: tuple[tuple[Any, ...], ...]) -> bytes:
    """Write a sheet whose ranges are merged after their cells."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet("Sheet")
        for (row, column), value in grid(*rows).items():
            sheet.write(row, column, value)
        for place, value in ranges:
            sheet.merge_range(place, value)
    return written.getvalue()


def test_a_merged_cell_stands_in_each_place_and_a_title_once() -> None:
    """The year is true of both months; the name of the table is not a row of it."""
    rows = (
        (None, None, None),
        ("Year", "Month", "Honey"),
        (None, "May", 3),
        (None, "June", 4),
        ("Sum", None, 7),
    )
    data = merged(("A1:C1", "Harvest"), ("A3:A4", "2025"), ("A5:B5", "Sum"), rows=rows)

    table = "| Year | Month | Honey |\n| --- | --- | --- |\n| 2025 | May | 3 |\n| 2025 | June | 4 |"
    assert f"# Sheet\n\nHarvest\n\n{table}\n| Sum | Sum | 7 |\n" == text_of(data)


def test_merged_cells_that_nobody_needs_cost_nothing() -> None:
    """They are named in a few bytes and may overlap."""
    wide = "".join('<mergeCell ref="A1:XFD1048576"/>' for _ in range(2000))
    data = with_sheet(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B2"><v>2</v></c></row></sheetData>'
        f"<mergeCells>{wide}</mergeCells>"
    )

    assert "1" in soon(lambda: text_of(data), 5)
