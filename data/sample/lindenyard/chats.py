"""Conversations between the teacher and one student each, before they take an export's form."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from lindenyard.grammar import expand, read_sections
from lindenyard.people import Student
from lindenyard.places import slots_for
from lindenyard.shingles import Shingles

TOPIC_FILES = {
    "en": ("hive", "colony", "summer", "harvest", "autumn"),
    "ru": ("winter", "spring", "summer", "autumn", "trade"),
}
LONG_WORDS = 8
"""Messages of this many words or more are never repeated in another chat."""

BREAK = " => "
"""Parts a message from its answer inside one template."""
TRIES = 12
"""Fillings of a template that are tried before the next template."""
MOST_TEMPLATES = 6
"""Templates that are tried for something unlike all before, the least used first."""
ALIKE = 0.6
"""A filling that shares less than this with every earlier message is taken at once."""

_GREETING_HOURS = {
    ("morning", "утро", "sleep tonight", "Ночь не"): (6, 9),
    ("afternoon",): (13, 16),
    ("evening", "вечер", "late hour", "поздно", "awake", "не спите"): (19, 21),
}
_YEARS = (2023, 2024, 2025)


@dataclass(frozen=True)
class Topic:
    """A small problem, with what is asked (q, f) and what the teacher answers (a then b, r)."""

    name: str
    months: frozenset[int]
    texts: dict[str, list[str]]


@dataclass
class Line:
    """One message."""

    text: str
    by_teacher: bool
    at: datetime = datetime.min
    """Local time of the village; set when the conversation is complete."""


@dataclass
class Chat:
    """A conversation of the teacher with one student, in time order."""

    student: Student
    title: str
    lines: list[Line] = field(default_factory=list)


class Composer:
    """Composes the chats of one language; remembers what was said so that nothing comes twice."""

    def __init__(self, language: str, rng: Random) -> None:
        self._rng = rng
        self._language = language
        self._topics = _read_topics(language)
        self._talk = read_sections(language, "talk.txt")
        self._used: Counter[str] = Counter()
        self._pairs: set[tuple[str, str]] = set()
        self._said: set[str] = set()
        self._shingles = Shingles()

    def compose(self, student: Student, *, late_in_month: bool = False) -> Chat:
        """Compose a chat of 8 to 16 messages, 4 to 7 of them the teacher's.

        Args:
            student: Who asks.
            late_in_month: Start after the 12th, so that day and month cannot be confused.
        """
        day, first, second = self._subject(late_in_month=late_in_month)
        while True:
            lines = self._draft(student, first, second)
            teachers = sum(line.by_teacher for line in lines)
            if 8 <= len(lines) <= 16 and 4 <= teachers <= 7:
                break
        for key in filter(None, (_key(line.text) for line in lines)):
            self._said.add(key)
            self._shingles.add(key)
        first_hour, last_hour = _hours(lines[0].text)
        second_of_day = self._rng.randint(first_hour * 3600, last_hour * 3600)
        self._clock(lines, day + timedelta(seconds=second_of_day))
        return Chat(student, f"{first.name}, {second.name}", lines)

    def _subject(self, *, late_in_month: bool) -> tuple[datetime, Topic, Topic]:
        """Choose two topics of one month, the least used first, never the same pair twice."""
        first = self._rarest(self._topics)
        month = self._rng.choice(sorted(first.months))
        others = [
            topic
            for topic in self._topics
            if month in topic.months and (pair := _pair(first, topic)) and pair not in self._pairs
        ]
        second = self._rarest([topic for topic in others if topic is not first])
        self._pairs.add(_pair(first, second))
        self._used.update([first.name, second.name])
        day = self._rng.randint(13 if late_in_month else 1, 26)
        return datetime(self._rng.choice(_YEARS), month, day), first, second

    def _rarest(self, topics: list[Topic]) -> Topic:
        fewest = min(self._used[topic.name] for topic in topics)
        return self._rng.choice([topic for topic in topics if self._used[topic.name] == fewest])

    def _draft(self, student: Student, first: Topic, second: Topic) -> list[Line]:
        draft = _Draft(self, student)
        question = draft.ask("hello", first, apart=self.chance(0.5))
        draft.answer(first, question, self._rng.choice((1, 2, 2, 3)))
        if self.chance(0.6):
            draft.follow_up(first)
        if self.chance(0.45):
            draft.pair("report")
        question = draft.ask("more", second, apart=self.chance(0.25))
        draft.answer(second, question, self._rng.choice((1, 2)))
        if self.chance(0.4):
            draft.follow_up(second)
        if self.chance(0.15):
            draft.pair("contact")
        draft.pair("thanks", answered=self.chance(0.6))
        return draft.lines

    def chance(self, share: float) -> bool:
        """Draw True in this share of all cases."""
        return self._rng.random() < share

    def fresh(self, templates: list[str], student: Student) -> str:
        """Fill a template as ``find`` does.

        Raises:
            ValueError: The templates are used up.
        """
        text = self.find(templates, student)
        if text is None:
            raise ValueError(f"nothing new left among {templates[:1]!r}; write more options there")
        return text

    def find(self, templates: list[str], student: Student) -> str | None:
        """Fill the least used template in a way that no earlier chat has, if there is one.

        Short messages may come again: people do say "hm." twice. A message and its answer can
        stand in one template, parted by ``=>``, so that they speak of the same hive and day.
        """
        order = sorted(templates, key=lambda text: (self._used[text], self._rng.random()))
        best: tuple[float, str, str] | None = None
        for attempt, template in enumerate(text for text in order for _ in range(TRIES)):
            if best is not None and attempt >= MOST_TEMPLATES * TRIES:
                break
            slots = slots_for(self._language, student, self._rng)
            text = expand(template, self._rng, slots, feminine=student.feminine)
            keys = [key for part in text.split(BREAK) if (key := _key(part))]
            if any(key in self._said for key in keys):
                continue
            likeness = max((self._shingles.likeness(key) for key in keys), default=0.0)
            if best is None or likeness < best[0]:
                best = likeness, template, text
            if likeness < ALIKE:
                break
        if best is None:
            return None
        self._used[best[1]] += 1
        return best[2]

    def least_used(self, templates: list[str]) -> int:
        """Find the template that was used least."""
        fewest = min(self._used[text] for text in templates)
        return self._rng.choice(
            [at for at, text in enumerate(templates) if self._used[text] == fewest]
        )

    def talk(self, section: str) -> list[str]:
        """The templates of a section of talk that fits any topic."""
        return self._talk[section]

    def _clock(self, lines: list[Line], start: datetime) -> None:
        """Give times: seconds inside a burst, minutes between people, at times a night."""
        at = start
        before: Line | None = None
        for line in lines:
            if before is None:
                gap = 0
            elif before.by_teacher == line.by_teacher:
                gap = self._rng.randint(6, 95)
            elif not line.by_teacher and self.chance(0.12):
                gap = self._rng.randint(9 * 3600, 26 * 3600)
            else:
                gap = self._rng.randint(50, 2700)
            at += timedelta(seconds=gap)
            line.at = at
            before = line


class _Draft:
    """A conversation under way."""

    def __init__(self, composer: Composer, student: Student) -> None:
        self._composer = composer
        self._student = student
        self.lines: list[Line] = []

    def say(self, text: str) -> None:
        """Add a message of the student."""
        self.lines.append(Line(text, by_teacher=False))

    def reply(self, text: str) -> None:
        """Add a message of the teacher."""
        self.lines.append(Line(text, by_teacher=True))

    def ask(self, section: str, topic: Topic, *, apart: bool) -> int:
        """Greet and ask, in one message or two; the number of the question among the topic's."""
        greetings = self._composer.talk(section)
        chosen = self._composer.least_used(topic.texts["q"])
        template = topic.texts["q"][chosen]
        question = self._composer.find([template], self._student) if apart else None
        if question is None:
            joined = [f"{greeting} {template}" for greeting in greetings]
            self.say(self._composer.fresh(joined, self._student))
        else:
            self.say(self._composer.fresh(greetings, self._student))
            self.say(question)
        return chosen

    def answer(self, topic: Topic, question: int, messages: int) -> None:
        """Answer in a burst of 1 to 3 messages: what it is, what to do."""
        core = topic.texts["a"][question]
        openers = self._composer.talk("opener")
        led = [f"{opener} {core}" for opener in openers]
        what = self._either([core], led, first_share=1.0 if messages == 3 else 0.6)
        todo = self._composer.fresh(topic.texts["b"], self._student)
        if messages == 1:
            self.reply(f"{what} {todo}")
            return
        if messages == 3:
            self.reply(self._composer.fresh(openers, self._student))
        self.reply(what)
        closing = self._composer.fresh(self._composer.talk("closer"), self._student)
        self.reply(f"{todo} {closing}")

    def follow_up(self, topic: Topic) -> None:
        """Ask more about a topic: words of reaction first, so that the question is never bare."""
        leads, closers = self._composer.talk("lead"), self._composer.talk("closer")
        questions = [f"{lead} {question}" for lead in leads for question in topic.texts["f"]]
        ended = [f"{text} {end}" for text in topic.texts["r"] for end in closers]
        self.say(self._composer.fresh(questions, self._student))
        self.reply(self._either(topic.texts["r"], ended, first_share=0.6))

    def _either(self, first: list[str], second: list[str], *, first_share: float) -> str:
        """Fill one of two lists of templates, or the other when the chosen one is used up."""
        if not self._composer.chance(first_share):
            first, second = second, first
        text = self._composer.find(first, self._student)
        return self._composer.fresh(second, self._student) if text is None else text

    def pair(self, section: str, *, answered: bool = True) -> None:
        """Say a message that fits any topic, and its own answer."""
        pairs = self._composer.talk(section)
        closers = self._composer.talk("closer")
        endless = [pair for pair in pairs if not pair.endswith(tuple(closers))]
        ended = [f"{pair} {end}" for pair in endless for end in closers]
        text = self._either(pairs, ended, first_share=0.7)
        message, answer = text.split(BREAK)
        self.say(message)
        if answered:
            self.reply(answer)


