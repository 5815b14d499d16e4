from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.tables.dates import FirstPart, When, when

DAYS = st.dates(date(1000, 1, 1))


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d %H:%M:%S", "%Y.%m.%dT%H:%M"]))
def test_a_date_is_read_in_its_usual_forms(day: date, form: str) -> None:
    """Whatever the time of day."""
    expected = When(day.year, (day.month + 2) // 3, day.month, day.day)

    assert expected == when(day.strftime(form))


@given(DAYS, st.sampled_from("/-"))
def test_what_can_be_read_in_two_ways_gives_its_year(day: date, mark: str) -> None:
    """Unless the parameter says what stands in front, or there is one way only."""
    whole = When(day.year, (day.month + 2) // 3, day.month, day.day)
    written: dict[FirstPart, str] = {
        "day": day.strftime(f"%d{mark}%m{mark}%Y"),
        "month": day.strftime(f"%m{mark}%d{mark}%Y"),
    }

    for first, text in written.items():
        assert whole == when(text, first)
        sure = day.day > 12 or day.day == day.month
        assert (whole if sure else When(day.year)) == when(text)


@pytest.mark.parametrize(
    ("text", "pivot", "expected"),
    [
        ("2023", None, When(2023)), ("2023-Q3", None, When(2023, 3)), ("7.2023", None, When(2023, 3, 7)),
        ("01.02.85", 30, When(1985, 1, 2, 1)), ("01.02.30", 30, When(2030, 1, 2, 1)),
        ("01.02.85", None, None), ("2023-Q5", None, None), ("0000-01-01", None, None),
        ("30.02.2023", None, None), ("2023-1", None, When(2023, 1, 1)), ("12345", None, None),
    ],
)  # fmt: skip
def test_less_is_read_as_far_as_it_goes(
    text: str, pivot: int | None, expected: When | None
) -> None:
    """A year, a quarter, a month; a day that there is not is nothing."""
    assert expected == when(text, pivot=pivot)
