"""One file: choose its parser, apply it."""

import functools
import importlib.util
import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from understudy.core.errors import InputError, MissingExtraError, SetupError
from understudy.core.records import Source
from understudy.parsing.files import PARSERS, Found, Parsed, RawFile, Remark
from understudy.parsing.ole import SIGNATURE as OLE_SIGNATURE
from understudy.parsing.params import OcrParams, OldOfficeParams, ParseParams, PdfParams
from understudy.parsing.sniffing import BINARY, BY_SUFFIX, PICTURES, ZIP, parser_for

OLD = ("doc", "ppt")
PROGRAM = "program"
OFFICE = (("soffice", PROGRAM),)
ENGINES: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "pdf": {"pymupdf": (("pymupdf", "pdf"),), "pdfium": ()},
    "image": {"rapidocr": (("rapidocr", "ocr"), ("onnxruntime", "ocr"))},
    "doc": {"libreoffice": OFFICE, "builtin": ()},
    "ppt": {"libreoffice": OFFICE, "builtin": ()},
}
"""Parser to engine to the packages that it needs, with the extra that installs each; what is
always installed is left out, and programs have the mark `PROGRAM` for an extra."""
PROGRAMS = {
    "soffice": "install LibreOffice (Debian: apt-get install libreoffice-writer-nogui "
    "libreoffice-impress-nogui), or set parse.old_office.engine to builtin",
}
"""Program to what to do without it."""


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
        remedy = PROGRAMS.get(package) or f"pip install 'understudy[{extra}]'"
        why = f"parser '{name}' needs '{package}': {remedy}"
        raise InputError(file.place, why, reason="missing_engine")
    result = PARSERS[name](file, params)
    fields: dict[str, Any] = {"place": file.place, "parser": name}
    if "remarks" not in result.model_fields_set and "text" in vars(file):
        fields["remarks"] = Remark.of(file.decoded)
    return result.model_copy(update=fields)


def check_engines(found: Iterable[Found], params: ParseParams) -> None:
    """Make sure before any work that the engines for the files at hand are installed.

    Raises:
        SetupError: One is not, and its ``on_missing`` is ``fail``.
    """
    needed = {name for one in found if (name := _family(one)) in ENGINES}
    for name, section in _sections(params).items():
        if name in needed and section.on_missing == "fail":
            for package, extra in missing_engines(name, params):
                if extra == PROGRAM:
                    raise SetupError(f"parser '{name}' needs '{package}': {PROGRAMS[package]}.")
                raise MissingExtraError(f"parser '{name}'", package, extra)


def missing_engines(parser: str, params: ParseParams) -> list[tuple[str, str]]:
    """Return the packages of a parser's engine that are not installed, with their extras."""
    packages = ENGINES[parser][_sections(params)[parser].engine] if parser in ENGINES else ()
    return [package for package in packages if _is_missing(*package)]


def _sections(params: ParseParams) -> dict[str, PdfParams | OcrParams | OldOfficeParams]:
    """Return what is said of the engine of each parser that has some."""
    return {
        "pdf": params.pdf,
        "image": params.ocr,
        "doc": params.old_office,
        "ppt": params.old_office,
    }


def _is_missing(package: str, extra: str) -> bool:
    if extra == PROGRAM:
        return shutil.which(package) is None
    return importlib.util.find_spec(package) is None


@functools.cache
def _version(program: str) -> str:
    """Return what a program says of its version; empty when it is not installed."""
    found = shutil.which(program)
    if found is None:
        return ""
    said = subprocess.run([found, "--version"], capture_output=True, check=False)
    return said.stdout.decode("utf-8", "replace").strip()


def identity(found: Found, params: ParseParams) -> bytes:
    """Return all of a file and of the parameters that its records depend on.

    The code and the versions of engines that are packages are the cache's salt.
    """
    family = _family(found)
    old: dict[str, Any] = {"engine": params.old_office.model_dump()}
    if family in {*OLD, "office", "archive"} and params.old_office.engine == "libreoffice":
        old["program"] = _version("soffice")
    each: dict[str, Any] = {
        "pdf": params.pdf.model_dump(),
        "image": params.ocr.model_dump(),
        **dict.fromkeys((*OLD, "office"), old),
        "document": {},
        "text": {"whatsapp": params.whatsapp.model_dump(), "time_zone": params.time_zone},
    }
    if family == "archive":  # it may hold any of them
        each["tables"] = {name: one.model_dump() for name, one in params.tables.items()}
        each["collections"] = list(params.collections.items())
    relevant = each.get(family, each)
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
    if found.head.startswith(OLE_SIGNATURE):
        return "document" if named == "spreadsheet" else named if named in OLD else "office"
    if found.head.startswith(ZIP) and named not in ENGINES:
        return "document" if named in BINARY else "archive"
    return named if found.head and named in ENGINES else "text"
