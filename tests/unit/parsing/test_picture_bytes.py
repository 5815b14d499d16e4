import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.picture_bytes import opened, prepared, written
from unit.parsing.made_pictures import field


def saved(picture: Any, kind: str = "PNG", **options: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def again(content: bytes, mime: str | None = None) -> tuple[bytes, str]:
    return written(opened(content, mime, "a.docx"), "a.docx")


def test_metadata_stay_behind() -> None:
    """Place and camera of a photograph, profiles, comments; it is turned as they say."""
    from PIL import Image

    photo = Image.new("RGB", (90, 70), "red")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "Secret camera"
    exif.get_ifd(0x8825)[2] = (55.0, 45.0, 7.0)
    data = saved(photo, "JPEG", exif=exif, comment=b"Secret comment", icc_profile=b"Secret profile")

    content, mime = again(data)

    assert b"Secret" in data
    assert b"Secret" not in content
    assert b"Exif" not in content
    assert "image/jpeg" == mime
    with Image.open(io.BytesIO(content)) as seen:
        assert (70, 90) == seen.size
        assert not seen.getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F", "I"])
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_every_mode_can_be_kept_and_shown(mode: str, kind: str) -> None:
    """As PNG; what a model sees is red, green and blue."""
    from PIL import Image

    picture = Image.new(mode, (70, 70))
    if kind == "PNG" and mode in {"CMYK", "F", "I"}:
        pytest.skip("PNG has no such mode")

    content, mime = again(saved(picture, kind))

    assert "image/png" == mime
    assert (content, mime) == again(content)
    seen, _ = prepared(content, 64)
    with Image.open(io.BytesIO(seen)) as shown:
        assert ("RGB", (64, 64)) == (shown.mode, shown.size)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "WEBP", "TIFF", "PNG", "JPEG"])
def test_usual_formats_are_read(kind: str) -> None:
    """The same bytes give the same bytes."""
    content, mime = again(field("red", kind))

    assert again(field("red", kind)) == (content, mime)
    assert ("image/jpeg" if kind == "JPEG" else "image/png") == mime


def test_what_is_clear_is_white_for_the_model() -> None:
    """Black lines on nothing would be black on black."""
    from PIL import Image

    content, _ = again(saved(Image.new("RGBA", (70, 70), (0, 0, 0, 0))))

    with Image.open(io.BytesIO(prepared(content, 70)[0])) as seen:
        assert (255, 255, 255) == seen.getpixel((5, 5))


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"", None),
        (b"\x01\0\0\0" + bytes(100), "image/x-emf"),
        (b"<svg/>", "image/svg+xml"),
        (b"\xd7\xcd\xc6\x9a" + bytes(100), None),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", None),
        (field("red")[:100], None),
        (field("red", "JPEG")[:300], None),
    ],
    ids=["empty", "emf", "svg", "wmf", "eps", "png", "jpeg"],
)
def test_what_cannot_be_decoded_is_refused(content: bytes, mime: str | None) -> None:
    """Drawings and damage, with the same words every time."""
    said = []
    for _ in range(2):
        with pytest.raises(InputError) as failure:
            again(content, mime)
        assert "bad_picture" == failure.value.reason
        said.append(str(failure.value))
    assert said[0] == said[1]
    assert "0x" not in said[0]


@given(
    kind=st.sampled_from(["PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP"]),
    at=st.integers(0, 1000),
    junk=st.binary(min_size=1, max_size=8),
)
def test_damage_anywhere(kind: str, at: int, junk: bytes) -> None:
    """A picture, or a reason; nothing else."""
    data = field("green", kind)
    at = at * len(data) // 1000
    try:
        again(data[:at] + junk + data[at + len(junk) :])
    except InputError as failure:
        assert "bad_picture" == failure.reason


def test_photographs_of_phones_are_written_as_jpeg() -> None:
    """As they were lossy before."""
    from PIL import Image

    heif = pytest.importorskip("pillow_heif")
    source = io.BytesIO()
    heif.from_pillow(Image.new("RGB", (90, 70), "red")).save(source, quality=90)

    content, mime = written(opened(source.getvalue(), None, "a.heic"), "a.heic")

    assert "image/jpeg" == mime
    assert (90, 70) == Image.open(io.BytesIO(content)).size
