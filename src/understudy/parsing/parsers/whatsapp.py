"""WhatsApp's text export: a chat's menu, "More", "Export chat", without media or with.

One file is one chat. Its name says with whom ("WhatsApp Chat with Anna.txt"); iOS packs a
``_chat.txt`` with the media, and the archive has the name. Android packs its file as well.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import PurePosixPath
from typing import NamedTuple

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Asset, Source
from understudy.parsing.archives import export, member
from understudy.parsing.chats.conversations import Said, Talk
from understudy.parsing.chats.whatsapp.bodies import Bodies, Body, spoken
from understudy.parsing.chats.whatsapp.dates import date_order, moments
from understudy.parsing.chats.whatsapp.lines import Header, header, holds_a_chat
from understudy.parsing.chats.whatsapp.names import IOS_CHAT, is_named, title
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile, Remark
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures

BESIDE = ("__MACOSX/", ".DS_Store")
"""What systems put into archives."""
PICTURES = {".jpg", ".jpeg", ".png", ".webp"}
MANY = 0.1
"""Share of headers of another form from which they are no pasted piece but a second export."""
SENT = {"media", "sticker"}
ME = "] Me: "
"""Who exported a chat of Signal by signal-export, whose headers are much like iOS's."""


Take = Callable[[str], bytes]


@dataclass(slots=True)
class Entries:
    """The messages of a file, and what is none."""

    heads: list[Header]
    bodies: list[str]
    """All the lines of each message."""
    orphaned: list[int]
    """Numbers of the lines above the first header."""
    others: int = 0
    """Lines that have a header's form, but not this export's: somebody pasted them."""


class Read(NamedTuple):
    """What the lines of a file hold."""

    said: list[Said]
    problems: list[Problem]
    remarks: list[Remark]
    notifier: str | None
    """Who seems to say that messages are encrypted."""


@CLUES.register("whatsapp")
def is_whatsapp(file: RawFile) -> bool:
    """Tell an export by the headers of its first messages, or the one chat in an archive."""
    if file.members:
        return _chat_in(file.members) is not None
    named = is_named(file.name)
    if (file.suffix == ".md" and not named) or _is_signal(file.opening):
        return False
    return holds_a_chat(file.opening, is_named=named)


@PARSERS.register("whatsapp")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one chat, from its text or from the archive in which it lies with its media.

    Notices have the kind ``service``, and no author on Android; what was sent without words has
    the kind ``media`` or ``sticker`` and no text, a deleted message no text either. A line without
    a header goes on with the message before. Pictures of an archive are assets of their messages.

    Raises:
        InputError: No line is a header (``bad_whatsapp``), most dates do not exist
            (``bad_date``), day and month cannot be told apart (``ambiguous_dates``), or they are
            of another calendar (``other_calendar``).
    """
    if not file.members:
        return _chat(file, params, {}, None)
    name = _chat_in(file.members)
    if name is None:
        why = "no chat in the archive; export the chat anew"
        raise InputError(file.place, why, reason="bad_whatsapp")
    with file.open() as stream, export(stream, file.place) as archive:
        content = member(archive, name, file.place)
        place = f"{file.place}/{name}"
        source = Source(path=place, sha256=hashlib.sha256(content).hexdigest())
        names = {PurePosixPath(one).name: one for one in archive.namelist()}
        take = partial(member, archive, where=file.place)
        chat = RawFile(source, file.collection, None, content, file.spool)
        return _chat(chat, params, names, take)


def _chat_in(members: frozenset[str]) -> str | None:
    """Return the one chat of an archive, if nothing lies in it but the chat and its media."""
    names = [name for name in members if not name.endswith("/") and not name.startswith(BESIDE)]
    chats = [
        name
        for name in names
        if name.endswith(".txt")
        and (PurePosixPath(name).name == IOS_CHAT or is_named(PurePosixPath(name).stem))
    ]
    if len(chats) != 1:
        return None
    folder = PurePosixPath(chats[0]).parent
    return chats[0] if all(PurePosixPath(name).parent == folder for name in names) else None


def _is_signal(text: str) -> bool:
    first = text.lstrip("\ufeff \n")[:5]
    return first[:1] == "[" and first[1:].isdecimal() and ME in text


def _chat(
    file: RawFile, params: ParseParams, members: Mapping[str, str], take: Take | None
) -> Parsed:
    media = _Media(members, take, Pictures(file, params))
    # What the reading took is gone before the records are made: collecting garbage takes longer
    # the more there is to look at.
    read = _read(file, params, media)
    name = title(file.place, read.notifier)
    chats = file.output("conversations", is_streamed=file.is_streamed)
    for part in Talk(file, name, name, params.chats.time_zone).parts(read.said):
        chats.add(part)
    decoded = () if file.is_lined else Remark.of(file.decoded)
    return Parsed(
        **chats.fields(),
        problems=(*read.problems, *media.problems, *media.pictures.problems),
        attachments=media.pictures.attachments,
        remarks=(*decoded, *read.remarks, *media.remarks()),
    )


def _read(file: RawFile, params: ParseParams, media: "_Media") -> Read:
    entries = _entries(file)
    times, is_guess = _times(file, entries.heads, params.chats.day_first)
    problems = _problems(file, entries, times)
    remarks = _remarks(entries, is_guess=is_guess)
    messages = spoken(entries.bodies)
    del entries  # the headers of a million messages take 300 MB
    bodies = Bodies(frozenset(media.members))
    bodies.learn(messages)
    said = []
    for time, message in zip(times, messages, strict=True):
        if isinstance(time, datetime):
            body = bodies.read(message)
            assets = media.assets(body) if body.kind in SENT or body.file else ()
            said.append(Said(message.author, body.text, time, body.kind, assets=assets))
    return Read(said, problems, remarks, next(iter(bodies.notifiers), None))


def _times(
    file: RawFile, heads: Sequence[Header], day_first: bool | None
) -> tuple[list[datetime | InputError], bool]:
    """Read the times of the messages, each phone's dates in its own order; tell whether a guess."""
    phones = [[head for head in heads if head.form.bracket == bracket] for bracket in (False, True)]
    found: dict[int, datetime | InputError] = {}
    guesses = False
    for some in filter(None, phones):
        order, is_guess = date_order(some, file.place, day_first)
        guesses = guesses or is_guess
        read = moments(some, file.place, order)
        found |= {head.line: time for head, time in zip(some, read, strict=True)}
    return [found[head.line] for head in heads], guesses


