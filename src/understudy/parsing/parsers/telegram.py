"""Telegram Desktop's export: Settings, Advanced, Export Telegram data, format JSON.

The export of one chat (the chat's menu, "Export chat history") has the same messages at its top.
Such files reach hundreds of megabytes: a large one is read as a stream.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Conversation, MessageKind
from understudy.parsing.chats.conversations import Said, Talk, moment
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile, Written
from understudy.parsing.json_values import events, streamed
from understudy.parsing.params import ParseParams

DELETED = "Deleted Account"
"""What the app shows for an author that is null."""
CALLS = {"phone_call", "group_call", "conference_call", "invite_to_group_call"}
"""Actions of service messages."""
CHAT = "chats.list.item"
LEFT = "left_"
"""Begins the places of chats that the owner left."""


@CLUES.register("telegram")
def is_telegram(file: RawFile) -> bool:
    """Tell an export: of all chats, or of one."""
    value = file.glimpse
    if not isinstance(value, dict):
        return False
    chats = value.get("chats")
    if isinstance(chats, dict) and isinstance(chats.get("list"), list):
        return True
    messages = value.get("messages")
    return (
        isinstance(messages, list)
        and isinstance(value.get("type"), str)
        and any(isinstance(said, dict) and "date" in said and "type" in said for said in messages)
    )


@PARSERS.register("telegram")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read every chat of a ``result.json``, one conversation each.

    Joins and pins have the kind ``service``, and no text; a picture, a voice message, a poll or a
    place without a caption has the kind ``media``; what was forwarded or stands in a quotation is
    not its sender's words. Chats without messages are left out, a message that lacks what every one
    has is a problem. ``accounts`` has ``user`` and a number for each name: the owner's number is
    ``personal_information.user_id``.

    Raises:
        InputError: It is no export (``bad_telegram``), or no chat in it has a message
            (``no_messages``).
    """
    reader = _Reader(file, params)
    if isinstance(file.content, bytes):
        chats = tuple(one for chat in _chats(file) for one in reader.whole(chat))
        found = Parsed(conversations=chats, problems=tuple(reader.problems))
    else:
        lines = tuple(reader.all_streamed())
        found = Parsed(written=lines, problems=tuple(reader.problems))
    if not found.messages:
        first = f" ({reader.problems[0].why})" if reader.problems else ""
        raise InputError(file.place, f"no chat in it has a message{first}", reason="no_messages")
    return found


def _chats(file: RawFile) -> list[dict[str, Any]]:
    export = file.json.whole
    if not isinstance(export, dict):
        raise InputError(file.place, "not a Telegram export", reason="bad_telegram")
    if "chats" not in export:
        return [export]
    lists = [
        export[name].get("list") for name in ("chats", "left_chats") if _is_object(export, name)
    ]
    return [chat for one in lists for chat in _listed(one) if isinstance(chat, dict)]


def _is_object(export: dict[str, Any], name: str) -> bool:
    return isinstance(export.get(name), dict)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


class _Reader:
    """Reads chats, and keeps what is wrong with single messages."""

    def __init__(self, file: RawFile, params: ParseParams) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._zone = params.chats.time_zone

    def whole(self, chat: dict[str, Any]) -> tuple[Conversation, ...]:
        """Read a chat that is held."""
        said = list(self._said(chat, _listed(chat.get("messages"))))
        return self._talk(chat).conversations(said) if said else ()

    def all_streamed(self) -> Iterator[Written]:
        """Read all chats, holding a part of one at a time."""
        head = self._file.glimpse
        with self._file.open() as stream:
            if "chats" in head:
                for chat, messages in _streamed_chats(events(stream, self._file.place)):
                    yield from self._talk(chat).written(self._said(chat, messages))
            else:
                messages = streamed(stream, "messages.item", self._file.place)
                yield from self._talk(head).written(self._said(head, messages))

    def _talk(self, chat: dict[str, Any]) -> Talk:
        kind = str(chat.get("type", "chat"))
        # Saved messages have no name; that of a deleted account is null.
        title = chat.get("name") or (DELETED if "name" in chat else kind)
        return Talk(self._file, str(chat.get("id", kind)), str(title), self._zone)

    def _said(self, chat: dict[str, Any], messages: Iterable[Any]) -> Iterator[Said]:
        is_channel = chat.get("type") in ("private_channel", "public_channel")
        read = partial(_said, place=self._file.place, is_channel=is_channel)
        topics: set[str | int | None] = set()
        for item in messages:
            done = attempt(read, item)
            if done.failure is not None:
                self.problems.append(Problem.of("messages", done.failure))
            elif done.value is not None:
                said = done.value
                if said.kind == "service" and item.get("action") == "topic_created":
                    topics.add(said.key)
                # In a forum, what answers nobody "answers" the beginning of its topic.
                is_first = said.answers is not None and said.answers in topics
                yield said._replace(answers=None) if is_first else said


