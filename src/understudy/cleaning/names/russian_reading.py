"""The words of a Russian text, and what the words around say of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from understudy.cleaning.names.morphology import Sense, base, has_surname_ending, is_told, sense_of
from understudy.cleaning.names.ordinary import ORDINARY
from understudy.cleaning.names.russian_words import (
    ALONG,
    FAIRY_TALES,
    FIRMS,
    HAILS,
    NAMED_AFTER,
    PLACE_AFTER,
    ROLES,
    SPOKEN_TO,
    STREETS,
    STRONG_HAILS,
    TITLES,
    TOWNS,
)
from understudy.cleaning.names.surroundings import is_term
from understudy.cleaning.names.whole import folded

GAP = re.compile(r"[ \t\u00a0]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑’'][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?:\A|[.!?…:\n])[\s\"'«„“‘(\[*_>•\-–—]*\Z")
_GIVEN_NEXT = re.compile(r"[ \u00a0][А-ЯЁ][а-яё.]")
_OF_A_STREET = re.compile(r"(?:[ое]в|[иы]н)а\Z|(?:[сц]к|ст)(?:ого|ой)\Z")
_SURE_SURNAME = re.compile(
    r".{3,}(?:(?<!ир)[ое]в(?:а|ой|у)|енко|швили|дзе|чук(?:а|у|ом|е|)|[аоуыэи]?ян(?:а|у|ом|е|))"
)
"""The ends of surnames that no dictionary has, such as other words hardly have."""
_STREET = re.compile(r"[сц]к(?:ий|ая|ого|ой)\Z")
_NUMBER = re.compile(r",?[ \u00a0](?:д\. ?)?[0-9]+(?![.:/0-9])")
_ABBREVIATION = 4  # letters of the longest: "доц. Вайс" is no end of a sentence
_LOOK_BACK = 20
_LISTED = frozenset({", ", " и ", ",", " или ", " - ", " — ", "-", "—"})


class Span(NamedTuple):
    """A part of a text, in code points."""

    start: int
    end: int


@dataclass(slots=True)
class Word:
    """A word of a text, and what speaks for its being a part of a name."""

    start: int
    end: int
    text: str
    form: str
    """Case folded, ё written as е."""
    sense: Sense
    is_capital: bool
    is_tagged: bool = False
    is_named_after: bool = False
    """It names no person but what bears the name."""
    is_along: bool = False
    """It stands as a street does: *на Ленина*."""
    has_role: bool = False
    """The word before says that a person follows."""
    has_title: bool = False
    """The word before is followed by nothing but a name: *мистер*, *фамилия*."""
    is_first: bool = False
    """It starts a sentence, where a capital letter says nothing."""
    is_called: bool = False
    """It stands alone at the start of a sentence, before a comma: somebody is spoken to."""
    is_spoken_to: bool = False
    """Whatever else the word is, what follows speaks to somebody: *вера, ты где*."""
    is_person: bool = False


def words_of(text: str, vocabulary: frozenset[str]) -> list[Word]:
    """Return the words of a text with what speaks for and against each.

    Args:
        text: A Russian text.
        vocabulary: Words that are written in lower case elsewhere: ordinary ones.
    """
    words: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        form = folded(match[0])
        sense = sense_of(match[0], form in vocabulary)
        word = Word(start, end, match[0], form, sense, match[0][0].isupper())
        before = max(0, start - _LOOK_BACK)
        word.is_first = _SENTENCE_END.search(text, before, start) is not None
        word.is_called = word.is_first and text[end : end + 1] in {",", "!"}
        _weigh(text, words, word)
        word.is_named_after |= form in FIRMS or is_term(text, form, end)
        words.append(word)
    _note_towns(text, words)
    _note_calls(text, words)
    return words


def _weigh(text: str, before: list[Word], word: Word) -> None:
    """Note what the words before say of a word."""
    is_quoted = text[max(0, word.start - 1) : word.start] in {"«", "„", "“", '"'}
    gap = text[before[-1].end : word.start] if before else ""
    if not before or gap.strip(" \t\u00a0.,:—–-("):
        word.is_named_after = is_quoted
        return
    last = before[-1]
    head = _head(last)
    is_near = not set(gap) & {",", "(", ":"}
    is_named = head == "имя" and _is_of_somebody(before)
    _take_role(last, word, gap, head, is_named=is_named)
    is_near = is_near and not is_named
    word.is_along = is_near and last.form in ALONG and _is_genitive(word)
    word.is_along = word.is_along and _GIVEN_NEXT.match(text, word.end) is None
    is_street = _is_genitive(word) or _STREET.search(word.text) is not None
    is_numbered = is_street and _NUMBER.match(text, word.end) is not None
    word.is_along = word.is_along or (is_numbered and not word.has_role)
    is_place = is_near and last.form in PLACE_AFTER and word.sense.place > 0
    is_carried = is_near and last.form == "и" and len(before) > 1
    word.is_named_after = (
        is_quoted
        or is_place
        or word.is_along
        or (is_near and head in NAMED_AFTER)
        or (is_near and head in FAIRY_TALES and FAIRY_TALES[head] == base(word.text))
        or (is_carried and (before[-2].is_named_after or before[-2].is_along))
        or (last.is_named_after and last.is_capital and gap.isspace())
    )


def _head(word: Word) -> str:
    """Return the first form of a word; an initial is none: "Ю. Г. Лис" lives in no town."""
    return "" if word.is_capital and len(word.text) == 1 else base(word.text)


def _take_role(last: Word, word: Word, gap: str, head: str, *, is_named: bool) -> None:
    """Note that the word before says that a person follows; behind it, capitals are a firm's."""
    is_firm = word.text.isupper() and len(word.text) > 1 and not last.text.isupper()
    is_over = "." in gap and len(last.text) > _ABBREVIATION
    if is_over or (is_firm and ":" not in gap):
        return
    word.has_role = head in ROLES or head in TITLES or is_named
    word.has_title = "," not in gap and (head in TITLES or is_named)


