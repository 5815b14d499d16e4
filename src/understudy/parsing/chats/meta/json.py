"""A chat of Facebook, Messenger or Instagram in JSON, in both of its forms.

``message_1.json`` of the account's export has ``sender_name``, ``timestamp_ms`` and ``content``;
the separate export of end-to-end encrypted chats has ``senderName``, ``timestamp`` and ``text``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from understudy.core.errors import InputError
from understudy.core.records import MessageKind
from understudy.parsing.chats.conversations import Said, each, moment
from understudy.parsing.chats.line_edges import bare
from understudy.parsing.chats.meta.sentences import app_kind, is_somebody, mended, named
from understudy.parsing.files import Problem

NUMBERED = re.compile(r"_\d+$")
"""What the export of encrypted chats appends to their names."""
MEDIA = {
    *("photos", "videos", "audio_files", "gifs", "files", "sticker", "share", "media"),
    *("location", "plan", "payment", "note", "product"),
}
"""Fields of what is no words."""
SERVICE_TYPES = {"Subscribe", "Unsubscribe", "Plan", "Payment", "placeholder"}


@dataclass(slots=True)
class Thread:
    """A chat as far as its files tell, oldest message first."""

    title: str
    key: str | None
    """None where a file tells neither a path nor names."""
    said: list[Said] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def looks_like_meta(value: Any) -> bool:
    """Tell a chat of either form by its first messages."""
    if not isinstance(value, dict) or not isinstance(value.get("messages"), list):
        return False
    if "participants" in value and ("thread_path" in value or "threadName" in value):
        return True
    return any(
        isinstance(one, dict)
        and (
            {"sender_name", "timestamp_ms"} <= one.keys()
            or {"senderName", "timestamp"} <= one.keys()
        )
        for one in value["messages"]
    )


def read_thread(value: Any, where: str) -> Thread:
    """Read one file of a chat.

    Args:
        value: Its JSON.
        where: Its place, for messages.

    Raises:
        InputError: It is no chat of Meta's (``bad_meta``).
    """
    if not isinstance(value, dict) or not isinstance(value.get("messages"), list):
        why = "no list 'messages' in it, so it is no chat of Facebook or Instagram; leave it out"
        raise InputError(where, why, reason="bad_meta")
    people = participants(value.get("participants"))
    title = _title(value, people)
    thread = Thread(title=title, key=_key(value, people, title))
    numbered = reversed(list(enumerate(value["messages"], 1)))
    placed = ((item, f"{where}#{number}") for number, item in numbered)
    thread.said.extend(each(placed, _said, thread.problems))
    return thread


def participants(value: Any) -> list[str]:
    """Return the names of a list of names, or of objects with one."""
    people = value if isinstance(value, list) else []
    names = [one.get("name") if isinstance(one, dict) else one for one in people]
    return [named(name) for name in names if isinstance(name, str)]


def chat_key(people: Iterable[str], title: str, path: str) -> str | None:
    """Return what identifies a chat in each of its exports.

    The export of encrypted chats has no ids, and another id is given to a chat when it becomes
    encrypted. So a chat of two people of first and last names, called like one of them, is known by
    both; any other by the id at the end of its path: a group may be renamed, and one word is the
    name of many.

    Args:
        people: Names of all participants.
        title: Of the chat.
        path: Of the chat in the export, as ``inbox/anna_10150``; empty when there is none.
    """
    names = sorted(set(people))
    is_pair = len(names) == 2 and title in names
    if is_pair and all(" " in name and is_somebody(name) for name in names):
        return " + ".join(names)
    folder = PurePosixPath(path).name
    identity = folder.rpartition("_")[2] or folder
    return identity or (" + ".join(names) if is_pair else None)


def _key(value: dict[str, Any], people: list[str], title: str) -> str | None:
    path = value.get("thread_path")
    known = any(isinstance(value.get(name), str) for name in ("title", "threadName"))
    key = chat_key(people, title, mended(path) if isinstance(path, str) else "")
    return key or (title if known else None)


def _title(value: dict[str, Any], people: list[str]) -> str:
    """Return what the chat is called; encrypted ones have a number behind it."""
    title, thread = value.get("title"), value.get("threadName")
    if isinstance(title, str) and title.strip():
        return named(title)
    if isinstance(thread, str) and thread.strip():
        return NUMBERED.sub("", named(thread))
    return ", ".join(people) or "chat"


def _said(placed: tuple[Any, str]) -> Said:
    """Read a message.

    Raises:
        InputError: It lacks what every one has (``bad_message``), or its time is none
            (``bad_date``).
    """
    item, where = placed
    if not isinstance(item, dict):
        raise InputError(where, "a message is no object; export it anew", reason="bad_message")
    time = item.get("timestamp_ms", item.get("timestamp"))
    if time is None or isinstance(time, bool):
        why = "a message without 'timestamp_ms' or 'timestamp'; export it anew"
        raise InputError(where, why, reason="bad_message")
    text = item.get("content", item.get("text"))
    if text is not None and not isinstance(text, str):
        why = f"a text is {type(text).__name__}, not a string; export it anew"
        raise InputError(where, why, reason="bad_message")
    author = named(item.get("sender_name", item.get("senderName")))
    words = bare(mended(text or ""))
    kind = _kind(item, words, author)
    return Said(
        author=author,
        text="" if kind in {"media", "call", "deleted"} else words,
        sent_at=moment(time, where),
        kind=kind,
    )


def _kind(item: dict[str, Any], words: str, author: str) -> MessageKind:
    if any(item.get(name) is True for name in ("is_unsent", "isUnsent", "is_taken_down")):
        return "deleted"
    type_ = str(item.get("type"))
    if "call_duration" in item or item.get("missed") is True or type_ == "Call":
        return "call"
    if isinstance(item.get("users"), list) or type_ in SERVICE_TYPES or _is_bump(item, words):
        return "service"
    if not words:
        return "sticker" if isinstance(item.get("sticker"), dict) else "media"
    return app_kind(words, author) or "text"


def _is_bump(item: dict[str, Any], words: str) -> bool:
    """Tell an old message that somebody brought up again: its words were counted once."""
    bumped = item.get("bumped_message_metadata")
    if not isinstance(bumped, dict) or bumped.get("is_bumped") is not True:
        return False
    old = bumped.get("bumped_message")
    return not words or (isinstance(old, str) and mended(old).strip() == words)
