"""What lies beside the outputs and may hold people's data: caches, git, remotes, tracked runs."""

import os
import stat
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from understudy.auditing.searching import Search
from understudy.auditing.texts import files, pieces
from understudy.cleaning import pseudonyms

Level = Literal["ok", "note", "problem"]
SHOWN = 5
"""Files that a finding names."""


class Finding(NamedTuple):
    """One thing that was looked at."""

    what: str
    level: Level
    """``problem``: hidden data are in the clear where they need not be; ``note``: know it."""
    words: str


def tracked(folder: Path) -> list[Path]:
    """Return the files below a folder that git tracks; none where there is no git."""
    command = ["git", "-C", str(folder), "ls-files", "-z"]
    listed = subprocess.run(command, capture_output=True, check=False)
    return [folder / name for name in listed.stdout.decode().split("\0") if name]


def key(fingerprint: str) -> Finding:
    """Tell whether pseudonyms are made with a published key, and whether the one here is theirs.

    Args:
        fingerprint: ``clean.anonymise.key_fingerprint``.
    """
    given = os.environ.get(pseudonyms.KEY_VARIABLE)
    if given and pseudonyms.fingerprint(given) != fingerprint:
        words = (
            f"{pseudonyms.KEY_VARIABLE} is another than clean.anonymise.key_fingerprint tells: "
            "stage clean will refuse it, and say what to do"
        )
        return Finding("pseudonym key", "note", words)
    if fingerprint == pseudonyms.fingerprint(pseudonyms.PUBLIC_KEY):
        words = (
            "the published demo key: who guesses a name can prove it. For data of real people set "
            f"{pseudonyms.KEY_VARIABLE} and clean.anonymise.key_fingerprint"
        )
        return Finding("pseudonym key", "note", words)
    state = "set here" if given else "not set here"
    return Finding("pseudonym key", "ok", f"your own, {state}")


def in_git(what: str, paths: Sequence[Path], names: Iterable[Path]) -> Finding:
    """Tell whether files that hold people's data are in git."""
    held = [path for path in paths if any(path == one or one in path.parents for one in names)]
    if not held:
        return Finding(what, "ok", "not in git")
    words = f"{len(held)} files in git: who clones has them. For real people `dvc add`, then push"
    return Finding(what, "note", f"{words} to a remote that is closed to others")


def pushed(outputs: Iterable[str], has_remote: bool) -> Finding:
    """Tell whether outputs from before cleaning would go to a remote.

    Args:
        outputs: Those without ``push: false``.
        has_remote: Whether there is a remote.
    """
    named = ", ".join(outputs)
    if not named:
        return Finding("outputs before clean", "ok", "push: false")
    level: Level = "problem" if has_remote else "note"
    return Finding("outputs before clean", level, f"{named}: `dvc push` copies it; set push: false")


def sources(tracked: Sequence[str], has_remote: bool) -> Finding:
    """Tell whether raw data that DVC tracks would go to a remote."""
    if not tracked:
        return Finding("raw data in DVC", "ok", "none, or push: false")
    words = f"{', '.join(tracked)}: `dvc push` copies it as it is, to a remote closed to others"
    return Finding("raw data in DVC", "note" if has_remote else "ok", words)


def cache(what: str, folder: Path, remedy: str) -> Finding:
    """Tell what lies in a cache, and who may read it.

    Args:
        what: Its name.
        folder: Where it lies.
        remedy: How to be rid of what is in it.
    """
    if not folder.is_dir():
        return Finding(what, "ok", "empty")
    size = sum(path.stat().st_size for path in files(folder)) / 1e6
    shared = folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    words = f"{folder}, {size:.0f} MB: people's words as they were. {remedy}"
    if shared:
        return Finding(what, "note", f"{words}; others may read it: chmod 700 {folder}")
    return Finding(what, "ok", words)


def experiments(root: Path) -> Finding:
    """Tell whether experiments of DVC keep states of the data.

    Args:
        root: Of the repository.
    """
    command = ["git", "-C", str(root), "for-each-ref", "--format=%(refname)", "refs/exps"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    folders = [path for path in (root / ".dvc" / "tmp" / "exps").glob("*") if path.is_dir()]
    number = len(listed.stdout.split()) + len(folders)
    if not number:
        return Finding("experiments", "ok", "none kept")
    words = (
        f"{number} keep states of the data, in git and in DVC's cache: `dvc exp remove -A`; when "
        f"none runs delete {root / '.dvc/tmp/exps'}"
    )
    return Finding("experiments", "note", words)


def runs_kept(search: Search, uri: str, root: Path) -> Finding:
    """Tell whether what MLflow keeps here holds what was hidden: its database, and artefacts.

    Args:
        search: For what was hidden.
        uri: Where runs are tracked.
        root: Of the repository, in whose folder ``mlruns`` artefacts lie by default.
    """
    where = urlsplit(uri)
    if where.scheme not in {"", "file", "sqlite"}:
        place = f"{where.scheme}://{where.hostname or ''}"  # never the password in it
        return Finding("tracked runs", "note", f"on {place}: not looked at")
    # sqlite:///relative, sqlite:////absolute, file:///absolute, file:relative
    path = Path(where.path[1:] if where.scheme == "sqlite" else where.path)
    kept = [one for one in dict.fromkeys((path, root / "mlruns")) if one.exists()]
    if not kept:
        return Finding("tracked runs", "ok", "none")
    named = ", ".join(str(one) for one in kept)
    held = _held(search, [one for folder in kept for one in files(folder)])
    if held:
        words = f"{sum(held.values())} hidden things in {len(held)} files of {named}"
        return Finding("tracked runs", "problem", words)
    return Finding("tracked runs", "ok", f"{named}: nothing hidden")


def repository(search: Search, paths: Iterable[Path], folder: Path, level: Level) -> Finding:
    """Tell which files of git hold what was hidden."""
    held = _held(search, paths)
    if not held:
        return Finding("files in git", "ok", "nothing hidden")
    named = ", ".join(path.relative_to(folder).as_posix() for path in list(held)[:SHOWN])
    more = f" and {len(held) - SHOWN} more" if len(held) > SHOWN else ""
    words = f"{sum(held.values())} hidden things stand in {named}{more}"
    return Finding("files in git", level, words)


def _held(search: Search, paths: Iterable[Path]) -> dict[Path, int]:
    """Return the files in which something was found, with how many hits."""
    counted = ((path, _count(search, path)) for path in paths if path.is_file())
    return {path: count for path, count in counted if count}


def _count(search: Search, path: Path) -> int:
    read = pieces(path, path.name)
    return sum(1 for piece in read for _ in search.find(piece.text, piece.known))
