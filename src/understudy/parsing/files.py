"""What stands between the raw folder and the parsers: files in, records out."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from pydantic import ConfigDict

from understudy.core.errors import InputError
from understudy.core.records import Conversation, Document, Record, Row, Source
from understudy.core.registry import Registry
from understudy.parsing.decoding import decode
from understudy.parsing.json_values import JsonFile, read_json
from understudy.parsing.params import ParseParams


@dataclass(frozen=True, slots=True)
class Found:
    """An entry of the raw folder, before it is read."""

    place: str
    """POSIX path below the raw folder."""
    path: Path
    sha256: str
    """Hash of its bytes; empty when they cannot be read."""
    head: bytes
    """Its first bytes, enough to know a binary format."""
    collection: str
    table: str | None
    """Name of the entry of ``parse.tables`` that lists it."""
    problem: tuple[str, str] | None = None
    """Why it cannot be read at all, and the reason to count it by."""


@dataclass(frozen=True)
class RawFile:
    """A file that is being parsed; it lives as long as that takes."""

    source: Source
    collection: str
    table: str | None
    data: bytes

    @property
    def place(self) -> str:
        """POSIX path below the raw folder: where an error is."""
        return self.source.path

    @property
    def name(self) -> str:
        """File name without its suffix."""
        return PurePosixPath(self.source.path).stem

    @property
    def suffix(self) -> str:
        """Lower-case suffix with its dot; empty when there is none."""
        return PurePosixPath(self.source.path).suffix.lower()

    @functools.cached_property
    def text(self) -> str:
        """The bytes as text; raises ``InputError`` when they are none."""
        return decode(self.data, self.place)

    @functools.cached_property
    def json(self) -> JsonFile:
        """The text as JSON or JSON Lines; raises ``InputError`` when it is neither."""
        return read_json(self.text, self.place)


class Problem(Record):
    """A part of a file that is no record, while the rest of the file is used."""

    kind: Literal["documents", "conversations", "rows"]
    where: str
    why: str
    reason: str

    @classmethod
    def of(
        cls, kind: Literal["documents", "conversations", "rows"], failure: InputError
    ) -> "Problem":
        """Keep a failure as a value."""
        return cls(kind=kind, where=failure.where, why=failure.why, reason=failure.reason)


class Attachment(Record):
    """The bytes of an asset, to be written below the parse stage's ``assets`` folder."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    path: str
    content: bytes


class Recognised(Record):
    """The text of one picture as it was recognised, before any rule: for inspection."""

    place: str
    """Path of its file below the raw folder."""
    page: int | None = None
    """Page or frame, from 1; None for a picture within a document."""
    asset: str | None = None
    """Path of the picture's asset; None for a page."""
    engine: str
    """Names of the recognisers, joined with ``+``."""
    confidence: float
    """How sure they are: 0 to 1."""
    turn: int = 0
    """Degrees clockwise by which it had to be turned."""
    used: bool = True
    """False when the text layer of the page was the better one."""
    text: str
    """A line each."""


class Parsed(Record):
    """All that a parser found in a file."""

    place: str = ""
    """The file's path below the raw folder; this and the parser are filled in by `read_file`."""
    parser: str = ""
    """Name of the parser."""
    engine: str | None = None
    """Library that read it, where there is a choice; several are joined with ``+``."""
    documents: tuple[Document, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    """Pictures and pages whose text was recognised."""

    @property
    def characters(self) -> int:
        """Code points of text in all the records."""
        cells = (cell for row in self.rows for cell in row.cells.values())
        return (
            sum(len(document.text) for document in self.documents)
            + sum(len(said.text) for chat in self.conversations for said in chat.messages)
            + sum(len(cell) if isinstance(cell, str) else sum(map(len, cell)) for cell in cells)
        )


Parser = Callable[[RawFile, ParseParams], Parsed]

PARSERS = Registry[Parser]("parser", "understudy.parsing.parsers")
"""Functions from a file to its records: deterministic, with ``InputError`` for a bad file."""
