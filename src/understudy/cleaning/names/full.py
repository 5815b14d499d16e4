"""The words of a full name as tables and forms write it: which is which, and its short forms."""

import re
from itertools import pairwise
from typing import NamedTuple

from understudy.cleaning.names.whole import folded

_WORD = re.compile(r"[^\W\d_]+")
_PATRONYMIC = re.compile(r"(?i).{2,}(?:вич|вна|ична|івна|ўна)")


class FullName(NamedTuple):
    """What the words of a full name are."""

    given: frozenset[str]
    """Words that may be the given name, folded."""
    short: tuple[tuple[str, ...], ...]
    """The name with initials, each form word by word, folded."""


def full_name(name: str) -> FullName:
    """Tell the words of a full name by their places.

    With a patronymic the given name is the word in front; with a comma it follows. Else any word
    may be the given name, and any other the surname.

    >>> full_name("Мороз Анна Петровна").given
    frozenset({'анна'})
    >>> ("мороз", "а", "п") in full_name("Мороз Анна Петровна").short
    True
    """
    last, comma, behind = name.partition(",")
    words = [folded(word) for word in _WORD.findall(name)]
    for one, following in pairwise(words):
        if _PATRONYMIC.fullmatch(following):
            surnames = [word for word in words if word not in (one, following)]
            return FullName(frozenset({one}), _short(surnames, [one, following]))
    if comma:
        given = [folded(word) for word in _WORD.findall(behind)]
        surname = [folded(word) for word in _WORD.findall(last)]
        return FullName(frozenset(one for one in given if len(one) > 1), _short(surname, given))
    short = {
        form
        for place, word in enumerate(words)
        for form in _short([word], words[:place] + words[place + 1 :])
    }
    return FullName(frozenset(word for word in words if len(word) > 1), tuple(sorted(short)))


def _short(surnames: list[str], given: list[str]) -> tuple[tuple[str, ...], ...]:
    """Return the surname before and behind one initial, and all."""
    if not surnames or not given or len(surnames[0]) < 2:
        return ()
    forms = []
    for number in sorted({1, len(given)}):
        initials = [word[0] for word in given[:number]]
        forms += [(*surnames, *initials), (*initials, *surnames)]
    return tuple(forms)
