import random
import re
import unicodedata
import zlib
from collections import Counter
from pathlib import Path

import pytest

from understudy.core.errors import InputError
from understudy.core.records import Document
from understudy.parsing.pdf.engines import PDF_ENGINES
from unit.parsing.made import parsed, pdf

SENTENCE = "The willow flowers early, and the bees carry pollen home in the afternoon. "
HTML = "<h1>Весенние работы</h1><p>Первый облёт бывает в марте.</p>" + "".join(
    f"<h2>Section {name}</h2><p>{SENTENCE * 3}</p><p>The {name} kit has three things:</p>"
    "<ul><li>a veil of black net that is so long that it must go on in the next line, "
    "because nobody shortens it</li><li>a smoker</li><li>gloves</li></ul>"
    for name in ("one", "two", "three", "four", "five")
)


@pytest.fixture(params=sorted(PDF_ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    """Every engine keeps every promise below."""
    return str(request.param)


def read(data: bytes, engine: str, **limits: int) -> Document:
    (document,) = parsed("a.pdf", data, pdf={"engine": engine, **limits}).documents
    return document


def printed(engine: str, **options: object) -> Document:
    return read(pdf(HTML, **options), engine)


def test_headings_paragraphs_and_lists_come_back(engine: str) -> None:
    """What was printed from HTML reads like the HTML; lines are joined."""
    text = printed(engine).text

    assert text.startswith(
        "# Весенние работы\n\nПервый облёт бывает в марте.\n\n## Section one\n\n"
    )
    assert text.count(f"\n\n{(SENTENCE * 3).strip()}\n\n") == 5
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        f"## Section {name}" for name in ("one", "two", "three", "four", "five")
    ]
    assert (
        text.count("\n- a veil of black net that is so long that it must go on in the next line, ")
        == 5
    )
    assert text.count("shortens it\n- a smoker\n- gloves\n") == 5


def test_running_heads_and_page_numbers_are_dropped(engine: str) -> None:
    """They stand on every page and belong to none; the text is the same without them."""
    bare = printed(engine, numbered=False)
    dressed = printed(engine, head="Linden Yard, spring edition")

    assert bare.text == dressed.text == printed(engine).text
    assert len(bare.pages) > 1


def test_pages_start_where_they_do(engine: str) -> None:
    """As many as printed; the first at the start."""
    import pymupdf

    found = printed(engine)
    with pymupdf.open("pdf", pdf(HTML)) as document:
        pages = [unicodedata.normalize("NFKC", page.get_text()) for page in document]

    assert len(found.pages) == len(pages)
    assert found.pages[0] == 0
    for start, page in zip(found.pages, pages, strict=True):
        words = found.text[start:].lstrip("#- ").split()
        assert " ".join(words[:2]) in " ".join(page.split())


def test_a_list_goes_on_over_the_page(engine: str) -> None:
    """Lone bullets at the foot of one page and the head of the next are no running line."""
    import pymupdf

    with pymupdf.open() as document:
        for rows in ({250: "one", 270: "two"}, {20: "three", 250: "four"}):
            page = document.new_page(width=300, height=300)
            page.insert_text((40, 150), "Four things make up the kit of a keeper:", fontsize=11)
            for y, word in rows.items():
                page.insert_text((40, y), "\u2022", fontsize=11)
                page.insert_text((60, y), word, fontsize=11)
        data = document.tobytes()

    found = read(data, engine)

    assert [line for line in found.text.splitlines() if line.startswith("- ")] == [
        "- one",
        "- two",
        "- three",
        "- four",
    ]


def test_bold_lines_are_headings_below_the_larger_ones(engine: str) -> None:
    """A short bold line alone; bold words in a paragraph are not."""
    html = (
        f"<h1>Yard</h1><p><b>Tools</b></p><p>A <b>smoker</b> calms. {SENTENCE}</p>"
        f"<p><b>Never:</b></p><p>{SENTENCE * 2}</p>"
    )

    found = read(pdf(html), engine)

    headings = [line for line in found.text.splitlines() if line.startswith("#")]
    assert headings == ["# Yard", "## Tools"]


def test_broken_words_are_joined(engine: str) -> None:
    """Ligatures and hyphens of the typesetter are not the author's."""
    html = "<p>The flowers and the pol-<br>len of the well-known office.</p>"

    found = read(pdf(html), engine)

    assert found.text == "The flowers and the pollen of the well-known office.\n"


def test_two_columns_are_read_one_after_the_other(engine: str) -> None:
    """As the file orders them, a sentence going on from one to the next."""
    import pymupdf

    with pymupdf.open() as document:
        page = document.new_page(width=420, height=300)
        left = "The left column tells of the willow and goes on over its end to"
        page.insert_textbox(pymupdf.Rect(30, 60, 200, 250), left, fontsize=11)
        right = "the right one, where it ends. A new one begins."
        page.insert_textbox(pymupdf.Rect(220, 60, 390, 250), right, fontsize=11)
        data = document.tobytes()

    found = read(data, engine)

    assert found.text == f"{left} {right}\n"


def made(body: bytes, extra: bytes = b"") -> bytes:
    """Write a PDF of one page by hand, without a table of its objects."""
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d%s>>stream\n%s\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n%%%%EOF" % (len(body), extra, body)
    )


def test_a_bomb_is_not_unpacked(engine: str) -> None:
    """A few kilobytes that swell to gigabytes in two steps."""
    packed = zlib.compress(zlib.compress(bytes(200_000_000), 9), 9)

    with pytest.raises(InputError) as failure:
        read(made(packed, b"/Filter[/FlateDecode/FlateDecode]"), engine)

    assert failure.value.reason == "too_large"


