"""Messages of Slack: who said what, and of what kind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from understudy.core.errors import InputError
from understudy.core.records import MessageKind
from understudy.parsing.chats.conversations import Said
from understudy.parsing.chats.message_lists import identifier, mapping, named, objects, words
from understudy.parsing.chats.quoted_lines import GLUED, unquoted
from understudy.parsing.chats.slack.blocks import text_of
from understudy.parsing.chats.slack.text import shown

STAMP = re.compile(r"(?P<seconds>\d{9,11})(?:\.(?P<rest>\d{1,6}))?")
SPOKEN = {"", "me_message", "thread_broadcast", "file_share"}
"""Subtypes of messages that people write."""
DELETED = {"tombstone", "message_deleted"}
CALLS = {"huddle_thread", "sh_room_created"}
SHARED = re.compile(r"<@[^<>]{1,100}> (?:uploaded|shared) a file: ")
"""Begins what the app itself wrote of a file until 2018; its sender's words stand in the file."""
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True)
class Names:
    """Who and what is called how, by id."""

    people: dict[str, str] = field(default_factory=dict)
    bots: frozenset[str] = frozenset()
    """Accounts that are no people."""
    channels: dict[str, str] = field(default_factory=dict)


def name_of(user: Mapping[str, Any]) -> str | None:
    """Return the name that the app shows for an entry of ``users.json``, or a ``user_profile``."""
    profile = mapping(user.get("profile")) or dict(user)
    shown_first = named(profile, "display_name", "real_name")
    return shown_first or named(dict(user), "real_name", "name")


def names_in(messages: list[Any]) -> dict[str, str]:
    """Return the names that messages carry of their own authors."""
    found: dict[str, str] = {}
    for one in messages:
        message = mapping(one)
        user, name = identifier(message.get("user")), name_of(mapping(message.get("user_profile")))
        if user and name:
            found.setdefault(user, name)
    return found


def said(item: Any, names: Names, place: str) -> Said:
    """Read a message.

    Raises:
        InputError: It has no ``ts`` (``bad_message``), or its text is none.
    """
    message = mapping(item)
    key = identifier(message.get("ts"))
    found = STAMP.fullmatch(key or "")
    if key is None or found is None:
        why = "a message without a 'ts' such as 1714557600.000100; export the workspace again"
        raise InputError(place, why, reason="bad_message")
    micros = int((found["rest"] or "0").ljust(6, "0"))
    thread = identifier(message.get("thread_ts"))
    kind, text = _content(message, names, f"{place}#{key}")
    account = identifier(message.get("user")) or identifier(message.get("bot_id"))
    return Said(
        author=_author(message, names, account),
        text=text,
        sent_at=datetime.fromtimestamp(int(found["seconds"]), UTC) + timedelta(microseconds=micros),
        kind=kind,
        key=key,
        answers=thread if thread != key else None,
        account=account,
    )


def _author(message: dict[str, Any], names: Names, account: str | None) -> str:
    if account in names.people:
        return names.people[account]
    if account == SLACKBOT:
        return "Slackbot"
    profile = mapping(message.get("bot_profile"))
    return named(message, "username") or named(profile, "name") or account or ""


def _content(message: dict[str, Any], names: Names, where: str) -> tuple[MessageKind, str]:
    # Some clients and apps fill the blocks alone.
    raw = words(message.get("text"), where) or text_of(message.get("blocks"))
    subtype = str(message.get("subtype") or "")
    if subtype in DELETED:
        return "deleted", ""
    if subtype in CALLS:
        return "call", ""
    text = shown(raw, names.people, names.channels)
    if subtype not in SPOKEN or _is_of_a_bot(message, names):
        return "service", text
    if SHARED.match(raw):
        comment = mapping(mapping(message.get("file")).get("initial_comment")).get("comment")
        text = shown(words(comment, where), names.people, names.channels)
    text, quoted = unquoted(text, GLUED)
    if text.strip() or quoted:
        return ("text", text) if text.strip() else ("forwarded", quoted)
    for other in objects(message.get("attachments")):
        if other.get("is_share") or other.get("is_msg_unfurl"):
            quoted = words(other.get("text"), where)
            return "forwarded", shown(quoted, names.people, names.channels)
    return "media", ""


def _is_of_a_bot(message: dict[str, Any], names: Names) -> bool:
    user = identifier(message.get("user"))
    # Apps may write in a person's name: the words are the app's.
    return bool(message.get("bot_id")) or user is None or user in names.bots
