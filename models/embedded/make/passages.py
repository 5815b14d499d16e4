"""Draws passages (heading, sentences, definition, list) from real text or seeded nonsense.

Real text teaches what language looks like. Nonsense, made of dictionary words or of random
tokens, leaves no way to answer but to look into the passage, and covers words that technical
manuals lack.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus import Language, Section

COPULAS = {
    "en": (" is a ", " is the ", " is ", " means ", " is an ", " are "),
    "ru": (" — это ", " — это ", " — ", " - это ", " – это "),
}
ENDINGS = {
    "en": ("", "s", "es", "ed", "ing", "er", "ly"),
    "ru": (
        "",
        "а",
        "у",
        "ом",
        "е",
        "ы",
        "и",
        "ов",
        "ой",
        "ую",
        "ая",
        "ый",
        "ого",
        "ами",
        "ах",
        "ть",
        "ет",
    ),
}
LONG_WORD = 5

Speaker = Callable[[random.Random, int, int], str]
"""Says a clause of low..high words."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage that questions are asked about."""

    heading: str
    """Empty when it has none."""
    sentences: tuple[str, ...]
    """In order; a full stop ends each."""
    term: str
    """What the sentence at `definition` defines; empty when nothing is defined."""
    definition: int
    """Index in `sentences`; -1 when nothing is defined."""
    list_lead: str
    """Sentence with a colon before the list; empty without a list."""
    list_topic: str
    """The words of the lead that name the list."""
    items: tuple[str, ...]
    """List items; empty without a list."""


def capitalise(text: str) -> str:
    """Return the text with an upper-case first letter and the rest as it was."""
    return text[:1].upper() + text[1:]


def inflect(rng: random.Random, language: str, phrase: str) -> str:
    """Return the phrase with the endings of its long words changed at random."""
    words = []
    for word in phrase.split():
        if len(word) < LONG_WORD or not word.isalpha():
            words.append(word)
            continue
        cut = rng.randint(0, 2) if language == "ru" else rng.choice((0, 0, 1))
        words.append(word[: len(word) - cut] + rng.choice(ENDINGS[language]))
    return " ".join(words)


