"""Pictures from files: decoded, upright as the camera says, red-green-blue.

Imported by parsers inside their functions, since numpy is.
"""

import io
import struct
import warnings
import zlib

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from understudy.core.errors import InputError
from understudy.parsing.ocr.recognition import Pixels
from understudy.parsing.picture_bytes import heif

FORMATS = ["PNG", "JPEG", "TIFF", "BMP", "WEBP"]
MOST_FRAMES = 200
"""Pages of a TIFF."""


def frames(data: bytes, where: str, max_megapixels: int) -> list[Pixels]:
    """Decode the pages of a picture; most have one.

    Raises:
        InputError: It is damaged (``bad_image``) or too large (``too_large``), or what decodes it
            is not installed (``missing_engine``).
    """
    formats = [*FORMATS, *heif(data, where)]
    found = []
    try:
        with (
            # Of damaged metadata, and of sizes that are checked here.
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(data), formats=formats) as picture,
        ):
            for number in range(min(getattr(picture, "n_frames", 1), MOST_FRAMES)):
                picture.seek(number)
                _check_size(picture.size, max_megapixels, where)
                found.append(np.asarray(_on_white(ImageOps.exif_transpose(picture))).copy())
    except UnidentifiedImageError as error:  # its message has an address of memory in it
        why = "the picture is of no known kind, or its beginning is damaged"
        raise InputError(where, why, reason="bad_image") from error
    except (
        Image.DecompressionBombError,
        EOFError,
        IndexError,
        KeyError,
        OSError,
        OverflowError,
        RuntimeError,
        SyntaxError,
        TypeError,
        ValueError,
        struct.error,
        zlib.error,
    ) as error:
        why = f"the picture is damaged ({' '.join(str(error).split())})"
        raise InputError(where, why, reason="bad_image") from error
    return found


def _check_size(size: tuple[int, int], max_megapixels: int, where: str) -> None:
    width, height = size
    if width * height > max_megapixels * 1_000_000:
        why = f"{width} x {height} pixels, more than parse.ocr.max_megapixels ({max_megapixels})"
        raise InputError(where, why, reason="too_large")


def _on_white(picture: Image.Image) -> Image.Image:
    """Put what is transparent on white, as a page is; on black, black letters would vanish."""
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        picture = Image.alpha_composite(ground, layer)
    return picture.convert("RGB")
