"""Conversations from messages: in time order, in parts, with groups that hold still."""

import re
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple, Protocol, TypeVar

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Asset, Clock, Conversation, Message, MessageKind, stable_id
from understudy.parsing.decoding import composed, plain
from understudy.parsing.files import Problem, RawFile, Written

Item = TypeVar("Item")
R = TypeVar("R")

EARLIEST = datetime.min.replace(tzinfo=UTC)
UNIX = re.compile(r"\d+|\d{9,}\.\d+")
"""A Unix time as text."""
MILLISECONDS = 1e11
"""A larger number is no Unix time in seconds before the year 5138."""
PART = 5_000
"""Messages from which a chat is cut at its next silence: stages hold a part at a time."""
LONGEST_PART = 20_000
"""Messages after which it is cut wherever it is."""
FALLS = 4
"""Times that time goes back, and how many more than it goes on, where the newest stands first."""
SILENCE = timedelta(hours=6)
"""After it, hardly anybody answers what was said before."""


class Timed(Protocol):
    """What was said at some time, or at none that is known."""

    @property
    def sent_at(self) -> datetime | None:
        """When it was sent."""


T = TypeVar("T", bound=Timed)


class Said(NamedTuple):
    """A message as a parser finds it."""

    author: str
    text: str
    sent_at: datetime | None = None
    """Aware, or the local time of a clock that tells no zone."""
    kind: MessageKind = "text"
    key: str | int | None = None
    """What other messages call it."""
    answers: str | int | None = None
    """Key of the message that it replies to."""
    account: str | None = None
    """What the app calls the author; two accounts may have one name."""
    assets: tuple[Asset, ...] = ()
    """Pictures that were sent with it."""


@dataclass(slots=True)
class Talk:
    """A chat whose messages are being read.

    Args:
        file: Where it comes from.
        key: What identifies the chat in its source (an id, else a title), the same in every export
            of it; None when there is nothing of the kind: then its content does.
        title: What people call it.
        zone: IANA name of the zone of local times (``parse.chats.time_zone``).
    """

    file: RawFile
    key: str | None
    title: str
    zone: str | None = None
    _names: dict[str, str] = field(default_factory=dict)
    """Account to the name that its messages bear here."""
    _taken: dict[str, str | None] = field(default_factory=dict)
    """Name to its account."""
    _is_local: bool = False
    """Whether a time was one of a clock without a zone."""
    _last: datetime | None = None
    """The local time before, as a moment."""
    _falls: bool = False
    """Whether it was earlier than the one before it: the newest messages stand first."""

    def conversations(self, said: Sequence[Said]) -> tuple[Conversation, ...]:
        """Make conversations of all messages: one, or the parts of a long chat; as `parts`."""
        return tuple(self.parts(said))

    def parts(self, said: Sequence[Said]) -> Iterator[Conversation]:
        """Make the conversations of a chat one by one.

        Yields:
            Messages in time order; equal times, and those without any, stay as they stood.

        Raises:
            InputError: A local time cannot be a moment (``bad_date``).
        """
        ordered = _in_order([self._timed(one) for one in _oldest_first(said)])
        if self.key is None:
            content = [(composed(plain(one.author)), composed(plain(one.text))) for one in ordered]
            self.key = stable_id("chat", content)
        yield from map(self._part, cut(ordered))

    def written(self, said: Iterable[Said]) -> Iterator[Written]:
        """Make lines of messages that are too many to be held, each part in time order.

        The chat needs a key. Raises as `conversations` does.
        """
        for part in cut(self._timed(one) for one in said):
            yield Written.of(self._part(_in_order(part)))

    def _part(self, said: Sequence[Said]) -> Conversation:
        assert self.key is not None
        keys = [one.key for one in said]
        places = {key: i for i, key in enumerate(keys) if key is not None}
        authors = [self._author(one) for one in said]
        answered = [None if one.answers is None else places.get(one.answers) for one in said]
        messages = tuple(
            Message(
                author=author,
                text=composed(plain(one.text)).strip(),
                sent_at=one.sent_at,
                reply_to=answer if answer != i else None,
                kind=one.kind,
                assets=one.assets,
            )
            for i, (one, author, answer) in enumerate(zip(said, authors, answered, strict=True))
        )
        chat = composed(plain(self.key))
        here = set(authors)
        return Conversation(
            id=conversation_id(self.file.place, chat, messages),
            source=self.file.source,
            title=composed(plain(self.title)),
            messages=messages,
            accounts={
                name: account for name, account in self._taken.items() if account and name in here
            },
            clock=self._clock,
            collection=self.file.collection,
            group=f"{self.file.collection}/{chat}",
        )

    def _author(self, said: Said) -> str:
        """Return a name that is no other account's."""
        if said.account is not None and said.account in self._names:
            return self._names[said.account]
        name = composed(plain(said.author)).strip()
        if said.account is None:
            self._taken.setdefault(name, None)
            return name
        if self._taken.get(name) not in {None, said.account}:
            name = f"{name} ({said.account})"
        self._taken[name] = self._names.setdefault(said.account, name) and said.account
        return name

    @property
    def _clock(self) -> Clock:
        return "exact" if not self._is_local else "zone" if self.zone else "unknown"

    def _timed(self, said: Said) -> Said:
        """Write its time in UTC, so that the same moment is the same text and clocks may change."""
        stamp = said.sent_at
        if stamp is None or stamp.tzinfo is UTC:
            return said
        try:
            if stamp.tzinfo is None:
                self._is_local = True
                stamp = self._moment(stamp)
            else:
                stamp = stamp.astimezone(UTC)
        except OverflowError as error:  # the first day of the year 1, in the east
            why = f"{stamp} is no time of a chat"
            raise InputError(self.file.place, why, reason="bad_date") from error
        return said._replace(sent_at=stamp)

    def _moment(self, local: datetime) -> datetime:
        """Tell the moment of a local time.

        In autumn an hour comes twice: what goes back by less than that is of its second time.
        """
        local = local.replace(tzinfo=zoneinfo.ZoneInfo(self.zone) if self.zone else UTC)
        stamp, last = local.astimezone(UTC), self._last
        if last is not None and stamp < last:
            again = local.replace(fold=1).astimezone(UTC)
            if last <= again and not self._falls:
                stamp = again
            else:
                self._falls = True
        elif stamp != last:
            self._falls = False
        self._last = stamp
        return stamp


