"""What lies in the raw folder."""

import logging
import os
import posixpath
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from understudy.core.digests import Digests
from understudy.core.errors import SetupError
from understudy.parsing.files import Found
from understudy.parsing.globs import matches
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import BY_SUFFIX, JSON_SUFFIXES

log = logging.getLogger(__name__)

IGNORED = {"thumbs.db", "desktop.ini", "__macosx"}
"""What systems leave behind, beside hidden files."""
FILE_SUFFIXES = {*BY_SUFFIX, *JSON_SUFFIXES, ".txt"}
PDF = b"%PDF-"
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
    with Digests(head=HEAD, marks=(PDF,)) as digests:
        found = sorted(_Walk(raw, params, digests).entries(raw), key=lambda one: one.place)
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


class _Walk:
    """A way through a folder, down to the files."""

    def __init__(self, raw: Path, params: ParseParams, digests: Digests) -> None:
        self._inside = raw.resolve()
        self._params = params
        self._digests = digests

    def entries(self, folder: Path, prefix: str = "") -> Iterator[Found]:
        """List what lies in a folder and below it; its name below the raw folder is the prefix."""
        try:
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError as error:
            why = f"cannot be opened ({error.strerror}); check its owner and mode"
            yield self._found(prefix, folder, problem=(why, "unreadable"))
            return
        below = []
        for entry in entries:
            if _is_ignored(entry.name):
                continue
            place = prefix + entry.name
            if not entry.is_dir(follow_symlinks=False):
                yield self._file(entry, folder, place)
                continue
            if posixpath.splitext(place)[1].lower() in FILE_SUFFIXES:
                why = "a folder with the name of a file; what is in it is read, so nothing to do"
                yield self._found(place, folder / entry.name, problem=(why, "not_a_file"))
            below.append(entry.name)
        for name in below:
            yield from self.entries(folder / name, f"{prefix}{name}/")

    def _file(self, entry: os.DirEntry[str], folder: Path, place: str) -> Found:
        path = folder / entry.name
        try:
            found = entry.stat()
        except OSError as error:
            why = f"a link that leads nowhere, or no access ({error.strerror}); replace it"
            return self._found(place, path, problem=(why, "unreadable"))
        problem = self._obstacle(entry, path, found)
        if problem is not None:
            return self._found(place, path, problem=problem)
        try:
            digest, head = self._digests.of(folder, entry.name, found)
        except OSError as error:
            why = f"cannot be read ({error.strerror}); check its owner and mode"
            return self._found(place, path, problem=(why, "unreadable"))
        return self._found(place, path, sha256=digest, head=head)

    def _obstacle(
        self, entry: os.DirEntry[str], path: Path, found: os.stat_result
    ) -> tuple[str, str] | None:
        """Tell what can be seen without opening the file."""
        if not stat.S_ISREG(found.st_mode):
            why = "not a file (a link to a folder, a pipe, a device); put the files themselves here"
            return why, "not_a_file"
        if entry.is_symlink():
            target = path.resolve()
            if self._inside not in target.parents and not _in_dvc_cache(target):
                return "a link out of the raw folder; copy the file instead", "link_outside"
        # It is not hashed either: a file of holes may have any size.
        if found.st_size > self._params.max_file_mb * 1_000_000:
            most = f"more than parse.max_file_mb ({self._params.max_file_mb})"
            return f"{found.st_size} bytes, {most}; split it, or raise the limit", "too_large"
        return None

    def _found(
        self,
        place: str,
        path: Path,
        *,
        sha256: str = "",
        head: bytes = b"",
        problem: tuple[str, str] | None = None,
    ) -> Found:
        # A name that is not UTF-8 cannot stand in JSON; the file is read under its own name.
        place = os.fsencode(place.rstrip("/") or ".").decode("utf-8", "backslashreplace")
        tables = self._params.tables.items()
        table = next((name for name, table in tables if _is_named(place, table.files)), None)
        collection = sys.intern(collection_of(place, self._params, table))
        return Found(place, path, sha256, head, collection, table, problem)


def _is_ignored(name: str) -> bool:
    return name.startswith(".") or name.lower() in IGNORED or name.endswith(".dvc")


def _is_named(place: str, patterns: Iterable[str]) -> bool:
    return any(matches(place, pattern) for pattern in patterns)


def _in_dvc_cache(target: Path) -> bool:
    """Tell a file of DVC's cache: ``.../files/md5/ab/cdef...``; with links, raw files lie there."""
    return target.parts[-4:-2] == ("files", "md5") and len(target.parts[-2]) == 2
