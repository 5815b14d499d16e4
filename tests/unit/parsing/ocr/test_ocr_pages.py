from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from understudy.core.errors import InputError
from understudy.parsing.files import Parsed
from understudy.parsing.ocr.layout import Seen
from understudy.parsing.ocr.pages import Scans, in_page_order, is_blank
from understudy.parsing.ocr.transcripts import Page
from understudy.parsing.paragraphs import Block
from understudy.parsing.pdf.engines import PDF_ENGINES
from unit.parsing.made import parsed, pdf
from unit.parsing.scans import ENGLISH, encoded, pixels, scanned, shot

PROSE = f"{ENGLISH} {ENGLISH} They came home late, and the yard smelled of lime and honey."


def test_a_blank_page_is_no_failure() -> None:
    """White or grey, with specks of dust; a few words are none."""
    page = np.full((1000, 800, 3), 240, dtype=np.uint8)

    assert is_blank(page)
    page[5, 5] = page[700, 300] = 0
    assert is_blank(page)
    page[100:120, 100:160] = 0
    assert not is_blank(page)


def test_paragraphs_go_on_across_scanned_pages() -> None:
    """But not from a heading, or after the end of a sentence."""
    made = in_page_order(
        [Block("Printed.", page=0)],
        [Block("A sen-", page=1), Block("tence ends.", page=2), Block("Another one.", page=3)],
    )

    assert [block.text for block in made] == ["Printed.", "A sentence ends.", "Another one."]


def read(data: bytes, engine: str = "pdfium", **ocr: Any) -> Parsed:
    return parsed("a.pdf", data, pdf={"engine": engine}, ocr={"dpi": 150, **ocr})


@pytest.mark.parametrize("engine", sorted(PDF_ENGINES))
def test_scanned_pages_stand_between_printed_ones(engine: str) -> None:
    """In their order, with where each page starts; the blank page has no text."""
    import pymupdf

    with pymupdf.open("pdf", pdf(f"<p>{PROSE}</p>", numbered=False)) as document:
        with pymupdf.open("pdf", scanned(shot(ENGLISH), b"")) as scans:
            document.insert_pdf(scans)
        with pymupdf.open("pdf", pdf("<p>The end of it all.</p>", numbered=False)) as end:
            document.insert_pdf(end)
        data = document.tobytes()

    found = read(data, engine)

    (document,) = found.documents
    assert document.text == f"{PROSE}\n\n{ENGLISH}\n\nThe end of it all.\n"
    assert [document.text[start:][:7] for start in document.pages] == [
        "On the ",
        "On the ",
        "The end",
        "The end",
    ]
    assert found.engine == f"{engine}+rapidocr"
    assert [(one.page, one.used) for one in found.recognised] == [(2, True)]
    assert found.problems == ()


def hidden(text: str, picture: bytes, *, mode: int) -> bytes:
    """Put a picture over text, as scanners that recognise do: invisible, or printed below it."""
    import pymupdf

    with pymupdf.open() as document:
        page = document.new_page(width=330, height=110)
        box = pymupdf.Rect(5, 5, 325, 105)
        page.insert_textbox(box, text, fontsize=7, render_mode=mode)
        page.insert_image(page.rect, stream=picture, overlay=True)
        return document.tobytes()


@pytest.mark.parametrize("engine", sorted(PDF_ENGINES))
@pytest.mark.parametrize("mode", [0, 3])
def test_a_bad_hidden_text_is_replaced(mode: int, engine: str) -> None:
    """What the scanner's program recognised in 1995, however it was hidden and long it is."""
    bad = ENGLISH.replace("on", "~").replace("e", "c~").replace("o", "0").replace("a", "^4") * 6
    words = f"{ENGLISH} {ENGLISH} {ENGLISH}"

    found = read(hidden(bad, shot(words), mode=mode), engine)

    assert found.documents[0].text == f"{words}\n"


def test_a_good_hidden_text_stays() -> None:
    """It may be the work of a better program than ours."""
    found = read(hidden(PROSE, shot("On tne f1rst 0f M4y"), mode=3))

    assert found.documents[0].text == f"{PROSE}\n"
    assert [one.used for one in found.recognised] == [False]


def test_pages_may_be_left_alone() -> None:
    """A parameter; then scans have no text."""
    with pytest.raises(InputError) as failure:
        read(scanned(shot(ENGLISH)), pages="never")

    assert failure.value.reason == "no_text"


