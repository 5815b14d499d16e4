"""The text of Word 97 to 2003 files (.doc), and what is said of its paragraphs.

References:
    [MS-DOC] Word (.doc) Binary File Format, sections 2.4.1 (text), 2.5 (Fib), 2.8.25 (PlcPcd),
    2.9.175 (PapxFkp).
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from understudy.parsing.ole import OleError, stream

WORD_97 = 0xA5EC
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200
"""Bits of the flags in the header."""
PAGE = 512
"""Bytes of a page of paragraph properties."""
IN_TABLE, ROW_END, LIST_LEVEL, LIST = 0x2416, 0x2417, 0x260A, 0x460B
TITLE = 62
SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of a property's value by the three high bits of its number; 6 says its own length."""
TABLE_SHAPE = 0xD608
"""The one property whose length takes two bytes."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is said of a paragraph."""

    style: int = 0
    """What the style is in any language: 1 to 9 are headings, `TITLE` is the title."""
    in_table: bool = False
    ends_row: bool = False
    level: int = 0
    """Of a list, from 0."""
    in_list: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """The text of a file, cut where its parts start; each character one code unit."""

    body: str
    footnotes: str
    endnotes: str
    boxes: str
    """Text boxes."""
    paragraphs: "Paragraphs"
    """What is said of the paragraphs of the body."""


def header(data: bytes) -> bytes:
    """Return the main stream, which begins with the header.

    Raises:
        OleError, struct.error: There is none, or it is cut.
    """
    main = stream(data, ("WordDocument",))
    if len(main) < 32:
        raise OleError("its main stream is cut")
    return main


def is_encrypted(main: bytes) -> bool:
    """Tell whether the text cannot be read without a password."""
    return bool(_flags(main) & ENCRYPTED)


def old_text(main: bytes) -> bytes | None:
    """Return the text of Word 6 and 95, in a code page that nothing names; None for newer files."""
    if struct.unpack_from("<H", main)[0] == WORD_97:
        return None
    start, end = struct.unpack_from("<II", main, 24)
    return main[start:end]


