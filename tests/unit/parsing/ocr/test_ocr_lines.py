import math

from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.ocr.layout import Seen
from understudy.parsing.ocr.lines import blocks


def seen(text: str, x: float, y: float, *, height: float = 20, angle: float = 0.0) -> Seen:
    """Return a box of 8 pixels a letter, turned around the page's corner."""
    width = 8 * len(text)
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    cos, sin = math.cos(angle), math.sin(angle)
    return Seen(text, tuple((a * cos - b * sin, a * sin + b * cos) for a, b in corners))


PAGE = [
    ("DIARY", 50, 20, 40),
    ("The willow was over and the bees went to the dan-", 50, 100, 20),
    ("delions in the meadow beyond the river and the mill", 50, 130, 20),
    ("near the old bridge.", 50, 160, 20),
    ("A second paragraph, behind a gap that the eye sees.", 50, 220, 20),
    ("- five frames", 70, 250, 20),
    ("- two supers", 70, 280, 20),
]
EXPECTED = [
    ("DIARY", 1, False),
    (
        "The willow was over and the bees went to the dandelions in the meadow beyond the river "
        "and the mill near the old bridge.",
        0,
        False,
    ),
    ("A second paragraph, behind a gap that the eye sees.", 0, False),
    ("five frames", 0, True),
    ("two supers", 0, True),
]


@given(st.floats(-0.03, 0.03), st.randoms())
def test_a_turned_page_reads_like_a_straight_one(angle: float, random: object) -> None:
    """Up to two degrees, and in whatever order the recogniser found the lines."""
    found = [seen(text, x, y, height=height, angle=angle) for text, x, y, height in PAGE]
    random.shuffle(found)  # type: ignore[attr-defined]

    made = blocks(found, 3)

    assert [(block.text, block.level, block.bullet) for block in made] == EXPECTED
    assert {block.page for block in made} == {3}


def test_pieces_of_one_line_read_from_left_to_right() -> None:
    """A line may be found in two boxes."""
    made = blocks([seen("right", 400, 101), seen("left", 50, 100)], 0)

    assert [block.text for block in made] == ["left right"]


def test_nothing_seen_is_nothing() -> None:
    """An empty page has no blocks."""
    assert blocks([], 0) == []
    assert blocks([seen("", 1, 1)], 0) == []


@given(
    st.lists(
        st.builds(
            seen,
            st.text("ab -•.", max_size=8),
            st.floats(-9, 999),
            st.floats(-9, 999),
            height=st.floats(0, 99),
            angle=st.floats(-1.5, 1.5),
        )
    )
)
def test_no_word_is_lost(found: list[Seen]) -> None:
    """Whatever boxes: all letters come out."""
    text = "".join(block.text for block in blocks(found, 0))

    assert text.count("a") == sum(piece.text.count("a") for piece in found)
