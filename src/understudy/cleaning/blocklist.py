"""Words that are looked for by the thousand.

A list is a set that each word of a text is looked up in, so its length costs nothing; only phrases
and words with a ``*`` in the middle are patterns. Inflected forms are the user's to cover by ``*``:
rules that guess them for any word of any part of speech would find words that nobody listed.
"""

import re
from typing import NamedTuple

TOKEN = re.compile(r"\w+")
ANY = r"\w*"


class Hit(NamedTuple):
    """A blocked word in a text."""

    start: int
    end: int
    entry: int
    """Position in the list."""


class Blocklist:
    """Finds the words of a list.

    Args:
        entries: Words and phrases; ``*`` stands for any letters and figures of a word.
    """

    def __init__(self, entries: tuple[str, ...]) -> None:
        self._words: dict[str, int] = {}
        self._starts: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        patterns: list[tuple[int, str]] = []
        for place, entry in enumerate(entries):
            bare = _folded(" ".join(entry.split()))
            table, key = self._table(bare)
            if table is None:
                patterns.append((place, bare))
            else:
                table.setdefault(key, place)
        self._sizes_start = sorted({len(start) for start in self._starts})
        self._sizes_end = sorted({len(end) for end in self._ends})
        # Longest first: of two that begin at one place the longer is found.
        patterns.sort(key=lambda one: (-len(one[1]), one))
        self._patterns = [place for place, _ in patterns]
        one = "|".join(f"({_expression(bare)})" for _, bare in patterns)
        self._pattern = re.compile(one, re.IGNORECASE) if one else None

    def find(self, text: str) -> list[Hit]:
        """Return what is in a text, in order, none over another."""
        folded = _folded(text)
        found = [
            Hit(*match.span(), entry)
            for match in TOKEN.finditer(folded)
            if (entry := self._entry(match[0])) is not None
        ]
        if self._pattern is not None:
            for match in self._pattern.finditer(folded):
                assert match.lastindex is not None, "each entry is a group"
                found.append(Hit(*match.span(), self._patterns[match.lastindex - 1]))
        apart: list[Hit] = []
        for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
            if not apart or hit.start >= apart[-1].end:
                apart.append(hit)
        return apart

    def _table(self, bare: str) -> tuple[dict[str, int] | None, str]:
        """Return where a word is looked up, and as what; None for what needs a pattern."""
        if TOKEN.fullmatch(bare):
            return self._words, bare
        if TOKEN.fullmatch(bare[:-1]) and bare.endswith("*"):
            return self._starts, bare[:-1]
        if TOKEN.fullmatch(bare[1:]) and bare.startswith("*"):
            return self._ends, bare[1:]
        return None, bare

    def _entry(self, word: str) -> int | None:
        if word in self._words:
            return self._words[word]
        for size in self._sizes_start:
            if (found := self._starts.get(word[:size])) is not None:
                return found
        for size in self._sizes_end:
            if size <= len(word) and (found := self._ends.get(word[-size:])) is not None:
                return found
        return None


def _folded(text: str) -> str:
    """Fold case, letter by letter where that would move the others: ß is two letters."""
    folded = text.casefold()
    if len(folded) != len(text):
        folded = "".join(letter.casefold()[:1] for letter in text)
    return folded.replace("ё", "е")


def _expression(bare: str) -> str:
    words = (ANY.join(map(re.escape, word.split("*"))) for word in bare.split())
    body = r"\s+".join(words)
    before = r"(?<!\w)" if bare[0] == "*" or TOKEN.match(bare) else ""
    after = r"(?!\w)" if bare[-1] == "*" or TOKEN.match(bare[-1]) else ""
    return f"{before}{body}{after}"
