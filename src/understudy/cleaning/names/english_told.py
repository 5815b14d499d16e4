"""Whether what stands around a word of an English text tells that it names somebody.

How much has to be told depends on how well the word is known: behind *signed for by* any word with
a capital letter is somebody that is nobody else, behind *with* only a known surname is, and a word
in small letters has to be a given name.
"""

import functools
import re

from understudy.cleaning.names import english_leads as leads
from understudy.cleaning.names.english_given import SYLLABLES
from understudy.cleaning.names.english_reading import Word
from understudy.cleaning.names.english_surnames import is_surname
from understudy.cleaning.names.english_things import SMALL_WORDS, THINGS
from understudy.cleaning.names.given import NameLists

_OF_CODE = frozenset("_`=<>#\\")
_HYPHEN = re.compile(r"[-‐‑]")
_PREFIXED = re.compile(r"(?:Mc|Mac|Di|De|La|Le|Du|Van|Fitz)[A-Z][a-z]{3,}")
_ALONE = 5  # letters of a name that is no other word in small letters either
_CALLED_SMALL = frozenset(
    [
        "amber",
        "bill",
        "bob",
        "daisy",
        "dean",
        "drew",
        "frank",
        "grace",
        "jack",
        "jay",
        "lily",
        "mark",
        "max",
        "nick",
        "pat",
        "ray",
        "rob",
        "robin",
        "ruby",
        "sue",
        "will",
    ]
)
"""Words whom chats call so in small letters: "mark u there?"."""
_ADDRESSED = re.compile(r"(?:,|\?| u | can (?:you|u) | are (?:you|u) | did (?:you|u) )")


def is_told(text: str, word: Word, lists: NameLists) -> bool:
    """Tell whether a word names somebody, by what stands around it.

    Args:
        text: The text.
        word: The word, two letters or more.
        lists: Lists of names.
    """
    if is_romanised(word.folded):
        return True
    if text[word.start - 1 : word.start] in _OF_CODE or text[word.end : word.end + 1] in _OF_CODE:
        return False
    if word.folded in THINGS or word.folded in lists.words:
        return False
    return (
        _is_told_capital(text, word, lists)
        if word.is_capital
        else _is_told_small(text, word, lists)
    )


def is_romanised(folded: str) -> bool:
    """Tell whether a word is a Korean or Chinese given name in Latin letters: Hyun-woo."""
    parts = _HYPHEN.split(folded)
    return len(parts) == 2 and SYLLABLES.issuperset(parts)


def is_odd(word: Word, lists: NameLists) -> bool:
    """Tell whether a word with capitals inside is a name all the same: DeShawn, or all of it."""
    if word.text.isupper():
        return len(word.text) > 3 and word.folded in small_names(lists) and not word.is_doubtful
    return _PREFIXED.fullmatch(word.text) is not None


def is_known_surname(word: Word, lists: NameLists) -> bool:
    """Tell whether a word is a surname and nothing else."""
    is_other = word.is_doubtful or word.folded in THINGS
    return not is_other and is_surname(word.folded, lists.surnames)


def is_household(text: str, word: Word, lists: NameLists) -> bool:
    """Tell whether a family is called by its surname: the Kapoors."""
    if not word.is_capital or not leads.is_household(text, word.start, word.end):
        return False
    if is_known_surname(word, lists):
        return True
    stem = word.folded.removesuffix("s").removesuffix("e" if word.folded.endswith("xes") else "")
    return stem not in THINGS and not word.is_doubtful and is_surname(stem, lists.surnames)


@functools.cache
def small_names(lists: NameLists) -> frozenset[str]:
    """Return the given names that are no other words in small letters."""
    return (lists.usual | lists.widespread) - SMALL_WORDS - THINGS


def _is_told_capital(text: str, word: Word, lists: NameLists) -> bool:
    if word.is_doubtful:
        return False
    start, end = word.start, word.end
    is_certain = leads.is_certain(text, start) or leads.is_kindred(text, start)
    is_known = word.is_given or is_known_surname(word, lists)
    if "'" in word.text or "’" in word.text or text.startswith(("'s", "’s"), end):
        is_led = is_certain or leads.is_doing(text, end)
        return (is_known and is_led) or (len(word.text) > 3 and leads.is_owning(text, end))
    if word.is_headline or word.text.isupper():
        return is_known and (is_certain or leads.is_hailed(text, start, end))
    if is_certain or (leads.is_personal(text, start) and not word.is_first):
        return True
    if is_known and (word.is_first or leads.is_possible(text, start)):
        return (not word.is_given and not word.is_first) or leads.is_doing(text, end)
    return _is_acting(text, word)


def _is_acting(text: str, word: Word) -> bool:
    """Tell whether a word that no list has does what nobody but people do."""
    if word.is_first:
        return len(word.text) > 3 and word.folded[-1] != "s" and leads.is_telling(text, word.end)
    return not leads.is_determined(text, word.start) and leads.is_acting(text, word.end)


def _is_told_small(text: str, word: Word, lists: NameLists) -> bool:
    start, end = word.start, word.end
    if word.is_doubtful:
        is_called = word.is_first and _ADDRESSED.match(text, end) is not None
        is_called = is_called or leads.is_hailed(text, start, end)
        return word.folded in _CALLED_SMALL and (is_called or leads.is_presented(text, start))
    if word.folded not in small_names(lists):
        return _is_rare_small(text, word, lists)
    if len(word.folded) >= _ALONE or (not word.is_first and leads.is_possible(text, start)):
        return True
    return leads.is_doing(text, end) or (not word.is_first and _is_named(text, word))


def _is_rare_small(text: str, word: Word, lists: NameLists) -> bool:
    """Tell whether a word that is no usual name is a name in small letters all the same."""
    folded, start = word.folded, word.start
    if len(folded) > 3 and is_known_surname(word, lists) and leads.is_certain(text, start):
        return folded not in SMALL_WORDS
    if folded[-1] == "s" and folded[:-1] in small_names(lists) and len(folded) > 3:
        return leads.is_possessive(text, start, word.end)
    if not word.is_given or len(folded) < 3 or "-" in folded:
        return False
    is_long = len(folded) >= _ALONE and folded not in SMALL_WORDS
    return _is_named(text, word) or (is_long and leads.is_possible(text, start))


def _is_named(text: str, word: Word) -> bool:
    """Tell whether a name is given, or somebody hailed by it."""
    start = word.start
    if leads.is_presented(text, start) or leads.is_certain(text, start):
        return True
    return leads.is_kindred(text, start) or leads.is_hailed(text, start, word.end)
