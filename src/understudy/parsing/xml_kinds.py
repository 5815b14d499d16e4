"""What a text in angle brackets is, by its first element."""

import re
from typing import NamedTuple

LOOKED_AT = 20_000
"""Characters before the first element: licences stand in comments."""
NAME = re.compile(r"<([A-Za-z_][\w.:-]{0,100})([^>]{0,4000})")
DOCTYPE = re.compile(r"<!doctype\s+([\w.:-]{1,100})", re.IGNORECASE)
SPACE = re.compile(r"\s*")
FLAT = "office:document"
FLAT_KINDS = {"opendocument.text": "odt", "opendocument.presentation": "odp"}
PARSERS = {"fictionbook": "fb2", "html": "html"}
"""First element to the parser."""
KINDS = {
    "svg": "an SVG drawing; export it as .png or .pdf",
    "w:worddocument": "a document of Word 2003 in XML; save it as .docx",
    "pkg:package": "an Office document in one piece of XML; save it as .docx or .pptx",
    "rss": "a news feed; save the pages that it names as .html",
    "feed": "a news feed; save the pages that it names as .html",
    "rdf:rdf": "RDF; export it as .csv or .jsonl",
    "urlset": "a map of a site; save the pages that it names as .html",
    "sitemapindex": "a map of a site; save the pages that it names as .html",
    "plist": "a list of properties of Apple; export what is wanted as .csv or .json",
    "gpx": "a track; export its points as .csv",
    "kml": "a map; export its places as .csv",
    "opml": "an outline; export it as .md or .html",
    "tei": "a text in TEI; convert it to .html or .docx",
    "book": "a book in DocBook; convert it to .html or .docx, e.g. by pandoc",
    "article": "an article in DocBook or JATS; convert it to .html or .docx, e.g. by pandoc",
    "tmx": "a translation memory; export it as .csv",
    "xliff": "translations; export them as .csv",
    "smil": "a film's timetable; leave it out",
    "xsl:stylesheet": "a style sheet; leave it out",
    "project": "settings of a program; leave it out",
}
"""First element to what the file is."""
EXCEL = "urn:schemas-microsoft-com:office:spreadsheet"
EXCEL_KIND = "a spreadsheet of Excel 2003 in XML; open it in Excel or LibreOffice, save it as .xlsx"


class First(NamedTuple):
    """The first element of a text."""

    name: str
    """In lower case, with its prefix."""
    attributes: str
    is_declared: bool
    """Whether it stands behind what only XML and HTML begin with."""


def first_element(text: str) -> First | None:
    """Return the first element of a text; None for what does not begin with one.

    What stands before it is stepped over piece by piece: an expression for all of it takes time
    that doubles with every comment.
    """
    text = text[:LOOKED_AT]
    at, declared = _step(text, 0), False
    while text.startswith("<", at):
        if text.startswith("<?", at):
            end = text.find("?>", at) + 2
        elif text.startswith("<!--", at):
            end = text.find("-->", at) + 3
        elif doctype := DOCTYPE.match(text, at):
            if doctype[1].lower() == "html":
                return First("html", "", is_declared=True)
            end = _behind_doctype(text, at)
        else:
            found = NAME.match(text, at)
            return First(found[1].lower(), found[2], is_declared=declared) if found else None
        if end <= at:
            return None
        declared |= not text.startswith("<!--", at)
        at = _step(text, end)
    return None


def parser_of(first: First) -> str | None:
    """Return the parser for a text by its first element; None when there is none."""
    if first.name == FLAT:
        kinds = (parser for kind, parser in FLAT_KINDS.items() if kind in first.attributes)
        return next(kinds, None)
    return PARSERS.get(first.name.rpartition(":")[2])


def described(first: First) -> str:
    """Say what XML is that no parser reads, and what to do."""
    if first.name == FLAT:
        return "a flat OpenDocument file; save it as .ods, or export it as PDF"
    if EXCEL in first.attributes:
        return EXCEL_KIND
    name = first.name if first.name in KINDS else first.name.rpartition(":")[2]
    unknown = f"XML that begins with {name!r}; convert it to .html, .csv or text"
    return KINDS.get(name, unknown)


def _step(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return found.end() if found else at


def _behind_doctype(text: str, at: int) -> int:
    """Return where a document type ends, with the declarations in it; 0 when it does not."""
    end, inner = text.find(">", at), text.find("[", at)
    if 0 <= inner < end:
        closed = text.find("]", inner)
        end = text.find(">", closed) if closed >= 0 else -1
    return end + 1
