"""How far a name in an English text reaches: its other words, and its neighbours in a list."""

import re
from itertools import pairwise

from understudy.cleaning.names.english_leads import is_possible
from understudy.cleaning.names.english_reading import Word
from understudy.cleaning.names.english_things import SMALL_WORDS, THINGS
from understudy.cleaning.names.english_told import is_known_surname
from understudy.cleaning.names.english_words import (
    INTRODUCING,
    LABELS,
    MONTHS_AND_DAYS,
    NAMED_AFTER,
    PARTICLES,
    WORDS,
)
from understudy.cleaning.names.given import NameLists
from understudy.cleaning.names.ordinary import ORDINARY

_ORDINARY_NAMES = ORDINARY - MONTHS_AND_DAYS
_GAELIC = frozenset(
    ("Mac", "Mc", "Nic", "Ní", "Ni", "Ó", "O", "Ui", "Uí", "Bean", "Ap", "Ab", "Ferch")
)
"""Before the rest of a surname, in capitals."""
_NO_NEIGHBOUR = THINGS | INTRODUCING
_OTHERS = WORDS | NAMED_AFTER
_NO_SURNAME = MONTHS_AND_DAYS | LABELS
_JOINED = re.compile(r"[ \u00a0]{1,2}")
_CODE = re.compile(r"[^a-z]{2,}|.*[a-z][A-Z].*|.+[-‐‑][a-z].*")
_ENDS = frozenset(",;)\n")
_BETWEEN = frozenset(("and", "n", "or", "v", "vs"))
_BESIDE = re.compile(r" ?[&/+] ?| (?:and|or|n|vs?) ")
_BEHIND_COMMA = re.compile(r"[,;][ \n](?:and )?| ?\d[).] ?")


def grow(text: str, words: list[Word], lists: NameLists) -> None:
    """Take surnames, and given names that no list has, to the names beside them."""
    for last, word in pairwise(words):
        if last.is_person and not word.is_person:
            word.is_person = _continues(text, last, word, lists)
    for word, last in pairwise(words[::-1]):
        is_joined = _JOINED.fullmatch(text, last.end, word.start)
        if not is_joined or last.is_person or not last.is_capital:
            continue
        is_known = word.is_person or (word.is_capital and is_known_surname(word, lists))
        if last.text.isupper() and len(last.text) > 1 and not last.is_given:
            is_known = False
        if is_known and _may_be_given(text, last, is_certain=word.is_person):
            last.is_person = word.is_person = True
    _spread(text, words, lists)


def _spread(text: str, words: list[Word], lists: NameLists) -> None:
    """Take the neighbours of a person in a list, and those who are called like one elsewhere."""
    words = [word for word in words if word.folded not in _BETWEEN]
    listed = 0
    for last, word in pairwise(words):
        gap = text[last.end : word.start]
        is_beside = _BESIDE.fullmatch(gap) is not None
        is_listed = is_beside or _BEHIND_COMMA.fullmatch(gap) is not None
        listed = listed + 1 if last.is_person and is_listed else listed if is_listed else 0
        if gap == " and " and is_known_surname(last, lists) and is_known_surname(word, lists):
            last.is_person = word.is_person = last.is_person or (
                last.is_capital and word.is_capital
            )
        if last.is_person and not word.is_person and is_listed:
            is_told = (is_beside and _is_sure(last, lists)) or listed > 1
            word.is_person = _may_be_listed(word, lists, is_told=is_told)
    for word, last in pairwise(words[::-1]):
        gap = text[last.end : word.start]
        is_beside = _BESIDE.fullmatch(gap) is not None
        if word.is_person and not last.is_person and (is_beside or _BEHIND_COMMA.fullmatch(gap)):
            is_told = is_beside and _is_sure(word, lists)
            is_told = is_told and (not last.is_first or last.folded in lists.usual)
            last.is_person = _may_be_listed(last, lists, is_told=is_told)
    for before, word, behind in zip(words, words[1:], words[2:], strict=False):
        if before.is_person and behind.is_person and not word.is_person:
            gaps = text[before.end : word.start], text[word.end : behind.start]
            if all(map(_BEHIND_COMMA.fullmatch, gaps)):
                word.is_person = _may_be_listed(word, lists, is_told=True)
    called = {word.folded for word in words if word.is_person and word.is_capital}
    for word in words:
        is_alike = word.is_capital and word.folded in called and not word.is_doubtful
        word.is_person = word.is_person or (is_alike and len(word.text) > 2)


def _is_sure(word: Word, lists: NameLists) -> bool:
    """Tell whether a person is no rare given name, which may be a place or a test as well."""
    return not word.is_given or word.folded in lists.usual or word.folded in lists.widespread


def _may_be_listed(word: Word, lists: NameLists, *, is_told: bool) -> bool:
    """Tell whether a word beside a person in a list is one as well."""
    if not word.is_capital or len(word.text) < 3 or (word.is_headline and not is_told):
        return False
    if word.is_doubtful:
        return word.folded in _ORDINARY_NAMES and word.is_given and is_told
    is_known = word.is_given or is_known_surname(word, lists)
    is_code = _CODE.fullmatch(word.text) is not None
    return is_known or (is_told and not is_code and word.folded not in _NO_NEIGHBOUR)


def _continues(text: str, last: Word, word: Word, lists: NameLists) -> bool:
    """Tell whether a word goes on with the name that the last one ends."""
    gap = text[last.end : word.start]
    if not _JOINED.fullmatch(gap):
        return gap == ". " and len(last.text) == 1 and _may_be_surname(word, lists)
    if not (last.is_capital or last.folded in PARTICLES):
        is_surname = len(word.text) > 3 and is_known_surname(word, lists)
        return is_surname and not word.is_capital and word.folded not in SMALL_WORDS
    if len(word.text) == 1 and text.startswith(f"{word.text.upper()}.", word.start):
        return True
    if (word.folded in PARTICLES and not word.is_capital) or word.text in _GAELIC:
        return _capital_follows(text, word)
    if len(word.text) > 1 and word.text.isupper() and last.text.isupper():
        is_other = word.is_doubtful or not last.is_given
        return not is_other or word.folded in lists.surnames
    is_last = word.is_capital and text[word.end : word.end + 1] in _ENDS
    is_ordinary = last.is_given and word.folded in _ORDINARY_NAMES
    return _may_be_surname(word, lists) or (is_last and is_ordinary)


def _may_be_given(text: str, word: Word, *, is_certain: bool) -> bool:
    """Tell whether a word with a capital letter before a name or surname may belong to it."""
    if word.is_doubtful or word.folded in INTRODUCING:
        return False
    if is_certain:
        return True
    is_code = len(word.text) < 3 or _CODE.fullmatch(word.text) is not None
    return not is_code and not is_possible(text, word.end + 1)


def _may_be_surname(word: Word, lists: NameLists) -> bool:
    particle, _, rest = word.text.partition("-")
    if particle in PARTICLES and rest[:1].isupper():
        return True  # al-Sayed
    if not word.is_capital or word.folded in _NO_SURNAME:
        return False
    return word.folded not in _OTHERS or (
        word.folded not in NAMED_AFTER
        and len(word.text) > 2
        and (word.folded in lists.surnames or (word.folded in ORDINARY and not word.is_headline))
    )


def _capital_follows(text: str, word: Word) -> bool:
    return re.match(r" (?:[a-z]{1,3} )?[A-Z]", text[word.end : word.end + 6]) is not None
