"""Pictures that nobody has checked yet: decoded within limits, written again as PNG or JPEG.

Writing them again proves that they can be read, and leaves out what they carry beside their pixels
(place and time of a photograph, its camera, comments). The same bytes give the same bytes.

Pillow is imported inside the functions: most files have no pictures.
"""

import base64
import binascii
import importlib.util
import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote_to_bytes

from understudy.core.errors import InputError
from understudy.core.extras import need
from understudy.parsing.sniffing import HEIF_BRANDS

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
LOSSY = {"JPEG", "MPO", "HEIF"}
QUALITY = 95
PLAIN = {"1", "L", "LA", "P", "RGB", "RGBA"}
"""Modes that PNG keeps as they are."""
VECTORS = {
    "image/x-emf": "EMF",
    "image/emf": "EMF",
    "image/x-wmf": "WMF",
    "image/wmf": "WMF",
    "image/svg+xml": "SVG",
}
DAMAGE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What Pillow and pypdfium2 raise for damaged files."""


def from_address(text: str, where: str) -> bytes:
    """Decode what stands behind ``base64,`` in a ``data:`` address (``bad_picture``)."""
    try:
        return base64.b64decode(unquote_to_bytes(text))
    except binascii.Error as error:
        why = f"a picture within the text is damaged ({error})"
        raise InputError(where, why, reason="bad_picture") from error


def heif(data: bytes, where: str) -> list[str]:
    """Make Pillow know HEIF when a file is one; return what it is then called.

    Raises:
        InputError: What decodes it is not installed (``missing_engine``).
    """
    if data[4:8] != b"ftyp" or data[8:12] not in HEIF_BRANDS:
        return []
    if importlib.util.find_spec("pillow_heif") is None:
        why = "HEIC pictures need the package 'pillow-heif': pip install 'understudy[heic]'"
        raise InputError(where, why, reason="missing_engine")
    need("pillow_heif", extra="heic", plugin="HEIC pictures").register_heif_opener()
    return ["HEIF"]


@contextmanager
def reading(where: str) -> Iterator[None]:
    """Say what is wrong with a picture while it is decoded (``bad_picture``)."""
    from PIL import Image, UnidentifiedImageError

    try:
        # Of damaged metadata, and of sizes that are checked here.
        with warnings.catch_warnings(action="ignore"):
            yield
    except UnidentifiedImageError as error:  # its message has an address of memory in it
        why = "a picture is of no known kind, or its beginning is damaged"
        raise InputError(where, why, reason="bad_picture") from error
    except (Image.DecompressionBombError, *DAMAGE) as error:
        why = f"a picture cannot be read ({' '.join(str(error).split())})"
        raise InputError(where, why, reason="bad_picture") from error


def opened(content: bytes, mime: str | None, where: str) -> Any:
    """Open a picture without decoding it; it is lazy, so decode it inside of `reading`.

    Raises:
        InputError: It is none that Pillow reads (``bad_picture``), or needs a package.
    """
    from PIL import Image

    if kind := VECTORS.get(mime or ""):
        why = f"a picture is a {kind} drawing; save it as PNG in the document"
        raise InputError(where, why, reason="bad_picture")
    formats = [*FORMATS, *heif(content, where)]
    with reading(where):
        return Image.open(io.BytesIO(content), formats=formats)


def check_size(size: tuple[int, int], max_megapixels: float, where: str) -> None:
    """Refuse a picture that is too large to be decoded (``bad_picture``)."""
    width, height = size
    if width * height > max_megapixels * 1_000_000:
        why = (
            f"a picture of {width} x {height} pixels is more than parse.pictures.max_megapixels "
            "allows for it or for all of the file"
        )
        raise InputError(where, why, reason="bad_picture")


def written(picture: Any, where: str) -> tuple[bytes, str]:
    """Write a picture; return its bytes and media type.

    Photographs that were JPEG stay JPEG, everything else becomes PNG. It is turned as its metadata
    say; of an animation the first frame is kept.

    Raises:
        InputError: It cannot be decoded (``bad_picture``).
    """
    from PIL import ImageOps

    with reading(where):
        lossy = picture.format in LOSSY
        upright = ImageOps.exif_transpose(picture)
        upright.load()
        flat = _flat(upright)
        clear = upright.info.get("transparency") if flat.mode == "P" else None
        # What stays in `info` would be written: profiles, comments.
        flat.info = {} if clear is None else {"transparency": clear}
        target = io.BytesIO()
        if lossy:
            flat.convert("L" if flat.mode == "L" else "RGB").save(target, "JPEG", quality=QUALITY)
            return target.getvalue(), "image/jpeg"
        flat.save(target, "PNG")
        return target.getvalue(), "image/png"


def prepared(content: bytes, max_side: int) -> tuple[bytes, str]:
    """Shrink a picture of ours to a side in pixels, on white where it is clear.

    Returns:
        The bytes that a model is to see, and their media type.
    """
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
        lossy = picture.format == "JPEG"
        clear = picture.mode in {"LA", "RGBA"} or "transparency" in picture.info
        seen = picture.convert("RGBA" if clear else "RGB")
    if clear:
        sheet = Image.new("RGBA", seen.size, "white")
        seen = Image.alpha_composite(sheet, seen).convert("RGB")
    seen.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    target = io.BytesIO()
    seen.save(target, "JPEG" if lossy else "PNG", quality=QUALITY)
    return target.getvalue(), "image/jpeg" if lossy else "image/png"


def _flat(picture: Any) -> Any:
    """Return a copy in a mode that PNG keeps and programs expect."""
    if picture.mode.startswith("I"):  # 16 bits of grey; converting would cut, not scale
        return picture.point(lambda value: value / 256).convert("L")
    return picture.copy() if picture.mode in PLAIN else picture.convert("RGB")
