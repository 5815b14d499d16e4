import io
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter
from pydantic import ValidationError

from understudy.core.errors import InputError
from understudy.parsing.contract.params import ContractParams
from understudy.parsing.files import Parsed
from unit.parsing.made import lines, parsed
from unit.parsing.made_sheets import grid, ods, ods_row, record, workbook, xls

SECRET = "Иванов Иван"


def read(data: bytes | str, name: str = "a.csv", /, **contract: Any) -> Parsed:
    others = contract.pop("table", {})
    table = {"files": ["*"], "contract": contract, **others}
    return parsed(name, data, table="t", tables={"t": table})


def problems(found: Parsed) -> list[tuple[str, str]]:
    return [(one.where, one.reason) for one in found.problems]


def test_cells_are_written_in_the_form_of_their_type() -> None:
    """So that a comma, a point, and a spreadsheet's own number are one value."""
    data = "n;d;w;b;t\n1 200;3,5;04.03.2025;да; x \n7;0,25;2025-03-05;нет;1,5\n"

    found = read(
        data,
        columns={
            "n": {"type": "integer"},
            "d": {"type": "decimal"},
            "w": {"type": "date"},
            "b": {"type": "boolean"},
        },
    )

    assert [
        {"n": "1200", "d": "3.5", "w": "2025-03-04", "b": "true", "t": "x"},
        {"n": "7", "d": "0.25", "w": "2025-03-05", "b": "false", "t": "1,5"},
    ] == [row.cells for row in found.rows]


def test_as_written_keeps_the_cell() -> None:
    """It is checked all the same."""
    column = {"type": "decimal", "as_written": True, "max": 5}

    found = read("d;e\n3,5;a\n7,5;b\n", columns={"d": column})

    assert ["3,5"] == [row.cells["d"] for row in found.rows]
    assert [("a.csv:2", "out_of_range")] == problems(found)


@pytest.mark.parametrize(
    ("column", "bad", "reason"),
    [
        ({"type": "integer"}, "4.5", "bad_number"),
        ({"type": "integer", "min": 0}, "-1", "out_of_range"),
        ({"type": "decimal", "max": 0.5}, "0.51", "out_of_range"),
        ({"type": "boolean"}, "maybe", "bad_boolean"),
        ({"type": "date"}, "30.02.2025", "bad_date"),
        ({"type": "date", "max": "2025-12-31"}, "2026-01-01", "out_of_range"),
        ({"type": "datetime", "max": "2025-12-31"}, "2026-01-01 00:00", "out_of_range"),
        ({"type": "datetime", "min": "2025-01-01"}, "2024-12-31 23:59Z", "out_of_range"),
        ({"type": "category", "values": ["a", "b"]}, "c", "not_allowed"),
        ({"values": ["a"]}, "A", "not_allowed"),
        ({"pattern": "[a-z]{2}[0-9]+"}, "ab1!", "bad_pattern"),
        ({"pattern": "a|b"}, "ab", "bad_pattern"),
        ({}, "  ", "blank"),
    ],
)
def test_a_cell_that_breaks_its_column_costs_its_row(
    column: dict[str, Any], bad: str, reason: str
) -> None:
    """The others are used."""
    found = read(lines({"x": bad, "y": "1"}, {"x": "", "y": "2"}), "a.jsonl", columns={"x": column})

    assert problems(found)[0] == ("a.jsonl:1", reason)
    assert {"x": {reason: 1}} == {
        name: {key: n for key, n in reasons.items() if key == reason and key != "blank"}
        or {reason: 1}
        for name, reasons in found.tables[0].breaches.items()
    }


def test_the_last_moment_of_a_day_is_within_it() -> None:
    """A day as the greatest value is all of that day."""
    column = {"type": "datetime", "min": "2025-01-01", "max": "2025-12-31"}

    found = read("t,y\n2025-12-31 23:59:59,1\n", columns={"t": column})

    assert () == found.problems


