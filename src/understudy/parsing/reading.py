"""One file: choose its parser, apply it."""

import importlib.util
import json
from collections.abc import Iterable
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from understudy.core.errors import InputError, MissingExtraError
from understudy.core.records import Source
from understudy.parsing.files import PARSERS, Found, Parsed, RawFile
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import BINARY, BY_SUFFIX, PICTURES, ZIP, parser_for
from understudy.parsing.vision import drawing, standalone

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
    read = partial(_apply, name, params)
    found = standalone.seen(file, params, read) if name == "image" else read(file)
    found = drawing.drawn(found, name, params)
    return found.model_copy(update={"place": file.place, "parser": name})


def _apply(name: str, params: ParseParams, file: RawFile) -> Parsed:
    for package, extra in missing_engines(name, params):
        why = f"parser '{name}' needs '{package}': pip install 'understudy[{extra}]'"
        raise InputError(file.place, why, reason="missing_engine")
    return PARSERS[name](file, params)


def check_engines(found: Iterable[Found], params: ParseParams) -> None:
    """Make sure before any work that the engines for the files at hand are installed.

    Raises:
        MissingExtraError: One is not, and its ``on_missing`` is ``fail``.
    """
    needed = {name for one in found if (name := _family(one)) in ENGINES}
    for name, section in (("pdf", params.pdf), ("image", params.ocr)):
        stands_by = name == "image" and standalone.reads_pictures(params)
        if name in needed and section.on_missing == "fail" and not stands_by:
            for package, extra in missing_engines(name, params):
                raise MissingExtraError(f"parser '{name}'", package, extra)


def missing_engines(parser: str, params: ParseParams) -> list[tuple[str, str]]:
    """Return the packages of a parser's engine that are not installed, with their extras."""
    chosen = {"pdf": params.pdf.engine, "image": params.ocr.engine}
    packages = ENGINES[parser][chosen[parser]] if parser in ENGINES else ()
    return [package for package in packages if importlib.util.find_spec(package[0]) is None]


def identity(found: Found, params: ParseParams) -> bytes:
    """Return all of a file and of the parameters that its records depend on.

    The code and the versions of engines are the cache's salt.
    """
    each: dict[str, Any] = {
        "pdf": params.pdf.model_dump(),
        "image": params.ocr.model_dump(),
        "document": {},
        "text": {"whatsapp": params.whatsapp.model_dump(), "time_zone": params.time_zone},
    }
    relevant = each.get(_family(found), each)  # an archive may hold any of them
    table = None if found.table is None else params.tables[found.table].model_dump()
    vlm = params.vlm and params.vlm.model_dump(include={"ocr", "describe", "prefer"})
    facts = [
        params.pictures.model_dump(),
        vlm,
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
