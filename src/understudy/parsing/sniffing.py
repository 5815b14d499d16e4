"""Which parser reads a file: its content first, its suffix second."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing import foreign
from understudy.parsing.chats.message_keys import keys_of
from understudy.parsing.chats.message_tables import is_chat
from understudy.parsing.chats.shapes import chat_parser, is_chat_page
from understudy.parsing.disguises import disguised, marked_up, start_of, unsupported
from understudy.parsing.files import CLUES, RawFile
from understudy.parsing.mail.heads import looks_like_mail, looks_like_page
from understudy.parsing.ole import ENTRY as OLE_ENTRY
from understudy.parsing.ole import SIGNATURE as OLE_SIGNATURE
from understudy.parsing.ole import OleError, own_streams
from understudy.parsing.xml_kinds import First, first_element, parser_of

PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"II*\x00",
    b"MM\x00*",
)
BITMAP_HEADS = {12, 16, 40, 52, 56, 64, 108, 124}
"""Sizes of the second header of a BMP: that a file begins with BM says little, BMW does as well."""
PDF = b"%PDF-"
LATE = 1024
"""Bytes before a PDF's mark that readers bear; a text may speak of the mark, too."""
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
"""By which the files tell themselves in which phones save photographs."""
RTF = b"{\\rtf"
MARK = b"\xef\xbb\xbf"
ZIP = b"PK\x03\x04"
OLE_STREAMS = {
    "WordDocument": "doc",
    "PowerPoint Document": "ppt",
    "PP40": "ppt",
    "Workbook": "spreadsheet",
    "Book": "spreadsheet",
    "EncryptedPackage": "spreadsheet",
}
"""Stream that tells an old Office file; one within another is not the file's own."""
OUTLOOK = "__properties_version1.0"
ZIP_MEMBERS = {
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "xl/workbook.xml": "spreadsheet",
    "xl/workbook.bin": "spreadsheet",
}
"""Part that tells a zipped Office file."""
ZIP_KINDS = {
    "application/epub+zip": "epub",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/vnd.oasis.opendocument.presentation-template": "odp",
    "application/vnd.oasis.opendocument.spreadsheet": "spreadsheet",
    "application/vnd.oasis.opendocument.spreadsheet-template": "spreadsheet",
}
"""Content of the part ``mimetype``, by which other zipped documents tell themselves."""
BY_SUFFIX = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".pptx": "pptx",
    ".xlsx": "spreadsheet",
    ".xlsm": "spreadsheet",
    ".xlsb": "spreadsheet",
    ".xls": "spreadsheet",
    ".doc": "doc",
    ".dot": "doc",
    ".ppt": "ppt",
    ".pps": "ppt",
    ".pot": "ppt",
    ".ods": "spreadsheet",
    ".odt": "odt",
    ".ott": "odt",
    ".fodt": "odt",
    ".odp": "odp",
    ".otp": "odp",
    ".fodp": "odp",
    ".rtf": "rtf",
    ".fb2": "fb2",
    ".epub": "epub",
    ".eml": "mail",
    ".mbox": "mail",
    ".msg": "mail",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".bmp": "image",
    ".webp": "image",
    ".heic": "image",
    ".heif": "image",
    ".csv": "table_csv",
    ".tsv": "table_csv",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
}
BINARY = {"pdf", "docx", "doc", "ppt", "pptx", "spreadsheet", "odt", "odp", "epub", "image"}
BINARY |= {"rtf"}
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
XML_SUFFIXES = {".xml", ".svg"}
LONGEST_KIND = 200
"""Bytes of the part ``mimetype`` of a zipped document."""
JSON_SUFFIXES = {".json", ".jsonl", ".ndjson", ".jsonc"}

