"""WhatsApp text files and a forum's JSON Lines."""

import json
from datetime import timedelta, timezone
from random import Random

from lindenyard.chats import Chat, Line

ZONE = timezone(timedelta(hours=3))
"""The village's time, which knows no summer time."""

MEDIA = "<Без медиафайлов>"

_MARK = "\u200e"
"""WhatsApp puts this left-to-right mark before its own words."""
_NOTICE = (
    f"{_MARK}Сообщения и звонки защищены сквозным шифрованием. Третьи лица, включая WhatsApp, "
    "не могут прочитать ваши сообщения или прослушать звонки."
)


def whatsapp_name(chat: Chat) -> str:
    """Name the file as a phone in the chat's language does."""
    if chat.student.language == "ru":
        return f"Чат WhatsApp с контактом {chat.student.name}.txt"
    return f"WhatsApp Chat with {chat.student.name}.txt"


def whatsapp_text(chat: Chat, teacher: str, rng: Random, *, ios: bool) -> str:
    """Write an export with Russian dates and service lines.

    Args:
        chat: The conversation.
        teacher: Name under which the teacher stands in this phone.
        rng: Chooses which messages run over two lines and whether a photo was left out.
        ios: Bracketed times with seconds, and the notice carries an author, as on an iPhone.
    """
    rows = [_whatsapp_row(chat.lines[0], teacher if ios else None, _NOTICE, ios=ios)]
    for line in chat.lines:
        author = teacher if line.by_teacher else chat.student.name
        text = line.text.replace(". ", ".\n", 1) if rng.random() < 0.12 else line.text
        rows.append(_whatsapp_row(line, author, text, ios=ios))
    if len(chat.lines) < 16 and rng.random() < 0.4:
        photo = _whatsapp_row(chat.lines[0], chat.student.name, MEDIA, ios=ios)
        rows.insert(2, photo)
    return "\n".join(rows) + "\n"


def forum_line(chat: Chat, number: int, student: str, teacher: str) -> str:
    """Write a forum thread as one line of JSON, with the time zone in each time."""
    messages = [
        {
            "author": teacher if line.by_teacher else student,
            "text": line.text,
            "sent_at": line.at.replace(tzinfo=ZONE).isoformat(),
        }
        for line in chat.lines
    ]
    thread = {"id": f"thread-{number:03d}", "title": chat.title, "messages": messages}
    return json.dumps(thread, ensure_ascii=False) + "\n"


def _whatsapp_row(line: Line, author: str | None, text: str, *, ios: bool) -> str:
    said = text if author is None else f"{author}: {text}"
    if ios:
        return f"[{line.at:%d.%m.%Y, %H:%M:%S}] {said}"
    return f"{line.at:%d.%m.%Y, %H:%M} - {said}"
