"""Pages of a PDF that no recogniser could read, drawn for the vision-language model."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from understudy.core import patience
from understudy.core.executor import attempt
from understudy.parsing.files import Parsed, RawFile
from understudy.parsing.ocr_pages import Scans
from understudy.parsing.page_images import Drawer, opened
from understudy.parsing.params import OcrParams, ParseParams
from understudy.parsing.pdf_engines import SECONDS_A_PAGE, Print
from understudy.parsing.vision.pages import unread
from understudy.parsing.vision.standalone import FOR_MODELS, reads_pictures

DPI = 150
"""What models see is shrunk to about this."""


def handed_over(
    file: RawFile, read: Parsed | None, found: Print, scans: Scans, params: ParseParams
) -> Parsed | None:
    """Let the model read what nobody else could; the same as was read, if there is none to try.

    Args:
        file: The file.
        read: What was read on the other pages; None when nothing was.
        found: What the engine says of the file.
        scans: What came of recognition.
        params: Section ``parse``; ``pictures.max_mb`` limits the pages, each a megabyte at most.
    """
    failed = [page for page, one in scans.failures.items() if one.reason in FOR_MODELS]
    numbers = sorted({*failed, *scans.silent})[: params.pictures.max_mb]
    if not numbers or not reads_pictures(params):
        return read
    drawn = partial(_drawn, read=read, found=found, pages=numbers, params=params)
    return attempt(drawn, file).value or read


def _drawn(
    file: RawFile,
    *,
    read: Parsed | None,
    found: Print,
    pages: Sequence[int],
    params: ParseParams,
) -> Parsed:
    with opened(file.data, file.place) as drawer:
        prints = _Prints(drawer, pages, params.ocr)
        return unread(file, read, prints, pages=found.pages, title=found.title)


class _Prints(Mapping[int, Any]):
    """Pages as pictures of Pillow, each drawn when it is asked for: a file may have thousands."""

    def __init__(self, drawer: Drawer, pages: Sequence[int], params: OcrParams) -> None:
        self._drawer = drawer
        self._pages = pages
        self._params = params.model_copy(update={"dpi": DPI})

    def __getitem__(self, page: int) -> Any:
        from PIL import Image

        patience.allow(SECONDS_A_PAGE)
        picture = Image.fromarray(self._drawer.draw(page, self._params))
        picture.format = "JPEG"  # so it is written as one: at most a megabyte
        return picture

    def __iter__(self) -> Iterator[int]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)
