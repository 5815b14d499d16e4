"""What stands beside a name in a Russian text: its other parts, a list, the cell of a table."""

import re
from collections.abc import Iterator
from itertools import pairwise

from understudy.cleaning.names.morphology import has_surname_ending, is_noun
from understudy.cleaning.names.russian_reading import GAP, Span, Word
from understudy.cleaning.names.russian_words import HAILS, OF_FATHERS

_MOST_WORDS = 4  # of one name, beyond which capitals are a headline
_JOINED = re.compile(r"(?: ?[,/&+;][ \u00a0]?|\.?,[ ]|[ ](?:и|или|с|да)[ ])")
_CELL_START = re.compile(r"(?:\A|[\n|;\t])[ ]*(?:[0-9]{1,3}[.)][ ]*)?\Z")
_CELL_END = re.compile(r"[ ]*(?:\Z|[\n|;\t])")
_PARTICLES = ("аль-", "эль-", "ад-", "ар-", "ас-", "ибн-")
_TABLE = re.compile(r"[\n|;\t]").search


def may_be_name(word: Word) -> bool:
    """Tell whether a capital word can be part of the name beside it."""
    sense = word.sense
    is_ordinary = sense.is_known and sense.name < 0.05
    is_start = word.is_first and sense.ordinary >= 0.5 and sense.name < 0.3
    return word.is_capital and not (is_ordinary or is_start or word.is_named_after)


def take_cells(text: str, words: list[Word]) -> None:
    """Take surnames that fill a line, or a cell of a table."""
    if _TABLE(text) is None:
        return
    for word in words:
        sense = word.sense
        if not word.is_capital or sense.place >= 0.3 or word.is_named_after:
            continue
        is_name = sense.name >= 0.3 or (not sense.is_known and has_surname_ending(word.text))
        if is_name and _CELL_END.match(text, word.end):
            start = text.rfind("\n", 0, word.start) + 1
            word.is_person |= _CELL_START.search(text, max(0, start - 1), word.start) is not None


def take_listed(text: str, words: list[Word]) -> None:
    """Take names in a list with somebody who is certain: "Оля, Толик и Женя"."""
    listed = [word for word in words if word.text not in {"и", "или", "с", "да"}]
    for order in (listed, listed[::-1]):
        for last, word in pairwise(order):
            if last.is_person and not word.is_person and _is_joined(text, last, word):
                word.is_person = _is_like_a_name(word)
    for chain in _chains(text, listed):
        certain = sum(word.is_person for word in chain)
        is_of_surnames = len(chain) > 2 and any(
            one.is_person and one.sense.surname >= 0.3 for one in chain
        )
        if certain > 1 or (chain[0].is_first and is_of_surnames):
            for word in chain:
                word.is_person = word.is_person or _may_be_listed(word)
            _take_between(chain)


def _chains(text: str, words: list[Word]) -> Iterator[list[Word]]:
    """Yield words that stand in one list, two or more."""
    chain: list[Word] = []
    for word in words:
        if chain and not _is_joined(text, chain[-1], word):
            if len(chain) > 1:
                yield chain
            chain = []
        chain.append(word)
    if len(chain) > 1:
        yield chain


def _take_between(chain: list[Word]) -> None:
    for left, word, right in zip(chain, chain[1:], chain[2:], strict=False):
        is_between = left.is_person and right.is_person and word.sense.place < 0.3
        is_word = word.form in HAILS or word.text.isascii() or word.is_named_after
        word.is_person |= is_between and word.is_capital and not is_word


def _may_be_listed(word: Word) -> bool:
    """Tell whether a word among names can be one."""
    is_name = word.is_capital and not word.is_named_after and word.sense.place < 0.3
    is_other = word.text.isascii() or len(word.text) < 2 or word.form in HAILS
    return is_name and not is_other and (not word.sense.is_known or is_noun(word.text))


def _is_joined(text: str, one: Word, other: Word) -> bool:
    left, right = sorted((one, other), key=lambda word: word.start)
    return _JOINED.fullmatch(text, left.end, right.start) is not None


def _is_like_a_name(word: Word) -> bool:
    sense = word.sense
    if not word.is_capital or word.is_named_after or sense.place >= 0.5:
        return False
    if sense.is_usual:
        return True
    is_unknown = not sense.is_known and has_surname_ending(word.text)
    return is_unknown or (sense.name >= 0.3 and not word.is_first)


def grow(text: str, words: list[Word]) -> None:
    """Take the rest of a name to its certain parts, forwards and then backwards."""
    for order in (words, words[::-1]):
        for last, following in pairwise(order):
            if not last.is_person or following.is_person:
                continue
            left, right = sorted((last, following), key=lambda word: word.start)
            if GAP.fullmatch(text, left.end, right.start) and _belongs(last, following):
                following.is_person = True


def _belongs(known: Word, word: Word) -> bool:
    """Tell whether a word beside a part of a name is another part of it."""
    if word.form in OF_FATHERS or word.form.startswith(_PARTICLES):
        return word.start > known.start
    if word.is_named_after or len(word.text) < 2:
        return False
    if not word.is_capital:
        is_given = known.sense.patronymic >= 0.5 and word.sense.given > 0
        return not known.is_capital and (is_given or word.sense.surname >= 0.9)
    if known.sense.patronymic >= 0.5 and not word.is_first:
        return True
    if word.has_role and word.text.isupper() and known.text.isupper():
        return True
    return may_be_name(word)


def runs_of(text: str, words: list[Word]) -> list[Span]:
    """Join the words of one name."""
    runs: list[Span] = []
    length = 0
    for word in words:
        if not word.is_person:
            continue
        is_next = bool(runs) and GAP.fullmatch(text, runs[-1].end, word.start) is not None
        if is_next and length < _MOST_WORDS:
            runs[-1] = Span(runs[-1].start, word.end)
            length += 1
        else:
            runs.append(Span(word.start, word.end))
            length = 1
    return runs
