"""Pages that no recogniser reads are left to a vision-language model."""

from typing import Any

import pymupdf
import pytest

from understudy.core.errors import InputError
from understudy.core.executor import Done
from understudy.parsing.files import Parsed, Wanted
from understudy.parsing.params import ParseParams
from understudy.parsing.vision.filling import filled
from unit.parsing.made import parsed
from unit.parsing.scans import ENGLISH, RUSSIAN, scanned, shot

SCRIPTS = ("latin", "cyrillic", "han")
NOBODY = {
    "engines": dict.fromkeys(SCRIPTS, "tesseract"),
    "languages": dict.fromkeys(SCRIPTS, "none"),
}
"""Recognisers without a language."""
MODEL: dict[str, Any] = {"vlm": {"describe": False}, "ocr": NOBODY}


def told(wanted: Wanted) -> Done[str]:
    return Done(value=f"Read on page {wanted.page}.")


def read(found: Parsed) -> Parsed:
    return filled(found, told, ParseParams.model_validate(MODEL), "sees-all")


def mixed() -> bytes:
    """Make a printed page, a scanned one, and a blank one."""
    with pymupdf.open("pdf", scanned(shot(ENGLISH), b"")) as pdf:
        page = pdf.new_page(0, width=330, height=110)
        page.insert_text((20, 50), "Frost at dawn, and nobody flew.")
        return bytes(pdf.tobytes())


def test_a_scan_that_nobody_reads_waits_for_the_model() -> None:
    """Without one the file is refused."""
    data = scanned(shot(ENGLISH), shot(RUSSIAN))

    found = read(parsed("scan.pdf", data, **MODEL))

    assert "Read on page 0.\n\nRead on page 1.\n" == found.documents[0].text
    assert ((), "pymupdf+sees-all", True) == (found.problems, found.engine, found.is_seen)
    with pytest.raises(InputError) as failure:
        parsed("scan.pdf", data, ocr=NOBODY)
    assert "missing_engine" == failure.value.reason


def test_a_page_among_others_gets_its_place() -> None:
    """The others are read without a model; a blank one is not asked about."""
    found = parsed("mixed.pdf", mixed(), **MODEL)

    assert ["ocr"] == [one.kind for one in found.wanted]
    assert () == found.problems
    whole = read(found).documents[0]
    assert "Frost at dawn, and nobody flew.\n\nRead on page 1.\n" == whole.text
    assert (0, 33) == whole.pages[:2]
    (problem,) = parsed("mixed.pdf", mixed(), ocr=NOBODY).problems
    assert ("missing_engine", "mixed.pdf#page 2") == (problem.reason, problem.where)


def test_what_is_beyond_the_limit_stays_a_problem() -> None:
    """Of a book without end some pages are asked about."""
    data = scanned(shot(ENGLISH), shot(RUSSIAN))

    found = parsed("scan.pdf", data, **MODEL, pictures={"max_mb": 1})

    assert [0] == [one.page for one in found.wanted]
    assert ["scan.pdf#page 2"] == [one.where for one in found.problems]


PREFERRED: dict[str, Any] = {"vlm": {"prefer": True, "describe": False}}


def three() -> bytes:
    """Make a printed page, a scanned one, a blank one, and a printed one."""
    with pymupdf.open("pdf", mixed()) as pdf:
        page = pdf.new_page(width=330, height=110)
        page.insert_text((20, 50), "In the evening it was warm.")
        return bytes(pdf.tobytes())


@pytest.mark.parametrize("engine", ["pymupdf", "pdfium"])
def test_the_model_may_read_all_pages_first(engine: str) -> None:
    """But blank ones; what others read stays on the pages where it reads nothing."""
    found = parsed("all.pdf", three(), **PREFERRED, pdf={"engine": engine})

    assert [("ocr", 0, True), ("ocr", 1, True), ("ocr", 3, True)] == [
        (one.kind, one.page, one.instead) for one in found.wanted
    ]
    whole = read(found).documents[0]
    assert "Read on page 0.\n\nRead on page 1.\n\nRead on page 3.\n" == whole.text
    assert [0, 17, 34, 34] == list(whole.pages)
    silent = filled(found, lambda _: Done(value=""), ParseParams(), "sees-all")
    assert found.documents == silent.documents
    partly = filled(found, lambda one: Done(value="12" * one.page), ParseParams(), "sees-all")
    assert f"Frost at dawn, and nobody flew.\n\n12\n\n{'12' * 3}\n" == partly.documents[0].text


def test_without_preference_only_what_nobody_reads_is_asked_about() -> None:
    """A model that stands by changes nothing in what can be read without it."""
    found = parsed("all.pdf", three(), vlm={"describe": False})

    assert () == found.wanted
    assert ENGLISH in found.documents[0].text


def test_a_description_stays_on_its_page() -> None:
    """Behind what the model read there, or at its old place on a page that stays."""
    from unit.parsing import made_pictures

    with pymupdf.open() as pdf:
        for words in ("First", "Second"):
            page = pdf.new_page(width=330, height=330)
            page.insert_text((20, 30), f"{words} page, before it.")
            where = pymupdf.Rect(20, 50, 120, 130)
            page.insert_image(
                where, stream=made_pictures.field("red" if words == "First" else "blue")
            )
            page.insert_text((20, 160), "Behind it.")
        data = bytes(pdf.tobytes())
    found = parsed("a.pdf", data, vlm={"prefer": True})

    def say(wanted: Wanted) -> Done[str]:
        if wanted.kind == "describe":
            return Done(value=f"Number {wanted.page}.")
        return Done(
            value="" if wanted.page else "A longer text than the one that was there before."
        )

    made = filled(found, say, ParseParams(), "sees-all").documents[0]

    assert (
        "A longer text than the one that was there before.\n\n[picture: Number 0.]\n\n"
        "Second page, before it.\n\n[picture: Number 1.]\n\nBehind it.\n"
    ) == made.text
    assert "Second page" == made.text[made.pages[1] :][:11]
