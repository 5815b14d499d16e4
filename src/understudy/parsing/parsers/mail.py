"""Mails: one message (.eml) or a mailbox of many (.mbox)."""

import re
from collections.abc import Iterator
from email.feedparser import BytesFeedParser
from email.message import Message
from functools import partial
from pathlib import PurePosixPath
from typing import Any, cast

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.documents import tidy
from understudy.parsing.enclosed import enclosed, joined, parse_enclosed
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.mail.heads import BOX, KNOWN
from understudy.parsing.mail.text import (
    Limited,
    Mail,
    content_of,
    date_of,
    field,
    file_name,
    html_text,
    text_of,
)
from understudy.parsing.marks import mark, places
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures

MOST_PARTS = 2000
DEEPEST = 50
"""Messages and multiparts within each other."""
MOST_WORK = 50_000_000
"""Lines times multiparts: for every line the reader asks each multipart around it whether it ends;
this many questions take six seconds."""
MOST_MESSAGES = 500_000
CONTAINER = re.compile(rb"(?<![^\r\n])content-type:\s*(?:multipart|message)/", re.IGNORECASE)
FROM = re.compile(rb"^From ", re.MULTILINE)
HEADER = re.compile(rb"\r?\n>?[!-9;-~]{1,80}:")
ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
UNREAD = "unsupported"
"""Reason of attachments that hold nothing to read: signatures, programs, invitations."""
TEXTS = {"text/plain", "text/markdown", "text/html"}