def test_a_message_names_row_and_columns_and_no_value() -> None:
    """It may be somebody's name: kind and length tell enough."""
    data = f'age,sex,who\n5,f,x\n\n{SECRET},"{SECRET}\n{SECRET}",y\n7,m,{SECRET}\n'

    found = read(
        data,
        columns={
            "age": {"type": "integer"},
            "sex": {"type": "category", "values": ["f", "m"]},
            "who": {"pattern": "."},
        },
    )

    (first, second) = found.problems
    assert ("a.csv:2", "bad_number") == (first.where, first.reason)
    assert first.why == (
        "row 4 of the file, column 'age': not a number (10 letters, 1 space); column 'sex': none "
        "of the values that it may have (of 'f', 'm') (20 letters, 2 spaces, 1 control character)"
    )
    assert "row 5 of the file, column 'who'" in second.why
    assert not any(word in one.why for one in found.problems for word in SECRET.split())


def test_all_problems_are_counted() -> None:
    """By column and by kind, also where no row is left."""
    found = read("a,b\nx,1\ny,z\n", columns={"a": {"type": "integer"}, "b": {"type": "integer"}})

    (table,) = found.tables
    assert () == found.rows
    assert (0, 2) == (table.kept, table.dropped)
    assert {"a": {"bad_number": 2}, "b": {"bad_number": 1}} == table.breaches


def test_blank_may_be_allowed_and_written_in_words() -> None:
    """Texts that mean nothing become nothing."""
    data = "a,b\nн/д,н/д\n1,x\n"

    found = read(
        data, columns={"a": {"type": "integer", "nullable": True}, "b": {}}, missing=["н/д"]
    )

    assert [("a.csv:1", "blank")] == problems(found)
    assert [{"a": "1", "b": "x"}] == [row.cells for row in found.rows]


def test_a_list_is_checked_part_by_part() -> None:
    """A cell of several labels."""
    column = {"type": "category", "values": ["x", "y"]}

    found = read(lines({"a": ["x", "y"]}, {"a": ["x", "z"]}), "a.jsonl", columns={"a": column})

    assert [("x", "y")] == [row.cells["a"] for row in found.rows]
    assert [("a.jsonl:2", "not_allowed")] == problems(found)


def test_a_column_that_is_missing_is_named_with_what_there_is() -> None:
    """And the nearest name."""
    with pytest.raises(
        InputError, match="no column 'organ'.*Did you mean 'Organs'.*Organs, result"
    ) as error:
        read("Organs,result\na,b\n", columns={"organ": {}})

    assert "missing_column" == error.value.reason


def test_a_column_may_be_missing() -> None:
    """Then its cells are blank, whatever it may hold where it is."""
    found = read("a\n1\n2\n", columns={"a": {}, "b": {"type": "integer", "required": False}})

    assert [{"a": "1", "b": ""}, {"a": "2", "b": ""}] == [row.cells for row in found.rows]


def test_other_columns_are_kept_dropped_or_refused() -> None:
    """As the contract says."""
    data = "a,zzz\n1,2\n"

    assert {"a": "1", "zzz": "2"} == read(data, columns={"a": {}}).rows[0].cells
    assert {"a": "1"} == read(data, columns={"a": {}}, others="drop").rows[0].cells
    with pytest.raises(InputError, match="unknown column 'zzz'"):
        read(data, columns={"a": {}}, others="refuse")


