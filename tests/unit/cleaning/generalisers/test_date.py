from typing import Any

import pytest

from understudy.cleaning.generalisers.date import Date


@pytest.mark.parametrize(
    ("options", "values"),
    [
        ({"to": "month"}, {"2023-03-01": "2023-03", "1.3.2023": "2023-03", "2023": "2023"}),
        ({"to": "quarter"}, {"2023-11-30T10:00:00Z": "2023-Q4", "03.2023": "2023-Q1"}),
        ({"to": "year"}, {"3/4/2023": "2023", "2023-Q2": "2023", "2023/12/31 9:05 PM": "2023"}),
        ({"to": "decade"}, {"1987-01-01": "1980s", "1980s": "1980s"}),
        ({"to": "day"}, {"2023-03-01 12:00": "2023-03-01", "2023-03": "2023-03"}),
        ({"to": "month", "first": "day"}, {"3/4/2023": "2023-04", "3-4-2023": "2023-04"}),
        ({"to": "month", "first": "month"}, {"3/4/2023": "2023-03", "03.04.2023": "2023-04"}),
        ({"to": "month"}, {"3/4/2023": "2023", "3/13/2023": "2023-03", "5/5/2023": "2023-05"}),
        ({"to": "year", "pivot": 30}, {"01.02.31": "1931", "01.02.30": "2030"}),
    ],
)
def test_a_date_loses_its_end(options: dict[str, Any], values: dict[str, str]) -> None:
    """Whatever form it has; what is told less exactly stays, and nothing is guessed."""
    one = Date(by="date", **options).coarser({})

    assert values == {value: one(value) for value in values}


@pytest.mark.parametrize("value", ["31.02.2023", "01.02.31", "45000", "2023-13-01", "March", "20s"])
def test_what_is_no_date_is_not_read(value: str) -> None:
    """A day that there is not, a year of two digits, a number of a spreadsheet."""
    assert Date(by="date", to="year").coarser({})(value) is None
