"""Chats of VK: a page of the archive, the archive, and what the API returns."""

import base64
import json
from typing import Any

from unit.parsing.examples.meta import zipped

OWNER = base64.b64encode(b'{"user_id":42,"time_current":1714554000}').decode()


def item(number: int, header: str, body: str) -> str:
    """Return a message of a page."""
    return (
        f'<div class="item"><div class="item__main"><div class="message" data-id="{number}">\n'
        f'  <div class="message__header">{header}</div>\n  <div>{body}</div>\n</div></div></div>'
    )


def stub(description: str, link: str = "") -> str:
    """Return an attachment."""
    target = f"<a class='attachment__link' href='{link}'>{link}</a>" if link else ""
    return (
        f'<div class="attachment">\n  <div class="attachment__description">{description}</div>\n'
        f"  {target}\n</div>"
    )


def words(text: str, *behind: str) -> str:
    """Return the body of a message."""
    return f'{text}<div class="kludges">{"".join(behind)}</div>'


ANNA = '<a href="https://vk.com/id123">Анна Петрова</a>'


def page(*items: str, title: str = "Анна Петрова") -> bytes:
    """Return a page of the archive, in its encoding; emoji are entities."""
    return (
        '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; '
        f'charset=windows-1251"/><meta name="jd" content="{OWNER}"/><title>VK</title></head>'
        '<body><div class="wrap"><h2 class="page_block_h2"><div class="page_block_header_inner">'
        '<div class="ui_crumb">Профиль</div><div class="ui_crumb">Сообщения</div>'
        f'<div class="ui_crumb">{title}</div></div></h2>{"".join(items)}</div></body></html>'
    ).encode("cp1251", "xmlcharrefreplace")


PAGE = page(
    item(12, "Вы, 12 янв 2021 в 14:06:00", words("да, в шесть 🐝")),
    item(11, f"{ANNA}, 12 янв 2021 в 14:05:33", words("Когда?<br>В пять?")),
)
INDEX = (
    '<html><body><div class="item"><div class="message-peer--id">'
    '<a href="123/messages0.html">Анна Петрова</a></div></div></body></html>'
).encode("cp1251")
ANSWER: dict[str, Any] = {
    "response": {
        "count": 2,
        "items": [
            {
                "date": 1714554060,
                "from_id": 42,
                "id": 12,
                "out": 1,
                "peer_id": 123,
                "text": "да, в шесть",
                "attachments": [],
                "fwd_messages": [],
                "conversation_message_id": 2,
                "reply_message": {"id": 11, "conversation_message_id": 1, "text": "Когда?"},
            },
            {
                "date": 1714554000,
                "from_id": 123,
                "id": 11,
                "out": 0,
                "peer_id": 123,
                "text": "Когда?",
                "attachments": [],
                "fwd_messages": [],
                "conversation_message_id": 1,
            },
        ],
        "profiles": [
            {"id": 42, "first_name": "Вера", "last_name": "Горина"},
            {"id": 123, "first_name": "Анна", "last_name": "Петрова"},
        ],
    }
}

UNREMARKED = PAGE.replace("Вы,".encode("cp1251"), "Горина Вера,".encode("cp1251"))
"""A page about which nothing is to be said."""
FILES: dict[str, bytes] = {
    "messages0.html": UNREMARKED,
    "Archive.zip": zipped(
        {
            "messages/index-messages.html": INDEX,
            "messages/123/messages0.html": UNREMARKED,
        }
    ),
    "history.json": json.dumps(ANSWER, ensure_ascii=False).encode(),
}
