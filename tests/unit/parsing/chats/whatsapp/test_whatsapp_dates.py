import itertools
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.chats.whatsapp.dates import Found, date_order, moment, moments
from understudy.parsing.chats.whatsapp.lines import Header, header


def heads(*dates: str) -> list[Header]:
    found = [header(f"{day}, 10:00 - A: x", number) for number, day in enumerate(dates, 1)]
    assert all(found)
    return [one for one in found if one]


@given(
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    st.lists(st.integers(0, 20), min_size=3, max_size=30),
    st.sampled_from([("dmy", "%d/%m/%Y"), ("mdy", "%m/%d/%Y"), ("dmy", "%d/%m/%y")]),
)
def test_the_order_is_right_or_refused(start: date, gaps: list[int], form: tuple[str, str]) -> None:
    """From dates that never go back, day and month are told apart correctly or not at all."""
    days = itertools.accumulate(gaps, lambda day, gap: day + timedelta(gap), initial=start)
    found = heads(*(day.strftime(form[1]) for day in days))
    try:
        told = date_order(found, "a")
    except InputError as failure:
        assert failure.reason == "ambiguous_dates"
    else:
        assert form[0] == told.order


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["13/05/2025"], Found("dmy")),
        (["05/13/2025"], Found("mdy")),
        (["03.04.2025"], Found("dmy")),
        (["30/12/2024", "02/01/2025"], Found("dmy")),
        (["2025-03-04"], Found("ymd")),
        (["2025-13-04"], Found("ydm")),
        (["05/06/2025", "06/06/2025", "01/07/2025"], Found("dmy")),
        (["03/04/2025", "03/05/2025", "03/06/2025", "03/07/2025"], Found("mdy", is_guess=True)),
        (["25-05-12", "25-05-13", "25-06-01"], Found("ymd")),
        (["12/05/25", "11/06/25", "10/07/25"], Found("dmy")),
        ([f"{day}/05/2025" for day in range(13, 30)] * 2 + ["04/13/2025"], Found("dmy")),
    ],
)  # fmt: skip
def test_what_tells_the_order(dates: list[str], expected: Found) -> None:
    """A number above 12, dates that would go back, a dot, then the pace."""
    assert expected == date_order(heads(*dates), "a")


@pytest.mark.parametrize(
    ("dates", "reason"),
    [
        (["03/04/2025", "03/04/2025"], "ambiguous_dates"),
        (["13/04/2025", "04/13/2025"], "bad_date"),
        (["1404/02/22"], "other_calendar"),
        (["14/11/1446"], "other_calendar"),
    ],
)
def test_what_does_not_tell_is_refused(dates: list[str], reason: str) -> None:
    """A guess would put replies before questions."""
    with pytest.raises(InputError) as failure:
        date_order(heads(*dates), "a")

    assert failure.value.reason == reason


def test_the_parameter_settles_it() -> None:
    """But for a year that stands first, and a number above 12: it rules the files of all chats."""
    assert date_order(heads("03/04/2025"), "a", day_first=False) == Found("mdy")
    assert date_order(heads("03/04/2025"), "a", day_first=True) == Found("dmy")
    assert date_order(heads("03.04.2025", "04.03.2025"), "a", day_first=False) == Found("mdy")
    assert date_order(heads("2025/03/04"), "a", day_first=True) == Found("ymd")
    assert date_order(heads("03/25/2025", "03/04/2025"), "a", day_first=True) == Found("mdy")
    assert date_order(heads("25/03/2025", "04/03/2025"), "a", day_first=False) == Found("dmy")
    assert date_order(heads("13/04/2025", "04/13/2025"), "a", day_first=True) == Found("dmy")


def test_a_day_that_does_not_exist_is_named() -> None:
    """With its line, and it costs no other."""
    found = heads("31.02.2025", "01.03.2025", "01.03.2025")

    with pytest.raises(InputError, match=r"a:1: there is no date 31-2-2025"):
        moment(found[0], "a", "dmy")
    bad, *good = moments(found, "a", "dmy")
    assert isinstance(bad, InputError)
    assert [datetime(2025, 3, 1, 10)] * 2 == good
