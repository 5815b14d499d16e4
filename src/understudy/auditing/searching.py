"""Find many originals in many texts: word by word, in one walk over each text."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from understudy.auditing.originals import Original
from understudy.core.people import same_name

WORD = re.compile(r"[^\W_]+")
SHORT = 4
"""Letters of a single word that is a name only with a capital letter."""


class Found(NamedTuple):
    """An original that stands in a text."""

    start: int
    end: int
    original: Original


class Search:
    """Looks for originals; case, ё, spaces and punctuation between words do not count.

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
                self._distinct += 1
            else:
                self.ambiguous.add(" ".join(words))
        for tails in self._tails.values():
            tails.sort(key=lambda one: -len(one[0]))  # the longest first

    def __len__(self) -> int:
        """Return how many different originals are looked for."""
        return self._distinct

    def find(self, text: str) -> Iterator[Found]:
        """Yield what stands in a text, in order; of several at one place the longest."""
        places = list(WORD.finditer(text))
        words = [same_name(place[0]) for place in places]
        for place, word in enumerate(words):
            for tail, original in self._tails.get(word, ()):
                last = place + len(tail)
                short = not tail and len(word) <= SHORT and word.isalpha()
                if short and not places[place][0][0].isupper():
                    continue
                if tuple(words[place + 1 : last + 1]) == tail:
                    yield Found(places[place].start(), places[last].end(), original)
                    break


def _folded(text: str) -> list[str]:
    return [same_name(word) for word in WORD.findall(text)]


def _is_evidence(
    words: tuple[str, ...], ordinary: Collection[str], min_letters: int, min_digits: int
) -> bool:
    together = "".join(words)
    if together.isdecimal():
        return len(together) >= min_digits
    if len(words) > 1:
        return len(together) >= min_letters
    return len(together) >= min_letters and together not in ordinary
