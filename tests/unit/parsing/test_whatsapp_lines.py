import itertools
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.whatsapp_lines import Header, header, is_day_first, moment


def heads(*dates: str) -> list[Header]:
    found = [header(f"{day}, 10:00 - A: x", number) for number, day in enumerate(dates, 1)]
    assert all(found)
    return [one for one in found if one]


@pytest.mark.parametrize(
    ("line", "expected", "rest"),
    [
        ("12.05.2025, 18:04 - Анна: да", datetime(2025, 5, 12, 18, 4), "Анна: да"),
        ("[12.05.2025, 18:04:11] Анна: да", datetime(2025, 5, 12, 18, 4, 11), "Анна: да"),
        ("\u200e[12.05.25, 18:04:11] A: x", datetime(2025, 5, 12, 18, 4, 11), "A: x"),
        ("12/05/25, 6:04 PM - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("12/05/25, 12:04\u202fam - A: x", datetime(2025, 5, 12, 0, 4), "A: x"),
        ("12/05/2025, 12:04 p.\u00a0m. - A: x", datetime(2025, 5, 12, 12, 4), "A: x"),
        ("2025-05-12 18:04 - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("12.05.25 à 18:04 - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("12.5.2025 klo 18.04.15 - A: x", datetime(2025, 5, 12, 18, 4, 15), "A: x"),
        ("12. 5. 2025. 18:04 – A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("[12.05.2025 18:04:11] A: x", datetime(2025, 5, 12, 18, 4, 11), "A: x"),
    ],
)
def test_headers_of_many_phones(line: str, expected: datetime, rest: str) -> None:
    """Order, separators, clock and invisible marks differ; the meaning does not."""
    found = header(line, 1)

    assert found is not None
    assert expected == moment(found, "a", day_first=True)
    assert found.rest == rest


@pytest.mark.parametrize(
    "line", ["and then", "12.05.2025 was a good day", "[12:04] A: x", "1.2, 10:00 - A: x", ""]
)
def test_other_lines_are_none(line: str) -> None:
    """A line without date, time and dash belongs to the message before."""
    assert header(line, 1) is None


@given(
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    st.lists(st.integers(0, 20), min_size=3, max_size=30),
    st.booleans(),
)
def test_the_order_is_right_or_refused(start: date, gaps: list[int], day_first: bool) -> None:
    """From dates that never go back, day and month are told apart correctly or not at all."""
    days = itertools.accumulate(gaps, lambda day, gap: day + timedelta(gap), initial=start)
    form = "%d/%m/%Y" if day_first else "%m/%d/%Y"
    found = heads(*(day.strftime(form) for day in days))
    try:
        told = is_day_first(found, "a")
    except InputError as failure:
        assert failure.reason == "ambiguous_dates"
    else:
        assert day_first == told


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["13/05/2025"], True),
        (["05/13/2025"], False),
        (["03.04.2025"], True),
        (["30/12/2024", "02/01/2025"], True),
        (["2025-03-04"], True),
        (["05/06/2025", "06/06/2025", "01/07/2025"], True),
    ],
)
def test_what_tells_the_order(dates: list[str], expected: bool) -> None:
    """A number above 12, a dot, or dates that would go back."""
    assert expected == is_day_first(heads(*dates), "a")


@pytest.mark.parametrize(
    ("dates", "reason"),
    [
        (["03/04/2025", "03/04/2025"], "ambiguous_dates"),
        (["13/04/2025", "04/13/2025"], "bad_date"),
    ],
)
def test_what_does_not_tell_is_refused(dates: list[str], reason: str) -> None:
    """A guess would put replies before questions."""
    with pytest.raises(InputError) as failure:
        is_day_first(heads(*dates), "a")

    assert failure.value.reason == reason


def test_a_day_that_does_not_exist_is_named() -> None:
    """With its line."""
    (head,) = heads("31.02.2025")

    with pytest.raises(InputError, match=r"a:1: there is no date 31-2-2025"):
        moment(head, "a", day_first=True)
