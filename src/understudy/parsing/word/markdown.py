"""From the text of an old Word file to Markdown."""

import re
from dataclasses import dataclass, field

from understudy.parsing.decoding import composed, plain
from understudy.parsing.documents import tidy
from understudy.parsing.pipe_tables import pipe_table
from understudy.parsing.word.pieces import TITLE, Paragraph, Parts

NOTE = "\x02"
MARKS = re.compile("[\r\x07\x0c]")
"""Ends of paragraphs, of cells and rows, of pages."""
SPECIAL = re.compile("([\x02\x13\x14\x15])")
"""A note, and where a field, its result and its end are."""
DROPPED = re.compile("[\x00-\x06\x08\x0e-\x1d\x1f]")
"""Places of pictures and remarks, soft hyphens, and what is no letter."""
DEEPEST = 6


def to_markdown(parts: Parts) -> str:
    """Return the text with headings, lists, tables and notes; text boxes come at its end."""
    notes = [*_notes(parts.footnotes), *_notes(parts.endnotes)]
    body = parts.body
    writer = _Writer(has_marks=body.count(NOTE) == len(notes))
    start = 0
    for mark in MARKS.finditer(body):
        writer.add(body[start : mark.end()], mark[0], parts.paragraphs.at(mark.start()))
        start = mark.end()
    writer.add(body[start:], "\r", Paragraph())
    boxes = [_line(text) for text in MARKS.split(_shown(parts.boxes))]
    said = [f"[^{number}]: {text}" for number, text in enumerate(notes, 1)]
    return tidy(composed(plain("\n\n".join([*writer.blocks(), *filter(None, boxes), *said]))))


def plain_markdown(text: str) -> str:
    """Return the text of Word 6 and 95: its paragraphs."""
    lines = [_line(part) for part in MARKS.split(_shown(text))]
    return tidy(composed(plain("\n\n".join(filter(None, lines)))))


@dataclass
class _Writer:
    """Collects paragraphs into blocks: a run of items is a list, rows are a table."""

    has_marks: bool
    """Whether each mark of a note has its note."""
    _blocks: list[str] = field(default_factory=list)
    _rows: list[list[str]] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _cell: list[str] = field(default_factory=list)
    _items: list[str] = field(default_factory=list)
    _fields: list[bool] = field(default_factory=list)
    """The open fields, each with whether its instructions are being skipped."""
    _marked: int = 0

    def add(self, raw: str, mark: str, said: Paragraph) -> None:
        """Take a paragraph with the mark that ends it."""
        text = self._visible(raw)
        if said.ends_row and mark == "\x07":
            self._rows.append(self._cells)
            self._cells, self._cell = [], []
        elif mark == "\x07":
            self._cells.append(" ".join([*self._cell, _line(text)]).strip())
            self._cell = []
        elif said.in_table:
            self._cell.append(_line(text))
        else:
            self._flush_table()
            self._paragraph(_line(text), said)

    def blocks(self) -> list[str]:
        """Return all that was taken."""
        self._flush_table()
        self._flush_list()
        return self._blocks

    def _paragraph(self, text: str, said: Paragraph) -> None:
        level = 1 if said.style == TITLE else said.style
        if text and said.in_list and not 1 <= level <= 9:
            self._items.append("  " * said.level + "- " + " ".join(text.split()))
            return
        self._flush_list()
        if text and 1 <= level <= 9:
            text = f"{'#' * min(level, DEEPEST)} {' '.join(text.split())}"
        if text:
            self._blocks.append(text)

    def _flush_list(self) -> None:
        if self._items:
            self._blocks.append("\n".join(self._items))
        self._items = []

    def _flush_table(self) -> None:
        if self._cells or self._cell:
            self._rows.append([*self._cells, *self._cell])
        rows = [row for row in self._rows if any(row)]
        if rows:
            self._flush_list()
            self._blocks.append(pipe_table(rows))
        self._rows, self._cells, self._cell = [], [], []

    def _visible(self, raw: str) -> str:
        """Return a paragraph without the instructions of fields, which may span several."""
        shown = []
        for part in SPECIAL.split(raw):
            if part == "\x13":
                self._fields.append(True)
            elif part in {"\x14", "\x15"} and self._fields:
                self._fields.pop()
                self._fields += [False] if part == "\x14" else []
            elif not any(self._fields):
                shown.append(self._mark() if part == NOTE else part)
        return "".join(shown)

    def _mark(self) -> str:
        """Return the mark of the next note, as long as each has one."""
        self._marked += 1
        return f"[^{self._marked}]" if self.has_marks else ""


def _shown(text: str) -> str:
    """Return text without the instructions of fields; their results stay."""
    return re.sub("\x13[^\x13\x14\x15]*[\x14\x15]|[\x14\x15]", "", text)


def _notes(text: str) -> list[str]:
    """Return the notes of a part; each begins with its mark."""
    found = [_line(" ".join(MARKS.split(_shown(one)))) for one in text.split(NOTE)[1:]]
    return [" ".join(note.split()) for note in found]


def _line(text: str) -> str:
    text = text.replace("\x1e", "-").replace("\x0b", "\n").replace("\xa0", " ")
    text = MARKS.sub("", DROPPED.sub("", text))
    return "\n".join(line.strip() for line in text.split("\n")).strip()
