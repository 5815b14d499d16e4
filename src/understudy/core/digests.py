"""SHA-256 of files, not computed again while the system says that they are the same.

What DVC and git do, too: a file whose inode, size and both times stand as they were holds what it
held. The time of the last change to the inode cannot be set back, so a copy that keeps the date of
the original is another file. An entry is trusted only if the file was old when it was read: within
the grain of the clock it may be written to without a trace.
"""

import hashlib
import json
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from understudy.core.cache import ItemCache
from understudy.core.traces import FRESH, trace

MARK = 32
"""Bytes of a file's beginning that are kept: formats tell themselves within a dozen."""
SMALL = 64_000
"""Bytes of a file that is hashed as it is read; most are, and a buffer costs more than that."""
FORMAT = 1
"""Of the entries; a larger number makes the older ones unknown."""

Known = dict[str, list[Any]]


class Digests:
    """Hashes of the files of folders, remembered between runs; losing them costs time only.

    Use it as a context manager: leaving commits what is new.

    Args:
        folder: Where they are kept; that of item caches when None.
        head: How many bytes of a file `marks` may lie in.
        marks: What is kept of a head that begins with something else, when it holds one of them.
    """

    def __init__(
        self, *, folder: Path | None = None, head: int = MARK, marks: tuple[bytes, ...] = ()
    ) -> None:
        self._cache = ItemCache("digests", [FORMAT, head, [*map(repr, marks)]], folder=folder)
        self._head = head
        self._marks = marks
        self._folder: Path | None = None
        self._known: Known = {}
        self._seen: Known = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._turn_to(None)
        self._cache.close()

    def of(self, folder: Path, name: str, found: os.stat_result) -> tuple[str, bytes]:
        """Return the hash of a file, 64 hexadecimal digits, and how it begins.

        Ask for the files of a folder one after the other: they are looked up together.

        Args:
            folder: Where the file lies.
            name: Of a regular file.
            found: What ``stat`` says of it.

        Raises:
            OSError: It cannot be read.
        """
        if folder != self._folder:
            self._turn_to(folder)
        facts = trace(found)
        known = self._known.get(name)
        if known is None or known[:-2] != facts:
            now = time.time_ns()
            digest, mark = self._read(folder / name)
            known = [*facts, digest, mark.hex()]
            if now - max(found.st_mtime_ns, found.st_ctime_ns) < FRESH:
                return digest, mark
        self._seen[name] = known
        return known[-2], bytes.fromhex(known[-1])

    def _read(self, path: Path) -> tuple[str, bytes]:
        with path.open("rb") as file:
            data = file.read(max(SMALL, self._head))
            if len(data) < SMALL:
                digest = hashlib.sha256(data).hexdigest()
            else:
                file.seek(0)
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        head = data[: self._head]
        mark = next((mark for mark in self._marks if mark in head), head[:MARK])
        return digest, mark

    def _turn_to(self, folder: Path | None) -> None:
        """Keep what was seen in a folder, and look up what is known of the next."""
        if self._folder is not None and self._seen != self._known:
            self._cache.put(self._key(self._folder), json.dumps(self._seen).encode())
        self._folder = folder
        self._seen = {}
        stored = None if folder is None else self._cache.get(self._key(folder))
        self._known = json.loads(stored) if stored else {}

    def _key(self, folder: Path) -> bytes:
        return self._cache.key(os.fsencode(folder.absolute()))
