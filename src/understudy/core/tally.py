"""Where every record went: one way of counting for all ways of walking."""

import json
import logging
import shutil
import tempfile
import weakref
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from tqdm import tqdm

from understudy.core import jsonl
from understudy.core.cache import Memo, remembered
from understudy.core.errors import InputError, SetupError
from understudy.core.executor import Done, Executor, Serial

log = logging.getLogger(__name__)

T = TypeVar("T")
R = TypeVar("R")

IN_MEMORY = 4_000_000
"""Bytes of rejects that are kept in memory; what comes beyond waits in a file."""
SILENCE = 30.0
"""Seconds after which a walk without a progress bar says how far it is."""


class Tally:
    """Counts records read, kept and dropped; ``read == kept + dropped`` always.

    The only place that catches ``InputError``: the record is dropped, counted by its reason and
    written to the rejects file.

    Args:
        section: Of params.yaml, whose ``max_dropped`` is the limit, for the message.
        limit: Largest share of the records of one kind that may be dropped before the stage fails.
        rejects: File to write: one JSON object a dropped record (kind, where, why, reason).
    """

    def __init__(self, section: str = "", *, limit: float, rejects: Path) -> None:
        self._limit = limit
        self._key = f"{section}.max_dropped" if section else "max_dropped"
        self._path = rejects
        self._read: Counter[str] = Counter()
        self._dropped: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._repeated: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._first: dict[str, InputError] = {}
        # A table may have a million bad lines.
        self._rejects = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        weakref.finalize(self, self._rejects.close)

    def each(
        self,
        items: Iterable[T],
        work: Callable[[T], R],
        *,
        kind: str = "",
        executor: Executor | None = None,
        memo: Memo[T, R] | None = None,
    ) -> Iterator[R]:
        """Apply a function to each item; yield the results of the good ones, in order.

        Args:
            items: Records or files; a sized collection gives the progress bar its end.
            work: One item to one result, or ``InputError``. Must be picklable for processes.
            kind: Name to count under, e.g. ``documents``, when a stage reads several kinds.
            executor: Where it runs; this process when None.
            memo: How results are remembered between runs; not at all when None.
        """
        for done in self.outcomes(items, work, kind=kind, executor=executor, memo=memo):
            if done.failure is None:
                yield done.value  # type: ignore[misc]  # a result may be None

    def outcomes(
        self,
        items: Iterable[T],
        work: Callable[[T], R],
        *,
        kind: str = "",
        executor: Executor | None = None,
        memo: Memo[T, R] | None = None,
    ) -> Iterator[Done[R]]:
        """Do what `each` does; yield what came of every item, the failures too."""
        executor = executor or Serial()
        shown = self._progress(items, kind)
        outcomes = (
            executor.map(work, shown) if memo is None else remembered(executor, work, shown, memo)
        )
        for done in outcomes:
            if done.failure is not None:
                self.drop(done.failure, kind=kind)
            yield done

    def read(self, number: int, *, kind: str) -> None:
        """Count records that came several at a time out of one item of `each`.

        Those of them that cannot be used are dropped with `drop`; the others count as kept.
        """
        self._read[kind] += number

    def drop(self, failure: InputError, *, kind: str = "") -> None:
        """Drop a record after `each` yielded it, for a reason that only all records together show.

        Duplicates are such a reason.
        """
        self._dropped[kind][failure.reason] += 1
        self._reject(failure, kind)
        self._first.setdefault(kind, failure)
        log.debug("dropped %s", failure)

    def repeat(self, failure: InputError, number: int, *, kind: str) -> None:
        """Drop records that are kept elsewhere: counted by their reason, and towards no limit.

        Args:
            failure: What they repeat, for all of them; a line among the rejects.
            number: How many.
            kind: Their kind.
        """
        self._repeated[kind][failure.reason] += number
        self._reject(failure, kind)

    def note(self, failure: InputError, *, kind: str) -> None:
        """Write down what is missing from a record that is kept; it counts towards no limit."""
        self._reject(failure, kind)

    def counts(self) -> dict[str, Any]:
        """Return ``{read, kept, dropped: {reason: n}}``, by kind when kinds were named."""
        kinds = {}
        for kind, read in self._read.items():
            dropped = self._dropped[kind] + self._repeated[kind]
            kept = read - dropped.total()
            kinds[kind] = {"read": read, "kept": kept, "dropped": dict(sorted(dropped.items()))}
        return kinds.get("", kinds)

    def write(self, report: Path, **more: Any) -> None:
        """Write the rejects and the counts; call it when everything was consumed.

        Args:
            report: Metrics file.
            more: Further counts of the stage to stand beside; no seconds, no text of the data.

        Raises:
            SetupError: More than the limit was dropped; the message names the reasons and
                the first record.
        """
        with jsonl.atomic(self._path) as file:
            self._rejects.seek(0)
            shutil.copyfileobj(self._rejects, file)
        jsonl.write_json(report, {**self.counts(), **more})
        for kind, read in self._read.items():
            self._check(kind, read)

    def _check(self, kind: str, read: int) -> None:
        dropped = self._dropped[kind]
        name = kind or "records"
        reasons = ", ".join(f"{count} {reason}" for reason, count in dropped.most_common())
        if dropped.total() > self._limit * read:
            first = self._first[kind]
            raise SetupError(
                f"{dropped.total()} of {read} {name} were dropped ({reasons}), more than the share "
                f"that {self._key} allows ({self._limit:g}). The first is {first.where}: "
                f"{first.why}. See {self._path}."
            )
        if dropped:
            log.warning("%d of %d %s were dropped: %s", dropped.total(), read, name, reasons)
        repeated = self._repeated[kind].total()
        log.info("%d %s read, %d kept", read, name, read - dropped.total() - repeated)

    def _progress(self, items: Iterable[T], kind: str) -> Iterator[T]:
        """Count the items as they are taken, and show how far we are: a bar, or else a log line."""
        self._read[kind] += 0
        bar = tqdm(items, desc=kind or None, unit="", disable=None, leave=False)
        total = "" if bar.total is None else f" of {bar.total}"
        said = monotonic()  # for the log alone
        for taken, item in enumerate(bar):
            if bar.disable and monotonic() - said >= SILENCE:
                log.info("%s: %d%s", kind or "records", taken, total)
                said = monotonic()
            self._read[kind] += 1
            yield item

    def _reject(self, failure: InputError, kind: str) -> None:
        entry = {"where": failure.where, "why": failure.why, "reason": failure.reason}
        entry = {"kind": kind, **entry} if kind else entry
        self._rejects.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
