"""Exports of Claude: a file of now, one of before, and the archive as it comes."""

import json
from typing import Any

from unit.parsing.examples.chatgpt import zipped

ACCOUNT = "0b1c0000-0000-4000-8000-000000000001"


def said(name: str, sender: str, *content: Any, text: str = "", **more: Any) -> dict[str, Any]:
    """A message with blocks; a text stands for a block of it."""
    blocks = [{"type": "text", "text": one} if isinstance(one, str) else one for one in content]
    return {
        "uuid": name,
        "text": text,
        "content": blocks,
        "sender": sender,
        "created_at": "2025-03-01T10:00:00.123456Z",
        "updated_at": "2025-03-01T10:00:00.123456Z",
        "attachments": [],
        "files": [],
        **more,
    }


def chat(name: str, *messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A conversation."""
    return {
        "uuid": name,
        "name": f"Chat {name}",
        "created_at": "2025-03-01T09:59:00.000000Z",
        "updated_at": "2025-03-01T10:10:00.000000Z",
        "account": {"uuid": ACCOUNT},
        "chat_messages": list(messages),
        **more,
    }


CHATS = [
    chat(
        "k1",
        said("a", "human", "Что делать с ройбой?"),
        said(
            "b", "assistant", {"type": "thinking", "thinking": "hm"}, "Сделайте отводок.\n\nИ всё."
        ),
    ),
    chat("k2"),
]
OLD = [chat("k3", {**said("c", "human", text="only text"), "content": []})]
USERS = [{"uuid": ACCOUNT, "full_name": "Вера Ш.", "email_address": "v@example.org"}]

FILES = {
    "conversations-claude.json": json.dumps(CHATS, ensure_ascii=False).encode(),
    "old-claude.json": json.dumps(OLD).encode(),
    "claude.zip": zipped(
        {"conversations.json": CHATS + OLD, "projects.json": [], "users.json": USERS}
    ),
}
