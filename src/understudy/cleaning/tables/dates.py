"""Dates as tables write them; what is ambiguous is not guessed."""

import re
from datetime import date
from typing import Literal, NamedTuple

FirstPart = Literal["day", "month"] | None

_ZONE = r"(?: ?(?:Z|[AaPp]\.?[Mm]\.?|[+-]\d{2}:?\d{2}))?"
_TIME = rf"(?:[T ]+\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:[.,]\d+)?{_ZONE})?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-./])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-./])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}")
_MONTH = re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})|(?P<m>\d{1,2})[-./](?P<y>\d{4})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_YEAR = re.compile(r"\d{4}")


class When(NamedTuple):
    """A date as far as it is told."""

    year: int
    quarter: int | None = None
    month: int | None = None
    day: int | None = None


def when(text: str, first: FirstPart = None, pivot: int | None = None) -> When | None:
    """Read a date; None when it is none.

    Args:
        text: Year first, or year last with the day in front where points part it.
        first: What stands in front in ``03/04/2023`` and ``03-04-2023``; None = such a date gives
            its year alone, unless only one reading is possible.
        pivot: Years of two digits above it are 19.., the others 20..; None = they are not read.
    """
    text = text.strip()
    if _YEAR.fullmatch(text):
        return When(int(text))
    if match := _QUARTER.fullmatch(text):
        return When(int(match[1]), int(match[2]))
    if match := _MONTH.fullmatch(text):
        month = int(match["month"] or match["m"])
        return _valid(int(match["year"] or match["y"]), month, 1, told_day=False)
    if match := _YEAR_FIRST.fullmatch(text):
        return _valid(int(match[1]), int(match[3]), int(match[4]))
    match = _YEAR_LAST.fullmatch(text)
    return None if match is None else _year_last(match, first, pivot)


def _year_last(match: re.Match[str], first: FirstPart, pivot: int | None) -> When | None:
    one, mark, other, written = int(match[1]), match[2], int(match[3]), match[4]
    year = _full(written, pivot)
    if year is None:
        return None
    if mark == ".":
        first = "day"
    by_day, by_month = _valid(year, other, one), _valid(year, one, other)
    if first is not None:
        return by_day if first == "day" else by_month
    if by_day is None or by_month is None or by_day == by_month:
        return by_day or by_month
    return When(year)


def _full(written: str, pivot: int | None) -> int | None:
    if len(written) == 4:
        return int(written)
    if pivot is None:
        return None
    return int(written) + (1900 if int(written) > pivot else 2000)


def _valid(year: int, month: int, day: int, *, told_day: bool = True) -> When | None:
    try:
        date(year, month, day)
    except ValueError:
        return None
    return When(year, (month + 2) // 3, month, day if told_day else None)