MESSAGE_LISTS = ("messages", "conversations", "conversation", "dialogue", "dialog", "turns")
DOCUMENT_TEXT = ("text", "content")
CHAPTER_KEYS = ("chapter", "article", "section")
QUESTION_KEYS = ("question", "questions", "potential_questions")
DOCUMENT_KEYS = {
    *(*DOCUMENT_TEXT, *CHAPTER_KEYS, *QUESTION_KEYS),
    *("id", "title", "language", "url", "source"),
}
TELLING_KEYS = {"chapter", "article", "potential_questions"}
"""An object with a text and one of these is a document, whatever else it says of itself."""


def parser_for(file: RawFile) -> str:
    """Return the name of the parser for a file.

    Raises:
        InputError: No parser reads such files (``unsupported``), or it is not what it seems.
    """
    if file.table is None:
        for name, is_one in CLUES.items():
            if is_one(file):
                return name
    binary = _binary(file)
    if binary is not None:
        return binary
    named = BY_SUFFIX.get(file.suffix)
    # An error page that was saved as x.pdf is a page; any other bytes are a damaged x.pdf.
    if named in BINARY:
        return disguised(file, named) or named
    return _textual(file)


def _binary(file: RawFile) -> str | None:
    data = file.head
    if not data:
        raise InputError(file.place, "the file is empty", reason="empty_file")
    if is_pdf(data) or (file.suffix == ".pdf" and PDF in data[:LATE]):
        return "pdf"
    if data.startswith(ZIP):
        return _zipped(file)
    if data.startswith(OLE_SIGNATURE):
        return _old_office(file)
    if is_picture(data):
        return "image"
    if data[:64].removeprefix(MARK).lstrip().startswith(RTF):
        return "rtf"
    if what := foreign.by_bytes(data):
        raise unsupported(file, f"it is {what}")
    return None


def is_pdf(data: bytes) -> bool:
    """Tell a PDF by its mark; behind anything but blanks, also by the objects that follow it."""
    at = data.find(PDF, 0, LATE + len(PDF))
    if at < 0:
        return False
    return not data[:at].removeprefix(b"\xef\xbb\xbf").strip() or b"endobj" in data[at:]


def is_picture(head: bytes) -> bool:
    """Tell a picture of a kind that is read by its first bytes."""
    if head.startswith(b"RIFF"):
        return head[8:12] == b"WEBP"
    if head.startswith(b"BM"):
        return int.from_bytes(head[14:18], "little") in BITMAP_HEADS
    return head.startswith(PICTURES) or (head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS)


def _zipped(file: RawFile) -> str:
    try:
        with file.open() as stream, zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype") if _is_short(archive, "mimetype") else b""
    except BROKEN_ZIP as error:
        if BY_SUFFIX.get(file.suffix) in BINARY:
            return BY_SUFFIX[file.suffix]  # its parser says what is broken
        raise InputError(file.place, f"a damaged archive ({error})", reason="bad_zip") from error
    for member, name in ZIP_MEMBERS.items():
        if member in names:
            return name
    mimetype = kind.decode("latin-1").strip()
    if known := ZIP_KINDS.get(mimetype):
        return known
    if what := foreign.by_parts(names, mimetype, file.suffix):
        raise unsupported(file, f"it is {what}")
    if BY_SUFFIX.get(file.suffix) in BINARY:
        return BY_SUFFIX[file.suffix]
    return "archive"


