"""A chat of Google Chat, as Takeout writes it."""

import json
from typing import Any

VERA = {"name": "Vera", "email": "vera@example.org", "user_type": "Human"}
ANNA = {"name": "Anna K.", "email": "anna@example.org", "user_type": "Human"}


def message(creator: dict[str, Any], text: str, number: int = 1, **more: Any) -> dict[str, Any]:
    """A message of the first of May."""
    return {
        "creator": creator,
        "created_date": f"Wednesday, May 1, 2024 at 9:0{number}:00\u202fAM UTC",
        "text": text,
        "topic_id": "t1",
        "message_id": f"dmAAA/t1/m{number}",
        **more,
    }


MESSAGES = [
    message(ANNA, "Привет 🐝\nкак улей?"),
    message(
        VERA, "fine", 2, quoted_message_metadata={"creator": ANNA, "text": "Привет",
        "message_id": "dmAAA/t1/m1"},
    ),
]  # fmt: skip

FILES = {"google-messages.json": json.dumps({"messages": MESSAGES}).encode()}
