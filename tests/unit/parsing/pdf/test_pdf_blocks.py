from collections.abc import Callable

import pytest

from understudy.core.records import Document
from understudy.parsing.pdf.engines import PDF_ENGINES
from unit.parsing.made import parsed, pdf, raw

SENTENCE = "The willow flowers early, and the bees carry pollen home in the afternoon. "
CELLS = [["Hive", "Frames", "Found"], ["H-1", "7", "spots"], ["H-2", "19", ""], ["H-3", "8", "no"]]
PIPES = "| Hive | Frames | Found |\n| --- | --- | --- |\n| H-1 | 7 | spots |\n| H-2 | 19 |  |\n| H-3 | 8 | no |\n"


@pytest.fixture(params=sorted(PDF_ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    """Every engine keeps every promise below."""
    return str(request.param)


def read(data: bytes, engine: str, **options: object) -> Document:
    (document,) = parsed("a.pdf", data, pdf={"engine": engine, **options}).documents
    return document


def drawn(draw: Callable[..., None], pages: int = 1) -> bytes:
    """Make a PDF of pages that a function draws on; it gets the page and its number."""
    import pymupdf

    with pymupdf.open() as document:
        for number in range(pages):
            draw(document.new_page(width=420, height=595), number)
        return bytes(document.tobytes())


def put(page: object, x: float, y: float, text: str, **style: object) -> None:
    page.insert_text((x, y), text, **{"fontsize": 11, **style})  # type: ignore[attr-defined]


def put_cells(page: object, top: float = 150, cells: list[list[str]] = CELLS) -> None:
    """Write rows of cells, the second column from the right."""
    for y, row in enumerate(cells):
        for x, text in enumerate(row):
            put(page, 60 + 100 * x + (0 if x != 1 else 40 - 6 * len(text)), top + 18 * y, text)


def before(page: object) -> None:
    put(page, 50, 100, "Before it stands a sentence of some length, as in any text.")


def behind(page: object) -> None:
    put(page, 50, 290, "Behind it stands another one that is as long as the first one.")


@pytest.mark.parametrize("lines", ["grid", "rules", "rows", "boxes", "none"])
def test_a_table_comes_back(lines: str, engine: str) -> None:
    """With lines around cells, under the head, between rows, with boxes, and with none at all."""

    def draw(page: object, _number: int) -> None:
        before(page)
        put_cells(page)
        behind(page)
        heights = {"grid": range(5), "rows": range(5), "rules": (0, 1, 4)}.get(lines, ())
        for y in heights:
            page.draw_line((50, 137 + 18 * y), (360, 137 + 18 * y))  # type: ignore[attr-defined]
        for x in (50, 140, 240, 360) if lines == "grid" else ():
            page.draw_line((x, 137), (x, 209))  # type: ignore[attr-defined]
        for y in range(4) if lines == "boxes" else ():
            for x0, x1 in ((50, 140), (140, 240), (240, 360)):
                page.draw_rect((x0, 137 + 18 * y, x1, 155 + 18 * y))  # type: ignore[attr-defined]

    text = read(drawn(draw), engine).text

    assert text.startswith("Before it stands")
    assert f"\n\n{PIPES}\n" in text
    assert text.endswith("as long as the first one.\n")


def test_no_structure_means_lines(engine: str) -> None:
    """As they stand in the file, without headings and tables."""

    def draw(page: object, _number: int) -> None:
        put(page, 50, 80, "Title", fontsize=24)
        before(page)
        put_cells(page)

    text = read(drawn(draw), engine, structure="none").text

    assert "#" not in text
    assert "|" not in text
    assert set(read(drawn(draw), engine).text.split()) - {"#", "|", "---"} == set(text.split())


def test_a_table_goes_on_over_pages(engine: str) -> None:
    """One table with one head, and no running head in it."""

    def draw(page: object, number: int) -> None:
        put(page, 50, 30, "Yard book", fontsize=8)
        rows = [[f"H-{number}{y}", f"{y + 3}", "none"] for y in range(5)]
        put_cells(page, 80, [CELLS[0], *rows])
        put(page, 200, 580, str(number + 1), fontsize=8)

    text = read(drawn(draw, 3), engine).text

    assert text.count("| Hive |") == 1
    assert len(text.splitlines()) == 2 + 15
    assert "Yard" not in text


def test_prose_in_two_columns_is_no_table(engine: str) -> None:
    """However even its lines are, and whatever the order of the file is."""

    def draw(page: object, number: int) -> None:
        for y in range(20):
            for x in (40, 220):
                words = f"line {y:02} of the column at {x:03} goes on"
                put(page, x, 80 + 14 * y, words, fontsize=9)

    assert "|" not in read(drawn(draw), engine).text


@pytest.mark.parametrize(
    "rows",
    [
        [["1", "Foo", "2"], ["1.1", "Bar", "2"], ["2", "Baz", "7"], ["3", "Fuzz", "11"]],
        [["Name:", "Anna"], ["Town:", "Linden"], ["Street:", "Yard 1"], ["Since:", "2024"]],
        [["1.", "a veil"], ["2.", "a smoker"], ["3.", "gloves"], ["4.", "a hive tool"]],
        [["Spring . . . . . .", "2"], ["Summer . . . . .", "5"]] * 3,
        [["[A1]", SENTENCE[:40]], ["[B2]", SENTENCE[8:45]], ["[C3]", SENTENCE[:38]]] * 2,
    ],
    ids=["contents", "form", "list", "leaders", "references"],
)
def test_what_is_aligned_for_another_reason_is_no_table(rows: list[list[str]], engine: str) -> None:
    """All of it stays."""

    def draw(page: object, _number: int) -> None:
        before(page)
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                put(page, 60 + 90 * x, 130 + 18 * y, text)
        behind(page)

    text = read(drawn(draw), engine).text

    assert "|" not in text
    assert all(cell.split()[0] in text for row in rows for cell in row)


def test_code_keeps_its_lines(engine: str) -> None:
    """And its indentation."""
    code = ["def load(path):", "    return path", "", "print(load(3))"]

    def draw(page: object, _number: int) -> None:
        before(page)
        for y, line in enumerate(code):
            put(page, 60, 150 + 13 * y, line, fontname="cour", fontsize=10)
        behind(page)

    assert "\n\n```\n" + "\n".join(code) + "\n```\n\n" in read(drawn(draw), engine).text


def test_a_title_is_no_running_head(engine: str) -> None:
    """Even if the heads of all pages repeat it, the first one's place is near theirs."""

    def draw(page: object, number: int) -> None:
        put(page, 50, 40, "The Yard", fontsize=20 if number == 0 else 8)
        for y in range(6):
            put(page, 50, 90 + 14 * y, f"Some words of page {number} and line {y}, no more.")

    text = read(drawn(draw, 3), engine).text

    assert text.startswith("# The Yard\n\n")
    assert text.count("The Yard") == 1


def test_the_own_table_of_contents_tells_headings(engine: str) -> None:
    """Whatever their print; its levels count."""
    import pymupdf

    def draw(page: object, _number: int) -> None:
        put(page, 50, 80, "Spring")
        put(page, 50, 110, SENTENCE[:60])
        put(page, 50, 140, "First look")
        put(page, 50, 170, SENTENCE[:60])

    with pymupdf.open("pdf", drawn(draw)) as document:
        document.set_toc([[1, "Spring", 1], [2, "First  Look", 1], [1, "Nowhere", 1]])
        data = document.tobytes()

    lines = read(data, engine).text.splitlines()

    assert [line for line in lines if line[:1] == "#"] == ["# Spring", "## First look"]


def test_bold_captions_and_numbered_items_are_no_headings(engine: str) -> None:
    """Nor are many bold lines in a row."""
    html = (
        f"<h1>Yard</h1><p>{SENTENCE}</p><p><b>Table 1: frames</b></p><p>{SENTENCE}</p>"
        f"<p><b>1. Open it</b></p><p><b>2. Look</b></p><p><b>3. Close it</b></p><p>{SENTENCE}</p>"
    )

    text = read(pdf(html), engine).text

    assert [line for line in text.splitlines() if line.startswith("#")] == ["# Yard"]


def test_what_is_printed_twice_for_weight_is_read_once(engine: str) -> None:
    """Some programs have no bold font."""

    def draw(page: object, _number: int) -> None:
        before(page)
        for shift in (0, 0.3):
            put(page, 50 + shift, 150, "A heavy line that stands alone.")

    assert read(drawn(draw), engine).text.count("heavy") == 1


def test_words_written_to_the_left_are_in_the_order_of_reading(engine: str) -> None:
    """Also if the file holds the words of a line as they are seen."""

    def draw(page: object, _number: int) -> None:
        import pymupdf

        page.insert_htmlbox(pymupdf.Rect(40, 100, 380, 200), "<p dir='rtl'>שלום לכל עולם</p>")  # type: ignore[attr-defined]

    assert "שלום לכל עולם" in read(drawn(draw), engine).text


def test_facts_of_pages(engine: str) -> None:
    """What pictures cover, and what is laid under them unseen."""

    def draw(page: object, number: int) -> None:
        import pymupdf

        if number:
            colours = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 30, 30), 0)
            colours.clear_with(90)
            page.insert_image(pymupdf.Rect(0, 0, 420, 297.5), pixmap=colours, keep_proportion=False)  # type: ignore[attr-defined]
        put(page, 50, 100, "laid under it", render_mode=3 * (number == 1))
        put(page, 50, 500, "seen")

    for structure in ("own", "none"):
        params = {"pdf": {"engine": engine, "structure": structure}}
        from understudy.parsing.params import ParseParams

        found = PDF_ENGINES[engine](
            raw("a.pdf", drawn(draw, 3)), ParseParams.model_validate(params).pdf
        )
        assert [15, 15, 15] == [facts.characters for facts in found.facts]
        assert [0, 0.5, 0.5] == pytest.approx([f.image_share for f in found.facts], abs=0.01)
        assert [0, 11 / 15, 0] == pytest.approx([f.hidden_share for f in found.facts])
