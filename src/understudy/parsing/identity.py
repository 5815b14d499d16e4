"""All of a file and of the parameters that its records depend on: the key of the cache.

The code and the versions of packages are the cache's salt; programs and engines in environments
of their own tell their versions here. Limits are no part of it: what breaks one is not remembered.
"""

import json
import posixpath
import re
from collections.abc import Callable
from typing import Any

from understudy.parsing import soffice_program
from understudy.parsing.disguises import MARK
from understudy.parsing.files import Found
from understudy.parsing.ocr.recognition import identities as recognisers
from understudy.parsing.ole import SIGNATURE as OLE_SIGNATURE
from understudy.parsing.outside import by_docling
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import BINARY, BY_SUFFIX, RTF, ZIP, is_picture

OLD = {"doc": "doc", "ppt": "ppt", "spreadsheet": "document", "mail": "archive"}
"""Files in Microsoft's old container, by what their suffix tells, to their family; anything may be
attached to a message of Outlook."""
OLD_OFFICE = ("doc", "ppt")
MAIL = re.compile(rb"\s*(?:>?From |[A-Za-z][A-Za-z-]*:[ \t])")
"""How a mail begins, and some texts that are none."""
MARKUP = (RTF, b"<?xml", b"<FictionBook", b"<office:document")
"""How texts begin that may hold pictures, which are recognised in a document of nothing else."""
TELLING = ("pdf", "image")
"""Families that a suffix tells even where the first bytes are damaged."""


def identity(found: Found, params: ParseParams) -> bytes:
    """Return all that a file's records depend on."""
    return identities(params)(found)


def identities(params: ParseParams) -> Callable[[Found], bytes]:
    """Return `identity` for many files: what a family of them depends on is written once."""
    written: dict[tuple[str, str | None], str] = {}

    def of(found: Found) -> bytes:
        kind = (family(found), found.table)
        if kind not in written:
            table = None if found.table is None else params.tables[found.table].model_dump()
            written[kind] = _json([table, *_of_pictures(params), _relevant(kind[0], params)])
        facts = [found.place, found.sha256, found.collection, found.table, found.problem]
        return (_json(facts) + written[kind]).encode()

    return of


def family(found: Found) -> str:
    """Tell by the first bytes, or the suffix of a damaged file, what may matter to a file."""
    named = suffix_kind(found)
    if b"%PDF-" in found.head or is_picture(found.head):
        return "pdf" if b"%PDF-" in found.head else "image"
    if found.head.startswith(OLE_SIGNATURE):
        return OLD.get(named, "office")
    if found.head.startswith(ZIP) and named not in TELLING:
        return "document" if named in BINARY else "archive"
    if found.head.removeprefix(MARK).lstrip().startswith(MARKUP):
        return "markup"
    if named == "mail" or MAIL.match(found.head.removeprefix(MARK)):
        return "archive"  # anything may be attached to it
    return named if found.head and named in TELLING else "text"


def suffix_kind(found: Found) -> str:
    """Name the parser that a file's suffix tells; empty for none."""
    return BY_SUFFIX.get(posixpath.splitext(found.place)[1].lower(), "")


def _relevant(family: str, params: ParseParams) -> dict[str, Any]:
    """Return the parameters, and versions from outside, that matter to a family of files."""
    docling = {
        kind: by_docling.identity(params, kind)
        for kind in by_docling.FORMATS
        if family != "text" and by_docling.reads(params, kind)
    }
    text = {"chats": params.chats.model_dump()}
    scan: dict[str, Any] = {}
    if family != "text":
        scan = {"ocr": params.ocr.model_dump(), "programs": recognisers(params.ocr)}
    each: dict[str, dict[str, Any]] = {
        "pdf": {"pdf": params.pdf.model_dump(), "docling": docling.pop("pdf", None), **scan},
        "image": {**scan, **text},  # it may show a chat
        "document": {"docling": docling, **scan},
        **{
            # LibreOffice makes files of them that the engine for new ones reads.
            old: {**_old_office(family, params), "docling": docling, **scan}
            for old in (*OLD_OFFICE, "office")
        },
        "markup": {**scan, **text},
        "text": text,
    }
    if family == "archive":  # it may hold any of them
        tables = {name: one.model_dump() for name, one in params.tables.items()}
        named = {"tables": tables, "collections": [*params.collections.items()]}
        return {**each, **named, "mail": params.mail.model_dump()}
    return each[family]


def _of_pictures(params: ParseParams) -> list[Any]:
    """Return what matters to any file with pictures; replies are keyed by the rest of ``vlm``."""
    vlm = params.vlm and params.vlm.model_dump(include={"ocr", "describe", "prefer"})
    return [params.pictures.model_dump(), vlm]


def _old_office(family: str, params: ParseParams) -> dict[str, Any]:
    facts: dict[str, Any] = {"options": params.old_office.model_dump()}
    if family in {*OLD_OFFICE, "office", "archive"} and params.old_office.engine == "libreoffice":
        facts["program"] = soffice_program.version()
    return facts


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
