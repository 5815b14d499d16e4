"""What the stage did to all records together: duplicates dropped, edits kept, both counted."""

import shutil
import tempfile
import unicodedata
import weakref
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from understudy.cleaning.finding import kinds_of
from understudy.cleaning.params import CleanParams, Kind
from understudy.cleaning.records import Cleaned
from understudy.core import jsonl
from understudy.core.errors import InputError
from understudy.core.outcomes import EditRecord
from understudy.core.records import Conversation, Document, Row, stable_id
from understudy.core.tally import Tally

R = TypeVar("R", Document, Conversation, Row)

Through = Callable[[Iterator[Cleaned[R]], Callable[[InputError], None]], Iterator[Cleaned[R]]]
"""Records to records; it tells the function of each that goes."""

IN_MEMORY = 4_000_000
"""Bytes of edits that are kept in memory; what comes beyond waits in a file."""


class Ledger:
    """Writes what cleaning leaves of each file, and knows what it changed and dropped.

    Args:
        params: Section ``clean``.
        folder: Folder to write: a JSONL file a kind, and ``rejects.jsonl``.
    """

    def __init__(self, params: CleanParams, folder: Path) -> None:
        self._params = params
        self._folder = folder
        self._tally = Tally("clean", limit=params.max_dropped, rejects=folder / "rejects.jsonl")
        # Every message of a chat has an edit: its author's.
        self._edits = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        weakref.finalize(self, self._edits.close)
        self._steps: Counter[str] = Counter()
        self._hidden: Counter[str] = Counter()
        self._tags: defaultdict[str, set[str]] = defaultdict(set)
        self._seen: dict[str, str] = {}

    def write(
        self,
        kind: Kind,
        path: Path,
        record: type[R],
        work: Callable[[R], Cleaned[R]],
        through: Through[R] | None = None,
    ) -> None:
        """Clean the records of a file; of several equal ones the first is kept.

        Documents are equal when their texts are, conversations when authors and texts are, rows of
        a collection when their cells are. Case, width and spaces do not count; ids, titles, files
        and times neither.

        Args:
            kind: Name to count under, and of the file to write.
            path: File of the parse stage.
            record: What its lines are.
            work: How one is cleaned.
            through: What is done to all that are left, if anything.
        """
        cleaned = self._tally.each(jsonl.read(path, record), work, kind=kind)
        left = self._distinct(kind, cleaned)
        if through is not None:
            left = through(left, partial(self._tally.repeat, number=1, kind=kind))
        jsonl.write(self._folder / f"{kind}.jsonl", map(self._noted, left))

    def close(self, report: Path, **more: Any) -> dict[str, Any]:
        """Write the edits, the rejects and the metrics; return the counts.

        Args:
            report: Metrics file to write.
            more: Further counts to stand beside.

        Raises:
            SetupError: More than ``max_dropped`` of a kind was dropped.
        """
        with jsonl.atomic(self._folder / "edits.jsonl") as file:
            self._edits.seek(0)
            shutil.copyfileobj(self._edits, file)
        facts = {**self._changes(), **more}
        self._tally.write(report, **facts)
        return {**self._tally.counts(), **facts}

    def _distinct(self, kind: Kind, cleaned: Iterable[Cleaned[R]]) -> Iterator[Cleaned[R]]:
        for one in cleaned:
            content = stable_id(kind, _content(one.record))
            identity = one.record.id
            first = self._seen.get(content)
            self._seen.setdefault(content, identity)
            if kind in self._params.drop_duplicates and first is not None:
                why = f"says the same as {first}"
                failure = InputError(identity, why, reason="duplicate")
                self._tally.repeat(failure, 1, kind=kind)
                continue
            yield one

    def _noted(self, one: Cleaned[R]) -> R:
        self._note(one.edits)
        return one.record

    def _note(self, edits: Iterable[EditRecord]) -> None:
        for edit in edits:
            self._edits.write(edit.to_line())
            self._steps[edit.step] += 1
            if edit.step in {"anonymise", "authors"}:
                kind, _, tag = edit.replacement.partition("-")
                self._hidden[kind] += 1
                self._tags[kind].add(tag)

    def _changes(self) -> dict[str, Any]:
        """Return the edits by step, and what was hidden by kind: how often, and how many.

        Authors of messages are people whatever the finders are.
        """
        found = kinds_of(self._params.anonymise.finders)
        return {
            "edits": dict(sorted(self._steps.items())),
            "hidden": {
                kind: {"times": self._hidden[kind], "different": len(self._tags[kind])}
                for kind in dict.fromkeys(("PERSON", *found, *self._params.told_kinds))
            },
        }


def _content(record: Document | Conversation | Row) -> Any:
    """Return what makes two records equal."""
    if isinstance(record, Document):
        return _plain(record.text)
    if isinstance(record, Conversation):
        return [[one.kind, _plain(one.author), _plain(one.text)] for one in record.messages]
    cells = {
        column: _plain(cell) if isinstance(cell, str) else [_plain(text) for text in cell]
        for column, cell in record.cells.items()
    }
    return [record.collection, sorted(cells.items())]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
