"""PDFs by PyMuPDF (AGPL-3.0 or commercial, hence an extra); it mends damaged files."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

from understudy.core.errors import InputError
from understudy.core.extras import need
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
    main_turn,
    read_leftwards,
    share_under,
    text_share,
    turn_of,
)
from understudy.parsing.pdf.layout import guesses
from understudy.parsing.pdf.lines import TO_THE_LEFT, Line
from understudy.parsing.pdf.rulings import MOST_LINES, NO_RULINGS, Box, Rulings, dots_of, rulings_of
from understudy.parsing.pdf.streams import without_bombs

MONO, BOLD = 1 << 3, 1 << 4  # bits of a span's flags
DRAWN = 1 << 4 | 1 << 5 | 1 << 6
"""Bits of a span's character flags: filled, stroked or clipped."""
TEXT, VECTOR = 0, 3  # types of blocks
NUMBERS = r'bbox="(\S+) (\S+) (\S+) ([^"]+)"'
LINE_IN_XML = re.compile(
    r"<line " + NUMBERS + r' wmode="\d" dir="([^"]+)" flags="\w+" text="([^"]*)"'
)
PICTURE_IN_XML = re.compile(r"<image " + NUMBERS)
ODD_CODE = re.compile(r"&#x(?:[0-9]?[0-9a-f]|d[89a-f]..|f...|.{5,6});")
"""Of control characters, private and half ones, which need not come out as they are."""
MOST_CODES = 40
"""Characters beyond ASCII on a page whose text is taken from XML."""
UPRIGHT = "1 0"
SMALL_SHARE = 0.2
"""Of a page under pictures, up to which no text is taken to be hidden."""
SHORT = 300
"""Characters of a page; one with more is no scan whose picture is written into its drawing."""
LARGEST_RING = 30.0
"""Points of a ring's box, with ten times the width of its line."""
LONG_RULE = 20.0
"""Points; a page without two such boxes has no table with lines."""


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
            if not (pdf.metadata and pdf.metadata.get("encryption")):  # with an empty password
                return _print(pdf, params)
            plain = pdf.tobytes(encryption=pymupdf.PDF_ENCRYPT_NONE)
        data = without_bombs(plain, file.place)
        with pymupdf.open(stream=data, filetype="pdf") as pdf:
            return _print(pdf, params)
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


def _print(pdf: Any, params: PdfParams) -> Print:
    lines: list[Line] = []
    facts: list[PageFacts] = []
    rulings: list[Rulings] = []
    for page in pdf:
        allow(SECONDS_A_PAGE)
        plain = _plain_page(page) if params.structure == "none" else None
        own, fact, ruled = plain or _page(page, ruled=params.structure != "none")
        lines += own
        facts.append(fact)
        rulings.append(ruled)
    title = str((pdf.metadata or {}).get("title") or "")
    seen = guesses(pdf, lines, rulings) if params.structure == "layout" else {}
    return Print(lines, len(pdf), title, tuple(facts), tuple(rulings), _outline(pdf), seen)


def _outline(pdf: Any) -> tuple[Entry, ...]:
    if not pdf.outline.this.m_internal:  # else all that the file says of itself is read again
        return ()
    entries = pdf.get_toc(simple=True)[:MOST_ENTRIES]
    return tuple(Entry(" ".join(title.split()), level, page - 1) for level, title, page in entries)


