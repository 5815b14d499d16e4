"""Zip archives that nobody has checked yet."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from urllib.parse import unquote

from understudy.core.errors import InputError

LARGEST = 500_000_000
"""Bytes after unpacking."""
SUSPECT = 10_000_000
"""Bytes after unpacking from which the ratio counts; XML of a real file shrinks 20 to 60 times."""
RATIO = 200
START = b"PK\x03\x04"
ENCRYPTED = 0x1
"""Flag of a member."""
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
MOST_ENTRIES = 10_000


def check_archive(data: bytes, where: str, *, member: str, kind: str = "docx") -> bytes:
    """Read the directory of a zipped document before any parser unpacks it; return one member.

    Args:
        data: The archive.
        where: Its path, for the message.
        member: Name of the part that the format cannot be without.
        kind: The format, as ``docx``; the reason of a damaged one is ``bad_docx``.

    Raises:
        InputError: It is damaged or encrypted, lacks the member (``bad_<kind>``), or would unpack
            to something huge (``zip_bomb``).
    """
    try:
        with checked(data, where, kind=kind) as archive:
            return archive.read(member)
    except KeyError as error:
        why = f"the archive has no {member}, so it is no .{kind} file"
        raise InputError(where, why, reason=f"bad_{kind}") from error


@contextmanager
def checked(data: bytes, where: str, *, kind: str) -> Iterator[zipfile.ZipFile]:
    """Open an archive whose directory promises nothing huge; say what is wrong while it is read.

    Args: as `check_archive`.

    Raises:
        InputError: As `check_archive`, the member apart.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            packed = max(1, sum(entry.compress_size for entry in entries))
            if len(entries) > MOST_ENTRIES or size > LARGEST:
                raise _bomb(where, size, len(entries))
            if size > SUSPECT and size / packed > RATIO:
                raise _bomb(where, size, len(entries))
            yield archive
    except RecursionError as error:  # of whoever reads a part
        raise InputError(where, "its parts are nested too deeply", reason=f"bad_{kind}") from error
    except RuntimeError as error:  # NotImplementedError too: a method that zipfile lacks
        raise InputError(where, f"it is encrypted ({error})", reason="encrypted") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        raise InputError(where, f"a damaged archive ({error})", reason=f"bad_{kind}") from error


@contextmanager
def export(file: BinaryIO, where: str) -> Iterator[zipfile.ZipFile]:
    """Open the archive of an export, of which only some members are read, by `member`.

    It may hold gigabytes of pictures that nobody reads.

    Raises:
        InputError: It is damaged (``bad_zip``).
    """
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except BROKEN as error:
        raise InputError(where, f"a damaged archive ({error})", reason="bad_zip") from error


def member(archive: zipfile.ZipFile, name: str, where: str) -> bytes:
    """Read a member of an export.

    Args:
        archive: The archive.
        name: The member's.
        where: Path of the archive, for the message.

    Raises:
        InputError: It is damaged (``bad_zip``), encrypted, or would unpack to something huge
            (``zip_bomb``).
    """
    entry, place = archive.getinfo(name), f"{where}/{name}"
    if entry.file_size > LARGEST or (
        entry.file_size > SUSPECT and entry.file_size > RATIO * max(1, entry.compress_size)
    ):
        raise _bomb(place, entry.file_size, 1)
    if entry.flag_bits & ENCRYPTED:
        why = "it is encrypted; pack it without a password"
        raise InputError(place, why, reason="encrypted")
    try:
        return archive.read(entry)
    except (*BROKEN, NotImplementedError) as error:
        why = f"it is damaged in the archive ({error}); pack it again"
        raise InputError(place, why, reason="bad_zip") from error


def member_names(file: BinaryIO) -> frozenset[str]:
    """Return the names in an archive; none for what is no archive, or a damaged one."""
    if file.read(4) != START:
        return frozenset()
    try:
        with zipfile.ZipFile(file) as archive:
            return frozenset(archive.namelist())
    except BROKEN:
        return frozenset()


def resolved(base: str, target: str) -> str:
    """Return the member that a link in another one names; never one above the archive."""
    path = unquote(target.split("#", 1)[0].split("?", 1)[0])
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), path))
    return joined.lstrip("/")


def _bomb(where: str, size: int, entries: int) -> InputError:
    why = f"its {entries} parts would unpack to {size} bytes, which no real document does"
    return InputError(where, why, reason="zip_bomb")
