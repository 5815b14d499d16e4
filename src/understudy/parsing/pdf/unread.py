"""Pages of a PDF, drawn for the vision-language model: those that nobody else reads, or all."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from understudy.core import patience
from understudy.core.executor import attempt
from understudy.parsing.files import Parsed, RawFile
from understudy.parsing.params import OcrParams, ParseParams
from understudy.parsing.pdf.engines import SECONDS_A_PAGE, Print
from understudy.parsing.pdf.page_images import Drawer, opened
from understudy.parsing.vision.pages import unread
from understudy.parsing.vision.standalone import FOR_MODELS, prefers_models, reads_pictures

if TYPE_CHECKING:
    from understudy.parsing.ocr.pages import Scans

DPI = 150
"""What models see is shrunk to about this."""


def handed_over(
    file: RawFile, read: Parsed | None, found: Print, scans: "Scans", params: ParseParams
) -> Parsed | None:
    """Let the model read what nobody else could; the same as was read, if there is none to try.

    Where params prefer the model, it reads all pages but blank ones, and what others read on a page
    stays where the model reads nothing.

    Args:
        file: The file.
        read: What was read on the other pages; None when nothing was.
        found: What the engine says of the file.
        scans: What came of recognition.
        params: Section ``parse``; ``pictures.max_mb`` limits the pages, each a megabyte at most.
    """
    if not reads_pictures(params):
        return read
    failed = [page for page, one in scans.failures.items() if one.reason in FOR_MODELS]
    numbers = {*failed, *scans.silent}
    if prefers_models(params):
        is_known = params.ocr.pages != "never"
        shown = {page for page, one in enumerate(found.facts) if one.characters or not is_known}
        numbers |= {*shown, *scans.pages}
    return _handed_over(file, read, sorted(numbers), params, pages=found.pages, title=found.title)


def preferred(read: Parsed, file: RawFile, params: ParseParams) -> Parsed:
    """Let the model read all pages of a document first, where params prefer it.

    What was read without it stays on the pages where the model reads nothing.
    """
    if not prefers_models(params) or not read.documents:
        return read
    pages = len(read.documents[0].pages)
    return _handed_over(file, read, range(pages), params, pages=pages) or read


def _handed_over(  # what is known of a file and its pages
    file: RawFile,
    read: Parsed | None,
    numbers: Sequence[int],
    params: ParseParams,
    *,
    pages: int,
    title: str = "",
) -> Parsed | None:
    numbers = numbers[: params.pictures.max_mb]
    if not numbers:
        return read

    def drawn(one: RawFile) -> Parsed:
        with opened(one.data, one.place) as drawer:
            prints = _Prints(drawer, numbers, params.ocr)
            instead = prefers_models(params)
            return unread(one, read, prints, pages=pages, title=title, instead=instead)

    return attempt(drawn, file).value or read


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
