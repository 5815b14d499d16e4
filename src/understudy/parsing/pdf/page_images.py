"""Pages of PDF files drawn as pictures, by PDFium (always installed)."""

import math
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from understudy.core.errors import InputError
from understudy.parsing.ocr.recognition import Pixels
from understudy.parsing.params import OcrParams
from understudy.parsing.pdf.hidden import hidden_share
from understudy.parsing.pdf.streams import without_bombs

POINTS = 72
"""Of an inch."""


@contextmanager
def opened(data: bytes, where: str) -> Iterator["Drawer"]:
    """Open a file to draw some of its pages.

    Raises:
        InputError: PDFium cannot open it, which other engines may (``bad_pdf``), or its streams
            swell on unpacking (``too_large``).
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(without_bombs(data, where, pictures=True)) as pdf:
            yield Drawer(pdf)
    except pypdfium2.PdfiumError as error:
        why = f"its pages cannot be drawn ({' '.join(str(error).split())}); print it to a new PDF"
        raise InputError(where, why, reason="bad_pdf") from error


class Drawer:
    """Draws pages of an open file."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf

    def is_empty(self, number: int) -> bool:
        """Tell a page on which nothing is drawn, so that it need not be looked at."""
        import pypdfium2.raw as c

        with closing(self._pdf[number]) as page:
            return bool(c.FPDFPage_CountObjects(page) + c.FPDFPage_GetAnnotCount(page) == 0)

    def draw(self, number: int, params: OcrParams) -> Pixels:
        """Return a page as a reader shows it: an array (height, width, red-green-blue).

        Args:
            number: The page, from 0.
            params: Section ``parse.ocr``: its resolution, and the most pixels of a page.
        """
        import numpy as np

        with closing(self._pdf[number]) as page:
            width, height = page.get_size()
            most = math.sqrt(params.max_megapixels * 1_000_000 / max(1.0, width * height))
            scale = min(params.dpi / POINTS, most)
            with closing(page.render(scale=scale, rev_byteorder=True)) as bitmap:
                return np.array(bitmap.to_numpy()[:, :, :3])  # a copy: the bitmap goes

    def hidden_share(self, number: int) -> float:
        """Return the share of letters of a page that nobody sees; it is not to be drawn later."""
        with closing(self._pdf[number]) as page:
            return hidden_share(page)
