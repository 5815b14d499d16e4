"""The text alone of a file over which its parser broke a limit.

Simple readers that stream and stop at caps of their own: no headings, no tables, no pictures.
Better some text, and a line in the report that says so, than none.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import accumulate
from xml.parsers import expat

from understudy.core import patience
from understudy.core.errors import InputError
from understudy.core.records import Source
from understudy.parsing.archives import checked
from understudy.parsing.decoding import CONTROLS, composed, plain
from understudy.parsing.documents import document, tidy
from understudy.parsing.files import Found, Parsed, Problem, RawFile
from understudy.parsing.identity import family
from understudy.parsing.packing import Packed, pack
from understudy.parsing.params import ParseParams
from understudy.parsing.pdf.engines import check_pages
from understudy.parsing.pdf.streams import without_bombs
from understudy.parsing.reading import content

PARTS = {
    "docx": ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"),
    "pptx": ("ppt/slides/slide",),
    "spreadsheet": ("xl/sharedStrings.xml", "xl/worksheets/sheet", "content.xml"),
    "odt": ("content.xml",),
    "odp": ("content.xml",),
    "epub": ("",),
}
"""How the names of the parts with text begin, by parser."""
TELLING = {
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "xl/workbook.xml": "spreadsheet",
}
BY_MIMETYPE = {
    b"epub": "epub",
    b"opendocument.text": "odt",
    b"opendocument.presentation": "odp",
    b"opendocument.spreadsheet": "spreadsheet",
}
SUFFIXES = (".xml", ".xhtml", ".html", ".htm")
BLOCKS = {"p", "h", "tr", "si", "row", "div", "li", "br", "title", "table-row", "list-item"}
BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6"}
"""Elements after which a line ends."""
GAPS = {"tab", "tc", "td", "th", "c", "table-cell", "s", "line-break"}
"""Elements after which there is a space."""
SILENT = {"script", "style", "instrText", "delText", "annotation", "f", "automatic-styles"}
"""Elements whose text is not for readers."""
CHUNK = 1 << 16
MOST_XML = 100_000_000
"""Bytes of all parts that are read."""
MOST_TEXT = 5_000_000
"""Characters that are kept."""


def read_plainly(found: Found, failure: InputError, params: ParseParams) -> Packed:
    """Read the text of a PDF, a zipped Office file, an ODT or an EPUB.

    Args:
        found: The file.
        failure: What became of it with its parser; the reason of the one problem of the result.
        params: Section ``parse``.

    Raises:
        InputError: There is no simpler reader for it, or it finds nothing.
    """
    data, size = content(found)
    patience.allow(size / 1_000_000)
    file = RawFile(
        Source(path=found.place, sha256=found.sha256), found.collection, found.table, data
    )
    kind = family(found)
    if kind == "pdf":
        result = _pdf(file, params)
    elif kind == "document":
        result = _zipped(file)
    else:
        raise failure
    note = f"its structure was left out, since {failure.why}"
    problem = Problem.of("documents", InputError(found.place, note, reason=failure.reason))
    update = {"place": found.place, "problems": (problem,)}
    return pack(result.model_copy(update=update), found.sha256)


def _pdf(file: RawFile, params: ParseParams) -> Parsed:
    """Read a PDF by PDFium's own order of letters."""
    import pypdfium2

    data = without_bombs(file.data, file.place)
    pages: list[str] = []
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            check_pages(file, len(pdf), params.pdf)
            for number in range(len(pdf)):
                patience.allow(1.0)
                page = pdf[number]
                pages.append(_clean(page.get_textpage().get_text_range()))
                page.close()
    except pypdfium2.PdfiumError as error:
        raise InputError(
            file.place, f"PDFium cannot read it ({error})", reason="bad_pdf"
        ) from error
    text = "\n".join(pages).rstrip("\n") + "\n"
    starts = accumulate((len(page) + 1 for page in pages[:-1]), initial=0)
    made = document(file, text, pages=tuple(min(start, len(text)) for start in starts))
    return Parsed(parser="pdf", engine="pdfium", documents=(made,))


def _clean(text: str) -> str:
    """Return a page's lines without control codes; empty, or ended by a line end."""
    lines = CONTROLS.sub("", plain(text)).split("\n")
    kept = composed(tidy("\n".join(" ".join(line.split()) for line in lines)))
    return kept if kept.strip() else ""


def _zipped(file: RawFile) -> Parsed:
    """Read the XML parts of a zipped document, in order, as far as they are sound."""
    with checked(file.data, file.place, kind="zip") as archive:
        parser = _kind(archive)
        if parser is None:
            raise InputError(file.place, "no document that is known", reason="unsupported")
        names = [name for name in archive.namelist() if name.startswith(PARTS[parser])]
        names = sorted(filter(lambda name: name.lower().endswith(SUFFIXES), names), key=_natural)
        reader = _Reader()
        for name in names:
            reader.read(archive, name)
    lines = (" ".join(line.split()) for line in plain("".join(reader.text)).split("\n"))
    text = composed(tidy("\n\n".join(line for line in lines if line)))
    return Parsed(parser=parser, documents=(document(file, CONTROLS.sub("", text)),))


def _kind(archive: zipfile.ZipFile) -> str | None:
    names = set(archive.namelist())
    for member, parser in TELLING.items():
        if member in names:
            return parser
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            said = part.read(200)
        return next((parser for word, parser in BY_MIMETYPE.items() if word in said), None)
    return None


def _natural(name: str) -> tuple[int, str]:
    """Order ``slide2.xml`` before ``slide10.xml``."""
    return len(name), name


class _Reader:
    """Takes the text out of XML as it streams by; what is damaged ends where it is damaged."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self._read = 0
        self._kept = 0
        self._silent = 0

    def read(self, archive: zipfile.ZipFile, name: str) -> None:
        """Read a part, up to the caps."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._take
        parser.EntityDeclHandler = _refuse
        self._silent = 0
        with suppress(expat.ExpatError, zlib.error, zipfile.BadZipFile, EOFError):
            for chunk in self._chunks(archive, name):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        self.text.append("\n")

    def _chunks(self, archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
        with archive.open(name) as part:
            while (chunk := part.read(CHUNK)) and self._read < MOST_XML:
                self._read += len(chunk)
                if self._kept >= MOST_TEXT:
                    return
                yield chunk

    def _start(self, name: str, _: dict[str, str]) -> None:
        self._silent += name.rpartition("}")[2] in SILENT

    def _end(self, name: str) -> None:
        local = name.rpartition("}")[2]
        self._silent -= local in SILENT
        if local in BLOCKS:
            self.text.append("\n")
        elif local in GAPS:
            self.text.append(" ")

    def _take(self, text: str) -> None:
        if not self._silent and self._kept < MOST_TEXT:
            self.text.append(text.replace("\n", " "))
            self._kept += len(text)


def _refuse(*_: object) -> None:
    """Stop at the declaration of an entity: it may grow without bounds."""
    raise expat.ExpatError("entities")
