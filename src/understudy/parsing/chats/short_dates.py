"""Dates as a computer's own settings write them, all of one file alike: 4/25/2020 8:13 PM."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from understudy.core.errors import InputError

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_SHORT = re.compile(
    r"(?P<a>\d{1,4})(?P<separator>[./ -]) ?(?P<b>\d{1,2}|[A-Za-z]{3})[./ -] ?(?P<c>\d{2,4})\.?"
    r"(?:,| г\.,?)? +(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
    r"(?: ?(?P<half>[AaPp])\.? ?[Mm]\.?)?"
)
_SPACES = re.compile("[\u00a0\u2009\u202f\u200e\u200f\\s]+")


Six = tuple[int, int, int, int, int, int]


def numbers(text: str) -> Six | None:
    """Return a date's three numbers as they stand, hour, minute and second; None for no date.

    A date whose year stands last and whose month is a word comes with the day first.
    """
    found = _SHORT.fullmatch(_SPACES.sub(" ", text).strip())
    if found is None:
        return None
    month = found["b"].lower()
    if month in _MONTHS:
        month = str(_MONTHS.index(month) + 1)
    if not month.isdecimal():
        return None
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] in "Pp" else 0)
    minute, second = int(found["minute"]), int(found["second"] or 0)
    return int(found["a"]), int(month), int(found["c"]), hour, minute, second


def is_day_first(texts: Sequence[str], where: str) -> bool:
    """Find out from all the dates of a file whether the day or the month stands first.

    A number above 12 is a day; dots, hyphens and names of months stand where the day is first. Else
    the order is right in which the dates never go back, if only one is.

    Raises:
        InputError: Both orders are possible (``ambiguous_dates``).
    """
    dates = [(text, found) for text in texts if (found := numbers(text)) and found[0] < 1000]
    if any(found[0] > 12 or "/" not in text for text, found in dates):
        return True
    if not dates or any(found[1] > 12 for _, found in dates):
        return False
    rising = {place: _never_go_back([found for _, found in dates], place) for place in (0, 1)}
    if rising[0] != rising[1]:
        return rising[0]
    why = (
        f"{dates[0][0]} may be day/month or month/day, and no date of the file tells; "
        "export the channel as JSON"
    )
    raise InputError(where, why, reason="ambiguous_dates")


def local(text: str, where: str, *, day_first: bool) -> datetime:
    """Return the local time that a text says, or the moment where it is ISO 8601.

    Raises:
        InputError: It says none (``bad_date``).
    """
    found = numbers(text)
    try:
        if found is None:
            return datetime.fromisoformat(text.strip())
        a, b, c, hour, minute, second = found
        if a >= 1000:
            return datetime(a, b, c, hour, minute, second)
        day, month = (a, b) if day_first else (b, a)
        return datetime(c if c >= 1000 else 2000 + c % 100, month, day, hour, minute, second)
    except ValueError as error:
        why = f"{text!r} is no date and time that is known; export it as JSON"
        raise InputError(where, why, reason="bad_date") from error


def _never_go_back(dates: Sequence[Six], day: int) -> bool:
    """Tell whether dates are in order when the day stands at a place."""
    ordered = [(found[2], found[1 - day], found[day], *found[3:]) for found in dates]
    return all(a <= b for a, b in pairwise(ordered))
