"""DiscordChatExporter's CSV and TXT: one channel a file, with less in it than in JSON."""

import csv
import io
import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from understudy.core.errors import InputError
from understudy.parsing.chats.conversations import Said, Talk, each
from understudy.parsing.chats.discord_text import kind_of, shown
from understudy.parsing.chats.message_lists import finished
from understudy.parsing.chats.written_dates import MONTHS
from understudy.parsing.chats.written_times import ISO, Reader, reader, written
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile, Remark
from understudy.parsing.params import ParseParams

HEADER = "AuthorID,Author,Date,Content,Attachments,Reactions"
LONGEST_CELL = 10_000_000
_DAY = re.compile(
    r"(\d{1,4})([./ -]) ?(\d{1,2}|[A-Za-z]{3})\2 ?(\d{2,4})\.?(?:,| г\.,?)? +(?=\d)", re.ASCII
)
_RULE = re.compile(r"={60,64}")
_GUILD = re.compile(r"Guild: (.*)")
_CHANNEL = re.compile(r"Channel: (.*)")
_HEAD = re.compile(r"\[(?P<date>[^\]\n]{8,40})\] (?P<author>.*?)(?: \(pinned\))?")
_EXTRA = re.compile(r"\{(Attachments|Embed|Stickers|Reactions)\}")
_NUMBER = re.compile(r"\s*\[(\d{5,24})\].*")
"""The channel's id in the name that the exporter gives a file, and what follows."""
_OLD_NAME = re.compile(r"#\d{4}$")
_NOTICE = re.compile(
    r"Joined the server\.|Left the group\.|Pinned a message\.|Changed the channel icon\."
    r"|Started a thread\.|(?:Added|Removed) .{1,200} (?:to|from) the group\."
    r"|Changed the channel name: .{1,200}\."
)
"""All that the exporter writes where the app itself says something."""
_CALL = re.compile(r"Started a call that lasted [\d,.\s]{1,12} minutes\.")
FEWER = Remark(
    why="DiscordChatExporter's CSV and TXT tell neither bots nor answers, nor most of what was "
    "forwarded; export the channel as JSON for these",
    reason="plain_export",
)


class _Line(NamedTuple):
    """A message as it stands."""

    number: int
    account: str | None
    author: str
    date: str
    content: str
    extras: frozenset[str]


@CLUES.register("discord_plain")
def is_plain(file: RawFile) -> bool:
    """Tell a table by its header, a text by the lines above its messages."""
    lines = file.opening.lstrip("\ufeff").split("\n", 3)
    lines = [line.strip() for line in lines]
    return lines[0].replace('"', "") == HEADER or (
        len(lines) > 3
        and _RULE.fullmatch(lines[0]) is not None
        and lines[1].startswith("Guild: ")
        and lines[2].startswith("Channel: ")
    )


