"""A public folder of Google Drive, fetched by gdown (MIT), with a record of what came.

The record, `LOCK` in the folder that is written, holds id, path, size and hash of every file: with
it the same files can be fetched elsewhere, or it is said which of them changed. Whoever knows the
id of a public folder can read it, so messages show its beginning alone.
"""

import hashlib
import logging
import re
import shutil
import unicodedata
import urllib.parse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from pydantic import Field, ValidationError

from understudy.core import jsonl
from understudy.core.errors import InputError, SetupError
from understudy.core.executor import attempt
from understudy.core.extras import need
from understudy.core.record import Record

log = logging.getLogger(__name__)

LOCK = ".drive.json"
"""Hidden, so that parsing does not take it for data."""
UNFINISHED = ".drive-unfinished"
"""Folder of downloads that have not come to their end."""
ID = re.compile(r"[-\w]{10,}")
IN_PATH = re.compile(r"/folders/([-\w]{10,})")
TIMEOUT_S = (15.0, 60.0)
"""For a connection, and between two parts of a file."""
RETRIES = 3
PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
LIMITED = re.compile("quota|too many users|many accesses", re.IGNORECASE)
"""Words of Drive, and of gdown, for a file that was fetched too often."""
Mode = Literal["new", "update", "locked"]


class DriveFile(Record):
    """A file as it came."""

    id: str
    """Drive's own."""
    path: str
    """POSIX path below the folder that was written."""
    bytes: int = Field(ge=0)
    sha256: str


class DriveLock(Record):
    """What came of a folder."""

    folder: str
    """Drive's id of it."""
    files: tuple[DriveFile, ...]
    """Sorted by path."""


@dataclass
class Fetched:
    """What a run did, as paths below the folder."""

    fetched: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    """Fetched again, and no longer what they were."""
    kept: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    """No longer in Drive; they stay here."""


def fetch_folder(folder: str, destination: Path, mode: Mode = "new") -> Fetched:
    """Write the files of a public folder, and of the folders in it.

    Documents of Google's own programs come as .docx, .xlsx and .pptx. Two files of one name get the
    beginning of their ids into their names; hidden files are left out. A file appears under its
    name when all of it is there.

    Args:
        folder: Address of the folder, or its id.
        destination: Folder to write.
        mode: ``new`` fetches what is not there yet; ``update`` fetches everything again;
            ``locked`` fetches exactly what the record names, and fails where Drive has another
            file now.

    Raises:
        SetupError: The folder cannot be read, a file here is not the one that was fetched, or some
            could not be fetched; those that could are kept, and the next run goes on.
    """
    need("gdown", extra="drive", plugin="understudy fetch drive")
    identity = folder_id(folder)
    known = _known(destination, identity, mode)
    listed = _listed(identity) if mode != "locked" else {one.id: one.path for one in known.values()}
    _check_here(destination, listed, known)
    work = partial(_brought, destination=destination, known=known, mode=mode)
    done = {key: attempt(work, (key, path)) for key, path in listed.items()}
    shutil.rmtree(destination / UNFINISHED, ignore_errors=True)
    files = {**known, **{key: one.value for key, one in done.items() if one.value is not None}}
    inside = sorted(files.values(), key=lambda one: one.path)
    lock = DriveLock(folder=identity, files=tuple(inside))
    jsonl.write_json(destination / LOCK, lock.model_dump())
    failures = [one.failure for one in done.values() if one.failure is not None]
    if failures:
        raise SetupError(
            f"{len(failures)} of {len(listed)} files were not fetched; the others are in "
            f"{destination}, and another run goes on. The first: {failures[0]}"
        )
    return _summary(known, listed, files)


def _summary(
    known: dict[str, DriveFile], listed: dict[str, str], files: dict[str, DriveFile]
) -> Fetched:
    kept = {key for key in listed if files[key] is known.get(key)}
    found = Fetched(kept=sorted(files[key].path for key in kept))
    for key in listed:
        if key not in kept:
            is_other = key in known and known[key].sha256 != files[key].sha256
            (found.changed if is_other else found.fetched).append(files[key].path)
    found.gone = sorted(one.path for key, one in known.items() if key not in listed)
    return found


def _brought(
    named: tuple[str, str], destination: Path, known: dict[str, DriveFile], mode: Mode
) -> DriveFile:
    """Return a file that is at its place: the one that was, or one that is fetched."""
    key, path = named
    old = known.get(key)
    if old is not None and old.path == path and mode != "update" and _is_same(destination, old):
        return old
    return _fetched(key, path, destination, old, mode)


def folder_id(folder: str) -> str:
    """Return the id in the address of a folder; the address itself is never shown.

    Raises:
        SetupError: There is none in it.
    """
    if ID.fullmatch(folder):
        return folder
    address = urllib.parse.urlsplit(folder)
    if address.hostname in {"drive.google.com", "docs.google.com"}:
        if found := IN_PATH.search(address.path):
            return found[1]
        said = urllib.parse.parse_qs(address.query).get("id", [])
        if len(said) == 1 and ID.fullmatch(said[0]):
            return said[0]
    raise SetupError(
        "this is no folder of Google Drive. Give its address, as "
        "https://drive.google.com/drive/folders/<id>, or the id."
    )


