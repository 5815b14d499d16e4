from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.pdf.cells import Table
from understudy.parsing.pdf.layout import Guess
from understudy.parsing.pdf.lines import Line
from understudy.parsing.pdf.rulings import NO_RULINGS, rulings_of
from understudy.parsing.pdf.tables import continued, with_tables

PAGE = (0.0, 0.0, 400.0, 600.0)
NO_WORDS: frozenset[str] = frozenset()


def printed(rows: list[list[str]], *, page: int = 0, top: float = 100) -> list[Line]:
    """Print rows in columns 80 points wide."""
    return [
        Line(text, page, 50 + 80 * x, top + 16 * y, 60 + 80 * x, top + 16 * y + 10, 10, False, 0.5)
        for y, row in enumerate(rows)
        for x, text in enumerate(row)
    ]


ROWS = [["hive", "frames", "spots"], *([f"H{n}", f"{n}", "no"] for n in range(4))]


def test_a_table_goes_on_over_the_page() -> None:
    """A head that is repeated is left out; the rest of a table may be a single row."""
    first, second = ([*ROWS, ["H5", "5", "no"]], [ROWS[0], ["H6", "6", "yes"], ["H7", "7", "no"]])
    lines = [*printed(first), *printed(second, page=1), *printed([["H8", "8", "no"]], page=2)]

    one, two, three = with_tables(lines, [NO_RULINGS] * 3, {})

    assert isinstance(one, Table)
    assert isinstance(two, Table)
    assert isinstance(three, Table)
    assert three.weak
    whole = continued(one, two)
    assert whole is not None
    assert [*first, *second[1:]] == whole.rows(NO_WORDS)
    longer = continued(whole, three)
    assert longer is not None
    assert ["H8", "8", "no"] == longer.rows(NO_WORDS)[-1]
    assert continued(one, three) is None


def test_a_table_seen_by_a_model_counts_where_none_is_found() -> None:
    """Here print stands where no rule of ours finds columns."""
    lines = printed([["a", "b"]])
    guess = Guess((40, 90, 300, 130), (("a", "b<br>c"), ("d", "")))

    (table,) = with_tables(lines, [NO_RULINGS], {0: [guess]})

    assert isinstance(table, Table)
    assert [["a", "b c"], ["d", ""]] == table.rows(NO_WORDS)
    found = with_tables(printed(ROWS), [NO_RULINGS], {0: [guess]})
    assert [ROWS] == [one.rows(NO_WORDS) for one in found if isinstance(one, Table)]


def test_print_that_runs_through_lines_is_no_table() -> None:
    """A figure, or a form printed on a background."""
    box = [((50.0 + 80 * x, 100.0, 130.0 + 80 * x, 132.0), False) for x in range(3)]
    long = [Line("over and over", 0, 60, y, 280, y + 10, 10, False, 0.5) for y in (102.0, 118.0)]

    assert long == with_tables(long, [rulings_of(box, PAGE)], {})


numbers = st.integers(0, 12)
lines = st.lists(
    st.builds(
        lambda text, x, y, wide: Line(
            text, 0, x * 30.0, y * 7.0, x * 30.0 + wide * 12, y * 7.0 + 9, 9.0, False, 0.5
        ),
        st.text("abc1.•", min_size=1, max_size=6),
        numbers,
        numbers,
        st.integers(1, 20),
    ),
    max_size=25,
)
boxes = st.lists(
    st.builds(
        lambda x, y, w, h, filled: ((x * 30.0, y * 7.0, (x + w) * 30.0, (y + h) * 7.0), filled),
        numbers,
        numbers,
        numbers,
        numbers,
        st.booleans(),
    ),
    max_size=12,
)


@given(lines, boxes)
def test_nothing_is_lost(
    printed_lines: list[Line], drawn: list[tuple[tuple[float, ...], bool]]
) -> None:
    """Whatever is printed and drawn, each letter stands in a line or in a cell, once."""
    found = with_tables(printed_lines, [rulings_of(drawn, PAGE)], {})  # type: ignore[arg-type]

    letters: Counter[str] = Counter()
    for item in found:
        rows = [[item.text]] if isinstance(item, Line) else item.rows(NO_WORDS)
        letters.update("".join(cell for row in rows for cell in row).replace(" ", ""))
    assert Counter("".join(line.text for line in printed_lines)) == letters