@PARSERS.register("discord_plain")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read a channel: a conversation, or the parts of a long one.

    Most versions write local times without their zone. Numbers of old names (``ann#0042``) are left
    out.

    Raises:
        InputError: It is no export (``bad_discord``), day and month cannot be told apart
            (``ambiguous_dates``), or it has no messages (``no_messages``).
    """
    is_table = file.text.partition("\n")[0].strip().replace('"', "") == HEADER
    lines = list(_rows(file) if is_table else _paragraphs(file))
    stamps = [line.date for line in lines]
    clock = reader(stamps, file.place, day_first=params.chats.day_first)
    problems: list[Problem] = []
    read = partial(_said, place=file.place, clock=clock)
    said = list(each(lines, read, problems))
    key, title = _names(file, is_table=is_table)
    chats = Talk(file, key, title, params.chats.time_zone).conversations(said)
    remarks = (*Remark.of(file.decoded), FEWER)
    return finished(file, problems, conversations=chats, remarks=remarks)


def _names(file: RawFile, *, is_table: bool) -> tuple[str, str]:
    """Return what identifies the channel, and what it is called."""
    found = _NUMBER.search(file.name)
    title = (file.name[: found.start()] if found else file.name).strip() or file.name
    if not is_table:
        head = file.text[:2000]
        parts = [one[1].strip() for rule in (_GUILD, _CHANNEL) if (one := rule.search(head))]
        if parts and parts[0] == "Direct Messages":
            parts = [part.rpartition("/")[2].strip() for part in parts[1:]]
        title = " / ".join(part for part in parts if part) or title
    return (found[1] if found else title), title


def _rows(file: RawFile) -> Iterator[_Line]:
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(io.StringIO(file.text, newline=""))
    try:
        for cells in rows:
            if not any(cells) or cells[0] == "AuthorID":
                continue
            account, author, date, content, attachments, *_ = [*cells, "", "", "", "", ""]
            extras = frozenset({"Attachments"} if attachments else ())
            yield _Line(rows.line_num, account or None, author, _date(date), content, extras)
    except csv.Error as error:
        why = f"not a table ({error}); export the channel again"
        raise InputError(file.place, why, reason="bad_discord") from error


def _paragraphs(file: RawFile) -> Iterator[_Line]:
    head: tuple[int, str, str] | None = None
    body: list[str] = []
    for number, line in enumerate(file.text.split("\n"), 1):
        if _RULE.fullmatch(line.strip()) and (head is None or not _is_open(body)):
            if head is not None:
                break
            continue
        found = _HEAD.fullmatch(line.rstrip())
        if found and _is_date(date := _date(found["date"])):
            if head is not None:
                yield _paragraph(head, body)
            head, body = (number, found["author"], date), []
        elif head is not None:
            body.append(line)
    if head is None:
        why = "no line in it begins a message; export the channel again"
        raise InputError(file.place, why, reason="bad_discord")
    yield _paragraph(head, body)


def _is_open(body: list[str]) -> bool:
    """Tell whether a rule may belong to a message: the last one of the file stands apart."""
    return not body or body[-1].strip() != ""


def _date(said: str) -> str:
    """Write a date as all chats do: each computer's settings write it differently."""
    said = " ".join(said.split())
    found = _DAY.match(said)
    if found is None:
        return said
    day, mark, month, year = found.groups()
    if not month.isdecimal():
        numbers = (at for at, names in enumerate(MONTHS, 1) if month.lower() in names.split())
        month, mark = str(next(numbers, month)), "."
        year = year if len(year) == 4 else f"20{year[-2:]}"
    mark = "." if mark == " " else mark
    return f"{day}{mark}{month}{mark}{year} {said[found.end() :]}"


def _is_date(said: str) -> bool:
    return written(said) is not None or ISO.fullmatch(said) is not None


def _paragraph(head: tuple[int, str, str], body: list[str]) -> _Line:
    number, author, date = head
    at = next((i for i, line in enumerate(body) if _EXTRA.fullmatch(line.strip())), len(body))
    marks = (_EXTRA.fullmatch(line.strip()) for line in body[at:])
    extras = frozenset(mark[1] for mark in marks if mark)
    return _Line(number, None, author, date, "\n".join(body[:at]).strip(), extras)


def _said(line: _Line, place: str, clock: Reader) -> Said:
    """Read a message.

    Raises:
        InputError: It lacks a part (``bad_message``), or its time is none (``bad_date``).
    """
    where = f"{place}:{line.number}"
    if not line.author or not line.date:
        why = "a message without an author or a date; export the channel again"
        raise InputError(where, why, reason="bad_message")
    sent_at = clock(line.date, where)
    author, content = _OLD_NAME.sub("", line.author), line.content
    if _CALL.fullmatch(content):
        return Said(author, "", sent_at, "call", account=line.account)
    if _NOTICE.fullmatch(content):
        return Said(author, content, sent_at, "service", account=line.account)
    kind, text = kind_of(shown(content, {}, {}), has_sticker="Stickers" in line.extras)
    return Said(author, text, sent_at, kind, account=line.account)
