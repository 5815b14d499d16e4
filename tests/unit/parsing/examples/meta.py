"""Chats of Facebook, Messenger and Instagram, in every form in which they are exported."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

NOON = 1_714_554_000_000
"""1 May 2024, 09:00 UTC, in milliseconds."""


def mangled(text: str) -> str:
    """Write text as Meta does: each byte of UTF-8 as a character of its own."""
    return text.encode().decode("latin-1")


def said(sender: str, at: int, content: str | None = None, **fields: Any) -> dict[str, Any]:
    """Return a message of the account's export, ``at`` seconds after noon."""
    words = {} if content is None else {"content": mangled(content)}
    return {
        "sender_name": mangled(sender),
        "timestamp_ms": NOON + 1000 * at,
        **words,
        **fields,
        "is_geoblocked_for_viewer": False,
    }


def thread(*newest_first: Any, **fields: Any) -> dict[str, Any]:
    """Return a chat of Anna and Vera."""
    return {
        "participants": [{"name": mangled("Анна Петрова")}, {"name": "Vera Hill"}],
        "messages": list(newest_first),
        "title": mangled("Анна Петрова"),
        "is_still_participant": True,
        "thread_path": "inbox/annapetrova_10150",
        "magic_words": [],
        **fields,
    }


def dumped(value: Any) -> bytes:
    """Write JSON as Meta does, in ASCII."""
    return json.dumps(value, indent=2).encode()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Write an archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def block(sender: str, content: str, date: str, tag: str = "h2") -> str:
    """Return a message of a page of HTML."""
    return (
        '<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder">'
        f'<{tag} class="_3-95 _2pim _a6-h _a6-i">{sender}</{tag}>'
        f'<div class="_3-95 _a6-p">{content}</div><div class="_3-94 _a6-o">{date}</div></div>'
    )


def text(words: str, *others: str) -> str:
    """Return the body of a message."""
    rest = "".join(f"<div>{one}</div>" for one in others)
    return f"<div><div></div><div>{words}</div>{rest}</div>"


def page(title: str, *blocks: str) -> bytes:
    """Return a page of a chat."""
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{title}</title></head>'
    main = f'<div class="_a706" role="main">{"".join(blocks)}</div>'
    return f"{head}<body>{main}</body></html>".encode()


CHAT = thread(
    said("Vera Hill", 120, "see you 🐝"),
    said("Анна Петрова", 60, "да, в шесть"),
    said("Vera Hill", 0, photos=[{"uri": "messages/inbox/a/photos/1.jpg"}]),
)
ENCRYPTED = {
    "participants": ["Vera Hill", "Анна Петрова"],
    "threadName": "Анна Петрова_7",
    "messages": [
        {
            "isUnsent": False,
            "media": [],
            "reactions": [{"actor": "Анна Петрова", "reaction": "❤"}],
            "senderName": "Vera Hill",
            "text": "and now in private",
            "timestamp": NOON + 500_000,
            "type": "text",
        },
        {
            "isUnsent": False,
            "media": [{"uri": "./media/a.jpg"}],
            "reactions": [],
            "senderName": "Анна Петрова",
            "text": "",
            "timestamp": NOON + 600_000,
            "type": "media",
        },
    ],
}
HTML = page(
    "Anna Stone",
    block("Anna Stone", text("at six<br/>or seven"), "May 01, 2024 9:05:00 pm"),
    block("Vera Hill", text("When?"), "May 01, 2024 9:00:00 am"),
)
ROOT = "your_facebook_activity/messages"
ARCHIVE = {
    f"{ROOT}/inbox/annapetrova_10150/message_1.json": dumped(CHAT),
    f"{ROOT}/inbox/annapetrova_10150/photos/1.jpg": b"\xff\xd8\xff",
    f"{ROOT}/archived_threads/annastone_77/message_1.html": HTML,
    "your_facebook_activity/posts/your_posts_1.json": b"[]",
}

FILES: dict[str, bytes] = {
    "message_1.json": dumped(CHAT),
    "Анна Петрова_7.json": json.dumps(ENCRYPTED, ensure_ascii=False).encode(),
    "message_2.html": HTML,
    "facebook-vera.zip": zipped({name: ARCHIVE[name] for name in ARCHIVE if "message_" in name}),
}
