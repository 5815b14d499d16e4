"""Pictures of printed text, read by RapidOCR on the CPU.

The models in its wheel know Latin letters, Greek, Chinese and Japanese, and no Cyrillic: of a
Russian page they see the lines but only commas and blanks in them, so it is refused. Handwriting is
not read. Text in columns is read across them.
"""

import functools
import io
import struct
import zlib
from typing import Any

from understudy.core.errors import InputError
from understudy.core.extras import need
from understudy.core.patience import allow
from understudy.parsing.documents import document
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.ocr_lines import Seen, blocks
from understudy.parsing.paragraphs import to_markdown
from understudy.parsing.params import ParseParams

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
SECONDS_A_PICTURE = 15.0
"""What a page of text may take longer than the file alone."""
MOST_FRAMES = 200
"""Pages of a TIFF."""
MIN_WRITTEN = 0.4
"""Least share of letters and digits in what was read; ordinary text has 0.8."""


@PARSERS.register("image")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document, a page for each frame of the picture.

    Raises:
        InputError: The file is damaged (``bad_image``) or too large (``too_large``), shows no text
            (``no_text``), or text in letters that the models do not know
            (``unreadable_picture``).
    """
    need("onnxruntime", extra="ocr", plugin="parser 'image'")
    frames = _frames(file, params.ocr.max_megapixels)
    found = [_read(frame) for frame in frames]
    _check(found, file)
    made = [block for page, lines in enumerate(found) for block in blocks(lines, page)]
    text, starts = to_markdown(made, len(found))
    return Parsed(documents=(document(file, text, pages=starts),))


def _frames(file: RawFile, max_megapixels: int) -> list[Any]:
    """Decode a picture to arrays of pixels (height, width, blue-green-red)."""
    import warnings

    import numpy as np
    from PIL import Image, ImageOps

    frames = []
    try:
        with (
            # Of damaged metadata, and of sizes that are checked here.
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(file.data), formats=FORMATS) as picture,
        ):
            for number in range(min(getattr(picture, "n_frames", 1), MOST_FRAMES)):
                picture.seek(number)
                _check_size(picture.size, max_megapixels, file)
                upright = ImageOps.exif_transpose(picture).convert("RGB")
                frames.append(np.asarray(upright)[:, :, ::-1].copy())
    except (
        Image.DecompressionBombError,
        EOFError,
        IndexError,
        KeyError,
        OSError,
        OverflowError,
        SyntaxError,
        TypeError,
        ValueError,
        struct.error,
        zlib.error,
    ) as error:
        why = f"the picture is damaged ({' '.join(str(error).split())})"
        raise InputError(file.place, why, reason="bad_image") from error
    return frames


def _check_size(size: tuple[int, int], max_megapixels: int, file: RawFile) -> None:
    width, height = size
    if width * height > max_megapixels * 1_000_000:
        why = f"{width} x {height} pixels, more than parse.ocr.max_megapixels ({max_megapixels})"
        raise InputError(file.place, why, reason="too_large")


def _read(frame: Any) -> list[Seen]:
    allow(SECONDS_A_PICTURE)
    result = _engine()(frame, use_cls=False)
    if result.txts is None:
        return []
    return [
        Seen(text=str(text).strip(), corners=tuple((float(x), float(y)) for x, y in box))
        for text, box in zip(result.txts, result.boxes, strict=True)
    ]


@functools.cache
def _engine() -> Any:
    """Load the models, once a process (1 GB); one thread, so that sums add up the same way."""
    rapidocr = need("rapidocr", extra="ocr", plugin="parser 'image'")
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            # The classifier of upside-down lines turns good lines into junk.
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _check(found: list[list[Seen]], file: RawFile) -> None:
    text = "".join(line.text for lines in found for line in lines)
    if not any(found):
        raise InputError(file.place, "no text is to be seen in it", reason="no_text")
    # Unknown letters come out as blanks, so blanks count, at most one a letter in real text.
    written = sum(letter.isalnum() for letter in text)
    if written < MIN_WRITTEN * len(text) or not written:
        why = (
            f"only {written} of {len(text)} characters could be read; the recogniser knows Latin, "
            "Greek, Chinese and Japanese, not Cyrillic"
        )
        raise InputError(file.place, why, reason="unreadable_picture")
