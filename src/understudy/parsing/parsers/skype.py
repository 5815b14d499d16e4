"""Skype's export: secure.skype.com, Export files and chat history, Conversations.

``messages.json`` in the downloaded archive (a ``.tar``, to be unpacked) has all chats. Messages are
the newest first, and their text is a kind of HTML.
"""

import html
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Conversation, MessageKind
from understudy.parsing.chats.conversations import Said, Talk, moment
from understudy.parsing.chats.message_lists import identifier, inner, objects
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile
from understudy.parsing.json_values import streamed
from understudy.parsing.params import ParseParams

TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z_]\w*)\b[^<>]*>")
SILENT = {"quote", "legacyquote", "e_m"}
"""Elements whose content is not the author's: quotations, and the mark of an edit."""
WORDS = {"text", "richtext", "richtext/html", "richtext/sms"}
"""Types of messages that people wrote, in lower case."""
MEDIA = ("richtext/", "popcard")
PREFIX = re.compile(r"(?:\d+|https?):(?:live:)?")


@CLUES.register("skype")
def is_skype(file: RawFile) -> bool:
    """Tell an export by its owner and the messages of its first chat."""
    value = file.glimpse
    if not isinstance(value, dict) or not isinstance(value.get("conversations"), list):
        return False
    chats = objects(value["conversations"])
    return "userId" in value or any("MessageList" in one for one in chats[:3])


@PARSERS.register("skype")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read every chat of an export.

    Times are moments. What is quoted goes; calls, news of a group, files and what was deleted have
    kinds of their own. The owner is called by the account, as is whoever the export does not name.

    Raises:
        InputError: No chat in it has a message (``no_messages``), or it is damaged.
    """
    problems: list[Problem] = []
    chats: list[Conversation] = []
    with file.open() as stream:
        found = streamed(stream, "conversations.item", file.place)
        for number, value in enumerate(found, 1):
            where = f"{file.place}:{number}"
            said = _all_said(value, where, problems)
            if said:
                key = identifier(value.get("id"))
                title = value.get("displayName") or _topic(value) or _bare(key or "chat")
                talk = Talk(file, key, str(title), params.chats.time_zone)
                chats += talk.conversations(said)
    if not chats:
        first = f" ({problems[0].why})" if problems else ""
        why = f"no chat of this Skype export has a message{first}; export it anew"
        raise InputError(file.place, why, reason="no_messages")
    return Parsed(conversations=tuple(chats), problems=tuple(problems))


def _topic(value: dict[str, Any]) -> Any:
    return inner(value, "threadProperties").get("topic")


def _all_said(value: Any, where: str, problems: list[Problem]) -> list[Said]:
    messages = value.get("MessageList") if isinstance(value, dict) else None
    if not isinstance(messages, list):
        why = "a conversation without 'MessageList'"
        failure = InputError(where, why, reason="bad_conversation")
        problems.append(Problem.of("conversations", failure))
        return []
    names = {
        one["from"]: one["displayName"]
        for one in objects(messages)
        if isinstance(one.get("from"), str) and isinstance(one.get("displayName"), str)
    }
    said = []
    for number, one in enumerate(messages, 1):
        done = attempt(partial(_said, where=f"{where}#{number}", names=names), one)
        if done.value is not None:
            said.append(done.value)
        elif done.failure is not None:
            problems.append(Problem.of("messages", done.failure))
    return said[::-1]


def _said(item: Any, where: str, names: dict[str, str]) -> Said:
    """Read a message.

    Raises:
        InputError: It lacks an author or a type (``bad_message``), or its time is none
            (``bad_date``).
    """
    sender = item.get("from") if isinstance(item, dict) else None
    kind = item.get("messagetype") if isinstance(item, dict) else None
    if not isinstance(sender, str) or not isinstance(kind, str):
        why = "a message without 'from' or 'messagetype'"
        raise InputError(where, why, reason="bad_message")
    content = item.get("content")
    text, means = _content(content if isinstance(content, str) else "", kind.casefold())
    if "deletetime" in inner(item, "properties"):
        text, means = "", "deleted"
    return Said(
        author=names.get(sender) or _bare(sender),
        text=text,
        sent_at=moment(item.get("originalarrivaltime"), where),
        kind=means,
        key=identifier(item.get("id")),
        account=sender,
    )


def _content(content: str, kind: str) -> tuple[str, MessageKind]:
    if kind in WORDS:
        text = content.strip() if kind == "text" else "".join(_words(content)).strip()
        # Nothing is left of a message that its author took back.
        return text, "text" if text else "deleted"
    if kind.startswith("event/call"):
        return "", "call"
    return "", "media" if kind.startswith(MEDIA) else "service"


def _words(content: str) -> Iterator[str]:
    """Yield the words of a message without its marks, and without what it quotes."""
    depth, at = 0, 0
    for tag in TAG.finditer(content):
        if not depth:
            yield html.unescape(content[at : tag.start()])
        at = tag.end()
        if tag["name"].casefold() in SILENT and not tag[0].endswith("/>"):
            depth = max(0, depth - 1) if tag["end"] else depth + 1
    # A quotation that does not end is cut off: then nothing tells whose words follow.
    if not depth:
        yield html.unescape(content[at:])


def _bare(account: str) -> str:
    """Return the name in an account such as ``8:live:anna``."""
    return PREFIX.sub("", account, count=1) or account
