"""Names of several words in a text, found by their longest words; tables list many thousands."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from understudy.cleaning.inflection import forms
from understudy.cleaning.ordinary import COMPOUNDS
from understudy.core.people import same_name

WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ \t\u00a0]+|[-‐‑'’]")
_INITIAL_GAP = re.compile(r"\.?[ \t\u00a0]*|[-‐‑'’]")
_MOST_INITIALS = 3  # in front of a surname

folded = functools.lru_cache(maxsize=100_000)(same_name)  # words of a language come again


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text."""

    start: int
    end: int
    form: str
    """Case folded, ё written as е."""
    is_capital: bool


class Whole(NamedTuple):
    """A name of several words."""

    name: str
    """Its words, folded as in `Token.form`."""
    words: tuple[frozenset[str], ...]
    """The forms of each word."""
    key: str
    """The person's key."""


class WholeNames:
    """Names of several words, each of a person.

    They are kept by the forms of their first word that is no initial: of letters alone every
    conjunction would be a candidate for thousands.
    """

    def __init__(self) -> None:
        self._found: defaultdict[str, list[Whole]] = defaultdict(list)

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def learn(self, words: Sequence[str], key: str) -> None:
        """Index a name, if it has several words.

        Args:
            words: Folded as in `Token.form`.
            key: Of the person.
        """
        if len(words) > 1:
            whole = Whole(" ".join(words), tuple(forms(word) for word in words), key)
            long = next((word for word in words if len(word) > 1), words[0])
            for form in forms(long):
                self._found[form].append(whole)

    def match(self, text: str, tokens: list[Token], start: int) -> list[Whole]:
        """Return the longest names that stand in a text at a token."""
        first = tokens[start]
        anchors = {first.form}
        if len(first.form) == 1:
            ahead = (token.form for token in tokens[start : start + _MOST_INITIALS + 1])
            anchors |= {next((form for form in ahead if len(form) > 1), first.form)}
        found = [
            whole
            for anchor in sorted(anchors & self._found.keys())
            for whole in self._found[anchor]
            if _is_here(whole, text, tokens, start)
        ]
        length = max((len(whole.words) for whole in found), default=0)
        return [whole for whole in found if len(whole.words) == length]


def _is_here(whole: Whole, text: str, tokens: list[Token], start: int) -> bool:
    if len(tokens) - start < len(whole.words):
        return False
    for place, allowed in enumerate(whole.words):
        token = tokens[start + place]
        if token.form not in allowed:
            return False
        if len(token.form) == 1 and not token.is_capital:
            return False  # a conjunction, no initial: "Белова и Жук"
    return is_joined(text, tokens[start : start + len(whole.words)])


def is_joined(text: str, run: list[Token]) -> bool:
    """Tell whether words stand side by side as those of a name do."""
    return all(
        (_INITIAL_GAP if left.end - left.start == 1 else _GAP).fullmatch(
            text, left.end, right.start
        )
        for left, right in pairwise(run)
    )


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text; plants that bear somebody's name are none."""
    plants = [match.span() for match in COMPOUNDS.finditer(text)]
    return [
        Token(*match.span(), folded(match[0]), match[0][0].isupper())
        for match in WORD.finditer(text)
        if not any(start <= match.start() < end for start, end in plants)
    ]
