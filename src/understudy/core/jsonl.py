"""Records in files: UTF-8 JSON Lines, written whole or not at all."""

import hashlib
import json
import os
import sys
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

from pydantic import BaseModel, ValidationError

from understudy.core.errors import SetupError
from understudy.core.record import Record

M = TypeVar("M", bound=BaseModel)


@contextmanager
def atomic(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing that appears under its name only when all of it is on the disk.

    A stage that is killed leaves ``.<name>.tmp-<pid>`` at most, which .dvcignore names.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp-{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def read(path: Path, record: type[M], lines: Container[int] | None = None) -> Iterator[M]:
    """Read one record a line, in order.

    Args:
        path: File of a stage.
        record: What its lines are.
        lines: Numbers of the lines to read, from 1; all when None.

    Raises:
        SetupError: A line is not such a record. Our own stages write these files, so a bad line
            means that the file was edited or comes from another version.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if lines is not None and number not in lines:
                continue
            try:
                yield record.model_validate_json(line)
            except ValidationError as error:
                first = error.errors()[0]
                field = ".".join(map(str, first["loc"])) or "line"
                raise SetupError(
                    f"{path}:{number}: not a {record.__name__} ({field}: {first['msg']}). "
                    f"Run `dvc repro` to write the file again."
                ) from error


def write(path: Path, records: Iterable[Record]) -> int:
    """Write one record a line; return how many. The same records give the same bytes."""
    count = 0
    with atomic(path) as file:
        for record in records:
            file.write(record.to_line())
            count += 1
    return count


def write_json(path: Path, value: Any) -> None:
    """Write a value as indented JSON with a final newline, for files that people diff."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    write_text(path, text + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a text file."""
    with atomic(path) as file:
        file.write(text.encode())


def read_json(path: Path) -> Any:
    """Read a JSON file that a stage wrote.

    Raises:
        SetupError: It is not JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SetupError(
            f"{path}: not JSON ({error}). Run `dvc repro` to write it again."
        ) from error


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def utf8_streams() -> None:
    """Let stdout and stderr carry any text whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
