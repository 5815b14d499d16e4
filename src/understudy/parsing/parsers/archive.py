"""Zip archives of files that other parsers read."""

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Source
from understudy.parsing import reading
from understudy.parsing.archives import checked
from understudy.parsing.documents import NO_TEXT
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import parser_for

KIND = "zip"
LEFT_ALONE = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems put into archives beside a person's files."""


@PARSERS.register("archive")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read every file of an archive as if it lay in a folder called like the archive.

    Nothing is unpacked onto the disk. A file that cannot be read is a problem, the others are used;
    an archive inside it is not opened, nor a name that leads out of it.

    Raises:
        InputError: It is damaged or encrypted, would unpack to something huge (``zip_bomb``), or
            nothing in it could be read (``no_text``).
    """
    parts: list[Parsed] = []
    problems: list[Problem] = []
    for member in _members(file):
        done = attempt(partial(_parse, params=params), member)
        if done.value is not None:
            parts.append(done.value)
        elif done.failure is not None:
            problems.append(Problem.of("documents", done.failure))
    if not parts:
        first = f" ({problems[0].where}: {problems[0].why})" if problems else ""
        raise InputError(file.place, f"nothing in it could be read{first}", reason=NO_TEXT)
    engines = sorted({name for part in parts for name in (part.engine or "").split("+") if name})
    return Parsed(
        documents=tuple(one for part in parts for one in part.documents),
        conversations=tuple(one for part in parts for one in part.conversations),
        rows=tuple(one for part in parts for one in part.rows),
        problems=(*(one for part in parts for one in part.problems), *problems),
        attachments=tuple(one for part in parts for one in part.attachments),
        recognised=tuple(one for part in parts for one in part.recognised),
        engine="+".join(engines) or None,
    )


def _parse(member: RawFile | InputError, params: ParseParams) -> Parsed:
    if isinstance(member, InputError):
        raise member
    if parser_for(member) == "archive":
        why = "an archive in an archive; unpack it"
        raise InputError(member.place, why, reason="nested_archive")
    return reading.parse(member, params)


def _members(file: RawFile) -> Iterator[RawFile | InputError]:
    """Yield the files of an archive by name, or why one of them is none."""
    with checked(file.data, file.place, kind=KIND) as archive:
        entries = {entry.filename: entry for entry in archive.infolist() if not entry.is_dir()}
        for name, entry in sorted(entries.items()):
            path = PurePosixPath(name.replace("\\", "/"))
            if name.startswith(LEFT_ALONE) or path.name in LEFT_ALONE:
                continue
            place = f"{file.place}/{path}"
            if path.is_absolute() or ".." in path.parts:
                why = "its name leads out of the archive"
                yield InputError(f"{file.place}/{path.name}", why, reason="bad_name")
                continue
            data = archive.read(entry)
            source = Source(path=place, sha256=hashlib.sha256(data).hexdigest())
            yield RawFile(source, file.collection, None, data)
