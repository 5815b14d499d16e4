"""Chats that somebody copied or wrote by hand: lines of ``Name: text``, with or without times."""

import re
from dataclasses import replace

from understudy.core.errors import InputError
from understudy.parsing.chats.conversations import Said, Talk
from understudy.parsing.chats.lines import LABELS as NO_NAMES
from understudy.parsing.chats.lines import LOGS, RULE, Line, first_line, form_of, news
from understudy.parsing.chats.written_times import DAY, Reader, reader
from understudy.parsing.files import GLANCE, PARSERS, Parsed, RawFile, Remark
from understudy.parsing.params import ParseParams

DATED = re.compile(rf".*{DAY}.*", re.DOTALL)
MEDIA = re.compile(
    r"[<\[(](?:photo|picture|image|video|audio|voice(?: message)?|sticker|file|gif|document|media)"
    r"(?: omitted)?[>\])]|[<\[(](?:фото|картинка|видео|аудио|голосовое(?: сообщение)?|стикер|файл|"
    r"документ|без медиафайлов|медиа)[>\])]",
    re.IGNORECASE,
)
"""What stands for something that was no text."""
DAY_OF_LOG = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")
"""In the names of logs of IRC, whose lines often have a time alone."""


@PARSERS.register("chat_text")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one conversation; a line without a name goes on with the message before.

    In a log of IRC such a line says who came, went or does what, and is ``service``.
    A time without a day is no moment: such messages keep their order and have no time.

    Raises:
        InputError: Its lines are no chat's (``bad_chat_text``), or its dates cannot be told
            (``ambiguous_dates``, ``bad_date``).
    """
    form = form_of(file.text[:GLANCE])
    entries = _entries(file.text, form) if form else []
    if form in LOGS and (day := DAY_OF_LOG.search(file.name)):
        entries = [(_dated(line, f"{day[1]}-{day[3]}-{day[4]}"), body) for line, body in entries]
    if not entries:
        why = "its lines do not begin with names that come back; write each message as 'Name: text'"
        raise InputError(file.place, why, reason="bad_chat_text")
    stamps = [line.time for line, _ in entries if line.time and DATED.fullmatch(line.time)]
    read = reader(stamps, file.place, day_first=params.chats.day_first)
    said = [_said(line, body, read, file.place) for line, body in entries]
    chats = Talk(file, file.place, file.name, params.chats.time_zone).conversations(said)
    return Parsed(conversations=chats, remarks=(*Remark.of(file.decoded), *_remarks(entries)))


def _entries(text: str, form: str) -> list[tuple[Line, str]]:
    entries: list[tuple[Line, list[str]]] = []
    for line in text.split("\n"):
        head = first_line(line, form) or (news(line) if form in LOGS else None)
        if head is not None and not (head.time is None and NO_NAMES.fullmatch(head.name)):
            entries.append((head, [head.text]))
        elif entries and not RULE.fullmatch(line.strip()):
            entries[-1][1].append(line.rstrip())
    return [(head, "\n".join(lines).strip()) for head, lines in entries]


def _dated(line: Line, day: str) -> Line:
    """Give a line of a log its day; where it has one, its own."""
    if line.time is None or DATED.fullmatch(line.time):
        return line
    return replace(line, time=f"{day} {line.time:0>5}")


def _said(line: Line, body: str, read: Reader, place: str) -> Said:
    is_dated = line.time is not None and DATED.fullmatch(line.time) is not None
    stamp = read(line.time, place) if is_dated else None
    if not line.name:
        return Said("", body, stamp, "service")
    if not body or MEDIA.fullmatch(body):
        return Said(line.name, "", stamp, "media")
    return Said(line.name, body, stamp)


def _remarks(entries: list[tuple[Line, str]]) -> tuple[Remark, ...]:
    if any(line.time and not DATED.fullmatch(line.time) for line, _ in entries):
        why = "its times have no day, so its messages have none; add the date to each line"
        return (Remark(why=why, reason="no_dates"),)
    return ()
