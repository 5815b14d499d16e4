"""What stages say of the records that they handled: what became of a file, an edit, a group."""

from typing import Literal, Self

from pydantic import Field, model_validator

from understudy.core.records import Record, Split


class EditRecord(Record):
    """One change that cleaning made; with all of them a text can be led back to the raw one."""

    record: str
    """Id of the document, conversation or row."""
    field: str
    """Where in it, e.g. ``text``, ``messages.3.text``, ``cells.finding``."""
    step: str
    """Name of the cleaning step; ``authors`` and ``groups`` for what replaces those."""
    start: int = Field(ge=0)
    """First code point that was replaced, in the field as it was before the step."""
    end: int
    """One past the last."""
    replacement: str

    @model_validator(mode="after")
    def _is_a_span(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"[{self.start}:{self.end}] ends before it starts")
        return self


class Membership(Record):
    """Which split a group belongs to; one line a group."""

    collection: str
    group: str
    """The natural unit, as in ``Sample.group`` and ``Chunk.group``."""
    component: str
    """The connected set of groups that moves as one, because they share a leak key."""
    split: Split


class Withheld(Record):
    """A row whose combination of values training never sees, not even in a retrieved passage."""

    collection: str
    row: str
    """Id of the row, which is the ``parent`` of its chunk."""


class FileReport(Record):
    """What became of one raw file; nothing vanishes."""

    path: str
    sha256: str
    parser: str | None
    status: Literal["ok", "partial", "ocr", "suspect", "skipped"]
    """``partial``: parts or characters are lost or in doubt. ``ocr``: its text was recognised in
    pictures. ``suspect``: it has bytes, and no text was found. ``skipped``: nothing was read."""
    reason: str | None = None
    """Short key, e.g. ``bad_pdf``, unless all was read; of the first part when some were not."""
    why: str | None = None
    """What is wrong, where, and what to do; None when all was read."""
    pages: int = 0
    """Pages of its documents, where the format has pages."""
    language: str | None = None
    """Of its longest document; None without one."""
    engine: str | None = None
    """Library that read it, where there is a choice; several are joined with ``+``."""
    documents: int = 0
    conversations: int = 0
    messages: int = 0
    rows: int = 0
    characters: int = 0
    lost: dict[str, int] = {}
    """Reason to how many parts (messages, lines of a table, pictures) were left out for it."""
