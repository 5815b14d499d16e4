"""Where people are named in an English text: known given names, and what stands around a name.

A given name that is no other word speaks for itself. One that is a word, a place or a brand as well
needs help: a title or a greeting before it, a surname or something that only people do after it.
What is called after people (streets, illnesses, firms) is nobody.
"""

import re
from dataclasses import dataclass

from understudy.cleaning.names.english_columns import in_columns
from understudy.cleaning.names.english_forms import by_form
from understudy.cleaning.names.english_given import FAR_NAMES
from understudy.cleaning.names.english_growing import grow
from understudy.cleaning.names.english_leads import is_owning
from understudy.cleaning.names.english_nobody import of_nobody
from understudy.cleaning.names.english_orders import by_order
from understudy.cleaning.names.english_reading import Word, mark_headlines, words_of
from understudy.cleaning.names.english_things import NOBODY, SETTLEMENTS, THINGS
from understudy.cleaning.names.english_told import (
    is_household,
    is_known_surname,
    is_odd,
    is_romanised,
    is_told,
)
from understudy.cleaning.names.english_words import (
    BEARERS,
    BEFORE_PLACES,
    DEEDS,
    FIRMS,
    GREETINGS,
    INTRODUCING,
    LABELS,
    MAKERS,
    MONTHS_AND_DAYS,
    NAMED_AFTER,
    NEVER_AFTER,
    NEVER_GREETED,
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
_LAW = re.compile(
    r"['’]s? (?:(?:first|second|third|last|great) )?(?:laws?|theorem|symphony|triangle|principle|"
    r"paradox|"
    r"razor|equations?|constant|column|tendon|demon|sonata|requiem)(?!\w)"
)
_DOT = re.compile(r"\.(?= [a-z]| ?[–—-] |[,;:)])")
_REACHED = re.compile(
    r"[ ]?[,;(|/–—-]?[ ]?(?:(?i:tel|ph|mob|cell|phone|mobile|ext)[.:]{0,2}[ ])?[\0+]"
)
_TOLD_TO = re.compile(
    r"(?i)(?<!\w)(?:ask(?:ed|ing|s)?|tell(?:ing|s)?|told|remind(?:ed|s|ing)?|text(?:ed)?"
    r"|email(?:ed)?|"
    r"phoned?|thank(?:ed)?|beg(?:ged)?|persuaded?|convinced?) \Z"
)
_TOLD_WHAT = re.compile(r" (?:to|if|about|that|whether|for|when|why|how|what|where|not to)(?!\w)")
_SPELT = re.compile(
    r" with (?:an?|one|two|no|the)(?: (?:double|single|silent))? ['‘“\"]?[a-zA-Z](?:['’]?s)?(?!\w)"
)
_OF_PEOPLE = re.compile(
    r"['’]s (?:(?:[0-9]{1,3}(?:st|nd|rd|th)|big|first|next) )?(?:birthday|bday|mum|mom|dad|mother"
    r"|father|"
    r"parents|wife|husband|brother|sister|gran|nan|aunt|uncle|boyfriend|girlfriend|teacher|nursery"
    r"|pyjamas|"
    r"homework|leaving do|baby shower|wedding|funeral|hen do|stag do)(?!\w)"
    r"| (?:from|in|at|over in|down in) (?:accounts|reception|hr|HR|IT|sales|work|school|upstairs|"
    r"downstairs|next door|"
    r"finance|marketing|payroll|maintenance|legal|church|yoga|nursery|the (?:office|gym|surgery|"
    r"school|pharmacy))(?!\w)"
    r"| (?:is|was) (?:on leave|off sick|poorly|pregnant|my (?:boss|sister|brother|mum|dad|wife|"
    r"husband|friend|cousin))(?!\w)"
)
_PET = re.compile(
    r"(?i)(?<!\w)(?:dogs?|cats?|pupp(?:y|ies)|kittens?|hamsters?|rabbits?|horses?|pon(?:y|ies)"
    r"|pets?|parrots?|"
    r"goldfish|guinea pigs?|tortoises?|budgies?|hens?|goats?)(?:['’]?s| is| was| are| were)?,? "
    r"(?:(?:is |was |are )?(?:called|named)|name(?:['’]?s| is)) \Z"
)
_LOOK_BACK = 24
_TWO_LETTERS = frozenset(("al", "cy", "di", "ed", "jo", "mo", "ty"))
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
    things = [*firms, *of_nobody(text, words)]
    mark_headlines(text, words)
    around = [None, *words, None]
    for place, word in enumerate(words):
        is_firm = bool(firms) and word.folded in MAKERS
        if is_firm or any(start <= word.start < end for start, end in things):
            word.is_doubtful = word.is_headline = True
            continue
        evidence = _Evidence(text, around[place], word, around[place + 2])
        word.is_person = evidence.is_person(lists)
    grow(text, words, lists)
    return _merged(
        [
            *_runs(text, words),
            *by_form(text, words, lists),
            *by_order(text, words, lists),
            *in_columns(text, lists),
        ]
    )


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
        if is_household(self.text, word, lists) or self._is_told_so(lists):
            return True
        if len(word.text) < 2 or word.folded in NEVER_AFTER or self._is_called_after():
            return False
        if word.folded in BEARERS or self._is_date() or self._is_part() or self._is_pet():
            return False
        is_usual = word.folded in lists.usual
        if not word.is_capital:
            is_small = len(word.folded) > 3 and self._is_small_name(lists)
            return self._is_apart() and (is_small or is_told(self.text, word, lists))
        if _IN_CODE.fullmatch(word.text) and not is_usual and not is_odd(word, lists):
            return self._is_told_in_capitals(lists)
        is_named = self._is_introduced(lists) or (word.is_given and self._is_name(lists))
        return is_named or is_told(self.text, word, lists)

    def _is_pet(self) -> bool:
        """Tell whether an animal is called so."""
        start = self.word.start
        return _PET.search(self.text, max(0, start - 2 * _LOOK_BACK), start) is not None

    def _is_told_so(self, lists: NameLists) -> bool:
        """Tell whether a name that is another word or a firm as well can be nobody else."""
        word = self.word
        if not word.is_capital or not word.is_given or not word.is_doubtful:
            return False
        is_known = word.folded in lists.usual or word.folded in lists.widespread
        before = max(0, word.start - _LOOK_BACK)
        if is_known and (
            _SPELT.match(self.text, word.end) or _OF_PEOPLE.match(self.text, word.end)
        ):
            return True
        is_told = _TOLD_WHAT.match(self.text, word.end) and _TOLD_TO.search(
            self.text, before, word.start
        )
        return bool(is_told) and self._is_month_or_usual(lists)

    def _is_month_or_usual(self, lists: NameLists) -> bool:
        folded = self.word.folded
        is_usual = folded in lists.usual and folded not in MAKERS | SETTLEMENTS
        return is_usual or folded in MONTHS_AND_DAYS

    def _is_told_in_capitals(self, lists: NameLists) -> bool:
        """Tell whether a word that may be an abbreviation or code names somebody here."""
        word = self.word
        if not word.text.isupper():
            return is_romanised(word.folded)
        if self._is_field(lists) or is_told(self.text, word, lists):
            return True
        is_other = word.is_doubtful or word.folded in THINGS
        return len(word.text) > 2 and not is_other and self._is_introduced(lists)

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
        is_name = word.folded in lists.widespread and not word.is_doubtful
        return (is_name or is_only_place) and self._is_spoken_to()

    def _is_field(self, lists: NameLists) -> bool:
        """Tell whether a field for a part of a name holds the word."""
        word = self.word
        before = self.text[max(0, word.start - _LOOK_BACK) : word.start]
        may_be = word.folded not in NOBODY and word.folded not in lists.words
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
        return last.is_capital and not is_name and last.folded not in INTRODUCING

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
        if _LAW.match(self.text, self.word.end):
            return True
        is_next = gap in {" ", "\u00a0", "'s ", "’s "}
        return is_next and self.following.folded in NAMED_AFTER

    def _is_introduced(self, lists: NameLists) -> bool:
        """Tell whether the words before say that somebody follows."""
        word, last = self.word, self.last
        before = self.text[max(0, word.start - _LOOK_BACK) : word.start]
        may_be = word.folded not in THINGS and (word.is_given or word.folded not in WORDS)
        if last and self._touches(last, word, _TITLED) and last.folded in TITLES:
            return last.text != "miss" and word.folded not in THINGS  # "I miss Spain"
        if last and self._touches(last, word, _JOINED):
            if last.folded in GREETINGS:
                return word.folded not in NEVER_GREETED and may_be and not self._is_month()
            if last.folded in ROLES and not last.text.isupper():
                is_name = word.is_given or is_known_surname(word, lists)
                is_told = is_name or (may_be and not last.is_capital)
                return is_told and not word.is_headline and not self._is_place()
        if _FIELD.search(before):
            return self._is_field(lists)
        if _LABELLED.search(before):
            is_name = word.is_given or is_known_surname(word, lists)
            return may_be and (is_name or self._is_followed_by_capital() or self._is_reached())
        is_name = is_known_surname(word, lists) and not word.is_headline
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
            return is_name and (after in {",", ":"} or is_owning(self.text, word.end))
        before = self.text[max(0, word.start - _LOOK_BACK) : word.start]
        is_alone = not self.following or not self.following.is_capital
        return is_alone and word.folded in _ORDINARY_NAMES and not before.lower().endswith("the ")

    def _is_month(self) -> bool:
        return self.word.folded in MONTHS_AND_DAYS

    def _is_place(self) -> bool:
        """Tell whether the word is a place, or may be one behind a word of direction."""
        if self.word.folded in PLACES or self.word.folded in SETTLEMENTS:
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
        if self.word.folded in _TWO_LETTERS and following.is_capital:
            return following.folded not in NOBODY
        is_name = following.is_given or is_known_surname(following, lists)
        return following.is_capital and is_name and not following.is_doubtful

    def _is_followed_by_capital(self) -> bool:
        following = self.following
        return (
            following is not None
            and self._touches(self.word, following, _JOINED)
            and following.is_capital
            and following.folded not in NOBODY
        )

    def _is_reached(self) -> bool:
        """Tell whether a number or an address, which is hidden by now, stands right behind."""
        return _REACHED.match(self.text, self.word.end) is not None

    def _touches(self, left: Word, right: Word, gap: re.Pattern[str]) -> bool:
        return gap.fullmatch(self.text, left.end, right.start) is not None


_ORDINARY_NAMES = ORDINARY - PLACES - MAKERS - MONTHS_AND_DAYS
"""Words that are usual as names: Joy, but not True."""


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
        if len(word.text) == 1 and _DOT.match(text, word.end):
            runs[-1] = (runs[-1][0], word.end + 1)
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