def _changes_phone(heads: Sequence[Header]) -> bool:
    """Tell a chat that goes on on another kind of phone from pieces pasted into messages."""
    return sum(one.form.bracket != other.form.bracket for one, other in pairwise(heads)) == 1


def _entries(file: RawFile) -> Entries:
    """Return each message's header and its whole body.

    A header of another form is part of a message: somebody pasted a piece of a chat. Where there
    are many, two exports stand in one file; one phone's lie below the other's, or they were pasted.
    """
    lines = [line.removesuffix("\n") for line in file.lines()]
    heads = [head for number, line in enumerate(lines, 1) if (head := header(line, number))]
    if not heads:
        raise InputError(file.place, "there is no message in it", reason="bad_whatsapp")
    ((form, _),) = Counter(head.form for head in heads).most_common(1)
    alike = [head for head in heads if head.form == form]
    others = len(heads) - len(alike)
    if others > MANY * len(heads):
        is_one_phone = not _changes_phone(heads)
        alike = [one for one in heads if not is_one_phone or one.form.bracket == form.bracket]
        others = len(heads) - len(alike)
    orphaned = [n for n, line in enumerate(lines[: alike[0].line - 1], 1) if line.strip()]
    if len(orphaned) > len(alike):
        why = "most of its lines are no messages of a WhatsApp chat; export it anew"
        raise InputError(file.place, why, reason="bad_whatsapp")
    bodies = []
    ends = [head.line - 1 for head in alike[1:]] + [len(lines)]
    for head, end in zip(alike, ends, strict=True):
        body = head.rest if end == head.line else "\n".join([head.rest, *lines[head.line : end]])
        bodies.append(body.rstrip())
    return Entries(alike, bodies, orphaned, others)


def _problems(
    file: RawFile, entries: Entries, times: Sequence[datetime | InputError]
) -> list[Problem]:
    """Return a problem for each line above all messages, and each message of an impossible date.

    Raises:
        InputError: Most of the dates do not exist (``bad_date``).
    """
    failures = [time for time in times if isinstance(time, InputError)]
    if 2 * len(failures) > len(times):
        raise failures[0]
    why = "no message begins above this line; export the chat anew, or delete the line"
    orphaned = [
        Problem(kind="messages", where=f"{file.place}:{line}", why=why, reason="orphaned")
        for line in entries.orphaned
    ]
    return orphaned + [Problem.of("messages", failure) for failure in failures]


def _remarks(entries: Entries, *, is_guess: bool) -> list[Remark]:
    remarks = []
    if is_guess:
        why = (
            "which number of its dates is the day shows only by which changes more often; set "
            "parse.chats.day_first if the dates are wrong"
        )
        remarks.append(Remark(why=why, reason="dates_guessed"))
    if entries.others:
        why = (
            f"{entries.others} of its lines look like messages of another phone and were read as "
            "pasted text; put two exports into two files"
        )
        remarks.append(Remark(why=why, reason="pasted_headers"))
    return remarks


@dataclass(slots=True)
class _Media:
    """The files that were sent, of which an archive has some or all."""

    members: Mapping[str, str]
    """Name of a file to its name in the archive."""
    take: Take | None
    """Reads a member of the archive; None where there is none."""
    pictures: Pictures
    problems: list[Problem] = field(default_factory=list)
    _unread: int = 0
    _missing: int = 0

    def assets(self, body: Body) -> tuple[Asset, ...]:
        """Return the picture that was sent, if the archive has it and it is one to keep."""
        name = None if body.file is None else self.members.get(body.file)
        if name is None or self.take is None:
            self._missing += body.kind in SENT or body.file is not None
            return ()
        if PurePosixPath(name).suffix.lower() not in PICTURES or body.kind == "sticker":
            self._unread += 1
            return ()
        done = attempt(self.take, name)
        if done.value is None:
            assert done.failure is not None, "there is one or the other"
            self.problems.append(Problem.of("pictures", done.failure))
            return ()
        path = self.pictures.add(done.value, None, body.text)
        return tuple(one for one in self.pictures.assets if one.path == path)

    def remarks(self) -> list[Remark]:
        """Say what was sent and is not here."""
        remarks = []
        if self._missing:
            why = (
                f"{self._missing} pictures, sounds or other files are not in the export; export "
                "the chat with media if they matter"
            )
            remarks.append(Remark(why=why, reason="media_left_out"))
        if self._unread:
            why = (
                f"{self._unread} sounds, films or documents lie in the archive and were not read; "
                "put documents beside it if they matter"
            )
            remarks.append(Remark(why=why, reason="media_unread"))
        return remarks
