"""Where people are named in an English text: known given names, and what stands around a name.

A given name that is no other word speaks for itself. One that is a word, a place or a brand as well
needs help: a title or a greeting before it, a surname or something that only people do after it.
What is called after people (streets, illnesses, firms) is nobody.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from understudy.cleaning.names.english_forms import by_form
from understudy.cleaning.names.english_given import FAR_NAMES
from understudy.cleaning.names.english_reading import Word, mark_headlines, words_of
from understudy.cleaning.names.english_words import (
    BEARERS,
    BEFORE_PLACES,
    DEEDS,
    FIRMS,
    GREETINGS,
    LABELS,
    MAKERS,
    MONTHS_AND_DAYS,
    NAMED_AFTER,
    NEVER_AFTER,
    NEVER_GREETED,
    PARTICLES,
    PLACES,
    ROLES,
    SHORT_MONTHS,
    TITLES,
    WORDS,
)
from understudy.cleaning.names.given import NameLists, name_lists
from understudy.cleaning.names.ordinary import ORDINARY
from understudy.cleaning.names.surroundings import is_term

_JOINED = re.compile(r"[ \u00a0]{1,2}")
_TITLED = re.compile(r"\.?[ \u00a0]")
_LABELLED = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(sorted(LABELS))})\s?[:=(][ \t]*\Z")
_CALLED = re.compile(
    r"(?i)(?<!\w)(?:name(?: is|'s|’s)|i am|i['’]m|this is|called|named|nicknamed|it['’]s) \Z"
)
_FIELD = re.compile(
    r"(?i)(?<!\w)(?:(?:first|given|middle|last|family|maiden|full)[ -]names?|surname|forenames?)"
    r"(?: is|'s|’s|\s?[:=–—-])? \Z"
)
_SPOKEN_TO = re.compile(
    r"(?i)(?<!\w)(?:ask(?:ed|ing)?|tell(?:ing)?|told|(?:sp(?:eak|eaking|oke|oken)|talk(?:ed|ing)?|"
    r"chat(?:ted|ting)?) (?:to|with)|(?:sp(?:eak|oke)|talk(?:ed)?) w/|(?:escalated|assigned|handed|"
    r"passed|reported) to|met with|according to|remind(?:ed)?|thank(?:ed)?|invit(?:e|ed)) \Z"
)
_BESIDE_FIGURES = re.compile(r"[0-9][ \u00a0.-]?[^\W\d_]{3,4}\.?|[^\W\d_]{3,4}\.? [0-9]").search
_IN_CODE = re.compile(r"[^a-z]{2,}|.*[a-z][A-Z].*(?<!^Mc.)|.+[-‐‑][a-z].*")
"""Capitals inside a word, or a part that begins small: NaN, Long-term."""
_LOOK_BACK = 24
_MOST_WORDS = 5  # of one name


def people(text: str, vocabulary: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Return where people are named in an English text, in order.

    Args:
        text: The text; NUL is what is hidden already.
        vocabulary: Words that are written in lower case elsewhere: ordinary ones.

    Raises:
        MissingExtraError: Faker, which has the lists of names, is not installed.
    """
    lists = name_lists()
    words = words_of(text, lists, vocabulary)
    firms = [match.span() for match in FIRMS.finditer(text)]
    mark_headlines(text, words)
    around = [None, *words, None]
    for place, word in enumerate(words):
        if any(start <= word.start < end for start, end in firms):
            continue
        evidence = _Evidence(text, around[place], word, around[place + 2])
        word.is_person = evidence.is_person(lists)
    _grow(text, words, lists)
    return _merged([*_runs(text, words), *by_form(text, words, lists)])


