import importlib.util
import io
import sys

import numpy as np
import pytest
from PIL import Image

from understudy.core.errors import InputError
from understudy.parsing.ocr.frames import frames
from understudy.parsing.sniffing import parser_for
from unit.parsing.made import raw
from unit.parsing.scans import encoded

needs_heif = pytest.mark.skipif(
    importlib.util.find_spec("pillow_heif") is None, reason="the extra 'heic' is not installed"
)


def picture() -> Image.Image:
    """A white page with a red upper left quarter."""
    drawn = Image.new("RGB", (80, 60), "white")
    drawn.paste((255, 0, 0), (0, 0, 40, 30))
    return drawn


def is_red(dot: np.ndarray) -> bool:
    return bool(dot[0] > 200 and dot[1] < 90 and dot[2] < 90)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_pictures_of_every_kind(kind: str) -> None:
    """Sniffed by their first bytes, decoded to red-green-blue."""
    data = encoded(picture(), kind)

    (found,) = frames(data, "a", 1)

    assert parser_for(raw("photo.dat", data)) == "image"
    assert found.shape == (60, 80, 3)
    assert (is_red(found[5, 5]), is_red(found[50, 70])) == (True, False)


def heic() -> bytes:
    """Write a HEIC file, as a phone does."""
    import pillow_heif

    written = io.BytesIO()
    pillow_heif.from_pillow(picture()).save(written, quality=90)
    return written.getvalue()


@needs_heif
def test_photographs_of_phones() -> None:
    """By content, whatever the name."""
    data = heic()

    (found,) = frames(data, "a", 1)

    assert parser_for(raw("photo.dat", data)) == parser_for(raw("IMG_1.HEIC", b"cut")) == "image"
    assert found.shape == (60, 80, 3)
    assert (is_red(found[5, 5]), is_red(found[50, 70])) == (True, False)


@needs_heif
def test_a_damaged_photograph_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """And one that nothing here can decode says what to install."""
    data = heic()

    for tenth in range(1, 10):
        with pytest.raises(InputError) as failure:
            frames(data[: len(data) * tenth // 10], "a", 1)
        assert failure.value.reason == "bad_image"
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(InputError, match="understudy\\[heic\\]") as failure:
        frames(data, "a", 1)
    assert failure.value.reason == "missing_engine"


def test_the_cameras_turn_is_undone() -> None:
    """Its metadata say how it was held."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn 90 degrees clockwise to view

    (found,) = frames(encoded(picture(), "JPEG", exif=exif), "a", 1)

    assert found.shape == (80, 60, 3)
    assert is_red(found[5, 55])


def test_what_is_transparent_is_white() -> None:
    """Black letters on nothing are a usual logo."""
    drawn = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    drawn.paste((0, 0, 0, 255), (0, 0, 5, 5))

    (found,) = frames(encoded(drawn), "a", 1)

    assert (found[20, 20].tolist(), found[2, 2].tolist()) == ([255] * 3, [0] * 3)


def test_all_pages_and_no_more_pixels_than_params_allow() -> None:
    """Each page counts by itself."""
    page = Image.new("1", (2000, 400), 1)
    data = encoded(page, "TIFF", save_all=True, append_images=[page] * 3)

    assert len(frames(data, "a", 1)) == 4
    with pytest.raises(InputError, match="max_megapixels") as failure:
        frames(encoded(Image.new("1", (2000, 501), 1)), "a", 1)
    assert failure.value.reason == "too_large"
