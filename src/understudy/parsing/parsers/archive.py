"""Zip archives of files that other parsers read."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Source
from understudy.parsing import reading
from understudy.parsing.archives import checked
from understudy.parsing.documents import NO_TEXT
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile, Remark
from understudy.parsing.naming import named_collection, table_of
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import parser_for

KIND = "zip"
ENCRYPTED = "encrypted"
LEFT_ALONE = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems put into archives beside a person's files."""


@PARSERS.register("archive")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read every file of an archive as if it lay in a folder called like the archive.

    So ``parse.tables`` and ``parse.collections`` may name it; what they do not name is of the
    archive's collection. Nothing is unpacked onto the disk. A file that is damaged, encrypted or
    cannot be read is a problem, the others are used; an archive inside it is not opened, nor a name
    that leads out of it.

    Raises:
        InputError: It is damaged, would unpack to something huge (``zip_bomb``), all of it is
            encrypted, or nothing in it could be read (``no_text``).
    """
    parts: list[Parsed] = []
    problems: list[Problem] = []
    for member in _members(file, params):
        done = attempt(partial(_parse, params=params), member)
        if done.value is not None:
            parts.append(done.value)
        elif done.failure is not None:
            problems.append(Problem.of("documents", done.failure))
    if not parts:
        first = f" ({problems[0].where}: {problems[0].why})" if problems else ""
        is_locked = {problem.reason for problem in problems} == {ENCRYPTED}
        why = f"nothing in it could be read{first}"
        raise InputError(file.place, why, reason=ENCRYPTED if is_locked else NO_TEXT)
    engines = sorted({name for part in parts for name in (part.engine or "").split("+") if name})
    return Parsed(
        documents=tuple(one for part in parts for one in part.documents),
        conversations=tuple(one for part in parts for one in part.conversations),
        written=tuple(one for part in parts for one in part.written),
        rows=tuple(one for part in parts for one in part.rows),
        problems=(*(one for part in parts for one in part.problems), *problems),
        attachments=tuple(one for part in parts for one in part.attachments),
        remarks=tuple(
            Remark(why=f"{part.place}: {one.why}", reason=one.reason)
            for part in parts
            for one in part.remarks
        ),
        drafts=tuple(one for part in parts for one in part.drafts),
        wanted=tuple(one for part in parts for one in part.wanted),
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


def _members(file: RawFile, params: ParseParams) -> Iterator[RawFile | InputError]:
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
            data = attempt(partial(_content, archive, place), entry)
            if data.value is None:
                assert data.failure is not None, "there is one or the other"
                yield data.failure
                continue
            source = Source(path=place, sha256=hashlib.sha256(data.value).hexdigest())
            table = table_of(place, params)
            collection = named_collection(place, params, table) or file.collection
            yield RawFile(source, collection, table, data.value)


def _content(archive: zipfile.ZipFile, place: str, entry: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(entry)
    except NotImplementedError as error:
        why = f"it is packed in a way that is not known ({error}); pack it as plain zip"
        raise InputError(place, why, reason="bad_zip") from error
    except RuntimeError as error:
        why = "it is encrypted; pack it without a password"
        raise InputError(place, why, reason=ENCRYPTED) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        why = f"it is damaged in the archive ({error}); pack it again"
        raise InputError(place, why, reason="bad_zip") from error
