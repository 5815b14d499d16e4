from understudy.parsing.pdf.engines import cut_at_rulings
from understudy.parsing.pdf.lines import LONGEST_ROW, Line, in_rows
from understudy.parsing.pdf.rulings import Rulings, Segment
from unit.soon import soon


def line(text: str, x0: float, x1: float, y0: float = 0.0) -> Line:
    return Line(text, 0, x0, y0, x1, y0 + 10, 9.0, False, 0.5)


def test_pieces_of_a_row_are_joined() -> None:
    """Left to right, with the print of the longer piece and the box of both."""
    right = line("some words", 14, 60, y0=1)._replace(bold=True, size=11.0)

    (row,) = in_rows([line("1.", 0, 10), right])

    expected = right._replace(text="1. some words", x0=0, y0=0)
    assert expected == row


def test_two_texts_in_a_row_are_parted() -> None:
    """Words on both sides of a gap are no bullet and its text."""
    (row,) = in_rows([line("left column", 0, 50), line("right column", 60, 110)])

    assert row.parted


def test_a_row_without_end_is_cut() -> None:
    """A page made to harm has a row of 200,000 pieces: joining them all would take minutes."""
    pieces = [line("abcd", at, at + 1.0) for at in range(50_000)]

    rows = soon(lambda: in_rows(pieces), 5)

    assert 10_000 > max(len(row.text) for row in rows) > LONGEST_ROW - 10


def test_lines_through_rulings_are_not_cut_for_hours() -> None:
    """Twenty thousand lines that cross one ruling, each compared with as many words."""
    lines = [line("a b", 0, 20, y0=at / 100) for at in range(20_000)]
    words = [
        ((x, one.y0, x + 5, one.y1), text) for one in lines for x, text in ((0.0, "a"), (15.0, "b"))
    ]
    rulings = Rulings(down=(Segment(10, 0, 900),))

    cut = soon(lambda: cut_at_rulings(lines, rulings, lambda: words), 15)

    assert len(cut) >= len(lines)