def locked() -> bytes:
    import pymupdf

    with pymupdf.open("pdf", pdf("<p>secret</p>")) as document:
        return document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf(HTML)[:300], "bad_pdf"),
        (b"%PDF-1.7 and then nothing", "bad_pdf"),
        (made(b"0 0 100 100 re f"), "no_text"),
        (locked(), "encrypted"),
    ],
    ids=["cut", "empty", "drawing", "locked"],
)
def test_files_without_text_are_refused(data: bytes, reason: str, engine: str) -> None:
    """Never an empty document."""
    with pytest.raises(InputError) as failure:
        parsed("a.pdf", data, pdf={"engine": engine}, ocr={"dpi": 72})

    assert failure.value.reason == reason


def test_a_text_layer_without_letters_is_refused(engine: str) -> None:
    """Codes of a font's own; unless the page may be read as a picture."""
    data = pdf("<p>" + "\ue000\ue001" * 30 + " so</p>", numbered=False)

    with pytest.raises(InputError) as failure:
        parsed("a.pdf", data, pdf={"engine": engine}, ocr={"pages": "never"})

    assert failure.value.reason == "unreadable_text"


def test_a_name_does_not_make_a_pdf(engine: str) -> None:
    """MuPDF would read plain text and web pages under that name."""
    with pytest.raises(InputError) as failure:
        read(b"Just words.", engine)

    assert failure.value.reason == "bad_pdf"


def test_endless_files_are_refused(engine: str) -> None:
    """The limit is a parameter."""
    with pytest.raises(InputError, match=r"parse\.pdf\.max_pages") as failure:
        read(pdf(HTML), engine, max_pages=1)

    assert failure.value.reason == "too_large"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_read_like_upright_ones(turn: int, engine: str) -> None:
    """Whether the file says that the page is turned, or its text just runs up or down."""
    import pymupdf

    data = pdf(HTML, head="Linden Yard")
    with pymupdf.open("pdf", data) as document:
        for page in document:
            page.set_rotation(turn)
        sideways = document.tobytes()
    with pymupdf.open("pdf", data) as source, pymupdf.open() as document:
        for number in range(len(source)):
            size = (420, 595) if turn == 180 else (595, 420)
            page = document.new_page(width=size[0], height=size[1])
            page.show_pdf_page(page.rect, source, number, rotate=turn)
            page.set_rotation(turn)
        marked = document.tobytes()

    assert read(data, engine).text == read(sideways, engine).text == read(marked, engine).text


def test_what_is_cropped_away_is_not_read(engine: str) -> None:
    """A reader does not see it; margins are those of what is left."""
    import pymupdf

    with pymupdf.open() as document:
        page = document.new_page(width=300, height=300)
        for y, text in {20: "Cut away", 150: "This is seen", 170: "and so is this."}.items():
            page.insert_text((50, y), text, fontsize=12)
        page.set_cropbox(pymupdf.Rect(40, 100, 280, 260))
        data = document.tobytes()

    assert read(data, engine).text == "This is seen and so is this.\n"


@pytest.mark.parametrize("method", ["PDF_ENCRYPT_AES_256", "PDF_ENCRYPT_RC4_128"])
def test_a_file_that_opens_without_a_password_is_read(method: str, engine: str) -> None:
    """Its owner's password forbids changes, not reading."""
    import pymupdf

    with pymupdf.open("pdf", pdf(HTML)) as document:
        data = document.tobytes(encryption=getattr(pymupdf, method), owner_pw="x")

    assert read(data, engine).text == printed(engine).text


def test_a_bomb_behind_encryption_is_not_unpacked(engine: str) -> None:
    """An empty password opens it, so anyone may have packed it."""
    import pymupdf

    with pymupdf.open("pdf", pdf("<p>words</p>")) as document:
        number = document[0].get_contents()[0]
        document.update_stream(number, zlib.compress(b"q Q " * 20_000_000, 9), compress=0)
        document.xref_set_key(number, "Filter", "/FlateDecode")
        data = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="x")

    with pytest.raises(InputError) as failure:
        read(data, engine)

    assert failure.value.reason == "too_large"


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_cut_file_is_read_or_refused(tenth: int, engine: str) -> None:
    """Cut at every tenth of its length."""
    data = pdf(HTML)

    try:
        text = read(data[: len(data) * tenth // 10], engine).text
    except InputError as failure:
        assert failure.reason in {"bad_pdf", "no_text", "unreadable_text"}
    else:
        assert text.strip()


def test_noise_behind_a_right_head_is_refused(engine: str) -> None:
    """No engine invents text."""
    noise = random.Random(0).randbytes(50_000)

    with pytest.raises(InputError) as failure:
        read(b"%PDF-1.7\n" + noise, engine)

    assert failure.value.reason in {"bad_pdf", "no_text"}


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def test_engines_agree() -> None:
    """On the example's handbook: the same headings, and nearly all words."""
    handbook = Path(__file__).parents[4] / "data" / "raw" / "handbook-spring.pdf"
    found = [read(handbook.read_bytes(), engine) for engine in ("pymupdf", "pdfium")]

    headings = [[line for line in one.text.splitlines() if line[:1] == "#"] for one in found]
    one, other = (words(document.text) for document in found)
    f1 = 2 * (one & other).total() / (one.total() + other.total())

    assert headings[0] == headings[1]
    assert len(headings[0]) > 2
    assert f1 >= 0.99
    assert found[0].title == found[1].title
    assert len(found[0].pages) == len(found[1].pages) == 4
