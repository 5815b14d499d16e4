"""Telegram Desktop's export: Settings, Advanced, Export Telegram data, format JSON.

The export of one chat (the chat's menu, "Export chat history") has the same messages at its top.
"""

from typing import Any

from understudy.core.errors import InputError
from understudy.core.records import Conversation
from understudy.parsing.conversations import Kind, Said, conversation, moment
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.params import ParseParams

DELETED = "Deleted Account"
"""What the app shows for an author that is null."""


@PARSERS.register("telegram")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read every chat of a ``result.json``, one conversation each.

    Joins, calls and pins have the kind ``service`` and no text; a picture or a voice message
    without a caption has the kind ``media``; what was forwarded has the kind ``forwarded``, for it
    is not its sender's words. Chats without messages are left out.

    Raises:
        InputError: The file lacks a field that every export has (``bad_telegram``), or no chat in
            it has a message (``no_messages``).
    """
    try:
        found = [_conversation(chat, file, params) for chat in _chats(file.json.whole)]
    except (KeyError, TypeError, AttributeError) as error:
        why = f"not a Telegram export ({error!r})"
        raise InputError(file.place, why, reason="bad_telegram") from error
    chats = tuple(chat for chat in found if chat is not None)
    if not chats:
        raise InputError(file.place, "no chat in it has a message", reason="no_messages")
    return Parsed(conversations=chats)


def _chats(export: dict[str, Any]) -> list[dict[str, Any]]:
    if "chats" not in export:
        return [export]
    left = export.get("left_chats", {}).get("list", [])
    return [*export["chats"]["list"], *left]


def _conversation(chat: dict[str, Any], file: RawFile, params: ParseParams) -> Conversation | None:
    said = [_said(item, file.place, params.time_zone) for item in chat["messages"]]
    if not said:
        return None
    # Saved messages have no name; that of a deleted account is null.
    title = chat.get("name") or (DELETED if "name" in chat else str(chat["type"]))
    return conversation(file, said, key=str(chat["id"]), title=str(title))


def _said(item: dict[str, Any], place: str, zone: str | None) -> Said:
    where = f"{place}#{item['id']}"
    # Old exports have only the local time of the exporting computer.
    stamp = item.get("date_unixtime") or item["date"]
    if item["type"] == "service":
        actor = str(item.get("actor") or "")
        return Said(actor, "", moment(stamp, zone, where), "service", item["id"])
    text = _plain(item["text"]).strip()
    kind: Kind = "text" if text else "media"
    return Said(
        author=str(item.get("from") or DELETED),
        text=text,
        sent_at=moment(stamp, zone, where),
        kind="forwarded" if "forwarded_from" in item else kind,
        key=item["id"],
        answers=item.get("reply_to_message_id"),
    )


def _plain(text: str | list[Any]) -> str:
    """Join the runs of a message: Telegram writes a list as soon as one word is a link or bold."""
    runs = [text] if isinstance(text, str) else text
    return "".join(run if isinstance(run, str) else run["text"] for run in runs)
