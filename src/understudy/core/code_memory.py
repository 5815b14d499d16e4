"""Closures of code that are found without reading again what was read before.

A stage begins with the closure of its code, for the keys of its cache. Parsing a hundred modules
and the file lists of all installed packages takes a second or two, which is most of the time of a
stage that has nothing to do.

What a file means is kept by the hash of its bytes, and what is installed by the inodes, sizes and
times of the files that tell it. The key holds the version of Python, whose syntax trees differ, and
the source of what reads them. Losing all of it costs time only.
"""

import hashlib
import json
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from understudy.core import code, installed
from understudy.core.cache import ItemCache
from understudy.core.code import Closure, Module, Reader
from understudy.core.installed import Installed
from understudy.core.traces import FRESH


def closure(entry: Path, sources: Path, *, folder: Path | None = None) -> Closure:
    """Return what `code.closure` returns.

    Args:
        entry: A Python file: a stage's script or a module below ``sources``.
        sources: Root of the import path of this repository, e.g. ``src``.
        folder: Where the memory is kept; that of item caches when None.

    Raises:
        SetupError: A file is not Python.
    """
    with RememberingReader(folder) as reader:
        return code.closure(entry, sources, reader)


class RememberingReader(Reader):
    """Reads a source once, and what is installed once for each state of the installation.

    Use it as a context manager: leaving commits what is new.

    Args:
        folder: Where the memory is kept; that of item caches when None.
    """

    def __init__(self, folder: Path | None = None) -> None:
        readers = [Path(str(one.__file__)).read_bytes() for one in (code, installed)]
        salt = [sys.version, *(hashlib.sha256(source).hexdigest() for source in readers)]
        self._cache = ItemCache("code", salt, folder=folder)
        self._installed: Installed | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._cache.close()

    def module(self, source: bytes, path: Path) -> Module:
        """Say what the source of a file means; raises as `Reader` does."""
        key = self._cache.key(b"module" + hashlib.sha256(source).digest())
        if stored := self._cache.get(key):
            meaning, imports, registries = json.loads(stored)
            return Module(meaning, tuple(imports), tuple(registries))
        module = super().module(source, path)
        facts = [module.meaning, module.imports, module.registries]
        self._cache.put(key, json.dumps(facts).encode())
        return module

    def installed(self) -> Installed:
        """Say which distributions provide which imports."""
        if self._installed is None:
            self._installed = self._looked_up()
        return self._installed

    def _looked_up(self) -> Installed:
        traces = installed.traces()
        if traces is None:
            return super().installed()
        now = time.time_ns()
        key = self._cache.key(b"installed" + json.dumps(traces).encode())
        if stored := self._cache.get(key):
            found: Installed = json.loads(stored)
            return found
        found = super().installed()
        # Within the grain of the clock what was just written may change without a trace.
        if now - _latest(traces) > FRESH:
            self._cache.put(key, json.dumps(found).encode())
        return found


def _latest(traces: Any) -> int:
    """Return the largest number in nested lists; times in nanoseconds are larger than the rest."""
    if isinstance(traces, list):
        return max(map(_latest, traces), default=0)
    return traces if isinstance(traces, int) else 0
