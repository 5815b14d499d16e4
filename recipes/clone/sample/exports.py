"""Chats as three apps export them: Telegram Desktop, WhatsApp, DiscordChatExporter."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from random import Random
from typing import Any

from talk import NAMES, Chat, Line

ZONE = timezone(timedelta(hours=3))
TELEGRAM_ID = 5_600_000_001
DISCORD_ID = "560000000000000001"
NICKNAME = "gosha_spokes"
"""The persona on Discord: no name of people.yaml; the account tells."""

_NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"
_OMITTED = {"photo": "<Media omitted>", "voice": "<Media omitted>"}
_ENCRYPTED = (
    "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, "
    "can read or listen to them."
)


@dataclass
class Telegram:
    """A full export under construction: message ids rise through all chats."""

    accounts: dict[str, int] = field(default_factory=dict)
    chats: list[dict[str, Any]] = field(default_factory=list)
    next_id: int = 1000

    def add(self, chat: Chat, *, group: bool = False) -> None:
        """Add a chat; every third one of two ends with a call."""
        partner = 5_700_000_000 + 7919 * (len(self.chats) + 1)
        kind = "private_group" if group else "personal_chat"
        messages = [self._message(line, chat) for line in chat.lines]
        if group:
            messages.insert(0, self._service(chat.lines[0].at, "create_group", title=chat.title))
        elif len(self.chats) % 3 == 0:
            after = chat.lines[-1].at + timedelta(minutes=2)
            messages.append(self._service(after, "phone_call", duration_seconds=74))
        self.chats.append({"name": chat.title, "type": kind, "id": partner, "messages": messages})

    def document(self) -> str:
        """Wrap the chats as the program does."""
        whole = {
            "about": "Here is the data you requested.",
            "personal_information": {
                "user_id": TELEGRAM_ID,
                "first_name": "Yegor",
                "last_name": "Spitsyn",
                "phone_number": "+7 000 416-10-01",
            },
            "chats": {"about": "This page lists all chats.", "list": self.chats},
        }
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"

    def _message(self, line: Line, chat: Chat) -> dict[str, Any]:
        text: Any = "" if line.kind == "sticker" else line.text
        found = self._base("message", line.at) | self._author(line.author, chat) | {"text": text}
        if line.kind == "sticker":
            found |= {"media_type": "sticker", "sticker_emoji": line.text, "file": _NOT_INCLUDED}
        elif line.kind == "photo":
            found |= {"photo": _NOT_INCLUDED, "width": 1280, "height": 960}
        elif line.kind == "voice":
            found |= {"media_type": "voice_message", "duration_seconds": 9, "file": _NOT_INCLUDED}
        elif line.kind == "forward":
            found |= {"forwarded_from": "City channel"}
        return found

    def _author(self, name: str, chat: Chat) -> dict[str, str]:
        if name == chat.persona:
            return {"from": NAMES["en"], "from_id": f"user{TELEGRAM_ID}"}
        number = self.accounts.setdefault(name, 5_700_000_000 + 7919 * (len(self.accounts) + 1))
        return {"from": name, "from_id": f"user{number}"}

    def _service(self, at: datetime, action: str, **more: Any) -> dict[str, Any]:
        actor = {"actor": NAMES["en"], "actor_id": f"user{TELEGRAM_ID}", "action": action}
        return self._base("service", at) | actor | more | {"text": ""}

    def _base(self, kind: str, at: datetime) -> dict[str, Any]:
        self.next_id += 1
        moment = int(at.replace(tzinfo=ZONE).timestamp())
        return {
            "id": self.next_id,
            "type": kind,
            "date": at.isoformat(),
            "date_unixtime": str(moment),
        }


def whatsapp_name(chat: Chat) -> str:
    """Name the file as a phone in the chat's language does."""
    if chat.language == "ru":
        return f"Чат WhatsApp с контактом {chat.title}.txt"
    return f"WhatsApp Chat with {chat.title}.txt"


def whatsapp_text(chat: Chat, rng: Random, *, ios: bool) -> str:
    """Write an export: dates as in the phone's country, a notice first, some messages deleted."""
    rows = [_row(chat.lines[0].at, None, _ENCRYPTED, ios=ios)]
    for line in chat.lines:
        text = _OMITTED.get(line.kind, line.text)
        if line.kind == "forward":  # the app does not tell that it was forwarded
            continue
        rows.append(_row(line.at, line.author, text, ios=ios))
    if rng.random() < 0.2:
        last = chat.lines[-1]
        rows.append(_row(last.at, chat.title, "This message was deleted", ios=ios))
    return "\n".join(rows) + "\n"


def _row(at: datetime, author: str | None, text: str, *, ios: bool) -> str:
    said = text if author is None else f"{author}: {text}"
    return f"[{at:%d/%m/%Y, %H:%M:%S}] {said}" if ios else f"{at:%d/%m/%Y, %H:%M} - {said}"


def discord_channel(chat: Chat, number: int, *, server: bool = False) -> tuple[str, str]:
    """Write a channel: the name of its file, and the file."""
    channel = f"56100000000000{number:04d}"
    place = {"id": channel, "type": "GuildTextChat" if server else "DirectTextChat"}
    guild = {"id": "0", "name": "Direct Messages"}
    if server:
        guild = {"id": "561900000000000001", "name": "Third Gear"}
    messages = [_discord_message(line, chat, number, at) for at, line in enumerate(chat.lines)]
    whole = {
        "guild": guild,
        "channel": place | {"name": chat.title},
        "messages": messages,
        "messageCount": len(messages),
    }
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
    return f"{guild['name']} - {chat.title} [{channel}].json", text


def _discord_message(line: Line, chat: Chat, number: int, place: int) -> dict[str, Any]:
    own = line.author == chat.persona
    found: dict[str, Any] = {
        "id": f"5620{number:04d}{place:010d}",
        "type": "Default",
        "timestamp": line.at.replace(tzinfo=ZONE).isoformat(),
        "content": "" if line.kind in {"photo", "voice"} else line.text,
        "author": {
            "id": DISCORD_ID if own else discord_account(line.author),
            "name": NICKNAME if own else line.author,
            "isBot": False,
        },
    }
    if line.kind in {"photo", "voice"}:
        found["attachments"] = [{"id": "1", "fileName": "bike.jpg"}]
    if line.kind == "forward":
        reference = {"type": "Forward", "messageId": "563000000000000001"}
        found |= {"content": "", "reference": reference, "forwardedMessage": {"content": line.text}}
    return found


def discord_account(name: str) -> str:
    """Number a person: the same one everywhere."""
    return f"57{sum(ord(letter) * (place + 1) for place, letter in enumerate(name)):016d}"
