"""A plan in words for a person, and in figures for a file: no texts, and in the file no name."""

import os
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from understudy.core import jsonl
from understudy.forgetting.plan import Plan, pointers

SHOWN = 12
"""Files that are named."""


def lines(found: Plan) -> Iterator[str]:
    """Yield what would be removed, what would stay, and what is to be done besides."""
    yield from _whom(found)
    yield from _removed(found)
    yield from _stays(found)
    yield from _made(found)
    yield from _advice(found)


def afterwards(found: Plan) -> Iterator[str]:
    """Yield what is to be done once all is removed."""
    if found.again:
        yield f"`dvc repro` will run: {', '.join(found.again)}"
    yield from _tracked(found)
    if found.again:
        yield (
            "older versions stay in DVC's cache until, after `dvc repro`, you run: understudy "
            "forget --gc"
        )


def _whom(found: Plan) -> Iterator[str]:
    somebody = found.somebody
    if somebody is None:
        yield f"to be forgotten: the file or folder {found.words}"
        return
    yield f"to be forgotten: {somebody.pseudonym}" + (
        ", who is written down as forgotten already" if found.is_known else ""
    )
    names = sorted({name for name, _ in somebody.authors} | somebody.names)
    yield f"  names: {', '.join(names)}"
    if somebody.accounts:
        yield f"  accounts: {', '.join(somebody.accounts)}"
    if len(somebody.accounts) > 1 and somebody.entry is None:
        yield "  if these are several people, give the account of one"
    if somebody.shared:
        yield (
            f"  somebody else is called {', '.join(somebody.shared)} as well: by that name alone, "
            "with another account, nobody will be left out"
        )


def _removed(found: Plan) -> Iterator[str]:
    yield from _listed(found, "raw files to be removed", found.remove)
    if found.caches and not found.is_done:
        size = sum(_size(path) for path in found.caches) / 1e6
        yield f"caches to be removed: {len(found.caches)}, {size:.1f} MB (costs time only)"
    if found.changes_people and found.people is not None:
        where = _shown(found, found.people)
        yield f"{where}: they are written down as forgotten, by pseudonyms"
        if found.somebody is not None and found.somebody.entry and not found.mentions.needs_entry:
            yield f"{where}: their entry goes, with names and aliases"


def _stays(found: Plan) -> Iterator[str]:
    if found.stay and found.somebody is None:
        yield "what stays: these raw files say the same, all of it or a part; forget them as well:"
        yield from (f"  {_shown(found, path)}" for path in sorted(found.stay))
    elif found.stay:
        yield (
            "what stays: these raw files hold words of others as well, and cannot be edited "
            "safely. Stage clean leaves out what is theirs; --files removes the files too:"
        )
        for path, number in sorted(found.stay.items()):
            yield f"  {_shown(found, path)}: {number} messages or rows"
    if found.mentions.by_kind:
        counts = ", ".join(f"{n} {kind}" for kind, n in sorted(found.mentions.by_kind.items()))
        yield f"what stays: others name them in {counts}; a pseudonym stands there"
        yield from (f"  {place}" for place in found.mentions.documents[:SHOWN])
        if found.mentions.by_kind["rows"]:
            yield (
                "  rows that are theirs go if a column of their names has the role person in "
                "clean.tables; these rows only name them"
            )
    if found.somebody is not None and found.mentions.needs_entry and found.people is not None:
        where = _shown(found, found.people)
        if found.mentions.are_told:
            yield f"what stays: their names in {where}: nothing else hides them in others' texts"
        else:
            yield (
                f"what stays: their names in {where}, for stage clean is not up to date and there "
                "is no telling who names them: after `dvc repro`, forget them once more"
            )
    if found.silenced:
        yield (
            f"{found.silenced} people write in nothing else, and people.yaml does not list them: "
            "their names will stand in the clear where others name them, unless you add them"
        )


