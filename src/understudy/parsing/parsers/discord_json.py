"""DiscordChatExporter's JSON: one channel a file.

Such files reach hundreds of megabytes: a large one is read as a stream.
"""

from functools import partial
from typing import Any

from understudy.core.errors import InputError
from understudy.core.records import MessageKind
from understudy.parsing.chats.conversations import Said, Talk, each, moment
from understudy.parsing.chats.discord_text import kind_of, shown
from understudy.parsing.chats.message_lists import (
    finished,
    identifier,
    mapping,
    named,
    objects,
    words,
)
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile
from understudy.parsing.json_values import streamed
from understudy.parsing.params import ParseParams

DIRECT = {"DirectTextChat", "DirectGroupTextChat"}
"""Channels of no server; the export calls theirs "Direct Messages"."""
SPOKEN = {"Default", "Reply", "0", "19"}
"""Types of messages that people write; one that the exporter does not know is a number."""
CALLS = {"Call", "3"}


@CLUES.register("discord_json")
def is_discord(file: RawFile) -> bool:
    """Tell an export by its server, channel and messages."""
    value = file.glimpse
    return (
        isinstance(value, dict)
        and isinstance(value.get("guild"), dict)
        and isinstance(value.get("channel"), dict)
        and isinstance(value.get("messages"), list)
    )


@PARSERS.register("discord_json")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read a channel: a conversation, or the parts of a long one.

    Authors are called by their name on the server, else by their own; the account is their id.
    What bots and webhooks say has the kind ``service``: they are no people. What was forwarded is
    not its sender's words.

    Raises:
        InputError: It is no export (``bad_discord``), or has no messages (``no_messages``).
    """
    problems: list[Problem] = []
    read = partial(_said, place=file.place)
    if isinstance(file.content, bytes):
        export = file.json.whole
        if not isinstance(export, dict) or not isinstance(export.get("messages"), list):
            why = "not a DiscordChatExporter file, which has a list 'messages'; export it again"
            raise InputError(file.place, why, reason="bad_discord")
        said = list(each(export["messages"], read, problems))
        chats = _talk(file, export, params).conversations(said)
        return finished(file, problems, conversations=chats)
    head = mapping(file.glimpse)
    with file.open() as stream:
        messages = each(streamed(stream, "messages.item", file.place), read, problems)
        lines = tuple(_talk(file, head, params).written(messages))
    return finished(file, problems, written=lines)


def _talk(file: RawFile, export: dict[str, Any], params: ParseParams) -> Talk:
    guild, channel = mapping(export.get("guild")), mapping(export.get("channel"))
    name = named(channel, "name") or file.name
    is_direct = str(channel.get("type")) in DIRECT or identifier(guild.get("id")) in {None, "0"}
    server = None if is_direct else named(guild, "name")
    title = f"{server} / {name}" if server else name
    return Talk(file, identifier(channel.get("id")) or title, title, params.chats.time_zone)


def _said(item: Any, place: str) -> Said:
    """Read a message.

    Raises:
        InputError: It lacks what every message has (``bad_message``), or its time is none
            (``bad_date``).
    """
    message = mapping(item)
    key, author = identifier(message.get("id")), mapping(message.get("author"))
    if key is None or not author or not message.get("timestamp"):
        where = f"{place}#{key}" if key else place
        why = "a message without an id, an author or a timestamp; export the channel again"
        raise InputError(where, why, reason="bad_message")
    where = f"{place}#{key}"
    account = identifier(author.get("id"))
    kind, text = _content(message, where)
    reference = mapping(message.get("reference"))
    return Said(
        author=named(author, "nickname", "name") or account or "",
        text=text,
        sent_at=moment(message["timestamp"], where),
        kind=kind,
        key=key,
        answers=identifier(reference.get("messageId")) if kind != "forwarded" else None,
        account=account,
    )


def _content(message: dict[str, Any], where: str) -> tuple[MessageKind, str]:
    people = {
        str(one.get("id")): named(one, "nickname", "name") or str(one.get("id"))
        for one in objects(message.get("mentions"))
    }
    content = shown(words(message.get("content"), where), people, {})
    kind = message.get("type", "Default")
    if str(kind) in CALLS:
        return "call", ""
    if str(kind) not in SPOKEN or mapping(message["author"]).get("isBot") is True:
        return "service", content
    forwarded = message.get("forwardedMessage")
    if isinstance(forwarded, dict) or mapping(message.get("reference")).get("type") == "Forward":
        other = words(mapping(forwarded).get("content"), where)
        return "forwarded", content or shown(other, people, {})
    return kind_of(content, has_sticker=bool(objects(message.get("stickers"))))
