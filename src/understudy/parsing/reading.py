"""One file: choose its parser, apply it."""

import hashlib
import importlib.util
import json
import posixpath
from collections.abc import Callable, Iterable
from typing import Any

from understudy.core import patience
from understudy.core.errors import InputError, MissingExtraError, PassingError
from understudy.core.records import Source
from understudy.parsing.files import PARSERS, Found, Parsed, RawFile
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import BINARY, BY_SUFFIX, PICTURES, ZIP, parser_for

SECONDS_A_MB = 3.0
"""What a file may take longer for each megabyte: rows of JSON take a sixth of it."""
ENGINES: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "pdf": {"pymupdf": (("pymupdf", "pdf"),), "pdfium": ()},
    "image": {"rapidocr": (("rapidocr", "ocr"), ("onnxruntime", "ocr"))},
}
"""Parser to engine to the packages that it needs, with the extra that installs each; what is
always installed is left out."""


def read_file(found: Found, params: ParseParams) -> Parsed:
    """Parse a file of the raw folder.

    Raises:
        InputError: It cannot be read, no parser knows it, or its parser finds it damaged.
    """
    if found.problem is not None:
        why, reason = found.problem
        raise InputError(found.place, why, reason=reason)
    data = content(found)
    patience.allow(SECONDS_A_MB * len(data) / 1_000_000)
    source = Source(path=found.place, sha256=found.sha256)
    return parse(RawFile(source, found.collection, found.table, data), params)


def content(found: Found) -> bytes:
    """Return the bytes of a file, which must be those that were hashed."""
    try:
        data = found.path.read_bytes()
    except OSError as error:
        why = f"cannot be read ({error.strerror}); check its owner and mode"
        raise PassingError(found.place, why, reason="unreadable") from error
    if hashlib.sha256(data).hexdigest() != found.sha256:
        why = "it changed while the stage ran; run the stage again"
        raise PassingError(found.place, why, reason="changed")
    return data


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
        MissingExtraError: One is not, and its ``on_missing`` is ``fail``.
    """
    needed = {name for one in found if (name := family(one)) in ENGINES}
    for name, section in (("pdf", params.pdf), ("image", params.ocr)):
        if name in needed and section.on_missing == "fail":
            for package, extra in missing_engines(name, params):
                raise MissingExtraError(f"parser '{name}'", package, extra)


def missing_engines(parser: str, params: ParseParams) -> list[tuple[str, str]]:
    """Return the packages of a parser's engine that are not installed, with their extras."""
    chosen = {"pdf": params.pdf.engine, "image": params.ocr.engine}
    packages = ENGINES[parser][chosen[parser]] if parser in ENGINES else ()
    return [package for package in packages if importlib.util.find_spec(package[0]) is None]


def identity(found: Found, params: ParseParams) -> bytes:
    """Return all of a file and of the parameters that its records depend on.

    The code and the versions of engines are the cache's salt. Limits are no part of it: what breaks
    one is not remembered.
    """
    return identities(params)(found)


def identities(params: ParseParams) -> Callable[[Found], bytes]:
    """Return `identity` for many files: what a family of them depends on is written once."""
    each: dict[str, Any] = {
        "pdf": params.pdf.model_dump(),
        "image": params.ocr.model_dump(),
        "document": {},
        "text": {"whatsapp": params.whatsapp.model_dump(), "time_zone": params.time_zone},
    }
    written: dict[tuple[str, str | None], str] = {}

    def of(found: Found) -> bytes:
        kind = (family(found), found.table)
        if kind not in written:
            relevant = each.get(kind[0], each)  # an archive may hold any of them
            table = None if found.table is None else params.tables[found.table].model_dump()
            written[kind] = _json([table, relevant])
        facts = [found.place, found.sha256, found.collection, found.table, found.problem]
        return (_json(facts) + written[kind]).encode()

    return of


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def family(found: Found) -> str:
    """Tell by the first bytes, or the suffix of a damaged file, what may matter to a file."""
    named = BY_SUFFIX.get(posixpath.splitext(found.place)[1].lower())
    if b"%PDF-" in found.head:
        return "pdf"
    if found.head.startswith(PICTURES) or found.head[8:12] == b"WEBP":
        return "image"
    if found.head.startswith(ZIP) and named not in ENGINES:
        return "document" if named in BINARY else "archive"
    return named if found.head and named in ENGINES else "text"
