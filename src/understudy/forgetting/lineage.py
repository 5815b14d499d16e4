"""What was made of somebody's words, or of a file: record by record, from stage to stage.

Records say what they come from by id (``parent``, ``evidence``, ``sample``, ``hits``), so no stage
need be known here. What is no record (weights, an index, a page) is affected as a whole when what
it was made from is. A sample of a chat names the reply alone: whatever stands before it in the chat
may be in its prompt.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from understudy.cleaning.forgotten import REASON
from understudy.core.errors import SetupError
from understudy.forgetting.flow import Step

Value = dict[str, Any]
REJECTS = "rejects.jsonl"
"""What became of records that were dropped; a stage that writes no records has it as well."""
LEARNT_FROM = {"train.jsonl", "eval.jsonl"}
"""Files of a dataset that training reads; the others are for questions afterwards."""


class Seed(NamedTuple):
    """What a record of the first stage has of what is to be forgotten."""

    whole: bool
    places: frozenset[int] = frozenset()
    """Messages of a conversation that are not affected as a whole."""


Sow = Callable[[str, Value], Seed]
"""The name of a file of the first stage and a record in it to what of it is to be forgotten."""
NOTHING = Seed(False)


class Held(NamedTuple):
    """A file of records, some of which are affected."""

    stage: str
    path: Path
    lines: int
    of: int


class Learnt(NamedTuple):
    """An output that is affected as a whole: weights, an index, a page, answers of a model."""

    stage: str
    path: Path


@dataclass(slots=True)
class Lineage:
    """All that is affected."""

    files: list[Held] = field(default_factory=list)
    whole: list[Learnt] = field(default_factory=list)
    messages: int = 0
    """Of conversations that are affected in part, and of those that are as a whole."""
    sources: dict[str, int] = field(default_factory=dict)
    """Raw file, by its place, to how many affected records or messages come from it."""
    ids: set[str] = field(default_factory=set)
    """Parsed records that are affected as a whole."""
    assets: set[str] = field(default_factory=set)
    """SHA-256 of attachments of affected messages."""

    def of(self, stage: str) -> list[Held]:
        """Return the affected files of a stage."""
        return [one for one in self.files if one.stage == stage]


def trace(steps: Sequence[Step], first: str, sow: Sow) -> Lineage:
    """Follow what is to be forgotten through the stages.

    Args:
        steps: In order.
        first: Name of the stage that reads the raw data.
        sow: Tells what of its records is to be forgotten.
    """
    walk = _Walk(sow)
    for step in steps:
        if step.name == first:
            walk.sow(step)
        else:
            walk.follow(step)
    return walk.found


class _Walk:
    """A way through the stages."""

    def __init__(self, sow: Sow) -> None:
        self.found = Lineage()
        self._sow = sow
        self._ids: set[str] = set()
        self._raw: dict[str, frozenset[int]] = {}
        """Conversation to messages in it, as they were parsed."""
        self._left: dict[str, frozenset[int]] = {}
        """The same, without those whose words are gone by now."""

    def sow(self, step: Step) -> None:
        """Take the first stage: what is affected is told by the records themselves."""
        for path in _files(step.outs):
            lines = total = 0
            for value in _lines(path):
                total += 1
                seed = self._sow(path.name, value)
                if seed != NOTHING:
                    lines += 1
                    self._remember(value, seed)
            if lines:
                self.found.files.append(Held(step.name, path, lines, total))
        self._left = dict(self._raw)
        self.found.ids = set(self._ids)

    def _remember(self, value: Value, seed: Seed) -> None:
        messages = value["messages"] if isinstance(value.get("messages"), list) else []
        places = frozenset(range(len(messages))) if seed.whole else seed.places
        if messages and not seed.whole:
            self._raw[value["id"]] = seed.places
        elif "id" in value:
            self._ids.add(value["id"])
        if "id" not in value:
            return
        self.found.messages += len(places)
        for source in (value.get("source"), *value.get("further", ())):
            if source:
                place = source["path"]
                self.found.sources[place] = self.found.sources.get(place, 0) + (len(places) or 1)
        assets = [asset for place in places for asset in messages[place].get("assets", ())]
        self.found.assets |= {asset["sha256"] for asset in assets}

    def follow(self, step: Step) -> None:
        """Take a further stage."""
        files = _files(step.outs)
        counted: dict[Path, Held] = {}
        known = -1
        while known != len(self._ids):  # a file may name records of one behind it
            known = len(self._ids)
            for path in files:
                counted[path] = self._count(step, path)
        self.found.files += [one for one in counted.values() if one.lines]
        if not self._is_tainted(step, files):
            return
        self.found.whole += [Learnt(step.name, out) for out in step.outs if out.exists()]

    def _is_tainted(self, step: Step, files: Sequence[Path]) -> bool:
        """Tell whether a stage's outputs are affected beyond what their records say."""
        if any(step.reads(one.path) for one in self.found.whole):
            return True
        if any(path.name != REJECTS for path in files):
            return False
        held = [one.path for one in self.found.files if step.reads(one.path)]
        if step.values("adapter"):
            held = [path for path in held if path.name in LEARNT_FROM]
        return bool(held)

    def _count(self, step: Step, path: Path) -> Held:
        lines = total = 0
        for value in _lines(path):
            total += 1
            if self._is_affected(step, value):
                lines += 1
                self._pass_on(value)
        return Held(step.name, path, lines, total)

    def _pass_on(self, value: Value) -> None:
        """What is made of an affected record is affected."""
        if isinstance(value.get("id"), str) and "messages" not in value:
            self._ids.add(value["id"])
        elif "hits" in value and isinstance(value.get("sample"), str):
            self._ids.add(value["sample"])  # a passage in its prompt is

    def _is_affected(self, step: Step, value: Value) -> bool:
        if value.get("reason") == REASON:
            return False  # it says that cleaning left something out
        places = self._raw.get(value.get("id", ""))
        if places is None or "messages" not in value:
            return self._touches(value, self._left if step.is_current else self._raw)
        said = value["messages"]
        left = frozenset(
            place
            for place in places
            if place < len(said) and (said[place].get("text") or said[place].get("assets"))
        )
        if step.is_current:
            self._left[value["id"]] = left
        return bool(left)

    def _touches(self, value: Any, places: dict[str, frozenset[int]]) -> bool:
        if isinstance(value, str):
            return value in self._ids
        if isinstance(value, list):
            return any(self._touches(one, places) for one in value)
        if not isinstance(value, dict):
            return False
        if isinstance(parent := value.get("parent"), str) and parent in places:
            return any(place < value["end"] for place in places[parent])
        if isinstance(record := value.get("record"), str) and record in places:
            name, _, rest = str(value.get("field", "")).partition(".")
            place = rest.partition(".")[0]
            return name == "messages" and place.isdecimal() and int(place) in places[record]
        return any(self._touches(one, places) for one in value.values())


def _files(outs: Sequence[Path]) -> list[Path]:
    """Return the files of records of outputs."""
    found: list[Path] = []
    for out in outs:
        if out.is_dir():
            found += sorted(out.rglob("*.jsonl"))
        elif out.suffix == ".jsonl" and out.is_file():
            found.append(out)
    return found


def _lines(path: Path) -> Iterator[Value]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                value = json.loads(line)
            except ValueError as error:
                raise SetupError(
                    f"{path}:{number}: not JSON ({error}). Run `dvc repro` to write it again."
                ) from error
            if isinstance(value, dict):
                yield value
