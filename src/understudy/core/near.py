"""Texts that are nearly the same: candidates by MinHash, each verified exactly.

In memory a text is four bytes a band, 664 at a threshold of .7; its words are asked for again.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from understudy.core.records import Record
from understudy.core.wording import jaccard, shingles

MISSED = 1e-9
"""Probability that a pair exactly at the threshold is no candidate."""
MAX_PERMUTATIONS = 1024
KEPT = 500_000
"""Runs of texts that are kept in memory, to be compared again: about 75 megabytes."""


class Near(Record):
    """Two documents, or two conversations, whose texts are nearly the same."""

    kind: Literal["documents", "conversations"]
    one: str
    """Id of the record that comes first."""
    other: str
    similarity: float = Field(gt=0, le=1)
    """The part of their distinct runs of three words that they share."""


def near_pairs(
    texts: Sequence[str], *, threshold: float, seed: int
) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs of texts that share enough of their runs of three words.

    Args:
        texts: Texts, asked for by position once, and again when candidates are verified; those
            without a run of three words are near nothing.
        threshold: Least Jaccard similarity, 0.3 to 1.
        seed: Of the hash functions; decides how many candidates are verified, never the result.

    Yields:
        Two positions, the first less than the second, and their exact similarity; in order.

    References:
        Broder, On the resemblance and containment of documents, 1997; bands as in Leskovec,
        Rajaraman and Ullman, Mining of Massive Datasets, section 3.4.
    """
    from understudy.core.minhash import Links, Sketch  # for numpy takes a moment

    rows, bands = bands_for(threshold)
    sketch, links = Sketch(rows, bands, seed), Links(len(texts), bands)
    held: list[int] = []  # positions of the texts that have runs
    for position in range(len(texts)):
        if runs := shingles(texts[position]):
            links.add(sketch(runs))
            held.append(position)
    runs_of = _Runs(texts)
    for place, others in links.found():
        position = held[place]
        for other in map(held.__getitem__, others):
            similarity = jaccard(runs_of(other), runs_of(position))
            if similarity >= threshold:
                yield other, position, similarity


class _Runs:
    """Gives the runs of texts, and keeps those that were last asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._kept: dict[int, frozenset[str]] = {}
        self._count = 0

    def __call__(self, position: int) -> frozenset[str]:
        known = self._kept.pop(position, None)
        if known is None:
            known = shingles(self._texts[position])
            self._count += len(known)
        self._kept[position] = known  # behind all others
        while self._count > KEPT and len(self._kept) > 1:
            self._count -= len(self._kept.pop(next(iter(self._kept))))
        return known


def bands_for(threshold: float) -> tuple[int, int]:
    """Return rows a band and bands: the most selective that still miss next to nothing.

    A pair of similarity s is a candidate with probability 1 - (1 - s^rows)^bands.
    """
    hit = min(threshold, 0.95)  # at 1 one band would do, however many rows it had
    rows = 1
    while (rows + 1) * _bands(hit ** (rows + 1)) <= MAX_PERMUTATIONS:
        rows += 1
    return rows, _bands(hit**rows)


def _bands(hit: float) -> int:
    return math.ceil(math.log(MISSED) / math.log1p(-hit))
