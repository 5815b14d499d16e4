"""PDF files with a text layer, read by PyMuPDF (AGPL-3.0 or commercial, hence an extra)."""

import re
import zlib
from collections import Counter
from dataclasses import replace
from typing import Any

from understudy.core.errors import InputError
from understudy.core.extras import need
from understudy.parsing.decoding import CONTROLS
from understudy.parsing.documents import document
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.paragraphs import to_markdown
from understudy.parsing.params import ParseParams
from understudy.parsing.pdf_lines import Line, blocks

BOLD = 1 << 4  # bit of a span's flags
LARGEST_STREAM = 64_000_000
"""Bytes of one page's drawing commands after unpacking; MuPDF has no limit of its own."""
UNREADABLE = re.compile(rf"{CONTROLS.pattern}|[\ue000-\uf8ff\ufffd]")
MAX_UNREADABLE = 0.2
"""Share of characters without a Unicode value above which the text layer is useless."""


@PARSERS.register("pdf")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document with headings by font size, lists, and where pages start.

    Running heads and page numbers are dropped. Tables come as their lines of text, and text in
    two columns as the file orders it. Scanned pages have no text layer (``no_text``): save them as
    pictures.

    Raises:
        InputError: It cannot be opened (``bad_pdf``), needs a password (``encrypted``), has too
            many pages (``too_large``), or has no text (``no_text``, ``unreadable_text``).
    """
    pymupdf = need("pymupdf", extra="pdf", plugin="parser 'pdf'")
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    try:
        with pymupdf.open(stream=file.data, filetype="pdf") as pdf:
            _check(pdf, file, params)
            # Letters of their own instead of ligatures, and no pictures.
            flags = pymupdf.TEXTFLAGS_DICT
            flags &= ~(pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_PRESERVE_IMAGES)
            lines = [line for page in pdf for line in _lines(page, flags)]
            title, pages = str((pdf.metadata or {}).get("title") or ""), len(pdf)
    except _damage(pymupdf) as error:
        why = f"PyMuPDF cannot read it ({' '.join(str(error).split())})"
        raise InputError(file.place, why, reason="bad_pdf") from error
    text, starts = to_markdown(blocks(_readable(lines, file), pages), pages)
    heading = None if text.startswith("#") else title
    return Parsed(documents=(document(file, text, title=heading, pages=starts),))


def _damage(pymupdf: Any) -> tuple[type[Exception], ...]:
    """Return what PyMuPDF raises for a damaged file."""
    own: type[Exception] = pymupdf.mupdf.FzErrorBase
    return (own, RuntimeError, ValueError, IndexError, KeyError, TypeError)


def _check(pdf: Any, file: RawFile, params: ParseParams) -> None:
    if not pdf.is_pdf:  # MuPDF reads web pages, e-books and plain text under any name
        raise InputError(file.place, "it is no PDF inside", reason="bad_pdf")
    if pdf.needs_pass:
        raise InputError(file.place, "it needs a password", reason="encrypted")
    if len(pdf) > params.pdf.max_pages:
        why = f"{len(pdf)} pages, more than parse.pdf.max_pages ({params.pdf.max_pages})"
        raise InputError(file.place, why, reason="too_large")
    checked: set[int] = set()
    for page in pdf:
        for number in set(page.get_contents()) - checked:
            checked.add(number)
            if _unpacks_to_more(pdf, number):
                why = f"page {page.number + 1} unpacks to more than {LARGEST_STREAM} bytes"
                raise InputError(file.place, why, reason="too_large")


def _unpacks_to_more(pdf: Any, number: int) -> bool:
    """Tell a stream that deflate blows up; filters may be chained."""
    kind, filters = pdf.xref_get_key(number, "Filter")
    data = pdf.xref_stream_raw(number) or b""
    for name in filters.strip("[] ").replace("/", " ").split() if kind != "null" else []:
        if name not in {"FlateDecode", "Fl"}:
            break
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(data, LARGEST_STREAM)
        except zlib.error:
            return False  # MuPDF says what it makes of it
        if unpacker.unconsumed_tail:
            return True
    return False


def _lines(page: Any, flags: int) -> list[Line]:
    height = max(page.rect.height, 1.0)
    top = page.rect.y0
    lines = []
    for block in page.get_text("dict", flags=flags)["blocks"]:
        for line in block.get("lines", []):
            spans = [span for span in line["spans"] if span["text"].strip()]
            if not spans:
                continue
            sizes: Counter[float] = Counter()
            for span in spans:
                sizes[span["size"]] += len(span["text"])
            x0, y0, x1, y1 = line["bbox"]
            lines.append(
                Line(
                    text=" ".join("".join(span["text"] for span in line["spans"]).split()),
                    page=page.number,
                    x0=x0,
                    y0=y0,
                    x1=x1,
                    y1=y1,
                    size=max(sizes, key=lambda size: (sizes[size], size)),
                    bold=all(span["flags"] & BOLD for span in spans),
                    place=((y0 + y1) / 2 - top) / height,
                )
            )
    return lines


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
    return [replace(line, text=CONTROLS.sub("", line.text)) for line in lines]
