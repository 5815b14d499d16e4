"""Mails: one message (.eml, .msg) or a mailbox of many (.mbox)."""

import re
from collections.abc import Iterator
from functools import partial

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.documents import tidy
from understudy.parsing.enclosed import enclosed, joined, parse_enclosed
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.mail.heads import BOX
from understudy.parsing.mail.outlook import as_mail, is_outlook
from understudy.parsing.mail.parts import Reading, nested, read_message
from understudy.parsing.mail.talks import Letters
from understudy.parsing.mail.text import field
from understudy.parsing.marks import places
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures

MOST_MESSAGES = 500_000
FROM = re.compile(rb"^From ", re.MULTILINE)
HEADER = re.compile(rb"\r?\n>?[!-9;-~]{1,80}:")
ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
UNREAD = "unsupported"
"""Reason of attachments that hold nothing to read: signatures, programs, invitations."""


@PARSERS.register("mail")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document a message: subject, people, date, body, and what was attached.

    Or, by ``parse.mail.form``, one conversation a thread: see `understudy.parsing.mail.talks`.
    Of a body in several forms the plain text is taken. Addresses stay: the clean stage replaces
    them. Pictures are assets, messages within the message are sections, other attachments are
    named at the end and read as files of their own, as if they lay in a folder called like the
    message; those that no parser reads are named only.

    Raises:
        InputError: It is no mail, or none of its messages can be read (``bad_mail``).
    """
    letters: Letters | None = None
    work = partial(_one, file, params)
    if params.mail.form_of(file.collection) == "conversations":
        letters = Letters(file, params)
        work = partial(_letter, letters, file, params)
    if is_outlook(file.data):
        whole = work(as_mail(file.data, file.place), file.place)
        return whole if letters is None else joined([letters.parsed(), whole])
    if not FROM.match(file.data):
        whole = work(file.data, file.place)
        return whole if letters is None else joined([letters.parsed(), whole])
    outcomes = [
        attempt(lambda numbered: work(numbered[1], f"{file.place}#{numbered[0]}"), numbered)
        for numbered in enumerate(_messages(file), 1)
    ]
    read = [done.value for done in outcomes if done.value is not None]
    failures = [done.failure for done in outcomes if done.failure is not None]
    if not read:
        why = f"none of its {len(failures)} messages can be read ({failures[0].why})"
        raise InputError(file.place, why, reason="bad_mail")
    if letters is not None:
        problems = [Problem.of("messages", failure) for failure in failures]
        return joined([letters.parsed(), *read], problems)
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


def _letter(
    letters: Letters, file: RawFile, params: ParseParams, data: bytes, where: str
) -> Parsed:
    """Read a message of a conversation; return what is in the files attached to it."""
    attached = letters.read(data, where)
    files = [enclosed(file, f"{where}/{name}", content, params) for name, content in attached]
    return _with_files(Parsed(), files, params)


def _one(file: RawFile, params: ParseParams, data: bytes, where: str) -> Parsed:
    """Read a message.

    Raises:
        InputError: It has no header, is nested too deeply, or is no text.
    """
    item = where.removeprefix(file.place).removeprefix("#") or None
    message = read_message(data, where)
    reading = Reading(where, Pictures(file, params))
    try:
        reading.message(message, 1)
    except RecursionError as error:
        raise nested(where) from error
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
