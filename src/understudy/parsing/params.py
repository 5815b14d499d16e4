"""Section ``parse`` of params.yaml."""

import zoneinfo
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from understudy.core.params import Params, Section
from understudy.core.templates import columns as places
from understudy.parsing.contract.params import ContractParams

PACKS = r"^[\w/]+(\+[\w/]+)*$"
"""Names of tesseract's packs."""

PATH_PLACES = ("path", "folder", "parent", "top", "file")
"""What columns from paths are made of; see `TableParams.path_columns`."""


class TableParams(Section):
    """How the files of one table become rows."""

    files: tuple[str, ...] = Field(min_length=1)
    """Patterns of places (`Source.path`); ``*`` stays inside a folder, ``**`` does not."""
    sheet: str | None = Field(None, min_length=1)
    """Name of the sheet in spreadsheets; None = the first with cells."""
    title_rows: int | None = Field(None, ge=0)
    """Rows above the header that are no part of the table; None = those with one filled cell above
    a header of several."""
    header_rows: int | None = Field(None, ge=1)
    """Rows of the header, whose names are joined with `` / ``; None = one, and in spreadsheets as
    many as its merged cells show."""
    keep_totals: bool = False
    """Whether lines that begin with *Итого*, *Всего* or *Total* and hold nothing but amounts are
    rows like others."""
    columns: dict[str, str] = {}
    """Name in the file to name in the rows; a column that is not listed keeps its name. Several may
    become one, where files name it differently: each file must have one of them."""
    path_columns: dict[str, str] = {}
    """Further columns from where a file lies: name to a template of ``{path}`` (all of it),
    ``{folder}`` (the folder it is in), ``{parent}`` (the folder around that), ``{top}`` (the first
    folder) and ``{file}`` (its name without the suffix)."""
    values: dict[str, dict[str, str]] = {}
    """For a column (its new name): value in the file to value in the rows; others stay. In columns
    from paths a ``*`` stands for any characters, and the first match wins."""
    contract: ContractParams | None = None
    """What the columns must hold; None = anything."""
    group: str | None = None
    """Column (its new name) whose value is the group, e.g. ``patient``; None = each row alone."""
    collection: str | None = Field(None, min_length=1)
    """Collection of the rows; None = as `ParseParams.collections` says."""
    max_dropped: float | None = Field(None, ge=0, le=1)
    """Share of the table's rows, and of its files, that may be dropped before the stage fails; None
    = `ParseParams.max_dropped`."""

    @model_validator(mode="after")
    def _columns_are_told_apart(self) -> Self:
        if doubled := sorted(set(self.columns.values()) & set(self.path_columns)):
            raise ValueError(
                f"{doubled[0]!r} is both in columns and in path_columns; rename one of them"
            )
        for name, template in self.path_columns.items():
            if unknown := sorted(set(places(template)) - set(PATH_PLACES)):
                raise ValueError(
                    f"path_columns.{name}: {{{unknown[0]}}} is none of "
                    f"{', '.join(f'{{{place}}}' for place in PATH_PLACES)}"
                )
        return self

    @model_validator(mode="after")
    def _keeps_what_it_uses(self) -> Self:
        if self.contract is None:
            return self
        known = set(self.contract.columns)
        if self.contract.others != "keep" and self.group and self.group not in known:
            raise ValueError(
                f"the contract leaves out the group column {self.group!r}: name it in "
                "contract.columns, or set others: keep"
            )
        return self


class PdfParams(Section):
    """How PDF files are read."""

    engine: Literal["pymupdf", "pdfium", "docling"] = "pymupdf"
    """Library that reads them. ``pymupdf`` is AGPL-3.0 or commercial, hence an extra of its own;
    it mends many damaged files. ``pdfium`` (through pypdfium2) is Apache-2.0 and BSD-3-Clause and
    always installed; it refuses more of them. The text is the same but for details of spacing.
    ``docling`` (MIT) finds tables, pictures and headings with models, some seconds a page; it lives
    in an environment of its own: ``understudy engines install docling --models``."""
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


class OfficeParams(Section):
    """How Word and PowerPoint files (.docx, .pptx) are read."""

    engine: Literal["built_in", "docling"] = "built_in"
    """``built_in`` reads them by mammoth and python-pptx. ``docling`` (MIT) lives in an environment
    of its own, ``understudy engines install docling``, and needs no models for them."""
    on_missing: Literal["fail", "report"] = "fail"
    """Without it: end before any work, or skip these files with ``missing_engine``."""


