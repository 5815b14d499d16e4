"""The texts of any file that a stage writes: lines, members of archives, tables of Arrow.

What cannot be opened as what its name says is read as bytes: a name in the middle of a binary file
is a name. Weights and vectors hold no text and are left out.
"""

import contextlib
import html
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

WITHOUT_TEXT = frozenset({".safetensors", ".faiss", ".npy", ".png", ".jpg", ".jpeg", ".webp"})
"""Suffixes of files of figures and pictures."""
BLOCK = 1 << 20
"""Bytes of a line, or of a file without lines, that are looked at together."""
OVERLAP = 1 << 10
"""Bytes of a block that the next one begins with: no name is cut."""


SQLITE = b"SQLite format 3\0"
"""Begins a database."""


class Piece(NamedTuple):
    """A text of a file."""

    place: str
    """Where, e.g. ``train.jsonl:12``."""
    text: str


def files(artefact: Path) -> Iterator[Path]:
    """Yield the files of an artefact, which is a file or a folder, in order."""
    if artefact.is_dir():
        yield from sorted(path for path in artefact.rglob("*") if path.is_file())
    else:
        yield artefact


def pieces(path: Path, name: str) -> Iterator[Piece]:
    """Yield the texts of a file.

    Args:
        path: The file.
        name: What it is called in places.
    """
    if path.suffix.lower() in WITHOUT_TEXT:
        return
    if path.suffix.lower() == ".parquet":
        yield from _parquet(path, name)
    elif _is_sqlite(path):
        yield from _sqlite(path, name)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for member in archive.namelist():
                if Path(member).suffix.lower() not in WITHOUT_TEXT:
                    with archive.open(member) as file:
                        yield from _lines(file, f"{name}/{member}")
    else:
        with path.open("rb") as file:
            yield from _lines(file, name)


def _lines(file: IO[bytes], name: str) -> Iterator[Piece]:
    number, before = 1, b""
    while line := file.readline(BLOCK):
        yield from _readings(before + line, f"{name}:{number}")
        ended = line.endswith(b"\n")
        number += ended
        before = b"" if ended else line[-OVERLAP:]


def _readings(line: bytes, place: str) -> Iterator[Piece]:
    """Yield a line as it is, and once more where it is written in escapes."""
    text = line.decode("utf-8", errors="replace")
    yield Piece(place, text)
    if "\\u" in text:
        unescaped = _unescaped(text)
        if unescaped is not None:
            yield Piece(place, unescaped)
    if "&" in text and (plain := html.unescape(text)) != text:
        yield Piece(place, plain)


def _unescaped(text: str) -> str | None:
    """Return a line of JSON with its letters; None where it is none."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return None


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def _sqlite(path: Path, name: str) -> Iterator[Piece]:
    """Yield the values of all tables; blobs are read as text."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
        base.text_factory = bytes
        tables = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            quoted = table.decode().replace('"', '""')
            every = base.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608  # names take no "?"
            for number, row in enumerate(every, 1):
                for value in row:
                    if isinstance(value, bytes):
                        yield from _readings(value, f"{name}:{table.decode()}:{number}")


def _parquet(path: Path, name: str) -> Iterator[Piece]:
    import pyarrow.parquet

    table = pyarrow.parquet.ParquetFile(path)
    for number, batch in enumerate(table.iter_batches()):
        for column in batch.schema.names:
            for value in batch.column(column).to_pylist():
                yield Piece(f"{name}:{column}:{number}", str(value))
