"""Section ``parse`` of params.yaml."""

import zoneinfo
from typing import ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from understudy.core.params import Params, Section

PACKS = r"^[\w/]+(\+[\w/]+)*$"
"""Names of tesseract's packs."""


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
    max_pages: int = Field(3000, ge=1)
    """A longer file is skipped with the reason ``too_large``."""


class OcrEngines(Section):
    """Which recogniser reads which script."""

    latin: str = "rapidocr"
    """Western and Central European languages. ``tesseract`` reads them as well, in half the time
    and 60 instead of 1,000 MB; blurred pages and photographs it reads worse."""
    cyrillic: str = "tesseract"
    """Russian and its kin; ``rapidocr`` has no such letters."""
    han: str = "rapidocr"
    """Chinese and Japanese; ``tesseract`` confuses more of the characters."""


class OcrLanguages(Section):
    """The language packs that tesseract is asked for in each script, as ``rus+eng``."""

    latin: str = Field("eng", pattern=PACKS)
    """Packs for pictures in Latin letters; e.g. ``deu+eng``."""
    cyrillic: str = Field("rus+eng", pattern=PACKS)
    """Packs for pictures with Cyrillic letters, in which there may be Latin words."""
    han: str = Field("chi_sim", pattern=PACKS)
    """Packs for pictures with Chinese characters; another one beside it makes errors ten times
    as many."""


class OcrParams(Section):
    """How text in pictures is read.

    In files that are pictures, on scanned pages of PDF files, and in documents that hold nothing
    but pictures.
    """

    engines: OcrEngines = OcrEngines()
    """Recognisers. ``rapidocr`` is a package with its models (the extra ``ocr``); ``tesseract`` is
    a program of the system (``apt-get install tesseract-ocr tesseract-ocr-rus``)."""
    languages: OcrLanguages = OcrLanguages()
    """Language packs of tesseract."""
    on_missing: Literal["fail", "report"] = "report"
    """Without a recogniser: end before any work if there are pictures or PDF files, or skip the
    pictures that need it with ``missing_engine``."""
    pages: Literal["auto", "never", "always"] = "auto"
    """Which pages of PDF files are read as pictures: those without a usable text layer, none, or
    all. A text layer that is hidden under a picture is replaced only by a better text."""
    dpi: int = Field(200, ge=72, le=600)
    """Resolution in which pages of PDF files are drawn for that."""
    max_megapixels: int = Field(100, ge=1)
    """A larger picture is skipped with the reason ``too_large``; a page is drawn smaller."""
    min_confidence: float = Field(0.6, ge=0, le=1)
    """A picture of whose text the recogniser is less sure on average is skipped with the reason
    ``unreadable_picture``."""


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
    """Pictures of text."""
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
