"""Conversations from messages: in time order, with groups that hold still."""

import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from understudy.core.errors import InputError
from understudy.core.records import Conversation, Message, stable_id
from understudy.parsing.decoding import composed, plain
from understudy.parsing.files import RawFile

Kind = Literal["text", "forwarded", "service", "media"]

EARLIEST = datetime.min.replace(tzinfo=UTC)
MILLISECONDS = 1e11
"""A larger number is no Unix time in seconds before the year 5138."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message as a parser finds it."""

    author: str
    text: str
    sent_at: datetime | None = None
    """Aware, or a local time without a zone, which orders messages and is then dropped."""
    kind: Kind = "text"
    key: str | int | None = None
    """What other messages call it."""
    answers: str | int | None = None
    """Key of the message that it replies to."""


def conversation(
    file: RawFile, said: Sequence[Said], *, key: str | None, title: str
) -> Conversation:
    """Make a conversation.

    Args:
        file: Where it comes from.
        said: Its messages, at least one.
        key: What identifies the chat in its source (an id, else a title), the same in every export
            of it; None when there is nothing of the kind: then its content does.
        title: What people call it.

    Returns:
        Messages in time order; equal times, and those without any, stay as they stood.
    """
    said = [said[i] for i in _order([message.sent_at for message in said])]
    places: dict[str | int | None, int] = {
        message.key: i for i, message in enumerate(said) if message.key is not None
    }
    messages = tuple(_message(message, places, i) for i, message in enumerate(said))
    content = [(message.author, message.text) for message in messages]
    chat = composed(plain(key)) if key else stable_id("chat", content)
    return Conversation(
        # The content counts: one export may hold two chats of one name.
        id=stable_id("conversation", file.place, chat, content),
        source=file.source,
        title=composed(plain(title)),
        messages=messages,
        collection=file.collection,
        group=f"{file.collection}/{chat}",
    )


def moment(value: Any, zone: str | None, where: str) -> datetime | None:
    """Read a time: ISO 8601, or seconds or milliseconds since 1970.

    Returns:
        Aware where the value has a zone or the parameter gives one; else as it stands; None for
        an empty value.

    Raises:
        InputError: It is no time (``bad_date``).
    """
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str) and not value.strip().isdecimal():
            return _in_zone(datetime.fromisoformat(value.strip()), zone)
        seconds = float(value)
        if seconds > MILLISECONDS:
            seconds /= 1000
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, TypeError, OverflowError, OSError) as error:
        why = f"{value!r} is no time in ISO 8601 and no Unix time"
        raise InputError(where, why, reason="bad_date") from error


def local(stamp: datetime, zone: str | None, where: str) -> datetime:
    """Give a local time the zone of ``parse.time_zone``, if there is one."""
    try:
        return _in_zone(stamp, zone)
    except OverflowError as error:  # the first day of the year 1, in the east
        raise InputError(where, f"{stamp} is no time of a chat", reason="bad_date") from error


def _in_zone(stamp: datetime, zone: str | None) -> datetime:
    if stamp.tzinfo is None and zone is not None:
        stamp = stamp.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    # UTC, so that the same moment is the same text, and times compare across a change of the clock.
    return stamp if stamp.tzinfo is None else stamp.astimezone(UTC)


def _order(moments: Sequence[datetime | None]) -> list[int]:
    """Return positions in time order; a message without a time stays behind the one before it."""
    keys: list[datetime] = []
    for stamp in moments:
        before = keys[-1] if keys else EARLIEST
        keys.append(before if stamp is None else _comparable(stamp))
    return sorted(range(len(moments)), key=keys.__getitem__)


def _comparable(stamp: datetime) -> datetime:
    return stamp.replace(tzinfo=UTC) if stamp.tzinfo is None else stamp


def _message(said: Said, places: dict[str | int | None, int], own: int) -> Message:
    answered = places.get(said.answers) if said.answers is not None else None
    aware = said.sent_at is not None and said.sent_at.tzinfo is not None
    return Message(
        author=composed(plain(said.author)).strip(),
        text=composed(plain(said.text)).strip(),
        sent_at=said.sent_at if aware else None,
        reply_to=answered if answered != own else None,
        kind=said.kind,
    )
