"""Section ``parse`` of params.yaml."""

import zoneinfo
from typing import ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from understudy.core.params import Params, Section


class TableParams(Section):
    """How the files of one table become rows."""

    files: tuple[str, ...] = Field(min_length=1)
    """Patterns of paths below the raw folder; ``*`` stays inside a folder, ``**`` does not."""
    columns: dict[str, str] = {}
    """Name in the file to name in the rows; a column that is not listed keeps its name."""
    values: dict[str, dict[str, str]] = {}
    """For a column (its new name): value in the file to value in the rows; others stay."""
    group: str | None = None
    """Column (its new name) whose value is the group, e.g. ``patient``; None = each row alone."""
    collection: str | None = Field(None, min_length=1)
    """Collection of the rows; None = as `ParseParams.collections` says."""

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        names = list(self.columns.values())
        if doubled := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two columns would both be called {doubled[0]!r}")
        return self


class PdfParams(Section):
    """How PDF files are read."""

    engine: Literal["pymupdf", "pdfium"] = "pymupdf"
    """Library that reads them. ``pymupdf`` is AGPL-3.0 or commercial, hence an extra of its own;
    it mends many damaged files. ``pdfium`` (through pypdfium2) is Apache-2.0 and BSD-3-Clause and
    always installed; it refuses more of them. The text is the same but for details of spacing."""
    on_missing: Literal["fail", "report"] = "fail"
    """Without the library: end before any work, or skip PDF files with ``missing_engine``."""
    structure: Literal["own", "layout", "none"] = "own"
    """What is made of the lines. ``own`` finds headings, tables, lists and code by print and drawn
    lines; ``layout`` takes tables from pymupdf4llm's layout model as well, where its text agrees
    with the file's order (engine ``pymupdf`` only, about 100 times the time); ``none`` gives
    paragraphs and lists alone, twice as fast."""
    max_pages: int = Field(3000, ge=1)
    """A longer file is skipped with the reason ``too_large``."""

    @model_validator(mode="after")
    def _layout_needs_pymupdf(self) -> Self:
        if self.structure == "layout" and self.engine != "pymupdf":
            raise ValueError("structure 'layout' needs engine 'pymupdf'")
        return self


class OcrParams(Section):
    """How pictures of text are read."""

    engine: Literal["rapidocr"] = "rapidocr"
    """Recogniser. Its bundled models know Latin letters, Greek, Chinese and Japanese and no
    Cyrillic: such a picture is skipped with the reason ``unreadable_picture``."""
    on_missing: Literal["fail", "report"] = "fail"
    """Without the library: end before any work, or skip pictures with ``missing_engine``."""
    max_megapixels: int = Field(100, ge=1)
    """A larger picture is skipped with the reason ``too_large``."""


class WhatsAppParams(Section):
    """How WhatsApp's text exports are read."""

    day_first: bool | None = None
    """Whether ``03/04/25`` is 3 April; None = each file's dates must show it."""


class ParseParams(Params):
    """How raw files become documents, conversations and rows."""

    section: ClassVar[str] = "parse"

    collections: dict[str, str] = {}
    """Pattern of a path to the collection of its records; the first match wins. A file that
    matches none belongs to the collection named like its top folder, or to ``raw``."""
    tables: dict[str, TableParams] = {}
    """Tables by name; a table of a file that none of them lists is read as it stands."""
    time_zone: str | None = None
    """IANA name, e.g. ``Europe/Moscow``, of the local times in chats that give no zone (WhatsApp,
    old Telegram exports); None = such messages have no moment, only their order."""
    pdf: PdfParams = PdfParams()
    """PDF files."""
    ocr: OcrParams = OcrParams()
    """Pictures."""
    whatsapp: WhatsAppParams = WhatsAppParams()
    """WhatsApp exports."""
    max_file_mb: int = Field(512, ge=1)
    """A larger file is skipped with the reason ``too_large``; 1 MB = 1,000,000 bytes."""
    max_dropped: float = Field(0.05, ge=0, le=1)
    """Share of the files, and of the records in them, that may be dropped before the stage
    fails."""

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, name: str | None) -> str | None:
        if name is not None and name not in zoneinfo.available_timezones():
            raise ValueError(f"{name!r} is not an IANA time zone such as 'Europe/Moscow'")
        return name
