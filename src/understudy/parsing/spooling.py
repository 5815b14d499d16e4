"""Records on their way out of a parser: held, or of a large file written out as they are made.

A file of 300 MB may give a million records, which as objects take 20 times its size, and as lines
twice. So whoever reads one holds a piece of its lines at a time; the others lie in a folder, each
piece under the hash of its content, until the stage has written them.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from understudy.core.record import Record
from understudy.core.records import Conversation, Document, Row

PIECE = 4_000_000
"""Bytes of lines that are held; a piece ends with the line that goes beyond."""
Kind = Literal["documents", "conversations", "rows"]


class Spooled(Record):
    """Records of one kind that lie in a folder as lines: they stand behind those that are held."""

    kind: Kind
    pieces: tuple[str, ...]
    """Names of their files, in order."""
    records: int
    messages: int
    characters: int
    language: str | None = None
    """Of the longest document."""


class Output:
    """Takes the records that a parser finds in a file, in their order.

    Args:
        kind: What they are.
        folder: Where they are written; None = they are held.
    """

    def __init__(self, kind: Kind, folder: Path | None) -> None:
        self.records = 0
        self._kind = kind
        self._folder = folder
        self._held: list[Record] = []
        self._lines: list[bytes] = []
        self._size = 0
        self._pieces: list[str] = []
        self._messages = self._characters = self._longest = 0
        self._language: str | None = None

    def add(self, record: Document | Conversation | Row) -> None:
        """Take a record."""
        self.records += 1
        if self._folder is None:
            self._held.append(record)
            return
        size = characters(record)
        self._characters += size
        if isinstance(record, Conversation):
            self._messages += len(record.messages)
        elif isinstance(record, Document) and size > self._longest:
            self._longest, self._language = size, record.language
        self._write(record.to_line())

    def change(self, changed: Callable[[Document], Document]) -> None:
        """Put other documents of the same texts in the places of those that were taken."""
        if self._folder is None:
            self._held = [changed(one) for one in self._held if isinstance(one, Document)]
            return
        self._flush()
        pieces, self._pieces = self._pieces, []
        for name in pieces:
            content = (self._folder / name).read_bytes()
            for line in content.splitlines(keepends=True):
                self._write(changed(Document.model_validate_json(line)).to_line())

    def fields(self) -> dict[str, Any]:
        """Return the fields of `Parsed` that say what was taken; nothing may be added then."""
        if self._folder is None:
            return {self._kind: tuple(self._held)}
        self._flush()
        spooled = Spooled(
            kind=self._kind,
            pieces=tuple(self._pieces),
            records=self.records,
            messages=self._messages,
            characters=self._characters,
            language=self._language,
        )
        return {"spooled": (spooled,)}

    def _write(self, line: bytes) -> None:
        self._lines.append(line)
        self._size += len(line)
        if self._size >= PIECE:
            self._flush()

    def _flush(self) -> None:
        if self._lines:
            assert self._folder is not None
            self._pieces.append(store(self._folder, b"".join(self._lines)))
            self._lines, self._size = [], 0


def store(folder: Path, content: bytes) -> str:
    """Write a piece; return its name."""
    name = hashlib.sha256(content).hexdigest()
    (folder / name).write_bytes(content)
    return name


def characters(record: Document | Conversation | Row) -> int:
    """Count the code points of text in a record."""
    if isinstance(record, Document):
        return len(record.text)
    if isinstance(record, Conversation):
        return sum(len(said.text) for said in record.messages)
    cells = record.cells.values()
    return sum(len(cell) if isinstance(cell, str) else sum(map(len, cell)) for cell in cells)
