"""A full export of Telegram Desktop (``result.json``) with the traits that real ones have."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from lindenyard.chats import Chat
from lindenyard.exports import ZONE
from lindenyard.grammar import expand, read_lines, read_sections
from lindenyard.people import OWNER
from lindenyard.places import place_slots

OWNER_ID = 4_100_000_001
CREW = {"Тимур": 4_100_000_002, "Оксана": 4_100_000_003, "Pavel": 4_100_000_004}
GROUP_NAME = "Липовый двор: свои"

_NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"
_ADDRESS = re.compile(r"\S+@\S+\.example")


@dataclass
class Export:
    """The file under construction: message ids rise through the whole export."""

    rng: Random
    chats: list[dict[str, Any]] = field(default_factory=list)
    next_id: int = 1000

    def add_chat(self, chat: Chat, *, deleted: bool = False) -> None:
        """Add a personal chat; a deleted account has no name, neither above nor in its messages."""
        number = len(self.chats)
        partner = None if deleted else chat.student.name
        partner_id = 4_200_000_000 + 7919 * (number + 1)
        messages = []
        for line in chat.lines:
            author = (OWNER, OWNER_ID) if line.by_teacher else (partner, partner_id)
            messages.append(self._message(line.text, line.at, *author))
        self._decorate(number, messages, chat, (partner, partner_id))
        self.chats.append(
            {"name": partner, "type": "personal_chat", "id": partner_id, "messages": messages}
        )

    def add_group(self, start: datetime) -> None:
        """Add the crew's group: a service message, then what the fragment file says."""
        at = start
        messages = [self._service(at, "create_group", title=GROUP_NAME, members=list(CREW))]
        slots = place_slots("ru", self.rng)
        for row in read_lines("ru", "crew.txt"):
            author, text = row.split("|", 1)
            at += timedelta(seconds=self.rng.randint(20, 900))
            author_id = CREW.get(author, OWNER_ID)
            messages.append(self._message(expand(text, self.rng, slots), at, author, author_id))
        group = {"name": GROUP_NAME, "type": "private_group", "id": 4_300_000_077}
        self.chats.append(group | {"messages": messages})

    def document(self) -> dict[str, Any]:
        """Wrap the chats as Telegram Desktop does."""
        return {
            "about": "Here is the data you requested.",
            "personal_information": {
                "user_id": OWNER_ID,
                "first_name": "Vera",
                "last_name": "Lipskaya",
                "phone_number": "+7 000 100-00-01",
                "username": "@linden_yard",
                "bio": "150 houses, one cat",
            },
            "contacts": {"about": "Contacts from the account.", "list": []},
            "chats": {"about": "This page lists all chats from this export.", "list": self.chats},
            "left_chats": {"about": "Chats that the account has left.", "list": []},
        }

    def _decorate(
        self,
        number: int,
        messages: list[dict[str, Any]],
        chat: Chat,
        partner: tuple[str | None, int],
    ) -> None:
        """Give some chats what a reader must not stumble over; most stay plain."""
        has_room = len(messages) <= 13
        if number % 11 == 2:
            call = {"duration_seconds": 30 + number, "discard_reason": "hangup"}
            messages.append(self._service(_last(messages), "phone_call", **call))
        if number % 9 == 3:
            messages[1]["reply_to_message_id"] = messages[0]["id"]
        if number % 8 == 5:
            edited = datetime.fromisoformat(messages[-1]["date"]) + timedelta(minutes=2)
            messages[-1] |= _edited(edited)
        if number % 6 == 1:
            _emphasise(next(item for item in messages if item.get("from") == OWNER))
        if number % 10 == 4 and has_room:
            photo = self._message("", _last(messages), *partner)
            photo |= {"photo": _NOT_INCLUDED, "width": 1280, "height": 960}
            messages.append(photo)
        if number % 12 == 7 and has_room:
            texts = read_sections(chat.student.language, "forwards.txt")
            source, news = self.rng.choice(list(texts.items()))
            forward = self._message(self.rng.choice(news), _last(messages), *partner)
            messages.append(forward | {"forwarded_from": source})

    def _message(
        self, text: str, at: datetime, author: str | None, author_id: int
    ) -> dict[str, Any]:
        runs = _runs(text)
        is_plain = all(run["type"] == "plain" for run in runs)
        listed = [run["text"] if run["type"] == "plain" else run for run in runs]
        return self._base("message", at) | {
            "from": author,
            "from_id": f"user{author_id}",
            "text": text if is_plain else listed,
            "text_entities": runs,
        }

    def _service(self, at: datetime, action: str, **details: Any) -> dict[str, Any]:
        actor = {"actor": OWNER, "actor_id": f"user{OWNER_ID}", "action": action}
        return self._base("service", at) | actor | details | {"text": "", "text_entities": []}

    def _base(self, kind: str, at: datetime) -> dict[str, Any]:
        self.next_id += 1
        when = {"date": at.isoformat(), "date_unixtime": _unix(at)}
        return {"id": self.next_id, "type": kind} | when


def _runs(text: str) -> list[dict[str, Any]]:
    """Cut a text at its e-mail addresses, which Telegram marks."""
    runs = []
    position = 0
    for hit in _ADDRESS.finditer(text):
        runs.append({"type": "plain", "text": text[position : hit.start()]})
        runs.append({"type": "email", "text": hit[0]})
        position = hit.end()
    runs.append({"type": "plain", "text": text[position:]})
    return [run for run in runs if run["text"]]


def _emphasise(message: dict[str, Any]) -> None:
    """Make the first words bold and add a link, so that the text is a list of runs."""
    text = "".join(run["text"] for run in message["text_entities"])
    head, _, tail = text.partition(" ")
    runs = [
        {"type": "bold", "text": head},
        {"type": "plain", "text": f" {tail} "},
        {"type": "link", "text": "https://lindenyard.example/dates"},
    ]
    message["text"] = [run["text"] if run["type"] == "plain" else run for run in runs]
    message["text_entities"] = runs


def _edited(at: datetime) -> dict[str, str]:
    return {"edited": at.isoformat(), "edited_unixtime": _unix(at)}


def _last(messages: list[dict[str, Any]]) -> datetime:
    return datetime.fromisoformat(messages[-1]["date"]) + timedelta(seconds=41)


def _unix(at: datetime) -> str:
    return str(int(at.replace(tzinfo=ZONE).timestamp()))
