"""Text that is in a PDF, and that nobody sees."""

import os
import subprocess
from collections.abc import Callable
from typing import Any

import pymupdf
import pypdfium2
import pytest
from PIL import Image

from understudy.parsing.params import OcrParams
from understudy.parsing.pdf.hidden import hidden_share
from understudy.parsing.pdf.page_images import opened
from unit.parsing.scans import ENGLISH, encoded, needs_tesseract, pixels, shot

PAGE = pymupdf.Rect(0, 0, 330, 110)
GREY = encoded(Image.new("RGB", (660, 220), "#ddd"))
GLASS = encoded(Image.new("RGBA", (660, 220), (200, 200, 0, 90)))


def write(page: Any, **how: Any) -> None:
    page.insert_textbox(pymupdf.Rect(5, 5, 325, 105), ENGLISH * 2, fontsize=8, **how)


def visible(page: Any) -> None:
    write(page)


def on_a_picture(page: Any) -> None:
    page.insert_image(PAGE, stream=GREY, keep_proportion=False)
    write(page)


def below_glass(page: Any) -> None:
    write(page)
    page.insert_image(PAGE, stream=GLASS, keep_proportion=False)


def invisible(page: Any) -> None:
    write(page, render_mode=3)


def below_a_picture(page: Any) -> None:
    write(page)
    page.insert_image(PAGE, stream=GREY, keep_proportion=False)


def below_a_box(page: Any) -> None:
    write(page)
    page.draw_rect(PAGE, fill=(0, 0, 0))


def white(page: Any) -> None:
    write(page, color=(1, 1, 1))


def in_a_form(page: Any) -> None:
    with pymupdf.open() as inner:
        write(inner.new_page(width=330, height=110))
        page.show_pdf_page(PAGE, inner)
    page.insert_image(PAGE, stream=GREY, keep_proportion=False)


def pdf(draw: Callable[[Any], None], *, turn: int = 0) -> bytes:
    with pymupdf.open() as document:
        page = document.new_page(width=330, height=110)
        draw(page)
        page.set_rotation(turn)
        return bytes(document.tobytes(garbage=3, deflate=True))


@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (visible, 0.0),
        (on_a_picture, 0.0),
        (below_glass, 0.0),
        (invisible, 1.0),
        (below_a_picture, 1.0),
        (below_a_box, 1.0),
        (white, 1.0),
        (in_a_form, 1.0),
    ],
)
def test_what_nobody_sees_is_counted(
    draw: Callable[[Any], None], expected: float, turn: int
) -> None:
    """However it is hidden, and however the page lies."""
    with opened(pdf(draw, turn=turn), "a.pdf") as drawer:
        before = drawer.draw(0, OcrParams(dpi=72))

        assert expected == drawer.hidden_share(0)
        assert (before == drawer.draw(0, OcrParams(dpi=72))).all()


def test_a_part_may_be_seen() -> None:
    """Below a picture of half a page there is half of the text; on an empty page there is none."""

    def draw(page: Any) -> None:
        for y in range(10, 110, 10):
            page.insert_text((5, y), "Below it or not", fontsize=8)
        page.insert_image(pymupdf.Rect(0, 52, 330, 110), stream=GREY, keep_proportion=False)

    with opened(pdf(draw), "a.pdf") as drawer:
        assert 0.5 == drawer.hidden_share(0)
    with opened(pdf(lambda _: None), "a.pdf") as drawer:
        assert 0.0 == drawer.hidden_share(0)


@needs_tesseract
def test_what_a_scanner_writes_is_hidden() -> None:
    """In tesseract's own PDFs, as of other programs that recognise."""
    given = encoded(Image.fromarray(pixels(shot(ENGLISH))), "PPM")
    made = subprocess.run(
        ["tesseract", "stdin", "stdout", "pdf"],
        input=given,
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )

    with pypdfium2.PdfDocument(made.stdout) as document:
        assert 1.0 == hidden_share(document[0])
