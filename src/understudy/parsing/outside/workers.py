"""A process of another Python environment that answers one request after the other.

It is started by the first request, serves many, is replaced after a crash, a hang, or a few hundred
requests (libraries leak), and ends with this process. `serving` is the other end.
"""

import atexit
import contextlib
import functools
import json
import os
import select
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from understudy.core.errors import InputError, PassingError, SetupError
from understudy.parsing.outside import serving

LONGEST_START_S = 300.0
"""Seconds for an engine to load: a gigabyte of libraries from a cold disk takes a minute."""
MOST_REQUESTS = 200
LOG_KEPT = 1_000_000
"""Bytes of what the engine logs, after which the file is emptied; its end explains a crash."""
CHUNK = 1 << 20
DIED, TIMEOUT = "engine_died", "engine_timeout"
"""Reasons of a file that an engine does not survive."""


@dataclass(frozen=True, slots=True)
class Command:
    """What to start: an engine, and the Python that has its packages."""

    name: str
    python: Path
    engine: Path
    """File with the functions ``versions`` and ``convert``."""
    settings: tuple[tuple[str, str], ...] = ()
    """Variables of its environment beside those of this process."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an engine returned."""

    result: dict[str, Any]
    parts: tuple[bytes, ...]


class _GoneError(Exception):
    """The process died (``engine_died``) or was killed for taking too long (``engine_timeout``)."""

    def __init__(self, why: str, reason: str) -> None:
        super().__init__(why)
        self.reason = reason


class Worker:
    """One engine's process; requests of several threads wait for each other."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._process: _Process | None = None
        self._lock = threading.Lock()

    def versions(self) -> dict[str, str]:
        """Start it if need be, and return what it says of its own packages.

        Raises:
            SetupError: It does not start.
        """
        with self._lock:
            return self._running().versions

    def ask(
        self, data: bytes, options: Mapping[str, Any], *, where: str, timeout_s: float
    ) -> Reply:
        """Let the engine convert a file.

        A process that has served other files and dies on this one gets a successor for one more
        try: what comes of a file must not depend on those before it.

        Args:
            data: The file's bytes.
            options: JSON-serialisable.
            where: Path of the file, for messages.
            timeout_s: Seconds after which the process is killed.

        Raises:
            InputError: The engine refused the file (with its own reason, or ``engine_failed``),
                died of it (``engine_died``), or took too long (``engine_timeout``).
            SetupError: It does not start.
        """
        with self._lock:
            try:
                head, content = self._answer(data, options, timeout_s)
            except _GoneError as error:
                why = f"{self._command.name} {error}"
                raise PassingError(where, why, reason=error.reason) from error
        if "refused" in head:
            why = f"{self._command.name} cannot read it ({head['refused']})"
            raise InputError(where, why, reason=head["reason"] or "engine_failed")
        return Reply(head["result"], _parts(content, head["parts"]))

    def stop(self) -> None:
        """End the process; the next request starts another."""
        with self._lock:
            self._stop()

    def _answer(
        self, data: bytes, options: Mapping[str, Any], timeout_s: float
    ) -> tuple[dict[str, Any], bytes]:
        was_fresh = self._running().requests == 0
        try:
            return self._running().exchange(data, options, timeout_s)
        except _GoneError as error:
            self._stop()
            if was_fresh or error.reason == TIMEOUT:
                raise
        try:
            return self._running().exchange(data, options, timeout_s)
        except _GoneError:
            self._stop()
            raise

    def _running(self) -> "_Process":
        if self._process is not None and self._process.requests >= MOST_REQUESTS:
            self._stop()
        if self._process is None:
            self._process = _Process(self._command)
        return self._process

    def _stop(self) -> None:
        if self._process is not None:
            self._process.stop()
            self._process = None


@functools.cache
def worker(command: Command) -> Worker:
    """Return this process's worker for a command; it ends with the process."""
    found = Worker(command)
    atexit.register(found.stop)
    return found


