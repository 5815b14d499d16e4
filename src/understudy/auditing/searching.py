"""Find many originals in many texts: word by word, in one walk over each text."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from understudy.auditing.originals import Original
from understudy.core.people import same_name

WORD = re.compile(r"[^\W_]+")
SHORT = 4
"""Letters of a single word that is a name only with a capital letter."""
LONG = 9
"""Digits of a number that is the same however they are grouped; shorter ones meet by chance."""
GAP = 3
"""Characters between two groups of digits of one number."""
LONGEST = 24
"""Groups of digits of one number."""


class Found(NamedTuple):
    """An original that stands in a text."""

    start: int
    end: int
    original: Original


class Search:
    """Looks for originals; case, ё, spaces and punctuation between words do not count.

    Neither do the groups of a long number, nor whether a Russian phone begins with 7, 8 or neither.

    One word that is an ordinary word as well is no evidence (``ambiguous``): cleaning leaves a rose
    where nobody is called Rose. Two words side by side are, unless they name nobody (Deleted
    Account). A single word of up to four letters is a name only with a capital letter: shorter ones
    turn up in whatever an untrained model stammers.

    Args:
        sought: What is looked for.
        ordinary: Words that are no evidence alone, folded as by `same_name`.
        nobody: Words that are none beside each other either.
        min_letters: Shorter single words are no evidence.
        min_digits: Shorter numbers are none.
    """

    def __init__(
        self,
        sought: Iterable[Original],
        ordinary: Collection[str] = (),
        nobody: Collection[str] = (),
        *,
        min_letters: int = 3,
        min_digits: int = 5,
    ) -> None:
        self.ambiguous: set[str] = set()
        """Words that were hidden and are not looked for."""
        self._tails: defaultdict[str, list[tuple[tuple[str, ...], Original]]] = defaultdict(list)
        self._numbers: dict[str, Original] = {}
        self._distinct = 0
        seen = set()
        for original in sought:
            words = tuple(_folded(original.text))
            if not words or words in seen:
                continue
            seen.add(words)
            is_somebody = not all(word in nobody for word in words)
            if is_somebody and _is_evidence(words, ordinary, min_letters, min_digits):
                self._tails[words[0]].append((words[1:], original))
                self._numbers |= dict.fromkeys(_numbers(words, original.kind), original)
                self._distinct += 1
            else:
                self.ambiguous.add(" ".join(words))
        for tails in self._tails.values():
            tails.sort(key=lambda one: -len(one[0]))  # the longest first

    def __len__(self) -> int:
        """Return how many different originals are looked for."""
        return self._distinct

    def find(self, text: str, known: int = 0) -> Iterator[Found]:
        """Yield what stands in a text, in order, none over another; of several the longest.

        Offsets are those of the text with letters and their accents joined (NFC).

        Args:
            text: Where to look.
            known: Code points in front: what ends there is left out.
        """
        known = len(unicodedata.normalize("NFC", text[:known]))
        places = list(WORD.finditer(unicodedata.normalize("NFC", text)))
        words = [same_name(place[0]) for place in places]
        following = 0
        for place in range(len(words)):
            if place >= following and (found := self._begins(place, places, words)):
                following = place + found[0]
                end = places[following - 1].end()
                if end > known:
                    yield Found(places[place].start(), end, found[1])

    def without(self, text: str) -> str:
        """Return a text, e.g. the name of a file, with what stands for each original in it."""
        result = text = unicodedata.normalize("NFC", text)
        for start, end, original in reversed(list(self.find(text))):
            result = result[:start] + original.replacement + result[end:]
        return result

    def _begins(
        self, place: int, places: Sequence[re.Match[str]], words: Sequence[str]
    ) -> tuple[int, Original] | None:
        """Return the original that begins at a word, with how many words it is."""
        word = words[place]
        for tail, original in self._tails.get(word, ()):
            short = not tail and len(word) <= SHORT and word.isalpha()
            if short and not places[place][0][0].isupper():
                continue
            if tuple(words[place + 1 : place + 1 + len(tail)]) == tail:
                return 1 + len(tail), original
        return self._number(places[place : place + LONGEST]) if word.isdecimal() else None

    def _number(self, places: Sequence[re.Match[str]]) -> tuple[int, Original] | None:
        """Return the number that the first words are, with how many they are."""
        digits, end = "", places[0].start()
        for count, place in enumerate(places, 1):
            if not place[0].isdecimal() or place.start() - end > GAP:
                break
            digits, end = digits + place[0], place.end()
            if digits in self._numbers:
                return count, self._numbers[digits]
        return None


def _folded(text: str) -> list[str]:
    return [same_name(word) for word in WORD.findall(unicodedata.normalize("NFC", text))]


def _numbers(words: tuple[str, ...], kind: str) -> set[str]:
    """Return how the digits of a long number may stand elsewhere; nothing of what is none."""
    digits = "".join(words)
    if not digits.isdecimal() or len(digits) < LONG:
        return set()
    if kind == "PHONE" and len(digits) == len("89991234567") and digits[0] in "78":
        return {digits[1:], "7" + digits[1:], "8" + digits[1:]}
    return {digits}


def _is_evidence(
    words: tuple[str, ...], ordinary: Collection[str], min_letters: int, min_digits: int
) -> bool:
    together = "".join(words)
    if together.isdecimal():
        return len(together) >= min_digits
    if len(words) > 1:
        return len(together) >= min_letters
    return len(together) >= min_letters and together not in ordinary
