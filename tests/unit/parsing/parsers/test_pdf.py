import unicodedata
import zlib

import pytest

from understudy.core.errors import InputError
from understudy.core.records import Document
from unit.parsing.made import parsed, pdf

SENTENCE = "The willow flowers early, and the bees carry pollen home in the afternoon. "
HTML = "<h1>Весенние работы</h1><p>Первый облёт бывает в марте.</p>" + "".join(
    f"<h2>Section {name}</h2><p>{SENTENCE * 3}</p><p>The {name} kit has three things:</p>"
    "<ul><li>a veil of black net that is so long that it must go on in the next line, "
    "because nobody shortens it</li><li>a smoker</li><li>gloves</li></ul>"
    for name in ("one", "two", "three", "four", "five")
)


def printed(**options: object) -> Document:
    (document,) = parsed("a.pdf", pdf(HTML, **options)).documents
    return document


def test_headings_paragraphs_and_lists_come_back() -> None:
    """What was printed from HTML reads like the HTML; lines are joined."""
    text = printed().text

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


def test_running_heads_and_page_numbers_are_dropped() -> None:
    """They stand on every page and belong to none; the text is the same without them."""
    bare = printed(numbered=False)
    dressed = printed(head="Linden Yard, spring edition")

    assert bare.text == dressed.text == printed().text
    assert len(bare.pages) > 1


def test_pages_start_where_they_do() -> None:
    """As many as printed; the first at the start."""
    import pymupdf

    found = printed()
    with pymupdf.open("pdf", pdf(HTML)) as document:
        pages = [unicodedata.normalize("NFKC", page.get_text()) for page in document]

    assert len(found.pages) == len(pages)
    assert found.pages[0] == 0
    for start, page in zip(found.pages, pages, strict=True):
        words = found.text[start:].lstrip("#- ").split()
        assert " ".join(words[:2]) in " ".join(page.split())


def test_a_list_goes_on_over_the_page() -> None:
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

    (found,) = parsed("a.pdf", data).documents

    assert [line for line in found.text.splitlines() if line.startswith("- ")] == [
        "- one",
        "- two",
        "- three",
        "- four",
    ]


def test_bold_lines_are_headings_below_the_larger_ones() -> None:
    """A short bold line alone; bold words in a paragraph are not."""
    html = (
        f"<h1>Yard</h1><p><b>Tools</b></p><p>A <b>smoker</b> calms. {SENTENCE}</p>"
        f"<p><b>Never:</b></p><p>{SENTENCE * 2}</p>"
    )

    (found,) = parsed("a.pdf", pdf(html)).documents

    headings = [line for line in found.text.splitlines() if line.startswith("#")]
    assert headings == ["# Yard", "## Tools"]


def test_broken_words_are_joined() -> None:
    """Ligatures and hyphens of the typesetter are not the author's."""
    html = "<p>The flowers and the pol-<br>len of the well-known office.</p>"

    (found,) = parsed("a.pdf", pdf(html)).documents

    assert found.text == "The flowers and the pollen of the well-known office.\n"


def test_two_columns_are_read_one_after_the_other() -> None:
    """As the file orders them, a sentence going on from one to the next."""
    import pymupdf

    with pymupdf.open() as document:
        page = document.new_page(width=420, height=300)
        left = "The left column tells of the willow and goes on over its end to"
        page.insert_textbox(pymupdf.Rect(30, 60, 200, 250), left, fontsize=11)
        right = "the right one, where it ends. A new one begins."
        page.insert_textbox(pymupdf.Rect(220, 60, 390, 250), right, fontsize=11)
        data = document.tobytes()

    (found,) = parsed("a.pdf", data).documents

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


def test_a_bomb_is_not_unpacked() -> None:
    """A few kilobytes that swell to gigabytes in two steps."""
    packed = zlib.compress(zlib.compress(bytes(200_000_000), 9), 9)

    with pytest.raises(InputError) as failure:
        parsed("a.pdf", made(packed, b"/Filter[/FlateDecode/FlateDecode]"))

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
        (pdf("<p>" + "\ue000\ue001" * 30 + " so</p>", numbered=False), "unreadable_text"),
    ],
    ids=["cut", "empty", "drawing", "locked", "private"],
)
def test_files_without_text_are_refused(data: bytes, reason: str) -> None:
    """Never an empty document."""
    with pytest.raises(InputError) as failure:
        parsed("a.pdf", data)

    assert failure.value.reason == reason


def test_a_name_does_not_make_a_pdf() -> None:
    """MuPDF would read plain text and web pages under that name."""
    with pytest.raises(InputError) as failure:
        parsed("a.pdf", "Just words.")

    assert failure.value.reason == "bad_pdf"


def test_endless_files_are_refused() -> None:
    """The limit is a parameter."""
    with pytest.raises(InputError, match=r"parse\.pdf\.max_pages") as failure:
        parsed("a.pdf", pdf(HTML), pdf={"max_pages": 1})

    assert failure.value.reason == "too_large"
