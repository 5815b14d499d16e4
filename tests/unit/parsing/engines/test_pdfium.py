import os
import subprocess
import sys
from pathlib import Path

import pytest

from understudy.core.errors import InputError
from understudy.parsing.params import PdfParams
from understudy.parsing.pdf.engines import PDF_ENGINES, Print
from unit.parsing.made import pdf, raw

WITHOUT_PYMUPDF = """
import sys
from pathlib import Path

sys.modules["pymupdf"] = None

from understudy.parsing.discovery import discover
from understudy.parsing.params import ParseParams
from understudy.parsing.readiness import check_engines
from understudy.parsing.reading import read_file

params = ParseParams.model_validate({"pdf": {"engine": "pdfium"}})
(found,) = discover([Path(sys.argv[1]).parent], params)
check_engines([found], params)
sys.stdout.buffer.write(read_file(found, params).documents[0].text.encode())
"""


def read(data: bytes) -> Print:
    return PDF_ENGINES["pdfium"](raw("a.pdf", data), PdfParams(engine="pdfium"))


def test_pymupdf_is_not_needed(tmp_path: Path) -> None:
    """Where it cannot be imported, files are checked and read; no handle is left open."""
    path = tmp_path / "raw/a.pdf"
    path.parent.mkdir()
    path.write_bytes(pdf("<h1>Spring</h1><p>First look, then touch.</p>"))

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", WITHOUT_PYMUPDF, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "UNDERSTUDY_CACHE": str(tmp_path / "cache")},
    )

    assert done.stdout == "# Spring\n\nFirst look, then touch.\n"
    assert done.stderr == ""


def test_lines_have_boxes_sizes_and_weights() -> None:
    """In points, y downwards, as PyMuPDF measures them."""
    data = pdf("<h1>Yard</h1><p>All of it plain.</p><p><b>All of it bold.</b></p>", head="Linden")

    found = read(data)
    other = PDF_ENGINES["pymupdf"](raw("a.pdf", data), PdfParams())

    assert found.pages == other.pages == 1
    assert [line.text for line in other.lines] == [line.text for line in found.lines]
    for line, like in zip(found.lines, other.lines, strict=True):
        assert (like.page, like.bold) == (line.page, line.bold)
        assert like.size == pytest.approx(line.size, abs=0.01)
        assert like.place == pytest.approx(line.place, abs=0.01)
        box = (like.x0, like.y0, like.x1, like.y1)
        assert box == pytest.approx((line.x0, line.y0, line.x1, line.y1), abs=3)


def test_a_size_counts_the_matrix() -> None:
    """Many programs write size 1 and scale the text."""
    body = b"BT /F 1 Tf 14 0 0 14 40 200 Tm (Scaled words) Tj ET"
    data = (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources"
        b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>>>>>>>endobj\n"
        b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n%%%%EOF" % (len(body), body)
    )

    (line,) = read(data).lines

    assert ("Scaled words", 14, True) == (line.text, line.size, line.bold)


def test_columns_side_by_side_are_lines_of_their_own() -> None:
    """PDFium gives a row of a page as one line with a space for the gap."""
    import pymupdf

    with pymupdf.open() as document:
        page = document.new_page(width=400, height=300)
        page.insert_text((40, 150), "left", fontsize=11)
        page.insert_text((220, 150), "right", fontsize=11)
        data = document.tobytes()

    assert ["left", "right"] == [line.text for line in read(data).lines]


def test_a_hyphen_at_a_line_end_stays_in_the_line() -> None:
    """PDFium replaces it by a mark and joins the lines; the caller joins with more knowledge."""
    import pymupdf

    with pymupdf.open() as document:
        page = document.new_page(width=400, height=300)
        page.insert_text((40, 150), "It is well-", fontsize=11)
        page.insert_text((40, 164), "known.", fontsize=11)
        data = document.tobytes()

    assert ["It is well-", "known."] == [line.text for line in read(data).lines]


def test_words_written_to_the_left_are_in_the_order_of_reading() -> None:
    """Also in files that hold them so already, which PDFium would turn about."""
    text = " ".join(line.text for line in read(pdf("<p>שלום עולם</p>", numbered=False)).lines)

    assert "שלום עולם" == text


def test_a_title_is_read() -> None:
    """The file's own."""
    import pymupdf

    with pymupdf.open("pdf", pdf("<p>words</p>")) as document:
        document.set_metadata({"title": "Весна"})
        data = document.tobytes()

    assert "Весна" == read(data).title
    assert "" == read(pdf("<p>words</p>")).title


def test_a_page_tree_that_bites_its_tail_is_refused() -> None:
    """It ends, whatever the count says."""
    data = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )

    with pytest.raises(InputError) as failure:
        read(data)

    assert "bad_pdf" == failure.value.reason


def test_a_page_of_countless_pieces_is_refused() -> None:
    """PDFium would compare them with each other for minutes; another engine does not."""
    import pymupdf

    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((50, 50), "one piece")
        (number,) = page.get_contents()
        drawn = document.xref_stream(number)
        document.update_stream(number, drawn + b" BT /helv 1 Tf (a) Tj ET" * 40_000)
        data = document.tobytes(deflate=True)

    with pytest.raises(InputError, match="parse.pdf.engine: pymupdf") as failure:
        read(data)

    assert ("a.pdf#page 1", "too_large") == (failure.value.where, failure.value.reason)
