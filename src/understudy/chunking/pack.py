"""Atoms become chunks: as few as possible, cut where it hurts least, of about equal length."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from understudy.chunking.atoms import Atom
from understudy.chunking.parts import GLUED

CHUNK = 1000
"""Cost of one more chunk, against the costs of cuts in `atoms`."""
SHORT = 200
"""Cost of an empty chunk; it falls with the square of what is missing to the full size."""
WORK = 2_000_000
"""Cuts to compare in one section from which small neighbours are put together first."""
COARSE = 32
"""Such neighbours are put together up to this part of a chunk, which bounds the work."""


class Range:
    """Sizes of any run of atoms, each from sums over all."""

    def __init__(self, atoms: Sequence[Atom]) -> None:
        self._atoms = atoms
        self._ends = [0, *accumulate(atom.joined for atom in atoms)]
        self._starts = [atom.alone - end for atom, end in zip(atoms, self._ends[1:], strict=True)]

    def size(self, first: int, last: int) -> int:
        """Return the size of a chunk of ``atoms[first:last]``, with what is shown around it."""
        bare = self._starts[first] + self._ends[last]
        return bare + self._atoms[first].opened + self._atoms[last - 1].closed

    def repeated(self, first: int, last: int) -> int:
        """Return the size of the slice alone."""
        return self._starts[first] + self._ends[last] if first < last else 0

    def reach(self, first: int, limit: int, most: int) -> Iterator[tuple[int, int]]:
        """Yield where a chunk that starts with an atom may end, and its size.

        An atom that is too long is a chunk all the same.

        Args:
            first: The atom.
            limit: Largest size of a chunk of several.
            most: Largest size of one that ends with an atom glued to the one before.
        """
        yield first + 1, self.size(first, first + 1)
        base = self._starts[first] + self._atoms[first].opened
        for last in range(first + 2, len(self._atoms) + 1):
            atom = self._atoms[last - 1]
            size = base + self._ends[last]
            if size > (most if atom.cut >= GLUED else limit):
                return
            size += atom.closed
            if size <= (most if atom.cut >= GLUED else limit):
                yield last, size


def pack(atoms: Sequence[Atom], size: int, overlap: int) -> list[tuple[int, int, int]]:
    """Choose where to cut, by dynamic programming over all cuts.

    Args:
        atoms: Of one section.
        size: Largest size of a chunk of several atoms.
        overlap: Largest size of what a chunk repeats from the one before.

    Returns:
        For each chunk in order where it starts with what it repeats, where without, and where it
        ends; together they are all atoms.
    """
    ranges = Range(atoms)
    best: list[float] = [0.0] + [float("inf")] * len(atoms)
    came_from = [0] * (len(atoms) + 1)
    for start, atom in enumerate(atoms):
        limit = size - (overlap if start else 0)
        before = best[start] + (atom.cut if start else 0) + CHUNK
        for end, length in ranges.reach(start, limit, size):
            missing = max(0, size - length)
            cost = before + SHORT * missing * missing // (size * size)
            if cost < best[end]:
                best[end], came_from[end] = cost, start
    found: list[tuple[int, int, int]] = []
    end = len(atoms)
    while end:
        start = came_from[end]
        first = start
        # The first atom of the chunk before, with a heading or without, is not repeated.
        while (
            overlap > 0
            and first > came_from[start] + 1
            and ranges.repeated(first - 1, start) <= overlap
            and ranges.size(first - 1, end) <= size
        ):
            first -= 1
        while first < start and atoms[first].cut >= GLUED:
            first += 1
        found.append((first, start, end))
        end = start
    return found[::-1]


def coarse(atoms: list[Atom], size: int) -> list[Atom]:
    """Put small neighbours together in a section that has very many of them.

    The work of `pack` is the number of atoms times those in a chunk: a file of a million words with
    a full stop behind each would else take minutes.
    """
    total = sum(atom.joined for atom in atoms)
    reach = len(atoms) * size // max(1, total)
    if reach <= 2 * COARSE or len(atoms) * reach <= WORK:
        return atoms
    most = max(1, size // COARSE)
    found = [atoms[0]]
    for atom in atoms[1:]:
        if found[-1].alone + atom.joined <= most:
            found[-1] = found[-1].followed_by(atom)
        else:
            found.append(atom)
    return found