@dataclass(frozen=True, slots=True)
class _Evidence:
    """One word among its neighbours."""

    text: str
    last: Word | None
    word: Word
    following: Word | None

    def is_person(self, lists: NameLists) -> bool:
        """Tell whether the word names somebody."""
        word = self.word
        if len(word.text) < 2 or word.folded in NEVER_AFTER or self._is_called_after():
            return False
        if word.folded in BEARERS or self._is_date() or self._is_part():
            return False
        is_usual = word.folded in lists.usual
        if not word.is_capital:
            return len(word.folded) > 3 and self._is_apart() and self._is_small_name(lists)
        if _IN_CODE.fullmatch(word.text) and not is_usual:
            return word.text.isupper() and self._is_field(lists)
        return self._is_introduced(lists) or (word.is_given and self._is_name(lists))

    def _is_name(self, lists: NameLists) -> bool:
        """Tell whether a given name with a capital letter is one here."""
        word = self.word
        if word.is_doubtful:
            return self._is_helped(lists)
        is_rare = word.folded not in lists.widespread and len(word.folded) < 5
        return not (word.is_first and is_rare) or self._is_acting() or self._has_surname(lists)

    def _is_small_name(self, lists: NameLists) -> bool:
        """Tell whether a word in small letters is a usual name, or one of somebody called."""
        word, last = self.word, self.last
        if word.folded in lists.usual and not word.is_doubtful:
            return True
        if last and last.folded in GREETINGS and self._touches(last, word, _JOINED):
            return word.folded in FAR_NAMES and not word.is_doubtful
        is_only_place = word.folded in PLACES and word.folded in lists.usual
        is_name = word.folded in lists.widespread | FAR_NAMES and not word.is_doubtful
        return (is_name or is_only_place) and self._is_spoken_to()

    def _is_field(self, lists: NameLists) -> bool:
        """Tell whether a field for a part of a name holds the word."""
        word = self.word
        before = self.text[max(0, word.start - _LOOK_BACK) : word.start]
        may_be = word.folded not in WORDS and word.folded not in lists.words
        return _FIELD.search(before) is not None and (word.is_given or may_be)

    def _is_spoken_to(self) -> bool:
        """Tell whether the words before say that somebody is asked, told or met."""
        before = self.text[max(0, self.word.start - _LOOK_BACK) : self.word.start]
        return _SPOKEN_TO.search(before) is not None

    def _is_date(self) -> bool:
        """Tell whether a month stands beside its day or year: 4 Jan 2024."""
        start, end = self.word.start, self.word.end
        is_month = self.word.folded in SHORT_MONTHS
        return is_month and _BESIDE_FIGURES(self.text[max(0, start - 3) : end + 4]) is not None

    def _is_part(self) -> bool:
        """Tell whether the word ends the name of a place: Green Park."""
        last, word = self.last, self.word
        if last is None or word.folded not in NAMED_AFTER or not self._touches(last, word, _JOINED):
            return False
        is_name = (last.is_given and not last.is_doubtful) or "-" in last.text  # Ji-woo Park
        return last.is_capital and not is_name and last.folded not in TITLES | GREETINGS | ROLES

    def _is_apart(self) -> bool:
        """Tell whether nothing of a path, an address or code touches the word."""
        around = self.text[max(0, self.word.start - 1) : self.word.start]
        around += self.text[self.word.end : self.word.end + 1]
        return not re.search(r"[^\s,;:!?.()'’\"\0]", around)

    def _is_called_after(self) -> bool:
        """Tell whether something bears the name: a street, an illness, a lake."""
        never = NEVER_AFTER - TITLES
        last = self.last
        if last and last.folded in never and self._touches(last, self.word, _TITLED):
            return True
        if is_term(self.text, self.word.folded, self.word.end):
            return True
        if not self.following:
            return False
        gap = self.text[self.word.end : self.following.start]
        is_next = gap in {" ", "\u00a0", "'s ", "’s "}
        return is_next and self.following.folded in NAMED_AFTER

    def _is_introduced(self, lists: NameLists) -> bool:
        """Tell whether the words before say that somebody follows."""
        word, last = self.word, self.last
        before = self.text[max(0, word.start - _LOOK_BACK) : word.start]
        may_be = word.is_given or word.folded not in WORDS
        if last and self._touches(last, word, _TITLED) and last.folded in TITLES:
            return last.text != "miss"  # "I miss Spain"
        if last and self._touches(last, word, _JOINED):
            if last.folded in GREETINGS:
                return word.folded not in NEVER_GREETED and may_be and not self._is_month()
            if last.folded in ROLES and not last.text.isupper():
                is_name = word.is_given or word.folded in lists.surnames
                is_told = is_name or (may_be and not last.is_capital)
                return is_told and not word.is_headline and not self._is_place()
        if _FIELD.search(before):
            return self._is_field(lists)
        if _LABELLED.search(before):
            return word.is_given or (may_be and self._is_followed_by_capital())
        is_name = word.folded in lists.surnames and not word.is_doubtful and not word.is_headline
        is_called = word.is_given and _CALLED.search(before) is not None
        return (is_called or (is_name and self._is_spoken_to())) and not self._is_place()

    def _is_helped(self, lists: NameLists) -> bool:
        """Tell whether a name that is a word, a place or a brand is a name here."""
        word = self.word
        if self._is_acting() or (self._has_surname(lists) and not self._is_month()):
            return True
        if self._is_month() or word.is_headline:
            return False
        if self._is_place() or word.folded in MAKERS:
            return False
        after = self.text[word.end : word.end + 1]
        if word.is_first:
            is_name = word.folded in _ORDINARY_NAMES and word.folded in lists.usual
            return is_name and after in {",", ":"}
        before = self.text[max(0, word.start - _LOOK_BACK) : word.start]
        is_alone = not self.following or not self.following.is_capital
        return is_alone and word.folded in _ORDINARY_NAMES and not before.lower().endswith("the ")

    def _is_month(self) -> bool:
        return self.word.folded in MONTHS_AND_DAYS

    def _is_place(self) -> bool:
        """Tell whether the word is a place, or may be one behind a word of direction."""
        if self.word.folded in PLACES:
            return True
        is_directed = self.last is not None and self.last.folded in BEFORE_PLACES
        return is_directed and self.word.folded in WORDS

    def _is_acting(self) -> bool:
        """Tell whether something follows that people do."""
        following = self.following
        return (
            following is not None
            and self._touches(self.word, following, _JOINED)
            and following.folded in DEEDS
            and not following.is_capital
            and not (self.last and self.last.folded in BEFORE_PLACES and not self.word.is_first)
        )

    def _has_surname(self, lists: NameLists) -> bool:
        """Tell whether a surname follows."""
        following = self.following
        if not following or not self._touches(self.word, following, _JOINED):
            return False
        is_name = following.folded in lists.surnames or following.is_given
        return following.is_capital and is_name and not following.is_doubtful

    def _is_followed_by_capital(self) -> bool:
        following = self.following
        return (
            following is not None
            and self._touches(self.word, following, _JOINED)
            and following.is_capital
            and following.folded not in WORDS
        )

    def _touches(self, left: Word, right: Word, gap: re.Pattern[str]) -> bool:
        return gap.fullmatch(self.text, left.end, right.start) is not None


