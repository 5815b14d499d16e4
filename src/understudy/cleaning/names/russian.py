"""Where people are named in a Russian text: what a tagger says, weighed with a dictionary.

A tagger that learned from news sees names in chats where there are none (drugs, organs, months,
eponyms) and misses those that are written in lower case or stand alone. A dictionary knows which
words can be names, and words around say whether one is: *пациент* before it speaks for a person,
*болезнь* or *улица* against it.
"""

import re
from collections.abc import Callable
from itertools import pairwise

from understudy.cleaning.names.morphology import base, has_surname_ending
from understudy.cleaning.names.ordinary import ORDINARY
from understudy.cleaning.names.russian_beside import (
    grow,
    may_be_name,
    runs_of,
    take_cells,
    take_listed,
)
from understudy.cleaning.names.russian_given import USUAL
from understudy.cleaning.names.russian_initials import with_initials
from understudy.cleaning.names.russian_nobody import is_famous, of_nobody
from understudy.cleaning.names.russian_reading import GAP, Span, Word, is_surname, words_of
from understudy.cleaning.names.russian_words import (
    BEFORE_DOING,
    NICKNAMES_OF_PLACES,
    PEOPLE_DO,
    PEOPLE_SAY,
)
from understudy.cleaning.names.transliterated import is_given, transliterated

_ADJECTIVE = re.compile(r"[сц]к(?:ий|ая|ое|ие|ого|ому|им|ом|ой|ую|их)\Z")
_CONSONANT = re.compile(r"[^аеёиоуыэюяйьАЕЁИОУЫЭЮЯЙЬ]\Z")
_IS_SOMEWHERE = re.compile(
    r" (?:(?:сейчас|уже|ещ[её]|тоже|не|опять|снова|до сих пор|сегодня|завтра|пока) )*(?:"
    r"в (?:отпуске|декрете|командировке|роддоме|больнице|реанимации|школе|садике|курсе|дороге|пути)"
    r"|на (?:больничном|связи|работе|смене|обеде|даче|уч[её]бе|пенсии|месте)|за рул[её]м|занята?"
    r"|дома|у (?:врача|бабушки|мамы|нас)|будет (?:позже|поздно|через|завтра|дома|к|в))(?!\w)"
)
"""Where people are, and things are not."""
_SURELY = ("енко", "швили", "дзе", "щук", "чук")
_FROM_AFAR = re.compile(r"[А-ЯЁ][а-яё]{2,}(?:[иу]а|ия|ава|ули|ури|[шн]ко|ело|[иу]ч)")
"""Ends of surnames that no dictionary has, and that other words have as well."""
_ELISION = re.compile(r"[ОД]['’][А-ЯЁ][а-яё]+")

Tagger = Callable[[str], list[Span]]
"""A text to what it takes for people."""


def people(text: str, tagger: Tagger, vocabulary: frozenset[str] = frozenset()) -> list[Span]:
    """Return where people are named, in order.

    Args:
        text: A Russian text; NUL is what is hidden already.
        tagger: Asked only about a text in which there may be somebody; it takes most of the time.
        vocabulary: Words that are written in lower case elsewhere: ordinary ones.
    """
    words = words_of(text, vocabulary)
    for word in words:
        word.is_person = _is_certain(word)
    if _is_open(words):
        _take_tagged(words, tagger(text))
        for word in words:
            word.is_person = word.is_person or _is_certain(word)
    for number, word in enumerate(words):
        if word.is_first and not word.is_person and _is_doing(text, words[number : number + 4]):
            word.is_person = True
    take_cells(text, words)
    take_listed(text, words)
    grow(text, words)
    latin = [Span(*place) for place in transliterated(text)]
    latin += [Span(one.start, one.end) for one in words if one.has_role and is_given(one.text)]
    found = _merged([*runs_of(text, words), *with_initials(text, words), *latin])
    things = of_nobody(text) if found else []
    return [
        span
        for span in found
        if not is_famous(text[span.start : span.end])
        and not any(start <= span.start < end for start, end in things)
    ]


def _is_open(words: list[Word]) -> bool:
    """Tell whether a tagger can say something that is not known without: it takes most time."""
    capital = [word for word in words if word.is_capital]
    for left, right in pairwise(capital):
        if left.is_person != right.is_person and right.start - left.end < 2:
            return True
    return any(not word.is_person and (word.has_role or may_be_name(word)) for word in capital)


