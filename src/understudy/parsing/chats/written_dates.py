"""Dates as exports print them for people: "12 янв 2021 в 14:05:33", "Jan 8, 2026 4:41 am"."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.chats.whatsapp.dates import date_order
from understudy.parsing.chats.whatsapp.lines import Form, Header

MONTHS = (
    "jan january янв январь января januar jän jänner janv janvier ene enero janeiro gen gennaio "
    "sty stycznia styczeń січ січня januari",
    "feb february фев февр февраль февраля februar févr février fév febrero fev fevereiro "
    "febbraio lut lutego luty лют лютого februari",
    "mar march мар март марта märz mär mrz mars marzo março marca marzec бер березня maart mrt",
    "apr april апр апрель апреля avr avril abr abril aprile kwi kwietnia kwiecień квіт квітня",
    "may мая май mai mayo maio mag maggio maj maja трав травня mei",
    "jun june июн июнь июня juni juin junio junho giu giugno cze czerwca czerwiec черв червня",
    "jul july июл июль июля juli juil juillet julio julho lug luglio lip lipca lipiec липня",
    "aug august авг август августа août aout ago agosto sie sierpnia sierpień серп серпня augustus",
    "sep sept september сен сент сентябрь сентября septembre septiembre set setembro settembre "
    "wrz września wrzesień вер вересня",
    "oct october окт октябрь октября okt oktober octobre octubre out outubro ott ottobre paź "
    "października październik жовт жовтня",
    "nov november ноя нояб ноябрь ноября novembre noviembre novembro lis listopada listopad "
    "листоп листопада",
    "dec december дек декабрь декабря dez dezember déc décembre dic diciembre dezembro dicembre "
    "gru grudnia grudzień груд грудня",
)
"""Forms of each month's name in English, Russian, German, French, Spanish, Portuguese, Italian,
Polish, Ukrainian and Dutch."""
_MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split()}
SILENT = {
    *("в", "г", "год", "года", "р", "о", "at", "on", "the", "of", "à", "um", "uhr", "de", "del"),
    *("a", "as", "às", "las", "la", "le", "alle", "ore", "h", "do", "o", "godz", "st", "nd", "th"),
    *("rd", "om"),
}
"""Words of a date that say nothing."""
MORNING = {"am", "дп"}
EVENING = {"pm", "пп"}
_DAYTIME = re.compile(r"\b([ap])\.?\s?m\b\.?", re.IGNORECASE)
_TIME = re.compile(r"(?<![\d:.])(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d:])")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})(?:([-/])|(\.) ?)(\d{1,2})(?:\2|\3) ?(\d{1,4})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+|\d+")
LONGEST = 100
"""Characters of a date."""
SLASHED = Form(bracket=False, separator="/", is_year_first=False, has_seconds=False, has_half=False)
"""Of all numbers: elsewhere than in WhatsApp a hyphen does not tell that the day is first."""


def page_dates(
    texts: Iterable[str], where: str, *, day_first: bool | None
) -> Callable[[str, str], datetime]:
    """Return what reads the dates of a page, once all of them have shown their order.

    Args:
        texts: All its dates, the oldest first.
        where: The page, for the message.
        day_first: ``parse.chats.day_first``, of dates that are all numbers and do not tell.
    """
    heads = [head for head in map(_open, texts) if head is not None]
    found = attempt(partial(date_order, where=where, day_first=day_first), heads).value
    if not heads or found is None or found.is_guess:
        return partial(written_date, day_first=None)
    return partial(written_date, day_first=found.order == "dmy")


def _open(text: str) -> Header | None:
    """Return the numbers of a date that may be day and month, or month and day."""
    found = _NUMERIC.search(text)
    if found is None or not found[2] or int(found[1]) > 1000 or int(found[5]) <= 1000:
        return None
    numbers = (int(found[1]), int(found[4]), int(found[5]))
    return Header(0, numbers, (0, 0, 0), SLASHED, "")


def written_date(text: str, where: str, *, day_first: bool | None = None) -> datetime:
    """Read a date with a time, in the words of any of ten languages.

    Args:
        text: The date as it is printed; nothing else may stand in it.
        where: What it belongs to, for the message.
        day_first: Whether the day is first in numbers that do not tell; see `page_dates`.

    Returns:
        The local time of whoever exported it: it names no zone.

    Raises:
        InputError: A word of it is not known, day and month cannot be told apart, or there is no
            such day (``bad_date``). Nothing is guessed.
    """
    said = " ".join(text.split())
    clock = _TIME.search(said)
    if clock is None or len(said) > LONGEST:
        raise _unread(said, "it has no time of the day", where)
    rest = _DAYTIME.sub(r" \1m ", said[: clock.start()] + " " + said[clock.end() :]).casefold()
    words = [word for word in _WORD.findall(rest) if not word.isdecimal()]
    half = {word for word in words if word in MORNING | EVENING}
    months = [_MONTH[word] for word in words if word in _MONTH]
    unknown = [word for word in words if word not in {*_MONTH, *SILENT, *MORNING, *EVENING}]
    if unknown or len(half) > 1 or len(months) > 1:
        raise _unread(said, f"{(unknown or words)[0]!r} in it is not known", where)
    numbers = [int(word) for word in _WORD.findall(rest) if word.isdecimal() and len(word) < 5]
    day = _named(numbers, months[0]) if months else _numeric(rest, day_first)
    if day is None and not months and _open(rest):
        why = f"{said!r} may be day/month or month/day; set parse.chats.day_first"
        raise InputError(where, why, reason="ambiguous_dates")
    if day is None:
        raise _unread(said, "its day, month and year cannot be told apart", where)
    hour = int(clock[1])
    if half:
        if not 1 <= hour <= 12:
            raise _unread(said, "its hour does not exist", where)
        hour = hour % 12 + (12 if half <= EVENING else 0)
    try:
        return datetime(*day, hour, int(clock[2]), int(clock[3] or 0))
    except ValueError as error:
        raise _unread(said, str(error), where) from error


def _named(numbers: list[int], month: int) -> tuple[int, int, int] | None:
    """Return year, month and day of a date whose month is a word."""
    years = [number for number in numbers if number > 1000]
    days = [number for number in numbers if number <= 31]
    if len(numbers) != 2 or len(years) != 1 or len(days) != 1:
        return None
    return years[0], month, days[0]


def _numeric(text: str, day_first: bool | None) -> tuple[int, int, int] | None:
    """Return year, month and day of numbers; None where the day may be the month."""
    found = _NUMERIC.search(text)
    if found is None:
        return None
    first, middle, last = int(found[1]), int(found[4]), int(found[5])
    if first > 1000:
        return first, middle, last
    if found[3] or first > 12:  # with full stops the day is first wherever they are used
        day_first = True
    elif middle > 12 or first == middle:
        day_first = False
    if last <= 1000 or day_first is None:
        return None
    return (last, middle, first) if day_first else (last, first, middle)


def _unread(said: str, what: str, where: str) -> InputError:
    shown = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
    why = (
        f"the date {shown!r} cannot be read ({what}); export the chats anew in English, or as JSON"
    )
    return InputError(where, why, reason="bad_date")
