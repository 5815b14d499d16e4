"""The texts of PowerPoint 97 to 2003 files (.ppt).

References:
    [MS-PPT] PowerPoint (.ppt) Binary File Format, sections 2.1.2 (how to find the slides), 2.4.14
    (lists of slides), 2.5 (slides), 2.9 (text).
"""

import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from understudy.parsing.ole import OleError, own_streams, stream

ENCRYPTED = 0xF3D1C4DF
DOCUMENT, SLIDE_LIST, EDIT, PERSISTS = 0x03E8, 0x0FF0, 0x0FF5, 0x1772
SLIDE_FACTS, SLIDE_PLACE = 0x03EF, 0x03F3
TEXT_KIND, WIDE_TEXT, NARROW_TEXT, LISTED_TEXT = 0x0F9F, 0x0FA0, 0x0FA8, 0x0F9E
TEXT_STYLE = 0x0FA1
SHAPE, ANCHOR, CHILD_ANCHOR, PLACEHOLDER = 0xF004, 0xF010, 0xF00F, 0x0BC3
DEEPEST = 30
MOST_RECORDS = 2_000_000
MOST_BYTES = 50_000_000
"""Of text: slides may name the same one again and again."""
TITLES, BODIES, NOTES = {0, 6}, {1, 5, 7, 8}, {2}
"""Kinds of text."""
NAMES, LISTS = {13, 15, 17}, {14, 18, 19}
"""Kinds of placeholder: titles; the outline of a slide, also upright, and any object."""
REPEATED = {7, 8, 9, 10}
"""Kinds of placeholder: date, number, footer, header."""


@dataclass
class Box:
    """A text on a slide."""

    kind: int = 4
    text: str | None = None
    listed: int | None = None
    """Its place in the list of the slide's texts, where it stands instead of here."""
    top: int = 0
    left: int = 0
    is_repeated: bool = False
    is_title: bool = False
    is_list: bool = False
    """Whether its paragraphs, or the first of them, have bullets."""


