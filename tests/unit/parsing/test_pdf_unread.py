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
