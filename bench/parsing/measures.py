"""How near a parser's Markdown is to the truth: text, words, order, headings and cells.

Every measure is 1.0 for what is right and 0.0 for what has nothing of it, and None where the truth
has nothing to measure (a document without tables says nothing about cells).
"""

import itertools
from collections import Counter
from collections.abc import Hashable, Iterable

from bench.parsing.normalising import normalise, tokens
from bench.parsing.structure import headings, tables


def nid(truth: str, found: str) -> float:
    """Return 1 - the normalised Indel distance of the two texts: it punishes a wrong order.

    The distance is the number of characters to insert and to delete, divided by the length of
    both texts: what rapidfuzz calls ``Indel.normalized_similarity``. Two empty texts are alike.

    References:
        Used for reading order by opendataloader-bench
        (https://github.com/opendataloader-project/opendataloader-bench) as NID.
    """
    first, second = normalise(truth), normalise(found)
    whole = len(first) + len(second)
    return 2 * common_length(first, second) / whole if whole else 1.0


def common_length(first: str, second: str) -> int:
    """Return the length of the longest common subsequence.

    One addition and three bitwise operations of big integers for each character: 100,000
    characters against as many take about a second.

    References:
        H. Hyyrö, "Bit-parallel LCS-length computation revisited", AWOCA 2004, section 3.
    """
    start = 0
    shortest = min(len(first), len(second))
    while start < shortest and first[start] == second[start]:
        start += 1
    end = 0
    while end < shortest - start and first[-1 - end] == second[-1 - end]:
        end += 1
    first, second = first[start : len(first) - end], second[start : len(second) - end]
    if len(first) > len(second):
        first, second = second, first
    places: dict[str, int] = {}
    for place, character in enumerate(first):
        places[character] = places.get(character, 0) | 1 << place
    whole = (1 << len(first)) - 1
    free = whole  # bit i is 0 where the common subsequence grows at character i of the first
    for character in second:
        matches = places.get(character)
        if matches is not None:
            taken = free & matches
            free = ((free + taken) | (free - taken)) & whole
    return start + end + len(first) - free.bit_count()


def bag_f1(truth: Iterable[Hashable], found: Iterable[Hashable]) -> float | None:
    """Return the harmonic mean of precision and recall of two bags; None without a truth.

    References:
        SQuAD's token F1: Rajpurkar et al., EMNLP 2016, section 6.1.
    """
    wanted, given = Counter(truth), Counter(found)
    if not wanted:
        return None
    return 2 * (wanted & given).total() / (wanted.total() + given.total())


def token_f1(truth: str, found: str) -> float:
    """Return the F1 of words, of characters for Chinese: lost or invented text, blind to order."""
    score = bag_f1(tokens(truth), tokens(found))
    return float(not tokens(found)) if score is None else score


def order(truth: str, found: str) -> float | None:
    """Return the share of neighbouring word 4-grams that come in the same order in both.

    Only those that stand once in each text count; None if there are not two.
    """
    places = _unique_grams(tokens(found))
    shared = [places[gram] for gram in _unique_grams(tokens(truth)) if gram in places]
    if len(shared) < 2:
        return None
    pairs = list(itertools.pairwise(shared))
    return sum(before < after for before, after in pairs) / len(pairs)


def heading_f1(truth: str, found: str) -> float | None:
    """Return the F1 of the bags of heading texts; a heading counts if all of it is right."""
    return bag_f1([text for _, text in headings(truth)], [text for _, text in headings(found)])


def heading_level_f1(truth: str, found: str) -> float | None:
    """Return the F1 of headings with their levels; the outermost level of each text counts as 1.

    Whether a title is level 1 or the chapters are is a matter of taste, their order is not.
    """
    return bag_f1(_ranked(headings(truth)), _ranked(headings(found)))


def cell_f1(truth: str, found: str) -> float | None:
    """Return the F1 of the bags of the texts of table cells, blank ones apart."""
    return bag_f1(_cells(truth), _cells(found))


def neighbour_f1(truth: str, found: str) -> float | None:
    """Return the F1 of pairs of cells that are next to each other in a row or a column.

    Blank cells between two are passed over.

    References:
        Göbel et al., "A methodology for evaluating algorithms for table understanding in PDF
        documents", DocEng 2012: the measure of the ICDAR 2013 table competition.
    """
    return bag_f1(_neighbours(truth), _neighbours(found))


def _unique_grams(words: list[str]) -> dict[tuple[str, ...], int]:
    """Return the places of the 4-grams that stand once in a text, in order."""
    grams = [tuple(words[place : place + 4]) for place in range(len(words) - 3)]
    counts = Counter(grams)
    return {gram: place for place, gram in enumerate(grams) if counts[gram] == 1}


def _ranked(found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    ranks = {level: rank for rank, level in enumerate(sorted({level for level, _ in found}))}
    return [(ranks[level], text) for level, text in found]


def _cells(text: str) -> list[str]:
    return [cell for table in tables(text) for row in table for cell in row if cell]


def _neighbours(text: str) -> list[tuple[str, str, str]]:
    pairs = []
    for table in tables(text):
        width = max(map(len, table), default=0)
        columns = [[row[at] for row in table if at < len(row)] for at in range(width)]
        for way, lines in (("right", table), ("down", columns)):
            for line in lines:
                filled = [cell for cell in line if cell]
                pairs += [(way, *pair) for pair in itertools.pairwise(filled)]
    return pairs
