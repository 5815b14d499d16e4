"""A server's channel as DiscordChatExporter writes it, and a direct chat."""

import json
from typing import Any

ANN = {"id": "290000000000000001", "name": "ann", "discriminator": "0000", "nickname": "Анна",
       "color": None, "isBot": False, "roles": [], "avatarUrl": "a.png"}  # fmt: skip
BOB = {**ANN, "id": "290000000000000002", "name": "bob", "nickname": "Bob"}
BOT = {**ANN, "id": "290000000000000003", "name": "Feeder", "nickname": "Feeder", "isBot": True}


def message(number: int, author: dict[str, Any], content: str, **more: Any) -> dict[str, Any]:
    """A message as the exporter writes one."""
    return {
        "id": f"118000000000000{number:04}", "type": "Default",
        "timestamp": f"2024-05-01T12:{number:02}:00.123+03:00", "timestampEdited": None,
        "callEndedTimestamp": None, "isPinned": False, "content": content, "author": author,
        "attachments": [], "embeds": [], "stickers": [], "reactions": [], "mentions": [],
        "inlineEmojis": [], **more,
    }  # fmt: skip


def export(*messages: dict[str, Any], **channel: Any) -> dict[str, Any]:
    """An export of a channel."""
    return {
        "guild": {"id": "170000000000000001", "name": "Пасека", "iconUrl": "i.png"},
        "channel": {"id": "170000000000000002", "type": "GuildTextChat", "categoryId": None,
                    "category": "Text", "name": "hives", "topic": None, **channel},
        "dateRange": {"after": None, "before": None},
        "exportedAt": "2024-05-02T10:00:00+03:00",
        "messages": list(messages),
        "messageCount": len(messages),
    }  # fmt: skip


EXPORT = export(
    message(1, ANN, "Как улей?"),
    message(2, BOB, "Strong.\nSix frames :bee:", type="Reply", reference={
        "type": "Default", "messageId": "1180000000000000001", "channelId": "170000000000000002",
        "guildId": "170000000000000001"}),
    message(3, BOT, "Feeding time!"),
)  # fmt: skip
FILES = {
    "hives.json": json.dumps(EXPORT, ensure_ascii=False, indent=2).encode(),
}
