"""Chats of a man who mends bicycles with his customers, before they take an export's form.

What he says is recognisable: small letters, short messages in bursts, few emoji, the price, a joke.
Everybody else writes whole sentences.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product
from random import Random

from wording import expand, read_sections

NAMES = {"en": "Yegor Spitsyn", "ru": "Егор Спицын"}
EMOJI = ("🔧", "🔧", "🚲", "🚲", "😅", "👌", "☕")
STICKERS = ("👍", "🚲")
LEAST_GAP = timedelta(hours=22)
MEDIA = ("photo", "voice", "forward")


@dataclass
class Line:
    """One message."""

    author: str
    text: str
    kind: str = "text"
    """``text``, ``sticker`` (its emoji is the text), ``photo``, ``voice`` or ``forward``."""
    at: datetime = datetime.min


@dataclass
class Chat:
    """A chat of the persona with one friend, or with several, in time order."""

    language: str
    title: str
    lines: list[Line] = field(default_factory=list)

    @property
    def persona(self) -> str:
        """The persona's name, in the letters of the chat."""
        return NAMES[self.language]


class Composer:
    """Composes the chats of one language; no long reply stands in two of them."""

    def __init__(self, language: str, seed: int) -> None:
        self.language = language
        self.persona = NAMES[language]
        self._rng = Random(f"{seed}-{language}")
        sections = read_sections(f"{language}.txt")
        self.friends = sections["friends"]
        self._sections = sections
        self._topics = {
            name: _by_role(lines) for name, lines in sections.items() if name.startswith("topic ")
        }
        self._used: Counter[str] = Counter()
        self._pairs = {name: self._shuffled(roles) for name, roles in self._topics.items()}

    def _shuffled(self, roles: dict[str, list[str]]) -> dict[str, list[tuple[str, str]]]:
        """Every way to join what it is, or what is answered, with what to do: each used once."""
        found = {}
        for role in ("a", "r"):
            pairs = list(product(roles[role], roles["b"]))
            self._rng.shuffle(pairs)
            found[role] = pairs
        return found

    def compose(self, friend: str) -> Chat:
        """Compose a chat of two about two problems, on one day or on two."""
        chat = Chat(self.language, friend)
        first, second = self._topics_of_a_chat()
        self._topic(chat, friend, "hello", first)
        if self.chance(0.45):
            self._pair(chat, friend, "chat")
        self._topic(chat, friend, "more", second)
        if self.chance(0.8):
            self._pair(chat, friend, "thanks")
        self._decorate(chat, friend)
        self._clock(chat)
        return chat

    def compose_group(self, title: str, friends: list[str]) -> Chat:
        """Compose the talk before a ride, in which everybody asks and the persona answers."""
        chat = Chat(self.language, title)
        for pair in self._rng.sample(self._sections["group"], len(self._sections["group"])):
            friend = self._rng.choice(friends)
            self._said(chat, friend, self.persona, pair)
        self._clock(chat)
        return chat

    def chance(self, share: float) -> bool:
        """Draw True in this share of all cases."""
        return self._rng.random() < share

    def _topics_of_a_chat(self) -> list[str]:
        order = sorted(self._topics, key=lambda name: (self._used[name], self._rng.random()))
        self._used.update(order[:2])
        return order[:2]

    def _topic(self, chat: Chat, friend: str, greeting: str, topic: str) -> None:
        roles = self._topics[topic]
        hello = self._fill(self._sections[greeting])
        question = self._fill(roles["q"])
        if self.chance(0.4):
            chat.lines += [Line(friend, hello), Line(friend, question)]
        else:
            chat.lines.append(Line(friend, f"{hello} {question}"))
        what, todo = self._pairs[topic]["a"].pop()
        opening = [self._fill(self._sections["open"])] if self.chance(0.7) else []
        closing = [self._fill(self._sections["close"])] if self.chance(0.35) else []
        self._burst(chat, [*opening, what, todo, *closing])
        answer, todo = self._pairs[topic]["r"].pop()
        asked = roles["r"].index(answer) * len(roles["f"]) // len(roles["r"])
        chat.lines.append(Line(friend, self._fill(roles["f"][asked : asked + 1])))
        closing = [self._fill(self._sections["close"])] if self.chance(0.2) else []
        self._burst(chat, [answer, todo, *closing])
        for _ in range(self._rng.choice((1, 2, 2))):
            self._pair(chat, friend, "short")

    def _burst(self, chat: Chat, templates: list[str]) -> None:
        said = [expand(one, self._rng, self._slots()) for one in templates]
        if len(said) > 2 and self.chance(0.3):
            said[:2] = [f"{said[0]}, {said[1]}"]
        if self.chance(0.3):
            said[-1] += f" {self._rng.choice(EMOJI)}"
        chat.lines += [Line(chat.persona, text) for text in said]
        if self.chance(0.07):
            chat.lines.append(Line(chat.persona, self._rng.choice(STICKERS), "sticker"))

    def _pair(self, chat: Chat, friend: str, section: str) -> None:
        order = self._sections[section]
        least = min(self._used[one] for one in order)
        pair = self._rng.choice([one for one in order if self._used[one] == least])
        self._used[pair] += 1
        self._said(chat, friend, chat.persona, pair)

    def _said(self, chat: Chat, friend: str, persona: str, pair: str) -> None:
        asked, answered = expand(pair, self._rng, self._slots()).split(" => ")
        bubbles = answered.split(" | ")
        if self.chance(0.35):
            bubbles[-1] += f" {self._rng.choice(EMOJI)}"
        chat.lines.append(Line(friend, asked))
        chat.lines += [Line(persona, bubble) for bubble in bubbles]

    def _decorate(self, chat: Chat, friend: str) -> None:
        """Put something without words of one's own into every third chat."""
        if not self.chance(0.34):
            return
        kind = self._rng.choice(MEDIA)
        author = self._rng.choice((friend, chat.persona)) if kind == "forward" else friend
        text = self._fill(self._sections["forwards"]) if kind == "forward" else ""
        chat.lines.insert(self._rng.randrange(1, len(chat.lines)), Line(author, text, kind))

    def _fill(self, templates: list[str]) -> str:
        return expand(self._rng.choice(templates), self._rng, self._slots())

    def _slots(self) -> dict[str, str]:
        friend = self._rng.choice(self.friends)
        last = self._rng.randint(10, 99)
        phone = f"+1 555 01{last}" if self.language == "en" else f"+7 000 416-20-{last}"
        return {
            "friend": friend.split()[0],
            "mail": f"box{self._rng.randint(100, 999)}@riverpost.example",
            "phone": phone,
            "street": self._fill_street(),
        }

    def _fill_street(self) -> str:
        street = self._rng.choice(self._sections["streets"])
        return street.replace("#", str(self._rng.randint(2, 88)))

    def _clock(self, chat: Chat) -> None:
        """Seconds within a burst, minutes between people, at times a night."""
        day = datetime(self._rng.choice((2024, 2025)), self._rng.randint(1, 12), 14)
        at = day + timedelta(days=self._rng.randint(0, 12), minutes=self._rng.randint(540, 1200))
        before: Line | None = None
        middle = len(chat.lines) // 2
        for place, line in enumerate(chat.lines):
            gap = timedelta(seconds=self._rng.randint(4, 50))
            if before is not None and before.author != line.author:
                gap = timedelta(seconds=self._rng.randint(50, 2400))
                if place > middle and line.author != chat.persona and self.chance(0.25):
                    gap += LEAST_GAP
                    middle = len(chat.lines)
            at += gap
            line.at = at
            before = line


def _by_role(lines: list[str]) -> dict[str, list[str]]:
    roles: dict[str, list[str]] = {}
    for line in lines:
        role, _, template = line.partition(" ")
        roles.setdefault(role, []).append(template)
    return roles