def read_parts(data: bytes, main: bytes) -> Parts:
    """Read the text by its pieces, which a quick save leaves out of order.

    Raises:
        OleError, struct.error: Its parts contradict each other.
    """
    table = stream(data, ("1Table" if _flags(main) & SECOND_TABLE else "0Table",))
    lengths = struct.unpack_from("<8I", main, 0x4C)
    body, footnotes, headers, _, remarks, endnotes, boxes, _ = lengths
    pieces = list(_pieces(main, table))
    text = "".join(piece.text for piece in pieces)
    ends = [0]
    for length in (body, footnotes, headers, 0, remarks, endnotes, boxes):
        ends.append(ends[-1] + length)
    return Parts(
        body=text[: ends[1]],
        footnotes=text[ends[1] : ends[2]],
        endnotes=text[ends[5] : ends[6]],
        boxes=text[ends[6] : ends[7]],
        paragraphs=Paragraphs(main, table, pieces),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    """Place in the text of its first character."""
    offset: int
    """Place in the main stream of its first byte."""
    width: int
    """Bytes of a character."""
    text: str


def _flags(main: bytes) -> int:
    return int(struct.unpack_from("<H", main, 10)[0])


def _pieces(main: bytes, table: bytes) -> Iterator[_Piece]:
    offset, length = struct.unpack_from("<II", main, 0x01A2)
    clx = table[offset : offset + length]
    at = 0
    while at < len(clx) and clx[at] == 1:  # properties of quick saves
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise OleError("it has no table of pieces")
    plc = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    count = (len(plc) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", plc)
    if places[-1] > len(main):
        raise OleError("its pieces are longer than the file")
    for number, (start, end) in enumerate(pairwise(places)):
        fc = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        narrow = bool(fc & 0x40000000)
        first, width = ((fc & 0x3FFFFFFF) // 2, 1) if narrow else (fc, 2)
        if end < start or first + (end - start) * width > len(main):
            raise OleError("a piece of its text lies outside of it")
        content = main[first : first + (end - start) * width]
        # One code unit a character, so that places stay right; pairs are joined by `plain`.
        text = (
            content.decode("cp1252", "replace")
            if narrow
            else "".join(map(chr, struct.unpack(f"<{end - start}H", content)))
        )
        yield _Piece(start, first, width, text)


class Paragraphs:
    """Looks up what is said of the paragraph that ends at a place of the text."""

    def __init__(self, main: bytes, table: bytes, pieces: list[_Piece]) -> None:
        self._main = main
        self._pieces = pieces
        self._starts = [piece.start for piece in pieces]
        offset, length = struct.unpack_from("<II", main, 0x0102)
        plc = table[offset : offset + length]
        self._count = max(0, (len(plc) - 4) // 8)
        numbers = struct.unpack_from(f"<{2 * self._count + 1}I", plc) if self._count else (0,)
        self._firsts = numbers[: self._count]
        self._pages = numbers[self._count + 1 :]
        self._known: dict[int, tuple[tuple[int, ...], list[Paragraph]]] = {}
        self._styles = _styles(main, table)

    def at(self, place: int) -> Paragraph:
        """Return what is said of the paragraph whose mark stands at a place; nothing if damaged."""
        piece = self._pieces[max(0, bisect_right(self._starts, place) - 1)]
        offset = piece.offset + (place - piece.start) * piece.width
        number = bisect_right(self._firsts, offset) - 1
        if number < 0:
            return Paragraph()
        page = self._pages[number]
        if page not in self._known:
            self._known[page] = self._page(page)
        starts, found = self._known[page]
        run = bisect_right(starts, offset) - 1
        if not 0 <= run < len(found):
            return Paragraph()
        said = found[run]
        return replace(said, style=self._styles.get(said.style, said.style))

    def _page(self, number: int) -> tuple[tuple[int, ...], list[Paragraph]]:
        page = self._main[number * PAGE : (number + 1) * PAGE]
        runs = page[-1] if len(page) == PAGE else 0
        if not 0 < runs <= 29:
            return (), []
        starts = struct.unpack_from(f"<{runs}I", page)
        heads = [page[4 * (runs + 1) + 13 * run] * 2 for run in range(runs)]
        return starts, [_paragraph(page, head) for head in heads]


def _styles(main: bytes, table: bytes) -> dict[int, int]:
    """Return what the styles of a file are, by their numbers in it, as far as they are sound."""
    offset, length = struct.unpack_from("<II", main, 0x00A2)
    sheet = table[offset : offset + length]
    found: dict[int, int] = {}
    if len(sheet) < 4:
        return found
    at = 2 + struct.unpack_from("<H", sheet)[0]
    number = 0
    while at + 2 <= len(sheet):
        size = struct.unpack_from("<H", sheet, at)[0]
        if size >= 2 and at + 4 <= len(sheet):
            found[number] = struct.unpack_from("<H", sheet, at + 2)[0] & 0x0FFF
        at += 2 + size + size % 2
        number += 1
    return found


def _paragraph(page: bytes, at: int) -> Paragraph:
    if at == 0:
        return Paragraph()
    words = page[at]
    start, length = (at + 1, 2 * words - 1) if words else (at + 2, 2 * page[at + 1])
    content = page[start : start + length]
    if len(content) < 2:
        return Paragraph()
    said = dict(_properties(content[2:]))
    return Paragraph(
        style=struct.unpack_from("<H", content)[0],
        in_table=bool(said.get(IN_TABLE)),
        ends_row=bool(said.get(ROW_END)),
        level=min(said.get(LIST_LEVEL, 0), 8),
        in_list=bool(said.get(LIST)),
    )


def _properties(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield the numbers of properties and their values, as far as they are sound."""
    at = 0
    while at + 2 < len(content):
        number = struct.unpack_from("<H", content, at)[0]
        at += 2
        size = SIZES.get(number >> 13)
        if number == TABLE_SHAPE:
            size = 1 + int.from_bytes(content[at : at + 2], "little")
        elif size is None:
            size = 1 + content[at]
        yield number, int.from_bytes(content[at : at + size], "little")
        at += size
