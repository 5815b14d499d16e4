"""What makers of chats call the author, the text and the time of a message.

A name counts without its case, spaces, ``_`` and ``-``. Where a message has two of one sense, one
of the first few (`FIRST`) is taken, and none of the others: which is meant cannot be known.
"""

import functools
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

AUTHOR = (
    *("author", "from", "role", "sender"),
    *("user", "username", "name", "nickname", "nick", "speaker", "sendername", "fromname"),
    *("authorname", "displayname", "автор", "отправитель", "имя", "пользователь", "кто", "ник"),
    *("autor", "auteur", "absender", "remitente", "发送者", "发送人", "昵称", "作者"),
)
TEXT = (
    *("text", "content", "value"),
    *("body", "message", "msg", "messagetext", "contents", "текст", "сообщение", "содержание"),
    *("texto", "texte", "nachricht", "mensaje", "mensagem", "消息", "内容", "消息内容"),
)
TIME = (
    *("sentat", "timestamp", "createdat", "datetime"),
    *("time", "date", "created", "sent", "ts", "timestampms", "время", "дата", "датаивремя"),
    *("createtime", "createdtime", "createddatetime", "senttime", "originalarrivaltime"),
    *("fecha", "datum", "zeit", "时间", "日期", "发送时间"),
)
CHAT = (
    *("chat", "chatid", "chatname", "conversation", "conversationid", "thread", "threadid"),
    *("dialog", "dialogid", "dialogue", "dialogueid", "room", "channel", "чат", "диалог"),
)
KEY = ("id", "messageid", "msgid")
ANSWERS = ("replyto", "replytoid", "replytomessageid", "inreplyto")
ACCOUNT = ("userid", "senderid", "authorid", "fromid", "accountid")
TYPE = ("type", "kind", "messagetype")
EVENTS = frozenset({"event", "system", "service", "notification", "systemeventmessage"})
"""Values of these for what the app itself says."""
OTHER = (*TYPE, "platform", "app", "lang", "language", "edited", "reactions")
"""May stand beside them, and says nothing else of what they are."""
FIRST = {AUTHOR: 4, TEXT: 3, TIME: 4}
"""Names of which the first that is there counts, however many are."""
FORMER = frozenset({*AUTHOR[:4], *TEXT[:3]})
PUNCTUATION = re.compile(r"[\s_\-]+")


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a message, as they stand; None for what it lacks."""

    author: str
    text: str
    time: str | None
    clock: str | None
    """Key of the hour where ``time`` is that of the day alone."""
    chat: str | None
    key: str | None
    answers: str | None
    account: str | None


@functools.lru_cache(1024)
def bare(name: str) -> str:
    """Return a key without what differs from maker to maker."""
    return PUNCTUATION.sub("", name.strip("\ufeff ")).casefold()


def keys_of(names: Collection[str]) -> Keys | None:
    """Return which keys are which; None when author or text are not there, or not sure."""
    return _keys_of(tuple(names))


@functools.lru_cache(256)  # of a million messages, few have keys of their own
def _keys_of(names: tuple[str, ...]) -> Keys | None:
    known = {bare(name): name for name in names if isinstance(name, str)}
    author, text = _one(known, AUTHOR), _one(known, TEXT)
    if author is None or text is None:
        return None
    time, clock = _time(known)
    rest = (_any(known, group) for group in (CHAT, KEY, ANSWERS, ACCOUNT))
    return Keys(author, text, time, clock, *rest)


def are_only_these(names: Collection[str]) -> bool:
    """Tell whether all keys are those of messages."""
    groups = (AUTHOR, TEXT, TIME, CHAT, KEY, ANSWERS, ACCOUNT, OTHER)
    return {bare(name) for name in names} <= {name for group in groups for name in group}


def author_of(value: Any) -> str:
    """Return the name of an author: itself, or within an object of an account."""
    if isinstance(value, Mapping):
        named = {bare(key): cell for key, cell in value.items() if isinstance(key, str)}
        order = ("name", "displayname", "nickname", "username", "user", "id")
        return author_of(next((named[one] for one in order if named.get(one)), None))
    return "" if value is None else str(value)


def is_event(message: Mapping[str, Any]) -> bool:
    """Tell what the app says from what people say: the type of the message does."""
    types = (cell for key, cell in message.items() if isinstance(cell, str) and bare(key) in TYPE)
    return any(bare(one) in EVENTS for one in types)


def time_of(message: Mapping[str, Any], keys: Keys) -> Any:
    """Return the time of a message, as it stands."""
    time = message.get(keys.time) if keys.time else None
    clock = message.get(keys.clock) if keys.clock else None
    return f"{time} {clock}" if isinstance(time, str) and clock else time


def _one(known: Mapping[str, str], group: tuple[str, ...]) -> str | None:
    found = [name for name in group if name in known]
    if not found or (len(found) > 1 and found[0] not in group[: FIRST[group]]):
        return None
    return known[found[0]]


def _time(known: Mapping[str, str]) -> tuple[str | None, str | None]:
    for day, hour in (("date", "time"), ("дата", "время")):
        if day in known and hour in known and not set(TIME[: FIRST[TIME]]) & known.keys():
            return known[day], known[hour]
    return _one(known, TIME), None


def _any(known: Mapping[str, str], group: tuple[str, ...]) -> str | None:
    return next((known[name] for name in group if name in known), None)
