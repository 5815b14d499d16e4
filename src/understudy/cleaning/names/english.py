"""Where people are named in an English text: known given names, and what stands around a name.

A given name that is no other word speaks for itself. One that is a word, a place or a brand as well
needs help: a title or a greeting before it, a surname or something that only people do after it.
What is called after people (streets, illnesses, firms) is nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from understudy.cleaning.names.english_words import (
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
    SIGN_OFFS,
    TITLES,
    WORDS,
)
from understudy.cleaning.names.given import NameLists, name_lists
from understudy.cleaning.names.ordinary import ORDINARY
from understudy.cleaning.names.surroundings import is_term
from understudy.core.people import same_name

_WORD = re.compile(r"[^\W\d_]+(?:['’\-‐‑][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s\Z")
_JOINED = re.compile(r"[ \u00a0]{1,2}")
_TITLED = re.compile(r"\.?[ \u00a0]")
_SENTENCE_END = re.compile(r"(?:\A|[.!?…:|;\n\t])[\s\"'“‘(\[*_>•\-–—@]*\Z")
_LABELLED = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(sorted(LABELS))})\s?[:=(][ \t]*\Z")
_CALLED = re.compile(
    r"(?i)(?<!\w)(?:name(?: is|'s|’s)|i am|i['’]m|this is|called|named|nicknamed|it['’]s) \Z"
)
_FIELD = re.compile(
    r"(?i)(?<!\w)(?:(?:first|given|middle|last|family|maiden|full)[ -]name|surname)"
    r"(?: is|'s|’s|\s?[:=–—-])? \Z"
)
_SIGNED = re.compile(
    rf"(?:\A|(?<=[\n.!?,])|(?<=[.!?,] ))[ \t]*(?i:{SIGN_OFFS})[,!.]?[ \t]*[ \n][ \t]*"
    r"(?P<name>[A-Z][\w'’\-]+(?: (?:[A-Z][\w'’\-]+|[A-Z]\.)){0,3})(?=[ \t]*(?:\n|,|\.|\Z))"
)
_INITIALS = re.compile(
    r"(?<![\w.])(?P<initials>[A-Z]\.(?:[ \u00a0]?[A-Z]\.)*)[ \u00a0]?"
    r"(?P<name>[A-Z][^\W\d_]*[^\W\d_A-Z](?:[-'’][^\W\d_]+)?)"
)
_LISTED = re.compile(r"(?:, ?| ?; ?| ?[|&/] ?)(?:and )?| and ")
_TURNED = re.compile(
    r"(?m)(?:^(?:(?:From|To|Cc|Reply-To):)?|[|;\t]) ?(?P<last>[A-Z][^\W\d_]+), "
    r"(?P<given>[A-Z][^\W\d_]+)(?= ?(?:[|;\t\n<]|\Z))"
)
_BORN = re.compile(
    r"(?m)(?:^|(?<=[.;|\t] )|(?<=[;|\t]))(?P<name>[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+){1,2})"
    r"(?=,? \(?(?:DOB|date of birth|MRN)[ :#.]{1,3}[\0\d])"
)
_IN_CODE = re.compile(r"[^a-z]{2,}|.*[a-z][A-Z].*(?<!^Mc.)|.+[-‐‑][a-z].*")
"""Capitals inside a word, or a part that begins small: NaN, Long-term."""
_LOOK_BACK = 24
_MOST_WORDS = 5  # of one name
_TITLE_CASE = 0.6
_FEWEST = 4  # words, below which capitals say nothing of a headline


@dataclass(slots=True)
class Word:
    """A word of a text, and whether it names somebody."""

    start: int
    end: int
    text: str
    folded: str
    is_given: bool
    is_doubtful: bool
    """It is another word, a place or a brand as well."""
    is_first: bool
    is_headline: bool = False
    """Most words of its line have a capital, so it says nothing."""
    is_person: bool = False

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def people(text: str, vocabulary: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Return where people are named in an English text, in order.

    Args:
        text: The text; NUL is what is hidden already.
        vocabulary: Words that are written in lower case elsewhere: ordinary ones.

    Raises:
        MissingExtraError: Faker, which has the lists of names, is not installed.
    """
    lists = name_lists()
    words = _words(text, lists, vocabulary)
    firms = [match.span() for match in FIRMS.finditer(text)]
    _mark_headlines(text, words)
    around = [None, *words, None]
    for place, word in enumerate(words):
        if any(start <= word.start < end for start, end in firms):
            continue
        evidence = _Evidence(text, around[place], word, around[place + 2])
        word.is_person = evidence.is_person(lists)
    _grow(text, words, lists)
    return _merged([*_runs(text, words), *_by_form(text, words, lists)])


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
        is_usual = word.folded in lists.usual
        if not word.is_capital:
            is_plain = is_usual and not word.is_doubtful and len(word.folded) > 3
            return is_plain and self._is_apart()
        if _IN_CODE.fullmatch(word.text) and not is_usual:
            return False
        return self._is_introduced(lists) or (word.is_given and self._is_name(lists))

    def _is_name(self, lists: NameLists) -> bool:
        """Tell whether a given name with a capital letter is one here."""
        word = self.word
        if word.is_doubtful:
            return self._is_helped(lists)
        is_rare = word.folded not in lists.widespread and len(word.folded) < 5
        return not (word.is_first and is_rare) or self._is_acting() or self._has_surname(lists)

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
            return word.is_given or (may_be and word.folded not in lists.words)
        if _LABELLED.search(before):
            return word.is_given or (may_be and self._is_followed_by_capital())
        return word.is_given and _CALLED.search(before) is not None and not self._is_place()

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


