"""The members of a zipped export that a parser wants, and nothing beside them.

An app puts its data into a file or a few of them, and beside these gigabytes of media, pages that
show the same once more, and what it knows of the owner.
"""

import io
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.archives import export, member
from understudy.parsing.decoding import opening
from understudy.parsing.files import GLANCE, RawFile
from understudy.parsing.json_values import glimpse, streamed

LARGE = 32_000_000
"""Bytes of data beyond which its conversations are better written out than held."""
LEFT_ALONE = "__MACOSX/"


@dataclass(frozen=True, slots=True)
class Member:
    """A file of data: one of an archive, or the file itself."""

    place: str
    stream: BinaryIO
    opening: str
    """Text of its first 64 KB."""


def named(file: RawFile, pattern: re.Pattern[str]) -> list[str]:
    """Return the members of an export whose file name matches, in the order of their names.

    All must lie in one folder, with everything else in it or below: an archive of several things
    is a folder of files, not an export.
    """
    members = [name for name in file.members if not name.startswith(LEFT_ALONE)]
    found = [name for name in members if pattern.fullmatch(PurePosixPath(name).name)]
    folders = {name.rpartition("/")[0] for name in found}
    if len(folders) != 1:
        return []
    (folder,) = folders
    if folder and not all(name.startswith(f"{folder}/") for name in members):
        return []
    return sorted(found)


def first_opening(file: RawFile, pattern: re.Pattern[str]) -> str:
    """Return the text of the first 64 KB of a file, or of an archive's first member that matches.

    Returns:
        Empty for an archive that has none, or a damaged one.
    """
    if not file.members:
        return file.opening
    names = named(file, pattern)
    return attempt(partial(_peeked, file), names[0]).value or "" if names else ""


def _peeked(file: RawFile, name: str) -> str:
    # A damaged member is an InputError, as a damaged archive.
    with file.open() as stream, export(stream, file.place) as archive, archive.open(name) as data:
        return opening(data.read(GLANCE))


def first_glimpse(file: RawFile, pattern: re.Pattern[str]) -> Any:
    """Return the JSON value that begins there; see `first_opening`."""
    return glimpse(first_opening(file, pattern)) if file.members else file.glimpse


@contextmanager
def members(file: RawFile, pattern: re.Pattern[str]) -> Iterator[Iterator[Member | InputError]]:
    """Open the members that match one after the other, or the file itself when it is no archive.

    Yields:
        Each of them, or why it cannot be read.

    Raises:
        InputError: The archive is damaged (``bad_zip``).
    """
    with ExitStack() as stack:
        stream = stack.enter_context(file.open())
        if not file.members:
            yield iter((Member(file.place, stream, file.opening),))
            return
        archive = stack.enter_context(export(stream, file.place))
        names = named(file, pattern)

        def each() -> Iterator[Member | InputError]:
            for name in names:
                done = attempt(lambda one: member(archive, one, file.place), name)
                if done.value is None:
                    assert done.failure is not None, "there is one or the other"
                    yield done.failure
                    continue
                data = done.value
                yield Member(f"{file.place}/{name}", io.BytesIO(data), opening(data[:GLANCE]))

        yield each()


def read_beside(file: RawFile, name: re.Pattern[str]) -> bytes | None:
    """Return a member that lies beside the data of an archive; None where there is none.

    Raises:
        InputError: It is damaged.
    """
    names = [one for one in file.members if name.fullmatch(PurePosixPath(one).name)]
    if not names:
        return None
    with file.open() as stream, export(stream, file.place) as archive:
        return member(archive, min(names), file.place)


def is_large(file: RawFile) -> bool:
    """Tell whether a file should not be held: whatever is in an archive, there is more of it."""
    if not isinstance(file.content, bytes):
        return True
    return bool(file.members) and len(file.content) > LARGE // 10


def values(data: Member) -> Iterator[Any | InputError]:
    """Yield the items of a JSON list one at a time, or the one value of a file that is no list.

    What stands before damage is used; the last that is yielded is then why there is no more.
    """
    prefix = "item" if isinstance(glimpse(data.opening), list) else ""
    found = streamed(data.stream, prefix, data.place)
    end = object()
    while True:
        done = attempt(lambda items: next(items, end), found)
        if done.value is end:
            return
        if done.failure is not None:
            yield done.failure
            return
        yield done.value
