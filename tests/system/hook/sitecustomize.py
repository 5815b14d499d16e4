"""Loaded by Python at its start when this folder is on PYTHONPATH: logs what a process touches.

One JSON line ``[stage, kind, what]``: ``r`` or ``w`` and the absolute path for each file below the
repository, ``net`` and the address for whatever asks for another machine. Files that C code opens
by itself (SQLite, safetensors) raise no ``open`` event and are not seen.
"""

import json
import os
import sys
from typing import Any

HERE = ("localhost", "127.0.0.1", "::1", "")


def watch(log: int, stage: str, root: str) -> None:
    """Append to a file descriptor; one ``write`` a line, so that processes do not mix."""
    seen: set[tuple[str, str]] = set()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        entry = None
        if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            entry = opened(root, *arguments)
        elif event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname"}:
            entry = asked(event, arguments)
        if entry is not None and entry not in seen:
            seen.add(entry)
            os.write(log, (json.dumps([stage, *entry]) + "\n").encode())

    sys.addaudithook(hook)


def opened(root: str, name: Any, mode: Any, flags: Any) -> tuple[str, str] | None:
    """Return how a file of the repository is opened; None for a file elsewhere."""
    path = os.path.abspath(os.fsdecode(name))  # noqa: PTH100 - every process would load pathlib
    if not path.startswith(root + os.sep):
        return None
    if isinstance(mode, str):
        writes = any(letter in mode for letter in "wax+")
    else:
        writes = isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
    return "w" if writes else "r", path


def asked(event: str, arguments: tuple[Any, ...]) -> tuple[str, str] | None:
    """Return the address of another machine; None for this one and for sockets in files."""
    address = arguments[1] if event == "socket.connect" else arguments[0]
    if isinstance(address, tuple):
        address = address[0]
    elif event == "socket.connect":  # a path: AF_UNIX
        return None
    host = os.fsdecode(address) if isinstance(address, str | bytes) else ""
    return None if host in HERE else ("net", host)


LOG = os.environ.get("UNDERSTUDY_TEST_TRACE")
if LOG:
    watch(
        os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644),
        os.environ.get("DVC_STAGE", "dvc"),
        os.path.realpath(os.environ["UNDERSTUDY_TEST_ROOT"]),
    )
