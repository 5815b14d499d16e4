"""PDF files with a text layer, read by the engine of ``parse.pdf.engine``."""

import re
import unicodedata

from understudy.core.errors import InputError
from understudy.parsing.decoding import CONTROLS, composed
from understudy.parsing.documents import document
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.outside import by_docling
from understudy.parsing.paragraphs import to_markdown
from understudy.parsing.params import ParseParams
from understudy.parsing.pdf_blocks import blocks, paragraphs
from understudy.parsing.pdf_engines import PDF_ENGINES
from understudy.parsing.pdf_lines import Line
from understudy.parsing.pdf_pictures import illustrated
from understudy.parsing.pdf_streams import without_bombs

UNREADABLE = re.compile(rf"{CONTROLS.pattern}|[\ue000-\uf8ff\ufffd]")
MAX_UNREADABLE = 0.2
"""Share of characters without a Unicode value above which the text layer is useless."""


@PARSERS.register("pdf")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document with headings, lists, tables, code, and where pages start.

    Running heads and page numbers are dropped. Text in columns comes as the file orders it. Scanned
    pages have no text layer (``no_text``): save them as pictures.

    Raises:
        InputError: It cannot be opened (``bad_pdf``), needs a password (``encrypted``), has too
            many pages or unpacks to too much (``too_large``), or has no text (``no_text``,
            ``unreadable_text``).
    """
    if params.pdf.engine == "docling":
        without_bombs(file.data, file.place)  # refuses what swells; docling needs the pictures
        return by_docling.parse(file, params, "pdf")
    found = PDF_ENGINES[params.pdf.engine](file, params.pdf)
    lines = _readable(found.lines, file)
    make = paragraphs if params.pdf.structure == "none" else blocks
    text, starts = to_markdown(make(found, lines), found.pages)
    heading = None if text.startswith("#") else found.title
    made = Parsed(documents=(document(file, text, title=heading, pages=starts),))
    return illustrated(made, file, params)


def _readable(lines: list[Line], file: RawFile) -> list[Line]:
    """Return the lines without what is no letter; refuse a text layer that only looks right.

    Fonts without a map to Unicode give control codes, private codes or U+FFFD.
    """
    text = "".join(line.text for line in lines)
    if not text:
        why = "it has no text layer (scanned pages?); save its pages as pictures"
        raise InputError(file.place, why, reason="no_text")
    lost = len(UNREADABLE.findall(text))
    if lost > MAX_UNREADABLE * len(text):
        why = f"{lost} of {len(text)} characters are not in Unicode; save its pages as pictures"
        raise InputError(file.place, why, reason="unreadable_text")
    if _is_clean(text):
        return lines
    return [
        line if _is_clean(line.text) else line._replace(text=composed(CONTROLS.sub("", line.text)))
        for line in lines
    ]


def _is_clean(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and not CONTROLS.search(text)
