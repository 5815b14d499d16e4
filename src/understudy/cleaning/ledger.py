"""What the stage did to all records together: duplicates dropped, edits kept, both counted."""

import json
import logging
import shutil
import tempfile
import unicodedata
import weakref
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from understudy.cleaning.finding import kinds_of
from understudy.cleaning.params import CleanParams, Kind
from understudy.cleaning.pen import Change
from understudy.cleaning.records import Cleaned
from understudy.cleaning.stepping import UnwantedError
from understudy.core import jsonl
from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Conversation, Document, Row, stable_id
from understudy.core.tally import Tally

log = logging.getLogger(__name__)

R = TypeVar("R", Document, Conversation, Row)

Through = Callable[[Iterator[Cleaned[R]], Callable[[InputError], None]], Iterator[Cleaned[R]]]
"""Records to records; it tells the function of each that goes."""

_HIDING = frozenset({"anonymise", "authors"})
"""Steps that put pseudonyms in the place of what they find."""
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
        self._edits = self._spool()
        self._emptied = self._spool()
        self._messages = 0
        self._wanted: Counter[str] = Counter()
        self._gone: set[str] = set()
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
        cleaned = self._tally.each(jsonl.read(path, record), partial(_chosen, work), kind=kind)
        left = self._distinct(kind, self._wanted_ones(kind, cleaned))
        if through is not None:
            left = through(left, partial(self._tally.repeat, number=1, kind=kind))
        jsonl.write(self._folder / f"{kind}.jsonl", map(self._noted, left))

    def leave_out(self, kind: Kind, repeats: Collection[InputError]) -> None:
        """Take records out of the file of a kind again, with their edits.

        Args:
            kind: Whose file was written.
            repeats: What they repeat; each says at ``where`` the id of the record.
        """
        if not repeats:
            return
        gone = {failure.where for failure in repeats}
        path = self._folder / f"{kind}.jsonl"
        with path.open("rb") as old, jsonl.atomic(path) as new:
            for line in old:
                record = json.loads(line)
                if record["id"] not in gone:
                    new.write(line)
                else:
                    self._messages -= len(record.get("messages", ()))
        for failure in repeats:
            self._tally.repeat(failure, 1, kind=kind)
        self._gone |= gone

    def close(self, report: Path, **more: Any) -> dict[str, Any]:
        """Write the edits, the rejects and the metrics; return the counts.

        Args:
            report: Metrics file to write.
            more: Further counts to stand beside.

        Raises:
            SetupError: More than ``max_dropped`` of a kind was dropped.
        """
        if self._gone:
            self._forget_edits()
        with jsonl.atomic(self._folder / "edits.jsonl") as file:
            self._edits.seek(0)
            shutil.copyfileobj(self._edits, file)
        for step, number in sorted(self._wanted.items()):
            log.info("%d records were left out: %s", number, step)
        facts = {**self._messages_kept(), **self._changes(), **more}
        self._tally.write(report, **facts)
        return {**self._tally.counts(), **facts}

    def _wanted_ones(
        self, kind: Kind, cleaned: Iterable[Cleaned[R] | UnwantedError]
    ) -> Iterator[Cleaned[R]]:
        for one in cleaned:
            if isinstance(one, UnwantedError):
                self._tally.repeat(one, 1, kind=kind)
                self._wanted[one.reason] += 1
            else:
                yield one

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
        self._note_messages(one)
        return one.record

    def _note(self, edits: Sequence[Change]) -> None:
        self._edits.write(b"".join(map(Change.to_line, edits)))
        self._steps.update(edit.step for edit in edits)
        hidden = Counter(edit.replacement for edit in edits if edit.step in _HIDING)
        for replacement, times in hidden.items():  # a chat has few authors
            kind, _, tag = replacement.partition("-")
            self._hidden[kind] += times
            self._tags[kind].add(tag)

    def _note_messages(self, one: Cleaned[R]) -> None:
        if isinstance(one.record, Conversation):
            self._messages += len(one.record.messages)
        for failure in one.emptied:
            entry = [one.record.id, failure.where, failure.why, failure.reason]
            self._emptied.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")

    def _messages_kept(self) -> dict[str, Any]:
        """Return what became of the messages of the chats that were kept; none without chats."""
        dropped: Counter[str] = Counter()
        self._emptied.seek(0)
        for line in self._emptied:
            record, *failure, reason = json.loads(line)
            if record not in self._gone:
                dropped[reason] += 1
                self._tally.note(InputError(*failure, reason=reason), kind="messages")
        if not self._messages:
            return {}
        kept = self._messages - dropped.total()
        counts = {"read": self._messages, "kept": kept, "dropped": dict(sorted(dropped.items()))}
        return {"messages": counts}

    def _forget_edits(self) -> None:
        """Count and keep the edits of those records alone that are still there."""
        all_edits, self._edits = self._edits, self._spool()
        self._steps.clear()
        self._hidden.clear()
        self._tags.clear()
        all_edits.seek(0)
        for line in all_edits:
            edit = Change(**json.loads(line))
            if edit.record not in self._gone:
                self._note([edit])

    def _spool(self) -> "tempfile.SpooledTemporaryFile[bytes]":
        spool = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        weakref.finalize(self, spool.close)
        return spool

    def _changes(self) -> dict[str, Any]:
        """Return the edits by step, and what was hidden by kind: how often, and how many.

        Authors of messages are people whatever the finders are; kinds of which nothing was found
        are not listed.
        """
        found = kinds_of(self._params.anonymise.finders)
        return {
            "edits": dict(sorted(self._steps.items())),
            "hidden": {
                kind: {"times": self._hidden[kind], "different": len(self._tags[kind])}
                for kind in dict.fromkeys(("PERSON", *found, *self._params.told_kinds))
                if self._hidden[kind]
            },
        }


def _chosen(work: Callable[[R], Cleaned[R]], record: R) -> Cleaned[R] | UnwantedError:
    """Clean a record; that the parameters do not want it is a result, not a fault."""
    done = attempt(work, record)
    if isinstance(done.failure, UnwantedError):
        return UnwantedError(record.id, done.failure.why, reason=done.failure.reason)
    if done.failure is not None:
        raise done.failure
    assert done.value is not None, "a record or a failure"
    return done.value


def _content(record: Document | Conversation | Row) -> Any:
    """Return what makes two records equal."""
    if isinstance(record, Document):
        return _plain(record.text)
    if isinstance(record, Conversation):
        return _said(record)
    cells = {
        column: _plain(cell) if isinstance(cell, str) else [_plain(text) for text in cell]
        for column, cell in record.cells.items()
    }
    return [record.collection, sorted(cells.items())]


def _said(conversation: Conversation) -> list[Any]:
    """Return who said what in which kind of message."""
    messages = conversation.messages
    plain = {author: _plain(author) for author in {message.author for message in messages}}
    texts = [message.text for message in messages]
    # A chat is folded as a whole; NUL is in no text that was normalised.
    folded = _plain(" \0 ".join(texts)).split("\0")
    if len(folded) == len(texts):
        said = [text.strip(" ") for text in folded]
    else:
        said = [_plain(text) for text in texts]
    kinds = [message.kind for message in messages]
    return [kinds, [plain[message.author] for message in messages], said]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
