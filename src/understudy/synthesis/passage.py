"""A passage as questions see it: its words, its sentences, and what may be quoted from it."""

import hashlib
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from understudy.core.records import Chunk
from understudy.core.sentences import Unit, units
from understudy.synthesis.phrasings import PHRASINGS
from understudy.synthesis.stopwords import STOPWORDS

LONGEST_QUOTE = 3
"""Words of the passage that a question may repeat in a row; more would give the answer away."""

_PLAIN_WORD = re.compile(r"\w+")
# What a reader calls a word: "don't" and "мёд-сырец" are one, a stress mark does not cut it.
_WORD = re.compile(r"\d+(?:[.,:]\d+)+|[^\W_][\w\u0300-\u036f]*(?:['’‑-][\w\u0300-\u036f]+)*")
_ENDS = re.compile(r"[.!…][\"'»”’)\]*_`]*$")
MARKUP = re.compile(r"https?://|\]\(|[|<>`\\]|!\[")
"""What is written for a renderer rather than for a reader."""


class Word(NamedTuple):
    """A word of the passage with its place."""

    text: str
    start: int
    end: int


def plain_words(text: str) -> tuple[str, ...]:
    """Return the casefolded runs of letters and figures; the measure of what a question repeats."""
    return tuple(_PLAIN_WORD.findall(text.casefold()))


def words(text: str, start: int, end: int) -> list[Word]:
    """Return the words of a stretch of text as a reader counts them."""
    return [Word(found[0], *found.span()) for found in _WORD.finditer(text, start, end)]


def is_content(word: str) -> bool:
    """Tell whether a word says what a sentence is about."""
    folded = word.casefold()
    return len(folded) > 2 and folded not in STOPWORDS


def ticket(*parts: str) -> int:
    """Draw a number from content: the same parts have the same number in every run and order."""
    return int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest()[:8])


def _is_start(letter: str) -> bool:
    return letter.isalnum() and not letter.islower()


def _weight(phrase: str) -> tuple[int, bool, bool, int]:
    content = [is_content(word.text) for word in words(phrase, 0, len(phrase))]
    return sum(content), content[-1], content[0], len(content) if sum(content) == 1 else 0


class Passage:
    """A chunk that questions are asked about.

    Args:
        chunk: The passage; its language must have phrasings.
    """

    def __init__(self, chunk: Chunk) -> None:
        self.id = chunk.id
        self.text = chunk.text
        self.language = chunk.language
        self.units = units(chunk.text)
        self._words = plain_words(chunk.text)
        self._runs = frozenset(self._grams(LONGEST_QUOTE + 1))
        self._names = frozenset(self._capitals())

    def sentences(self) -> list[Unit]:
        """Return the whole sentences of the prose that can stand as an answer."""
        return [unit for unit in self.units if self.is_answer(unit)]

    def is_answer(self, unit: Unit) -> bool:
        """Tell whether a unit is a whole sentence in plain prose.

        A list's introduction, a question, a fragment, a line of a dialogue and one with markup are
        none.
        """
        text = self.text[unit.start : unit.end]
        return bool(
            unit.kind == "sentence"
            and _ENDS.search(text)
            and not MARKUP.search(text)
            and _is_start(text.lstrip("\"'«„“‘(*_")[:1])
        )

    def count(self, phrase: str) -> int:
        """Count how often the words of a phrase stand in a row, whatever their case."""
        wanted = plain_words(phrase)
        return sum(gram == wanted for gram in self._grams(len(wanted)))

    def gives_away(self, question: str) -> bool:
        """Tell whether a question repeats more words in a row than a quotation may hold."""
        asked = plain_words(question)
        size = LONGEST_QUOTE + 1
        return any(tuple(asked[i : i + size]) in self._runs for i in range(len(asked) - size + 1))

    def quotations(self, start: int, end: int) -> list[Word]:
        """Return the phrases of two or three words that can be quoted from a stretch of text.

        The words stand next to each other, one space between them, at least one of them says what
        it is about, and the phrase stands nowhere else in the passage.
        """
        found = words(self.text, start, end)
        phrases = [
            Word(self.text[first.start : last.end], first.start, last.end)
            for size in (2, LONGEST_QUOTE)
            for first, last in zip(found, found[size - 1 :], strict=False)
        ]
        return [phrase for phrase in phrases if self._is_quotable(phrase.text)]

    def telling(self, options: list[Word]) -> list[Word]:
        """Return the quotations that say most, all of them equally.

        Words of content count first; then that the phrase ends, and begins, with one; and where
        there is but one, a longer phrase is easier to find.
        """
        weights = [_weight(option.text) for option in options]
        best = max(weights, default=None)
        return [option for option, weight in zip(options, weights, strict=True) if weight == best]

    def natural(self, phrase: str) -> str:
        """Write a phrase from a sentence's start as it would stand within one.

        The first letter stays a capital where it is part of the word: in names, which stand with a
        capital elsewhere in the passage too, in abbreviations, and in terms of several capitals.
        """
        first, *others = phrase.split(" ")
        is_name = (
            first in self._names
            or any(letter.isupper() for letter in first[1:])
            or any(other[:1].isupper() for other in others)
        )
        return phrase if is_name else phrase[:1].lower() + phrase[1:]

    def phrase(self, name: str, key: str, **fields: str) -> str | None:
        """Word a question; the passage and the key choose the phrasing, never the order of work.

        Args:
            name: Which phrasings, e.g. ``quoting.start``.
            key: What tells this question from others of the kind, e.g. the answer.
            fields: What stands in the phrasing's places.

        Returns:
            A question, or None when every phrasing would repeat too much of the passage.
        """
        options = PHRASINGS[self.language][name]
        first = ticket(self.id, name, key)
        for step in range(len(options)):
            question = options[(first + step) % len(options)].format(**fields)
            if not self.gives_away(question):
                return question[:1].upper() + question[1:]
        return None

    def _is_quotable(self, phrase: str) -> bool:
        parts = phrase.split(" ")
        return (
            len(plain_words(phrase)) <= LONGEST_QUOTE
            and all(_WORD.fullmatch(part) for part in parts)
            and any(is_content(part) for part in parts)
            and self.count(phrase) == 1
        )

    def _grams(self, size: int) -> Iterator[tuple[str, ...]]:
        return (self._words[i : i + size] for i in range(len(self._words) - size + 1))

    def _capitals(self) -> Iterator[str]:
        """Yield the capitalised words that do not stand at the start of anything."""
        for unit in self.units:
            if unit.kind == "heading":  # English headings capitalise every word
                continue
            for before, word in pairwise(words(self.text, unit.start, unit.end)):
                if word.text[:1].isupper() and self.text[before.end : word.start] == " ":
                    yield word.text