def _plain_page(page: Any) -> tuple[list[Line], PageFacts, Rulings] | None:
    """Read a page without its fonts, which is much faster.

    MuPDF itself writes boxes, directions and text as XML. That tells nothing of hidden text, so a
    page with large pictures is left to `_page` (None); one that is turned or written to the left,
    too.
    """
    import pymupdf

    flags = pymupdf.TEXTFLAGS_TEXT & ~pymupdf.TEXT_PRESERVE_LIGATURES
    if _may_have_pictures(page):  # what MuPDF asks of them costs half as much as the text
        flags |= pymupdf.TEXT_PRESERVE_IMAGES
    read = page.get_textpage(flags=flags)
    buffer = pymupdf.mupdf.FzBuffer(1 << 16)
    output = pymupdf.mupdf.FzOutput(buffer)
    pymupdf.mupdf.fz_print_stext_page_as_xml_with_flags(output, read.this, 0, 0)
    output.fz_close_output()
    written = pymupdf.JM_BinFromBuffer(buffer).decode("latin-1")
    pictures = _boxes(PICTURE_IN_XML.findall(written))
    seen = page.cropbox
    whole = (0.0, 0.0, seen.width, seen.height)
    found = LINE_IN_XML.findall(written)
    boxes = _boxes(found)
    texts = _texts(read, written, found, boxes)
    if texts is None:
        return None
    if not pictures and sum(map(len, texts)) < SHORT:  # one within the drawing, perhaps
        pictures = [image["bbox"] for image in page.get_image_info()]
    share = share_under(pictures, whole) if pictures else 0.0
    if share > SMALL_SHARE:
        return None
    number, depth = page.number, max(seen.height, 1.0)
    lines: list[Line] = []
    for text, (x0, y0, x1, y1), line in zip(texts, boxes, found, strict=True):
        shown = " ".join(text.split())
        if not shown:
            continue
        if line[4] != UPRIGHT and turn_of(*map(float, line[4].split())) != 0:
            return None
        place = (y0 + y1) / 2 / depth
        lines.append(Line(shown, number, x0, y0, x1, y1, 0.0, False, place))
    characters = len("".join("".join(texts).split()))
    return lines, PageFacts(characters, share, 0.0, text_share(lines, whole)), NO_RULINGS


def _boxes(found: Sequence[Sequence[str]]) -> list[Box]:
    return [(float(one[0]), float(one[1]), float(one[2]), float(one[3])) for one in found]


def _texts(
    read: Any, written: str, found: Sequence[Sequence[str]], boxes: Sequence[Box]
) -> list[str] | None:
    """Return what the lines of a page say; None when that is not known, or runs to the left.

    The XML has it, with codes for what is not ASCII: with many of them, asking for the text once
    more is faster. It is asked for, too, when a line leaves the page, since that drops letters
    which are not on it.
    """
    _, _, right, bottom = read.rect
    few = written.count("&#") <= MOST_CODES and not ODD_CODE.search(written)
    if few and all(
        x0 >= 0 and y0 >= 0 and x1 <= right and y1 <= bottom for x0, y0, x1, y1 in boxes
    ):
        texts = [unescape(line[5]) if "&" in line[5] else line[5] for line in found]
    else:
        texts = read.extractText().split("\n")
        if texts.pop() or len(texts) != len(found):
            return None
    text = "".join(texts)
    return None if not text.isascii() and TO_THE_LEFT.search(text) else texts


def _may_have_pictures(page: Any) -> bool:
    from pymupdf import mupdf

    own = mupdf.pdf_page_from_fz_page(page.this)
    drawn = mupdf.pdf_dict_gets(mupdf.pdf_page_resources(own), "XObject")
    return bool(mupdf.pdf_dict_len(drawn))


def _page(page: Any, *, ruled: bool) -> tuple[list[Line], PageFacts, Rulings]:
    import pymupdf

    # Letters of their own instead of ligatures, and no pictures.
    flags = pymupdf.TEXTFLAGS_DICT | pymupdf.TEXT_COLLECT_VECTORS
    flags &= ~(pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_PRESERVE_IMAGES)
    blocks = page.get_text("dict", flags=flags)["blocks"]  # of the page before it is turned
    found = [
        (line, spans)
        for block in blocks
        if block["type"] == TEXT
        for line in block["lines"]
        if (spans := [span for span in line["spans"] if span["text"].strip()])
    ]
    turns: Counter[int] = Counter()
    for line, spans in found:
        turns[turn_of(*line["dir"])] += sum(len(span["text"]) for span in spans)
    seen = page.cropbox
    frame = Frame(seen.width, seen.height, main_turn(turns))
    lines = [_line(line, spans, page.number, frame) for line, spans in found]
    drawn = [block for block in blocks if block["type"] == VECTOR]
    vectors = [block["bbox"] for block in drawn]
    rulings = _rulings(page, frame, vectors) if ruled else NO_RULINGS
    if ruled and drawn:
        rulings = replace(rulings, dots=_dots(page, frame, drawn))
    lines = read_leftwards(lines, lambda: _words(page, frame, flags))
    if rulings.down:
        lines = cut_at_rulings(lines, rulings, lambda: _words(page, frame, flags))
    return lines, _facts(page, found, lines, frame), rulings


