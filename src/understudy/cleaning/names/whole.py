"""Names of several words in a text; tables list many thousands."""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from understudy.cleaning.names.inflection import forms
from understudy.cleaning.names.ordinary import COMPOUNDS
from understudy.core.people import same_name

WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ \t\u00a0]+|[-‐‑'’]")
_OF_FATHERS = re.compile(r"[а-я]{2,}(?:[ое]вич|[ьи]ич|[ое]вн|ичн)(?:а|у|ем|ом|е|ой|ы|)")
_INITIAL_GAP = re.compile(r"\.?[ \t\u00a0]*|[-‐‑'’]")

folded = functools.lru_cache(maxsize=100_000)(same_name)  # words of a language come again


class Token(NamedTuple):
    """A word of a text."""

    start: int
    end: int
    form: str
    """Case folded, ё written as е."""
    is_capital: bool


class Run(NamedTuple):
    """Words side by side that name one person."""

    length: int
    """How many words."""
    keys: frozenset[str]
    """Keys of the people it may mean."""
    name: str
    """What they share: the key of the name when it is nobody's in particular."""


class _Node:
    """A place in the tree of names: the words so far."""

    __slots__ = ("after", "keys", "name")

    def __init__(self) -> None:
        self.after: dict[str, _Node] = {}
        self.keys: tuple[str, ...] = ()
        """Of the people whose name ends here."""
        self.name = ""


class WholeNames:
    """Names of several words, each of a person: a tree of their words.

    A text is read along the tree, so it costs nothing that a thousand patients are called Anna.
    """

    def __init__(self) -> None:
        self._root = _Node()
        self._words: dict[str, tuple[str, ...]] = {}
        """Form to the words in the tree that have it."""
        self._telling: set[str] = set()

    def __iter__(self) -> Iterator[str]:
        """Yield forms of which each name has one: those of its first word that is no initial."""
        return iter(self._telling)

    @property
    def firsts(self) -> Iterator[str]:
        """The forms with which a name begins."""
        return (form for word in self._root.after for form in forms(word))

    def learn(self, words: Sequence[str], key: str) -> None:
        """Index a name, if it has several words.

        Args:
            words: Folded as in `Token.form`.
            key: Of the person.
        """
        if len(words) < 2:
            return
        self._telling |= forms(next((word for word in words if len(word) > 1), words[0]))
        node = self._root
        for word in words:
            for form in forms(word):
                known = self._words.get(form, ())
                if word not in known:
                    self._words[form] = (*known, word)
            node = node.after.setdefault(word, _Node())
        node.name = " ".join(words)
        if key not in node.keys:
            node.keys = (*node.keys, key)

    def match(self, text: str, tokens: list[Token], start: int) -> Run | None:
        """Return the longest name that stands in a text at a token."""
        nodes, found = [self._root], None
        for at in range(start, len(tokens)):
            token = tokens[at]
            words = self._words.get(token.form, ())
            nodes = [node.after[word] for word in words for node in nodes if word in node.after]
            if not nodes:
                break
            if len(token.form) == 1 and not token.is_capital:
                break  # a conjunction, no initial: "Белова и Жук"
            if at > start and not is_joined(text, tokens[at - 1 : at + 1]):
                break
            if ending := [node for node in nodes if node.keys]:
                keys = frozenset(key for node in ending for key in node.keys)
                found = Run(at - start + 1, keys, min(node.name for node in ending))
        return found


def is_joined(text: str, run: list[Token]) -> bool:
    """Tell whether words stand side by side as those of a name do."""
    return all(
        (_INITIAL_GAP if left.end - left.start == 1 else _GAP).fullmatch(
            text, left.end, right.start
        )
        for left, right in pairwise(run)
    )


def with_father(text: str, tokens: Sequence[Token], start: int, run: Run) -> int:
    """Count the words of a name with the father's, which few lists have: *Дарья Ильинична*."""
    end = start + run.length
    pair = [*tokens[end - 1 : end + 1]]
    if len(pair) < 2 or not pair[1].is_capital or not _OF_FATHERS.fullmatch(pair[1].form):
        return run.length
    return run.length + is_joined(text, pair)


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text; plants that bear somebody's name are none."""
    words: Iterable[re.Match[str]] = WORD.finditer(text)
    if plants := [match.span() for match in COMPOUNDS.finditer(text)]:
        words = (
            match
            for match in words
            if not any(start <= match.start() < end for start, end in plants)
        )
    return [Token(*match.span(), folded(match[0]), match[0][0].isupper()) for match in words]
