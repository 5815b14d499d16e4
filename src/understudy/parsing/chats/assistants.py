"""What the exports of chats with assistants have in common: branches, and who speaks."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Conversation
from understudy.parsing.chats.conversations import Said, Talk
from understudy.parsing.chats.export_members import is_large, members, values
from understudy.parsing.files import Parsed, Problem, RawFile, Remark, Written
from understudy.parsing.params import ParseParams

HUMAN = "user"
"""Author of what the owner of the export wrote, whatever the app calls this side."""
ASSISTANT = "assistant"
DATA = re.compile(r"conversations(?:[-_]\d+)?\.json")
"""Names of the files with the chats; other members of the archive are of no use, or show them once
more (``chat.html``)."""


@dataclass(slots=True)
class Chat:
    """A chat as an app's reader finds it."""

    key: str | None
    title: str
    said: list[Said]
    branches: int = 0
    """Messages on branches that were left."""
    unknown: list[str] = field(default_factory=list)
    """Kinds of content that were not understood."""
    problems: list[InputError] = field(default_factory=list)


Reader = Callable[[dict[str, Any], str], Chat]
"""From a conversation of the export, and its place, to the chat."""


def read_all(file: RawFile, params: ParseParams, app: str, read: Reader) -> Parsed:
    """Read all the conversations of an export, one at a time.

    Args:
        file: The export: a JSON file, or the archive as it was downloaded.
        params: The stage's.
        app: Its name, for messages.
        read: Reads one conversation; raises ``InputError`` for one that cannot be used.

    Raises:
        InputError: No chat in it has a message (``no_messages``), or all of it is damaged.
    """
    gathered = _Gathered(file, params)
    with members(file, DATA) as found:
        for data in found:
            if isinstance(data, InputError):
                gathered.fail("conversations", data)
                continue
            for number, value in enumerate(values(data), 1):
                gathered.add(value, f"{data.place}:{number}", read)
    return gathered.parsed(app)


class _Gathered:
    def __init__(self, file: RawFile, params: ParseParams) -> None:
        self._file = file
        self._zone = params.chats.time_zone
        self._is_large = is_large(file)
        self._chats: list[Conversation] = []
        self._written: list[Written] = []
        self._problems: list[Problem] = []
        self._branches = 0
        self._unknown: Counter[str] = Counter()

    def fail(self, kind: Any, failure: InputError) -> None:
        """Keep what could not be read."""
        self._problems.append(Problem.of(kind, failure))

    def add(self, value: Any, place: str, read: Reader) -> None:
        """Read a conversation, or keep why it cannot be read; one without messages is nothing."""
        done = attempt(partial(self._read, place=place, read=read), value)
        if done.failure is not None:
            self.fail("conversations", done.failure)
        for chat in done.value or ():
            if self._is_large:
                self._written.append(Written.of(chat))
            else:
                self._chats.append(chat)

    def parsed(self, app: str) -> Parsed:
        """Return all of it; raises ``InputError`` when there is no message."""
        found = Parsed(
            conversations=tuple(self._chats),
            written=tuple(self._written),
            problems=tuple(self._problems),
            remarks=tuple(self._remarks()),
        )
        if not found.messages:
            first = self._problems[0] if self._problems else None
            cause = f" ({first.why})" if first else ""
            why = f"no chat of this {app} export has a message{cause}; export it anew"
            reason = first.reason if first else "no_messages"
            raise InputError(self._file.place, why, reason=reason)
        return found

    def _read(self, value: Any, place: str, read: Reader) -> tuple[Conversation, ...]:
        if isinstance(value, InputError):
            raise value
        if not isinstance(value, dict):
            why = f"a conversation is {type(value).__name__}, not an object"
            raise InputError(place, why, reason="bad_conversation")
        chat = read(value, place)
        for problem in chat.problems:
            self.fail("messages", problem)
        self._branches += chat.branches
        self._unknown.update(chat.unknown)
        if not chat.said:
            return ()
        talk = Talk(self._file, chat.key, chat.title, self._zone)
        return talk.conversations(in_given_order(chat.said))

    def _remarks(self) -> Iterator[Remark]:
        if self._branches:
            why = (
                f"{self._branches} messages of other branches (answers that were made anew, "
                "questions that were changed) were left out; each chat is read as the app shows it"
            )
            yield Remark(why=why, reason="other_branches")
        if self._unknown:
            kinds = ", ".join(sorted(self._unknown)[:5])
            why = (
                f"{self._unknown.total()} messages have content of a kind that is not known "
                f"({kinds}), and count as nobody's words; look whether they matter"
            )
            yield Remark(why=why, reason="unknown_content")


def in_given_order(said: Sequence[Said]) -> list[Said]:
    """Return messages whose order the app itself gives, with times that agree with it.

    An answer never stands before its question: a time that is before the last one becomes the
    last one. Clocks of servers differ by fractions of a second.
    """
    ordered, last = [], None
    for one in said:
        last = _later(last, one.sent_at)
        ordered.append(one if one.sent_at is None else one._replace(sent_at=last))
    return ordered


def _later(last: datetime | None, following: datetime | None) -> datetime | None:
    if last is None or following is None:
        return last or following
    if (last.tzinfo is None) != (following.tzinfo is None):
        return following
    return max(last, following)


def path_to(leaf: str, parents: Mapping[str, str | None]) -> list[str]:
    """Return the way from the root to a leaf; a circle ends it."""
    path: dict[str, None] = {}
    at: str | None = leaf
    while at is not None and at in parents and at not in path:
        path[at] = None
        at = parents[at]
    return [*path][::-1]
