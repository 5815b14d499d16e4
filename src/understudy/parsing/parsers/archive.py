"""Zip archives of files that other parsers read."""

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.archives import checked
from understudy.parsing.documents import NO_TEXT
from understudy.parsing.enclosed import enclosed, joined, parse_enclosed
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.params import ParseParams

KIND = "zip"
ENCRYPTED = "encrypted"
UTF8 = 0x800
"""Flag of a name that is in UTF-8."""
RUSSIAN = re.compile("[\x00-\x7fА-Яа-яЁё№]+")
MIXED = re.compile("[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")
"""Within a word: then they are the letters of another alphabet."""
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
        done = attempt(partial(parse_enclosed, params=params), member)
        if done.value is not None:
            parts.append(done.value)
        elif done.failure is not None:
            problems.append(Problem.of("documents", done.failure))
    if not parts:
        first = f" ({problems[0].where}: {problems[0].why})" if problems else ""
        is_locked = {problem.reason for problem in problems} == {ENCRYPTED}
        why = f"nothing in it could be read{first}"
        raise InputError(file.place, why, reason=ENCRYPTED if is_locked else NO_TEXT)
    return joined(parts, problems)


def _members(file: RawFile, params: ParseParams) -> Iterator[RawFile | InputError]:
    """Yield the files of an archive by name, or why one of them is none."""
    with checked(file.data, file.place, kind=KIND) as archive:
        named = [(_name(entry), entry) for entry in archive.infolist() if not entry.is_dir()]
        counts = Counter(name for name, _ in named)
        for name, entry in sorted(dict(named).items()):
            path = PurePosixPath(name)
            if name.startswith(LEFT_ALONE) or path.name in LEFT_ALONE:
                continue
            place = f"{file.place}/{path}"
            if counts[name] > 1:
                why = f"{counts[name]} files in the archive are called so, and the last one is read"
                yield InputError(place, f"{why}; rename them and pack it again", reason="bad_name")
            if path.is_absolute() or ".." in path.parts:
                why = "its name leads out of the archive"
                yield InputError(f"{file.place}/{path.name}", why, reason="bad_name")
                continue
            data = attempt(partial(_content, archive, place), entry)
            if data.value is None:
                assert data.failure is not None, "there is one or the other"
                yield data.failure
                continue
            yield enclosed(file, place, data.value, params)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a name with slashes, in letters.

    Without the mark of UTF-8 it is read as cp437; programs on Russian Windows write cp866 there,
    others UTF-8 all the same.
    """
    name = entry.filename
    if not entry.flag_bits & UTF8 and not name.isascii():
        written = name.encode("cp437")
        as_utf8 = written.decode("utf-8", "replace")
        as_russian = written.decode("cp866")
        if "\ufffd" not in as_utf8:
            name = as_utf8
        elif RUSSIAN.fullmatch(as_russian) and MIXED.search(as_russian) is None:
            name = as_russian
    return name.replace("\\", "/")


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
