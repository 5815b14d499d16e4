"""Skype's export: all chats, messages the newest first."""

import json
from typing import Any


def message(sender: str, content: str, at: str = "09:00", **more: Any) -> dict[str, Any]:
    """A message."""
    return {
        "id": f"17145540{at.replace(':', '')}",
        "displayName": {"8:live:anna": "Anna K."}.get(sender),
        "originalarrivaltime": f"2024-05-01T{at}:00.123Z",
        "messagetype": "RichText",
        "version": 1714554000123,
        "content": content,
        "conversationid": "8:live:anna",
        "from": sender,
        "properties": None,
        "amsreferences": None,
        **more,
    }


def export(*messages: dict[str, Any]) -> dict[str, Any]:
    """An export of one chat, and of one without messages."""
    chat = {"id": "8:live:anna", "displayName": "Anna K.", "version": 1.0, "properties": {},
            "threadProperties": None, "MessageList": list(messages)}  # fmt: skip
    empty = {**chat, "id": "8:echo123", "displayName": None, "MessageList": []}
    return {"userId": "8:vera", "exportDate": "2024-05-03T10:00", "conversations": [empty, chat]}


MESSAGES = [
    message(
        "8:vera",
        '<quote author="live:anna" timestamp="1"><legacyquote>[1] Anna: </legacyquote>Как &amp; что'
        "<legacyquote>\n\n&lt;&lt;&lt; </legacyquote></quote>I&apos;m <b>fine</b> "
        '<ss type="smile">:)</ss><e_m ts="1" ts_ms="1" a="vera" t="61"/>',
        "09:01",
    ),
    message("8:live:anna", "Как &amp; что? 🐝"),
]

FILES = {"messages.json": json.dumps(export(*MESSAGES), ensure_ascii=False).encode()}
