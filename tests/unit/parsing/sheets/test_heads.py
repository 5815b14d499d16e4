import io
from typing import Any

import pytest
import xlsxwriter

from understudy.core.errors import InputError
from understudy.parsing.files import Parsed
from unit.parsing.made import parsed


def read(name: str, data: bytes | str, **table: Any) -> Parsed:
    return parsed(name, data, table="t", tables={"t": {"files": ["*"], **table}})


def sheet(*lines: tuple[Any, ...], merged: tuple[str, ...] = (), start: int = 0) -> bytes:
    """Write a sheet; each of the merged ranges keeps the text of its first cell."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page = book.add_worksheet()
        for row, line in enumerate(lines, start):
            for column, value in enumerate(line):
                if value is not None:
                    page.write(row, column, value)
        for place in merged:
            first = place.split(":")[0]
            row, column = int(first[1:]) - 1, ord(first[0]) - ord("A")
            page.merge_range(place, lines[row - start][column])
    return written.getvalue()


def test_a_header_of_two_rows_is_told_by_its_merged_cells() -> None:
    """Names of both rows are joined; a cell over both rows is named once."""
    data = sheet(
        ("№", "Пациент", None, "Заключение"),
        (None, "Возраст", "Пол", None),
        (1, 45, "м", "норма"),
        (2, 46, "ж", "киста"),
        merged=("A1:A2", "B1:C1", "D1:D2"),
    )

    found = read("a.xlsx", data)

    assert ["№", "Пациент / Возраст", "Пациент / Пол", "Заключение"] == list(found.rows[0].cells)
    assert ["45", "46"] == [row.cells["Пациент / Возраст"] for row in found.rows]


def test_a_wide_cell_above_data_is_no_second_row() -> None:
    """Beside it a row of data stands."""
    data = sheet(("a", "b", None), (1, 2, 3), (4, 5, 6), merged=("B1:C1",))

    found = read("a.xlsx", data)

    assert [{"a": "1", "b": "2", "column_3": "3"}, {"a": "4", "b": "5", "column_3": "6"}] == [
        row.cells for row in found.rows
    ]


@pytest.mark.parametrize("titles", [1, 2])
def test_titles_above_the_header_are_no_part_of_the_table(titles: int) -> None:
    """In a sheet and in text; rows are numbered as the program shows them."""
    above = [("Отчёт отделения",), ("за март",)][:titles]
    below = [("a", "b", "c"), (1, 2, 3), (4, 5, 6)]
    text = "\n".join(";".join(map(str, line)) for line in [*above, *below])

    in_sheet = read("a.xlsx", sheet(*above, *below, start=2))
    in_text = read("a.csv", text)
    padded = read(
        "b.csv", "\n".join(f"{line[0]};;" for line in above) + "\n" + text.split("\n", titles)[-1]
    )

    for found in (in_sheet, in_text, padded):
        assert [{"a": "1", "b": "2", "c": "3"}, {"a": "4", "b": "5", "c": "6"}] == [
            row.cells for row in found.rows
        ]


def test_prose_with_a_comma_is_no_header() -> None:
    """A column of one name stays the header; what does not fit is a problem."""
    found = read("a.csv", "text\nhello\nwell, yes, maybe\nhello again\n")

    assert ["hello", "hello again"] == [row.cells["text"] for row in found.rows]


def test_header_rows_of_text_are_said() -> None:
    """A name over several columns stands in the first of them."""
    data = "№;Пациент;;Вывод\n;Возраст;Пол;\n1;45;м;норма\n"

    found = read("a.csv", data, header_rows=2)

    assert ["№", "Пациент / Возраст", "Пациент / Пол", "Вывод"] == list(found.rows[0].cells)


def test_titles_may_be_said() -> None:
    """Where they have several cells."""
    found = read("a.csv", "report,march\na,b\n1,2\n", title_rows=1)

    assert {"a": "1", "b": "2"} == found.rows[0].cells


@pytest.mark.parametrize("table", [{"title_rows": 9}, {"header_rows": 9}])
def test_a_header_beyond_the_table_is_a_problem(table: dict[str, int]) -> None:
    """And no crash."""
    with pytest.raises(InputError, match=f"{next(iter(table))} is 9"):
        read("a.csv", "a,b\n1,2\n", **table)


def test_a_merged_cell_of_the_data_stands_in_each_of_its_rows() -> None:
    """A patient over several findings."""
    data = sheet(("patient", "finding"), ("p1", "x"), (None, "y"), ("p2", "z"), merged=("A2:A3",))

    found = read("a.xlsx", data, group="patient")

    assert ["p1", "p1", "p2"] == [row.group for row in found.rows]


def test_columns_of_one_name_are_all_said_with_their_places() -> None:
    """So that a header is corrected once."""
    with pytest.raises(InputError, match="'b' is column 2 and 3; 'c' is column 4 and 5 and 6"):
        read("a.csv", "a,b,b,c,c,c\n1,2,3,4,5,6\n")
