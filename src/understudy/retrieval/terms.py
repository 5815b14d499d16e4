"""Words of a text as the lexical search sees them."""

import functools
import re
import unicodedata
from itertools import pairwise
from typing import Any

import regex

VERSION = 3
"""Counts what `terms` and `phrases` yield: an index made by another version is refused."""

# `re` holds no marks: Hindi vowels would be lost. Joiners stand inside a word only.
_LETTER = r"[\p{L}\p{N}]\p{M}*"
_WORD = regex.compile(f"{_LETTER}(?:[\u200c\u200d]?{_LETTER})*")
_STEMMERS = (
    (re.compile(r"[а-я]", re.IGNORECASE), "russian"),
    (re.compile(r"[a-z]", re.IGNORECASE), "english"),
)


def terms(text: str) -> list[str]:
    """Return the stems of a text's words, in order.

    The stemmer is chosen word by word by its script, because texts mix languages; a word of
    another script stays as it is.

    References:
        Snowball stemmers, https://snowballstem.org.

    >>> terms("Пчёлы зимуют; bees are wintering")
    ['пчел', 'зим', 'bee', 'are', 'winter']
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return [_stem(word) for word in _WORD.findall(plain)]


def phrases(stems: list[str]) -> list[str]:
    """Return the stems, then each pair of neighbours as one term.

    A quoted phrase is rare even where its words are not.

    >>> phrases(["lime", "honey", "flow"])
    ['lime', 'honey', 'flow', 'lime honey', 'honey flow']
    """
    return [*stems, *(f"{left} {right}" for left, right in pairwise(stems))]


@functools.lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    for script, language in _STEMMERS:
        if script.search(word):
            return str(_stemmer(language).stemWord(word))
    return word


@functools.cache
def _stemmer(language: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(language)
