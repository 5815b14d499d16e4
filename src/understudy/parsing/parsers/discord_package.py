"""Discord's own data package (Settings, Data & Privacy, Request Data): its owner's messages.

Folders were called ``messages`` and are ``Messages``; a channel's was ``123`` and is ``c123``; its
messages were CSV and are JSON. All of these are read, zipped or as single files.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Conversation
from understudy.parsing.archives import export, member
from understudy.parsing.chats.conversations import Said, Talk, each, moment
from understudy.parsing.chats.discord_text import kind_of, shown
from understudy.parsing.chats.message_lists import (
    finished,
    identifier,
    mapping,
    named,
    objects,
    optional_json,
    words,
)
from understudy.parsing.decoding import decode
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile, Remark
from understudy.parsing.json_values import read_json
from understudy.parsing.params import ParseParams

HEADER = ["ID", "Timestamp", "Contents", "Attachments"]
_MESSAGES = re.compile(
    r"(?P<top>(?:[^/]+/){0,3})(?P<folder>c?(?P<id>\d{1,24}))/messages\.(?:csv|json)"
)
_USER = re.compile(r"(?:[^/]+/){0,2}user\.json")
_FOLDER = re.compile(r"c?(\d{1,24})")
OWNER = "You"
"""The author, where the package does not say how its owner is called."""
ALONE = Remark(
    why="Discord's data package holds only its owner's messages, not what others answered; "
    "export the chats with DiscordChatExporter for both sides",
    reason="one_sided",
)
LONGEST_CELL = 10_000_000


@CLUES.register("discord_package")
def is_package(file: RawFile) -> bool:
    """Tell a zipped package, or the messages of one channel out of it."""
    if file.members:
        return any(
            found and f"{found['top']}{found['folder']}/channel.json" in file.members
            for found in map(_MESSAGES.fullmatch, file.members)
        )
    if file.opening.lstrip("\ufeff").partition("\n")[0].strip() == ",".join(HEADER):
        return True
    value = file.glimpse
    first = value[0] if isinstance(value, list) and value else None
    return isinstance(first, dict) and {*HEADER[:3]} <= first.keys()


@PARSERS.register("discord_package")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one conversation a channel, all of one author.

    Raises:
        InputError: It is damaged (``bad_zip``, ``bad_discord``, ``bad_json``), or nobody wrote
            anything (``no_messages``).
    """
    problems: list[Problem] = []
    with file.open() as stream:
        is_zipped = stream.read(2) == b"PK"
    if is_zipped:
        with file.open() as stream, export(stream, file.place) as archive:
            chats = list(_zipped(file, archive, params, problems))
    else:
        chats = list(_single(file, params, problems))
    return finished(file, problems, conversations=chats, remarks=(ALONE,))


@dataclass(frozen=True)
class _Names:
    """Who and what is called how."""

    owner: str = OWNER
    account: str | None = None
    people: dict[str, str] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    """For mentions, without the server."""
    titles: dict[str, str] = field(default_factory=dict)


def _single(file: RawFile, params: ParseParams, problems: list[Problem]) -> Iterator[Conversation]:
    folder = PurePosixPath(file.place).parent.name
    found = _FOLDER.fullmatch(folder)
    read = partial(_said, names=_Names(), place=file.place)
    said = list(each(_messages(file.text, file.place), read, problems))
    title = folder if found else file.name
    if said:
        talk = Talk(file, found[1] if found else None, title, params.chats.time_zone)
        yield from talk.conversations(said)


def _zipped(
    file: RawFile, archive: zipfile.ZipFile, params: ParseParams, problems: list[Problem]
) -> Iterator[Conversation]:
    entries = archive.namelist()
    names = _names(archive, entries, file.place, problems)
    for found in filter(None, map(_MESSAGES.fullmatch, sorted(entries))):
        place = f"{file.place}/{found[0]}"
        done = attempt(partial(_member, archive, file.place), found[0])
        if done.failure is not None:
            problems.append(Problem.of("messages", done.failure))
        read = partial(_said, names=names, place=place)
        said = list(each(done.value or [], read, problems))
        about = f"{found['top']}{found['folder']}/channel.json"
        channel = mapping(optional_json(archive, about, file.place, problems))
        title = names.titles.get(found["id"]) or _title(channel) or found["id"]
        if said:
            yield from Talk(file, found["id"], title, params.chats.time_zone).conversations(said)


def _member(archive: zipfile.ZipFile, where: str, name: str) -> list[Any]:
    place = f"{where}/{name}"
    return _messages(decode(member(archive, name, where), place), place)


def _messages(text: str, where: str) -> list[Any]:
    """Return the messages of a channel.

    Raises:
        InputError: It is neither the list nor the table of a package (``bad_discord``).
    """
    if text.lstrip()[:1] in {"[", "{"}:
        whole = read_json(text, where).whole
        if isinstance(whole, list):
            return whole
    elif text.partition("\n")[0].strip() == ",".join(HEADER):
        return _rows(text, where)
    why = "neither a list of messages nor a table of them; request the package again"
    raise InputError(where, why, reason="bad_discord")


def _rows(text: str, where: str) -> list[Any]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        lines = [line for line in csv.reader(io.StringIO(text, newline="")) if any(line)]
    except csv.Error as error:
        why = f"not a table ({error}); request the package again"
        raise InputError(where, why, reason="bad_discord") from error
    return [dict(zip(HEADER, line, strict=False)) for line in lines[1:]]


def _names(
    archive: zipfile.ZipFile, entries: list[str], where: str, problems: list[Problem]
) -> _Names:
    # Servers have an index of their own, so it is that above the channels.
    tops = [found["top"] for found in map(_MESSAGES.fullmatch, entries) if found]
    index = f"{tops[0]}index.json" if tops else None
    user = next((name for name in sorted(entries) if _USER.fullmatch(name)), None)
    owner = mapping(optional_json(archive, user, where, problems))
    listed = mapping(optional_json(archive, index, where, problems))
    titles = {key: title for key in listed if (title := named(listed, key))}
    account = identifier(owner.get("id"))
    own = named(owner, "global_name", "username") or OWNER
    friends = [mapping(one.get("user")) for one in objects(owner.get("relationships"))]
    people = {
        str(one.get("id")): name
        for one in friends
        if (name := named(one, "global_name", "username"))
    }
    if account:
        people[account] = own
    channels = {key: title.partition(" in ")[0].lstrip("#") for key, title in titles.items()}
    return _Names(own, account, people, channels, titles)


def _title(channel: dict[str, Any]) -> str | None:
    """Name a channel that the index does not list."""
    guild, name = named(mapping(channel.get("guild")), "name"), named(channel, "name")
    return f"{guild} / {name}" if guild and name else name


def _said(item: Any, names: _Names, place: str) -> Said:
    """Read a message.

    Raises:
        InputError: It lacks an id or a time (``bad_message``), or its time is none (``bad_date``).
    """
    message = mapping(item)
    key = identifier(message.get("ID"))
    where = f"{place}#{key}" if key else place
    if key is None or not message.get("Timestamp"):
        why = "a message without an ID or a Timestamp; request the package again"
        raise InputError(where, why, reason="bad_message")
    sent_at = moment(message["Timestamp"], where)
    if sent_at is not None and sent_at.tzinfo is None:
        sent_at = sent_at.replace(tzinfo=UTC)  # JSON leaves out the offset that CSV had
    text = shown(words(message.get("Contents"), where), names.people, names.channels)
    kind, own = kind_of(text)
    return Said(names.owner, own, sent_at, kind, key, account=names.account)
