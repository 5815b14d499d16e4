"""PDF files, read by the engine of ``parse.pdf.engine``; scanned pages as pictures."""

from dataclasses import replace

from understudy.core.errors import InputError
from understudy.parsing.decoding import CONTROLS, composed
from understudy.parsing.documents import NO_TEXT, document
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.paragraphs import to_markdown
from understudy.parsing.params import ParseParams
from understudy.parsing.pdf_engines import PDF_ENGINES
from understudy.parsing.pdf_lines import Line, blocks

MAX_UNREADABLE = 0.2
"""Share of characters without a Unicode value above which the text layer is useless."""


@PARSERS.register("pdf")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document with headings by font size, lists, and where pages start.

    Running heads and page numbers are dropped. Tables come as their lines of text, and text in
    two columns as the file orders it. A page without a usable text layer is drawn and recognised;
    one that cannot be read is a problem, the others are used.

    Raises:
        InputError: It cannot be opened (``bad_pdf``), needs a password (``encrypted``), has too
            many pages or unpacks to too much (``too_large``), or none of its pages has text
            (``no_text``), or one that can be read (``unreadable_text``, ``unreadable_picture``,
            ``missing_engine``).
    """
    from understudy.parsing.ocr_pages import in_page_order, read_scans, without

    found = PDF_ENGINES[params.pdf.engine](file, params.pdf)
    scans = read_scans(file, found, params.ocr)
    found = without(found, [*scans.pages, *scans.failures])
    if not scans.pages and not found.lines and scans.failures:
        raise _refusal(file, list(scans.failures.values()))
    lines = _readable(found.lines, file) if found.lines or not scans.pages else []
    made = in_page_order(blocks(lines, found.pages), scans.blocks())
    text, starts = to_markdown(made, found.pages)
    heading = None if text.startswith("#") else found.title
    return Parsed(
        engine="+".join([params.pdf.engine, *scans.engines]),
        documents=(document(file, text, title=heading, pages=starts),),
        problems=tuple(Problem.of("documents", one) for one in scans.failures.values()),
        recognised=tuple(scans.recognised),
    )


def _refusal(file: RawFile, failures: list[InputError]) -> InputError:
    first = failures[0]
    why = f"{first.why} (so are {len(failures)} of its pages)" if len(failures) > 1 else first.why
    return InputError(file.place, why, reason=first.reason)


def _readable(lines: list[Line], file: RawFile) -> list[Line]:
    """Return the lines without what is no letter; refuse a text layer that only looks right.

    Fonts without a map to Unicode give control codes, private codes or U+FFFD.
    """
    from understudy.parsing.ocr_pages import UNMAPPED

    text = "".join(line.text for line in lines)
    if not text:
        why = "it has no text layer, and nothing is to be seen on its pages"
        raise InputError(file.place, why, reason=NO_TEXT)
    lost = len(UNMAPPED.findall(text))
    if lost > MAX_UNREADABLE * len(text):
        why = f"{lost} of {len(text)} characters are not in Unicode; save its pages as pictures"
        raise InputError(file.place, why, reason="unreadable_text")
    return [replace(line, text=composed(CONTROLS.sub("", line.text))) for line in lines]
