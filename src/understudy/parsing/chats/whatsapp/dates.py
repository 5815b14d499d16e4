"""Which number of a date in a WhatsApp export is the day: the file's own dates must show it."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.chats.whatsapp.lines import Header

Triple = tuple[int, int, int]
Order = Literal["dmy", "mdy", "ymd", "ydm"]
FEW = 20
"""One date in so many may be damaged, or of a pasted message."""
CLEARLY = 3
"""So many times as often as the month, the day changes; five times as rarely, time goes back."""
FIRST_YEAR = 9
LAST_YEAR = 40
"""Of two digits: WhatsApp began in 2009."""
BUDDHIST = 543
"""Years that Thailand is ahead."""
OTHER_CALENDARS = range(1300, 1500)
"""Years of the Persian and the Islamic calendar, in which a month is another one."""


class Found(NamedTuple):
    """The order of the dates."""

    order: Order
    is_guess: bool = False
    """Nothing but the pace told: the part that changes more often was taken for the day."""


def date_order(headers: Sequence[Header], where: str, day_first: bool | None = None) -> Found:
    """Find out the order in which day, month and year stand in the dates of a file.

    A number above 12 is a day. Then the parameter tells, and without it the order in which the
    dates do not go back; then a dot or hyphen, which stands between numbers only where the day is
    first; then the part that changes more often is the day, which is said to be a guess.

    Args:
        headers: All headers of the file, at least one.
        where: Its path, for the message.
        day_first: ``parse.chats.day_first``, which rules all files, so that it does not outvote
            what the numbers of one show.

    Raises:
        InputError: The dates contradict each other (``bad_date``), both orders are possible
            (``ambiguous_dates``), or the calendar is another one (``other_calendar``).
    """
    triples = [numbers for numbers, _ in groupby(head.numbers for head in headers)]
    _check_calendar(triples, where)
    if 2 * sum(a >= 1000 for a, _, _ in triples) > len(triples):
        is_odd = _share_above_12(triples, 1) > _share_above_12(triples, 2)
        return Found("ydm" if is_odd else "ymd")
    triples = [triple for triple in triples if triple[0] < 1000]
    if _is_short_year_first(triples):
        return Found("ymd")
    told = _told_by_size(triples, where, day_first)
    if told is None and day_first is not None:
        told = "dmy" if day_first else "mdy"
    told = told or _told_by_time(triples)
    if told is not None:
        return Found(told)
    if all(head.form.separator in ".-" for head in headers):
        return Found("dmy")
    return Found(_told_by_pace(triples, where), is_guess=True)


def moment(head: Header, where: str, order: Order) -> datetime:
    """Return the local time of a header.

    Raises:
        InputError: There is no such day or hour (``bad_date``).
    """
    try:
        return datetime.combine(_date(head.numbers, order), time(*head.clock))
    except ValueError as error:
        shown, clock = "-".join(map(str, head.numbers)), ":".join(map(str, head.clock))
        why = f"there is no date {shown} or no time {clock} ({error}); correct the line"
        raise InputError(f"{where}:{head.line}", why, reason="bad_date") from error


def moments(headers: Sequence[Header], where: str, order: Order) -> list[datetime | InputError]:
    """Return the local time of each header, or what is wrong with it; as `moment`, but fast."""
    days: dict[Triple, date] = {}
    found: list[datetime | InputError] = []
    read = partial(moment, where=where, order=order)
    for head in headers:
        day, clock = days.get(head.numbers), head.clock
        if day is not None and clock[0] < 24 and clock[1] < 60 and clock[2] < 60:
            found.append(datetime(day.year, day.month, day.day, *clock))
            continue
        done = attempt(read, head)
        if done.value is not None:
            days[head.numbers] = done.value.date()
            found.append(done.value)
        elif done.failure is not None:
            found.append(done.failure)
    return found


def _date(numbers: Triple, order: Order) -> date:
    if numbers[0] >= 1000 and order[0] != "y":
        order = "ymd"
    part = dict(zip(order, numbers, strict=True))
    return date(_year(part["y"]), part["m"], part["d"])


def _year(number: int) -> int:
    if number < 100:
        # 25 + two digits: a Thai year, as 67 for 2567.
        return 2000 + number if number <= LAST_YEAR + 10 else 2500 + number - BUDDHIST
    return number - BUDDHIST if number > 2400 else number


def _check_calendar(triples: Sequence[Triple], where: str) -> None:
    strange = [one for one in triples if OTHER_CALENDARS.start <= max(one) < OTHER_CALENDARS.stop]
    if 2 * len(strange) > len(triples):
        why = (
            f"the year {max(strange[0])} is of a Persian or Islamic calendar; set the phone's "
            "calendar to the Gregorian one, and export the chat anew"
        )
        raise InputError(where, why, reason="other_calendar")


def _share_above_12(triples: Sequence[Triple], part: int) -> float:
    return sum(one[part] > 12 for one in triples) / len(triples)


def _is_short_year_first(triples: Sequence[Triple]) -> bool:
    """Tell ``25-05-12``: the first number could be a year, and changes less than the last."""
    firsts, lasts = {a for a, _, _ in triples}, {c for _, _, c in triples}
    return (
        all(FIRST_YEAR <= a <= LAST_YEAR for a in firsts)
        and all(1 <= c <= 31 for c in lasts)
        and all(1 <= b <= 12 for _, b, _ in triples)
        and len(firsts) < len(lasts)
        and _steps_back(triples, "ymd") <= _steps_back(triples, "dmy")
    )


def _told_by_size(triples: Sequence[Triple], where: str, day_first: bool | None) -> Order | None:
    days = sum(a > 12 >= b for a, b, _ in triples)
    months = sum(b > 12 >= a for a, b, _ in triples)
    if days and months and min(days, months) * FEW > max(days, months):
        if day_first is not None:
            return None
        why = "some dates have the day first and others the month; split the file in two"
        raise InputError(where, why, reason="bad_date")
    if not days and not months:
        return None
    return "dmy" if days > months else "mdy"


def _told_by_time(triples: Sequence[Triple]) -> Order | None:
    day, month = _steps_back(triples, "dmy"), _steps_back(triples, "mdy")
    if min(day, month) and max(day, month) < 5 * min(day, month):
        return None
    if day == month:
        return None
    return "dmy" if day < month else "mdy"


def _told_by_pace(triples: Sequence[Triple], where: str) -> Order:
    first = sum(one[0] != following[0] for one, following in pairwise(triples))
    second = sum(one[1] != following[1] for one, following in pairwise(triples))
    if max(first, second) >= CLEARLY * max(1, min(first, second)):
        return "dmy" if first > second else "mdy"
    a, b, c = triples[0]
    why = (
        f"{a}/{b}/{c} may be day/month or month/day, and no date of the file tells; "
        "set parse.chats.day_first"
    )
    raise InputError(where, why, reason="ambiguous_dates")


def _steps_back(triples: Sequence[Triple], order: Order) -> int:
    at = {part: place for place, part in enumerate(order)}
    year, month, day = at["y"], at["m"], at["d"]
    sorts = [(one[year], one[month], one[day]) for one in triples]
    return sum(a > b for a, b in pairwise(sorts))
