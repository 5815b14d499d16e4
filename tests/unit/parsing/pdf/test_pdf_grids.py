from understudy.parsing.pdf.grids import grids, place_in
from understudy.parsing.pdf.rulings import NO_RULINGS, Rulings, Segment

ACROSS = tuple(Segment(y, 0, 300) for y in (0, 20, 40))
DOWN = tuple(Segment(x, 0, 40) for x in (0, 100, 200, 300))


def test_lines_that_cross_are_a_grid() -> None:
    """Two of them at a distance are two, from top to bottom."""
    below = tuple(Segment(one.at + 100, one.start, one.end) for one in ACROSS)
    beside = tuple(Segment(one.at, 100, 140) for one in DOWN)

    found = grids(Rulings((*below, *ACROSS), (*DOWN, *beside)))

    assert [(0, 0, 300, 40), (0, 100, 300, 140)] == [grid.box for grid in found]
    assert [(4, 3), (4, 3)] == [(len(grid.xs), len(grid.ys)) for grid in found]


def test_places_without_a_line_between_are_one_cell() -> None:
    """Across columns, and down rows."""
    short = Segment(100, 20, 40)
    (grid,) = grids(Rulings(ACROSS, (DOWN[0], short, *DOWN[2:])))
    assert [[(0, 0), (0, 0), (0, 2)], [(1, 0), (1, 1), (1, 2)]] == grid.cells()

    half = Segment(20, 100, 300)
    (grid,) = grids(Rulings((ACROSS[0], half, ACROSS[2]), DOWN))
    assert [[(0, 0), (0, 1), (0, 2)], [(0, 0), (1, 1), (1, 2)]] == grid.cells()


def test_an_open_side_is_an_edge() -> None:
    """Many tables have no line at their left and right."""
    (grid,) = grids(Rulings(ACROSS, DOWN[1:3]))

    assert (0, 100, 200, 300) == grid.xs


def test_a_frame_is_no_grid() -> None:
    """Nor are lines that do not meet."""
    assert [] == grids(Rulings((ACROSS[0], ACROSS[2]), (DOWN[0], DOWN[3])))
    assert [] == grids(Rulings(ACROSS, tuple(Segment(x.at, 60, 90) for x in DOWN)))
    assert [] == grids(NO_RULINGS)


def test_places_lie_between_edges() -> None:
    """Outside there is none."""
    assert [None, 0, 1, None] == [place_in((0, 10, 20), value) for value in (-1, 5, 10, 20)]