def _rulings(page: Any, frame: Frame, vectors: Sequence[Box]) -> Rulings:
    """Return the lines drawn on a page; the boxes that come with its text show if there are any.

    Those have half the widths of lines added, so the drawings themselves are asked.
    """
    long = sum(box[2] - box[0] > LONG_RULE or box[3] - box[1] > LONG_RULE for box in vectors)
    if long < 2 or len(vectors) > 10 * MOST_LINES:
        return NO_RULINGS
    return rulings_of(_drawn(page, frame), frame.seen((0, 0, frame.width, frame.height)))


def _dots(page: Any, frame: Frame, drawn: Sequence[Any]) -> tuple[Box, ...]:
    """Return small marks; rings come with all the room that their corners could take."""
    boxes = [block["bbox"] for block in drawn]
    rings = dots_of(boxes, LARGEST_RING)
    if len(rings) > len(dots_of(boxes)) and any(block["stroked"] for block in drawn):
        boxes = [path["rect"] for path in page.get_cdrawings()]
    return dots_of(frame.seen(box) for box in boxes)


def _drawn(page: Any, frame: Frame) -> Iterator[tuple[Box, bool]]:
    for path in page.get_cdrawings():
        filled = path["type"] == "f"
        for item in path["items"]:
            if item[0] == "l":
                (ax, ay), (bx, by) = item[1], item[2]
                if not filled and min(abs(ax - bx), abs(ay - by)) < 1:
                    yield frame.seen((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))), False
            elif item[0] == "re":
                yield frame.seen(item[1]), filled
            elif item[0] == "qu":
                xs, ys = zip(*item[1], strict=True)
                yield frame.seen((min(xs), min(ys), max(xs), max(ys))), filled


def _words(page: Any, frame: Frame, flags: int) -> list[tuple[Box, str]]:
    return [(frame.seen(word[:4]), word[4]) for word in page.get_text("words", flags=flags)]


def _facts(
    page: Any, found: Sequence[tuple[Any, list[Any]]], lines: Sequence[Line], frame: Frame
) -> PageFacts:
    hidden = characters = 0
    for _, spans in found:
        for span in spans:
            count = len("".join(span["text"].split()))
            characters += count
            if not span["char_flags"] & DRAWN or span["alpha"] == 0:
                hidden += count
    share = hidden / characters if characters else 0.0
    covered = text_share(lines, frame.seen((0.0, 0.0, frame.width, frame.height)))
    images = _image_share(page, frame, ask=characters < SHORT)
    return PageFacts(characters, images, share, covered)


def _image_share(page: Any, frame: Frame, *, ask: bool) -> float:
    """Return the share of a page under pictures; those within its own drawing only if told to."""
    if not ask and not page.get_images():
        return 0.0
    pictures = [image["bbox"] for image in page.get_image_info()]
    return share_under(pictures, (0.0, 0.0, frame.width, frame.height))


def _line(line: Any, spans: list[Any], page: int, frame: Frame) -> Line:
    x0, y0, x1, y1 = frame.seen(line["bbox"])
    written = "".join(span["text"] for span in line["spans"])
    mono = all(span["flags"] & MONO for span in spans)
    if mono:  # the box holds the blanks that indent code
        x0 += (x1 - x0) * (len(written) - len(written.lstrip())) / len(written)
    return Line(
        text=" ".join(written.split()),
        page=page,
        x0=x0,
        y0=y0,
        x1=x1,
        y1=y1,
        size=spans[0]["size"] if len(spans) == 1 else _main_size(spans),
        bold=all(span["flags"] & BOLD for span in spans),
        place=(y0 + y1) / 2 / frame.depth,
        mono=mono,
    )


def _main_size(spans: list[Any]) -> float:
    sizes: Counter[float] = Counter()
    for span in spans:
        sizes[span["size"]] += len(span["text"])
    return max(sizes, key=lambda size: (sizes[size], size))
