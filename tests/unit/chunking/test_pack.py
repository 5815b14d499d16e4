from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from understudy.chunking.atoms import Atom
from understudy.chunking.pack import CHUNK, SHORT, coarse, pack
from understudy.chunking.parts import GLUED


def atom(size: int, joined: int | None = None, cut: int = 0, around: int = 0) -> Atom:
    return Atom(0, 1, cut, size, size if joined is None else joined, opened=around, closed=around)


atoms = st.lists(
    st.builds(
        atom,
        st.integers(1, 12),
        st.integers(1, 12),
        st.sampled_from([0, 300, 600, 800, 900]),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=8,
)


@given(atoms, st.integers(1, 20))
def test_no_other_cuts_cost_less(pieces: list[Atom], size: int) -> None:
    """Against every way there is."""
    found = [start for _, start, _ in pack(pieces, size, 0)][1:]
    places = range(1, len(pieces))
    ways = [cuts for n in range(len(pieces)) for cuts in combinations(places, n)]

    assert cost(pieces, found, size) == min(cost(pieces, cuts, size) for cuts in ways)


def cost(pieces: list[Atom], cuts: list[int] | tuple[int, ...], size: int) -> float:
    borders = [0, *cuts, len(pieces)]
    total = sum(pieces[cut].cut for cut in cuts)
    for start, end in pairwise(borders):
        first, others = pieces[start], pieces[start + 1 : end]
        length = first.alone + sum(atom.joined for atom in others)
        length += first.opened + pieces[end - 1].closed
        if length > size and end - start > 1:
            return float("inf")
        total += CHUNK + SHORT * max(0, size - length) ** 2 // size**2
    return total


@given(atoms, st.integers(2, 20), st.data())
def test_ranges_cover_all_atoms(pieces: list[Atom], size: int, data: st.DataObject) -> None:
    """In order; an overlap reaches back without leaving anything out."""
    ranges = pack(pieces, size, data.draw(st.integers(0, size - 1)))

    assert 0 == ranges[0][0] == ranges[0][1]
    assert len(pieces) == ranges[-1][2]
    assert all(first <= core < last for first, core, last in ranges)
    assert all(a[2] == b[1] and a[0] < b[0] for a, b in pairwise(ranges))


def test_the_first_atom_of_the_chunk_before_is_not_repeated() -> None:
    """So the heading stands once, and no chunk holds another."""
    pieces = [atom(2), atom(2), atom(6)]

    assert [(0, 0, 2), (1, 2, 3)] == pack(pieces, 8, 4)


def test_what_is_glued_stays_together_and_is_not_repeated_alone() -> None:
    """A fence and the line next to it, though the room for the overlap is used up."""
    pieces = [atom(4), atom(3), atom(1, cut=GLUED), atom(4), atom(4)]

    assert [(0, 0, 3), (3, 3, 4), (4, 4, 5)] == pack(pieces, 8, 3)


def test_small_atoms_are_put_together_where_there_are_very_many() -> None:
    """So that the work does not grow with the square of a chunk's length; nothing is lost."""
    pieces = [Atom(i, i + 1, 300, 1, 1) for i in range(40_000)]

    found = coarse(pieces, 3_200)

    assert 400 == len(found)
    assert 40_000 == sum(one.joined for one in found)
    assert all(left.end == right.start for left, right in pairwise(found))
    assert pieces[:600] == coarse(pieces[:600], 3_200)
