"""Times as people and programs write them: ISO, Unix, and dates whose order a file must show."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from understudy.core.errors import InputError
from understudy.parsing.chats.conversations import moment
from understudy.parsing.chats.whatsapp.dates import date_order
from understudy.parsing.chats.whatsapp.dates import moment as of_header
from understudy.parsing.chats.whatsapp.lines import MARKS, Form, Header

DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ \u00a0\u202f]?[AaPp]\.?[Mm]\.?)?"
ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?:[^AaPp]*))?")
WRITTEN = re.compile(
    rf"[{MARKS}]*(?P<a>\d{{1,4}})(?P<separator>[./-])(?P<b>\d{{1,2}})[./-](?P<c>\d{{1,4}})"
    r"(?:[,\u060cT]?[ \u00a0\u202f]{0,3}"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:[ \u00a0\u202f]?(?P<half>[AaPp])\.?[Mm]\.?)?)?"
)

Reader = Callable[[Any, str], datetime | None]
"""From a time as it stands, and where it stands, to the moment."""


def written(text: str) -> Header | None:
    """Read a date with or without an hour, such as ``4.10.24 11:42`` or ``2024/10/4 1:42 PM``."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None or ISO.fullmatch(text.strip()):
        return None
    hour = int(found["hour"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] in "Pp" else 0)
    return Header(
        line=0,
        numbers=(int(found["a"]), int(found["b"]), int(found["c"])),
        clock=(hour, int(found["minute"] or 0), int(found["second"] or 0)),
        form=Form(
            bracket=False,
            separator=found["separator"],
            is_year_first=len(found["a"]) > 2,
            has_seconds=found["second"] is not None,
            has_half=found["half"] is not None,
        ),
        rest="",
    )


def reader(values: Iterable[Any], where: str, *, day_first: bool | None) -> Reader:
    """Return what reads the times of a file, once all of them have shown their order.

    Args:
        values: All its times, as they stand.
        where: The file, for the message.
        day_first: Whether the day stands first (``parse.chats.day_first``); None = as they show.

    Raises:
        InputError: Day and month cannot be told apart (``ambiguous_dates``, ``bad_date``). What is
            returned raises it for a value that is no time (``bad_date``).
    """
    texts = (value for value in values if isinstance(value, str))
    heads = [head for head in map(written, texts) if head is not None]
    found = date_order(heads, where, day_first) if heads else None
    if found is not None and found.is_guess:
        why = "its dates do not tell the day from the month; set parse.chats.day_first"
        raise InputError(where, why, reason="ambiguous_dates")

    def read(value: Any, place: str) -> datetime | None:
        head = written(value) if isinstance(value, str) else None
        if head is None or found is None:
            return moment(value, place)
        return of_header(head, place, found.order)

    return read
