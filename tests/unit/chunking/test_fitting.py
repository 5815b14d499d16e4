from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from understudy.chunking.atoms import Atom, atoms
from understudy.chunking.fitting import Packed, fit, written
from understudy.chunking.measures import Words
from understudy.chunking.pack import pack
from understudy.chunking.sections import sections

SIZE = 20


class Steep(Words):
    """A unit of which a whole has more than its pieces have together, as tokens may."""

    adds_up = False

    def sizes(self, texts: Sequence[str]) -> list[int]:
        """Return the words, and one more for each four."""
        return [size + size // 4 for size in super().sizes(texts)]


STEEP = Steep()


def packed(text: str, overlap: int) -> tuple[list[Atom], list[Packed]]:
    (section,) = sections(text)
    pieces = atoms(text, section, SIZE, STEEP)
    return pieces, [Packed(*one) for one in pack(pieces, SIZE, overlap)]


@given(st.lists(st.integers(1, 7), min_size=1, max_size=30), st.integers(0, SIZE - 1))
def test_what_turns_out_too_long_is_shortened(lengths: list[int], overlap: int) -> None:
    """Nothing is lost, and each chunk repeats no more than it was to."""
    text = " ".join(" ".join(["Bees"] * length) + "." for length in lengths)
    pieces, found = packed(text, overlap)

    fitting = fit(text, pieces, found, SIZE, STEEP)

    assert all(STEEP.sizes([written(text, pieces, one)])[0] <= SIZE for one in fitting)
    assert [one.core for one in fitting] == [0, *(one.last for one in fitting[:-1])]
    assert len(pieces) == fitting[-1].last
    assert all(one.first <= one.core < one.last for one in fitting)


def test_there_is_something_to_shorten() -> None:
    """The estimate is short here, so that the promise above says something."""
    text = "Three bees fly. " * 12
    pieces, found = packed(text, 6)

    assert any(STEEP.sizes([written(text, pieces, one)])[0] > SIZE for one in found)
    assert found != fit(text, pieces, found, SIZE, STEEP)
    assert found == fit(text, pieces, found, SIZE, Words())
