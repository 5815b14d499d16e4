import pytest

from understudy.core.errors import InputError
from understudy.parsing.params import OcrParams
from understudy.parsing.pdf.page_images import opened
from unit.parsing.scans import scanned


def test_a_page_is_drawn_as_it_is_seen() -> None:
    """Turned as the file says, in the resolution of params."""
    import pymupdf

    with pymupdf.open("pdf", scanned(b"", size=(360, 144))) as document:
        document[0].draw_rect(pymupdf.Rect(0, 0, 36, 36), fill=(1, 0, 0), color=None)
        document[0].set_rotation(90)
        data = document.tobytes()

    with opened(data, "a.pdf") as drawer:
        picture = drawer.draw(0, OcrParams(dpi=100))

    assert picture.shape == (500, 200, 3)
    assert picture[5, 195].tolist() == [255, 0, 0]
    assert picture[5, 5].tolist() == [255, 255, 255]


def test_a_poster_is_drawn_smaller() -> None:
    """No more pixels than params allow."""
    with opened(scanned(b"", size=(14_400, 14_400)), "a.pdf") as drawer:
        picture = drawer.draw(0, OcrParams(max_megapixels=1))

    assert 0.9e6 < picture.shape[0] * picture.shape[1] <= 1.01e6


def test_what_is_no_pdf_cannot_be_drawn() -> None:
    """It says what to do."""
    with pytest.raises(InputError, match="print it to a new PDF") as failure, opened(b"x", "a.pdf"):
        pass

    assert (failure.value.where, failure.value.reason) == ("a.pdf", "bad_pdf")


def test_an_empty_page_is_told_without_drawing_it() -> None:
    """Nothing drawn, and no note on it; a note alone shows."""
    import pymupdf

    with pymupdf.open() as document:
        document.new_page()
        document.new_page().draw_rect(pymupdf.Rect(0, 0, 36, 36))
        document.new_page().add_rect_annot(pymupdf.Rect(0, 0, 36, 36))
        data = document.tobytes()

    with opened(data, "a.pdf") as drawer:
        assert [True, False, False] == [drawer.is_empty(page) for page in range(3)]