def _is_short(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.NameToInfo and archive.getinfo(name).file_size < LONGEST_KIND


def _old_office(file: RawFile) -> str:
    try:
        names = own_streams(file.data)
    except (OleError, struct.error):  # damaged: its parser says how
        names = {name for name in OLE_STREAMS if _has_entry(file.data, name)}
    if OUTLOOK in names:
        return "mail"
    for name, parser in OLE_STREAMS.items():
        if name in names:
            return parser
    if _has_entry(file.data, OUTLOOK):
        return "mail"
    if BY_SUFFIX.get(file.suffix) in {"doc", "ppt"} and not names:
        return BY_SUFFIX[file.suffix]
    if what := foreign.by_streams(names):
        raise unsupported(file, f"it is {what}")
    raise unsupported(file, "it is no file of Word, PowerPoint or Excel; save it as .docx or .pdf")


def _has_entry(data: bytes, name: str) -> bool:
    entries = re.finditer(re.escape(f"{name}\0".encode("utf-16-le")), data)
    return any(entry.start() % OLE_ENTRY == 0 for entry in entries)


def _textual(file: RawFile) -> str:
    if file.suffix in JSON_SUFFIXES:
        return json_parser(file)
    if file.table is not None:
        return "table_csv"
    # Parts of a mail have charsets of their own; its head is ASCII.
    head = start_of(file.head)
    if looks_like_mail(head):
        is_page = BY_SUFFIX.get(file.suffix) == "mhtml" or looks_like_page(head)
        return "mhtml" if is_page else "mail"
    first = first_element(file.beginning)
    if first is not None and (found := parser_of(first)):
        return "chat_html" if found == "html" and is_chat_page(file) else found
    named = BY_SUFFIX.get(file.suffix)
    chat = chat_parser(file, is_table=named == "table_csv")
    return chat or named or _unnamed(file, first)


def _unnamed(file: RawFile, first: First | None) -> str:
    """Choose for a text whose suffix says nothing: JSON if it is, else prose."""
    is_xml = file.suffix in XML_SUFFIXES or (first is not None and first.name == "svg")
    if first is not None and (is_xml or first.is_declared):
        return marked_up(file, first)
    if file.beginning.lstrip()[:1] in {"{", "["} and _is_json(file):
        return json_parser(file)
    return "text"


def json_parser(file: RawFile) -> str:
    """Return the parser for a JSON file: a table where ``parse.tables`` says so, else by its shape.

    Raises:
        InputError: It is not JSON, or of no shape that is known (``unknown_json``).
    """
    names: dict[str, None] = {}
    some = all_documents = any_flat = False
    for _, value in file.values:
        any_flat = any_flat or is_flat(value)
        if not isinstance(value, dict):
            continue
        if file.table is not None:
            return "table_json"
        if message_list(value) is not None:
            return "chat_json"
        all_documents = (all_documents or not some) and _is_document(value)
        some = True
        names.update(dict.fromkeys(value))
    if all_documents:
        return "document_json"
    if some and is_chat(list(names), objects_in(file)):
        return "chat_json"
    if any_flat:
        return "table_json"
    why = (
        "its JSON is of no known shape: the export of an app that is known, chats with 'messages', "
        "documents with 'text' or 'content', or a list of flat objects"
    )
    raise InputError(file.place, why, reason="unknown_json")


def objects_in(file: RawFile) -> Iterator[dict[str, Any]]:
    """Yield the objects among the values of a JSON file."""
    return (value for _, value in file.values if isinstance(value, dict))


def message_list(value: dict[str, Any]) -> list[Any] | None:
    """Return the messages of a chat object; None when it is none."""
    for key in MESSAGE_LISTS:
        said = value.get(key)
        if isinstance(said, list) and said and all(_is_message(one) for one in said[:3]):
            return said
    return None


def is_flat(value: Any) -> bool:
    """Tell an object whose values are texts, numbers or lists of such: a row of a table."""
    if not isinstance(value, dict) or not value:
        return False
    parts = [
        part for cell in value.values() for part in (cell if isinstance(cell, list) else [cell])
    ]
    return not any(isinstance(part, dict | list) for part in parts)


def _is_message(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    return keys_of(value.keys()) is not None


def _is_document(value: dict[str, Any]) -> bool:
    if not any(isinstance(value.get(key), str) for key in DOCUMENT_TEXT):
        return False
    return value.keys() <= DOCUMENT_KEYS or not TELLING_KEYS.isdisjoint(value)


def _is_json(file: RawFile) -> bool:
    """Tell whether a file without a JSON suffix is JSON all the same."""
    return attempt(lambda one: one.values, file).value is not None
