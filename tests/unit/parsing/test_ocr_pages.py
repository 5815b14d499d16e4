from typing import Any

import numpy as np
import pytest

from understudy.core.errors import InputError
from understudy.parsing.files import Parsed
from understudy.parsing.ocr import Page
from understudy.parsing.ocr_layout import Seen
from understudy.parsing.ocr_pages import Scans, in_page_order, is_better, is_blank, verdict
from understudy.parsing.paragraphs import Block
from understudy.parsing.params import OcrParams
from understudy.parsing.pdf_engines import PDF_ENGINES, PageFacts
from unit.parsing.made import parsed, pdf
from unit.parsing.scans import CHINESE, ENGLISH, RUSSIAN, scanned, shot

PROSE = f"{ENGLISH} {ENGLISH} They came home late, and the yard smelled of lime and honey."
CAESAR = str.maketrans("abcdefghijklmnopqrstuvwxyz", "zabcdefghijklmnopqrstuvwxy")


@pytest.mark.parametrize(
    ("text", "image", "hidden", "expected"),
    [
        (PROSE, 0.0, 0.0, "text"),
        (PROSE, 0.4, 0.0, "text"),
        ("", 1.0, 0.0, "scan"),
        ("", 0.0, 0.0, "scan"),
        ("Scanned by X", 0.9, 0.0, "doubt"),
        ("A logo and three words", 0.3, 0.0, "text"),
        (PROSE * 3, 1.0, 1.0, "doubt"),
        (PROSE * 3, 1.0, 0.0, "text"),
        (PROSE, 1.0, 0.0, "doubt"),
        (PROSE.translate(CAESAR), 0.0, 0.0, "junk"),
        ("\ue001\ue002\ue003 " * 30 + PROSE, 0.0, 0.0, "junk"),
        ("Kаyесrgо pаsGора разбoрa пчёлы вeсна " * 5, 0.0, 0.0, "junk"),
        ("a e r o d n er r e t t e i s n a m l " * 6, 0.95, 0.5, "junk"),
        (CHINESE * 20, 0.95, 0.0, "text"),
        (RUSSIAN * 6, 0.0, 0.0, "text"),
        ("12 7 2021\n45,60 8 1 020\n" * 20, 0.0, 0.0, "text"),
    ],
)
def test_a_text_layer_is_judged(text: str, image: float, hidden: float, expected: str) -> None:
    """By what it says, and by how much of the page is a picture."""
    facts = PageFacts(sum(not letter.isspace() for letter in text), image, hidden)

    assert expected == verdict(facts, text, OcrParams())
    assert verdict(facts, text, OcrParams(pages="never")) == "text"
    assert verdict(facts, text, OcrParams(pages="always")) == "scan"


def test_the_better_text_is_kept() -> None:
    """Words beat junk, much more text beats a stamp, and little text beats nothing."""
    junk = "".join("~^|" if letter in "aeo" else letter for letter in PROSE)

    assert is_better(PROSE, junk, junk=False)
    assert not is_better(junk, PROSE, junk=False)
    assert not is_better(PROSE[:30], PROSE, junk=False)
    assert is_better(PROSE, "Scanned by X", junk=False)
    assert is_better(PROSE[:90], PROSE.translate(CAESAR), junk=True)
    assert not is_better("12", PROSE, junk=True)


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


@pytest.mark.parametrize("mode", [0, 3])
def test_a_bad_hidden_text_is_replaced(mode: int) -> None:
    """What the scanner's program recognised in 1995."""
    bad = ENGLISH.replace("e", "c~").replace("o", "0").replace("a", "^4") * 3

    found = read(hidden(bad, shot(ENGLISH), mode=mode))

    assert found.documents[0].text == f"{ENGLISH}\n"


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
