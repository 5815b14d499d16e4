"""Numbers, dates and truths as people and spreadsheets write them.

A text that may be two values is neither: the other values of its column in the same file tell
which form it has, or parameters do, and else it is a problem.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Literal

from pydantic_core import PydanticCustomError

from understudy.core.executor import attempt
from understudy.parsing.chats.written_dates import written_date

Mark = Literal[".", ","]
TRUTHS = {
    **dict.fromkeys(("true", "yes", "y", "t", "1", "да", "истина", "+", "есть"), True),
    **dict.fromkeys(("false", "no", "n", "f", "0", "нет", "ложь", "-", "−", "–"), False),
}
NATIVE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
"""A number that a program wrote."""
_GROUPED = (
    r"[1-9][0-9]{{0,2}}(?:(?P<mark>[{mark} \u00a0\u2009\u202f'’])[0-9]{{3}})"
    r"(?:(?P=mark)[0-9]{{3}})*"
)
_NUMBER = (
    r"(?P<sign>[+-]?)(?P<whole>{grouped}|[0-9]*)(?:{point}(?P<part>[0-9]+))?"
    r"(?P<power>[eE][+-]?[0-9]{{1,4}})?"
)
READINGS: dict[Mark, re.Pattern[str]] = {
    ".": re.compile(_NUMBER.format(grouped=_GROUPED.format(mark=","), point=r"\.")),
    ",": re.compile(_NUMBER.format(grouped=_GROUPED.format(mark="."), point=",")),
}
"""Numbers by what stands before their fraction; anything else may part their thousands."""
_NO_DIGIT = re.compile("[^0-9]")
LONGEST = 60
"""Characters of a number or a date."""
LARGEST_POWER = 40
"""Of ten, up to which a number is written with all its zeros."""
_CLOCK = (
    r"(?:(?:T|,? +)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})"
    r"(?:[.,](?P<part>[0-9]{1,9}))?)?(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
    r" ?(?P<zone>Z|UTC|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"
    rf"|(?P<month2>[0-9]{{2}})(?P<day2>[0-9]{{2}})){_CLOCK}"
)
_YEAR_LAST = re.compile(
    r"(?P<first>[0-9]{1,2})(?P<mark>[-/.]) ?(?P<second_>[0-9]{1,2})(?P=mark) ?"
    rf"(?P<year>[0-9]{{4}}|[0-9]{{2}})(?: ?г(?:ода|\.)?)?{_CLOCK}"
)
_SERIAL = re.compile(r"[0-9]{1,7}(?:\.[0-9]+)?")
LIKELY_DAYS = (10_000, 73_050)
"""Days of 1927 to 2100 as Excel counts them: a number in between is neither a year nor a date
without marks."""
PIVOT = 69
"""Years of two digits from here on are of the 20th century, as POSIX has it."""


@dataclass(frozen=True, slots=True)
class Forms:
    """How one file writes one column."""

    decimal: Mark | None = None
    """What stands before fractions; None where nothing tells."""
    day_first: bool | None = None
    """The order of dates with slashes or hyphens; None where nothing tells."""
    serials: int | None = None
    """Year from which days are counted, where they are."""
    bounded_serials: bool = False
    """Whether only `LIKELY_DAYS` are days."""
    native: bool = False
    """Whether a plain number is one that a program wrote, whatever people write beside it."""


class Shown:
    """Finds out what is not given of the forms of a column from its values, one after another."""

    def __init__(self, given: Forms) -> None:
        self._given = given
        self._marks: set[Mark] = set()
        self._orders: set[bool] = set()

    def see(self, value: str) -> None:
        """Look at a value."""
        given = self._given
        if given.decimal is None and (mark := _mark_shown(value, native=given.native)):
            self._marks.add(mark)
        if given.day_first is None and (order := _order_shown(value)) is not None:
            self._orders.add(order)

    def forms(self) -> Forms:
        """Return the forms, as far as they are given or were shown."""
        given, marks, orders = self._given, self._marks, self._orders
        return Forms(
            given.decimal or (next(iter(marks)) if len(marks) == 1 else None),
            given.day_first
            if given.day_first is not None or len(orders) != 1
            else next(iter(orders)),
            given.serials,
            given.bounded_serials,
            given.native,
        )


def number(text: str, forms: Forms) -> Decimal:
    """Read a number; raise ``PydanticCustomError`` (``bad_number``, ``ambiguous_number``)."""
    if len(text) > LONGEST:
        raise PydanticCustomError("bad_number", "not a number")
    text = text.replace("−", "-").replace("–", "-")
    if forms.native and NATIVE.fullmatch(text):
        return Decimal(text)
    readings = _readings(text, READINGS if forms.decimal is None else (forms.decimal,))
    if not readings:
        raise PydanticCustomError("bad_number", "not a number")
    if len(set(readings.values())) > 1:
        if "," not in text:
            return readings["."]  # 1.234: programs write it so
        said = "a thousand or a fraction, which no cell tells; say decimal in the column's contract"
        raise PydanticCustomError("ambiguous_number", said)
    return next(iter(readings.values()))


def number_text(value: Decimal) -> str:
    """Write a number without an exponent, unless it would be very long."""
    return str(value) if abs(value.adjusted()) > LARGEST_POWER else format(value, "f")


def truth(text: str) -> bool:
    """Read a truth; raise ``PydanticCustomError`` (``bad_boolean``)."""
    found = TRUTHS.get(text.casefold())
    if found is None:
        raise PydanticCustomError("bad_boolean", "neither yes nor no")
    return found


def moment(text: str, forms: Forms) -> datetime.datetime:
    """Read a date, with or without a time; a zone is kept.

    Raises:
        PydanticCustomError: It is none (``bad_date``), or may be two (``ambiguous_date``).
    """
    if len(text) > LONGEST:
        raise PydanticCustomError("bad_date", "not a date")
    if found := _YEAR_FIRST.fullmatch(text):
        if found["month2"] is None or found["hour"] is None:
            month, day = found["month"] or found["month2"], found["day"] or found["day2"]
            return _built(found, (int(found["year"]), int(month), int(day)))
    elif found := _YEAR_LAST.fullmatch(text):
        return _built(found, _dated(found, forms))
    elif forms.serials and _SERIAL.fullmatch(text):
        return _counted(Decimal(text), forms)
    elif re.search(r"[^\W\d_]{3}", text):
        return _worded(text)
    raise PydanticCustomError("bad_date", "not a date")


def day(text: str, forms: Forms) -> datetime.date:
    """Read a date without a time, or at midnight; raise as `moment` does."""
    found = moment(text, forms)
    if found.time() != datetime.time():
        said = "a date with a time of the day; say datetime in the column's contract"
        raise PydanticCustomError("bad_date", said)
    return found.date()


def _readings(text: str, marks: Iterable[Mark] = READINGS) -> dict[Mark, Decimal]:
    """Return what a text may be, by what stands before the fraction."""
    found: dict[Mark, Decimal] = {}
    for mark in marks:
        said = READINGS[mark].fullmatch(text)
        if said is None:
            continue
        sign, whole, part, power = said.group("sign", "whole", "part", "power")
        if whole or part:
            digits = whole if whole.isdecimal() else _NO_DIGIT.sub("", whole)
            fraction = f".{part}" if part else ""
            found[mark] = Decimal(f"{sign}{digits or 0}{fraction}{power or ''}")
    return found


def _mark_shown(text: str, *, native: bool) -> Mark | None:
    """Return what stands before the fraction if the text alone tells."""
    if len(text) > LONGEST or not ("," in text or "." in text):
        return None
    if native and NATIVE.fullmatch(text):
        return None
    readings = _readings(text)
    return next(iter(readings)) if len(readings) == 1 else None


def _order_shown(text: str) -> bool | None:
    """Tell whether the day stands first if the text alone tells."""
    found = _YEAR_LAST.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or found["mark"] == ".":
        return None
    first, second = int(found["first"]), int(found["second_"])
    return None if (first > 12) == (second > 12) else first > 12


def _dated(found: re.Match[str], forms: Forms) -> tuple[int, int, int]:
    first, second, year = int(found["first"]), int(found["second_"]), int(found["year"])
    if len(found["year"]) == 2:
        year += 1900 if year >= PIVOT else 2000
    day_first = forms.day_first
    if found["mark"] == "." and day_first is None:
        day_first = True
    if day_first is None and first != second:
        if max(first, second) <= 12:
            said = "day or month first, which no cell tells; say day_first in the column's contract"
            raise PydanticCustomError("ambiguous_date", said)
        day_first = first > 12
    return (year, second, first) if day_first else (year, first, second)


def _built(found: re.Match[str], date: tuple[int, int, int]) -> datetime.datetime:
    hour, minute = int(found["hour"] or 0), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise PydanticCustomError("bad_date", "an hour that does not exist")
        hour = hour % 12 + (12 if found["half"] in "Pp" else 0)
    part = int((found["part"] or "0").ljust(6, "0")[:6])
    try:
        zone = _zone(found["zone"])
        return datetime.datetime(*date, hour, minute, int(found["second"] or 0), part, zone)
    except ValueError as error:
        raise PydanticCustomError("bad_date", "a day or a time that does not exist") from error


def _zone(said: str | None) -> datetime.timezone | None:
    if not said:
        return None
    if said in {"Z", "UTC"}:
        return datetime.UTC
    minutes = int(said[1:3]) * 60 + int(said[-2:])
    return datetime.timezone(datetime.timedelta(minutes=-minutes if said[0] == "-" else minutes))


def _counted(days: Decimal, forms: Forms) -> datetime.datetime:
    """Return the moment that Excel means by a number of days.

    Excel's calendar of 1900 has a 29 February that never was, so before it days are one off.
    """
    first, last = LIKELY_DAYS
    if forms.bounded_serials and not first <= days < last:
        raise PydanticCustomError("bad_date", "a number that is no likely date")
    start = datetime.datetime(1904, 1, 1)
    if forms.serials == 1900:
        start = datetime.datetime(1899, 12, 30 if days > 60 else 31)
    try:
        return start + datetime.timedelta(seconds=round(float(days) * 86400))
    except OverflowError as error:
        raise PydanticCustomError("bad_date", "a number of days beyond any calendar") from error


def _worded(text: str) -> datetime.datetime:
    """Read a date whose month is a word, in any of ten languages."""
    dated = text if ":" in text else f"{text} 00:00"
    done = attempt(partial(written_date, where=""), dated)
    if done.value is None:
        raise PydanticCustomError("bad_date", "not a date")
    return done.value
