"""PDFs by PDFium through pypdfium2 (Apache-2.0 and BSD-3-Clause); always installed."""

import io
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import Any

from understudy.core.errors import InputError
from understudy.core.patience import allow
from understudy.parsing.files import RawFile
from understudy.parsing.params import PdfParams
from understudy.parsing.pdf.engines import (
    MOST_ENTRIES,
    PDF_ENGINES,
    SECONDS_A_PAGE,
    Entry,
    Frame,
    PageFacts,
    Print,
    check_pages,
    cut_at_rulings,
    read_leftwards,
    share_under,
    text_share,
)
from understudy.parsing.pdf.lines import Line
from understudy.parsing.pdf.pdfium_drawings import drawings
from understudy.parsing.pdf.pdfium_text import View, Word, lines_of, turn, words_of
from understudy.parsing.pdf.rulings import Box, Rulings, dots_of, rulings_of
from understudy.parsing.pdf.streams import without_bombs

MOST_TEXTS = 40_000
"""Pieces of text that a page draws: PDFium compares those of a row with each other, and takes eight
seconds for so many, but minutes for 200,000. A full page of single letters has a tenth."""


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
            pages = [_page(pdf, number, file.place) for number in range(len(pdf))]
            return Print(
                [line for lines, _, _ in pages for line in lines],
                len(pdf),
                str(pdf.get_metadata_value("Title")),
                tuple(facts for _, facts, _ in pages),
                tuple(rulings for _, _, rulings in pages),
                _outline(pdf),
            )
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


def _outline(pdf: Any) -> tuple[Entry, ...]:
    entries = []
    for mark in islice(pdf.get_toc(), MOST_ENTRIES):
        aim = mark.get_dest()
        page = aim.get_index() if aim else None
        title = " ".join(mark.get_title().split())
        entries.append(Entry(title, mark.level + 1, -1 if page is None else page))
    return tuple(entries)


def _page(pdf: Any, number: int, place: str) -> tuple[list[Line], PageFacts, Rulings]:
    allow(SECONDS_A_PAGE)
    with closing(pdf[number]) as page:
        if _has_too_many_texts(page):
            where = f"{place}#page {number + 1}"
            why = f"more than {MOST_TEXTS} pieces of text on a page; set parse.pdf.engine: pymupdf"
            raise InputError(where, why, reason="too_large")
        left, bottom, right, top = page.get_bbox()
        with closing(page.get_textpage()) as text:
            turned = turn(text)
            view = View(Frame(right - left, top - bottom, turned), left, top)
            if turned == page.get_rotation():
                return _read(page, text, view, number)
        page.set_rotation(turned)  # of the page in memory: PDFium orders letters by it
        with closing(page.get_textpage()) as text:
            return _read(page, text, view, number)


def _has_too_many_texts(page: Any) -> bool:
    import pypdfium2.raw as c

    count = int(c.FPDFPage_CountObjects(page))
    if count <= MOST_TEXTS:
        return False
    kinds = (c.FPDFPageObj_GetType(c.FPDFPage_GetObject(page, at)) for at in range(count))
    texts: int = sum(kind == c.FPDF_PAGEOBJ_TEXT for kind in kinds)
    return texts > MOST_TEXTS


def _read(page: Any, text: Any, view: View, number: int) -> tuple[list[Line], PageFacts, Rulings]:
    words = list(words_of(text, view))
    lines = lines_of(words, view, number)
    boxes, pictures, small = drawings(page, view)
    whole = view.frame.seen((0, 0, view.frame.width, view.frame.height))
    rulings = replace(rulings_of(boxes, whole), dots=dots_of(small))
    seen = [word for word, _ in words if word]
    lines = read_leftwards(lines, lambda: [(word.box, word.text) for word in seen])
    lines = cut_at_rulings(lines, rulings, lambda: [(word.box, word.text) for word in seen])
    return lines, _facts(seen, lines, pictures, whole), rulings


def _facts(
    words: Iterable[Word], lines: Iterable[Line], pictures: Iterable[Box], page: Box
) -> PageFacts:
    hidden = characters = 0
    for word in words:
        characters += len(word.text)
        hidden += len(word.text) * word.style.hidden
    share = hidden / characters if characters else 0.0
    return PageFacts(characters, share_under(pictures, page), share, text_share(lines, page))
