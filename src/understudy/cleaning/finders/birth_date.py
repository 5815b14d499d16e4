"""Dates of birth; dates of visits, measurements and letters stay."""

import itertools
import re
from collections.abc import Iterator

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import births
from understudy.cleaning.signs.checks import figure
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_MORE = 8
"""No date is corrected more often, and few lists of birthdays are longer."""
_SHORTENS = re.compile(
    r"(?:[(,]|\A|\n) ?(?:b|р|род|nat)\.? ?(?:[0-9]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
).search
_TURNS = re.compile(r"(?<![^\W_])(?:turn(?:s|ed|ing)?|be) [0-9]").search
_FEASTS = re.compile(
    r"(?<![^\W_])(?:др|днюха|д[её]нь (?:рож|вар)|юбилей|именины|будет [0-9])"
).search
_TOLD = 30
"""Code points behind a date that may tell of a visit."""
_LISTS = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{2}").search
"""A date; a name before it is looked for only then."""


_CELL = re.compile(r"[,;|\t]")
_COLUMN = re.compile(
    r"(?i)[\s\"]*(?:dob|d\.o\.b\.?|date[ _]of[ _]birth|birth[ _-]?(?:date|day)|born)[\s\"]*"
)
_DATE_CELL = re.compile(
    r"[\s\"]*(?P<date>[0-9]{1,2}([./-])[0-9]{1,2}\2(?:[0-9]{4}|[0-9]{2})|"
    r"[0-9]{4}([./-])[0-9]{1,2}\3[0-9]{1,2})[\s\"]*"
)


@FINDERS.register("birth_date")
@finds("BIRTH_DATE", needs=figure)
def birth_date(text: str, _: Context) -> list[Found]:
    """Find dates behind words such as *д.р.*, *родилась*, *born*, *DOB*, or before *г.р.*.

    Also what such a date is corrected to, the date between a full name and a patient's number, and
    those below *DOB* in a table of plain text.
    """
    text = plain(text)
    found = [*_said(text)]
    if _LISTS(text):
        found += _listed(text)
        found += _in_columns(text)
    return apart(found)


def _said(text: str) -> Iterator[Found]:
    """Yield dates that a word speaks of."""
    low = text.lower()
    patterns: list[re.Pattern[str]] = []
    if _is_worth(low):
        patterns += births.BEHIND, births.FRONT, births.BIRTHDAY
    if _SHORTENS(low):
        patterns.append(births.SHORT)
    if not low.isascii() and ("исполн" in low or "стукн" in low or _FEASTS(low)):
        patterns += births.TURNING
    if not low.isascii() and births.KIN(low):
        patterns.append(births.CHILD)
    if ("turn" in low or "be " in low) and _TURNS(low):
        patterns += births.TURNS
    for match in itertools.chain.from_iterable(pattern.finditer(text) for pattern in patterns):
        groups = match.groupdict()
        start = match.start("date" if groups["date"] else "year")
        if match.re is births.BEHIND and births.NO_BIRTH.search(text, match.start(), start):
            continue
        if _is_day(match):
            yield _made(match)
            end = match.end("date" if groups["date"] else "year")
            yield from _more(births.CORRECTED, text, end)
            if births.MANY.search(text, match.start(), start):
                yield from _more(births.NEXT, text, end)


def _listed(text: str) -> Iterator[Found]:
    """Yield dates between a full name and a number, unless they are told to be of something."""
    for pattern in (*births.LISTED, births.ROW):
        for match in pattern.finditer(text):
            behind = text[match.end() : match.end() + _TOLD].partition(". ")[0]
            if _is_day(match) and not births.NO_BIRTH.search(behind):
                yield _made(match)


def _in_columns(text: str) -> Iterator[Found]:
    """Yield the dates of a column that a line above calls one of births, in a table as text."""
    column = count = -1
    start = 0
    for line in text.splitlines(keepends=True):
        cells = _CELL.split(line.rstrip("\r\n"))
        named = [place for place, cell in enumerate(cells) if _COLUMN.fullmatch(cell)]
        if named and len(cells) > 1:
            column, count = named[0], len(cells)
        elif len(cells) != count:
            column = count = -1
        elif date := _DATE_CELL.fullmatch(cells[column]):
            at = start + sum(len(cell) + 1 for cell in cells[:column]) + date.start("date")
            yield Found(at, at + len(date["date"]), "BIRTH_DATE", date["date"])
        start += len(line)


