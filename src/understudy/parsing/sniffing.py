"""Which parser reads a file: its content first, its suffix second."""

import re
import struct
import zipfile
import zlib
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.chat_shapes import chat_parser, is_chat_page
from understudy.parsing.files import CLUES, RawFile
from understudy.parsing.mail_heads import LOOKED_AT as HEAD
from understudy.parsing.mail_heads import looks_like_mail
from understudy.parsing.message_keys import keys_of
from understudy.parsing.message_tables import is_chat
from understudy.parsing.ole import ENTRY as OLE_ENTRY
from understudy.parsing.ole import SIGNATURE as OLE_SIGNATURE
from understudy.parsing.ole import OleError, own_streams

PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
"""By which the files tell themselves in which phones save photographs."""
FOREIGN = {
    b"{\\rtf": "an RTF file; save it as .docx",
    b"GIF8": "a GIF animation",
    b"\x1f\x8b": "a gzip archive; unpack it",
    b"7z\xbc\xaf": "a 7-Zip archive; unpack it",
    b"Rar!": "a RAR archive; unpack it",
    b"SQLite format 3\x00": "a database; export its tables as .csv",
    b"\x7fELF": "a program",
    b"ID3": "a sound",
    b"OggS": "a sound",
    b"fLaC": "a sound",
}
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
    ".epub": "epub",
    ".eml": "mail",
    ".mbox": "mail",
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
BINARY = {"pdf", "docx", "doc", "ppt", "pptx", "spreadsheet", "odt", "epub", "image"}
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
LONGEST_KIND = 200
"""Bytes of the part ``mimetype`` of a zipped document."""
JSON_SUFFIXES = {".json", ".jsonl", ".ndjson"}
HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
XML_START = re.compile(r"\s*<(?:\?xml|!doctype|svg)\b", re.I)

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
    if named in BINARY and not HTML_START.match(file.head[:2000].decode("latin-1")):
        return named
    return _textual(file)


def _binary(file: RawFile) -> str | None:
    data = file.head
    if not data:
        raise InputError(file.place, "the file is empty", reason="empty_file")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(ZIP):
        return _zipped(file)
    if data.startswith(OLE_SIGNATURE):
        return _old_office(file)
    if is_picture(data):
        return "image"
    for start, what in FOREIGN.items():
        if data.startswith(start):
            raise _unsupported(file, f"it is {what}")
    return None


def is_picture(head: bytes) -> bool:
    """Tell a picture of a kind that is read by its first bytes."""
    if head.startswith(b"RIFF"):
        return head[8:12] == b"WEBP"
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
    if known := ZIP_KINDS.get(kind.decode("latin-1").strip()):
        return known
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
    for name, parser in OLE_STREAMS.items():
        if name in names:
            return parser
    if BY_SUFFIX.get(file.suffix) in {"doc", "ppt"} and not names:
        return BY_SUFFIX[file.suffix]
    raise _unsupported(file, "it is no file of Word, PowerPoint or Excel; save it as .docx or .pdf")


def _has_entry(data: bytes, name: str) -> bool:
    entries = re.finditer(re.escape(f"{name}\0".encode("utf-16-le")), data)
    return any(entry.start() % OLE_ENTRY == 0 for entry in entries)


def _textual(file: RawFile) -> str:
    if file.suffix in JSON_SUFFIXES:
        return json_parser(file)
    if file.table is not None:
        return "table_csv"
    # Parts of a mail have charsets of their own; its head is ASCII.
    if looks_like_mail(file.head[:HEAD].decode("latin-1")):
        return "mail"
    if HTML_START.match(file.text[:2000]):
        return "chat_html" if is_chat_page(file) else "html"
    named = BY_SUFFIX.get(file.suffix)
    return chat_parser(file, is_table=named == "table_csv") or named or _unnamed(file)


def _unnamed(file: RawFile) -> str:
    """Choose for a text whose suffix says nothing: JSON if it is, else prose."""
    if XML_START.match(file.text[:200]):
        raise _unsupported(file, "it is XML, of which only HTML pages are read")
    if file.text.lstrip()[:1] in {"{", "["} and _is_json(file):
        return json_parser(file)
    return "text"


def json_parser(file: RawFile) -> str:
    """Return the parser for a JSON file by the shape of its values.

    Raises:
        InputError: It is not JSON, or of no shape that is known (``unknown_json``).
    """
    values = [value for _, value in file.json.values]
    objects = [value for value in values if isinstance(value, dict)]
    if any(message_list(value) is not None for value in objects):
        return "chat_json"
    if file.table is None and objects and all(_is_document(value) for value in objects):
        return "document_json"
    if file.table is None and are_messages(objects):
        return "chat_json"
    if any(is_flat(value) for value in objects):
        return "table_json"
    why = (
        "its JSON is of no known shape: the export of an app that is known, chats with 'messages', "
        "documents with 'text' or 'content', or a list of flat objects"
    )
    raise InputError(file.place, why, reason="unknown_json")


def are_messages(objects: list[dict[str, Any]]) -> bool:
    """Tell whether objects are messages of chats: one each, not a list of them."""
    return is_chat(list({key: None for one in objects for key in one}), objects)


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
    return attempt(lambda one: one.json, file).value is not None


def _unsupported(file: RawFile, what: str) -> InputError:
    return InputError(file.place, what, reason="unsupported")
