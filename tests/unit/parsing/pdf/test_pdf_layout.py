import pytest
from pydantic import ValidationError

from understudy.parsing.params import PdfParams
from unit.parsing.made import pdf, text_of

ROWS = [("Hive", "Frames"), ("H-1", "7"), ("H-2", "19"), ("H-3", "8"), ("H-4", "12")]
TABLE = "".join(f"<tr><td>{one}</td><td>{other}</td></tr>" for one, other in ROWS)
HTML = f"<h1>Yard</h1><p>First look, then touch.</p><table>{TABLE}</table><p>Then go home.</p>"


def test_the_model_reads_what_pymupdf_opens() -> None:
    """PDFium has no such model."""
    with pytest.raises(ValidationError, match="needs engine 'pymupdf'"):
        PdfParams(engine="pdfium", structure="layout")


@pytest.mark.slow
def test_the_model_adds_tables_and_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    """Text and order stay those of the file, and nothing is printed."""
    pytest.importorskip("pymupdf4llm")
    data = pdf(HTML, numbered=False)

    text = text_of("a.pdf", data, pdf={"structure": "layout"})

    assert "# Yard\n\nFirst look, then touch.\n" in text
    assert text.endswith("\n\nThen go home.\n")
    assert set(text_of("a.pdf", data, pdf={"structure": "none"}).split()) <= set(text.split())
    assert "" == capfd.readouterr().out
