"""What lies in the raw folders."""

import logging
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from understudy.core.digests import Digests
from understudy.core.errors import SetupError
from understudy.parsing.files import Found
from understudy.parsing.globs import matches
from understudy.parsing.naming import collection_of, may_lie_in, table_of
from understudy.parsing.params import ParseParams
from understudy.parsing.roots import Root, roots_of
from understudy.parsing.sniffing import BY_SUFFIX, JSON_SUFFIXES

log = logging.getLogger(__name__)

IGNORED = {"thumbs.db", "desktop.ini", "__macosx"}
"""What systems leave behind, beside hidden files."""
FILE_SUFFIXES = {*BY_SUFFIX, *JSON_SUFFIXES, ".txt"}
NO_FILE = (
    "not a file (a link to a folder, a pipe, a device); put the files themselves here",
    "not_a_file",
)
PDF = b"%PDF-"
HEAD = 1024
"""Bytes, as far as a PDF's mark may stand from the start."""


def discover(raws: Sequence[Path], params: ParseParams) -> list[Found]:
    """List all files of the folders and their folders, sorted by place.

    Hidden files, those that systems leave behind, and DVC's own are ignored. Everything else is
    listed, also what cannot be read: a link out of the folders (but into DVC's cache, whose links
    are the files themselves), a link to a folder, a pipe, a folder that is called like a file.
    With ``follow_links`` a link is what it leads to, unless that is read already.

    Args:
        raws: Folders, or single files; see `roots_of` for the places of their files.
        params: Section ``parse``.

    Raises:
        SetupError: A folder is missing, all of them hold no file, or none that a table is made of.
    """
    roots = roots_of(raws)
    with Digests(head=HEAD, marks=(PDF,)) as digests:
        found = sorted(_Walk(roots, params, digests).all(), key=lambda one: one.place)
    named = " and ".join(map(str, raws))
    if not found:
        raise SetupError(f"{named} holds no files. Put the raw files there, or run `dvc pull`.")
    _check_patterns(named, [one.place for one in found], params)
    return found


def _check_patterns(raw: str, places: list[str], params: ParseParams) -> None:
    """Refuse a table without files: its group column would be lost, and with it the fair split."""
    archives = [place for place in places if place.lower().endswith(".zip")]

    def named(pattern: str) -> bool:
        found = any(matches(place, pattern) for place in places)
        return found or any(may_lie_in(archive, pattern) for archive in archives)

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
    """A way through the roots, down to the files; what links lead to comes last."""

    def __init__(self, roots: Sequence[Root], params: ParseParams, digests: Digests) -> None:
        self._roots = roots
        self._params = params
        self._digests = digests
        self._links: list[tuple[Path, Root]] = []
        """To be followed: those that lead out of the roots, or to a folder."""
        self._is_following = False
        self._seen: set[Path] = set()
        """Folders that were read, and files that links led to."""

    def all(self) -> Iterator[Found]:
        """List what lies in the roots, then what links lead to, each once."""
        for root in self._roots:
            if root.path.is_dir():
                yield from self._entries(root.path, root)
            else:
                yield from self._file(root.path, root, is_link=root.path.is_symlink())
        self._is_following = True
        for path, root in self._links:  # it grows while links are followed
            yield from self._followed(path, root)

    def _entries(self, folder: Path, root: Root) -> Iterator[Found]:
        """List what lies in a folder and below it."""
        self._seen.add(folder.resolve())
        try:
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError as error:
            why = f"cannot be opened ({error.strerror}); check its owner and mode"
            yield self._found(folder, root, problem=(why, "unreadable"))
            return
        below = []
        for entry in entries:
            if _is_ignored(entry.name):
                continue
            path = folder / entry.name
            if not entry.is_dir(follow_symlinks=False):
                yield from self._file(path, root, is_link=entry.is_symlink())
                continue
            if path.suffix.lower() in FILE_SUFFIXES:
                why = "a folder with the name of a file; what is in it is read, so nothing to do"
                yield self._found(path, root, problem=(why, "not_a_file"))
            below.append(path)
        for path in below:
            if path.resolve() not in self._seen:  # a link that was followed may lead above it
                yield from self._entries(path, root)

    def _file(self, path: Path, root: Root, *, is_link: bool) -> Iterator[Found]:
        """List a file, or say why it is none; put a link aside that is to be followed."""
        try:
            found = path.stat()
        except OSError as error:
            why = f"a link that leads nowhere, or no access ({error.strerror}); replace it"
            yield self._found(path, root, problem=(why, "unreadable"))
            return
        problem = self._obstacle(path, found, is_link=is_link)
        if problem is None and self._is_following:
            yield from self._followed(path, root)
        elif problem is None:
            yield self._read(path, root, found)
        elif self._params.follow_links and is_link:
            self._links.append((path, root))
        else:
            yield self._found(path, root, problem=problem)

    def _followed(self, path: Path, root: Root) -> Iterator[Found]:
        """List what a link leads to, unless it is read already."""
        target = path.resolve()
        if target in self._seen or (target.is_file() and self._is_inside(target)):
            why = "a link to what is read already; nothing is to be done"
            yield self._found(path, root, problem=(why, "link_repeated"))
        elif target.is_dir():
            yield from self._entries(path, root)
        elif target.is_file():
            self._seen.add(target)
            yield self._read(path, root, target.stat())
        else:
            yield self._found(path, root, problem=NO_FILE)

    def _read(self, path: Path, root: Root, found: os.stat_result) -> Found:
        """Take the start of a file and its hash, if it is not too large."""
        # One that is is not hashed either: a file of holes may have any size.
        if found.st_size > self._params.max_file_mb * 1_000_000:
            most = f"more than parse.max_file_mb ({self._params.max_file_mb})"
            why = f"{found.st_size} bytes, {most}; split it, or raise the limit"
            return self._found(path, root, problem=(why, "too_large"))
        try:
            digest, head = self._digests.of(path.parent, path.name, found)
        except OSError as error:
            why = f"cannot be read ({error.strerror}); check its owner and mode"
            return self._found(path, root, problem=(why, "unreadable"))
        return self._found(path, root, sha256=digest, head=head)

    def _obstacle(
        self, path: Path, found: os.stat_result, *, is_link: bool
    ) -> tuple[str, str] | None:
        """Tell what can be seen without opening the file."""
        if not stat.S_ISREG(found.st_mode):
            return NO_FILE
        if is_link:
            target = path.resolve()
            if not _in_dvc_cache(target) and not self._is_inside(target):
                why = "a link out of the raw folders; copy the file, or set parse.follow_links"
                return why, "link_outside"
        return None

    def _is_inside(self, target: Path) -> bool:
        return any(root.holds(target) for root in self._roots)

    def _found(
        self,
        path: Path,
        root: Root,
        *,
        sha256: str = "",
        head: bytes = b"",
        problem: tuple[str, str] | None = None,
    ) -> Found:
        # A name that is not UTF-8 cannot stand in JSON; the file is read under its own name.
        place = os.fsencode(root.place(path)).decode("utf-8", "backslashreplace")
        table = table_of(place, self._params)
        collection = sys.intern(collection_of(place, self._params, table))
        return Found(place, path, sha256, head, collection, table, problem)


def _is_ignored(name: str) -> bool:
    return name.startswith(".") or name.lower() in IGNORED or name.endswith(".dvc")


def _in_dvc_cache(target: Path) -> bool:
    """Tell a file of DVC's cache: ``.../files/md5/ab/cdef...``; with links, raw files lie there."""
    return target.parts[-4:-2] == ("files", "md5") and len(target.parts[-2]) == 2
