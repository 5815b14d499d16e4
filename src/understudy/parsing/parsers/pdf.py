"""PDF files, read by the engine of ``parse.pdf.engine``; scanned pages as pictures."""

import unicodedata
from functools import partial
from typing import TYPE_CHECKING

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.decoding import CONTROLS, composed
from understudy.parsing.documents import NO_TEXT, document
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.outside import by_docling
from understudy.parsing.paragraphs import to_markdown
from understudy.parsing.params import ParseParams
from understudy.parsing.pdf.blocks import blocks, paragraphs
from understudy.parsing.pdf.engines import PDF_ENGINES, Print
from understudy.parsing.pdf.lines import Line
from understudy.parsing.pdf.pictures import illustrated
from understudy.parsing.pdf.streams import without_bombs
from understudy.parsing.pdf.text_layers import unmapped
from understudy.parsing.pdf.unread import handed_over, preferred

if TYPE_CHECKING:
    from understudy.parsing.ocr.pages import Scans

MAX_UNREADABLE = 0.2
"""Share of characters without a Unicode value above which the text layer is useless."""


@PARSERS.register("pdf")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document with headings, lists, tables, code, and where pages start.

    Running heads and page numbers are dropped; footnotes come at the end. Text comes as the file
    orders it, unless no reader goes that way. A page
    without a usable text layer is drawn and recognised; one that cannot be read is a problem, the
    others are used. A file of nothing but screenshots of a chat is a conversation.

    Raises:
        InputError: It cannot be opened (``bad_pdf``), needs a password (``encrypted``), has too
            many pages or unpacks to too much (``too_large``), or none of its pages has text
            (``no_text``), or one that can be read (``unreadable_text``, ``unreadable_picture``,
            ``missing_engine``).
    """
    if params.pdf.engine == "docling":
        without_bombs(file.data, file.place)  # refuses what swells; docling needs the pictures
        return preferred(by_docling.parse(file, params, "pdf"), file, params)
    from understudy.parsing.ocr.pages import read_scans, without

    found = PDF_ENGINES[params.pdf.engine](file, params.pdf)
    scans = read_scans(file, found, params.ocr)
    found = without(found, [*scans.pages, *scans.failures])
    read = attempt(partial(_read, found=found, scans=scans, params=params), file)
    made = read.value
    if made is None or made.documents:
        made = handed_over(file, made, found, scans, params)
    if made is None:
        assert read.failure is not None
        raise read.failure
    seen = {one.page for one in made.wanted}
    failures = (one for page, one in scans.failures.items() if page not in seen)
    facts = {
        "engine": "+".join([params.pdf.engine, *scans.engines]),
        "problems": tuple(Problem.of("documents", one) for one in failures),
        "recognised": tuple(scans.recognised),
    }
    return illustrated(made.model_copy(update=facts), file, params)


def _read(file: RawFile, *, found: Print, scans: "Scans", params: ParseParams) -> Parsed:
    """Make a document of printed and of recognised pages; a chat, if the latter show one."""
    from understudy.parsing.ocr.chats import chat
    from understudy.parsing.ocr.pages import in_page_order

    if scans.pages and not found.lines:
        said = chat(file, scans.without_numbers(), params)
        if said is not None:
            return Parsed(conversations=(said,))
    if not scans.pages and not found.lines and scans.failures:
        raise _refusal(file, list(scans.failures.values()))
    lines = _readable(found.lines, file) if found.lines or not scans.pages else []
    make = paragraphs if params.pdf.structure == "none" else blocks
    made = make(found, lines) if lines else []
    made = in_page_order(made, scans.blocks()) if scans.pages else made
    text, starts = to_markdown(made, found.pages)
    heading = None if text.startswith("#") else found.title
    return Parsed(documents=(document(file, text, title=heading, pages=starts),))


def _refusal(file: RawFile, failures: list[InputError]) -> InputError:
    first = failures[0]
    why = f"{first.why} (so are {len(failures)} of its pages)" if len(failures) > 1 else first.why
    return InputError(file.place, why, reason=first.reason)


def _readable(lines: list[Line], file: RawFile) -> list[Line]:
    """Return the lines without what is no letter; refuse a text layer that only looks right.

    Fonts without a map to Unicode give control codes, private codes or U+FFFD.
    """
    text = "".join(line.text for line in lines)
    if not text:
        why = "it has no text layer, and nothing is to be seen on its pages"
        raise InputError(file.place, why, reason=NO_TEXT)
    lost = unmapped(text)
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
    plain = text.isprintable() or not CONTROLS.search(text)
    return plain and (text.isascii() or unicodedata.is_normalized("NFC", text))