class _Process:
    """A started engine, which has said its versions."""

    def __init__(self, command: Command) -> None:
        self.requests = 0
        self._name = command.name
        self._log = tempfile.TemporaryFile("a+b")  # noqa: SIM115  # closed by stop()
        # A thread's death is no process's death, so only the main thread may bind the child to it.
        bound = threading.current_thread() is threading.main_thread()
        script = (serving.__file__, str(command.engine), str(os.getpid() if bound else 0))
        try:
            self._child = subprocess.Popen(
                [str(command.python), "-I", *script],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                env={**os.environ, **dict(command.settings)},
                bufsize=0,
            )
        except OSError as error:
            self._log.close()
            why = f"{command.name}: {command.python} does not start ({error.strerror})"
            raise SetupError(why) from error
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._in, self._out = self._child.stdin.fileno(), self._child.stdout.fileno()
        os.set_blocking(self._in, False)
        os.set_blocking(self._out, False)
        self.versions = self._hello()

    def exchange(
        self, data: bytes, options: Mapping[str, Any], timeout_s: float
    ) -> tuple[dict[str, Any], bytes]:
        """Send a request and return the answer; raise `_GoneError` when none comes."""
        self.requests += 1
        if os.fstat(self._log.fileno()).st_size > LOG_KEPT:
            self._log.truncate(0)
        until = time.monotonic() + timeout_s
        head = json.dumps(dict(options)).encode()
        self._send(serving.HEADER.pack(serving.MARK, len(head), len(data)) + head, until)
        self._send(data, until)
        return self._receive(until)

    def stop(self) -> None:
        """Kill it and wait for its end."""
        for stream in (self._child.stdin, self._child.stdout):
            assert stream is not None
            with contextlib.suppress(OSError):
                stream.close()
        self._child.kill()
        self._child.wait()
        self._log.close()

    def _hello(self) -> dict[str, str]:
        try:
            head, _ = self._receive(time.monotonic() + LONGEST_START_S)
        except _GoneError as error:
            last = self._last_words()
            self.stop()
            raise SetupError(f"{self._name} does not start: it {error}{last}") from error
        if "refused" in head:
            self.stop()
            raise SetupError(f"{self._name} does not start: {head['refused']}")
        found: dict[str, str] = head["result"]
        return found

    def _send(self, content: bytes, until: float) -> None:
        left = memoryview(content)
        while left:
            self._wait([], [self._in], until)
            try:
                left = left[os.write(self._in, left[:CHUNK]) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise self._gone() from error

    def _receive(self, until: float) -> tuple[dict[str, Any], bytes]:
        header = self._exactly(serving.HEADER.size, until)
        mark, text, content = serving.HEADER.unpack(header)
        if mark != serving.MARK or text + content > serving.LARGEST:
            raise _GoneError(f"answered what is no message ({header!r})", DIED)
        head: dict[str, Any] = json.loads(self._exactly(text, until))
        return head, self._exactly(content, until)

    def _exactly(self, size: int, until: float) -> bytes:
        found = bytearray()
        while len(found) < size:
            self._wait([self._out], [], until)
            try:
                piece = os.read(self._out, min(CHUNK, size - len(found)))
            except BlockingIOError:
                continue
            if not piece:
                raise self._gone()
            found += piece
        return bytes(found)

    def _wait(self, sources: list[int], sinks: list[int], until: float) -> None:
        """Wait until a pipe is ready; poll, because select knows descriptors below 1024 only."""
        ready = select.poll()
        for source in sources:
            ready.register(source, select.POLLIN)
        for sink in sinks:
            ready.register(sink, select.POLLOUT)
        left = until - time.monotonic()
        if left <= 0 or not ready.poll(left * 1000):
            raise _GoneError("took too long and was stopped", TIMEOUT)

    def _gone(self) -> _GoneError:
        try:
            code = self._child.wait(5)
        except subprocess.TimeoutExpired:
            return _GoneError("closed its pipe", DIED)
        how = signal.Signals(-code).name if code < 0 else f"status {code}"
        hint = "; is the memory full?" if code == -signal.SIGKILL else ""
        return _GoneError(f"died of it ({how}{hint})", DIED)

    def _last_words(self) -> str:
        """Return the last line that the engine logged."""
        size = os.fstat(self._log.fileno()).st_size
        self._log.seek(max(0, size - 4000))
        lines = self._log.read().decode("utf-8", "replace").split("\n")
        said = [line.strip() for line in lines if line.strip()]
        return f"; it said: {said[-1][:500]}" if said else ""


def _parts(content: bytes, sizes: list[int]) -> tuple[bytes, ...]:
    found, start = [], 0
    for size in sizes:
        found.append(content[start : start + size])
        start += size
    return tuple(found)
