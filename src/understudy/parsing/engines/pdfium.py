"""PDFs by PDFium through pypdfium2 (Apache-2.0 and BSD-3-Clause); always installed."""

import ctypes
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from understudy.core.errors import InputError
from understudy.parsing.decoding import plain
from understudy.parsing.files import RawFile
from understudy.parsing.params import PdfParams
from understudy.parsing.pdf_engines import (
    PDF_ENGINES,
    Box,
    Frame,
    Print,
    check_pages,
    main_turn,
    turn_of,
)
from understudy.parsing.pdf_facts import page_facts
from understudy.parsing.pdf_lines import Line
from understudy.parsing.pdf_streams import without_bombs

FORCED_BOLD = 1 << 18  # bit of a font's flags (ISO 32000-1, table 123)
BOLD_NAMES = ("bold", "black", "heavy")
LINE_BREAK_HYPHEN = "\x02"
"""What PDFium gives for a hyphen at the end of a line, whose break it leaves out."""
UNMAPPED = "\ufffd"
LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st"}
)
FAR = 0.8
"""Space between letters, in font sizes, from which they are no neighbours; MuPDF's own value."""
LOOKED_AT = 300
"""Letters of a page that tell how it is turned."""
TO_THE_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")
"""Hebrew, Arabic and their kin."""


@dataclass(slots=True)
class _Row:
    """Letters of one row, while it grows."""

    letters: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    """One a letter; a space that is not in the file has the box of the letter before."""
    sizes: Counter[float] = field(default_factory=Counter)
    bold: bool = True
    across: bool = True
    """Whether it runs across the page, not up or down."""


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    across: bool


@PDF_ENGINES.register("pdfium")
def read(file: RawFile, params: PdfParams) -> Print:
    """Read the lines of a PDF with ligatures as letters.

    Raises:
        InputError: As every engine.
    """
    import pypdfium2

    data = without_bombs(file.data, file.place)
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            check_pages(file, len(pdf), params)
            plain_copy = _decrypted(pdf)
        if plain_copy is not None:
            data = without_bombs(plain_copy, file.place)
        with pypdfium2.PdfDocument(data) as pdf:
            lines = [line for number in range(len(pdf)) for line in _page(pdf, number)]
            title = str(pdf.get_metadata_value("Title"))
            return Print(lines, len(pdf), title, page_facts(data, lines, len(pdf)))
    except pypdfium2.PdfiumError as error:
        raise _refusal(file, error) from error


def _refusal(file: RawFile, error: Any) -> InputError:
    import pypdfium2.raw as c

    if getattr(error, "err_code", None) in {c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY}:
        return InputError(file.place, "it needs a password", reason="encrypted")
    why = f"PDFium cannot read it ({' '.join(str(error).split())}); print it to a new PDF"
    return InputError(file.place, why, reason="bad_pdf")


def _decrypted(pdf: Any) -> bytes | None:
    """Return a copy of a file that opens with an empty password; None when it is not encrypted."""
    import pypdfium2.raw as c

    if c.FPDF_GetSecurityHandlerRevision(pdf) < 0:
        return None
    written = io.BytesIO()
    pdf.save(written, flags=c.FPDF_REMOVE_SECURITY)
    return written.getvalue()


def _page(pdf: Any, number: int) -> list[Line]:
    with closing(pdf[number]) as page:
        left, bottom, right, top = page.get_bbox()
        with closing(page.get_textpage()) as text:
            turn = _turn(text)
            if turn == page.get_rotation():
                view = _View(Frame(right - left, top - bottom, turn), left, top)
                return _lines(text, view, number)
        page.set_rotation(turn)  # of the page in memory: PDFium orders letters by it
        with closing(page.get_textpage()) as text:
            view = _View(Frame(right - left, top - bottom, turn), left, top)
            return _lines(text, view, number)


