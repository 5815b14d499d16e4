"""Figures of a PDF: assets, and where they stand in the text, whichever engine read it.

Read by PDFium (through pypdfium2), which is always installed. A picture that covers its page is a
scan of it and no figure, nor are the strips and tiles that some scanners cut a page into.
"""

import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any

from understudy.core import patience
from understudy.core.errors import InputError
from understudy.core.records import Document
from understudy.parsing.files import Parsed, Problem, RawFile
from understudy.parsing.marks import Place
from understudy.parsing.params import ParseParams, PictureParams
from understudy.parsing.pdf.engines import SECONDS_A_PAGE
from understudy.parsing.picture_bytes import DAMAGE, check_size
from understudy.parsing.pictures import Pictures

IMAGE = re.compile(rb"/Subtype\s*/Image\b")
"""In the file as it is: dictionaries of streams are never packed."""
FULL_PAGE = 0.8
"""Share of a page from which a picture, or all pictures together, are a scan of it."""
COLUMN = 6.0
"""Points by which text above a picture may stick out of its column."""
LONGEST, SHORTEST = 32, 6
"""Letters before a picture by which its place is found."""
FEW = 40
"""Letters above a picture that may all be a running head, which is not in the text."""


@dataclass(frozen=True, slots=True)
class _Figure:
    image: Any
    box: tuple[float, float, float, float]
    """Left, bottom, right, top in points, y upwards."""

    @property
    def area(self) -> float:
        left, bottom, right, top = self.box
        return max(0.0, right - left) * max(0.0, top - bottom)


def illustrated(found: Parsed, file: RawFile, params: ParseParams) -> Parsed:
    """Add the figures of a PDF to the document that was read from it.

    What cannot be decoded is a problem of the file; the text is never lost.
    """
    if not found.documents or not params.pictures.keep or not IMAGE.search(file.data):
        return found
    import pypdfium2

    document, *others = found.documents
    pictures = Pictures(file, params)
    places: list[Place] = []
    failures: tuple[Problem, ...] = ()
    try:
        with pypdfium2.PdfDocument(_harmless(file)) as pdf:
            for number in range(len(pdf)):
                patience.allow(SECONDS_A_PAGE)
                with closing(pdf[number]) as page:
                    places += _page(page, number, pictures, document)
    except (pypdfium2.PdfiumError, *DAMAGE) as error:
        why = f"its pictures cannot be read ({' '.join(str(error).split())})"
        failures = (Problem(kind="pictures", where=file.place, why=why, reason="bad_picture"),)
    shown = sorted(places, key=lambda place: (place.page or 0, place.at))
    whole = document.model_copy(update={"assets": (*document.assets, *pictures.assets)})
    return found.model_copy(
        update={
            "documents": (whole, *others),
            "attachments": (*found.attachments, *pictures.attachments),
            "problems": (*found.problems, *pictures.problems, *failures),
            "wanted": (*found.wanted, *pictures.wanted(document.id, document.group, shown)),
        }
    )


def _harmless(file: RawFile) -> bytes:
    """Return the file without what would swell; an encrypted one is opened first."""
    import pypdfium2
    import pypdfium2.raw as c

    from understudy.parsing.pdf.streams import without_bombs

    data = without_bombs(file.data, file.place, pictures=True)
    with pypdfium2.PdfDocument(data) as pdf:
        if c.FPDF_GetSecurityHandlerRevision(pdf) < 0:
            return data
        copy = io.BytesIO()
        pdf.save(copy, flags=c.FPDF_REMOVE_SECURITY)
    return without_bombs(copy.getvalue(), file.place, pictures=True)


def _page(page: Any, number: int, pictures: Pictures, document: Document) -> Iterator[Place]:
    """Keep the figures of a page; yield where they stand."""
    figures = list(_figures(page))
    width, height = page.get_size()
    if not figures or sum(one.area for one in figures) > FULL_PAGE * width * height:
        return
    with closing(page.get_textpage()) as text:
        for figure in figures:
            path = pictures.add_lazily(partial(_pixels, figure))
            if path is not None:
                yield Place(path, _at(text, figure, number, document), number)


def _figures(page: Any) -> Iterator[_Figure]:
    """Yield the images of a page, those in forms with their place on the page."""
    import pypdfium2.raw as c

    for image in page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE]):
        box = image.get_bounds()
        holder = image.container
        while holder is not None:
            box = holder.get_matrix().on_rect(*box)
            holder = holder.container
        yield _Figure(image, box)


def _pixels(figure: _Figure, limits: PictureParams, where: str) -> Any:
    """Decode an image as it is seen: turned, flipped and masked.

    Raises:
        InputError: It is too large, or cannot be decoded (``bad_picture``).
    """
    import pypdfium2

    image = figure.image
    try:
        size = image.get_px_size()
        if min(size) < limits.min_side_px:  # not worth decoding
            return None
        check_size(size, limits.max_megapixels, where)
        bitmap = image.get_bitmap(render=True)
        check_size((bitmap.width, bitmap.height), limits.max_megapixels, where)
        seen = bitmap.to_pil().copy()
        is_photo = image.get_filters()[-1:] == ["DCTDecode"]
    except (pypdfium2.PdfiumError, *DAMAGE) as error:
        why = f"a picture cannot be read ({' '.join(str(error).split())})"
        raise InputError(where, why, reason="bad_picture") from error
    solid = seen.getchannel("A").getextrema() if seen.mode == "RGBA" else (255, 255)
    if solid == (0, 0):  # what PDFium draws of damaged ones
        raise InputError(where, "a picture is damaged: nothing of it shows", reason="bad_picture")
    if seen.mode == "RGBA" and solid == (255, 255):
        seen = seen.convert("RGB")
    if is_photo and seen.mode != "RGBA":
        seen.format = "JPEG"  # so it is written as one: as PNG a photograph is ten times as large
    return seen


def _at(text: Any, figure: _Figure, number: int, document: Document) -> int:
    """Return the offset behind the text that stands above a figure, in its column."""
    low = document.pages[number] if number < len(document.pages) else 0
    ends = [*document.pages[number + 1 :], len(document.text)]
    part = document.text[low : ends[0]]
    letters = [(at, letter) for at, letter in enumerate(part) if letter.isalpha()]
    there = "".join(letter for _, letter in letters).casefold()
    left, _, right, top = figure.box
    above = _letters(text.get_text_bounded(left - COLUMN, top, right + COLUMN, None))
    for length in (LONGEST, LONGEST // 2, SHORTEST):
        if len(above) < min(length, SHORTEST):
            break
        found = there.rfind(above[-length:])
        if found >= 0 and len(there) == len(letters):
            last = found + len(above[-length:]) - 1
            return low + letters[last][0] + 1
    return low if len(above) < FEW else ends[0]


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in plain if letter.isalpha()).casefold()
