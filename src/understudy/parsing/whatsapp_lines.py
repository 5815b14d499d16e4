"""The header of a message in WhatsApp's text export, in the forms of many phones.

Android writes ``12.05.2025, 18:04 - Name: text``, iOS ``[12.05.2025, 18:04:11] Name: text``, with
the phone's own order of the date, separators, clock and invisible marks around.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from understudy.core.errors import InputError

MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
SPACE = r"[ \u00a0\u2009\u202f]"
HEADER = re.compile(
    rf"[{MARKS}]*(?P<bracket>\[)?"
    rf"(?P<a>\d{{1,4}})(?P<separator>[./-]){SPACE}?(?P<b>\d{{1,2}})[./-]{SPACE}?(?P<c>\d{{2,4}})\.?"
    rf"(?:[,\u060c]|{SPACE}(?:à|a las|às|klo|at|um|в))?{SPACE}+"
    rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.](?P<second>\d{{2}}))?"
    rf"(?:{SPACE}*(?P<half>[AaPp])\.?{SPACE}?[Mm]\.?)?"
    rf"(?(bracket)\]{SPACE}?|{SPACE}[-\u2013]{SPACE})"
    rf"(?P<rest>.*)"
)
LOOKED_AT = 50
"""Lines in which a second header must show, unless the file has one message."""


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a message."""

    line: int
    """Number of the line, from 1."""
    numbers: tuple[int, int, int]
    """The date's parts as they stand."""
    separator: str
    clock: tuple[int, int, int]
    bracket: bool
    """iOS's form."""
    rest: str
    """What follows: ``Name: text``, or a notice."""


def header(text: str, line: int) -> Header | None:
    """Read the header of a message; None when the line goes on with the message before."""
    found = HEADER.fullmatch(text)
    if found is None:
        return None
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] in "Pp" else 0)
    return Header(
        line=line,
        numbers=(int(found["a"]), int(found["b"]), int(found["c"])),
        separator=found["separator"],
        clock=(hour, int(found["minute"]), int(found["second"] or 0)),
        bracket=found["bracket"] is not None,
        rest=found["rest"],
    )


def looks_like_whatsapp(text: str) -> bool:
    """Tell an export: its first line is a header, and a second one is not far."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()][:LOOKED_AT]
    heads = [number for number, line in enumerate(lines) if header(line, 0) is not None]
    return heads[:1] == [0] and (len(heads) > 1 or len(lines) <= 2)


def is_day_first(headers: Sequence[Header], where: str) -> bool:
    """Find out from all the dates of a file whether the day or the month stands first.

    A number above 12 is a day. Dots and hyphens stand between numbers only where the day is first.
    With slashes, the order in which the dates never go back is the right one, if only one is.

    Raises:
        InputError: The dates contradict each other (``bad_date``), or both orders are possible
            (``ambiguous_dates``).
    """
    pairs = [head.numbers[:2] for head in headers if head.numbers[0] < 1000]
    day_first = not any(b > 12 for _, b in pairs)
    month_first = not any(a > 12 for a, _ in pairs)
    if not day_first and not month_first:
        why = "some dates have the day first and others the month; split the file in two"
        raise InputError(where, why, reason="bad_date")
    if day_first != month_first or not pairs:
        return day_first
    if all(head.separator in ".-" for head in headers):
        return True
    rising = {order: _never_go_back(headers, day_first=order) for order in (True, False)}
    if rising[True] != rising[False]:
        return rising[True]
    a, b, c = headers[0].numbers
    why = (
        f"{a}/{b}/{c} may be day/month or month/day, and no date of the file tells; "
        "set parse.whatsapp.day_first"
    )
    raise InputError(where, why, reason="ambiguous_dates")


def moment(head: Header, where: str, *, day_first: bool) -> datetime:
    """Return the local time of a header.

    Raises:
        InputError: There is no such day or hour (``bad_date``).
    """
    try:
        return datetime.combine(_date(head, day_first=day_first), time(*head.clock))
    except ValueError as error:
        shown = "-".join(map(str, head.numbers))
        why = f"there is no date {shown} or no time {head.clock} ({error})"
        raise InputError(f"{where}:{head.line}", why, reason="bad_date") from error


def _date(head: Header, *, day_first: bool) -> date:
    a, b, c = head.numbers
    if a >= 1000:
        return date(a, b, c)
    day, month = (a, b) if day_first else (b, a)
    return date(c if c >= 1000 else 2000 + c % 100, month, day)


def _never_go_back(headers: Sequence[Header], *, day_first: bool) -> bool:
    try:
        days = [_date(head, day_first=day_first) for head in headers]
    except ValueError:
        return False
    return all(a <= b for a, b in pairwise(days))
