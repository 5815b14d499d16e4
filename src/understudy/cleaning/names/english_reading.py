"""Words of an English text, each with what lists of names and its place say of it."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby

from understudy.cleaning.names.english_things import THINGS
from understudy.cleaning.names.english_words import MAKERS, PLACES, WORDS
from understudy.cleaning.names.given import NameLists
from understudy.cleaning.names.ordinary import ORDINARY
from understudy.core.people import same_name

WORD = re.compile(r"[^\W\d_]+(?:['’\-‐‑][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s\Z")
_SENTENCE_END = re.compile(r"(?:\A|[.!?…:|;\n\t])[\s\"'“‘(\[*_>•\-–—@]*\Z")
_OTHERS = WORDS | PLACES | MAKERS | THINGS
_NO_FIRST_PART = THINGS | (WORDS - ORDINARY)
_LOOK_BACK = 24
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


def words_of(text: str, lists: NameLists, vocabulary: frozenset[str]) -> list[Word]:
    """Return the words of a text, without the ``'s`` of possession."""
    words = []
    for match in WORD.finditer(text):
        shown = _POSSESSIVE.sub("", match[0])
        folded = same_name(shown)
        plain = folded if folded.isascii() else _plain(folded)
        first = re.split(r"[-‐‑]", folded, maxsplit=1)[0]
        before = max(0, match.start() - _LOOK_BACK)
        words.append(
            Word(
                match.start(),
                match.start() + len(shown),
                shown,
                folded,
                folded in lists.given
                or plain in lists.given
                or (first != folded and first in lists.given),
                _is_other(folded, lists, vocabulary) or first in _NO_FIRST_PART,
                _SENTENCE_END.search(text, before, match.start()) is not None,
            )
        )
    return words


def _plain(folded: str) -> str:
    """Return a word without marks on its letters: Siobhán is Siobhan."""
    return "".join(one for one in unicodedata.normalize("NFD", folded) if one.isalpha())


def _is_other(folded: str, lists: NameLists, vocabulary: frozenset[str]) -> bool:
    """Tell whether a word is another word, a place or a brand as well."""
    if len(folded) < 3 or folded in _OTHERS or folded in lists.words:
        return True
    # What documents write small is a word, unless it is so usual a name that chats write it small.
    return folded in vocabulary and folded not in lists.usual


def mark_headlines(text: str, words: list[Word]) -> None:
    """Note which words stand in a line where most have a capital."""
    for _, line in groupby(words, key=lambda word: text.count("\n", 0, word.start)):
        several = [*line]
        capitals = sum(word.is_capital for word in several)
        if len(several) >= _FEWEST and capitals > _TITLE_CASE * len(several):
            for word in several:
                word.is_headline = True
