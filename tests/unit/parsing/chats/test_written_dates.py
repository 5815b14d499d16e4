from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.chats.written_dates import MONTHS, page_dates, written_date

EVENING = datetime(2024, 5, 1, 21, 5)


@pytest.mark.parametrize(
    "text",
    [
        "May 01, 2024 9:05 pm",
        "May 1, 2024, 9:05:00 PM",
        "May 1, 2024, 9:05\u202fPM",
        "May 1, 2024 at 9:05 PM",
        "1 May 2024 21:05",
        "at 9:05:00 pm on 1 May 2024",
        "1 мая 2024 г., 21:05",
        "1 мая 2024 в 21:05:00",
        "мая 01, 2024 9:05 PM",
        "1. Mai 2024, 21:05",
        "01.05.2024, 21:05",
        "1. Mai 2024 um 21:05 Uhr",
        "1 mai 2024 à 21:05",
        "mai 01, 2024 9:05 pm",
        "1 may 2024, 21:05",
        "1 de mayo de 2024 a las 21:05",
        "may 01, 2024 9:05 p. m.",
        "1 de maio de 2024 às 21:05",
        "1 mag 2024, 21:05",
        "2024-05-01 21:05",
        "2024/5/1 21:05:00",
    ],
)
def test_dates_in_many_languages(text: str) -> None:
    """The order of day and month, the clock and the words differ; the moment does not."""
    assert EVENING == written_date(text, "x")


@pytest.mark.parametrize(
    "text",
    [
        "1 foobar 2024 21:05",
        "5 1 2024 21:05",
        "31 Feb 2024 21:05",
        "May 1, 2024",
        "May 1 21:05",
        "1 May Jun 2024 21:05",
        "1 May 2024 13:05 pm",
        "1 May 2024 25:05",
        "오후 9:05 2024. 5. 1.",
        "",
        "1" * 500,
        "May 99999999999999999999, 2024 21:05",
    ],
)
def test_what_is_not_known_is_not_guessed(text: str) -> None:
    """An unknown month, a day that may be the month, half a day in a language that is not known."""
    with pytest.raises(InputError) as failure:
        written_date(text, "x#1")

    assert ("x#1", "bad_date") == (failure.value.where, failure.value.reason)


@pytest.mark.parametrize(
    ("texts", "day_first", "first"),
    [
        (["03/04/2024 9:05", "13/05/2024 9:05"], None, (4, 3)),
        (["3-4-2024 9:05", "5-13-2024 9:05"], True, (3, 4)),
        (["1/2/2024 9:05", "28/2/2024 9:05", "1/3/2024 9:05"], None, (2, 1)),
        (["3/1/2024 9:05", "4/1/2024 9:05", "1/2/2024 9:05"], None, (1, 3)),
        (["3/4/2024 9:05"], True, (4, 3)),
        (["3/4/2024 9:05"], False, (3, 4)),
        (["03.04.2024 9:05", "5/13/2024 9:05"], None, (4, 3)),
    ],
)
def test_the_dates_of_a_page_tell_each_others_order(
    texts: list[str], day_first: bool | None, first: tuple[int, int]
) -> None:
    """A number above 12, time that does not go back, else the parameter; a full stop by itself."""
    read = page_dates(texts, "x", day_first=day_first)

    assert [datetime(2024, *first, 9, 5)] == [read(text, "x#1") for text in texts[:1]]


@pytest.mark.parametrize(
    "texts",
    [
        ["3/4/2024 9:05"],
        ["3/4/2024 9:05", "3/4/2024 9:06", "4/4/2024 9:05", "5/4/2024 9:05", "6/4/2024 9:05"],
        ["3/4/2024 9:05", "13/4/2024 9:05", "4/13/2024 9:05"],
    ],
)
def test_an_order_that_does_not_show_is_asked_for(texts: list[str]) -> None:
    """Nor is the part that changes more often taken for the day, nor the order of some dates."""
    read = page_dates(texts, "x", day_first=None)

    with pytest.raises(InputError, match=r"set parse\.chats\.day_first") as failure:
        read("3/4/2024 9:05", "x#1")

    assert ("x#1", "ambiguous_dates") == (failure.value.where, failure.value.reason)


def test_a_day_above_twelve_decides() -> None:
    """Then there is nothing to guess."""
    assert datetime(2024, 5, 13, 21, 5) == written_date("5/13/2024 21:05", "x")
    assert datetime(2024, 5, 13, 21, 5) == written_date("13/5/2024 21:05", "x")


def test_noon_and_midnight() -> None:
    """Twelve comes before one."""
    assert 0 == written_date("May 1, 2024 12:05 am", "x").hour
    assert 12 == written_date("May 1, 2024 12:05 pm", "x").hour


def test_no_name_is_of_two_months() -> None:
    """A form that several languages share means the same in all of them."""
    names = [name for line in MONTHS for name in set(line.split())]

    assert len(names) == len(set(names))


@given(text=st.text(alphabet="0123456789:./- мая MayпmpaAP,", max_size=60))
def test_any_text(text: str) -> None:
    """A date or a refusal."""
    try:
        assert written_date(text, "x").year
    except InputError as failure:
        assert "bad_date" == failure.reason
