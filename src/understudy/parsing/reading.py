"""One file: choose its parser, apply it."""

import importlib.util
import json
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from understudy.core.errors import InputError, MissingExtraError, SetupError
from understudy.core.records import Source
from understudy.parsing.files import PARSERS, Found, Parsed, RawFile
from understudy.parsing.outside import by_docling
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import BINARY, BY_SUFFIX, PICTURES, ZIP, parser_for

ENGINES: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "pdf": {"pymupdf": (("pymupdf", "pdf"),), "pdfium": (), "docling": ()},
    "image": {"rapidocr": (("rapidocr", "ocr"), ("onnxruntime", "ocr"))},
}
"""Parser to engine to the packages that it needs, with the extra that installs each; what is
always installed is left out, and so is what lives in an environment of its own."""
OFFICE = {"docx", "pptx"}
"""Parsers whose engine is ``parse.office.engine``."""


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
    if problem := _outside_problem(name, params):
        raise InputError(file.place, problem, reason="missing_engine")
    return PARSERS[name](file, params).model_copy(update={"place": file.place, "parser": name})


def check_engines(found: Iterable[Found], params: ParseParams) -> None:
    """Make sure before any work that the engines for the files at hand are installed.

    Raises:
        MissingExtraError: One is not, and its ``on_missing`` is ``fail``.
        SetupError: The same of one that lives in an environment of its own.
    """
    needed = {name for one in found if (name := _format(one)) in ENGINES or name in OFFICE}
    for name, on_missing in (("pdf", params.pdf.on_missing), ("image", params.ocr.on_missing)):
        if name in needed and on_missing == "fail":
            for package, extra in missing_engines(name, params):
                raise MissingExtraError(f"parser '{name}'", package, extra)
    for name in sorted(needed):
        on_missing = params.pdf.on_missing if name == "pdf" else params.office.on_missing
        if on_missing == "fail" and (problem := _outside_problem(name, params)):
            raise SetupError(problem)


def missing_engines(parser: str, params: ParseParams) -> list[tuple[str, str]]:
    """Return the packages of a parser's engine that are not installed, with their extras."""
    chosen = {"pdf": params.pdf.engine, "image": params.ocr.engine}
    packages = ENGINES[parser][chosen[parser]] if parser in ENGINES else ()
    return [package for package in packages if importlib.util.find_spec(package[0]) is None]


def identity(found: Found, params: ParseParams) -> bytes:
    """Return all of a file and of the parameters that its records depend on.

    The code and the versions of engines are the cache's salt; only of an engine that lives in an
    environment of its own they stand here.
    """
    family = _family(found)
    office = _format(found) if family == "document" else "docx"
    each: dict[str, Any] = {
        "pdf": params.pdf.model_dump() | _outside_identity("pdf", params),
        "image": params.ocr.model_dump(),
        "document": _outside_identity(office, params),
        "text": {"whatsapp": params.whatsapp.model_dump(), "time_zone": params.time_zone},
    }
    relevant = each.get(family, each)  # an archive may hold any of them
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
    if found.head.startswith(PICTURES) or found.head[8:12] == b"WEBP":
        return "image"
    if found.head.startswith(ZIP) and named not in ENGINES:
        return "document" if named in BINARY else "archive"
    return named if found.head and named in ENGINES else "text"


def _format(found: Found) -> str:
    """Name the parser of a document by its suffix, and the family of any other file."""
    family = _family(found)
    return BY_SUFFIX[PurePosixPath(found.place).suffix.lower()] if family == "document" else family


def _outside(parser: str, params: ParseParams) -> by_docling.Format | None:
    """Return what docling is asked to read for a parser; None when it is not asked."""
    if parser == "pdf" and params.pdf.engine == "docling":
        return "pdf"
    if parser in OFFICE and params.office.engine == "docling":
        return "docx" if parser == "docx" else "pptx"
    return None


def _outside_problem(parser: str, params: ParseParams) -> str | None:
    kind = _outside(parser, params)
    return None if kind is None else by_docling.problem(params, kind)


def _outside_identity(parser: str, params: ParseParams) -> dict[str, Any]:
    kind = _outside(parser, params)
    return {} if kind is None else {"docling": by_docling.identity(params, kind)}
