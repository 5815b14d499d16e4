"""One file: choose its parser, apply it."""

import importlib.util
import json
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from understudy.core.errors import InputError, MissingExtraError, SetupError
from understudy.core.records import Source
from understudy.parsing.files import PARSERS, Found, Parsed, RawFile
from understudy.parsing.params import ParseParams
from understudy.parsing.recognition import all_missing, identities
from understudy.parsing.sniffing import BINARY, BY_SUFFIX, ZIP, is_picture, parser_for

ENGINES: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "pdf": {"pymupdf": (("pymupdf", "pdf"),), "pdfium": ()},
}
"""Parser to engine to the packages that it needs, with the extra that installs each; what is
always installed is left out."""

FAMILIES = ("pdf", "image")


def read_file(found: Found, params: ParseParams) -> Parsed:
    """Parse a file of the raw folder.

    Raises:
        InputError: It cannot be read, no parser knows it, or its parser finds it damaged.
    """
    if found.problem is not None:
        why, reason = found.problem
        raise InputError(found.place, why, reason=reason)
    try:
        data = found.path.read_bytes()
    except OSError as error:
        why = f"cannot be read ({error.strerror})"
        raise InputError(found.place, why, reason="unreadable") from error
    source = Source(path=found.place, sha256=found.sha256)
    return parse(RawFile(source, found.collection, found.table, data), params)


def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Choose the parser of a file and apply it; raises as `read_file` does."""
    name = parser_for(file)
    for package, extra in missing_engines(name, params):
        why = f"parser '{name}' needs '{package}': pip install 'understudy[{extra}]'"
        raise InputError(file.place, why, reason="missing_engine")
    return PARSERS[name](file, params).model_copy(update={"place": file.place, "parser": name})


def check_engines(found: Iterable[Found], params: ParseParams) -> None:
    """Make sure before any work that the engines for the files at hand are installed.

    Raises:
        SetupError: One is not, and its ``on_missing`` is ``fail``, or params name an unknown one.
    """
    needed = {_family(one) for one in found}
    if "pdf" in needed and params.pdf.on_missing == "fail":
        for package, extra in missing_engines("pdf", params):
            raise MissingExtraError("parser 'pdf'", package, extra)
    scans = {"image", *(["pdf"] if params.ocr.pages != "never" else [])}
    lacking = all_missing(params.ocr) if needed & scans else []
    if lacking and params.ocr.on_missing == "fail":
        why = "; ".join(lacking)
        raise SetupError(f"parse.ocr: {why}. Or set parse.ocr.on_missing: report")


def missing_engines(parser: str, params: ParseParams) -> list[tuple[str, str]]:
    """Return the packages of a parser's engine that are not installed, with their extras."""
    packages = ENGINES[parser][params.pdf.engine] if parser in ENGINES else ()
    return [package for package in packages if importlib.util.find_spec(package[0]) is None]


def identity(found: Found, params: ParseParams) -> bytes:
    """Return all of a file and of the parameters that its records depend on.

    The code and the versions of packages are the cache's salt.
    """
    text = {"whatsapp": params.whatsapp.model_dump(), "time_zone": params.time_zone}
    scan = {"ocr": params.ocr.model_dump(), "programs": identities(params.ocr)}
    each: dict[str, Any] = {
        "pdf": {"pdf": params.pdf.model_dump(), **scan},
        "image": {**scan, **text},  # it may show a chat
        "document": scan,
        "text": text,
    }
    relevant = each.get(_family(found), each)  # an archive may hold any of them
    table = None if found.table is None else params.tables[found.table].model_dump()
    facts = [
        found.place,
        found.sha256,
        found.collection,
        found.table,
        table,
        found.problem,
        relevant,
    ]
    return json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()


def _family(found: Found) -> str:
    """Tell by the first bytes, or the suffix of a damaged file, what may matter to a file."""
    named = BY_SUFFIX.get(PurePosixPath(found.place).suffix.lower())
    if b"%PDF-" in found.head:
        return "pdf"
    if is_picture(found.head):
        return "image"
    if found.head.startswith(ZIP) and named not in FAMILIES:
        return "document" if named in BINARY else "archive"
    return named if found.head and named in FAMILIES else "text"
