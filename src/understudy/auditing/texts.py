"""The texts of any file that a stage writes: lines, members of archives, tables of Arrow.

What cannot be opened as what it begins like is read as bytes: a name in the middle of a binary file
is a name. Weights and vectors hold no text and are left out.
"""

import bz2
import contextlib
import gzip
import html
import io
import logging
import lzma
import re
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple
from urllib.parse import unquote

log = logging.getLogger(__name__)

WITHOUT_TEXT = frozenset({".safetensors", ".faiss", ".npy", ".png", ".jpg", ".jpeg", ".webp"})
"""Suffixes of files of figures and pictures."""
BLOCK = 1 << 20
"""Bytes of a line, or of a file without lines, that are looked at together."""
OVERLAP = 1 << 10
"""Bytes of a block that the next one begins with: no name is cut."""
JOINT = 1 << 7
"""Bytes of a line that the next one begins with: an address may go on there."""
ROUNDS = 3
"""Ways of writing that may lie in each other: JSON in JSON in a page."""
OLD = "cp1251"
"""What a text that is no UTF-8 is read in besides: spreadsheet programs write it."""

ZIP = b"PK\x03\x04"
SQLITE = b"SQLite format 3\0"
PARQUET = b"PAR1"
ARROW_FILE, ARROW_STREAM = b"ARROW1", b"\xff\xff\xff\xff"
PACKED: dict[bytes, Callable[..., Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\0": lzma.open,
}
WIDE = {
    b"\xff\xfe\0\0": "utf-32",  # before the one that it begins with
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(sqlite3.DatabaseError, RuntimeError, ValueError),  # the last two of locks, and of Arrow
)
"""Errors of files that are not what they begin like."""

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|U000([0-9a-fA-F]{5})|(.))")
_SPACES = frozenset("nrtbfv")


class Piece(NamedTuple):
    """A text of a file."""

    place: str
    """Where, e.g. ``train.jsonl:12``."""
    text: str
    known: int = 0
    """Code points in front that were in the piece before: what ends there was found there."""


def files(artefact: Path) -> Iterator[Path]:
    """Yield the files of an artefact, which is a file or a folder, in order."""
    if artefact.is_dir():
        yield from sorted(path for path in artefact.rglob("*") if path.is_file())
    else:
        yield artefact


def pieces(path: Path, name: str) -> Iterator[Piece]:
    """Yield the texts of a file; its name is the first.

    Args:
        path: The file.
        name: What it is called in places.
    """
    with path.open("rb") as file:
        yield from _contents(file, name)


def _contents(file: IO[bytes], name: str) -> Iterator[Piece]:
    """Yield the texts of an open file, which may lie in an archive."""
    yield Piece(name, name)
    if Path(name).suffix.lower() in WITHOUT_TEXT:
        return
    begins = file.read(OVERLAP)
    file.seek(0)
    try:
        yield from _opened(file, name, begins)
    except BROKEN as error:
        # Its name stays unsaid: it may hold just what is looked for.
        kind = Path(name).suffix or "nameless"
        log.warning("a %s file is broken (%s): read as bytes", kind, type(error).__name__)
        file.seek(0)
        yield from _lines(file, name)


def _opened(file: IO[bytes], name: str, begins: bytes) -> Iterator[Piece]:
    """Yield the texts by what the file begins with."""
    packed = next((way for mark, way in PACKED.items() if begins.startswith(mark)), None)
    wide = next((one for mark, one in WIDE.items() if begins.startswith(mark)), None)
    if begins.startswith(ZIP):
        yield from _members(file, name)
    elif packed is not None:
        with packed(file) as inner:
            yield from _contents(inner, name)
    elif begins.startswith(SQLITE):
        yield from _sqlite(file, name)
    elif begins.startswith((PARQUET, ARROW_FILE, ARROW_STREAM)):
        yield from _arrow(file, name, begins)
    elif wide is not None:
        for number, line in enumerate(file.read().decode(wide, "replace").split("\n"), 1):
            yield from _readings(line, f"{name}:{number}")
    else:
        yield from _lines(file, name, old=None if b"\0" in begins else OLD)


