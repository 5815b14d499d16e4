"""Lines of totals."""

from typing import Any

import pytest

from understudy.parsing.files import Parsed
from unit.parsing.made import parsed
from unit.parsing.made_sheets import grid, workbook


def read(name: str, data: bytes | str, **table: Any) -> Parsed:
    return parsed(name, data, table="t", tables={"t": {"files": ["*"], **table}})


@pytest.mark.parametrize(
    "line",
    ["Итого;5;1 000,50", "ИТОГО:;;1000", "Total;5;$12.50", "Итого за март;;7 руб.", "Всего;1"],
)
def test_a_line_of_totals_is_no_row(line: str) -> None:
    """It is said; what stands around it is read."""
    found = read("a.csv", f"name;count;sum\nАнна;2;10\n{line}\nПётр;3;20\n")

    assert ["Анна", "Пётр"] == [row.cells["name"] for row in found.rows]
    assert ["lines of totals are no rows of the table (row 3 of the file)"] == [
        one.why for one in found.remarks
    ]
    assert () == found.problems


@pytest.mark.parametrize(
    "line",
    ["total;итого;1", "Всего;;", "Total;5W-30 oil;450", "Итоговая;1;2", "Тотал;1;2", "5;Итого;2"],
)
def test_words_for_totals_in_a_row_are_a_row(line: str) -> None:
    """A glossary has the word, a shop the brand; alone it may be a heading."""
    found = read("a.csv", f"a;b;c\nx;y;1\n{line}\n")

    assert 2 == len(found.rows)
    assert () == found.remarks


def test_totals_in_a_sheet_are_no_row_though_their_word_is_merged() -> None:
    """The row is that of the spreadsheet program, and rows keep their numbers."""
    lines = (("Код", "Имя", "Сумма"), ("1", "Анна", 5), ("Итого", "Итого", 5), ("2", "Пётр", 6))

    found = read("a.xlsx", workbook(Sheet=grid(*lines)))

    assert [1, 3] == [row.line for row in found.rows]
    assert ["lines of totals are no rows of the table (row 3 of the file)"] == [
        one.why for one in found.remarks
    ]


def test_totals_may_be_kept() -> None:
    """Where they are what the table is about."""
    found = read("a.csv", "sex,count\nm,5\nTotal,5\n", keep_totals=True)

    assert ["m", "Total"] == [row.cells["sex"] for row in found.rows]
    assert () == found.remarks
