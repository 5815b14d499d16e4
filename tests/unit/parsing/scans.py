"""Pictures of text made by code, for the tests of recognition."""

import functools
import io
import shutil
from typing import Any

import numpy as np
import pymupdf
import pytest
from PIL import Image

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None,
    reason="tesseract is not installed: apt-get install -y tesseract-ocr tesseract-ocr-rus",
)

RUSSIAN = "Первого мая ива отцвела, и пчёлы понесли пыльцу с одуванчиков."
ENGLISH = "On the first of May the willow was over, and bees flew to the meadow."
CHINESE = "五月一日柳树花期已过，蜜蜂飞向草地。"


@functools.cache
def shot(
    *paragraphs: str, turn: int = 0, size: tuple[int, int] = (330, 110), dpi: int = 150
) -> bytes:
    """Print paragraphs on a small page and take its picture, turned clockwise."""
    with pymupdf.open() as document:
        page = document.new_page(width=size[0], height=size[1])
        html = "".join(f"<p>{text}</p>" for text in paragraphs)
        page.insert_htmlbox(pymupdf.Rect(15, 10, size[0] - 15, size[1] - 5), html)
        drawn = page.get_pixmap(dpi=dpi)
    picture = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples)
    return encoded(picture.rotate(-turn, expand=True))


def encoded(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """Write a picture."""
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def pixels(data: bytes) -> Any:
    """Decode a picture to red-green-blue."""
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def scanned(*pictures: bytes, size: tuple[int, int] = (330, 110)) -> bytes:
    """Make a PDF with a picture on each page, as a scanner does."""
    with pymupdf.open() as document:
        for picture in pictures:
            page = document.new_page(width=size[0], height=size[1])
            if picture:
                page.insert_image(page.rect, stream=picture)
        return document.tobytes(garbage=3)