def _members(file: IO[bytes], name: str) -> Iterator[Piece]:
    with zipfile.ZipFile(file) as archive:
        for member in archive.namelist():
            with archive.open(member) as inner:
                yield from _contents(inner, f"{name}/{member}")


def _lines(file: IO[bytes], name: str, old: str | None = None) -> Iterator[Piece]:
    """Yield lines.

    Args:
        file: To be read.
        name: What it is called in places.
        old: What lines that are no UTF-8 are read in besides, if anything.
    """
    number, before = 1, b""
    while line := file.readline(BLOCK):
        place, block = f"{name}:{number}", before + line
        text, known = _decoded(block), len(_decoded(before))
        yield from _readings(text, place, known)
        if old is not None and "\ufffd" in text.lstrip("\ufffd"):  # it may begin within a letter
            yield Piece(place, block.decode(old, errors="replace"), len(before))
        ended = line.endswith(b"\n")
        number += ended
        before = block[-JOINT if ended else -OVERLAP :]


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", errors="replace")


def _readings(text: str, place: str, known: int = 0) -> Iterator[Piece]:
    """Yield a text as it is, and once more if it is written in escapes."""
    yield Piece(place, text, known)
    plain = _plain(text)
    if plain != text:
        yield Piece(place, plain, len(_plain(text[:known])))


def _plain(text: str) -> str:
    """Return a text without escapes."""
    for _ in range(ROUNDS):
        before = text
        if "\\" in text:  # of JSON, YAML and programs: "\nAnna" is no nAnna
            text = _ESCAPE.sub(_unescaped, text)
        if "&" in text:
            text = html.unescape(text)
        if "%" in text:
            text = unquote(text)
        if text == before:
            break
    return text


def _unescaped(match: re.Match[str]) -> str:
    if match[4] is not None:
        return " " if match[4] in _SPACES else match[4]
    return chr(int(match[1] or match[2] or match[3], 16))


def _sqlite(file: IO[bytes], name: str) -> Iterator[Piece]:
    """Yield the values of all tables; blobs are read as text."""
    with tempfile.NamedTemporaryFile() as copy:
        path = Path(file.name)
        if not isinstance(file, io.BufferedReader):  # it lies in an archive
            shutil.copyfileobj(file, copy)
            copy.flush()
            path = Path(copy.name)
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as base:
            base.text_factory = bytes
            tables = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (table,) in tables:
                yield from _rows(base, table.decode(), name)


def _rows(base: sqlite3.Connection, table: str, name: str) -> Iterator[Piece]:
    quoted = table.replace('"', '""')
    every = base.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608  # names take no "?"
    for number, row in enumerate(every, 1):
        for value in row:
            text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
            yield from _readings(text, f"{name}:{table}:{number}")


def _arrow(file: IO[bytes], name: str, begins: bytes) -> Iterator[Piece]:
    """Yield the values of a table; as bytes they would stand without a space between them."""
    number = 0
    for batch in _batches(file, begins):
        if not number:
            yield Piece(name, str(batch.schema))
        for row in batch.to_pylist():
            number += 1
            for column, value in row.items():
                for text in _leaves(value):
                    yield from _readings(text, f"{name}:{column}:{number}")


def _batches(file: IO[bytes], begins: bytes) -> Iterator[Any]:
    import pyarrow.ipc
    import pyarrow.parquet

    if begins.startswith(PARQUET):
        yield from pyarrow.parquet.ParquetFile(file).iter_batches()
    elif begins.startswith(ARROW_STREAM):
        yield from pyarrow.ipc.open_stream(file)
    else:
        table = pyarrow.ipc.open_file(file)
        yield from (table.get_batch(place) for place in range(table.num_record_batches))


def _leaves(value: object) -> Iterator[str]:
    """Yield the texts of a value: in the text of a list a new line would be two letters."""
    if isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)
    elif isinstance(value, bytes):
        yield value.decode("utf-8", "replace")
    elif value is not None:
        yield str(value)
