"""How the lines of a format lie on disk: in files of lines, unless it has a store of its own."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol

from understudy.core import jsonl
from understudy.core.errors import InputError, SetupError

Add = Callable[[str], None]
"""Takes one line without its end."""


class Line(NamedTuple):
    """What stands in one place of a file."""

    number: int
    """From 1; of a JSON array the position of the item."""
    text: str
    failure: InputError | None = None
    """Why the text could not be read; then it is empty."""


class Part(NamedTuple):
    """A file of lines, or what stands for one."""

    name: str
    """Of the split, e.g. ``train``."""
    place: str
    """Of the file, for messages."""
    lines: Iterator[Line]


class Store(Protocol):
    """Reads and writes lines."""

    def names(self, name: str) -> str:
        """Return where a part stands, as a pattern relative to its folder."""
        ...

    def write(self, folder: Path, name: str) -> AbstractContextManager[Add]:
        """Open a part for writing; it appears whole at the end or not at all."""
        ...

    def read(self, path: Path) -> Iterator[Part]:
        """Yield the parts of a folder, or the one part of a file, in order of their names."""
        ...


class Lines:
    """A file ``<name>.jsonl`` a part; a file that holds one JSON array is read as well."""

    def names(self, name: str) -> str:
        """Return the file's name."""
        return f"{name}.jsonl"

    @contextmanager
    def write(self, folder: Path, name: str) -> Iterator[Add]:
        """Open a file for writing."""
        with jsonl.atomic(folder / self.names(name)) as file:
            yield lambda line: _put(file.write, line)

    def read(self, path: Path) -> Iterator[Part]:
        """Yield a file, or those of a folder whose names end in .jsonl or .json.

        Raises:
            SetupError: There is no such file, or none in the folder.
        """
        files = [path] if path.is_file() else []
        if path.is_dir():
            files = sorted(one for one in path.iterdir() if one.suffix in {".jsonl", ".json"})
        if not files:
            raise SetupError(
                f"{path}: no such file, or a folder without .jsonl and .json files. Name the file "
                "with the samples, or the folder that holds train.jsonl."
            )
        for file in files:
            yield Part(file.stem, str(file), _lines(file))


LINES = Lines()


def _put(write: Callable[[bytes], object], line: str) -> None:
    write(line.encode() + b"\n")


def _lines(path: Path) -> Iterator[Line]:
    with path.open("rb") as file:
        opening = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
        file.seek(0)
        if opening.startswith(b"["):
            yield from _items(path)
            return
        for number, line in enumerate(file, 1):
            if stripped := line.removeprefix(b"\xef\xbb\xbf").strip():
                yield _line(path, number, stripped)


def _line(path: Path, number: int, line: bytes) -> Line:
    try:
        return Line(number, line.decode())
    except UnicodeDecodeError as error:
        why = f"not UTF-8 ({error.reason}); save the file as UTF-8"
        return Line(number, "", InputError(f"{path}:{number}", why, reason="bad_encoding"))


def _items(path: Path) -> Iterator[Line]:
    try:
        items = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SetupError(
            f"{path}: begins with '[' and is no JSON array ({error}). Was it cut off?"
        ) from error
    for number, item in enumerate(items, 1):
        yield Line(number, json.dumps(item, ensure_ascii=False))