@pytest.mark.parametrize("start", [1900, 1904])
def test_dates_of_a_workbook(start: int) -> None:
    """Formatted ones, bare numbers of days in its own calendar, and texts are one form."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"date_1904": start == 1904}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["day", "n"])
        shown = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_datetime(1, 0, datetime(2025, 3, 4), shown)
        sheet.write_number(
            2, 0, (date(2025, 3, 4) - date(1899, 12, 30)).days - (1462 if start == 1904 else 0)
        )
        sheet.write_string(3, 0, "04.03.2025")
        sheet.write_number(4, 0, 2025)
        for row in range(1, 5):
            sheet.write_string(row, 1, "1,5")

    found = read(
        written.getvalue(), "a.xlsx", columns={"day": {"type": "date"}, "n": {"type": "decimal"}}
    )

    assert ["2025-03-04"] * 3 == [row.cells["day"] for row in found.rows]
    assert ["1.5"] * 3 == [row.cells["n"] for row in found.rows]
    assert [("a.xlsx:4", "bad_date")] == problems(found)
    assert "row 5 of the file" in found.problems[0].why


def test_old_and_open_spreadsheets() -> None:
    """XLS and ODS by the same contract."""
    columns = {"day": {"type": "date"}, "n": {"type": "integer"}}
    cells = grid(("day", "n"), (45720.0, 7.0))
    opened = ods(
        ods_row(*(_cell(text) for text in ("day", "n"))) + ods_row(_cell("4.3.2025"), _cell("7"))
    )

    for name, data in (("a.xls", xls(cells)), ("a.ods", opened)):
        (row,) = read(data, name, columns=columns).rows
        assert {"day": "2025-03-04", "n": "7"} == row.cells


def _cell(text: str) -> str:
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def test_in_text_a_bare_number_is_a_date_only_if_said() -> None:
    """Nothing in a CSV tells what it counts."""
    data = "day,x\n45720,1\n"

    assert [("a.csv:1", "bad_date")] == problems(read(data, columns={"day": {"type": "date"}}))
    column = {"type": "date", "serials": 1900}
    assert "2025-03-04" == read(data, columns={"day": column}).rows[0].cells["day"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_a_batch_from_excel_in_russian(encoding: str) -> None:
    """Semicolons, a decimal comma, a quoted line break, and any encoding."""
    data = 'Орган;Описание;Объём\nпечень;"строка\nвторая; строка";1 012,5\nпочка;киста левой почки;3,0\n'

    found = read(data.encode(encoding), columns={"Объём": {"type": "decimal"}})

    assert ["1012.5", "3.0"] == [row.cells["Объём"] for row in found.rows]
    assert "строка\nвторая; строка" == found.rows[0].cells["Описание"]


@pytest.mark.parametrize(
    ("contract", "words"),
    [
        ({"columns": {"a": {"type": "category"}}}, "needs the values"),
        ({"columns": {"a": {"min": 1}}}, "numbers and dates"),
        ({"columns": {"a": {"type": "integer", "min": 3, "max": 2}}}, "must not exceed"),
        ({"columns": {"a": {"type": "date", "min": "soon"}}}, "a day such as"),
        ({"columns": {"a": {"pattern": "(?=x)"}}}, "no regular expression"),
        ({"columns": {"a": {"pattern": "("}}}, "no regular expression"),
        ({"unique": [["a", "a"]]}, "each once"),
    ],
)
def test_a_contract_that_cannot_be_is_refused(contract: dict[str, Any], words: str) -> None:
    """Before any file is read."""
    with pytest.raises(ValidationError, match=words):
        ContractParams.model_validate(contract)


def test_sheets_may_be_named() -> None:
    """Else the first with cells is the table."""
    data = workbook(First=grid(("a", "b"), (1, 2)), Second=grid(("a", "b"), (3, 4)))

    assert "1" == read(data, "a.xlsx").rows[0].cells["a"]
    assert "3" == read(data, "a.xlsx", table={"sheet": "Second"}).rows[0].cells["a"]
    with pytest.raises(InputError, match="unknown sheet 'Sekond'. Did you mean Second"):
        read(data, "a.xlsx", table={"sheet": "Sekond"})


def test_a_binary_workbook_tells_its_calendar() -> None:
    """The flag of BrtWbProp."""
    from understudy.parsing.sheets.rows import _says_1904

    assert _says_1904(record(131, b"") + record(153, b"\x01\0\0\0" + bytes(8)))
    assert not _says_1904(record(131, b"") + record(153, b"\x20\0\0\0" + bytes(8)))
