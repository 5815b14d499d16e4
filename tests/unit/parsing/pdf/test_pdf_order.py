from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.pdf.lines import Line
from understudy.parsing.pdf.order import in_reading_order

PROSE = "and so the willow stands by the brook {:03}"


def line(x: float, y: float, text: str, width: float = 200) -> Line:
    return Line(text, 0, x, y, x + width, y + 10, 10, False, 0.5)


def columns(rows: int, count: int, gap: float) -> list[Line]:
    """Return columns of prose in the order of reading."""
    return [
        line(50 + (200 + gap) * x, 50 + 12 * y, PROSE.format(100 * x + y))
        for x in range(count)
        for y in range(rows)
    ]


@given(st.integers(4, 20), st.integers(1, 3), st.floats(10, 60), st.randoms())
def test_columns_come_back_from_any_order(
    rows: int, count: int, gap: float, random: object
) -> None:
    """Nothing is lost or doubled; what is in order stays so."""
    read = columns(rows, count, gap)
    mixed = list(read)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert read == in_reading_order(read)
    assert sorted(read) == sorted(in_reading_order(mixed))


@given(st.integers(4, 20), st.integers(2, 3), st.floats(10, 60))
def test_rows_written_across_columns_come_back(rows: int, count: int, gap: float) -> None:
    """A program that knows no columns writes line by line."""
    read = columns(rows, count, gap)
    mixed = sorted(read, key=lambda one: (one.y0, one.x0))

    assert read == in_reading_order(mixed)


def test_a_title_over_all_columns_comes_first() -> None:
    """Even if it is written last, and between two sets of columns it parts them."""
    upper = columns(6, 2, 30)
    lower = [one._replace(y0=one.y0 + 150, y1=one.y1 + 150) for one in upper]
    title, middle = line(50, 20, "A title of the whole page", 430), line(50, 160, "Another", 430)

    assert [title, *upper, middle, *lower] == in_reading_order([*upper, *lower, middle, title])


def test_a_form_keeps_the_order_of_its_file() -> None:
    """White space explains no page whose lines stand beside each other within a column."""
    fields = [
        line(50 + 60 * x, 50 + 20 * y, f"Field {y}{x} it", 50) for y in range(8) for x in range(4)
    ]
    over = [line(50, 30, "A line over all of the fields of it", 230)]
    turned = [*fields[16:], *fields[:16], *over]

    assert turned == in_reading_order(turned)
