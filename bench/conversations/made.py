"""Chats that nobody had, as apps export them: lengths, languages and kinds as people's."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

OWNER = "Vera Lipskaya"
FIRST = (
    "Anna Boris Clara Daniel Elena Fedor Greta Ivan Julia Kirill Lida Mark Nina Oleg Petra Roman"
)
LAST = "Fernsby Hollow Ashgrove Rookwood Millstone Petherick Oldacre Waxwell Yarrow Zimin Orlova"
PARTS = {
    "ru": ("ба ве го ду жи ла ме но пе ра си ту ча ше ки ло во на по ре", 0.6),
    "en": ("ba re ki lo mu na po se ti vo ash bel cor den fir gan hol mer pel ran", 0.4),
}
COMMON = {
    "ru": "и в не на я что с а да это ты мы как но у по за так же ну вот уже завтра сегодня можно",
    "en": "the a to and of in it is you that for on we with so but not are this was will can today",
}
EMOJI = "😂 👍 ❤️ 🐝 😅 🙏"
ROLES = ("user", "assistant")
SESSION = 12
"""Messages between two silences, on average."""


@dataclass(frozen=True, slots=True)
class Line:
    """A message before an app writes it."""

    author: str
    text: str
    at: datetime
    kind: str


class Chatter:
    """Invents chats; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._words = {language: self._vocabulary(language) for language in PARTS}

    def lengths(self, messages: int, chats: int) -> list[int]:
        """Deal messages to chats: few chats are long, most are short."""
        shares = [self._chance.lognormvariate(0, 1.4) for _ in range(chats)]
        return [max(2, round(messages * share / sum(shares))) for share in shares]

    def name(self) -> str:
        """Return somebody's name."""
        return f"{self._chance.choice(FIRST.split())} {self._chance.choice(LAST.split())}"

    def chat(self, people: list[str], length: int) -> Iterator[Line]:
        """Yield the messages of a chat in their order."""
        chance = self._chance
        language = chance.choices([*PARTS], [share for _, share in PARTS.values()])[0]
        at = datetime(2019, 1, 1, tzinfo=UTC) + timedelta(days=chance.randrange(1500))
        author = people[0]
        for _ in range(length):
            pause = 20 * 3600 if chance.random() < 1 / SESSION else 90
            at += timedelta(seconds=1 + int(chance.expovariate(1 / pause)))
            if chance.random() < 0.6:
                author = chance.choice(people)
            kind = chance.choices(["text", "media", "sticker", "forwarded"], [90, 5, 3, 2])[0]
            yield Line(author, self._text(language, people), at, kind)

    def _text(self, language: str, people: list[str]) -> str:
        chance = self._chance
        count = 1 + min(60, int(chance.expovariate(1 / 8)))
        words = [self._word(language) for _ in range(count)]
        extra = chance.random()
        if extra < 0.05:
            words.append(chance.choice(people).split()[0])
        elif extra < 0.07:
            words.append(f"https://example.org/{chance.randrange(10**6)}")
        elif extra < 0.09:
            words.append(str(chance.randrange(2030)))
        elif extra < 0.095:
            words.append(f"+7 916 {chance.randrange(100, 999)}-{chance.randrange(10, 99)}-11")
        elif extra < 0.10:
            words.append(f"{self._word('en')}@example.org")
        elif extra < 0.2:
            words.append(chance.choice(EMOJI.split()))
        text = " ".join(words)
        return text.capitalize() + chance.choice([".", "?", "!", "", ""]) if count > 3 else text

    def _word(self, language: str) -> str:
        if self._chance.random() < 0.4:
            return self._chance.choice(COMMON[language].split())
        # Squared, so that few words are frequent, as in any language.
        return self._words[language][int(self._chance.random() ** 2 * 8000)]

    def _vocabulary(self, language: str) -> list[str]:
        parts = PARTS[language][0].split()
        return [
            "".join(self._chance.choices(parts, k=self._chance.randint(2, 4))) for _ in "x" * 8000
        ]


