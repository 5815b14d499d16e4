import pytest

from understudy.parsing.params import PdfParams
from understudy.parsing.pdf_engines import PDF_ENGINES, PageFacts
from unit.parsing.made import pdf, raw
from unit.parsing.scans import ENGLISH, scanned, shot
from unit.parsing.test_ocr_pages import hidden


@pytest.mark.parametrize("engine", sorted(PDF_ENGINES))
def test_engines_say_what_a_page_is_made_of(engine: str) -> None:
    """Letters, the share of the page under pictures, the share of text that is hidden."""

    def facts(data: bytes) -> PageFacts:
        (one,) = PDF_ENGINES[engine](raw("a.pdf", data), PdfParams()).facts
        return PageFacts(one.characters, round(one.image_share, 1), one.hidden_share)

    letters = sum(not letter.isspace() for letter in ENGLISH)
    assert facts(pdf(f"<p>{ENGLISH}</p>", numbered=False)) == PageFacts(letters, 0.0, 0.0)
    assert facts(scanned(shot(ENGLISH))) == PageFacts(0, 1.0, 0.0)
    assert facts(scanned(b"")) == PageFacts(0, 0.0, 0.0)
    for mode in (0, 3):
        assert facts(hidden(ENGLISH, shot(ENGLISH), mode=mode)) == PageFacts(letters, 1.0, 1.0)
