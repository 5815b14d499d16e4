"""A database of Messages, in the schema of old and of new versions."""

import sqlite3
from typing import Any

HEAD = (
    b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x19NSMutableAttributedString\x00\x84\x84"
    b"\x12NSAttributedString\x00\x84\x84\x08NSObject\x00\x85\x92\x84\x84\x84\x0fNSMutableString\x01"
    b"\x84\x84\x08NSString\x01\x95\x84\x01+"
)
TAIL = b"\x86\x84\x02iI\x01\x05\x92\x84\x84\x84\x0cNSDictionary\x00\x94\x84\x01i\x01\x86\x86"
SECOND = 1_000_000_000
START = 700_000_000
"""8 March 2023, 20:26:40, in seconds since 2001."""
OLD = ("guid", "text", "handle_id", "date", "is_from_me", "item_type")
NEW = (
    *(*OLD, "attributedBody", "associated_message_type", "thread_originator_guid"),
    *("date_edited", "balloon_bundle_id", "cache_has_attachments"),
)


def archived(text: str) -> bytes:
    """Archive a text as a typed stream."""
    data = text.encode()
    size = len(data)
    if size < 0x80:
        length = bytes([size])
    elif size < 0x10000:
        length = b"\x81" + size.to_bytes(2, "little")
    else:
        length = b"\x82" + size.to_bytes(4, "little")
    return HEAD + length + data + TAIL


def base(messages: list[dict[str, Any]], columns: tuple[str, ...] = NEW) -> bytes:
    """Write a database; ``chat`` of a message is the row of its chat."""
    with sqlite3.connect(":memory:") as made:
        made.execute("CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT, service TEXT)")
        made.execute(
            "CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, guid TEXT, style INTEGER, "
            "chat_identifier TEXT, display_name TEXT)"
        )
        made.execute("CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER)")
        made.execute(f"CREATE TABLE message (ROWID INTEGER PRIMARY KEY, {', '.join(columns)})")
        made.executemany(
            "INSERT INTO handle VALUES (?, ?, ?)",
            [(1, "+15550100", "iMessage"), (2, "vera@example.org", "iMessage")],
        )
        made.executemany(
            "INSERT INTO chat VALUES (?, ?, ?, ?, ?)",
            [
                (1, "iMessage;-;+15550100", 45, "+15550100", ""),
                (2, "SMS;-;+15550100", 45, "+15550100", None),
                (3, "iMessage;+;chat77", 43, "chat77", "Пасека"),
            ],
        )
        for number, message in enumerate(messages, 1):
            cells = [message.get(name) for name in columns]
            marks = ", ".join("?" * (len(columns) + 1))
            made.execute(f"INSERT INTO message VALUES ({marks})", [number, *cells])
            if "chat" in message:
                made.execute(
                    "INSERT INTO chat_message_join VALUES (?, ?)", (message["chat"], number)
                )
        made.commit()
        return made.serialize()


def said(text: str | None, after: int = 0, chat: int = 1, **cells: Any) -> dict[str, Any]:
    """Return a message of a new version, some seconds after the first."""
    given = {"guid": f"g{after}", "date": (START + after) * SECOND, "handle_id": 1, "text": text}
    return {**given, "is_from_me": 0, "item_type": 0, "chat": chat, **cells}


FILES = {
    "chat.db": base(
        [
            said("hi"),
            said(None, 1, attributedBody=archived("Да 🐝"), is_from_me=1),
            said("by phone", 2, 2),
            said("who?", 3, 3, handle_id=2),
        ]
    )
}
