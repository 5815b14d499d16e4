"""Words of a text as the lexical search sees them."""

import unicodedata
from itertools import pairwise

import regex

from understudy.core.stems import stem

VERSION = 3
"""Counts what `terms` and `phrases` yield: an index made by another version is refused."""

# `re` holds no marks: Hindi vowels would be lost. Joiners stand inside a word only.
_LETTER = r"[\p{L}\p{N}]\p{M}*"
_WORD = regex.compile(f"{_LETTER}(?:[\u200c\u200d]?{_LETTER})*")


def terms(text: str) -> list[str]:
    """Return the stems of a text's words, in order.

    The stemmer is chosen word by word, see `understudy.core.stems.stem`.

    >>> terms("Пчёлы зимуют; bees are wintering")
    ['пчел', 'зим', 'bee', 'are', 'winter']
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return [stem(word) for word in _WORD.findall(plain)]


def phrases(stems: list[str]) -> list[str]:
    """Return the stems, then each pair of neighbours as one term.

    A quoted phrase is rare even where its words are not.

    >>> phrases(["lime", "honey", "flow"])
    ['lime', 'honey', 'flow', 'lime honey', 'honey flow']
    """
    return [*stems, *(f"{left} {right}" for left, right in pairwise(stems))]
