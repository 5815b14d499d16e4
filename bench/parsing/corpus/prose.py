"""Sentences, headings and cells from seeded phrases and from the repository's own handbook."""

import json
import random
import re
from pathlib import Path

PHRASES = json.loads((Path(__file__).parent / "phrases.json").read_text(encoding="utf-8"))
"""Words of our own in four languages; programs under ``code``."""
HANDBOOK = Path(__file__).parents[3] / "data" / "raw" / "handbook"
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZА-ЯЁ])")
ENDS = {"zh": "。"}


class Prose:
    """Words of one document: the same seed gives the same words, no sentence comes twice."""

    def __init__(self, language: str, seed: int) -> None:
        self.language = language
        self._words = PHRASES[language]
        self.random = random.Random(f"{language}-{seed}")
        self._said: set[str] = set()
        self._read = _handbook(language)
        self.random.shuffle(self._read)

    def label(self, key: str) -> str:
        """Return a word of tables and captions, e.g. ``quantity``."""
        return str(self._words["labels"][key])

    def name(self) -> str:
        """Return the name of a person."""
        return str(self.random.choice(self._words["names"]))

    def number(self, low: int = 2, high: int = 990) -> int:
        """Return a number."""
        return self.random.randint(low, high)

    def topic(self) -> str:
        """Return one word."""
        return str(self.random.choice(self._words["topics"]))

    def thing(self) -> str:
        """Return the name of a kind of things."""
        return str(self.random.choice(self._words["things"]))

    def heading(self) -> str:
        """Return the words of a heading, new in this document."""
        for _ in range(100):
            form = str(self.random.choice(self._words["headings"]))
            words = form.format(topic=self.topic(), thing=self.thing(), other=self.topic())
            if words not in self._said:
                self._said.add(words)
                return words[0].upper() + words[1:]
        raise AssertionError("more headings than there are words for")

    def sentence(self) -> str:
        """Return a sentence, new in this document; every third comes from the handbook."""
        if self._read and self.random.random() < 0.4:
            return self._read.pop()
        gap = "" if self.language == "zh" else " "
        comma = "，" if self.language == "zh" else ", "
        while True:
            who, does, what, how = (self.random.choice(part) for part in self._words["clauses"])
            words = f"{who}{gap}{does}{gap}{what}{comma}{how}".format(
                thing=self.thing(), topic=self.topic(), number=self.number()
            )
            if words not in self._said:
                self._said.add(words)
                return words[0].upper() + words[1:] + ENDS.get(self.language, ".")

    def paragraph(self, low: int = 2, high: int = 6) -> str:
        """Return some sentences; now and then a word of them is bold, italic, code or a link."""
        count = self.random.randint(low, high)
        gap = "" if self.language == "zh" else " "
        sentences = [self.sentence() for _ in range(count)]
        if self.random.random() < 0.35 and gap:
            place = self.random.randrange(count)
            sentences[place] = self._styled(sentences[place])
        return gap.join(sentences)

    def _styled(self, sentence: str) -> str:
        words = sentence.split(" ")
        at = self.random.randrange(len(words))
        if not words[at].isalpha() or any(mark in sentence for mark in "*`[]"):
            return sentence
        word = words[at]
        words[at] = self.random.choice(
            [f"**{word}**", f"*{word}*", f"`{word}`", f"[{word}](https://example.org/{at})"]
        )
        return " ".join(words)

    def date(self) -> str:
        """Return a day, as people of the language write it."""
        day, month, year = self.number(1, 28), self.number(1, 12), self.number(2011, 2026)
        forms = {
            "en": f"{year}-{month:02}-{day:02}",
            "ru": f"{day:02}.{month:02}.{year}",
            "zh": f"{year}年{month}月{day}日",
            "he": f"{day}/{month}/{year}",
        }
        return forms[self.language]

    def price(self) -> str:
        """Return an amount of money."""
        amount = f"{self.number(1, 900)}{self.random.choice([',', '.'])}{self.number(10, 99)}"
        return amount + self.random.choice(["", " €", " $"])

    def code(self) -> str:
        """Return a small program."""
        word = self.random.choice(PHRASES["en"]["topics"])
        form = str(self.random.choice(PHRASES["code"]))
        return form.format(a=self.number(), b=self.number(2, 9), w=word)


def _handbook(language: str) -> list[str]:
    """Return the plain sentences of the handbook in a language; none for those it is not in."""
    found = []
    for path in sorted((HANDBOOK / language).glob("*.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line[:1].isalpha() and not set("*`[]|<>_") & set(line):
                found += [part for part in SENTENCE.split(line) if 40 < len(part) < 220]
    return list(dict.fromkeys(found))