def _hours(greeting: str) -> tuple[int, int]:
    """Find the hours in which a greeting can be said."""
    for words, hours in _GREETING_HOURS.items():
        if any(word in greeting for word in words):
            return hours
    return 8, 20


def _read_topics(language: str) -> list[Topic]:
    topics = []
    for name in TOPIC_FILES[language]:
        for header, lines in read_sections(language, f"chats_{name}.txt").items():
            title, months = header.rsplit(" ", 1)
            texts: dict[str, list[str]] = {}
            for line in lines:
                texts.setdefault(line[0], []).append(line[2:])
            topics.append(Topic(title, _months(months), texts))
    return topics


def _months(span: str) -> frozenset[int]:
    """Read ``5-8`` or ``11-2``: the months from the first to the last, over New Year if needed."""
    first, _, last = span.partition("-")
    length = (int(last or first) - int(first)) % 12
    return frozenset((int(first) - 1 + step) % 12 + 1 for step in range(length + 1))


def _pair(one: Topic, other: Topic) -> tuple[str, str]:
    return min(one.name, other.name), max(one.name, other.name)


def _key(text: str) -> str:
    """Fold a long message for comparison; a short one has no key."""
    words = text.lower().split()
    return " ".join(words) if len(words) >= LONG_WORDS else ""
