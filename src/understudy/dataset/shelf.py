"""Lines that wait on the disk: a dataset of a million messages need not fit into memory."""

import tempfile
import weakref
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO


class Shelf:
    """A nameless file that lines are laid down in and taken from, each by its place.

    Args:
        folder: Folder on the disk that has room for it, made if it is not there; None = the one of
            the system for temporary files.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        # Without a name nothing is left of it, whatever becomes of the stage.
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        self.end = 0
        """Place of the line that is put next."""
        self._reading = False
        weakref.finalize(self, _discard, self._file)

    def put(self, line: bytes) -> int:
        """Lay down a line with its end; return its place."""
        if self._reading:
            self._file.seek(self.end)
            self._reading = False
        place = self.end
        self.end += self._file.write(line)
        return place

    def get(self, place: int) -> bytes:
        """Return the line of a place."""
        self._reading = True
        self._file.seek(place)
        return self._file.readline()


def _discard(file: BinaryIO) -> None:
    """Close a file whose lines nobody will ask for, those that found no room on the disk too."""
    with suppress(OSError):
        file.close()
