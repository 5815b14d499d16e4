import functools
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.files import Parsed
from unit.parsing.made import parsed

pymupdf = pytest.importorskip("pymupdf")


def mosaic(seed: int, kind: str = "PNG", size: tuple[int, int] = (200, 120)) -> bytes:
    """Return a picture of coloured tiles."""
    import numpy as np
    from PIL import Image

    tiles = np.random.default_rng(seed).integers(0, 255, (6, 10, 3), dtype=np.uint8)
    written = io.BytesIO()
    Image.fromarray(tiles).resize(size, Image.Resampling.NEAREST).save(written, kind)
    return written.getvalue()


def book(*draw: Callable[[Any], None], **options: Any) -> bytes:
    with pymupdf.open() as pdf:
        for one in draw:
            one(pdf.new_page(width=420, height=595))
        return bytes(pdf.tobytes(**options))


def figure(page: Any) -> None:
    page.insert_text((50, 80), "The first paragraph speaks of hives.", fontsize=11)
    page.insert_image((50, 100, 250, 220), stream=mosaic(1))
    page.insert_text((50, 250), "Figure 1. The yard in May, from the lane.", fontsize=11)
    page.insert_text((50, 300), "The second paragraph goes on about rain.", fontsize=11)


def photo_on_top(page: Any) -> None:
    page.insert_image((50, 40, 250, 160), stream=mosaic(2, "JPEG"))
    page.insert_text((50, 300), "Another page with a picture at its top.", fontsize=11)
    page.insert_image((350, 20, 400, 50), stream=mosaic(1))


def scan(page: Any) -> None:
    page.insert_image((0, 0, 420, 595), stream=mosaic(3, size=(420, 595)))
    page.insert_text((50, 300), "Hidden words under a scan.", fontsize=11)


def read(data: bytes, engine: str = "pymupdf", **params: Any) -> Parsed:
    # A coarse picture of a page is enough to find that there is nothing to read in it.
    return parsed("a.pdf", data, **{"pdf": {"engine": engine}, "ocr": {"dpi": 72}, **params})


@pytest.mark.parametrize("engine", ["pymupdf", "pdfium"])
def test_figures_stand_where_they_are_seen(engine: str) -> None:
    """Behind the text above them, on their page; a repeated one where it came first."""
    found = read(book(figure, photo_on_top, scan), engine, vlm={})

    (document,) = found.documents
    assert ["image/png", "image/jpeg"] == [asset.mime for asset in document.assets]
    assert [one.path for one in found.attachments] == [asset.path for asset in document.assets]
    first, second = found.wanted
    assert ("describe", document.assets[0].path, 0) == (first.kind, first.asset, first.page)
    assert "speaks of hives" in document.text[: first.at]
    assert "Figure 1" not in document.text[: first.at]
    assert (document.assets[1].path, 1, document.pages[1]) == (
        second.asset,
        second.page,
        second.at,
    )


def test_without_a_model_the_text_is_the_same() -> None:
    """Pictures are assets, and nothing of them shows."""
    data = book(figure, photo_on_top, scan)
    seen, unseen = read(data, vlm={}), read(data)

    assert seen.documents == unseen.documents
    assert seen.attachments == unseen.attachments
    assert () == unseen.wanted
    assert () == read(data, pictures={"keep": False}).attachments


def test_scans_and_tiles_of_a_page_are_no_figures() -> None:
    """Be they one picture or a heap of strips."""

    def strips(page: Any) -> None:
        for number in range(10):
            box = (0, number * 59.5, 420, number * 59.5 + 59.5)
            page.insert_image(box, stream=mosaic(number, size=(420, 70)), keep_proportion=False)
        page.insert_text((50, 300), "Words.", fontsize=11)

    assert () == read(book(scan, strips)).attachments


def test_an_encrypted_file_has_figures_too() -> None:
    """It opens without a password, as for its text."""
    data = book(figure, encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="x")

    assert 1 == len(read(data).attachments)


def test_a_damaged_picture_is_no_loss() -> None:
    """The text stays; the file says what is missing."""
    data = book(figure, photo_on_top)
    start = data.index(b"\xff\xd8\xff")
    broken = data[: start + 2] + b"\0" * 600 + data[start + 602 :]

    found = read(broken)

    assert found.documents[0].text == read(data).documents[0].text
    assert 1 == len(found.attachments)
    assert [("pictures", "bad_picture")] == [(one.kind, one.reason) for one in found.problems]


def test_a_huge_picture_is_not_decoded() -> None:
    """Its size stands in the file."""
    (problem,) = read(book(figure), pictures={"max_megapixels": 1}).problems or (None,)
    assert problem is None

    def wide(page: Any) -> None:
        figure(page)
        page.insert_image((50, 400, 250, 500), stream=mosaic(5, size=(2000, 1000)))

    found = read(book(wide), pictures={"max_megapixels": 1})

    assert ["bad_picture"] == [one.reason for one in found.problems]
    assert "2000 x 1000" in found.problems[0].why
    assert 1 == len(found.attachments)


@settings(max_examples=20)
@given(at=st.integers(0, 1000), junk=st.binary(min_size=1, max_size=6))
def test_damage_anywhere(at: int, junk: bytes) -> None:
    """The same result every time, or a reason."""
    data = small()
    at = at * len(data) // 1000
    broken = data[:at] + junk + data[at + len(junk) :]
    try:
        assert read(broken, "pdfium") == read(broken, "pdfium")
    except InputError as failure:
        assert failure.reason


@functools.cache
def small() -> bytes:
    return book(figure, photo_on_top, deflate=True)
