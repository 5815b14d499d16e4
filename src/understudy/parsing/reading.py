"""One file: choose its parser, apply it."""

import hashlib
from functools import partial
from pathlib import Path
from typing import Any

from understudy.core import patience
from understudy.core.errors import InputError, PassingError
from understudy.core.records import Source
from understudy.parsing.files import PARSERS, Found, Parsed, RawFile, Remark
from understudy.parsing.params import ParseParams
from understudy.parsing.readiness import problems
from understudy.parsing.sniffing import parser_for
from understudy.parsing.vision import drawing, standalone

LARGE = 32_000_000
"""Bytes of a file beyond which it is held only by a parser that wants all of it."""
SECONDS_A_MB = 3.0
"""What a file may take longer for each megabyte: rows of JSON take a sixth of it."""


def read_file(found: Found, params: ParseParams, spool: Path | None = None) -> Parsed:
    """Parse a file of the raw folder.

    Args:
        found: The file.
        params: Section ``parse``.
        spool: Folder for the records of a large file; None = they are held.

    Raises:
        InputError: It cannot be read, no parser knows it, or its parser finds it damaged.
    """
    if found.problem is not None:
        why, reason = found.problem
        raise InputError(found.place, why, reason=reason)
    read, size = content(found)
    patience.allow(SECONDS_A_MB * size / 1_000_000)
    source = Source(path=found.place, sha256=found.sha256)
    return parse(RawFile(source, found.collection, found.table, read, spool), params)


def content(found: Found) -> tuple[bytes | Path, int]:
    """Return the bytes of a file, which must be those that were hashed, and how many.

    Of a large file it is where they lie: a parser that reads a stream needs no room for them.
    """
    try:
        with found.path.open("rb") as file:
            data = file.read(LARGE)
            is_large = bool(file.peek(1))
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256") if is_large else hashlib.sha256(data)
            size = file.tell() if is_large else len(data)
    except OSError as error:
        why = f"cannot be read ({error.strerror}); check its owner and mode"
        raise PassingError(found.place, why, reason="unreadable") from error
    if digest.hexdigest() != found.sha256:
        why = "it changed while the stage ran; run the stage again"
        raise PassingError(found.place, why, reason="changed")
    return (found.path, size) if is_large else (data, size)


def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Choose the parser of a file and apply it; raises as `read_file` does."""
    name = parser_for(file)
    read = partial(_apply, name, params)
    found = standalone.seen(file, params, read) if name == "image" else read(file)
    found = drawing.drawn(found, name, params)
    fields: dict[str, Any] = {"place": file.place, "parser": name}
    if "remarks" not in found.model_fields_set and "text" in vars(file):
        fields["remarks"] = Remark.of(file.decoded)
    return found.model_copy(update=fields)


def _apply(name: str, params: ParseParams, file: RawFile) -> Parsed:
    for problem in problems(name, params):
        raise InputError(file.place, str(problem), reason="missing_engine") from problem
    return PARSERS[name](file, params)