def _more(pattern: re.Pattern[str], text: str, end: int) -> Iterator[Found]:
    """Yield the dates that follow the one that ends here: instead of it, or of others."""
    for _ in range(_MORE):
        match = pattern.match(text, end)
        if match is None or births.NO_BIRTH.search(text, end, match.start("date")):
            return
        if _is_day(match):
            yield _made(match)
        end = match.end("date")


def _made(match: re.Match[str]) -> Found:
    return Found(*match.span("date" if match["date"] else "year"), "BIRTH_DATE", _identity(match))


def _is_worth(low: str) -> bool:
    """Tell whether one of the words may be there; unrolled, because every number pays for it."""
    return (
        ("birth" in low or "born" in low or "dob" in low or "bday" in low)
        or ("d.o" in low or "d. o" in low or "d/o" in low or "b-d" in low or "b.d" in low)
        or (not low.isascii() and _is_worth_in_russian(low))
    )


def _is_worth_in_russian(low: str) -> bool:
    return (
        ("рож" in low or "род" in low or "др" in low or "р." in low or "д.р" in low or "д/р" in low)
        or ("г.р" in low or "гр" in low or "г. р" in low or "дню" in low or "г/р" in low)
        or (
            "на свет" in low
            or "варень" in low
            or "именин" in low
            or "туған" in low
            or "нарад" in low
        )
    )


def _is_day(match: re.Match[str]) -> bool:
    if not match.groupdict().get("n1"):
        return True
    first, second = int(match["n1"]), int(match["n2"])
    return 1 <= min(first, second) <= 12 and max(first, second) <= 31 and min(first, second) > 0


def _identity(match: re.Match[str]) -> str:
    """Return year, month and day where they are certain, else what is written."""
    groups = match.groupdict()
    if groups.get("year"):
        return groups["year"] or ""
    if groups.get("y1"):
        return _joined(match["y1"], match["m1"], match["d1"])
    if groups.get("n1"):
        day, month = match["n1"], match["n2"]
        if match["sep"] == "/" and int(month) <= 12 and int(day) <= 12:
            return f"{int(day)}/{int(month)}/{_full_year(match['n3'])}"  # of either order
        if int(month) > 12:
            day, month = month, day
        return _joined(match["n3"], month, day)
    place = next(place for place in "2345678" if groups.get(f"w{place}"))
    year = groups.get(f"y{place}") or ""
    return _joined(year, str(_month(match[f"w{place}"])), str(_day(match[f"d{place}"])))


def _month(written: str) -> int:
    """Return the number of a month: a name, a Roman number or figures."""
    if written.isdecimal():
        return int(written)
    if written.upper() in births.ROMAN:
        return births.ROMAN.index(written.upper()) + 1
    return _place(births.MONTHS, written)


def _day(written: str) -> int:
    """Return the number of a day: figures or a word, such as *двадцать пятого*."""
    if written[0].isdecimal():
        return int(written)
    return sum(map(_number, re.split("[ -]", written)))


def _number(word: str) -> int:
    tens = _place(births.TENS, word)
    return 10 + 10 * tens if tens else _place(births.ORDINALS, word)


def _place(names: tuple[str, ...], written: str) -> int:
    """Return which of the names a word is of, counted from one; 0 for none.

    The last counts: *пятнадцат* begins with *пят*.
    """
    places = enumerate(names, start=1)
    found = (place for place, name in places if re.match(name, written, re.IGNORECASE))
    return max(found, default=0)


def _joined(year: str, month: str, day: str) -> str:
    return f"{_full_year(year)}-{int(month):02}-{int(day):02}"


def _full_year(written: str) -> str:
    """Return four figures; nobody who is spoken of is older than a hundred, or not yet born."""
    figures = re.sub(r"\D", "", written)
    if len(figures) != 2:
        return figures or written.lower()
    return f"20{figures}" if int(figures) <= 26 else f"19{figures}"