_OTHERS = WORDS | PLACES | MAKERS
_ORDINARY_NAMES = ORDINARY - PLACES - MAKERS - MONTHS_AND_DAYS
"""Words that are usual as names: Joy, but not True."""


def _words(text: str, lists: NameLists, vocabulary: frozenset[str]) -> list[Word]:
    """Return the words of a text, without the ``'s`` of possession."""
    words = []
    for match in _WORD.finditer(text):
        shown = _POSSESSIVE.sub("", match[0])
        folded = same_name(shown)
        first = re.split(r"[-‐‑]", folded, maxsplit=1)[0]
        before = max(0, match.start() - _LOOK_BACK)
        words.append(
            Word(
                match.start(),
                match.start() + len(shown),
                shown,
                folded,
                folded in lists.given or (first != folded and first in lists.given),
                _is_other(folded, lists, vocabulary),
                _SENTENCE_END.search(text, before, match.start()) is not None,
            )
        )
    return words


def _is_other(folded: str, lists: NameLists, vocabulary: frozenset[str]) -> bool:
    """Tell whether a word is another word, a place or a brand as well."""
    if len(folded) < 3 or folded in _OTHERS or folded in lists.words:
        return True
    # What documents write small is a word, unless it is so usual a name that chats write it small.
    return folded in vocabulary and folded not in lists.usual


def _mark_headlines(text: str, words: list[Word]) -> None:
    """Note which words stand in a line where most have a capital."""
    for _, line in groupby(words, key=lambda word: text.count("\n", 0, word.start)):
        several = [*line]
        capitals = sum(word.is_capital for word in several)
        if len(several) >= _FEWEST and capitals > _TITLE_CASE * len(several):
            for word in several:
                word.is_headline = True


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


def _by_form(text: str, words: list[Word], lists: NameLists) -> Iterator[tuple[int, int]]:
    """Yield names that their form tells: below a greeting, behind initials, surname first."""
    kinds = {word.start: word for word in words}
    for match in _SIGNED.finditer(text):
        parts = [same_name(part) for part in match["name"].split()]
        if not any(part in WORDS and part not in lists.given for part in parts):
            yield match.span("name")
    matches = [
        match
        for match in _INITIALS.finditer(text)
        if match.start("name") in kinds and kinds[match.start("name")].folded not in NAMED_AFTER
    ]
    listed = _side_by_side(text, matches)
    for match in matches:
        folded = kinds[match.start("name")].folded
        is_known = kinds[match.start("name")].is_given or folded in lists.surnames
        several = match["initials"].count(".") > 1 and match["initials"][:1] != "U"
        is_told = match.start() in listed or _is_led(text, match.start())
        if is_known or several or (is_told and folded not in WORDS):
            yield match.span()
    for match in _BORN.finditer(text):
        if WORDS.union(lists.words).isdisjoint(map(same_name, _WORD.findall(match["name"]))):
            yield match.span("name")
    for match in _TURNED.finditer(text):
        last, given = (same_name(match[part]) for part in ("last", "given"))
        if given in lists.given and last not in WORDS and last not in PLACES:
            yield (match.start("last"), match.end("given"))


def _is_led(text: str, start: int) -> bool:
    """Tell whether a title or a role stands before initials."""
    before = text[max(0, start - _LOOK_BACK) : start].rpartition("\n")[2].lower().split()
    return bool(before) and (before[-1] in ROLES or before[-1].rstrip(".") in TITLES)


def _side_by_side(text: str, matches: list[re.Match[str]]) -> set[int]:
    """Return where names with initials begin that stand in a list of such: nobody else does."""
    return {
        one.start()
        for pair in pairwise(matches)
        if _LISTED.fullmatch(text, pair[0].end(), pair[1].start())
        for one in pair
    }


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans that do not overlap, in order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