def _take_tagged(words: list[Word], tagged: list[Span]) -> None:
    """Believe a tagger where a text gives no reason against it."""
    for span in tagged:
        inside = [word for word in words if span.start <= word.start and word.end <= span.end]
        for word in inside:
            word.is_tagged = True
        if _is_somebody(inside):
            for word in inside:
                word.is_person |= not (len(inside) == 2 and _only_starts(word))


def _is_somebody(words: list[Word]) -> bool:
    """Tell whether what a tagger takes for a person is one."""
    if not words or words[0].is_named_after:
        return False
    if len(words) > 1:
        return any(may_be_name(word) for word in words if len(word.text) > 1)
    word = words[0]
    if word.form in NICKNAMES_OF_PLACES:
        return False
    sense = word.sense
    if word.is_first and not word.is_called:
        is_adjective = not sense.is_known and _ADJECTIVE.search(word.text) is not None
        if sense.ordinary > sense.name or is_adjective:
            return word.has_role
    return word.has_role or sense.name >= 0.05 or has_surname_ending(word.text)


def _only_starts(word: Word) -> bool:
    """Tell whether a word has its capital from the sentence: "Сушь Оксана держит на сквозняке"."""
    is_ordinary = word.sense.ordinary >= 0.9 and not has_surname_ending(word.text)
    return word.is_first and is_ordinary and not word.has_role


def _is_certain(word: Word) -> bool:
    """Tell whether a word is a name whatever a tagger says."""
    sense = word.sense
    if word.is_named_after or len(word.text) < 3:
        return False
    if word.is_spoken_to:
        return not word.text.isupper() or sense.is_usual
    if _ELISION.fullmatch(word.text):
        return True
    if sense.patronymic >= 0.5:
        return word.is_capital or sense.ordinary + sense.place == 0
    if is_surname(word):
        return True
    return _is_certain_capital(word) if word.is_capital else _is_certain_small(word)


def _is_certain_small(word: Word) -> bool:
    """Tell whether a word in small letters is a name."""
    sense = word.sense
    if word.has_title and not sense.is_known:
        return True
    if word.has_role and sense.name >= 0.5 and sense.ordinary < 0.3 and sense.place < 0.5:
        return True
    if sense.is_owner and len(word.text) > 4:
        return True
    if not sense.is_known and sense.surname >= 0.9 and word.form.endswith(_SURELY):
        return True
    is_other = sense.ordinary > 0.2 or sense.place > 0.7 or sense.surname >= 0.5
    return sense.is_usual and not is_other


def _is_certain_capital(word: Word) -> bool:
    """Tell whether a word with a capital letter is a name."""
    sense, form = word.sense, word.form
    doubt = sense.ordinary + sense.place
    if word.has_role and _is_after_a_role(word):
        return True
    if word.is_called and sense.is_known and sense.given >= 0.5:
        return True
    is_sure = sense.given >= 0.8 and doubt < 0.15
    if sense.is_usual and (not sense.is_known or is_sure):
        return True
    if not word.is_first:
        return is_sure or sense.is_owner or (sense.is_usual and sense.given >= 0.02)
    return sense.given >= 0.3 and form in USUAL and form not in ORDINARY


def _is_after_a_role(word: Word) -> bool:
    sense = word.sense
    if sense.is_known:
        return sense.name >= 0.3 or (sense.is_usual and not word.is_first)
    is_alike = word.is_tagged and _CONSONANT.search(word.text) is not None
    return word.has_title or is_alike or has_surname_ending(word.text)


def _is_doing(text: str, words: list[Word]) -> bool:
    """Tell "Мишка родился" and "Вера мне сказала" from "Мишка стоит на полке"."""
    word = words[0]
    is_several = not word.is_capital and word.form.endswith(("ов", "ев"))  # "орлов кормят"
    is_afar = not word.sense.is_known and _FROM_AFAR.fullmatch(word.text) is not None
    is_named = is_afar or (word.sense.surname >= 0.3 and not is_several)
    if word.is_named_after or not (word.sense.is_usual or is_named):
        return False
    if (word.form in USUAL or is_named) and _IS_SOMEWHERE.match(text, word.end):
        return True
    form = word.form
    is_plain = word.is_capital or is_named or (form in USUAL and form not in ORDINARY)
    for last, following in pairwise(words):
        if GAP.fullmatch(text, last.end, following.start) is None:
            return False
        done = base(following.text)
        if done in (PEOPLE_DO if is_plain else PEOPLE_SAY):
            return True
        if following.form not in BEFORE_DOING:
            return False
    return False


def _merged(spans: list[Span]) -> list[Span]:
    """Return spans that do not overlap, in order."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