class DoclingParams(Section):
    """What docling is told, where it is the engine."""

    images_scale: float = Field(2.0, gt=0, le=8)
    """Pixels of a picture cut from a page of a PDF for each point of the page: 1 is 72 dpi.
    Pictures of Word and PowerPoint files come as large as they are stored."""
    tables: bool = True
    """Whether the structure of tables in a PDF is recognised; needs a model of its own."""
    ocr: bool = False
    """Whether docling itself recognises text in pictures of a PDF; needs more models."""
    timeout_s: int = Field(600, ge=1)
    """Seconds for a file, after which it is skipped with the reason ``engine_timeout``."""


class OldOfficeParams(Section):
    """How Word and PowerPoint files of before 2007 (.doc, .ppt) are read."""

    engine: Literal["libreoffice", "built_in"] = "libreoffice"
    """What reads them. ``libreoffice`` is a program of its own, a second a file (Debian:
    ``libreoffice-writer-nogui`` and ``libreoffice-impress-nogui``). ``built_in`` is always there
    and takes milliseconds; it gives text, headings, lists, tables of Word and notes, but no
    pictures, charts or tables of slides, and it keeps deleted text of tracked changes."""
    on_missing: Literal["fail", "report"] = "fail"
    """Without the program: end before any work, or skip such files with ``missing_engine``."""
    timeout_s: float = Field(15, gt=0)
    """Seconds after which the program is ended and the file skipped with ``too_slow``."""


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
    """Which pages of PDF files are read as pictures: ``auto`` takes those without a text layer,
    with junk in it, with text that nobody sees below a picture, or with little text beside a
    picture of most of the page; else none, or all. Hidden text is replaced only by a better one,
    little text only by much more."""
    dpi: int = Field(200, ge=72, le=600)
    """Resolution in which pages of PDF files are drawn for that."""
    max_megapixels: int = Field(100, ge=1)
    """A larger picture is skipped with the reason ``too_large``; a page is drawn smaller."""
    min_confidence: float = Field(0.6, ge=0, le=1)
    """A picture of whose text the recogniser is less sure on average is skipped with the reason
    ``unreadable_picture``."""


class PictureParams(Section):
    """Which pictures are kept as assets, of documents and those that are files of their own."""

    keep: bool = True
    """Keep pictures; without them nothing can be described, nor read in documents of pictures."""
    min_side_px: int = Field(64, ge=1)
    """A picture in a document with a shorter side is an ornament, and left out."""
    max_megapixels: int = Field(100, ge=1)
    """A larger picture is left out with the reason ``bad_picture``; of one file, so are those
    behind the first five times as many megapixels."""
    max_pictures: int = Field(2000, ge=1)
    """Pictures of one file that are kept; the others count as one ``bad_picture``."""
    max_mb: int = Field(100, ge=1)
    """The same for the sum of their sizes; 1 MB = 1,000,000 bytes."""


class VlmModel(Section):
    """A vision-language model."""

    name: str = Field("prithivMLmods/Qwen2-VL-OCR-2B-Instruct", min_length=1)
    """For ``local`` an id on the Hugging Face hub, or a folder (``./model``, ``/model``); for
    ``openai`` the name by which the endpoint knows it, e.g. ``qwen-vl-max``."""
    revision: str | None = "main"
    """Commit, tag or branch of a hub model; a commit is what can be repeated. Not looked at for a
    folder or an endpoint."""


class VlmParams(Section):
    """A vision-language model that reads and describes pictures.

    Where an endpoint is, and its key, stand in the environment: ``UNDERSTUDY_VLM_URL`` (else
    ``OPENAI_BASE_URL``) and ``UNDERSTUDY_VLM_KEY`` (else ``OPENAI_API_KEY``).
    """

    provider: str = Field("local", min_length=1)
    """Who runs it: ``local`` (Hugging Face, on this machine) or ``openai`` (any OpenAI-compatible
    endpoint; pictures leave the machine unless it is your own)."""
    model: VlmModel = VlmModel()
    """Which model."""
    ocr: bool = True
    """Read pictures whose text no other engine can read."""
    describe: bool = True
    """Describe what pictures show; the description stands in the text where the picture does."""
    prefer: bool = False
    """Let the model read pictures, pages of PDF files, documents of nothing but pictures, and plain
    text files (TXT, Markdown, HTML) first, even where their text can be had without it; what it
    does not read stays as the other parsers have it. Slow, and a model makes mistakes that a file
    does not."""
    language: str | None = Field(None, min_length=1)
    """Language of descriptions, e.g. ``Russian``; None = that of the words in the picture, else
    English."""
    max_new_tokens: int = Field(1024, ge=1, le=32768)
    """Longest reply; a longer one is cut."""
    max_side_px: int = Field(1536, ge=64)
    """Pictures are shrunk to this before the model sees them."""
    temperature: float = Field(0.0, ge=0, le=2)
    """0 = the likeliest reply; above it, replies vary with the seed."""
    seed: int = Field(0, ge=0)
    """Of replies at a temperature above 0; an endpoint may not heed it."""
    timeout_s: float = Field(120.0, gt=0)
    """Longest wait for a reply of an endpoint."""
    on_missing: Literal["fail", "report"] = "report"
    """Without the model: end before any request, or go on and give the pictures that need it the
    reason ``needs_vlm``."""

    @model_validator(mode="after")
    def _has_a_task(self) -> Self:
        if not self.ocr and not self.describe:
            raise ValueError("nothing to do: set ocr or describe, or vlm: null")
        return self


