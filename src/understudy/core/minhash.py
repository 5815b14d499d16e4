"""Which sets may be alike: MinHash in bands, four bytes a band and set.

Imported where sets are compared: numpy takes a moment.
"""

import hashlib
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

Marks = NDArray[np.uint32]

AT_ONCE = 256
"""Elements whose hashes are made at once: two megabytes, which a processor's cache holds."""
NONE = np.uint32(2**32 - 1)
ONE, TWO, HALF = np.uint64(1), np.uint64(2), np.uint64(32)


class Sketch:
    """Marks of a set, one a band: two sets share a mark where all minima of the band agree.

    Args:
        rows: Minima of a band.
        bands: Of a set.
        seed: Of the hash functions.
    """

    def __init__(self, rows: int, bands: int, seed: int) -> None:
        draw = np.random.default_rng(seed)
        self._shape = bands, rows
        # Odd factors: a product modulo 2^64 is then a permutation.
        self._factors = draw.integers(0, 2**63, rows * bands, np.uint64) * TWO + ONE
        self._shifts = draw.integers(0, 2**63, rows * bands, np.uint64)
        self._mixing = draw.integers(0, 2**63, rows, np.uint64) * TWO + ONE

    def __call__(self, elements: Iterable[str]) -> Marks:
        """Return 32 bits a band; another number with the same 32 costs a comparison alone."""
        digests = (hashlib.blake2b(one.encode(), digest_size=8).digest() for one in elements)
        hashes = np.frombuffer(b"".join(digests), np.uint64)
        lowest = np.full(self._shape[0] * self._shape[1], 2**64 - 1, np.uint64)
        for start in range(0, len(hashes), AT_ONCE):
            part = hashes[start : start + AT_ONCE, None] * self._factors + self._shifts
            np.minimum(lowest, part.min(axis=0), out=lowest)
        # The high half of a product depends on all bits of its factors.
        mixed = ((lowest >> HALF).reshape(self._shape) * self._mixing).sum(axis=1, dtype=np.uint64)
        marks: Marks = (mixed >> HALF).astype(np.uint32)
        return marks


class Links:
    """Leads from a set to all before it that share a mark.

    Args:
        most: Sets that may come.
        bands: Marks of a set.
    """

    def __init__(self, most: int, bands: int) -> None:
        # The system gives room when it is written to.
        self._rows: Marks = np.empty((most, bands), np.uint32)
        self._count = 0

    def add(self, marks: Marks) -> None:
        """Take the next set."""
        self._rows[self._count] = marks
        self._count += 1

    def found(self) -> Iterator[tuple[int, list[int]]]:
        """Yield, when all are there, the place of each set and those before it, in order."""
        rows = self._rows[: self._count]
        for band in range(rows.shape[1]):
            _link(rows, band)
        for place in np.flatnonzero((rows != NONE).any(axis=1)).tolist():
            bands = np.flatnonzero(rows[place] != NONE)
            at, known = rows[place, bands], []
            while at.size:
                known.append(at)
                at = rows[at, bands]
                goes_on = at != NONE
                at, bands = at[goes_on], bands[goes_on]
            yield place, np.unique(np.concatenate(known)).tolist()


def _link(rows: Marks, band: int) -> None:
    """Put in place of each mark the place of the last set before that has it, else NONE."""
    marks = rows[:, band].copy()
    order = np.argsort(marks, kind="stable").astype(np.uint32)
    again = marks[order[1:]] == marks[order[:-1]]
    rows[order[:1], band] = NONE
    rows[order[1:], band] = np.where(again, order[:-1], NONE)