def write(folder: Path, messages: int, *, telegram: int, whatsapp: int, seed: int) -> int:
    """Write so many chats of each app, a file each; return how many messages that are."""
    chatter = Chatter(seed)
    written = 0
    for number, length in enumerate(chatter.lengths(messages, telegram + whatsapp)):
        people = _people(chatter, number)
        if number < telegram:
            chat = telegram_chat(chatter.chat(people, length), people, number)
            path = folder / f"telegram/chat{number}/result.json"
            text = json.dumps(chat, ensure_ascii=False, indent=1)
            written += len(chat["messages"])
        else:
            path = folder / f"whatsapp/WhatsApp Chat with {people[1]} {number}.txt"
            lines = [whatsapp_line(one) for one in chatter.chat(people, length)]
            text = "".join(lines)
            written += len(lines)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return written


def write_large(path: Path, megabytes: int, *, seed: int) -> int:
    """Write one export of all chats with about so many bytes; return how many messages it has."""
    chatter = Chatter(seed)
    written = number = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.write('{"about": "Here is the data you requested.", "personal_information": ')
        file.write(json.dumps({"user_id": 1, "first_name": "Vera", "last_name": "Lipskaya"}))
        file.write(', "chats": {"about": "This page lists all chats.", "list": [')
        while file.tell() < megabytes * 1_000_000:
            (length,) = chatter.lengths(20_000 if number % 5 == 0 else 2_000, 1)
            people = _people(chatter, number)
            chat = telegram_chat(chatter.chat(people, length), people, number)
            file.write(",\n" if number else "\n")
            json.dump(chat, file, ensure_ascii=False, indent=1)
            written += len(chat["messages"])
            number += 1
        file.write("]}}\n")
    return written


def write_dataset(path: Path, megabytes: int, *, seed: int) -> int:
    """Write a ready dataset of dialogues in JSON Lines; return how many messages it has."""
    chatter = Chatter(seed)
    written = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        while file.tell() < megabytes * 1_000_000:
            texts = [line.text for line in chatter.chat(["Ann", "Ben"], 4)]
            turns = [{"role": ROLES[i % 2], "content": text} for i, text in enumerate(texts)]
            file.write(json.dumps({"messages": turns}, ensure_ascii=False) + "\n")
            written += len(turns)
    return written


def telegram_chat(lines: Iterator[Line], people: list[str], number: int) -> dict[str, Any]:
    """Return a chat as Telegram Desktop writes it."""
    accounts = {name: f"user{1 if name == OWNER else 1000 * number + i}" for i, name in
                enumerate(people)}  # fmt: skip
    return {
        "name": people[1] if len(people) == 2 else f"Group {number}",
        "type": "personal_chat" if len(people) == 2 else "private_group",
        "id": 4_000_000 + number,
        "messages": [_telegram(one, i, accounts) for i, one in enumerate(lines, 1)],
    }


def whatsapp_line(line: Line) -> str:
    """Return a message as WhatsApp for Android writes it."""
    text = line.text if line.kind in {"text", "forwarded"} else "<Media omitted>"
    return f"{line.at:%d/%m/%Y, %H:%M} - {line.author}: {text}\n"


def _people(chatter: Chatter, number: int) -> list[str]:
    others = {chatter.name() for _ in range(1 if number % 6 else 8)}
    return [OWNER, *sorted(others)]


def _telegram(line: Line, number: int, accounts: dict[str, str]) -> dict[str, Any]:
    text = line.text if line.kind in {"text", "forwarded"} else ""
    word, _, rest = text.rpartition(" ")
    is_link = rest.startswith("https:")
    return {
        "id": number,
        "type": "message",
        "date": f"{line.at:%Y-%m-%dT%H:%M:%S}",
        "date_unixtime": str(int(line.at.timestamp())),
        "from": line.author,
        "from_id": accounts[line.author],
        **({"reply_to_message_id": number - 1} if number % 9 == 8 else {}),
        **({"forwarded_from": "News"} if line.kind == "forwarded" else {}),
        **({"photo": "(File not included.)", "width": 800} if line.kind == "media" else {}),
        **({"media_type": "sticker", "sticker_emoji": "😂"} if line.kind == "sticker" else {}),
        "text": [f"{word} ", {"type": "link", "text": rest}] if is_link else text,
        "text_entities": [{"type": "plain", "text": text}] if text else [],
    }
