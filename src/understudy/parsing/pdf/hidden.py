"""Letters of a PDF that nobody sees: written invisibly, or covered by what is drawn later.

A page is drawn twice, with its text and without. Where both pictures are the same, no letter was
to be seen, whatever hid it: the way it is drawn, a picture or a box above it, its colour. That asks
nothing of the engine that reads the file, and no order of drawing is to be guessed.
"""

import ctypes
from collections.abc import Iterator
from contextlib import closing
from typing import Any

SCALE = 1.0
"""Pixels a point: letters of 5 points still leave grey."""
MOST_SIDE = 2000
"""Pixels of the longer side of a page; a poster's letters are large."""
LOOKED_AT = 400
"""Letters of a page that are looked at."""
SHADES = 8
"""Levels of 255 by which a pixel must differ: JPEG and smoothing leave less."""
DEEPEST = 15
"""Forms within forms."""


def hidden_share(page: Any) -> float:
    """Return the share of a page's letters that nobody sees, 0 to 1; 0 for no letter.

    The page is not to be drawn again afterwards: its text is gone.

    Args:
        page: Of pypdfium2.
    """
    import numpy as np

    with closing(page.get_textpage()) as text:
        boxes = list(_boxes(text))
        if not boxes:
            return 0.0
        scale = min(SCALE, MOST_SIDE / max(1.0, *page.get_size()))
        whole = _drawn(page, scale)
        _take_text_away(page)
        differs = np.abs(whole - _drawn(page, scale)) > SHADES
        height, width = differs.shape
        to_pixels = _Device(page, width, height)
        unseen = 0
        for box in boxes:
            left, top, right, bottom = to_pixels.box(box)
            unseen += not differs[top : bottom + 1, left : right + 1].any()
        return unseen / len(boxes)


def _boxes(text: Any) -> Iterator[tuple[float, float, float, float]]:
    """Yield where letters stand, evenly over the text: left, bottom, right, top in points."""
    import pypdfium2.raw as c

    count = c.FPDFText_CountChars(text)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for at in range(0, count, max(1, count // LOOKED_AT)):
        if c.FPDFText_IsGenerated(text, at) == 1 or chr(c.FPDFText_GetUnicode(text, at)).isspace():
            continue
        if c.FPDFText_GetCharBox(text, at, left, right, bottom, top):
            yield left.value, bottom.value, right.value, top.value


def _drawn(page: Any, scale: float) -> Any:
    """Draw a page in grey; an array of numbers that may be subtracted."""
    import numpy as np

    with closing(page.render(scale=scale, grayscale=True)) as bitmap:
        return bitmap.to_numpy().reshape(bitmap.height, bitmap.width).astype(np.int16)


def _take_text_away(page: Any) -> None:
    """Make all text of a page invisible, in forms as well."""
    import pypdfium2.raw as c

    for drawn in page.get_objects(filter=[c.FPDF_PAGEOBJ_TEXT], max_depth=DEEPEST):
        c.FPDFTextObj_SetTextRenderMode(drawn, c.FPDF_TEXTRENDERMODE_INVISIBLE)


class _Device:
    """From points of a page to pixels of its picture, however the page is turned or cropped."""

    def __init__(self, page: Any, width: int, height: int) -> None:
        self._page, self._width, self._height = page, width, height

    def box(self, box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
        """Return left, top, right, bottom, none below 0; a pixel more on each side, as for dots."""
        (ax, ay), (bx, by) = self._point(box[0], box[1]), self._point(box[2], box[3])
        left, top, right, bottom = min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
        return max(0, left - 1), max(0, top - 1), max(0, right + 1), max(0, bottom + 1)

    def _point(self, x: float, y: float) -> tuple[int, int]:
        import pypdfium2.raw as c

        across, down = ctypes.c_int(), ctypes.c_int()
        c.FPDF_PageToDevice(
            self._page, 0, 0, self._width, self._height, 0, x, y, across, down
        )  # fmt: skip
        return across.value, down.value
