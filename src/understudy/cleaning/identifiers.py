"""Numbers that are somebody's, as the tables list them, found again in any text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d\D*+\d\D*+\d")  # `FEWEST_DIGITS`
_GAP = re.compile(r"[-‐‑–./\\ \u00a0№#_]{0,2}")

SHORTEST = 5
"""Letters and digits that an identifier needs to be looked for in texts."""
FEWEST_DIGITS = 3
"""Digits among them; an identifier with fewer would be found in ordinary words and numbers."""
_MOST_TOKENS = 8
_HEAD = 3


class Known(NamedTuple):
    """An identifier in a text."""

    start: int
    end: int
    kind: str
    identity: str


def folded(written: str) -> str:
    """Return what two spellings of one identifier share: letters and digits, in capitals.

    >>> folded("№ 12-345 АВ") == folded("12345ав")
    True
    """
    return "".join(_TOKEN.findall(written)).upper()


class Identifiers:
    """Everything that columns of the role ``identifier`` hold.

    Args:
        kinds: Identifier, folded, to its kind.
    """

    def __init__(self, kinds: Mapping[str, str] = MappingProxyType({})) -> None:
        self.kinds = kinds
        self._telling = {one: kind for one, kind in kinds.items() if is_telling(one)}

    def find(self, text: str) -> list[Known]:
        """Find identifiers in a text whatever parts their letters and digits; the longest wins."""
        if not self._telling or _DIGITS.search(text) is None:
            return []
        tokens = list(_TOKEN.finditer(text))
        found: list[Known] = []
        for place, token in enumerate(tokens):
            if token[0][:_HEAD].upper() not in self._heads:
                continue
            if found and token.start() < found[-1].end:
                continue
            longest = max(self._from(text, tokens, place), default=None, key=lambda one: one.end)
            if longest is not None:
                found.append(longest)
        return found

    def _from(self, text: str, tokens: list[re.Match[str]], place: int) -> Iterator[Known]:
        """Yield the identifiers that begin with a token."""
        joined = ""
        for following in range(place, min(place + _MOST_TOKENS, len(tokens))):
            token = tokens[following]
            if following > place and not _GAP.fullmatch(
                text, tokens[following - 1].end(), token.start()
            ):
                return
            joined += token[0].upper()
            if joined[:_HEAD] not in self._heads:
                return
            if joined in self._telling:
                yield Known(tokens[place].start(), token.end(), self._telling[joined], joined)

    @cached_property
    def _heads(self) -> frozenset[str]:
        return frozenset(_beginnings(self._telling))


def is_telling(identity: str) -> bool:
    """Tell whether an identifier is nothing else where it stands in a text."""
    digits = sum(character.isdecimal() for character in identity)
    return len(identity) >= SHORTEST and digits >= FEWEST_DIGITS


def _beginnings(identities: Iterable[str]) -> Iterator[str]:
    for one in identities:
        for size in range(1, _HEAD + 1):
            yield one[:size]