class ChatsParams(Section):
    """How the times of chats are read, of whichever app."""

    time_zone: str | None = None
    """IANA name, e.g. ``Europe/Moscow``, of the local times in chats that give no zone (WhatsApp,
    old Telegram exports); None = they are written as if in UTC, and the conversation says so: what
    lasts how long is right, the hour of the day may not be."""
    day_first: bool | None = None
    """Whether ``03/04/25`` is 3 April in a file of which no date shows it, as ``25/04/25`` or a
    weekday does; None = each file's dates must show it."""

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, name: str | None) -> str | None:
        if name is not None and name not in zoneinfo.available_timezones():
            raise ValueError(f"{name!r} is not an IANA time zone such as 'Europe/Moscow'")
        return name


MailForm = Literal["documents", "conversations"]


class MailParams(Section):
    """How mails (.eml, .msg, .mbox) are read."""

    form: MailForm = "documents"
    """``documents``: each mail is a document, with all that stands in it. ``conversations``: each
    thread is a chat, and a mail a message of its author's own words, without quotations and
    signatures; for a persona who writes mails."""
    collections: dict[str, MailForm] = {}
    """Collection to the form of its mails, where it is another one."""

    def form_of(self, collection: str) -> MailForm:
        """Return the form of a collection's mails."""
        return self.collections.get(collection, self.form)


class LimitsParams(Section):
    """What reading one file may cost.

    A file that breaks a limit is read once more by a simpler reader where there is one, and else
    skipped; the others do not notice.
    """

    seconds: float = Field(20, gt=0)
    """For a file (``timeout``); each megabyte adds 3, each page of a PDF 1, each picture of text
    15. Seconds of the clock: on a machine that is busy with other work, allow more."""
    memory_mb: int = Field(3000, ge=200)
    """Of each worker process (``out_of_memory``); 1 MB = 1,000,000 bytes."""
    files: int = Field(500, ge=1)
    """After so many a worker process is replaced: what libraries leak goes with it."""


class ParseParams(Params):
    """How raw files become documents, conversations and rows."""

    section: ClassVar[str] = "parse"

    collections: dict[str, Annotated[str, Field(min_length=1)]] = {}
    """Pattern of a path to the collection of its records; the first match wins. A file that
    matches none belongs to the collection named like its top folder, or to ``raw``."""
    tables: dict[str, TableParams] = {}
    """Tables by name; a table of a file that none of them lists is read as it stands."""
    chats: ChatsParams = ChatsParams()
    """Chats."""
    pdf: PdfParams = PdfParams()
    """PDF files."""
    office: OfficeParams = OfficeParams()
    """Word and PowerPoint files."""
    docling: DoclingParams = DoclingParams()
    """Files that docling reads."""
    old_office: OldOfficeParams = OldOfficeParams()
    """Word and PowerPoint files of before 2007."""
    ocr: OcrParams = OcrParams()
    """Pictures of text."""
    pictures: PictureParams = PictureParams()
    """Pictures that are kept."""
    vlm: VlmParams | None = None
    """Vision-language model; None = none."""
    mail: MailParams = MailParams()
    """Mails."""
    limits: LimitsParams = LimitsParams()
    """What one file may cost."""
    follow_links: bool = False
    """Whether a link out of the raw folders, or to a folder, is what it leads to; else it is
    skipped (``link_outside``, ``not_a_file``). DVC sees a change behind it only when dvc.yaml names
    the target too."""
    max_file_mb: int = Field(512, ge=1)
    """A larger file is skipped with the reason ``too_large``; 1 MB = 1,000,000 bytes."""
    max_dropped: float = Field(0.05, ge=0, le=1)
    """Share of the files, and of the records in them, that may be dropped before the stage
    fails."""