def _known(destination: Path, folder: str, mode: Mode) -> dict[str, DriveFile]:
    """Return what the record names, by id."""
    place = destination / LOCK
    if not place.exists():
        if mode == "locked":
            raise SetupError(f"{place} does not exist. Fetch without --locked, which writes it.")
        return {}
    try:
        lock = DriveLock.model_validate_json(place.read_bytes())
    except ValidationError as error:
        raise SetupError(
            f"{place} is no record of a folder of Drive. Restore it, or move it away."
        ) from error
    if lock.folder != folder:
        raise SetupError(
            f"{destination} holds the files of another folder of Drive ({_shown(lock.folder)}). "
            "Choose another destination."
        )
    return {one.id: one for one in lock.files}


def _listed(folder: str) -> dict[str, str]:
    """Return the path of each file of a folder by its id."""
    import gdown
    import requests
    from gdown.exceptions import DownloadError

    named = f"the folder {_shown(folder)} of Google Drive"
    try:
        found: Sequence[Any] = gdown.download_folder(
            id=folder, quiet=True, skip_download=True, use_cookies=False, timeout=TIMEOUT_S
        )
    except DownloadError as error:
        raise SetupError(f"{named} cannot be read: {_advice(error)}") from error
    except requests.RequestException as error:
        raise SetupError(
            f"Google Drive cannot be reached ({type(error).__name__}). Check the network, and "
            "HTTPS_PROXY where there is a proxy."
        ) from error
    files = {one.id: one.path.replace("\\", "/") for one in found}
    shown = {key: path for key, path in files.items() if not _is_hidden(path)}
    for path in sorted(set(files.values()) - set(shown.values())):
        log.warning("%s is a hidden file, and left out", path)
    if not shown:
        raise SetupError(
            f"{named} shows no files. Is it empty, or not public? In Drive: Share, General access, "
            "Anyone with the link."
        )
    return _told_apart(shown)


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(path).parts)


def _told_apart(files: dict[str, str]) -> dict[str, str]:
    """Give files of one name, whatever the case of its letters, the start of their ids."""
    names = Counter(_folded(path) for path in files.values())
    folders = {
        _folded(str(parent)) for path in files.values() for parent in PurePosixPath(path).parents
    }
    found = {}
    for key, path in files.items():
        place = PurePosixPath(path)
        if names[_folded(path)] > 1 or _folded(path) in folders:
            place = place.with_name(f"{place.stem} ({key[:8]}){place.suffix}")
            log.warning("several files are called %s; one is written as %s", path, place.name)
        found[key] = place.as_posix()
    if len({_folded(path) for path in found.values()}) < len(found):
        raise SetupError("several files of the folder have one name. Rename them in Drive.")
    return dict(sorted(found.items(), key=lambda one: one[1]))


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _check_here(destination: Path, listed: dict[str, str], known: dict[str, DriveFile]) -> None:
    """Refuse to write over what did not come from there."""
    for key, path in listed.items():
        place = destination / path
        old = known.get(key)
        if place.is_dir() or (place.exists() and (old is None or not _is_same(destination, old))):
            raise SetupError(
                f"{place} is here already, and is not the file that was fetched. Move it away, or "
                "choose another destination."
            )


def _is_same(destination: Path, file: DriveFile) -> bool:
    place = destination / file.path
    return place.is_file() and jsonl.sha256(place) == file.sha256


def _fetched(key: str, path: str, folder: Path, old: DriveFile | None, mode: Mode) -> DriveFile:
    """Fetch a file to its place.

    Raises:
        InputError: It is not to be had, or not what it was (``changed``).
    """
    waiting = folder / UNFINISHED / hashlib.sha256(key.encode()).hexdigest()[:16]
    waiting.parent.mkdir(parents=True, exist_ok=True)
    _download(key, path, waiting)
    digest = jsonl.sha256(waiting)
    if mode == "locked" and old is not None and digest != old.sha256:
        why = "Drive has another file now than the record names; fetch with --update to take it"
        raise InputError(path, why, reason="changed")
    file = DriveFile(id=key, path=path, bytes=waiting.stat().st_size, sha256=digest)
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    waiting.replace(folder / path)
    if old is not None and old.path != path and _is_same(folder, old):
        (folder / old.path).unlink()  # it was renamed in Drive
    return file


def _download(key: str, path: str, place: Path) -> None:
    import gdown
    import requests
    from gdown.exceptions import DownloadError

    try:
        gdown.download(
            id=key,
            output=str(place),
            quiet=True,
            use_cookies=False,
            timeout=TIMEOUT_S,
            retries=RETRIES,
        )
    except DownloadError as error:
        raise InputError(path, _advice(error), reason="no_access") from error
    except requests.RequestException as error:
        why = f"the network failed ({type(error).__name__}); run it again"
        raise InputError(path, why, reason="network") from error
    with place.open("rb") as file:
        is_page = PAGE.match(file.read(1024)) is not None
    if is_page and not path.lower().endswith(PAGES):
        why = "Drive sent a page in place of the file; open it in a browser to see what it says"
        raise InputError(path, why, reason="no_access")


def _advice(error: Exception) -> str:
    """Say what to do about what gdown found; its own words hold the whole id."""
    said = " ".join(str(error).split())
    if LIMITED.search(said) and "change the permission" not in said:
        return "it was fetched too often lately; try again in a day, or copy it to a Drive of yours"
    if isinstance(error.__cause__, OSError):  # as all errors of requests are
        return "the network failed; run it again"
    if "incomplete" in said:
        return "it broke off; run it again"
    return "no access; in Drive: Share, General access, Anyone with the link (or too many requests)"


def _shown(key: str) -> str:
    return f"{key[:6]}…"
