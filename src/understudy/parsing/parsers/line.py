"""LINE's text export: a chat's menu, Settings, Export chat history (on a phone).

One file is one chat: a title, a day now and then, and below it lines of a time, a name and a text
with tabs between. A text of several lines stands in quotation marks.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from understudy.core.errors import InputError
from understudy.core.records import MessageKind
from understudy.parsing.chats.conversations import Said, Talk
from understudy.parsing.chats.line_words import (
    CALL,
    MARK,
    MEDIA,
    SAVED,
    STICKER,
    TITLE,
    UNSENT,
    Day,
    clock,
    day,
    day_or_month_first,
)
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile, Remark
from understudy.parsing.params import ParseParams

MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
LOOKED_AT = 200
"""Lines by which a file is known."""
STAMP = 16
"""Longest time of day, in characters."""
DOUBLED = re.compile('""')


@dataclass(slots=True)
class _Entry:
    """A message, before its day is known."""

    line: int
    day: int
    """Position of its day among the days; -1 before the first."""
    time: time
    author: str
    text: list[str]


@CLUES.register("line")
def is_line(file: RawFile) -> bool:
    """Tell an export by its title, or by a day with a message below it."""
    lines = [line.strip(MARKS) for line in file.opening.split("\n")[:LOOKED_AT]]
    first = next((line.strip() for line in lines if line.strip()), "")
    if first.startswith(MARK) and (TITLE.fullmatch(first) or _has_message(lines)):
        return True
    days = [i for i, line in enumerate(lines) if len(line) < 40 and day(line) is not None]
    # Without tabs it is one of the program for computers, which is refused: it is no prose.
    named = file.name.startswith(MARK)
    return bool(days) and (named or _has_message(lines[days[0] : days[0] + 20]))


def _has_message(lines: list[str]) -> bool:
    return any(_parts(line) is not None and line.count("\t") > 1 for line in lines)


@PARSERS.register("line")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one chat.

    What the app says has the kind ``service``, calls ``call``, what was taken back ``deleted``,
    placeholders of pictures and the like ``media`` or ``sticker``; all of these have no text. Times
    are local ones of the phone, without seconds.

    Raises:
        InputError: There is no message (``bad_line``), or day and month cannot be told apart
            (``ambiguous_dates``).
    """
    lines = file.text.split("\n")
    title, start = _title(file, lines)
    days, entries, orphaned = _entries(lines, start)
    if not entries:
        why = (
            "it has no message of a LINE chat: a time, a name and a text with tabs between; "
            "export the chat anew on the phone"
        )
        raise InputError(file.place, why, reason="bad_line")
    way = day_or_month_first(days, file.place, params.chats.day_first)
    why = "it has a day above it, but no time and name; export the chat anew on the phone"
    said, problems = [], [_problem(f"{file.place}:{line}", why) for line in orphaned]
    for entry in entries:
        on = days[entry.day].read(way) if entry.day >= 0 else None
        if on is None:
            why = "no day stands above this message; export the chat anew"
            problems.append(_problem(f"{file.place}:{entry.line}", why))
        else:
            said.append(_said(entry, on))
    if not said:
        raise InputError(file.place, "no day stands in it; export the chat anew", reason="bad_line")
    talk = Talk(file, title, title, params.chats.time_zone)
    return Parsed(
        conversations=talk.conversations(said),
        problems=tuple(problems),
        remarks=Remark.of(file.decoded),
    )


def _problem(where: str, why: str) -> Problem:
    return Problem(kind="messages", where=where, why=why, reason="bad_message")


def _title(file: RawFile, lines: list[str]) -> tuple[str, int]:
    """Return the chat's name, and the first line below the title."""
    first = lines[0].strip(MARKS).strip() if lines else ""
    found = TITLE.fullmatch(first)
    if found is not None or first.startswith(MARK):
        is_saved = len(lines) > 1 and SAVED.fullmatch(lines[1].strip(MARKS).strip()) is not None
        return _name(found) or first.removeprefix(MARK).strip() or file.name, 1 + is_saved
    found = TITLE.fullmatch(file.name)
    return _name(found) or file.name.removeprefix(MARK).strip() or file.name, 0


def _name(found: re.Match[str] | None) -> str:
    return next((name.strip() for name in found.groups() if name), "") if found else ""


def _entries(lines: list[str], start: int) -> tuple[list[Day], list[_Entry], list[int]]:
    """Return the days, the messages with what stands below them, and the lines below none."""
    days: list[Day] = []
    entries: list[_Entry] = []
    orphaned: list[int] = []
    is_after_blank = True
    for number, raw in enumerate(lines[start:], start + 1):
        line = raw.strip(MARKS)
        found = day(line) if len(line) < 40 else None
        if found is not None and (found.is_told or (is_after_blank and not _is_open(entries))):
            days.append(found)
        elif (parts := _parts(line)) is not None:
            entries.append(_Entry(number, len(days) - 1, *parts))
        elif entries and entries[-1].day == len(days) - 1:
            entries[-1].text.append(line)
        elif days and line.strip():
            orphaned.append(number)
        is_after_blank = not line.strip()
    return days, entries, orphaned


def _is_open(entries: list[_Entry]) -> bool:
    """Tell whether the last message began with a quotation mark that was not closed yet."""
    if not entries or not entries[-1].text[0].startswith('"'):
        return False
    text = entries[-1].text
    last = next((line.rstrip() for line in reversed(text) if line.strip()), "")
    return not last.endswith('"') or (len(text) == 1 and last == '"')


def _parts(line: str) -> tuple[time, str, list[str]] | None:
    """Split a line into time, author and text; None when it goes on with the one before."""
    stamp, tab, rest = line.partition("\t")
    if not tab or len(stamp) > STAMP:
        return None
    at = clock(stamp)
    if at is None:
        return None
    author, tab, text = rest.partition("\t")
    return (at, author.strip(MARKS + " "), [text]) if tab else (at, "", [rest])


def _said(entry: _Entry, on: date) -> Said:
    text = _unquoted("\n".join(entry.text).strip())
    kind = _kind(entry.author, text)
    return Said(
        author=entry.author,
        text=text if kind == "text" else "",
        sent_at=datetime.combine(on, entry.time),
        kind=kind,
        key=entry.line,
    )


def _kind(author: str, text: str) -> MessageKind:
    if UNSENT.fullmatch(text):
        return "deleted"
    if CALL.fullmatch(text):
        return "call"
    if not author:
        return "service"
    if STICKER.fullmatch(text):
        return "sticker"
    return "media" if not text or MEDIA.fullmatch(text) else "text"


def _unquoted(text: str) -> str:
    """Return a text of several lines without the quotation marks that the app puts around it.

    One line in quotation marks has them from its author.
    """
    if "\n" not in text or not (text.startswith('"') and text.endswith('"')):
        return _bare(text)
    return _bare(DOUBLED.sub('"', text[1:-1]))


def _bare(text: str) -> str:
    return "\n".join(line.strip(MARKS) for line in text.split("\n")).strip()
