"""What stands between the raw folder and the parsers: files in, records out."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from pydantic import ConfigDict, Field

from understudy.core.errors import InputError
from understudy.core.records import Asset, Conversation, Document, Record, Row, Source
from understudy.core.registry import Registry
from understudy.parsing.decoding import Decoded, composed, decoded
from understudy.parsing.json_values import JsonFile, read_json
from understudy.parsing.params import ParseParams


@dataclass(frozen=True, slots=True)
class Found:
    """An entry of the raw folder, before it is read."""

    place: str
    """POSIX path below the raw folder."""
    path: Path
    sha256: str
    """Hash of its bytes; empty when they cannot be read, or are too many."""
    head: bytes
    """Its first 32 bytes, or the mark of a PDF wherever it stands; there are many files."""
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
    def decoded(self) -> Decoded:
        """The bytes as text, and what it took; raises ``InputError`` when they are none."""
        return decoded(self.data, self.place)

    @functools.cached_property
    def text(self) -> str:
        """The bytes as text in composed letters; raises ``InputError`` when they are none."""
        return composed(self.decoded.text)

    @functools.cached_property
    def json(self) -> JsonFile:
        """The text as JSON or JSON Lines; raises ``InputError`` when it is neither."""
        return read_json(self.text, self.place)


ProblemKind = Literal["documents", "conversations", "rows", "pictures"]


class Problem(Record):
    """A part of a file that is no record, while the rest of the file is used."""

    kind: ProblemKind
    """``pictures``: the document is whole but for one of its pictures."""
    where: str
    why: str
    reason: str

    @classmethod
    def of(cls, kind: ProblemKind, failure: InputError) -> "Problem":
        """Keep a failure as a value."""
        return cls(kind=kind, where=failure.where, why=failure.why, reason=failure.reason)


class Remark(Record):
    """What a person should know of a file all of which was used."""

    why: str
    reason: str

    @classmethod
    def of(cls, found: Decoded) -> "tuple[Remark, ...]":
        """Say what it took to read a text: nothing for one that is sound."""
        remarks = []
        if found.other_lines:
            why = (
                f"{found.other_lines} of its {found.lines} lines are not in UTF-8 and were read as "
                f"{found.other}; save it in one encoding if letters look wrong"
            )
            remarks.append(cls(why=why, reason="mixed_encoding"))
        if found.lost:
            lost = f"{found.lost} of its characters are damaged and were replaced by U+FFFD"
            why = f"{lost}; export it anew"
            remarks.append(cls(why=why, reason="lost_characters"))
        return tuple(remarks)


class Attachment(Record):
    """The bytes of an asset, to be written below the parse stage's ``assets`` folder."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    path: str
    content: bytes


class Draft(Record):
    """A document that has no text of its own: what is read in its pictures will be its text."""

    id: str
    source: Source
    title: str
    text: str = ""
    """Headings between the pictures; empty when there are none."""
    pages: tuple[int, ...] = ()
    """Offset in ``text`` where each page starts; empty when there are no pages."""
    assets: tuple[Asset, ...] = ()
    collection: str
    group: str


class Wanted(Record):
    """A picture that a vision-language model is to read or to describe.

    `understudy.parsing.vision.asking.described` asks, and puts the replies into the documents.
    """

    kind: Literal["ocr", "describe"]
    asset: str
    """Path of the picture among the attachments."""
    document: str
    """Id of the document or draft that it belongs to."""
    where: str
    """The document, as a problem names it."""
    at: int = Field(0, ge=0)
    """Offset in its text behind which the picture stands."""
    page: int | None = None
    """The page on which it stands, from 0; None where there are no pages."""
    instead: bool = False
    """What is read takes the place of the page's text, or of all text when there are no pages."""
    fallback: str = ""
    """What an engine read in it, as Markdown: it stands there when the model reads nothing."""


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
    remarks: tuple[Remark, ...] = ()
    """Unless a parser gives them itself, `read_file` says what it took to read the text."""
    drafts: tuple[Draft, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    """What only a vision-language model can tell; empty when none is configured."""
    recognised: tuple[Recognised, ...] = ()
    """Pictures and pages whose text was recognised."""
    is_seen: bool = False
    """Whether a vision-language model read text in its pictures."""

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
