"""Stems of words, by Snowball."""

import functools
import re
from typing import Any

_STEMMERS = (
    (re.compile(r"[а-я]", re.IGNORECASE), "russian"),
    (re.compile(r"[a-z]", re.IGNORECASE), "english"),
)


@functools.lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a word in lower case; a word of another script stays as it is.

    The stemmer is chosen by the word's script, because texts mix languages.

    References:
        Snowball stemmers, https://snowballstem.org.

    >>> stem("пчелы"), stem("wintering")
    ('пчел', 'winter')
    """
    for script, language in _STEMMERS:
        if script.search(word):
            return str(_stemmer(language).stemWord(word))
    return word


@functools.cache
def _stemmer(language: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(language)
