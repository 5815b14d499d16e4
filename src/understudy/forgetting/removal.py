"""The removal itself: in an order that a crash cannot turn into a gap, and again without harm.

people.yaml comes first: from then on the person is left out whatever else is still there. Raw files
come last: as long as one is there, the same command finds what is left to be done.
"""

import io
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from understudy.core import jsonl
from understudy.core.people import same_name
from understudy.forgetting.plan import Plan
from understudy.forgetting.raw import check_removable


def carry_out(found: Plan) -> None:
    """Remove what a plan says from people.yaml, the raw data and caches.

    Raises:
        SetupError: A raw file cannot be removed; nothing was changed.
    """
    check_removable(found.remove)
    if found.changes_people:
        assert found.people is not None, "a person is written down in it"
        write_people(found.people, found)
    for path in found.caches:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for path in found.remove:
        path.unlink(missing_ok=True)
        for folder in _emptied(found, path):
            folder.rmdir()


def write_people(path: Path, found: Plan) -> None:
    """Write down in people.yaml who is forgotten; the rest of the file stays as it is.

    Their entry goes with its names, unless texts that stay name them by what nothing else tells:
    then it stays, or is made, and hides them there.
    """
    assert found.somebody is not None, "a person is written down"
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000  # no line is broken that was not
    value = yaml.load(path.read_text(encoding="utf-8"))
    _mark(value, found)
    _list(value, found)
    text = io.StringIO()
    yaml.dump(value, text)
    jsonl.write_text(path, text.getvalue())


def left_over(found: Plan) -> bool:
    """Tell whether people.yaml still has a name of theirs where nobody expects it: a comment."""
    if found.somebody is None or found.people is None or found.mentions.needs_entry:
        return False
    text = same_name(found.people.read_text(encoding="utf-8"))
    names = {same_name(name) for name in found.somebody.names}
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)


def _mark(value: Any, found: Plan) -> None:
    """Add what tells somebody when they are met again."""
    assert found.somebody is not None, "a person is written down"
    if not value.get("forgotten"):
        value["forgotten"] = {}
    marks = value["forgotten"].get(found.key_fingerprint) or []
    marks += [mark for mark in found.somebody.marks if mark not in marks]
    value["forgotten"][found.key_fingerprint] = marks


def _list(value: Any, found: Plan) -> None:
    """Remove somebody's entry, or make one."""
    assert found.somebody is not None, "a person is written down"
    entry, needed = found.somebody.entry, found.mentions.needs_entry
    listed = value.get("people") or []
    if entry is not None and not needed:
        places = [
            place
            for place, one in enumerate(listed)
            if same_name(str(one["name"])) == same_name(entry)
        ]
        for place in reversed(places):
            del listed[place]
    elif entry is None and needed:
        name, *others = sorted(found.somebody.names)
        listed.append({"name": name, **({"aliases": others} if others else {})})
        value["people"] = listed


def _emptied(found: Plan, path: Path) -> Iterator[Path]:
    """Yield the folders, inner ones first, that held nothing but a removed file."""
    given = (found.flow.folder / one for one in found.first.values("raw"))
    roots = {Path(os.path.normpath(one)) for one in given}
    for folder in path.parents:
        if folder in roots or not any(root in folder.parents for root in roots):
            return
        if any(folder.iterdir()):
            return
        yield folder
