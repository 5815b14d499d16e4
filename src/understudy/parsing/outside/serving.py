"""The far end of `workers`: serves one engine to the process that started it, until that is gone.

It runs in the engine's own environment, as ``python -I serving.py ENGINE.py PARENT``, so it imports
the standard library only. An engine is a file with two functions: ``versions() -> dict[str, str]``
and ``convert(data: bytes, options: dict) -> tuple[dict, list[bytes]]``. It refuses a file by an
exception with a ``reason``.

A message is a header (a mark, and the lengths of two parts), JSON, and bytes. What the library
prints goes to stderr: the pipes of the messages are moved away from it before it is loaded.
"""

import contextlib
import ctypes
import importlib.util
import json
import os
import queue
import resource
import signal
import struct
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

HEADER = struct.Struct(">4sIQ")
"""Mark, bytes of JSON, bytes of content."""
MARK = b"USE1"
"""The protocol and its version."""
LARGEST = 2_000_000_000
"""Bytes of a message; a longer one is nonsense."""
PARENT_DEATH = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>


def write(stream: BinaryIO, head: dict[str, Any], content: bytes = b"") -> None:
    """Send a message."""
    text = json.dumps(head).encode()
    stream.write(HEADER.pack(MARK, len(text), len(content)) + text)
    stream.write(content)
    stream.flush()


def read(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Return the next message; None when the other end is gone."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    mark, text, content = HEADER.unpack(header)
    if mark != MARK or text + content > LARGEST:
        return None
    head, body = stream.read(text), stream.read(content)
    return (json.loads(head), body) if len(head) + len(body) == text + content else None


class Answer:
    """What goes back for a message; an exception of the engine is an answer too."""

    def __init__(self) -> None:
        self.head: dict[str, Any] = {}
        self.content = b""

    def __enter__(self) -> "Answer":
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        if isinstance(error, Exception):
            words = " ".join(str(error).split())[:500]
            why = words if hasattr(error, "reason") else f"{type(error).__name__}: {words}"
            self.head = {"refused": why, "reason": getattr(error, "reason", None)}
            self.content = b""
        return isinstance(error, Exception)

    def take(self, head: dict[str, Any], parts: list[bytes]) -> None:
        """Answer with a result."""
        self.head = {"result": head, "parts": [len(part) for part in parts]}
        self.content = b"".join(parts)


def main(engine: Path, parent: int) -> None:
    """Serve until the other end is gone."""
    source, sink = _own_pipes()
    _end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal; the parent decides
    _lift_limits()
    waiting: queue.SimpleQueue[tuple[dict[str, Any], bytes]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(source, waiting), daemon=True).start()
    served: ModuleType | None = None
    with Answer() as hello:
        served = _loaded(engine)
        hello.take(served.versions(), [])
    write(sink, hello.head)
    while served is not None:
        options, data = waiting.get()
        with Answer() as answer:
            answer.take(*served.convert(data, options))
        write(sink, answer.head, answer.content)


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take stdin and stdout away from everybody else in this process."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return source, sink


def _end_with(parent: int) -> None:
    """Die when the parent does, even in the middle of a library's loop (Linux)."""
    if sys.platform == "linux" and parent:
        ctypes.CDLL(None).prctl(PARENT_DEATH, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)


def _lift_limits() -> None:
    """Take as much memory and time as may be had: limits of a worker are not for its child."""
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE):
        most = resource.getrlimit(kind)[1]
        with contextlib.suppress(ValueError, OSError):  # macOS knows limits that it will not set
            resource.setrlimit(kind, (most, most))


def _listen(source: BinaryIO, waiting: "queue.SimpleQueue[tuple[dict[str, Any], bytes]]") -> None:
    while (message := read(source)) is not None:
        waiting.put(message)
    os._exit(0)  # whatever is being worked on: nobody waits for it


def _loaded(engine: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"engine_{engine.stem}", engine)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