def _made(found: Plan) -> Iterator[str]:
    if found.lineage.messages:
        yield f"messages: {found.lineage.messages}"
    for heading, is_first in (("parsed from it", True), ("made of it", False)):
        held = [one for one in found.lineage.files if (one.stage == found.first.name) == is_first]
        if held:
            yield f"{heading}:"
        for one in held:
            yield f"  {_shown(found, one.path)}: {one.lines} of {one.of}"
    for whole in found.lineage.whole:
        what = "learnt from it" if whole.path in found.models else "made of it, as a whole"
        yield f"  {_shown(found, whole.path)}: {what}"
    if not found.downstream:
        yield f"nothing behind stage {found.first.name} holds anything of it"
    if found.runs:
        named = " ".join(found.runs[:SHOWN]) + (" ..." if len(found.runs) > SHOWN else "")
        yield (
            f"  {len(found.runs)} tracked runs of these models: figures and parameters, no texts "
            f"(mlflow runs delete --run-id ...): {named}"
        )


def _advice(found: Plan) -> Iterator[str]:
    if found.in_git:
        number = len(found.in_git)
        yield (
            f"{number} of these raw files {'is' if number == 1 else 'are'} in git: the history "
            "keeps what is removed here until you rewrite it (`git filter-repo --invert-paths "
            "--path ...`), in every clone. That is not done for you."
        )


def _tracked(found: Plan) -> Iterator[str]:
    changed = list(found.remove)
    if found.changes_people and found.people is not None:
        changed.append(found.people)
    for pointer, outs in pointers(found.flow, changed).items():
        where = _shown(found, pointer)
        if all(out in found.remove for out in outs):
            yield f"DVC tracks it: dvc remove {where}"
        else:
            yield f"DVC tracks it: dvc commit {where}"
    gone = [path for path in found.in_git if path in found.remove]
    if gone:
        named = " ".join(shlex.quote(_shown(found, path)) for path in gone[:SHOWN])
        yield f"git tracks it: git rm --cached {named}{' ...' if len(gone) > SHOWN else ''}"


def _listed(found: Plan, heading: str, paths: list[Path]) -> Iterator[str]:
    if paths:
        yield f"{heading}: {len(paths)}"
    for path in paths[:SHOWN]:
        yield f"  {_shown(found, path)}"
    if len(paths) > SHOWN:
        yield f"  and {len(paths) - SHOWN} more"


def _shown(found: Plan, path: Path) -> str:
    return Path(os.path.relpath(path, found.flow.folder)).as_posix()


def _size(path: Path) -> int:
    if path.is_dir():
        return sum(one.stat().st_size for one in path.rglob("*") if one.is_file())
    return path.stat().st_size


def receipt(found: Plan, hashes: list[str]) -> dict[str, Any]:
    """Return what was done: when, what by hash or pseudonym, how much; no name, no raw path.

    Args:
        found: What was carried out.
        hashes: SHA-256 of the raw files that were removed.
    """
    somebody = found.somebody
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "kind": found.kind,
        "person": somebody.pseudonym if somebody else None,
        "marks": list(somebody.marks) if somebody else [],
        "key_fingerprint": found.key_fingerprint or None,
        "removed": {"raw_files": sorted(hashes), "caches": len(found.caches)},
        "stays": {
            "raw_files": len(found.stay),
            "mentions": dict(sorted(found.mentions.by_kind.items())),
            "entry_in_people": found.mentions.needs_entry,
            "raw_files_in_git": len(found.in_git),
        },
        "messages": found.lineage.messages,
        "records": {
            _shown(found, one.path): {"affected": one.lines, "of": one.of}
            for one in found.lineage.files
        },
        "as_a_whole": [_shown(found, one.path) for one in found.lineage.whole],
        "models": [_shown(found, one) for one in found.models],
        "runs": found.runs,
        "to_be_run": found.again,
    }


def hashes(found: Plan) -> list[str]:
    """Return the SHA-256 of the raw files that are to be removed."""
    return [jsonl.sha256(path) for path in found.remove if path.is_file()]