@dataclass
class Slide:
    """A slide or the notes of one."""

    boxes: list[Box] = field(default_factory=list)
    notes: int = 0
    """Number of its notes; 0 for none."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """What the list of slides says of one."""

    persist: int
    number: int
    texts: list[Box]


@dataclass(frozen=True, slots=True)
class _Record:
    kind: int
    instance: int
    start: int
    end: int
    has_children: bool


def is_encrypted(data: bytes) -> bool:
    """Tell whether the slides cannot be read without a password.

    Raises:
        OleError, struct.error: It is damaged.
    """
    user = stream(data, ("Current User",)) if "Current User" in own_streams(data) else b""
    return user[12:16] == ENCRYPTED.to_bytes(4, "little")  # those of PowerPoint 95 are shorter


def slides(data: bytes) -> list[tuple[Slide, Slide | None]]:
    """Return the slides in order, each with its notes.

    Raises:
        OleError, struct.error: Its parts contradict each other.
    """
    content = stream(data, ("PowerPoint Document",))
    reader = _Reader(content, _current(data)[1])
    notes = {one.number: one for one in reader.listed(2)}
    found = []
    for one in reader.listed(0):
        slide = reader.slide(one)
        about = notes.get(slide.notes)
        found.append((slide, None if about is None else reader.slide(about)))
    return found


def _current(data: bytes) -> tuple[int, int]:
    """Return the mark of the file and the place of the last edit."""
    user = stream(data, ("Current User",))
    mark, edit = struct.unpack_from("<II", user, 12)
    return int(mark), int(edit)


class _Reader:
    """Walks the records of the main stream."""

    def __init__(self, content: bytes, edit: int) -> None:
        self._content = content
        self._seen = 0
        self._taken = 0
        self._places, document = self._persists(edit)
        if document not in self._places:
            raise OleError("its last edit names no document")
        self._document = self._record(self._places[document])

    def listed(self, instance: int) -> list[_Listed]:
        """Return what the document lists: slides (0) or notes (2)."""
        found: list[_Listed] = []
        lists = (one for one in self._children(self._document) if one.kind == SLIDE_LIST)
        for one in (part for part in lists if part.instance == instance):
            for part in self._children(one):
                if part.kind == SLIDE_PLACE:
                    persist = struct.unpack_from("<I", self._content, part.start)[0]
                    number = struct.unpack_from("<I", self._content, part.start + 12)[0]
                    found.append(_Listed(persist, number, []))
                elif part.kind == TEXT_KIND and found:
                    kind = struct.unpack_from("<I", self._content, part.start)[0]
                    found[-1].texts.append(Box(kind))
                elif (text := self._text(part)) is not None and found and found[-1].texts:
                    found[-1].texts[-1].text = text
        return found

    def slide(self, listed: _Listed) -> Slide:
        """Return a slide with its texts in the order of the file."""
        slide = Slide()
        if listed.persist not in self._places:
            raise OleError("a slide is nowhere")
        self._walk(self._record(self._places[listed.persist]), slide, DEEPEST, (0, 0))
        by_kind: defaultdict[int, list[str]] = defaultdict(list)
        for box in listed.texts:
            by_kind[box.kind].append(box.text or "")
        used = {box.listed for box in slide.boxes if box.listed is not None}
        for box in slide.boxes:
            if box.listed is not None and box.listed < len(listed.texts):
                box.kind, box.text = listed.texts[box.listed].kind, listed.texts[box.listed].text
        shown = {box.text for box in slide.boxes}
        rest = (box for place, box in enumerate(listed.texts) if place not in used)
        slide.boxes += [box for box in rest if box.text not in shown]
        return slide

    def _walk(self, record: _Record, slide: Slide, depth: int, place: tuple[int, int]) -> None:
        if depth == 0:
            raise OleError("records are nested too deeply")
        for part in self._children(record):
            if part.kind == SLIDE_FACTS and part.end - part.start >= 20:
                slide.notes = struct.unpack_from("<I", self._content, part.start + 16)[0]
            elif part.kind == SHAPE:
                self._shape(part, slide)
            elif part.has_children:
                self._walk(part, slide, depth - 1, place)

    def _shape(self, record: _Record, slide: Slide) -> None:
        box = Box()
        waiting, depth = [record], 0
        while waiting and depth < DEEPEST:
            depth += 1
            level, waiting = waiting, []
            for one in level:
                for part in self._children(one):
                    self._atom(part, box)
                    if part.has_children:
                        waiting.append(part)
        if box.text is not None or box.listed is not None:
            slide.boxes.append(box)

    def _atom(self, part: _Record, box: Box) -> None:
        size = part.end - part.start
        if part.kind == TEXT_KIND:
            box.kind = struct.unpack_from("<I", self._content, part.start)[0]
        elif part.kind == LISTED_TEXT:
            box.listed = struct.unpack_from("<I", self._content, part.start)[0]
        elif part.kind == PLACEHOLDER and size >= 5:
            holder = self._content[part.start + 4]
            box.is_repeated = holder in REPEATED
            box.is_list |= holder in LISTS
            box.is_title = holder in NAMES
        elif part.kind == TEXT_STYLE and size >= 12:
            marks, flags = struct.unpack_from("<IH", self._content, part.start + 6)
            box.is_list |= bool(marks & 15 and flags & 1)
        elif part.kind == ANCHOR and size == 8:
            box.top, box.left = struct.unpack_from("<hh", self._content, part.start)
        elif part.kind in {ANCHOR, CHILD_ANCHOR} and size == 16:
            first, second = struct.unpack_from("<ii", self._content, part.start)
            box.left, box.top = (first, second) if part.kind == CHILD_ANCHOR else (second, first)
        elif (text := self._text(part)) is not None:
            box.text = text if box.text is None else f"{box.text}\r{text}"

    def _text(self, part: _Record) -> str | None:
        if part.kind not in {WIDE_TEXT, NARROW_TEXT}:
            return None
        content = self._content[part.start : part.end]
        self._taken += len(content)
        if self._taken > MOST_BYTES:
            raise OleError(f"more than {MOST_BYTES} bytes of text")
        if part.kind == WIDE_TEXT:
            return content[: len(content) // 2 * 2].decode("utf-16-le", "replace")
        return content.decode("latin-1")

    def _persists(self, edit: int) -> tuple[dict[int, int], int]:
        """Return the places of the objects by number, later edits first, and the document's."""
        places: dict[int, int] = {}
        document, seen = 0, set()
        while edit and edit not in seen:
            seen.add(edit)
            one = self._record(edit)
            if one.kind != EDIT:
                raise OleError("an edit is not where it should be")
            before, table, number = struct.unpack_from("<III", self._content, one.start + 8)
            document = document or number
            for key, place in self._table(self._record(table)):
                places.setdefault(key, place)
            edit = before
        return places, document

    def _table(self, record: _Record) -> Iterator[tuple[int, int]]:
        if record.kind != PERSISTS:
            raise OleError("a table of objects is not where it should be")
        at = record.start
        while at + 4 <= record.end:
            head = struct.unpack_from("<I", self._content, at)[0]
            first, count = head & 0xFFFFF, head >> 20
            at += 4
            for number in range(min(count, (record.end - at) // 4)):
                yield first + number, struct.unpack_from("<I", self._content, at + 4 * number)[0]
            at += 4 * count

    def _children(self, record: _Record) -> Iterator[_Record]:
        at = record.start
        while at + 8 <= record.end:
            part = self._record(at)
            yield part
            at = part.end

    def _record(self, at: int) -> _Record:
        self._seen += 1
        if self._seen > MOST_RECORDS:
            raise OleError(f"more than {MOST_RECORDS} records")
        flags, kind, length = struct.unpack_from("<HHI", self._content, at)
        end = min(at + 8 + length, len(self._content))
        return _Record(kind, flags >> 4, at + 8, end, flags & 15 == 15)
