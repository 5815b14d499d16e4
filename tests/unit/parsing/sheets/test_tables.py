from typing import Any

import pytest

from understudy.core.errors import InputError
from understudy.parsing.files import Parsed
from unit.parsing.made import lines, parsed

TABLE = {
    "files": ["*"],
    "columns": {"Улей": "hive", "Диагноз": "diagnosis"},
    "values": {"diagnosis": {"ВАР": "varroa"}},
    "group": "hive",
}
CSV = "Улей,Диагноз,note\nH-1,ВАР,a\nH-2,здоров,b\n"


def read(data: str, name: str = "a.csv", **table: Any) -> Parsed:
    return parsed(name, data, table="t", tables={"t": {**TABLE, **table}})


def test_columns_and_values_are_mapped_once() -> None:
    """Rows carry the new names; what is not listed stays."""
    rows = read(CSV).rows

    assert [row.cells for row in rows] == [
        {"hive": "H-1", "diagnosis": "varroa", "note": "a"},
        {"hive": "H-2", "diagnosis": "здоров", "note": "b"},
    ]
    assert [(row.line, row.group) for row in rows] == [(1, "H-1"), (2, "H-2")]


def test_lists_are_mapped_part_by_part() -> None:
    """A cell of several labels maps each."""
    (row,) = read(lines({"Улей": "H-1", "Диагноз": ["ВАР", "x", None, 2]}), "a.jsonl").rows

    assert row.cells["diagnosis"] == ("varroa", "x", "", "2")


def test_a_table_that_nobody_lists_is_read_as_it_stands() -> None:
    """Without a group column each row is its own group."""
    rows = parsed("a.csv", CSV).rows

    assert rows[0].cells == {"Улей": "H-1", "Диагноз": "ВАР", "note": "a"}
    assert [row.group for row in rows] == [row.id for row in rows]


@pytest.mark.parametrize(
    ("table", "missing"),
    [
        ({"columns": {"Пасека": "yard"}, "values": {}, "group": None}, "Пасека"),
        ({"values": {"colour": {}}}, "colour"),
        ({"values": {"Диагноз": {}}}, "Диагноз"),
        ({"group": "patient"}, "patient"),
    ],
)
def test_a_missing_column_is_named(table: dict[str, Any], missing: str) -> None:
    """A table that is not as params say fails whole: its labels would be wrong."""
    with pytest.raises(InputError, match=missing) as failure:
        read(CSV, **table)

    assert failure.value.reason == "missing_column"


def test_all_names_that_a_column_may_have_are_said() -> None:
    """Any of them would do, and the nearest name is that of any."""
    names = {"Пчёлы": "hive", "Улеи": "hive"}

    with pytest.raises(InputError, match="no column 'Пчёлы' or 'Улеи'.* Did you mean 'Улей'"):
        read(CSV, columns=names, values={}, group=None)


def test_a_value_that_is_no_cell_names_its_column() -> None:
    """An object within an object has no place in a table."""
    with pytest.raises(InputError, match="column 'owner': the value is an object"):
        read(lines({"hive": "H-1", "owner": {"name": "Ann"}}), "a.jsonl", columns={}, values={})


def test_a_row_of_another_width_is_said_with_its_row_of_the_file() -> None:
    """As a spreadsheet program numbers it, beside its number below the header."""
    (problem,) = read("\n" + CSV + "H-3\n").problems

    assert ("a.csv:3", True) == (problem.where, problem.why.startswith("row 5 of the file "))


def test_a_new_name_must_be_free() -> None:
    """Two columns of one name would lose one."""
    with pytest.raises(InputError, match="'note'") as failure:
        read(CSV, columns={"Улей": "note"}, values={}, group=None)

    assert failure.value.reason == "bad_header"


def test_a_row_without_a_group_is_dropped() -> None:
    """A row of nobody could stand in train and test."""
    result = read(CSV + ",ВАР,c\n")

    assert len(result.rows) == 2
    assert [(one.where, one.reason) for one in result.problems] == [("a.csv:3", "no_group")]


def test_equal_rows_are_told_apart_and_ids_hold_still() -> None:
    """Content decides an id; a row that is added moves no other's."""
    before = [row.id for row in parsed("a.csv", "a\nx\nx\ny\n").rows]
    after = [row.id for row in parsed("a.csv", "a\nnew\nx\nx\ny\n").rows]

    assert len(set(before)) == 3
    assert before == after[1:]


def test_nested_values_are_no_cells() -> None:
    """An object in a row drops the row; a table without rows is refused."""
    result = parsed("a.jsonl", lines({"a": 1}, {"a": {"b": 1}}, {"b": True}))

    assert [row.cells for row in result.rows] == [{"a": "1", "b": ""}, {"a": "", "b": "true"}]
    assert [(one.where, one.reason) for one in result.problems] == [("a.jsonl:2", "bad_row")]
