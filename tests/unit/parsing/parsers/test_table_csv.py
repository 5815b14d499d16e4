import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from unit.parsing.made import parsed

cells = st.text(st.sampled_from("ab ,;|\t\"'яЖ\n1."), max_size=6)


@given(st.sampled_from(",;\t|"), st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=8))
def test_what_the_csv_module_writes_is_read(delimiter: str, table: list[tuple[str, ...]]) -> None:
    """Whatever delimiter and quotes: the cells come back, lines without any words apart."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("first", "second", "third"), *table])
    expected = [tuple(map(str.strip, row)) for row in table if any(map(str.strip, row))]
    if not expected:
        return

    found = parsed("a.csv", written.getvalue())

    assert expected == [tuple(row.cells.values()) for row in found.rows]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_a_spreadsheet_s_export_is_read(encoding: str) -> None:
    """Semicolons and commas in prose, and the encodings of spreadsheets."""
    text = "улей;находка\r\nH-1;крышки просели, запаха нет\r\nH-2;пыль, труха, моль\r\n"

    rows = parsed("a.csv", text.encode(encoding)).rows

    assert [row.cells["находка"] for row in rows] == [
        "крышки просели, запаха нет",
        "пыль, труха, моль",
    ]


def test_a_short_or_long_line_is_dropped_and_named() -> None:
    """It cannot be said which cell is missing."""
    found = parsed("a.csv", "a,b\n1,2\n3\n\n4,5,6\n7,8\n")

    assert [row.cells for row in found.rows] == [{"a": "1", "b": "2"}, {"a": "7", "b": "8"}]
    assert [(one.where, one.reason) for one in found.problems] == [
        ("a.csv:2", "bad_row"),
        ("a.csv:3", "bad_row"),
    ]


def test_a_column_without_a_name_gets_one() -> None:
    """Data frames are often saved with their index."""
    (row,) = parsed("a.csv", ",q\n0,why\n").rows

    assert row.cells == {"column_1": "0", "q": "why"}


def test_a_line_for_excel_tells_the_delimiter() -> None:
    """It is no header; and it is right even where another would fit."""
    (row,) = parsed("a.csv", "sep=;\r\na,b;c\r\n1,5;2\r\n").rows

    assert row.cells == {"a,b": "1,5", "c": "2"}


def test_a_quote_that_nobody_closes_swallows_no_lines() -> None:
    """Of an inch or a nickname, as programs write it that know no quoting; it is said."""
    found = parsed("a.tsv", 'size\tn\n"3 inch\t1\n4 inch\t2\n')

    assert [('"3 inch', "1"), ("4 inch", "2")] == [tuple(row.cells.values()) for row in found.rows]
    assert ["open_quote"] == [one.reason for one in found.remarks]


def test_a_table_that_is_cut_within_quotes_keeps_its_rows() -> None:
    """Its other quotes still mean what they mean."""
    found = parsed("a.csv", 'a,b\n"x, y",1\n"z, w",2\n3,"cut')

    assert ["x, y", "z, w", "3"] == [row.cells["a"] for row in found.rows]
    assert ["open_quote"] == [one.reason for one in found.remarks]


def test_one_column_is_a_table() -> None:
    """Commas inside quotes do not make two."""
    assert parsed("a.csv", 'word\n"a, b"\nc\n').rows[0].cells == {"word": "a, b"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a,b\n", "no_rows"),
        ("\n\n", "no_rows"),
        ("a,a\n1,2\n", "bad_header"),
        ("a,b\n1\n2\n", "no_rows"),
        ('a,b\n"' + "x" * 10_000_001, "bad_csv"),
    ],
    ids=["header", "blank", "doubled", "narrow", "quote"],
)
def test_what_is_no_table_is_refused(text: str, reason: str) -> None:
    """With what is wrong with it."""
    with pytest.raises(InputError) as failure:
        parsed("a.csv", text)

    assert failure.value.reason == reason


@pytest.mark.parametrize("first", ["sep=;", '"SEP=;"', "sep=; "])
def test_a_line_for_excel_is_none_of_the_table(first: str) -> None:
    """It names the delimiter, be there more commas or not."""
    (row,) = parsed("a.csv", f"{first}\nday;sum\n1,5,1;2\n").rows

    assert row.cells == {"day": "1,5,1", "sum": "2"}


def test_a_table_of_excel_in_unicode_is_read() -> None:
    """UTF-16 with tabs, under any name."""
    data = "день\tсумма\n1\t2\n".encode("utf-16")

    assert {"день": "1", "сумма": "2"} == parsed("a.csv", data).rows[0].cells
    assert {"день": "1", "сумма": "2"} == parsed("bank.xls", data).rows[0].cells
