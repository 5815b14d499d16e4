"""When two texts count as the same, or nearly so."""

import re
import unicodedata

WORD = re.compile(
    # A Chinese or Japanese character is a word: those scripts put no spaces between words.
    r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+"
)
SHINGLE_WORDS = 3


def words(text: str) -> list[str]:
    """Return the words of a text without case, punctuation and the difference of ё and е."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return WORD.findall(folded)


def shingles(text: str) -> frozenset[str]:
    """Return the distinct runs of three words; fewer words have none."""
    found = words(text)
    size = SHINGLE_WORDS
    return frozenset(" ".join(found[i : i + size]) for i in range(len(found) - size + 1))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the shared part of two sets, in 0..1; two empty sets share nothing.

    >>> jaccard(frozenset("abc"), frozenset("bcd"))
    0.5
    """
    shared = len(one & other)
    together = len(one) + len(other) - shared
    return shared / together if together else 0.0
