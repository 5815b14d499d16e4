"""What was packed by estimate is measured as it will stand, and shortened where it must be."""

from collections.abc import Sequence
from typing import NamedTuple

from understudy.chunking.atoms import Atom
from understudy.chunking.measures import Measure


class Packed(NamedTuple):
    """A chunk as a run of atoms."""

    first: int
    """Where it starts, with what it repeats of the chunk before."""
    core: int
    """Where it starts without."""
    last: int
    """One past its last atom."""


def fit(
    text: str, atoms: Sequence[Atom], packed: Sequence[Packed], size: int, measure: Measure
) -> list[Packed]:
    """Return the chunks with each at most ``size`` long, unless it is a single atom.

    Tokens of a text are not the sum of those of its pieces. The estimate is rarely short, so one
    look at all chunks of a section is nearly always the only one: a chunk that is too long gives up
    what it repeats, atom by atom, then is cut in the middle.

    Args:
        text: The document's.
        atoms: Of one section.
        packed: Its chunks, in order.
        size: Largest size.
        measure: What sizes are counted in.
    """
    if measure.adds_up:
        return list(packed)
    sizes = measure.sizes([written(text, atoms, one) for one in packed])
    fitting: list[Packed] = []
    for one, length in zip(packed, sizes, strict=True):
        fitting += [one] if length <= size else _shortened(text, atoms, one, size, measure)
    return fitting


def written(text: str, atoms: Sequence[Atom], one: Packed) -> str:
    """Return a chunk with what is shown around it."""
    first, last = atoms[one.first], atoms[one.last - 1]
    return "\n".join(
        part for part in (first.opening, text[first.start : last.end], last.closing) if part
    )


def _shortened(
    text: str, atoms: Sequence[Atom], one: Packed, size: int, measure: Measure
) -> list[Packed]:
    while one.last - one.first > 1 and measure.sizes([written(text, atoms, one)])[0] > size:
        if one.first == one.core:
            middle = (one.core + one.last) // 2
            halves = Packed(one.core, one.core, middle), Packed(middle, middle, one.last)
            return [
                short for half in halves for short in _shortened(text, atoms, half, size, measure)
            ]
        one = one._replace(first=one.first + 1)
    return [one]
