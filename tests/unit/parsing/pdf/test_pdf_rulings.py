from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.pdf.rulings import MOST_LINES, NO_RULINGS, Segment, clusters, rulings_of

PAGE = (0.0, 0.0, 400.0, 600.0)


def test_pieces_of_a_line_are_one() -> None:
    """Programs draw the border of each cell by itself, next to or on the last one."""
    pieces = [((10.0, 50.0, 60.0, 50.5), True), ((59.0, 50.2, 120.0, 50.2), False)]

    found = rulings_of(pieces, PAGE)

    assert [(10, 120)] == [(one.start, one.end) for one in found.across]
    assert () == found.down


def test_a_box_has_four_edges() -> None:
    """Cells are boxes, and so are bands of colour under rows."""
    found = rulings_of([((10, 20, 110, 60), True)], PAGE)

    assert {Segment(20, 10, 110), Segment(60, 10, 110)} == set(found.across)
    assert {Segment(10, 20, 60), Segment(110, 20, 60)} == set(found.down)


def test_what_fills_the_page_is_no_frame() -> None:
    """A background; a frame that is only drawn around the page is one."""
    assert rulings_of([((0, 0, 400, 590), True)], PAGE) == NO_RULINGS
    assert rulings_of([((0, 0, 400, 590), False)], PAGE) != NO_RULINGS


def test_parts_of_letters_are_no_lines() -> None:
    """Nor are points."""
    assert rulings_of([((10, 10, 14, 11), True), ((10, 10, 12, 14), True)], PAGE) == NO_RULINGS


def test_a_drawing_of_many_lines_is_left_alone() -> None:
    """A map costs no time."""
    boxes = [((x * 3.0, 0.0, x * 3.0, 90.0), False) for x in range(MOST_LINES + 1)]

    assert rulings_of(boxes, PAGE) == NO_RULINGS
    assert rulings_of(boxes * 50, PAGE) == NO_RULINGS


@given(st.lists(st.floats(0, 1000), max_size=40), st.floats(0.1, 50))
def test_clusters_are_apart(values: list[float], near: float) -> None:
    """In order, each within what it was made of, and no value far from its own."""
    found = clusters(values, near)

    assert found == sorted(found)
    assert bool(found) == bool(values)
    assert all(min(values) - 1e-6 <= one <= max(values) + 1e-6 for one in found)
