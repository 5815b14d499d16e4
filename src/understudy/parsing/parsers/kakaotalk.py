"""KakaoTalk's export: a chat's menu, settings, Export messages; as text, on a Mac as a table.

A phone writes day, time, name and text in a line each; the program for Windows has the days in
lines of their own, and ``[name] [time] text``.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from understudy.core.errors import InputError
from understudy.parsing.chats.conversations import Said, Talk, each, moment
from understudy.parsing.chats.kakaotalk_words import (
    OWNERS,
    SAVED,
    STAMPS,
    Line,
    begun,
    day,
    is_event,
    title,
    told,
)
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile, Remark
from understudy.parsing.params import ParseParams

HEAD = 8
"""Lines in which the day of the export stands."""
LOOKED_AT = 300
"""Lines by which a file is known, and its form."""
MIN_SAID = 2
"""Fewest messages of an export that has lost its head."""
COLUMNS = "Date,User,Message"
STAMP = re.compile(r'"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?,')
"""Begins a row of the table; columns are called so elsewhere, too."""
MARK = "\ufeff"


@CLUES.register("kakaotalk")
def is_kakaotalk(file: RawFile) -> bool:
    """Tell an export by its head, or by days and messages; the table by its columns."""
    lines = _lines(file.opening)[:LOOKED_AT]
    if lines[0] == COLUMNS:
        return any(map(STAMP.match, lines))
    head = [line for line in lines[:HEAD] if line]
    if len(head) > 1 and SAVED.fullmatch(head[1]):
        return title(head[0]) is not None or _form(lines) is not None
    form = _form(lines)
    if form is None or form == "clock" or (form == "windows" and not any(map(day, lines))):
        return False  # a timetable has a clock in each line, too
    return sum(bool((one := begun(line, form)) and one.author) for line in lines) >= MIN_SAID


@PARSERS.register("kakaotalk")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one chat.

    Who came and went is ``service``; placeholders of pictures, emoticons and calls have kinds of
    their own. Times are local, without seconds but in the table.

    Raises:
        InputError: There is no message in it (``bad_kakaotalk``).
    """
    problems: list[Problem] = []
    lines = _lines(file.text)
    if lines[0] == COLUMNS:
        name = title(file.name) or file.name
        found = each(_rows(file.text), partial(_row, place=file.place), problems)
    else:
        name = title(lines[0]) or title(file.name) or file.name
        found = each(_entries(lines), partial(_message, place=file.place), problems)
    said = list(found)
    if not said:
        why = "no line in it is a message of KakaoTalk, in Korean or English; export the chat anew"
        raise InputError(file.place, why, reason="bad_kakaotalk")
    owner = min(({one.author for one in said} & OWNERS), default=None)
    remarks = [*Remark.of(file.decoded)]
    if owner:
        why = f"its owner is called {owner!r} in it; name that among the persona's aliases"
        remarks.append(Remark(why=why, reason="owner_unnamed"))
    chats = Talk(file, name, name, params.chats.time_zone).conversations(said)
    return Parsed(conversations=chats, problems=tuple(problems), remarks=tuple(remarks))


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.lstrip(MARK).split("\n")]


def _form(lines: list[str]) -> str | None:
    """Return the form in which most messages are; None when there is none."""
    counts = {
        form: sum(bool((one := begun(line, form)) and one.author) for line in lines)
        for form in STAMPS
    }
    form = max(counts, key=counts.__getitem__)
    return form if counts[form] else None


def _entries(lines: list[str]) -> Iterator[tuple[int, date | None, Line, list[str]]]:
    """Yield what begins with a time, with the day above it and the lines below it."""
    form = _form(lines[:LOOKED_AT])
    speakers = {one.author for line in lines if form and (one := begun(line, form))}
    on: date | None = None
    last: tuple[int, date | None, Line, list[str]] | None = None
    for number, line in enumerate(lines, 1) if form else ():
        found = begun(line, form or "")
        if found is None and (new := day(line)) is not None:
            on = new
        elif found is None and form == "windows" and on and last and is_event(line, speakers):
            found = Line(None, last[2].time, "", line)
        elif found is None and last is not None:
            last[3].append(line)
        if found is not None:
            if last is not None:
                yield last
            is_day = not found.author and not found.text
            last = None if is_day else (number, found.day or on, found, [])
    if last is not None:
        yield last


def _message(entry: tuple[int, date | None, Line, list[str]], place: str) -> Said:
    """Read a message.

    Raises:
        InputError: No day stands above it (``bad_message``).
    """
    number, on, line, more = entry
    if on is None:
        why = "no day stands above this message; export the chat anew"
        raise InputError(f"{place}:{number}", why, reason="bad_message")
    kind, text = told(line.author, "\n".join([line.text, *more]))
    return Said(line.author, text, datetime.combine(on, line.time), kind, key=number)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    rows = csv.reader(io.StringIO(text.lstrip(MARK), newline=""))
    for row in rows:
        if row and rows.line_num > 1:
            yield rows.line_num, row


def _row(numbered: tuple[int, list[str]], place: str) -> Said:
    """Read a row of the table.

    Raises:
        InputError: It lacks a column (``bad_message``), or its time is none (``bad_date``).
    """
    number, row = numbered
    where = f"{place}:{number}"
    if len(row) < 3:
        why = f"a message without {COLUMNS.split(',')[len(row)]}; export the chat anew"
        raise InputError(where, why, reason="bad_message")
    author = "" if is_event(row[2].strip(), {row[1].strip()}) else row[1].strip()
    kind, text = told(author, row[2])
    return Said(author, text, moment(row[0], where), kind, key=number)