def _streamed_chats(
    found: Iterator[tuple[str, str, Any]],
) -> Iterator[tuple[dict[str, Any], Iterator[Any]]]:
    """Yield what stands above the messages of each chat, and these; take them before the next."""
    chat: dict[str, Any] = {}
    for place, event, value in found:
        inside = place.removeprefix(LEFT)
        if inside == CHAT and event == "start_map":
            chat = {}
        elif inside == f"{CHAT}.messages" and event == "start_array":
            yield chat, _built(found, f"{place}.item")
        elif inside.startswith(f"{CHAT}.") and event in {"string", "number", "null"}:
            chat[inside.removeprefix(f"{CHAT}.")] = value


def _built(found: Iterator[tuple[str, str, Any]], item: str) -> Iterator[Any]:
    """Yield the items of the list that has just begun, up to its end."""
    from ijson.common import ObjectBuilder

    builder = ObjectBuilder()
    for place, event, value in found:
        if place == item.removesuffix(".item"):  # its end
            return
        builder.event(event, value)
        if place == item and event not in {"start_map", "map_key", "start_array"}:
            yield builder.value
            builder = ObjectBuilder()


def _said(item: Any, place: str, *, is_channel: bool) -> Said:
    """Read a message.

    Raises:
        InputError: It lacks what every message has (``bad_message``), or its time is none
            (``bad_date``).
    """
    if not isinstance(item, dict) or "id" not in item or "type" not in item:
        raise InputError(place, "a message without an id or a type", reason="bad_message")
    where = f"{place}#{item['id']}"
    if item["type"] == "unsupported" and "date" not in item:
        # All that the app writes of what is newer than itself: a place among the others.
        return Said("", "", kind="media", key=_key(item["id"]))
    if "date" not in item and "date_unixtime" not in item:
        raise InputError(where, "a message without a date", reason="bad_message")
    # Old exports have only the local time of the exporting computer.
    sent_at = moment(item.get("date_unixtime") or item.get("date"), where)
    if item["type"] == "service":
        kind: MessageKind = "call" if str(item.get("action")) in CALLS else "service"
        actor = str(item.get("actor") or "")
        return Said(
            actor, "", sent_at, kind, _key(item["id"]), account=_account(item.get("actor_id"))
        )
    text, quoted = _words(item, where)
    kind = _kind(item, text, quoted)
    author, account = _author(item, is_channel=is_channel)
    return Said(
        author=author,
        text=text or (quoted if kind == "forwarded" else _emoji(item)),
        sent_at=sent_at,
        kind=kind,
        key=_key(item["id"]),
        # Numbers of another chat's messages mean others here.
        answers=None if "reply_to_peer_id" in item else _key(item.get("reply_to_message_id")),
        account=account,
    )


def _author(item: dict[str, Any], *, is_channel: bool) -> tuple[str, str | None]:
    """Return name and account; a signed post of a channel is its writer's, not the channel's.

    In groups, the same field has the titles of those who write in the group's name.
    """
    signed = item.get("author")
    if is_channel and isinstance(signed, str) and signed.strip():
        return signed, None
    return str(item.get("from") or DELETED), _account(item.get("from_id"))


def _kind(item: dict[str, Any], text: str, quoted: str) -> MessageKind:
    if "forwarded_from" in item or "saved_from" in item or (quoted and not text):
        return "forwarded"
    if item["type"] == "unsupported":
        return "media"
    if text:
        return "forwarded" if "via_bot" in item else "text"  # the words are the bot's
    return "sticker" if item.get("media_type") == "sticker" else "media"


def _emoji(item: dict[str, Any]) -> str:
    return str(item.get("sticker_emoji") or "") if item.get("media_type") == "sticker" else ""


def _key(value: Any) -> str | int | None:
    return value if isinstance(value, str | int) else None


def _account(value: Any) -> str | None:
    """Return an account's id; old exports have a bare number."""
    if value is None:
        return None
    return f"user{value}" if isinstance(value, int) else str(value)


def _words(item: dict[str, Any], where: str) -> tuple[str, str]:
    """Return the words of a message, and those that it quotes.

    Telegram writes a list of runs as soon as one word is a link, bold or a spoiler.
    """
    text = item.get("text")
    if text is None:
        text = item.get("text_entities", "")
    if isinstance(text, str):
        return text.strip(), ""
    own: list[str] = []
    quoted: list[str] = []
    for run in text if isinstance(text, list) else [text]:
        plain = run.get("text") if isinstance(run, dict) else run
        if not isinstance(plain, str):
            raise InputError(where, "its text is no text", reason="bad_message")
        is_quote = isinstance(run, dict) and run.get("type") == "blockquote"
        (quoted if is_quote else own).append(plain)
        if is_quote:
            own.append("\n")  # it was a paragraph of its own
    return "".join(own).strip(), "\n".join(quoted).strip()