def each(items: Iterable[Item], read: Callable[[Item], R], problems: list[Problem]) -> Iterator[R]:
    """Yield what can be read of messages; add to the problems why others cannot."""
    for item in items:
        done = attempt(read, item)
        if done.failure is not None:
            problems.append(Problem.of("messages", done.failure))
        elif done.value is not None:
            yield done.value


def conversation_id(place: str, chat: str, messages: Iterable[Message]) -> str:
    """Name a conversation by its file, its chat and its content.

    The content counts: one export may hold two chats of one name.
    """
    content = [(message.author, message.text) for message in messages]
    return stable_id("conversation", place, chat, content)


def moment(value: Any, where: str) -> datetime | None:
    """Read a time: ISO 8601, or seconds or milliseconds since 1970.

    Returns:
        Aware where the value has a zone or is a Unix time; else as it stands; None for an empty
        value.

    Raises:
        InputError: It is no time (``bad_date``).
    """
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str) and not UNIX.fullmatch(value.strip()):
            return datetime.fromisoformat(value.strip())
        seconds = float(value)
        if seconds > MILLISECONDS:
            seconds /= 1000
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, TypeError, OverflowError, OSError) as error:
        why = f"{value!r} is no time in ISO 8601 and no Unix time"
        raise InputError(where, why, reason="bad_date") from error


def _oldest_first(said: Sequence[Said]) -> Sequence[Said]:
    """Turn round what stands newest first: in equal times, and in hours that come twice, it counts.

    By the clock on the wall: some times may have zones.
    """
    times = [one.sent_at.replace(tzinfo=None) for one in said if one.sent_at is not None]
    falls = sum(one > following for one, following in pairwise(times))
    if falls < FALLS or falls < FALLS * sum(one < following for one, following in pairwise(times)):
        return said
    return said[::-1]


def _in_order(said: Sequence[Said]) -> list[Said]:
    """Sort by time; a message without a time stays behind the one before it."""
    keys: list[datetime] = []
    for one in said:
        keys.append(one.sent_at or (keys[-1] if keys else EARLIEST))
    return [said[i] for i in sorted(range(len(said)), key=keys.__getitem__)]


def cut(said: Iterable[T]) -> Iterator[list[T]]:
    """Cut a long chat where nobody spoke for a while."""
    part: list[T] = []
    for one in said:
        if len(part) >= LONGEST_PART or (len(part) >= PART and _is_silence(part[-1], one)):
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def _is_silence(last: Timed, following: Timed) -> bool:
    if last.sent_at is None or following.sent_at is None:
        return False
    return following.sent_at - last.sent_at > SILENCE
