"""Signal's plaintext export: its lines, and the archive with media beside."""

import json
from typing import Any

from unit.parsing.examples.chatgpt import zipped

ACI = "AAECAwQFBgcICQoLDA0ODw=="
TOP: list[dict[str, Any]] = [
    {"version": "1", "backupTimeMs": "1714560000000", "mediaRootBackupKey": "AA=="},
    {"account": {"profileKey": "AA==", "givenName": "Вера", "familyName": "Ш."}},
    {"recipient": {"id": "1", "self": {}}},
    {"recipient": {"id": "2", "releaseNotes": {}}},
    {"recipient": {"id": "3", "contact": {"aci": ACI, "e164": "15550001111",
        "profileGivenName": "Ann", "systemGivenName": "Anna", "systemFamilyName": "K."}}},
    {"recipient": {"id": 4, "contact": {"e164": 15550002222}}},
    {"recipient": {"id": "5", "group": {"masterKey": "c2VjcmV0",
        "snapshot": {"title": {"title": "Bees"}}}}},
    {"chat": {"id": "10", "recipientId": "3"}},
    {"chat": {"id": 11, "recipientId": 5}},
    {"chat": {"id": "12", "recipientId": "1"}},
]  # fmt: skip


def item(chat: Any, author: Any, at: Any, **content: Any) -> dict[str, Any]:
    """A message, incoming unless it is said otherwise."""
    way = {} if {"outgoing", "directionless"} & content.keys() else {"incoming": {"read": True}}
    return {"chatItem": {"chatId": chat, "authorId": author, "dateSent": at, **way, **content}}


def words(body: str, **more: Any) -> dict[str, Any]:
    """What a plain message has."""
    return {"standardMessage": {"text": {"body": body}, **more}}


def export(*items: dict[str, Any]) -> str:
    """The lines of an export."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (*TOP, *items))


ITEMS = [
    item("10", "3", "1714554000000", **words("Привет 🐝\nкак улей?")),
    item("10", "1", "1714554060000", outgoing={"sendStatus": []}, **words("fine")),
    item(11, 4, 1714554120000, **words("in the group")),
]
FILES = {
    "main.jsonl": export(*ITEMS).encode(),
    "signal.zip": zipped(
        {
            "signal-export-2024/files/ab/abcd.jpg": "\xff\xd8",
            "signal-export-2024/main.jsonl": export(*ITEMS),
            "signal-export-2024/metadata.json": {"version": 1},
        }
    ),
}