def _turn(text: Any) -> int:
    import pypdfium2.raw as c

    letters = c.FPDFText_CountChars(text)
    matrix = c.FS_MATRIX()
    turns: Counter[int] = Counter()
    for at in range(0, letters, max(1, letters // LOOKED_AT)):
        if c.FPDFText_IsGenerated(text, at) == 0 and c.FPDFText_GetMatrix(text, at, matrix):
            turns[turn_of(matrix.a, -matrix.b)] += 1
    return main_turn(turns)


@dataclass(frozen=True, slots=True)
class _View:
    """A frame on a page whose own coordinates go upwards."""

    frame: Frame
    left: float
    """Where what is shown begins."""
    top: float

    def box(self, rect: Any) -> Box | None:
        """Return where a letter is seen; None when its middle is cropped away."""
        x0, y0 = rect.left - self.left, self.top - rect.top
        x1, y1 = rect.right - self.left, self.top - rect.bottom
        inside = 0 <= x0 + x1 <= 2 * self.frame.width and 0 <= y0 + y1 <= 2 * self.frame.height
        return self.frame.seen((x0, y0, x1, y1)) if inside else None


def _lines(text: Any, view: _View, number: int) -> list[Line]:
    lines = []
    for row in _rows(text, view):
        line = " ".join(_in_order(row).translate(LIGATURES).split())
        if not line or not row.sizes:
            continue
        x0, y0 = min(box[0] for box in row.boxes), min(box[1] for box in row.boxes)
        x1, y1 = max(box[2] for box in row.boxes), max(box[3] for box in row.boxes)
        lines.append(
            Line(
                text=plain(line),
                page=number,
                x0=x0,
                y0=y0,
                x1=x1,
                y1=y1,
                size=max(row.sizes, key=lambda size: (row.sizes[size], size)),
                bold=row.bold,
                place=(y0 + y1) / 2 / view.frame.depth,
            )
        )
    return lines


def _rows(text: Any, view: _View) -> Iterator[_Row]:
    """Cut the letters of a page where PDFium ends a line, and where they are far apart."""
    import pypdfium2.raw as c

    styles = _Styles(view.frame)
    rect = c.FS_RECTF()
    row, style = _Row(), None
    for at in range(c.FPDFText_CountChars(text)):
        letter = chr(c.FPDFText_GetUnicode(text, at) or ord(UNMAPPED))
        if letter in "\r\n":
            yield row
            row, style = _Row(), None
            continue
        blank = letter.isspace()
        if blank and c.FPDFText_IsGenerated(text, at) == 1:
            row.letters.append(" ")
            row.boxes += row.boxes[-1:]
            style = None
            continue
        if letter == LINE_BREAK_HYPHEN and c.FPDFText_IsHyphen(text, at) == 1:
            letter = "-"
        c.FPDFText_GetLooseCharBox(text, at, rect)
        if (box := view.box(rect)) is None:
            continue
        style = style or styles.at(text, at)
        if row.boxes and _breaks(row, letter, box, style):
            yield row
            row = _Row()
        _add(row, letter, box, style)
        style = None if blank else style
    yield row


def _add(row: _Row, letter: str, box: Box, style: _Style) -> None:
    if not row.boxes:
        row.letters.clear()  # PDFium may put a space first
    row.letters.append(letter)
    row.boxes.append(box)
    row.across = style.across
    if not letter.isspace():
        row.sizes[style.size] += 1
        row.bold = row.bold and style.bold


def _breaks(row: _Row, letter: str, box: Box, style: _Style) -> bool:
    """Tell whether a letter stands in another row than the last one, or far from it.

    Neither depends on the direction of writing; but words written to the left may come in an
    order of their own, so that distance tells nothing.
    """
    last = row.boxes[-1]
    along, beside = (0, 1) if row.across else (1, 0)
    gap = max(box[along] - last[along + 2], last[along] - box[along + 2])
    shared = min(last[beside + 2], box[beside + 2]) - max(last[beside], box[beside])
    if style.across != row.across or shared <= 0:
        return True
    return gap > FAR * style.size and not TO_THE_LEFT.search("".join([*row.letters[-2:], letter]))


def _in_order(row: _Row) -> str:
    """Return the text of a row with words written to the left in the order of reading.

    PDFium takes every file to hold such letters as they are seen, and turns them about; in files
    that hold them as they are read, that puts the last letter, the leftmost, first.
    """
    text = "".join(row.letters)

    def turned(word: re.Match[str]) -> str:
        first, last = row.boxes[word.start()], row.boxes[word.end() - 1]
        return word[0][::-1] if first[0] < last[0] else word[0]

    return TO_THE_LEFT.sub(turned, text)


class _Styles:
    """Size and weight of letters; fonts are asked once a page."""

    def __init__(self, frame: Frame) -> None:
        import pypdfium2.raw as c

        self.on_side = frame.turn in {90, 270}
        self.matrix = c.FS_MATRIX()
        self.weights: dict[int, bool] = {}

    def at(self, text: Any, at: int) -> _Style:
        """Return the style of one letter."""
        import pypdfium2.raw as c

        matrix = self.matrix
        if not c.FPDFText_GetMatrix(text, at, matrix):
            matrix.a = matrix.d = 1.0
            matrix.b = matrix.c = 0.0
        scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
        size = c.FPDFText_GetFontSize(text, at) * scale
        across = (abs(matrix.a) >= abs(matrix.b)) != self.on_side
        return _Style(round(size, 3), self._is_bold(text, at), across)

    def _is_bold(self, text: Any, at: int) -> bool:
        import pypdfium2.raw as c

        found = c.FPDFText_GetTextObject(text, at)
        font = c.FPDFTextObj_GetFont(found) if found else None
        if not font:
            return False
        key = ctypes.addressof(font.contents)
        if key not in self.weights:
            size = c.FPDFFont_GetBaseFontName(font, None, 0)
            name = ctypes.create_string_buffer(max(1, size))
            c.FPDFFont_GetBaseFontName(font, name, size)
            called = name.value.decode("utf-8", "replace").lower()
            forced = c.FPDFFont_GetFlags(font) & FORCED_BOLD
            self.weights[key] = bool(forced) or any(part in called for part in BOLD_NAMES)
        return self.weights[key]
