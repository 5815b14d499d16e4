from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from understudy.parsing.contract.forms import (
    Forms,
    Shown,
    day,
    moment,
    number,
    number_text,
    truth,
)

NOTHING = Forms()


def forms_of(values: Iterable[str], given: Forms) -> Forms:
    shown = Shown(given)
    for value in values:
        shown.see(value)
    return shown.forms()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("-7", "-7"),
        ("−7", "-7"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1\u202f234,50", "1234.50"),
        ("1.234.567", "1234567"),
        ("1,234,567.8", "1234567.8"),
        ("1.234,5", "1234.5"),
        ("1'234.5", "1234.5"),
        (".5", "0.5"),
        ("0,125", "0.125"),
        ("1.234", "1.234"),
        ("1.5e-07", "0.00000015"),
    ],
)
def test_a_number_is_read_in_any_usual_form(text: str, value: str) -> None:
    """And written in one."""
    assert value == number_text(number(text, NOTHING))


@pytest.mark.parametrize(
    "text", ["", "abc", "1 23", "1,23,456", "12..5", "--1", "1 234 56", "٣", "9" * 61]
)
def test_what_is_no_number_is_none(text: str) -> None:
    """Nothing is cut off to make it one."""
    with pytest.raises(PydanticCustomError) as failure:
        number(text, NOTHING)

    assert "bad_number" == failure.value.type


def test_a_thousand_or_a_fraction_is_told_by_the_column() -> None:
    """1,234 alone is either; beside 1,5 it is a fraction, beside 1.5 a thousand."""
    with pytest.raises(PydanticCustomError) as failure:
        number("1,234", NOTHING)

    assert "ambiguous_number" == failure.value.type
    assert Decimal("1.234") == number("1,234", forms_of(["7", "1,5"], NOTHING))
    assert Decimal(1234) == number("1,234", forms_of(["1.5"], NOTHING))
    assert forms_of(["1,5", "1.5"], NOTHING).decimal is None


def test_numbers_of_programs_are_no_evidence() -> None:
    """In a spreadsheet 12.5 is how this project writes a cell, whatever people write beside it."""
    forms = forms_of(["12.5", "1.234"], Forms(native=True))

    assert forms.decimal is None
    assert Decimal("1.234") == number("1.234", Forms(decimal=",", native=True))


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
    )
)
def test_a_number_survives_being_written(value: Decimal) -> None:
    """By programs, in German and in Russian."""
    plain = format(value, "f")
    grouped = format(value, ",.3f")
    german = grouped.translate(str.maketrans(",.", ".,"))
    russian = grouped.replace(",", "\u00a0").replace(".", ",")

    assert value == number(plain, Forms(decimal="."))
    assert value == number(german, Forms(decimal=","))
    assert value == number(russian, Forms(decimal=","))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025-03-04", date(2025, 3, 4)),
        ("2025/3/4", date(2025, 3, 4)),
        ("20250304", date(2025, 3, 4)),
        ("04.03.2025", date(2025, 3, 4)),
        ("4.3.25", date(2025, 3, 4)),
        ("4.3.69", date(1969, 3, 4)),
        ("04.03.2025 г.", date(2025, 3, 4)),
        ("04.03.2025 00:00", date(2025, 3, 4)),
        ("25/03/2025", date(2025, 3, 25)),
        ("3/25/2025", date(2025, 3, 25)),
        ("5/5/2025", date(2025, 5, 5)),
        ("4 марта 2025 г.", date(2025, 3, 4)),
        ("Mar 4, 2025", date(2025, 3, 4)),
    ],
)
def test_a_date_is_read_in_any_usual_form(text: str, value: date) -> None:
    """With full stops the day is first."""
    assert value == day(text, NOTHING)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31.02.2025",
        "13/14/2025",
        "2025-13-01",
        "45720",
        "2025",
        "4.3.2025 12:00",
        "soon",
        "1.2.3.4",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    """A bare number is a date only where days are counted, a time of the day is not lost."""
    with pytest.raises(PydanticCustomError) as failure:
        day(text, NOTHING)

    assert "bad_date" == failure.value.type


def test_day_and_month_are_told_by_the_column() -> None:
    """03/04 alone is either."""
    with pytest.raises(PydanticCustomError) as failure:
        day("03/04/2025", NOTHING)

    assert "ambiguous_date" == failure.value.type
    assert date(2025, 4, 3) == day("03/04/2025", forms_of(["25/12/2025"], NOTHING))
    assert date(2025, 3, 4) == day("03/04/2025", forms_of(["12/25/2025"], NOTHING))
    assert forms_of(["12/25/2025", "25/12/2025"], NOTHING).day_first is None
    assert date(2025, 3, 4) == day("03.04.2025", Forms(day_first=False))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025-03-04T05:06:07.5", datetime(2025, 3, 4, 5, 6, 7, 500000)),
        ("2025-03-04 05:06Z", datetime(2025, 3, 4, 5, 6, tzinfo=UTC)),
        ("04.03.2025, 05:06", datetime(2025, 3, 4, 5, 6)),
        ("25/03/2025 5:06 PM", datetime(2025, 3, 25, 17, 6)),
        ("25/03/2025 12:06 am", datetime(2025, 3, 25, 0, 6)),
        ("4 марта 2025 в 05:06", datetime(2025, 3, 4, 5, 6)),
    ],
)
def test_a_moment_is_read(text: str, value: datetime) -> None:
    """A zone is kept."""
    assert value == moment(text, NOTHING)


def test_days_are_counted_as_excel_counts_them() -> None:
    """From 1900 with its day that never was, or from 1904; in a workbook only likely ones."""
    assert date(2025, 3, 4) == day("45720", Forms(serials=1900))
    assert date(2025, 3, 4) == day("44258", Forms(serials=1904))
    assert date(1900, 1, 1) == day("1", Forms(serials=1900))
    assert date(1900, 3, 1) == day("61", Forms(serials=1900))
    assert datetime(2025, 3, 4, 12) == moment("45720.5", Forms(serials=1900))
    with pytest.raises(PydanticCustomError):
        day("2025", Forms(serials=1900, bounded_serials=True))


def test_truths() -> None:
    """Yes and no in both languages; nothing else."""
    assert [True, True, False, False] == [truth(text) for text in ("Да", "1", "нет", "FALSE")]
    with pytest.raises(PydanticCustomError):
        truth("2")


@given(st.text(max_size=70))
def test_any_text_is_a_value_or_a_problem(text: str) -> None:
    """Nothing else is raised."""
    forms = forms_of([text], Forms(serials=1900, native=True))
    for read in (number, day, moment):
        try:
            read(text, forms)
        except PydanticCustomError as problem:
            assert problem.type.startswith(("bad_", "ambiguous_"))
