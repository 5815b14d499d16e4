"""One file: choose its parser, apply it."""

import hashlib
from functools import partial
from typing import Any

from understudy.core import patience
from understudy.core.errors import InputError, PassingError
from understudy.core.records import Source
from understudy.parsing.files import PARSERS, Found, Parsed, RawFile, Remark
from understudy.parsing.params import ParseParams
from understudy.parsing.readiness import problems
from understudy.parsing.sniffing import parser_for
from understudy.parsing.vision import drawing, standalone

SECONDS_A_MB = 3.0
"""What a file may take longer for each megabyte: rows of JSON take a sixth of it."""


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
