from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from understudy.chunking.atoms import Atom
from understudy.chunking.pack import CHUNK, SHORT, pack

atoms = st.lists(
    st.builds(
        Atom,
        start=st.just(0),
        end=st.just(1),
        words=st.integers(1, 12),
        cut=st.sampled_from([0, 300, 600, 800, 900]),
    ),
    min_size=1,
    max_size=8,
)


@given(atoms, st.integers(1, 20))
def test_no_other_cuts_cost_less(pieces: list[Atom], size: int) -> None:
    """Against every way there is."""
    found = [start for start, _ in pack(pieces, size, 0)][1:]
    places = range(1, len(pieces))
    ways = [cuts for n in range(len(pieces)) for cuts in combinations(places, n)]

    assert cost(pieces, found, size) == min(cost(pieces, cuts, size) for cuts in ways)


def cost(pieces: list[Atom], cuts: list[int] | tuple[int, ...], size: int) -> float:
    borders = [0, *cuts, len(pieces)]
    total = sum(pieces[cut].cut for cut in cuts)
    for start, end in pairwise(borders):
        length = sum(atom.words for atom in pieces[start:end])
        if length > size and end - start > 1:
            return float("inf")
        total += CHUNK + SHORT * max(0, size - length) ** 2 // size**2
    return total


@given(atoms, st.integers(2, 20), st.data())
def test_ranges_cover_all_atoms(pieces: list[Atom], size: int, data: st.DataObject) -> None:
    """In order; an overlap reaches back without leaving anything out."""
    ranges = pack(pieces, size, data.draw(st.integers(0, size - 1)))

    assert 0 == ranges[0][0]
    assert len(pieces) == ranges[-1][1]
    assert all(left[0] < right[0] <= left[1] < right[1] for left, right in pairwise(ranges))


def test_the_first_atom_of_the_chunk_before_is_not_repeated() -> None:
    """So the heading stands once, and no chunk holds another."""
    pieces = [Atom(0, 1, 2, 0), Atom(0, 1, 2, 0), Atom(0, 1, 6, 0)]

    assert [(0, 2), (1, 3)] == pack(pieces, 8, 4)
