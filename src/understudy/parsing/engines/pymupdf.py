"""PDFs by PyMuPDF (AGPL-3.0 or commercial, hence an extra); it mends damaged files."""

from collections import Counter
from typing import Any

from understudy.core.errors import InputError
from understudy.core.extras import need
from understudy.parsing.files import RawFile
from understudy.parsing.params import PdfParams
from understudy.parsing.pdf_engines import (
    PDF_ENGINES,
    Frame,
    Print,
    check_pages,
    main_turn,
    turn_of,
)
from understudy.parsing.pdf_facts import page_facts
from understudy.parsing.pdf_lines import Line
from understudy.parsing.pdf_streams import without_bombs

BOLD = 1 << 4  # bit of a span's flags


@PDF_ENGINES.register("pymupdf")
def read(file: RawFile, params: PdfParams) -> Print:
    """Read the lines of a PDF with ligatures as letters.

    Raises:
        InputError: As every engine.
    """
    pymupdf = need("pymupdf", extra="pdf", plugin="PDF engine 'pymupdf'")
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    try:
        data = without_bombs(file.data, file.place)
        with pymupdf.open(stream=data, filetype="pdf") as pdf:
            _check(pdf, file, params)
            if pdf.metadata and pdf.metadata.get("encryption"):  # with an empty password
                plain = pdf.tobytes(encryption=pymupdf.PDF_ENCRYPT_NONE)
                data = without_bombs(plain, file.place)
        with pymupdf.open(stream=data, filetype="pdf") as pdf:
            # Letters of their own instead of ligatures, and no pictures.
            flags = pymupdf.TEXTFLAGS_DICT
            flags &= ~(pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_PRESERVE_IMAGES)
            lines = [line for page in pdf for line in _lines(page, flags)]
            title = str((pdf.metadata or {}).get("title") or "")
            return Print(lines, len(pdf), title, page_facts(data, lines, len(pdf)))
    except _damage(pymupdf) as error:
        why = f"PyMuPDF cannot read it ({' '.join(str(error).split())})"
        raise InputError(file.place, why, reason="bad_pdf") from error


def _damage(pymupdf: Any) -> tuple[type[Exception], ...]:
    """Return what PyMuPDF raises for a damaged file."""
    own: type[Exception] = pymupdf.mupdf.FzErrorBase
    return (own, RuntimeError, ValueError, IndexError, KeyError, TypeError)


def _check(pdf: Any, file: RawFile, params: PdfParams) -> None:
    if not pdf.is_pdf:  # MuPDF reads web pages, e-books and plain text under any name
        raise InputError(file.place, "it is no PDF inside", reason="bad_pdf")
    if pdf.needs_pass:
        raise InputError(file.place, "it needs a password", reason="encrypted")
    check_pages(file, len(pdf), params)


def _lines(page: Any, flags: int) -> list[Line]:
    blocks = page.get_text("dict", flags=flags)["blocks"]  # of the page before it is turned
    found = [
        (line, spans)
        for block in blocks
        for line in block.get("lines", [])
        if (spans := [span for span in line["spans"] if span["text"].strip()])
    ]
    turns: Counter[int] = Counter()
    for line, spans in found:
        turns[turn_of(*line["dir"])] += sum(len(span["text"]) for span in spans)
    frame = Frame(page.cropbox.width, page.cropbox.height, main_turn(turns))
    return [_line(line, spans, page.number, frame) for line, spans in found]


def _line(line: Any, spans: list[Any], page: int, frame: Frame) -> Line:
    sizes: Counter[float] = Counter()
    for span in spans:
        sizes[span["size"]] += len(span["text"])
    x0, y0, x1, y1 = frame.seen(line["bbox"])
    return Line(
        text=" ".join("".join(span["text"] for span in line["spans"]).split()),
        page=page,
        x0=x0,
        y0=y0,
        x1=x1,
        y1=y1,
        size=max(sizes, key=lambda size: (sizes[size], size)),
        bold=all(span["flags"] & BOLD for span in spans),
        place=(y0 + y1) / 2 / frame.depth,
    )
