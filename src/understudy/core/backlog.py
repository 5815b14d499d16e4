"""Results that came before their turn."""

import tempfile
from pathlib import Path
from typing import IO

IN_MEMORY = 32_000_000
"""Bytes that are kept in memory; what comes beyond waits in a file."""
MOST_BYTES = 4_000_000_000
"""Bytes of the file from which nothing more should be begun."""
MOST = 100_000
"""Results from which nothing more should be begun."""


class Backlog:
    """Bytes by number, a few in memory and the others in a file without a name.

    While one item takes a minute, hundreds of others are done; they neither wait for it nor fill
    the memory.
    """

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._limit = in_memory
        self._near: dict[int, bytes] = {}
        self._size = 0
        self._far: dict[int, tuple[int, int]] = {}
        self._end = 0
        self._file: IO[bytes] | None = None

    def __contains__(self, number: int) -> bool:
        return number in self._near or number in self._far

    def __len__(self) -> int:
        return len(self._near) + len(self._far)

    @property
    def is_full(self) -> bool:
        """Say whether no more should be begun until some of it is taken."""
        return len(self) >= MOST or self._end >= MOST_BYTES

    def put(self, number: int, data: bytes) -> None:
        """Keep a result; the first is always kept in memory, however large it is."""
        if self._size and self._size + len(data) > self._limit:
            self._spill(number, data)
        else:
            self._near[number] = data
            self._size += len(data)

    def pop(self, number: int) -> bytes:
        """Take a result out."""
        if number in self._near:
            data = self._near.pop(number)
            self._size -= len(data)
            return data
        start, length = self._far.pop(number)
        assert self._file is not None
        self._file.seek(start)
        data = self._file.read(length)
        if not self._far:
            self._file.truncate(0)
            self._end = 0
        return data

    def close(self) -> None:
        """Give the file back."""
        if self._file is not None:
            self._file.close()

    def _spill(self, number: int, data: bytes) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=_scratch())  # noqa: SIM115  # `close` does
        self._file.seek(self._end)
        self._file.write(data)
        self._far[number] = self._end, len(data)
        self._end += len(data)


def _scratch() -> Path | None:
    """Return a folder on a disk: ``/tmp`` may be memory; None for the system's own choice."""
    disk = Path("/var/tmp")  # noqa: S108  # a file without a name
    return disk if disk.is_dir() else None
