"""Atoms become chunks: as few as possible, cut where it hurts least, of about equal length."""

from collections.abc import Iterator, Sequence

from understudy.chunking.atoms import Atom

CHUNK = 1000
"""Cost of one more chunk, against the costs of cuts in `atoms`."""
SHORT = 200
"""Cost of an empty chunk; it falls with the square of what is missing to the full size."""


def pack(atoms: Sequence[Atom], size_words: int, overlap_words: int) -> list[tuple[int, int]]:
    """Choose where to cut, by dynamic programming over all cuts.

    Args:
        atoms: Of one section.
        size_words: Longest chunk of several atoms.
        overlap_words: Most words that a chunk repeats from the one before.

    Returns:
        Half-open ranges of atoms in order; together they are all atoms, and with an overlap they
        share some.
    """
    unreached = len(atoms) * 10 * CHUNK
    best = [0] + [unreached] * len(atoms)
    came_from = [0] * (len(atoms) + 1)
    for start, first in enumerate(atoms):
        limit = size_words - (overlap_words if start else 0)
        before = best[start] + (first.cut if start else 0) + CHUNK
        for end, length in _reach(atoms, start, limit):
            missing = max(0, size_words - length)
            cost = before + SHORT * missing * missing // (size_words * size_words)
            if cost < best[end]:
                best[end], came_from[end] = cost, start
    ranges: list[tuple[int, int]] = []
    end = len(atoms)
    while end:
        start = came_from[end]
        room = min(overlap_words, size_words - sum(atom.words for atom in atoms[start:end]))
        ranges.append((_overlapped(atoms, start, came_from[start] + 1, room), end))
        end = start
    return ranges[::-1]


def _reach(atoms: Sequence[Atom], start: int, limit: int) -> Iterator[tuple[int, int]]:
    """Yield where a chunk that starts with an atom may end, and its length in words."""
    length = 0
    for end in range(start + 1, len(atoms) + 1):
        length += atoms[end - 1].words
        if end > start + 1 and length > limit:
            return
        yield end, length


def _overlapped(atoms: Sequence[Atom], start: int, floor: int, room: int) -> int:
    """Move a chunk's start back over whole atoms, as many as have room.

    The first atom of the chunk before, with a heading or without, is not repeated.

    Args:
        atoms: Of one section.
        start: Where the chunk starts.
        floor: Where it may start at the earliest.
        room: How many words the atoms may have.
    """
    while start > floor and atoms[start - 1].words <= room:
        start -= 1
        room -= atoms[start].words
    return start
