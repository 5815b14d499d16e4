"""What stands between the raw folder and the parsers: files in, records out."""

import functools
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Literal

from pydantic import ConfigDict, Field

from understudy.core.errors import InputError
from understudy.core.records import Asset, Conversation, Document, Record, Row, Source
from understudy.core.registry import Registry
from understudy.parsing.archives import member_names
from understudy.parsing.decoding import (
    Decoded,
    composed,
    cut_lines,
    decoded,
    is_utf8,
    opening,
    plain,
    text_lines,
)
from understudy.parsing.json_streams import JsonStream, stream
from understudy.parsing.json_values import JsonFile, glimpse, read_json
from understudy.parsing.params import ParseParams
from understudy.parsing.spooling import Kind, Output, Spooled, characters


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


STREAMED = 4_000_000
"""Bytes beyond which what is read value by value is not held, nor are its records."""
GLANCE = 65_536
"""Bytes at a file's beginning by which a parser knows its own."""


@dataclass(frozen=True)
class RawFile:
    """A file that is being parsed; it lives as long as that takes."""

    source: Source
    collection: str
    table: str | None
    content: bytes | Path
    """Its bytes, or where they lie when they are too many to be held without need."""
    spool: Path | None = None
    """Folder for the records of a large file; None where all are held."""

    @functools.cached_property
    def is_streamed(self) -> bool:
        """Whether it is read as it comes, where its parser can, and its records lie in `spool`."""
        content = self.content
        size = len(content) if isinstance(content, bytes) else content.stat().st_size
        return self.spool is not None and size > STREAMED

    def output(self, kind: Kind, *, is_streamed: bool) -> Output:
        """Return what takes the records of a kind."""
        return Output(kind, self.spool if is_streamed else None)

    @functools.cached_property
    def data(self) -> bytes:
        """All of its bytes."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()

    @functools.cached_property
    def head(self) -> bytes:
        """Its first bytes, `GLANCE` at most."""
        if isinstance(self.content, bytes):
            return self.content[:GLANCE]
        with self.content.open("rb") as file:
            return file.read(GLANCE)

    def open(self) -> BinaryIO:
        """Return its bytes as a stream."""
        if isinstance(self.content, bytes):
            return io.BytesIO(self.content)
        return self.content.open("rb")

    @functools.cached_property
    def opening(self) -> str:
        """The text of `head`, with U+FFFD for what is no text; to tell what it is, not to use."""
        return opening(self.head)

    @functools.cached_property
    def glimpse(self) -> Any:
        """The JSON value that begins in `head`, as far as it goes; None when it is no JSON."""
        return glimpse(self.opening)

    @functools.cached_property
    def members(self) -> frozenset[str]:
        """Names in a ZIP archive; empty for any other file, or a damaged one."""
        with self.open() as file:
            return member_names(file)

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
    def is_lined(self) -> bool:
        """Whether it is streamed, and in UTF-8: no text but a line has to be held."""
        if not self.is_streamed:
            return False
        with self.open() as file:
            return is_utf8(file)

    def lines(self) -> Iterator[str]:
        """Read the lines of `text` anew; raises as that does."""
        if not self.is_lined:
            yield from cut_lines(self.text)
            return
        with self.open() as file:
            yield from text_lines(file)

    @functools.cached_property
    def beginning(self) -> str:
        """The first `GLANCE` characters of `text`; raises as that does."""
        if not self.is_lined:
            return self.text[:GLANCE]
        with self.open() as file:
            head = file.read(4 * GLANCE)
        return composed(plain(opening(head)))[:GLANCE]

    @functools.cached_property
    def json(self) -> JsonFile:
        """The text as JSON or JSON Lines; raises ``InputError`` when it is neither."""
        return read_json(self.text, self.place)

    @functools.cached_property
    def values(self) -> JsonFile | JsonStream:
        """The values of `json` with their numbers; of a large file, they are read as they come."""
        found = stream(self.open, self.lines, self.place) if self.is_lined else None
        return self.json if found is None else found


ProblemKind = Literal["documents", "conversations", "messages", "rows", "pictures"]


class Problem(Record):
    """A part of a file that is no record, while the rest of the file is used."""

    kind: ProblemKind
    """``pictures``: the document is whole but for one of its pictures; ``messages``: the chat is
    whole but for one of them, or for a line that belongs to none."""
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


class Written(Record):
    """A conversation as it is written out: of a chat that is too long to be held as a record."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    line: bytes
    """The record as one line of JSON."""
    messages: int
    characters: int

    @classmethod
    def of(cls, chat: Conversation) -> "Written":
        """Write out a conversation."""
        characters = sum(len(said.text) for said in chat.messages)
        return cls(line=chat.to_line(), messages=len(chat.messages), characters=characters)


class Tabled(Record):
    """How the lines of a table of ``parse.tables`` fared in one file."""

    table: str
    """Its name there."""
    kept: int
    dropped: int
    repeated: int = 0
    """Rows that stand in another file, or above, and are kept there."""
    breaches: dict[str, dict[str, int]] = {}
    """Column to what was wrong to how many cells: of columns in the table's contract."""


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
    written: tuple[Written, ...] = ()
    """Further conversations, behind the others."""
    spooled: tuple[Spooled, ...] = ()
    """Further records, behind the others, in `RawFile.spool`."""
    rows: tuple[Row, ...] = ()
    tables: tuple[Tabled, ...] = ()
    """Tables that the rows belong to; none for a file that ``parse.tables`` does not list."""
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
    def messages(self) -> int:
        """Messages in all the conversations."""
        held = sum(len(chat.messages) for chat in self.conversations)
        written = sum(chat.messages for chat in self.written)
        return held + written + sum(some.messages for some in self.spooled)

    @property
    def characters(self) -> int:
        """Code points of text in all the records."""
        return (
            sum(map(characters, self.documents))
            + sum(map(characters, self.conversations))
            + sum(map(characters, self.rows))
            + sum(chat.characters for chat in self.written)
            + sum(some.characters for some in self.spooled)
        )

    def spooled_of(self, kind: str) -> int:
        """Count the records of a kind that are not held."""
        return sum(some.records for some in self.spooled if some.kind == kind)


Parser = Callable[[RawFile, ParseParams], Parsed]

PARSERS = Registry[Parser]("parser", "understudy.parsing.parsers")
"""Functions from a file to its records: deterministic, with ``InputError`` for a bad file."""

Clue = Callable[[RawFile], bool]

CLUES = Registry[Clue]("clue", "understudy.parsing.parsers")
"""Functions that tell, under a parser's name, whether a file is one that only it reads well.

They look at `RawFile.head`, ``opening``, ``glimpse`` and ``members``, never at all of it; no two
claim one file. Formats that bytes or a suffix tell need none.
"""
