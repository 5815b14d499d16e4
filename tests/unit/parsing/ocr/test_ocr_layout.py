from understudy.parsing.ocr.layout import Seen, columns, rows, tables
from understudy.parsing.ocr.lines import blocks


def seen(text: str, x: float, y: float, height: float = 20) -> Seen:
    """Return a box of 8 pixels a letter."""
    right = x + 8 * len(text)
    return Seen(text, ((x, y), (right, y), (right, y + height), (x, y + height)))


LEFT = [f"left column, line number {n} of it" for n in ("one", "two", "three", "four", "five")]
RIGHT = [f"right column, line number {n} here" for n in ("one", "two", "three", "four", "five")]


def two_columns() -> list[Seen]:
    """Print a heading across two columns, and a line below both."""
    lines = [seen("A heading that stands across both columns of the page", 60, 10, 22)]
    for place, (one, other) in enumerate(zip(LEFT, RIGHT, strict=True)):
        lines += [seen(one, 10, 60 + 30 * place), seen(other, 330, 62 + 30 * place)]
    return [*lines, seen("A last line that stands across both columns, too, and is long", 20, 240)]


def test_columns_are_read_one_after_the_other() -> None:
    """Not across; what stands across them keeps its place."""
    read = [row.text for part in columns(two_columns()) for row in part]

    assert read[1:6] == LEFT
    assert read[6:11] == RIGHT
    assert read[0].startswith("A heading")
    assert read[11].startswith("A last line")


def test_three_columns() -> None:
    """Columns within columns."""
    lines = [
        seen(f"{name} column, line {n}", 10 + 250 * place, 30 * n)
        for n in range(1, 7)
        for place, name in enumerate(("first", "second", "third"))
    ]

    read = [row.text.split(" ")[0] for part in columns(lines) for row in part]

    assert read == ["first"] * 6 + ["second"] * 6 + ["third"] * 6


def test_a_page_of_one_column_is_not_cut() -> None:
    """Short last lines and indents leave no space from top to bottom."""
    lines = [seen("word " * (14 - n % 3 * 4), 10 + 20 * (n % 2), 30 * n) for n in range(12)]

    assert len(columns(lines)) == 1


TABLE = [
    ["hive", "frames", "queen"],
    ["H-1", "7", "2023"],
    ["H-2", "", "2022"],
    ["H-14", "10", "yes"],
]


def test_cells_below_each_other_are_a_table() -> None:
    """With an empty cell; text before and after stays text."""
    cells = [
        seen(text, 10 + 200 * column, 100 + 30 * line)
        for line, row in enumerate(TABLE)
        for column, text in enumerate(row)
        if text
    ]
    lines = [
        seen("The hives of this yard in spring.", 10, 20),
        *cells,
        seen("Seen by Anna.", 10, 260),
    ]

    made = [block.text for block in blocks(lines, 0)]

    assert made == [
        "The hives of this yard in spring.",
        "| hive | frames | queen |\n| --- | --- | --- |\n| H-1 | 7 | 2023 |\n| H-2 |  | 2022 |\n"
        "| H-14 | 10 | yes |",
        "Seen by Anna.",
    ]


def test_a_list_is_no_table() -> None:
    """Its bullets or numbers stand apart from the items."""
    for marks in ("•••", ("1.", "2.", "3.")):
        lines = [
            piece
            for n, mark in enumerate(marks)
            for piece in (seen(mark, 10, 30 * n), seen(f"item number {n}", 60, 30 * n))
        ]

        (part,) = list(tables(rows(lines)))

        assert part[1] is None
        assert len(part[0]) == 3


def test_pieces_that_overlap_are_no_table() -> None:
    """Cells stand below each other or there are none."""
    lines = [
        piece
        for n in range(4)
        for piece in (seen("one piece", 10 + 90 * n, 30 * n), seen("another", 150 + 90 * n, 30 * n))
    ]

    assert all(cells is None for _, cells in tables(rows(lines)))