class PassageSource:
    """Draws passages of one language; every draw uses the given random state only."""

    def __init__(self, language: str, text: Language, token_strings: list[str]) -> None:
        self.language = language
        self._text = text
        self._token_strings = token_strings
        """Pieces of the vocabulary that read as letters; the words of token nonsense."""
        self._long_sections = [s for s in text.sections if len(s.sentences) >= 3]

    def word(self, rng: random.Random) -> str:
        """Return one dictionary word."""
        return rng.choice(self._text.words)

    def frequent_word(self, rng: random.Random) -> str:
        """Return one short frequent word, the most frequent ones more often."""
        rank = int(len(self._text.frequent) * rng.random() ** 2)
        return self._text.frequent[rank]

    def section(self, rng: random.Random) -> Section:
        """Return one section of real text."""
        return rng.choice(self._text.sections)

    def clause(self, rng: random.Random, low: int, high: int) -> str:
        """Return a run of low..high words from the middle of a real sentence, no end mark."""
        words = rng.choice(self.section(rng).sentences).rstrip(".").split()
        count = min(len(words), rng.randint(low, high))
        start = rng.randint(0, len(words) - count)
        run = " ".join(words[start : start + count])
        return re.sub(r"[.!?:;\"«»“”()]", "", run).strip(" ,-—") or self.word(rng)

    def draw(self, rng: random.Random, sentences: int, kind: str) -> Passage:
        """Return a passage with about that many sentences.

        Args:
            rng: the only source of chance.
            sentences: at least 1.
            kind: `real` (running text), `mixed` (sentences of several sections), `words` or
                `tokens` (nonsense).
        """
        if kind in {"real", "mixed"}:
            body = self._real(rng, sentences, kind)
            speak = self.clause
        else:
            vocabulary = self._vocabulary(rng, kind)
            speak = _Nonsense(self, vocabulary).clause
            body = [_sentence(rng, speak(rng, 4, 15)) for _ in range(sentences)]
        heading = self._heading(rng, kind, speak) if rng.random() < 0.7 else ""
        if heading and rng.random() < 0.4:
            _mention(rng, body, rng.choice(heading.split()).lower())
        term, definition = "", -1
        if rng.random() < 0.55:
            term, definition = self._define(rng, body, speak)
        lead, topic, items = "", "", ()  # type: str, str, tuple[str, ...]
        if rng.random() < 0.4:
            lead, topic = self._lead(rng, speak)
            items = tuple(self._item(rng, speak) for _ in range(rng.randint(2, 5)))
        return Passage(heading, tuple(body), term, definition, lead, topic, items)

    def _real(self, rng: random.Random, sentences: int, kind: str) -> list[str]:
        if kind == "mixed" or not self._long_sections:
            return [rng.choice(self.section(rng).sentences) for _ in range(sentences)]
        found = rng.choice(self._long_sections).sentences
        start = rng.randint(0, max(0, len(found) - sentences))
        return list(dict.fromkeys(found[start : start + sentences]))

    def _vocabulary(self, rng: random.Random, kind: str) -> list[str]:
        pool = self._text.words if kind == "words" else self._token_strings
        return [rng.choice(pool) for _ in range(rng.randint(20, 80))]

    def _heading(self, rng: random.Random, kind: str, speak: Speaker) -> str:
        if kind == "real" and rng.random() < 0.5:
            real = " ".join(self.section(rng).heading.split()[:4])
            if real:
                return real
        text = speak(rng, 1, 3)
        return capitalise(text) if rng.random() < 0.9 else text

    def _define(self, rng: random.Random, body: list[str], speak: Speaker) -> tuple[str, int]:
        term = self._noun(rng, speak)
        article = (
            rng.choice(("A ", "The ", "An "))
            if self.language == "en" and rng.random() < 0.5
            else ""
        )
        opening = article + (term if article else capitalise(term))
        sentence = opening + rng.choice(COPULAS[self.language]) + speak(rng, 3, 12).lower() + "."
        place = rng.randint(0, len(body))
        body.insert(place, sentence)
        if rng.random() < 0.5:
            other = rng.choice([i for i in range(len(body)) if i != place])
            _mention(rng, body, term, other)
        return term, place

    def _noun(self, rng: random.Random, speak: Speaker) -> str:
        if rng.random() < 0.5:
            return " ".join(self.word(rng) for _ in range(rng.choice((1, 1, 1, 2, 2, 3))))
        return speak(rng, 1, 3).lower()

    def _lead(self, rng: random.Random, speak: Speaker) -> tuple[str, str]:
        topic = self._noun(rng, speak)
        before = speak(rng, 1, 4) + " " if rng.random() < 0.5 else ""
        after = " " + speak(rng, 1, 4) if rng.random() < 0.8 else ""
        return capitalise(f"{before}{topic}{after}:"), topic

    def _item(self, rng: random.Random, speak: Speaker) -> str:
        item = speak(rng, 1, 7)
        return item.lower() if rng.random() < 0.6 else capitalise(item)


class _Nonsense:
    """Speaks in words of a small vocabulary, with frequent words of the language between."""

    def __init__(self, source: PassageSource, vocabulary: list[str]) -> None:
        self._source = source
        self._vocabulary = vocabulary
        self._frequent_share = 0.3

    def clause(self, rng: random.Random, low: int, high: int) -> str:
        """Return low..high words."""
        words: list[str] = []
        for _ in range(rng.randint(low, high)):
            is_frequent = bool(words) and rng.random() < self._frequent_share
            word = self._source.frequent_word(rng) if is_frequent else rng.choice(self._vocabulary)
            chance = rng.random()
            if chance < 0.02:
                word = str(rng.randint(2, 400))
            elif chance < 0.07:
                word += ","
            words.append(word)
        return " ".join(words).rstrip(",")


def _mention(rng: random.Random, body: list[str], phrase: str, place: int | None = None) -> None:
    """Put the phrase into a sentence, in place, so that finding its first place is not enough."""
    place = rng.randrange(len(body)) if place is None else place
    words = body[place].split()
    words.insert(rng.randint(1, max(1, len(words) - 1)), phrase)
    body[place] = " ".join(words)


def _sentence(rng: random.Random, clause: str) -> str:
    return (capitalise(clause) if rng.random() < 0.95 else clause) + "."
