"""Reading order of boxes on a slide."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.slides.order import Box, reading_order

INCH = 914_400


def order(*boxes: tuple[float, float, float, float]) -> list[int]:
    """Return the order of boxes given as top, left, height and width in inches."""
    return reading_order(
        [
            Box(*(int(at * INCH) for at in (top, left, top + down, left + across)), place)
            for place, (top, left, down, across) in enumerate(boxes)
        ]
    )


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ([(2, 0, 1, 4), (0, 0, 1, 4)], [1, 0]),
        ([(0, 5, 1, 4), (0.05, 0, 1, 4)], [1, 0]),
        # A title, then two columns: the left one has two boxes.
        ([(0, 0, 1, 9), (1.5, 0, 1, 4), (1.5, 5, 4, 4), (3, 0, 2.5, 4)], [0, 1, 3, 2]),
        # Four cards of one size are read by rows, in whatever order they were drawn.
        ([(0, 0, 2, 4), (3, 0, 2, 4), (0, 5, 2, 4), (3, 5, 2, 4)], [0, 2, 1, 3]),
        # Captions above pictures, one of them without: columns.
        ([(0, 0, 0.5, 4), (0, 5, 0.5, 4), (1, 0, 3, 4)], [0, 2, 1]),
        (
            [(0, 0, 1, 9), (2, 0, 0.5, 4), (2, 5, 0.5, 4), (3, 0, 3, 4), (3, 5, 3, 4)],
            [0, 1, 3, 2, 4],
        ),
        # Frames that overlap a little stand below each other; those that do much, by their tops.
        ([(0.95, 0, 1, 4), (0, 0, 1, 4)], [1, 0]),
        ([(1, 0, 3, 4), (0, 1, 3, 4)], [1, 0]),
        ([], []),
    ],
    ids=[
        "down",
        "right",
        "columns",
        "cards",
        "captions",
        "titled",
        "touching",
        "overlapping",
        "none",
    ],
)
def test_boxes_are_read_as_people_do(boxes: list, expected: list[int]) -> None:
    """Rows first, columns within a row."""
    assert expected == order(*boxes)


SIZES = st.integers(-(10**7), 10**7)


@given(st.lists(st.tuples(SIZES, SIZES, st.integers(0, 10**7), st.integers(0, 10**7)), max_size=30))
def test_every_box_is_read_once(boxes: list) -> None:
    """However they lie."""
    made = [
        Box(top, left, top + down, left + right, at)
        for at, (top, left, down, right) in enumerate(boxes)
    ]

    assert list(range(len(made))) == sorted(reading_order(made))


def test_the_order_in_the_file_does_not_matter() -> None:
    """Boxes of a grid, shuffled."""
    grid = [
        Box(
            row * 20 * INCH,
            column * 20 * INCH,
            row * 20 * INCH + INCH,
            column * 20 * INCH + INCH,
            row * 5 + column,
        )
        for row in range(5)
        for column in range(5)
    ]
    random.Random(3).shuffle(grid)

    assert list(range(25)) == reading_order(grid)
