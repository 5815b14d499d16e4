"""What stands between the PDF parser and the libraries that open PDFs."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from understudy.core.errors import InputError
from understudy.core.registry import Registry
from understudy.parsing.files import RawFile
from understudy.parsing.params import PdfParams
from understudy.parsing.pdf_lines import Line


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What tells whether the text layer of a page can be what a reader sees."""

    characters: int
    """Of its text, without spaces."""
    image_share: float
    """Share of the page under pictures: 0 to 1."""
    hidden_share: float
    """Share of the text that is invisible or under a picture: 0 to 1."""


@dataclass(frozen=True, slots=True)
class Print:
    """What an engine finds in a PDF."""

    lines: list[Line]
    """In the order of the file; none on pages without a text layer."""
    pages: int
    title: str
    """What the file calls itself; empty when it does not."""
    facts: tuple[PageFacts, ...] = ()
    """One a page."""


PdfEngine = Callable[[RawFile, PdfParams], Print]

PDF_ENGINES = Registry[PdfEngine]("PDF engine", "understudy.parsing.engines")
"""Functions from a PDF to its printed lines.

They raise ``InputError`` for what cannot be opened (``bad_pdf``), needs a password (``encrypted``),
or has too many pages or swells on unpacking (``too_large``). Lengths are those of a page's `Frame`.
"""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, y downwards."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The cropped page, turned so that most of its text is upright.

    That is how a reader holds it, whether or not the file says that the page is turned.
    """

    width: float
    """Of the page before it is turned, as is the height."""
    height: float
    turn: int
    """Degrees clockwise: 0, 90, 180 or 270."""

    @property
    def depth(self) -> float:
        """Height after it is turned, never 0."""
        return max(self.width if self.turn in {90, 270} else self.height, 1.0)

    def seen(self, box: Box) -> Box:
        """Return where a box of the page before it is turned comes to stand."""
        x0, y0, x1, y1 = box
        if self.turn == 90:
            return self.height - y1, x0, self.height - y0, x1
        if self.turn == 180:
            return self.width - x1, self.height - y1, self.width - x0, self.height - y0
        if self.turn == 270:
            return y0, self.width - x1, y1, self.width - x0
        return box


def turn_of(right: float, down: float) -> int:
    """Return by how many degrees clockwise text of a direction must turn to be upright."""
    if abs(right) >= abs(down):
        return 0 if right >= 0 else 180
    return 270 if down > 0 else 90


def main_turn(turns: Counter[int]) -> int:
    """Return what is right for most of the letters; 0 for none."""
    return min(turns, key=lambda turn: (-turns[turn], turn)) if turns else 0


def check_pages(file: RawFile, pages: int, params: PdfParams) -> None:
    """Refuse a file of no page (``bad_pdf``), or of too many (``too_large``)."""
    if pages < 1:
        raise InputError(file.place, "no page of it can be found", reason="bad_pdf")
    if pages > params.max_pages:
        why = f"{pages} pages, more than parse.pdf.max_pages ({params.max_pages})"
        raise InputError(file.place, why, reason="too_large")
