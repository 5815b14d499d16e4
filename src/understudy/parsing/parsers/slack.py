"""Slack's export (Workspace settings, Import/Export data, Export): a ZIP, or days out of it.

Also the channels that the program slackdump and the API's ``conversations.history`` write: an
object with ``messages`` of the same form.
"""

import re
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Conversation
from understudy.parsing.archives import export
from understudy.parsing.chats.conversations import Said, Talk, each
from understudy.parsing.chats.message_lists import (
    finished,
    identifier,
    mapping,
    member_json,
    named,
    objects,
    optional_json,
)
from understudy.parsing.chats.slack.messages import SLACKBOT, STAMP, Names, name_of, names_in, said
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile, Remark
from understudy.parsing.params import ParseParams

LISTS = ("channels", "groups", "dms", "mpims")
"""Public and private channels, chats of two, chats of more."""
_LIST = re.compile(r"(?P<top>(?:[^/]+/)?)(?:channels|groups|dms|mpims)\.json")
_DAY = re.compile(r"(?P<top>(?:[^/]+/)?)(?P<folder>[^/]+)/\d{4}-\d\d-\d\d\.json")
NAMELESS = Remark(
    why="messages of Slack without its users.json: people may be called by their ids; "
    "give the ZIP as it came, which keeps names and what channels are called",
    reason="no_names",
)


@CLUES.register("slack")
def is_slack(file: RawFile) -> bool:
    """Tell the archive by its lists and days; a day by the times that Slack gives messages."""
    if file.members:
        return _top(file.members) is not None
    value = _listed(file.glimpse)
    first = mapping(value[0]) if isinstance(value, list) and value else {}
    stamp = first.get("ts")
    is_stamp = isinstance(stamp, str) and "." in stamp and STAMP.fullmatch(stamp) is not None
    return is_stamp and (first.get("type") == "message" or "user" in first)


def _top(members: frozenset[str]) -> str | None:
    """Return the folder that an export is in, with its slash; None when there is no export."""
    days = {found["top"] for found in map(_DAY.fullmatch, members) if found}
    lists = {found["top"] for found in map(_LIST.fullmatch, members) if found}
    both = sorted(top for top in days & lists if top != "__MACOSX/")
    return both[0] if both else None


@PARSERS.register("slack")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one conversation a channel, its days joined; answers in a thread answer its beginning.

    What bots, apps and Slack itself say has the kind ``service``. Channels are known by their ids.

    Raises:
        InputError: It is damaged (``bad_zip``, ``bad_slack``, ``bad_json``), or nobody wrote
            anything (``no_messages``).
    """
    problems: list[Problem] = []
    with file.open() as stream:
        is_zipped = stream.read(2) == b"PK"
    if not is_zipped:
        chats = list(_day(file, params, problems))
        return finished(file, problems, conversations=chats, remarks=(NAMELESS,))
    top = _top(file.members)
    if top is None:
        why = "no Slack export, which has days of channels and a list of these; export it again"
        raise InputError(file.place, why, reason="bad_slack")
    with file.open() as stream, export(stream, file.place) as archive:
        chats = list(_Workspace(file, archive, top, problems).conversations(params))
    return finished(file, problems, conversations=chats)


def _listed(value: Any) -> Any:
    """Return the messages of a day, or of a channel with its threads inside their beginnings."""
    if not isinstance(value, dict) or not isinstance(value.get("messages"), list):
        return value
    return [
        said
        for one in value["messages"]
        for said in (one, *objects(mapping(one).get("slackdump_thread_replies")))
    ]


def _day(file: RawFile, params: ParseParams, problems: list[Problem]) -> Iterator[Conversation]:
    whole = file.json.whole
    messages = _listed(whole)
    if not isinstance(messages, list):
        why = "a day of a Slack export is a list of messages; export the workspace again"
        raise InputError(file.place, why, reason="bad_slack")
    read = partial(said, names=Names(people=names_in(messages)), place=file.place)
    found = list(each(messages, read, problems))
    folder = PurePosixPath(file.place).parent.name or None
    key = named(mapping(whole), "channel_id") or (folder if whole is messages else file.name)
    title = named(mapping(whole), "name") or key or file.name
    if found:
        yield from Talk(file, key, title, params.chats.time_zone).conversations(found)


class _Workspace:
    """Reads the channels of an archive."""

    def __init__(
        self, file: RawFile, archive: zipfile.ZipFile, top: str, problems: list[Problem]
    ) -> None:
        self._file, self._archive, self._top = file, archive, top
        self._problems = problems
        users = self._list("users") + self._list("org_users")
        self._people = {
            user: name
            for one in users
            if (user := identifier(one.get("id"))) and (name := name_of(one))
        }
        bots = {identifier(one.get("id")) for one in users if one.get("is_bot") is True}
        self._bots = frozenset(one for one in bots if one) | {SLACKBOT}
        self._channels: dict[str, str] = {}
        self._listed: dict[str, tuple[str, str]] = {}
        """Folder to the channel's id and title."""
        for kind in LISTS:
            self._take(self._list(kind), is_direct=kind in {"dms", "mpims"})

    def conversations(self, params: ParseParams) -> Iterator[Conversation]:
        """Read all channels, one at a time."""
        days: dict[str, list[str]] = {}
        for name in sorted(set(self._archive.namelist())):
            found = _DAY.fullmatch(name)
            if found and found["top"] == self._top:
                days.setdefault(found["folder"], []).append(name)
        for folder, names in days.items():
            key, title = self._listed.get(folder, (folder, folder))
            found_said = self._said(names)
            if found_said:
                yield from Talk(self._file, key, title, params.chats.time_zone).conversations(
                    found_said
                )

    def _said(self, days: list[str]) -> list[Said]:
        read_days = [(name, self._messages(name)) for name in days]
        carried = names_in([one for _, messages in read_days for one in messages])
        names = Names({**carried, **self._people}, self._bots, self._channels)
        return [
            one
            for name, messages in read_days
            for one in each(
                messages,
                partial(said, names=names, place=f"{self._file.place}/{name}"),
                self._problems,
            )
        ]

    def _messages(self, name: str) -> list[Any]:
        done = attempt(self._day, name)
        if done.failure is not None:
            self._problems.append(Problem.of("messages", done.failure))
        return done.value or []

    def _day(self, name: str) -> list[Any]:
        messages = member_json(self._archive, name, self._file.place)
        if not isinstance(messages, list):
            why = "a day is a list of messages; export the workspace again"
            raise InputError(f"{self._file.place}/{name}", why, reason="bad_slack")
        return messages

    def _list(self, kind: str) -> list[dict[str, Any]]:
        name = f"{self._top}{kind}.json"
        return objects(optional_json(self._archive, name, self._file.place, self._problems))

    def _take(self, channels: list[dict[str, Any]], *, is_direct: bool) -> None:
        """Keep what channels are called: those of few people, like these."""
        for one in channels:
            key, name = identifier(one.get("id")), named(one, "name")
            members = one.get("members")
            people = [
                self._people.get(str(member), str(member))
                for member in (members if isinstance(members, list) else [])
            ]
            title = (", ".join(people) if is_direct else None) or name or key
            if key is None or title is None:
                continue
            if name and not is_direct:
                self._channels[key] = name
            self._listed.setdefault(key, (key, title))
            if name:
                self._listed[name] = (key, title)
