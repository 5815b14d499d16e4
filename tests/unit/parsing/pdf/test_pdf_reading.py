from collections.abc import Callable

import pytest

from understudy.parsing.pdf.engines import PDF_ENGINES
from unit.parsing.made import pdf
from unit.parsing.pdf.test_pdf_blocks import SENTENCE, before, behind, drawn, put, read

Placed = tuple[float, float, str]


@pytest.fixture(params=sorted(PDF_ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    """Every engine keeps every promise below."""
    return str(request.param)


def columns(count: int = 14) -> tuple[list[Placed], list[Placed]]:
    """Return two columns of lines of one paragraph each, without a full stop within."""
    left = [(40, 80 + 14 * y, f"and left row {y:02} tells of the willow") for y in range(count)]
    right = [(230, 80 + 14 * y, f"and right row {y:02} tells of the bee") for y in range(count)]
    return left, right


def placed(lines: list[Placed], **style: object) -> bytes:
    def draw(page: object, _number: int) -> None:
        for x, y, text in lines:
            put(page, x, y, text, fontsize=9, **style)

    return drawn(draw)


def across(left: list[Placed], right: list[Placed]) -> list[Placed]:
    return [line for pair in zip(left, right, strict=True) for line in pair]


@pytest.mark.parametrize(
    "order",
    [across, lambda left, right: right + left, lambda left, right: [*left, *right]],
    ids=["across", "right-first", "as-read"],
)
def test_columns_are_read_one_after_the_other(
    order: Callable[[list[Placed], list[Placed]], list[Placed]], engine: str
) -> None:
    """However the file orders them."""
    left, right = columns()

    text = read(placed(order(left, right)), engine).text

    wanted = [
        f"{'right' if x > 200 else 'left'} row {words.split()[3]}" for x, _, words in left + right
    ]
    places = [text.index(one) for one in wanted]
    assert sorted(places) == places


def test_items_in_items_are_indented(engine: str) -> None:
    """By the width of the mark above them; an item of the outer list ends the inner one."""
    rows = [(0, "• willow first"), (16, "1. hazel next"), (16, "2. alder too"), (32, "• catkin"),
            (0, "• clover last")]  # fmt: skip

    def draw(page: object, _number: int) -> None:
        before(page)
        for y, (x, text) in enumerate(rows):
            put(page, 60 + x, 140 + 16 * y, text.replace("•", "\u00b7 "))
        behind(page)

    assert (
        "- willow first\n  1. hazel next\n  2. alder too\n     - catkin\n- clover last\n"
        in read(drawn(draw), engine).text
    )


def test_drawn_marks_are_bullets(engine: str) -> None:
    """Browsers draw discs, rings and squares instead of writing them."""

    def draw(page: object, _number: int) -> None:
        before(page)
        for y, text in enumerate(["willow first", "hazel next", "alder too"]):
            put(page, 70, 140 + 16 * y, text)
            page.draw_circle((62, 136 + 16 * y), 1.5, fill=0 if y else None, width=0.5)  # type: ignore[attr-defined]
        behind(page)

    assert "\n\n- willow first\n- hazel next\n- alder too\n\n" in read(drawn(draw), engine).text


def test_a_footnote_stands_at_the_end(engine: str) -> None:
    """Its mark stands in the text; a paragraph goes on over it, on the next page."""

    def draw(page: object, number: int) -> None:
        if number == 0:
            put(page, 50, 400, "The willow flowers early.1 The bees carry its pollen home, and")
            put(page, 50, 540, "1 Salix caprea, the goat willow of the wet lanes.", fontsize=8)
        else:
            put(page, 50, 100, "nobody sees them do it in the rain of such an afternoon.")

    text = read(drawn(draw, 2), engine).text

    assert text == (
        "The willow flowers early.[^1] The bees carry its pollen home, and nobody sees them do it "
        "in the rain of such an afternoon.\n\n[^1]: Salix caprea, the goat willow of the wet "
        "lanes.\n"
    )


def test_small_print_that_nothing_points_to_stays(engine: str) -> None:
    """It is no note."""

    def draw(page: object, _number: int) -> None:
        before(page)
        behind(page)
        put(page, 50, 540, "7 Mill Lane, Thornby", fontsize=8)

    text = read(drawn(draw), engine).text

    assert "[^" not in text
    assert "7 Mill Lane, Thornby" in text


def numbered(titles: list[str]) -> bytes:
    def draw(page: object, _number: int) -> None:
        for y, title in enumerate(titles):
            put(page, 50, 70 + 70 * y, title)
            put(page, 50, 90 + 70 * y, SENTENCE[:70])
            put(page, 50, 103 + 70 * y, SENTENCE[:60])

    return drawn(draw)


def test_numbers_that_count_up_make_headings(engine: str) -> None:
    """In the print of the text; their depth is their level."""
    text = read(numbered(["1 Spring", "1.1 Willow", "1.2 Hazel", "2 Summer"]), engine).text

    found = [line for line in text.splitlines() if line.startswith("#")]
    assert ["# 1 Spring", "## 1.1 Willow", "## 1.2 Hazel", "# 2 Summer"] == found


def test_numbers_that_do_not_count_up_make_none(engine: str) -> None:
    """They are amounts, years or house numbers."""
    assert "#" not in read(numbered(["7 Hives", "3 Frames", "12 Queens", "4 Jars"]), engine).text


def test_capitals_make_headings(engine: str) -> None:
    """If more than one line is written so, and text follows."""
    text = read(numbered(["THE WILLOW", "Of the hazel", "THE ALDER TREE", "Of more"]), engine).text

    found = [line for line in text.splitlines() if line.startswith("#")]
    assert ["# THE WILLOW", "# THE ALDER TREE"] == found


def test_a_flow_chart_is_no_table(engine: str) -> None:
    """Its boxes and the lines between them leave most of a grid out."""

    def draw(page: object, _number: int) -> None:
        before(page)
        for y in range(3):
            for x in range(3):
                left, top = 40 + 120 * x, 150 + 60 * y
                page.draw_rect((left, top, left + 80, top + 30))  # type: ignore[attr-defined]
                put(page, left + 5, top + 18, f"Step {y}{x}", fontsize=9)
                if x < 2:
                    page.draw_line((left + 80, top + 15), (left + 120, top + 15))  # type: ignore[attr-defined]
                if y < 2:
                    page.draw_line((left + 40, top + 30), (left + 40, top + 60))  # type: ignore[attr-defined]

    text = read(drawn(draw), engine).text

    assert "|" not in text
    assert all(f"Step {y}{x}" in text for y in range(3) for x in range(3))


def test_a_table_written_to_the_left_begins_at_the_right(engine: str) -> None:
    """Its first column is the rightmost one."""
    rows = [
        ["עץ", "צבע", "מספר"],
        ["אלון", "ירוק", "12"],
        ["ערבה", "אפור", "7"],
        ["תאנה", "חום", "31"],
    ]
    greeting = "<p>שלום לכל עולם וגם לכל דבורה</p>"

    def draw(page: object, _number: int) -> None:
        import pymupdf

        page.insert_htmlbox(pymupdf.Rect(40, 40, 380, 70), greeting)  # type: ignore[attr-defined]
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                box = pymupdf.Rect(300 - 100 * x, 90 + 24 * y, 380 - 100 * x, 112 + 24 * y)
                page.insert_htmlbox(box, f"<p dir='rtl'>{cell}</p>")  # type: ignore[attr-defined]
        for y in range(5):
            page.draw_line((60, 88 + 24 * y), (390, 88 + 24 * y))  # type: ignore[attr-defined]
        for x in (60, 190, 290, 390):
            page.draw_line((x, 88), (x, 184))  # type: ignore[attr-defined]

    text = read(drawn(draw), engine).text

    assert "| עץ | צבע | מספר |\n| --- | --- | --- |\n| אלון | ירוק | 12 |\n" in text


def test_small_print_is_read_as_any_other(engine: str) -> None:
    """The same page, half as large, is the same document."""
    html = (
        f"<h1>Yard</h1><p>{SENTENCE * 3}</p><h2>Willow</h2><ul><li>first</li><li>next</li></ul>"
        f"<p>{SENTENCE}</p>"
    )

    def draw(size: float) -> bytes:
        import pymupdf

        with pymupdf.open("pdf", pdf(html, numbered=False)) as source, pymupdf.open() as target:
            for page in source:
                wide, high = page.rect.width * size, page.rect.height * size
                target.new_page(width=wide, height=high).show_pdf_page(
                    pymupdf.Rect(0, 0, wide, high), source, page.number
                )
            return bytes(target.tobytes())

    assert read(draw(1), engine).text == read(draw(0.5), engine).text


def test_chinese_lines_are_joined_without_a_blank(engine: str) -> None:
    """Chinese writes none between words."""

    def draw(page: object, _number: int) -> None:
        for y, text in enumerate(["旧账本测量了磨损的日志", "并在第二页作了报告。"]):
            put(page, 50, 100 + 14 * y, text, fontname="china-s")

    assert read(drawn(draw), engine).text == "旧账本测量了磨损的日志并在第二页作了报告。\n"
