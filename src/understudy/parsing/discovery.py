"""What lies in the raw folder."""

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.parsing.files import Found
from understudy.parsing.globs import matches
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import BY_SUFFIX, JSON_SUFFIXES

log = logging.getLogger(__name__)

IGNORED = {"thumbs.db", "desktop.ini", "__macosx"}
"""What systems leave behind, beside hidden files."""
HEAD = 1024
"""Bytes, as far as a PDF's mark may stand from the start."""


def discover(raw: Path, params: ParseParams) -> list[Found]:
    """List all files of a folder and its folders, sorted by path.

    Hidden files, those that systems leave behind, and DVC's own are ignored. Everything else is
    listed, also what cannot be read: a link out of the folder (but into DVC's cache, whose links
    are the files themselves), a link to a folder, a pipe, a folder that is called like a file.

    Raises:
        SetupError: The folder is missing or holds no file, or none that a table is made of.
    """
    if not raw.is_dir():
        raise SetupError(f"{raw} is no folder. Put the raw files there, or run `dvc pull`.")
    found = sorted(_walk(raw, raw, params), key=lambda one: one.place)
    if not found:
        raise SetupError(f"{raw} holds no files. Put the raw files there, or run `dvc pull`.")
    _check_patterns(raw, [one.place for one in found], params)
    return found


def collection_of(place: str, params: ParseParams, table: str | None) -> str:
    """Return a file's collection: its table's, else the first match, else its folder."""
    if table is not None and (named := params.tables[table].collection):
        return named
    for pattern, collection in params.collections.items():
        if matches(place, pattern):
            return collection
    parts = PurePosixPath(place).parts
    return parts[0] if len(parts) > 1 else "raw"


def _check_patterns(raw: Path, places: list[str], params: ParseParams) -> None:
    """Refuse a table without files: its group column would be lost, and with it the fair split."""

    def named(pattern: str) -> bool:
        return any(matches(place, pattern) for place in places)

    for name, table in params.tables.items():
        if not any(map(named, table.files)):
            raise SetupError(
                f"params.yaml: parse.tables.{name}.files: {list(table.files)} match no file of "
                f"{raw}. Correct the patterns, or remove the table."
            )
    for pattern in params.collections:
        if not named(pattern):
            log.warning("params.yaml: parse.collections: %r matches no file", pattern)


def _walk(folder: Path, raw: Path, params: ParseParams) -> Iterator[Found]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield _found(
            folder, raw, params, problem=(f"cannot be opened ({error.strerror})", "unreadable")
        )
        return
    for path in entries:
        if path.name.startswith(".") or path.name.lower() in IGNORED or path.suffix == ".dvc":
            continue
        if path.is_dir() and not path.is_symlink():
            if path.suffix.lower() in {*BY_SUFFIX, *JSON_SUFFIXES, ".txt"}:
                why = "a folder with the name of a file; what is in it is read"
                yield _found(path, raw, params, problem=(why, "not_a_file"))
            yield from _walk(path, raw, params)
        else:
            yield _file(path, raw, params)


def _file(path: Path, raw: Path, params: ParseParams) -> Found:
    problem = _obstacle(path, raw)
    if problem is not None:
        return _found(path, raw, params, problem=problem)
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
        digest = jsonl.sha256(path)
        size = path.stat().st_size
    except OSError as error:
        problem = (f"cannot be read ({error.strerror})", "unreadable")
        return _found(path, raw, params, problem=problem)
    if size > params.max_file_mb * 1_000_000:
        why = f"{size} bytes, more than parse.max_file_mb ({params.max_file_mb})"
        problem = (why, "too_large")
    return _found(path, raw, params, sha256=digest, head=head, problem=problem)


def _obstacle(path: Path, raw: Path) -> tuple[str, str] | None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return (f"a link that leads nowhere, or no access ({error.strerror})", "unreadable")
    if not stat.S_ISREG(mode):
        return ("not a file (a link to a folder, a pipe, a device)", "not_a_file")
    if path.is_symlink():
        target = path.resolve()
        if raw.resolve() not in target.parents and not _in_dvc_cache(target):
            return ("a link out of the raw folder; copy the file instead", "link_outside")
    return None


def _in_dvc_cache(target: Path) -> bool:
    """Tell a file of DVC's cache: ``.../files/md5/ab/cdef...``; with links, raw files lie there."""
    return target.parts[-4:-2] == ("files", "md5") and len(target.parts[-2]) == 2


def _found(
    path: Path,
    raw: Path,
    params: ParseParams,
    *,
    sha256: str = "",
    head: bytes = b"",
    problem: tuple[str, str] | None = None,
) -> Found:
    # A name that is not UTF-8 cannot stand in JSON; the file is read under its own name.
    place = os.fsencode(path.relative_to(raw).as_posix()).decode("utf-8", "replace")
    table = next(
        (
            name
            for name, table in params.tables.items()
            if any(matches(place, pattern) for pattern in table.files)
        ),
        None,
    )
    collection = collection_of(place, params, table)
    return Found(place, path, sha256, head, collection, table, problem)