def _is_of_somebody(before: list[Word]) -> bool:
    """Tell "на имя Ольги" and "от имени Ольги" from "имени Ольги", which is said of streets."""
    if before[-1].form != "имени":
        return True
    return len(before) > 1 and before[-2].form in {"от", "по", "с", "при"}


def _is_genitive(word: Word) -> bool:
    """Tell a surname in a case that *по* never asks for: "по Чехова" is along a street."""
    is_named = _OF_A_STREET.search(word.form) is not None or word.form in STREETS
    return is_named and word.sense.given < 0.5


def _note_towns(text: str, words: list[Word]) -> None:
    """Take a town that bears a name for one beside another: "Владимир и Суздаль"."""
    for left, right in pairwise(words):
        gap = text[left.end : right.start]
        if left.form == "во" and right.form in TOWNS:
            right.is_named_after = True
    capital = [word for word in words if word.text != "и"]
    for left, right in pairwise(capital):
        gap = text[left.end : right.start]
        for one, other in ((left, right), (right, left)):
            is_town = one.form in TOWNS and other.is_capital
            if is_town and other.sense.place >= 0.5 and gap in _LISTED:
                one.is_named_after = True


def _note_calls(text: str, words: list[Word]) -> None:
    """Note to whom a sentence is spoken: "слушай марин а ты где", "как дела, оль?"."""
    is_start = True
    for number, word in enumerate(words):
        is_start = word.is_first or is_start
        sense = word.sense
        if is_start and (sense.is_usual or sense.is_called):
            is_hailed = not word.is_first
            word.is_spoken_to = _is_spoken_to(text, words[number:], is_hailed=is_hailed)
            if is_hailed and words[number - 1].form in STRONG_HAILS:
                word.is_spoken_to = True
        elif (
            sense.is_called
            and word.form not in ORDINARY
            and text[word.start - 2 : word.start] == ", "
        ):
            word.is_spoken_to = _ends(text, word.end)
        is_start = is_start and word.form in HAILS


def _is_spoken_to(text: str, words: Sequence[Word], *, is_hailed: bool) -> bool:
    """Tell by what follows: a comma, *ты*, a verb that asks for something."""
    word = words[0]
    behind = text[word.end : words[1].start] if len(words) > 1 else text[word.end :]
    is_word = word.form in ORDINARY and not word.is_capital
    if is_hailed and not is_word:
        return word.sense.is_called or word.is_capital or not behind.isspace()
    if word.sense.is_called and behind.startswith(",") and not is_word:
        return word.form not in ORDINARY
    if behind.strip(" \u00a0,!"):
        return False
    for following in words[1:3]:
        if following.form not in HAILS or following.form in SPOKEN_TO:
            is_asked = is_told(following.form) and not is_word
            return following.form in SPOKEN_TO or is_asked
    return False


def _ends(text: str, end: int) -> bool:
    return not text[end:].strip() or text[end] in "?!.,)…\n"


def is_surname(word: Word) -> bool:
    """Tell a word that is a surname and hardly anything else; in small letters nothing else."""
    sense = word.sense
    doubt = sense.ordinary + sense.place
    if not sense.is_known:
        is_sure = word.is_capital and sense.surname >= 0.9
        return is_sure and _SURE_SURNAME.fullmatch(word.form) is not None
    most = 0.3 if word.is_capital else 0.05
    return sense.surname >= 0.7 and doubt < most and has_surname_ending(word.text)
