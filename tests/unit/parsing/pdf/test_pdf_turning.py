from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.pdf.lines import Line
from understudy.parsing.pdf.rulings import NO_RULINGS, Rulings, Segment
from understudy.parsing.pdf.turning import USUAL, turned


def line(text: str, x0: float, x1: float, size: float = 10) -> Line:
    return Line(text, 0, x0, 100, x1, 100 + size, size, False, 0.5)


def test_usual_pages_stay() -> None:
    """Print of the usual size that is read rightwards needs nothing."""
    lines = [line("willow", 50, 90)]

    assert lines == turned(lines, [NO_RULINGS], {}, 11).lines


@given(st.floats(2, 8))
def test_small_print_has_the_usual_size(size: float) -> None:
    """Lines and drawn lines are scaled alike."""
    rulings = Rulings((Segment(90, 40, 100),), (Segment(40, 90, 120),), ((30, 90, 32, 92),))
    made = turned([line("willow", 50, 90, size)], [rulings], {}, size)

    assert abs(made.lines[0].size - USUAL) < 1e-9
    assert made.rulings[0].across[0].start == made.rulings[0].down[0].at
    assert abs(made.lines[0].x0 / made.rulings[0].across[0].start - 50 / 40) < 1e-9
    assert abs(made.lines[0].x0 / made.rulings[0].dots[0][0] - 50 / 30) < 1e-9


def test_pages_written_to_the_left_are_mirrored() -> None:
    """What was rightmost is leftmost then, and numbers of items have their points behind them."""
    rulings = Rulings((Segment(90, 40, 100),), (Segment(40, 90, 120), Segment(100, 90, 120)))
    made = turned([line("ערבה", 50, 70), line(".1", 80, 90)], [rulings], {}, 10)

    assert made.lines[1].x0 < made.lines[0].x0
    assert ["ערבה", "1."] == [one.text for one in made.lines]
    assert [-100, -40] == [one.at for one in made.rulings[0].down]
    assert (-100, -40) == (made.rulings[0].across[0].start, made.rulings[0].across[0].end)
