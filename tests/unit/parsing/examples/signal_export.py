"""Chats as signal-export writes them: JSON Lines, and Markdown of two versions."""

import json
from typing import Any

NEEDS_SUFFIX = True
"""Of Markdown: its headers may be those of WhatsApp."""


def message(sender: str, body: str, **more: Any) -> dict[str, Any]:
    """A line of data.json."""
    return {
        "date": "2024-05-01T12:00:00.123000",
        "sender": sender,
        "body": body,
        "quote": "",
        "sticker": None,
        "reactions": [],
        "attachments": [],
        **more,
    }


MESSAGES = [
    message("Anna", "Привет 🐝\nкак улей?  "),
    message("Me", "fine  ", quote="\n\n> Привет\n\n", date="2024-05-01T12:01:00"),
]
MARKDOWN = """\
[2024-05-01 12:00:00] Anna: Привет 🐝
как улей?  

[2024-05-01 12:01:00] Me: 

> Привет 🐝
> как улей?

fine  
(- Anna: 👍 -)

"""  # noqa: W291  # as the program writes it
OLD = "[2021-01-02, 10:33] Anna: hello  \n[2021-01-02, 10:34] Me: hi  \n"

FILES = {
    "data.json": "".join(json.dumps(one) + "\n" for one in MESSAGES).encode(),
    "chat.md": MARKDOWN.encode(),
    "index.md": OLD.encode(),
}
