"""Messages as VK's API returns them, the way people's scripts save them: "messages.getHistory".

A message has ``date``, ``from_id`` and ``text`` (before 2018 ``user_id`` and ``body``); names stand
in the lists ``profiles`` and ``groups`` beside them, where the script asked for them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import MessageKind
from understudy.parsing.chats.conversations import Said, moment
from understudy.parsing.chats.line_edges import bare
from understudy.parsing.chats.vk.names import account
from understudy.parsing.files import Problem

LISTS = ("items", "messages", "history", "msgs")
NO_MESSAGE = {"post_type", "owner_id", "likes", "reposts", "comments", "media_type"}
"""Fields of a post on a wall or a comment, which else look alike."""
MESSAGE = {"peer_id", "out", "fwd_messages", "conversation_message_id", "random_id", "chat_id"}
"""Fields of which a message has one at least."""
GROUP_CHATS = 2_000_000_000
"""Ids of chats of several people are above it."""
KINDS: dict[str, MessageKind] = {
    "sticker": "sticker",
    "ugc_sticker": "sticker",
    "call": "call",
    "group_call_in_progress": "call",
}
"""Types of attachments that are no media."""


@dataclass(slots=True)
class Export:
    """What a file tells."""

    chats: dict[str | None, list[Said]] = field(default_factory=dict)
    """Messages by peer; None where they tell none."""
    titles: dict[str | None, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unnamed: set[str] = field(default_factory=set)
    """Accounts whose names the file does not tell."""


def looks_like_vk(value: Any) -> bool:
    """Tell an answer of the API, or a list of them, by its first messages."""
    return any(_is_message(one) for answer in _answers(value) for one in _listed(answer)[:5])


def read_export(whole: Any, where: str) -> Export:
    """Read all messages.

    Raises:
        InputError: There is no list of messages in it (``bad_vk``).
    """
    answers = _answers(whole)
    names = {key: name for one in answers for key, name in _names(one)}
    export = Export(titles={key: title for one in answers for key, title in _titles(one)})
    chats: dict[str | None, list[Said]] = defaultdict(list)
    items = [item for one in answers for item in _listed(one)]
    if not items:
        why = "no list of messages in it; save what messages.getHistory returns"
        raise InputError(where, why, reason="bad_vk")
    for number, item in enumerate(items, 1):
        done = attempt(_said, (item, f"{where}#{number}", names))
        if done.failure is not None:
            export.problems.append(Problem.of("messages", done.failure))
        elif done.value is not None:
            chats[_peer(item)].append(done.value)
            if done.value.account == done.value.author:
                export.unnamed.add(done.value.author)
    for peer, said in chats.items():
        export.chats[peer] = said if _is_oldest_first(said) else said[::-1]
        if peer is not None and peer not in export.titles and account(int(peer)) in names:
            export.titles[peer] = names[account(int(peer))]
    return export


def _answers(value: Any) -> list[Any]:
    """Return the answers in a file: one, or those that a script gathered in a list."""
    is_gathered = isinstance(value, list) and not any(map(_is_message, value[:5]))
    return [_answer(one) for one in value] if is_gathered else [_answer(value)]


def _answer(value: Any) -> Any:
    is_wrapped = isinstance(value, dict) and isinstance(value.get("response"), dict | list)
    return value["response"] if is_wrapped else value


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    found = [value.get(name) for name in LISTS] if isinstance(value, dict) else []
    return next((one for one in found if isinstance(one, list)), [])


def _is_message(value: Any) -> bool:
    if not isinstance(value, dict) or "date" not in value or "type" in value:
        return False
    is_new = {"from_id", "text"} <= value.keys()
    is_old = "body" in value and ("user_id" in value or "from_id" in value)
    return (is_new or is_old) and not MESSAGE.isdisjoint(value) and NO_MESSAGE.isdisjoint(value)


def _names(answer: Any) -> Iterator[tuple[str, str]]:
    """Yield accounts and their names."""
    for one in _objects(answer, "profiles"):
        name = " ".join(str(one[part]) for part in ("first_name", "last_name") if one.get(part))
        if isinstance(one.get("id"), int) and name:
            yield account(one["id"]), name
    for one in _objects(answer, "groups"):
        if isinstance(one.get("id"), int) and isinstance(one.get("name"), str):
            yield account(-abs(one["id"])), one["name"]


def _titles(answer: Any) -> Iterator[tuple[str, str]]:
    """Yield chats of several people and what they are called."""
    for one in _objects(answer, "conversations"):
        inner = one.get("conversation") if isinstance(one.get("conversation"), dict) else one
        assert isinstance(inner, dict)
        peer, settings = inner.get("peer"), inner.get("chat_settings")
        if isinstance(peer, dict) and isinstance(settings, dict) and settings.get("title"):
            yield str(peer.get("id")), str(settings["title"])


def _objects(answer: Any, name: str) -> list[dict[str, Any]]:
    found = answer.get(name) if isinstance(answer, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _peer(item: dict[str, Any]) -> str | None:
    """Return the chat of a message, as the folder of the archive is called."""
    if _is_number(item.get("peer_id")):
        return str(item["peer_id"])
    if _is_number(item.get("chat_id")):
        return str(GROUP_CHATS + item["chat_id"])
    return str(item["user_id"]) if _is_number(item.get("user_id")) else None


def _said(placed: tuple[Any, str, dict[str, str]]) -> Said:
    """Read a message.

    Raises:
        InputError: It lacks what every one has (``bad_message``), or its time is none
            (``bad_date``).
    """
    item, where, names = placed
    author = item.get("from_id", item.get("user_id")) if isinstance(item, dict) else None
    if not isinstance(author, int) or isinstance(author, bool) or item.get("date") is None:
        why = "a message without 'date' or 'from_id'; save the API's answer as it is"
        raise InputError(where, why, reason="bad_message")
    text = item.get("text", item.get("body", ""))
    if not isinstance(text, str):
        why = f"its text is {type(text).__name__}, not a string; save the API's answer as it is"
        raise InputError(where, why, reason="bad_message")
    sender = account(author)
    kind = _kind(item, text)
    reply = item.get("reply_message")
    return Said(
        author=names.get(sender, sender),
        text=bare(text) if kind in {"text", "service"} else "",
        sent_at=moment(item["date"], where),
        kind=kind,
        key=_key(item),
        answers=_key(reply) if isinstance(reply, dict) else None,
        account=sender,
    )


def _key(item: dict[str, Any]) -> str | int | None:
    """Return a message's number; in chats of several people some have none but that of the chat."""
    for name in ("conversation_message_id", "id"):
        if _is_number(item.get(name)) and item[name]:
            return f"{name} {item[name]}"
    return None


def _kind(item: dict[str, Any], text: str) -> MessageKind:
    if isinstance(item.get("action"), dict | str) and item["action"]:
        return "service"
    if any(_is_flag(item.get(name)) for name in ("deleted", "is_deleted")):
        return "deleted"
    if text.strip():
        return "text"
    stubs = item.get("attachments")
    types = [str(one.get("type")) for one in _objects({"of": stubs}, "of")]
    kinds = [KINDS[name] for name in types if name in KINDS]
    if kinds:
        return kinds[0]
    return "forwarded" if item.get("fwd_messages") and not types else "media"


def _is_flag(value: Any) -> bool:
    return isinstance(value, int) and value == 1  # True, too


def _is_oldest_first(said: Iterable[Said]) -> bool:
    """Tell the order, which is a choice of whoever asked; it decides between equal times."""
    times = [one.sent_at for one in said if one.sent_at is not None]
    return not times or times[0] <= times[-1]