@PARSERS.register("mail")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document a message: subject, people, date, body, and what was attached.

    Of a body in several forms the plain text is taken. Addresses stay: the clean stage replaces
    them. Pictures are assets, messages within the message are sections, other attachments are
    named at the end and read as files of their own, as if they lay in a folder called like the
    message; those that no parser reads are named only.

    Raises:
        InputError: It is no mail, or none of its messages can be read (``bad_mail``).
    """
    if not FROM.match(file.data):
        return _one(file, params, file.data, None)
    outcomes = [
        attempt(lambda numbered: _one(file, params, numbered[1], str(numbered[0])), numbered)
        for numbered in enumerate(_messages(file), 1)
    ]
    read = [done.value for done in outcomes if done.value is not None]
    failures = [done.failure for done in outcomes if done.failure is not None]
    if not read:
        why = f"none of its {len(failures)} messages can be read ({failures[0].why})"
        raise InputError(file.place, why, reason="bad_mail")
    return joined(read, [Problem.of("documents", failure) for failure in failures])


def _messages(file: RawFile) -> Iterator[bytes]:
    """Cut a mailbox before each ``From `` line that begins a message.

    It stands behind a blank line and gives a date, or header fields follow it: programs that do
    not write ``>From`` within messages leave sentences that begin so.
    """
    data = file.data
    starts = [found.start() for found in FROM.finditer(data) if _begins(data, found.start())]
    if len(starts) > MOST_MESSAGES:
        why = f"{len(starts)} messages, more than {MOST_MESSAGES}; split the mailbox"
        raise InputError(file.place, why, reason="too_large")
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        first = data.find(b"\n", start, end)
        yield ESCAPED.sub(rb"\1", data[first + 1 : end]) if first >= 0 else b""


def _begins(data: bytes, start: int) -> bool:
    if start == 0:
        return True
    if data[max(0, start - 4) : start].replace(b"\r", b"")[-2:] != b"\n\n":
        return False
    line = data[start : start + 300].split(b"\n", 1)[0].rstrip(b"\r")
    if BOX.match(line.decode("latin-1")) is None:
        return False
    dated = len(line.split()) > 2
    return dated or HEADER.match(data, start + len(line)) is not None


def _one(file: RawFile, params: ParseParams, data: bytes, item: str | None) -> Parsed:
    """Read a message.

    Raises:
        InputError: It has no header, is nested too deeply, or is no text.
    """
    where = file.place if item is None else f"{file.place}#{item}"
    message = read_message(data, where)
    reading = _Reading(where, Pictures(file, params))
    try:
        reading.message(message, 1)
    except RecursionError as error:
        raise _nested(where) from error
    if reading.named:
        reading.add("Attachments:\n\n" + "\n".join(reading.named))
    text = tidy("\n\n".join(reading.blocks))
    shown = places("\n\n".join(reading.marked), text)
    own = reading.pictures.parsed(text, shown, title=field(message, "subject"), item=item)
    files = [enclosed(file, f"{where}/{name}", data, params) for name, data in reading.files]
    return _with_files(own, files, params) if files else own


def _with_files(own: Parsed, files: list[RawFile], params: ParseParams) -> Parsed:
    """Add what is in attached files; what is wrong with one of them is a problem of its own."""
    read = partial(parse_enclosed, params=params, but=("archive", "mail"))
    outcomes = [attempt(read, one) for one in files]
    failures = [done.failure for done in outcomes if done.failure is not None]
    problems = [Problem.of("documents", one) for one in failures if one.reason != UNREAD]
    return joined([own, *(done.value for done in outcomes if done.value is not None)], problems)


def read_message(data: bytes, where: str) -> Mail:
    """Read a message with all its parts.

    Raises:
        InputError: It has no header, or is nested too deeply (``bad_mail``).
    """
    lines = data.count(b"\n") + data.count(b"\r")  # either alone ends a line, too
    if lines * sum(1 for _ in CONTAINER.finditer(data)) > MOST_WORK:
        raise _nested(where)
    parts = 0

    def made(policy: Any = None) -> Mail:
        nonlocal parts
        parts += 1
        if parts > MOST_PARTS:
            raise _nested(where)
        return Message(policy)

    parser = BytesFeedParser(policy=Limited(message_factory=made))
    try:
        parser.feed(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
        message: Mail = parser.close()
    except RecursionError as error:
        raise _nested(where) from error
    if not {key.lower() for key, _ in message.raw_items()} & KNOWN:
        why = "it does not begin with header fields such as From: and Subject:, so it is no mail"
        raise InputError(where, why, reason="bad_mail")
    return message


def _nested(where: str) -> InputError:
    why = f"it has more than {MOST_PARTS} parts, or parts nested more than {DEEPEST} deep"
    return InputError(where, why, reason="bad_mail")


class _Reading:
    """Collects what a message says, part after part."""

    def __init__(self, where: str, pictures: Pictures) -> None:
        self._where = where
        self.blocks: list[str] = []
        self.marked: list[str] = []
        """The same with marks of pictures."""
        self.named: list[str] = []
        """Lines of the closing list."""
        self.files: list[tuple[str, bytes]] = []
        """Names and contents of what is attached, but for pictures."""
        self.pictures = pictures
        self._level = 0
        """Messages around the part that is being read, its own too."""

    def add(self, block: str, marked: str | None = None) -> None:
        """Add a paragraph or several, and the same with marks."""
        if block:
            self.blocks.append(block)
        self.marked.append(marked or block)

    def message(self, message: Mail, depth: int) -> None:
        """Add a message, or one within it as a section."""
        self._level += 1
        heading = f"{'#' * min(self._level, 6)} {field(message, 'subject')}".rstrip()
        if heading.strip("#"):
            self.add(heading)
        facts = {
            "From": field(message, "from"),
            "To": field(message, "to"),
            "Date": date_of(message),
        }
        if said := [f"{name}: {value}" for name, value in facts.items() if value]:
            self.add("\n".join(said))
        self._part(message, depth, spoken=True)
        self._level -= 1

    def _part(self, part: Mail, depth: int, *, spoken: bool) -> None:
        """Add a part; of one that is not spoken only attachments count."""
        if depth > DEEPEST:
            raise _nested(self._where)
        kind = part.get_content_type()
        children = _children(part)
        if kind == "multipart/alternative" and children:
            best = min(children, key=_preference)
            for child in children:
                self._part(child, depth + 1, spoken=spoken and child is best)
        elif kind == "message/delivery-status":
            self._status(children, spoken=spoken)
        elif kind.startswith("message/") and children:
            for child in children if spoken else []:
                self.message(child, depth + 1)
        elif children:
            for child in children:
                self._part(child, depth + 1, spoken=spoken)
        else:
            self._leaf(part, kind, spoken=spoken)

    def _leaf(self, part: Mail, kind: str, *, spoken: bool) -> None:
        """Add a text, or keep a file."""
        if kind not in TEXTS or _is_file(part):
            if not kind.startswith("multipart/"):
                self._attach(part, kind)
        elif spoken:
            self._say(part, kind)

    def _say(self, part: Mail, kind: str) -> None:
        text = text_of(part, self._where)
        said, marked = text, ""
        if kind == "text/html" and text.strip():
            said, marked = html_text(text, self._where, self.pictures)
        if said.strip() or marked.strip():
            self.add(said.strip("\n"), marked.strip("\n"))

    def _status(self, fields: list[Mail], *, spoken: bool) -> None:
        """Say why a message came back; its reports are header fields."""
        names = [(one, key) for one in fields for key, _ in one.raw_items()]
        if spoken and names:
            self.add("\n".join(f"{key}: {field(one, key.lower())}" for one, key in names))

    def _attach(self, part: Mail, kind: str) -> None:
        content = content_of(part)
        name = file_name(part)
        picture = kind.startswith("image/") and bool(content)
        if picture:
            self.add("", mark(self.pictures.add(content, kind, None)))
        if name and content and not picture:
            self.files.append((PurePosixPath(name.replace("\\", "/")).name, content))
        if not picture or (name and part.get_content_disposition() == "attachment"):
            self.named.append(f"- {name or kind} ({len(content)} bytes)")


def _children(part: Mail) -> list[Mail]:
    # Only of several parts: else the standard library decodes text by whatever charset it names.
    return cast("list[Mail]", part.get_payload()) if part.is_multipart() else []


def _is_file(part: Mail) -> bool:
    disposition = part.get_content_disposition()
    return disposition == "attachment" or (disposition is None and bool(part.get_filename()))


def _preference(part: Mail) -> int:
    """Rank a form of the body: plain text that says something, then HTML, then anything."""
    kinds = [one.get_content_type() for one in part.walk()]
    if "text/plain" in kinds:
        texts = (one for one in part.walk() if one.get_content_type() == "text/plain")
        if any(content_of(one).strip() for one in texts):
            return 0
    return 1 if "text/html" in kinds else 2
