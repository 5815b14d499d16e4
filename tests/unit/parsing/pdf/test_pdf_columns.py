from understudy.parsing.pdf.columns import (
    are_aligned,
    cells_of,
    columns_of,
    is_prose,
    rows_of,
    written_rows,
)
from understudy.parsing.pdf.lines import Line

SENTENCE = "The willow flowers early and the bees"


def piece(text: str, x: float, y: float, *, wide: float | None = None) -> Line:
    width = 5.0 * len(text) if wide is None else wide
    return Line(text, 0, x, y, x + width, y + 10, 10.0, False, y / 600)


def table(rows: list[list[str]], *, pitch: float = 16) -> list[Line]:
    """Print rows one after the other in columns 100 points wide."""
    return [
        piece(text, 50 + 100 * column, 100 + pitch * number)
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]


ROWS = [["hive", "frames", "spots"], ["H-1", "7", ""], ["H-2", "", "few"], ["H-3", "9", "none"]]


def test_rows_and_columns_come_back() -> None:
    """Blank cells and all."""
    lines = table(ROWS)
    rows = rows_of(reversed(lines))
    columns = columns_of(rows)

    assert [3, 2, 2, 3] == [len(row) for row in rows]
    assert [50, 150, 250] == [column.x0 for column in columns]
    assert are_aligned(rows, columns)
    assert not is_prose(rows, columns)
    assert ROWS == [[" ".join(cell) for cell in row] for row in cells_of(lines, columns)]


def test_a_cell_of_several_lines_is_one_cell() -> None:
    """The file says which lines follow each other."""
    lines = [
        piece("H-1", 50, 100),
        piece("spots on", 150, 100),
        piece("the comb", 150, 111),
        piece("7", 250, 100),
        piece("H-2", 50, 130),
        piece("none", 150, 130),
        piece("9", 250, 130),
    ]
    columns = columns_of(rows_of(lines))

    assert cells_of(lines, columns) == [
        [["H-1"], ["spots on", "the comb"], ["7"]],
        [["H-2"], ["none"], ["9"]],
    ]


def test_a_file_that_goes_column_by_column_is_read_by_the_eye() -> None:
    """Then space and blanks tell rows."""
    lines = sorted(table(ROWS), key=lambda line: (line.x0, line.y0))
    columns = columns_of(rows_of(lines))

    assert written_rows([(int(line.x0) // 100, line) for line in lines]) is None
    assert ROWS == [[" ".join(cell) for cell in row] for row in cells_of(lines, columns)]


def test_columns_of_prose_are_told() -> None:
    """Their lines fill them."""
    lines = [
        piece(SENTENCE, x, 100 + 12 * number, wide=190 - number % 3)
        for number in range(8)
        for x in (50, 260)
    ]
    rows = rows_of(lines)

    assert is_prose(rows, columns_of(rows))


def test_scattered_print_is_not_aligned() -> None:
    """Labels of a drawing stand anywhere."""
    lines = [
        piece("ab", 50 + 9 * (number % 4) + offset, 100 + 20 * number)
        for number in range(6)
        for offset in (0, 120)
    ]
    rows = rows_of(lines)

    assert not are_aligned(rows, columns_of(rows))


def test_a_bullet_belongs_to_its_item() -> None:
    """It is no column."""
    rows = rows_of([piece("•", 50, 100), piece("smoker", 70, 100), piece("30", 200, 100)])

    assert [["• smoker", "30"]] == [[line.text for line in row] for row in rows]
    assert [] == columns_of(rows_of([piece("alone", 50, 100)]))
