"""Exports of ChatGPT: a file, a shard, and the archive as it comes."""

import io
import json
import zipfile
from typing import Any


def node(
    name: str, parent: str | None, role: str | None = None, parts: list[Any] | None = None,
    **message: Any,
) -> dict[str, Any]:  # fmt: skip
    """A node of a tree; without a role it is the root."""
    said = {
        "id": name,
        "author": {"role": role, "name": None, "metadata": {}},
        "create_time": 1714554000.25,
        "update_time": None,
        "content": {"content_type": "text", "parts": parts or []},
        "status": "finished_successfully",
        "end_turn": None,
        "weight": 1.0,
        "metadata": {},
        "recipient": "all",
        "channel": None,
        **message,
    }
    return {"id": name, "message": said if role else None, "parent": parent, "children": []}


def chat(name: str, leaf: str, *nodes: dict[str, Any]) -> dict[str, Any]:
    """A conversation, with the fields in the order of the export."""
    mapping = {one["id"]: {**one, "children": []} for one in nodes}
    for one in nodes:
        if one["parent"] in mapping:
            mapping[one["parent"]]["children"].append(one["id"])
    return {
        "title": f"Chat {name}",
        "create_time": 1714554000.0,
        "update_time": 1714554100.5,
        "mapping": mapping,
        "moderation_results": [],
        "current_node": leaf,
        "conversation_id": name,
        "is_archived": False,
        "id": name,
    }


HIDDEN = {"is_visually_hidden_from_conversation": True}
CHATS = [
    chat(
        "c1",
        "n5",
        node("root", None),
        node("n1", "root", "system", [""], create_time=None, metadata=HIDDEN),
        node("n2", "n1", "user", ["Как подготовить ульи к зиме? 🐝"]),
        node("n3", "n2", "assistant", ["An answer nobody kept."], create_time=1714554010.5),
        node("n4", "n2", "assistant", ["Сначала\n\nпроверьте корм."], create_time=1714554020.5),
        node("n5", "n4", "user", ["спасибо"], create_time=1714554030),
    ),
    chat("c2", "m1", node("top", None), node("m1", "top", "user", ["second"])),
    chat("c3", "empty", node("empty", None)),
]


def zipped(members: dict[str, Any]) -> bytes:
    """An archive of texts and values."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
            archive.writestr(zipfile.ZipInfo(name), text)
    return written.getvalue()


FILES = {
    "conversations-gpt.json": json.dumps(CHATS).encode(),
    "conversations-001.json": json.dumps(CHATS[1:], ensure_ascii=False, indent=1).encode(),
    "chatgpt.zip": zipped(
        {
            "chat.html": "<html><title>ChatGPT Data Export</title><p>the same once more</p></html>",
            "conversations-000.json": CHATS[:1],
            "conversations-001.json": CHATS[1:],
            "message_feedback.json": [{"id": "x", "rating": "thumbs_up"}],
            "user.json": {"id": "user-1", "email": "a@example.org"},
        }
    ),
}