def test_without_recognisers_the_rest_is_used(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scanned page is a problem; a file of such pages says so."""
    import sys

    import pymupdf

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    scan = scanned(shot(ENGLISH))
    with pymupdf.open("pdf", pdf(f"<p>{PROSE}</p>", numbered=False)) as document:
        with pymupdf.open("pdf", scan) as scans:
            document.insert_pdf(scans)
        data = document.tobytes()

    found = read(data)

    assert found.documents[0].text == f"{PROSE}\n"
    (problem,) = found.problems
    assert (problem.where, problem.reason) == ("a.pdf#page 2", "missing_engine")
    with pytest.raises(InputError, match="pip install.*apt-get install") as failure:
        read(scan)
    assert failure.value.reason == "missing_engine"


def test_what_repeats_on_scanned_pages_goes() -> None:
    """Running heads and page numbers, as on printed pages; of one page nothing goes."""

    def page(number: int) -> Page:
        lines = {50: "Annals of a yard", 500: f"{ENGLISH} {number}", 960: str(number)}
        seen = [
            Seen(text, ((90, y), (600, y), (600, y + 20), (90, y + 20)))
            for y, text in lines.items()
        ]
        return Page(tuple(seen), "rapidocr", 0, 700, 1000)

    several = Scans(pages={number: page(number) for number in (1, 2, 4)})
    alone = Scans(pages={0: page(7)})

    assert [block.text for block in several.blocks()] == [f"{ENGLISH} {n}" for n in (1, 2, 4)]
    assert [block.page for block in several.blocks()] == [1, 2, 4]
    assert " ".join(block.text for block in alone.blocks()) == f"Annals of a yard {ENGLISH} 7 7"


def scan_with(words: str, *, size: float) -> bytes:
    """Print words at the foot of a scan, as archives do."""
    import pymupdf

    with pymupdf.open(
        "pdf", scanned(shot(*[ENGLISH] * 5, size=(330, 330)), size=(330, 330))
    ) as pdf:
        pdf[0].insert_textbox(pymupdf.Rect(5, 312, 325, 330), words, fontsize=size)
        return bytes(pdf.tobytes())


@pytest.mark.parametrize("engine", sorted(PDF_ENGINES))
@pytest.mark.parametrize(
    ("words", "size"),
    [("7", 8), ("This page was taken from the archive of the yard on 3 May 2021. " * 5, 3)],
)
def test_a_stamp_is_not_all_that_is_to_be_read(words: str, size: float, engine: str) -> None:
    """A page number, or many words so small that they cover next to nothing."""
    found = read(scan_with(words, size=size), engine)

    assert found.documents[0].text.count("On the first of May the willow was over") == 5
    assert [one.used for one in found.recognised] == [True]


def inline(picture: bytes, words: str) -> bytes:
    """Write a PDF whose page has a picture within its own drawing, as some scanners do."""
    grey = pixels(picture)[:, :, 0]
    high, wide = grey.shape
    head = f"q 330 0 0 110 0 0 cm BI /W {wide} /H {high} /CS /G /BPC 8 ID ".encode()
    said = f" EI Q BT /F1 6 Tf 5 3 Td ({words}) Tj ET".encode()
    content = head + grey.tobytes() + said
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 330 110]/Contents 4 0 R/Resources<</Font<</F1"
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return body + end % (table, len(body))


@pytest.mark.parametrize("structure", ["own", "none"])
@pytest.mark.parametrize("engine", sorted(PDF_ENGINES))
def test_a_picture_within_the_drawing_is_seen(engine: str, structure: str) -> None:
    """No object of its own tells of it."""
    data = inline(shot(ENGLISH), "Page 7")

    found = parsed("a.pdf", data, pdf={"engine": engine, "structure": structure})

    assert ENGLISH in found.documents[0].text


def by_pymupdf() -> bytes:
    import pymupdf

    with pymupdf.open() as document:
        page = document.new_page(width=330, height=200)
        page.insert_image(page.rect, stream=background(), keep_proportion=False)
        page.insert_textbox(pymupdf.Rect(10, 10, 320, 190), PROSE * 2, fontsize=10)
        return bytes(document.tobytes())


def by_matplotlib() -> bytes:
    import io

    import matplotlib as mpl
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 4))
    figure.figimage(pixels(background()), resize=True)
    with mpl.rc_context({"pdf.fonttype": 42}):
        for place, line in enumerate([ENGLISH[:40], ENGLISH[40:]] * 6):
            figure.text(0.05, 0.93 - 0.075 * place, line, fontsize=15)
        written = io.BytesIO()
        figure.savefig(written, format="pdf")
    return written.getvalue()


def background() -> bytes:
    """Make a picture of soft colours, as slides have."""
    from PIL import Image

    return encoded(
        Image.radial_gradient("L").convert("RGB").resize((660, 400)).point(lambda v: 160 + v // 3)
    )


@pytest.mark.parametrize("engine", sorted(PDF_ENGINES))
@pytest.mark.parametrize("made", [by_pymupdf, by_matplotlib])
def test_text_on_a_background_is_text(made: Callable[[], bytes], engine: str) -> None:
    """Though the picture covers the page; it is not even recognised."""
    found = read(made(), engine)

    assert "the willow was over" in " ".join(found.documents[0].text.split())
    assert found.recognised == ()


def test_a_scan_without_loss_is_read() -> None:
    """Packed as text is: a picture that might swell on unpacking, and does not."""
    import numpy as np
    import pymupdf
    from PIL import Image

    paper = pixels(shot(ENGLISH)).astype(int)
    paper += np.random.default_rng(0).integers(-30, 0, paper.shape)
    picture = encoded(Image.fromarray(np.clip(paper, 0, 255).astype(np.uint8)))
    with pymupdf.open("pdf", scanned(picture)) as document:
        data = bytes(document.tobytes(deflate=True))
    assert len(data) > 100_000

    assert read(data).documents[0].text == f"{ENGLISH}\n"