_ORDINARY_NAMES = ORDINARY - PLACES - MAKERS - MONTHS_AND_DAYS
"""Words that are usual as names: Joy, but not True."""


def _grow(text: str, words: list[Word], lists: NameLists) -> None:
    """Take surnames, and given names that no list has, to the names beside them."""
    for last, word in pairwise(words):
        is_name = last.is_person and (last.is_capital or last.folded in PARTICLES)
        if is_name and not word.is_person:
            gap = text[last.end : word.start]
            is_initial = len(word.text) == 1 and text.startswith(
                f"{word.text.upper()}.", word.start
            )
            if (_JOINED.fullmatch(gap) and (is_initial or _may_be_surname(word, lists))) or (
                gap == ". " and len(last.text) == 1 and _may_be_surname(word, lists)
            ):
                word.is_person = True
            elif _JOINED.fullmatch(gap) and word.folded in PARTICLES and not word.is_capital:
                word.is_person = _capital_follows(text, word)
    for word, last in pairwise(words[::-1]):
        is_joined = _JOINED.fullmatch(text, last.end, word.start)
        if word.is_person and not last.is_person and is_joined and last.is_capital:
            last.is_person = not (last.is_doubtful or last.folded in TITLES | GREETINGS | ROLES)


def _may_be_surname(word: Word, lists: NameLists) -> bool:
    particle, _, rest = word.text.partition("-")
    if particle in PARTICLES and rest[:1].isupper():
        return True  # al-Sayed
    if not word.is_capital or word.folded in MONTHS_AND_DAYS:
        return False
    return word.folded not in WORDS | NAMED_AFTER or (
        word.folded in lists.surnames and word.folded not in NAMED_AFTER and len(word.text) > 2
    )


def _capital_follows(text: str, word: Word) -> bool:
    return re.match(r" (?:[a-z]{1,3} )?[A-Z]", text[word.end : word.end + 6]) is not None


def _runs(text: str, words: list[Word]) -> list[tuple[int, int]]:
    """Join the words of one name."""
    runs: list[tuple[int, int]] = []
    length = 0
    for word in words:
        if not word.is_person:
            continue
        gap = text[runs[-1][1] : word.start] if runs else ""
        if runs and length < _MOST_WORDS and (_JOINED.fullmatch(gap) or gap == ". "):
            runs[-1] = (runs[-1][0], word.end)
            length += 1
        else:
            runs.append((word.start, word.end))
            length = 1
    return runs


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans that do not overlap, in order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
