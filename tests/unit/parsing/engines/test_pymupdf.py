import sys

import pytest

from understudy.core.errors import InputError, MissingExtraError
from understudy.parsing.params import PdfParams
from understudy.parsing.pdf.engines import PDF_ENGINES
from unit.parsing.made import pdf, raw


def test_a_file_without_its_end_is_mended() -> None:
    """The table of objects stands there; MuPDF builds another."""
    data = pdf("<p>First look, then touch.</p>", numbered=False)

    found = PDF_ENGINES["pymupdf"](raw("a.pdf", data[:-200]), PdfParams())

    assert ["First look, then touch."] == [line.text for line in found.lines]


def test_what_is_no_pdf_is_refused() -> None:
    """MuPDF reads web pages and plain text as well."""
    with pytest.raises(InputError) as failure:
        PDF_ENGINES["pymupdf"](raw("a.pdf", "<html><p>Just words.</p></html>"), PdfParams())

    assert "bad_pdf" == failure.value.reason


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, "pymupdf", None)

    with pytest.raises(MissingExtraError, match=r"understudy\[pdf\]"):
        PDF_ENGINES["pymupdf"](raw("a.pdf", b"%PDF-1.7"), PdfParams())
