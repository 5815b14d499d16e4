"""What is done to tables as a whole: columns emptied, values made coarser, small classes gone.

Rows come as the steps left them, without duplicates. They are written down and read again where all
must be seen before the first can be written; in memory stand counts alone.
"""

import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from understudy.cleaning.params import CleanParams
from understudy.cleaning.pen import Change
from understudy.cleaning.records import Cleaned
from understudy.cleaning.tables.one import Table
from understudy.cleaning.tables.review import ColumnReview, Undecided
from understudy.core import jsonl
from understudy.core.errors import InputError, SetupError
from understudy.core.executor import attempt
from understudy.core.records import Row

log = logging.getLogger(__name__)

IN_MEMORY = 16_000_000
"""Bytes of rows that wait in memory; what comes beyond waits in a file."""

_EDITS = TypeAdapter(list[Change])
Rows = Iterator[Cleaned[Row]]
Drop = Callable[[InputError], None]


class Tables:
    """All collections of rows.

    Args:
        params: Section ``clean``.
    """

    def __init__(self, params: CleanParams) -> None:
        self._params = params
        self._tables = {
            name: Table(name, table, params.privacy) for name, table in params.tables.items()
        }
        self._undecided: dict[str, Undecided] = {}
        self._reviews: list[ColumnReview] = []

    def through(self, rows: Rows, drop: Drop) -> Rows:
        """Take the rows through all that is asked of their tables.

        Args:
            rows: Cleaned rows, without duplicates.
            drop: Told of each row that goes.
        """
        rows = map(self._emptied, map(self._reviewed, rows))
        if any(table.coarsening.counts for table in self._tables.values()):
            rows = _again(rows, self._see)
        rows = map(self._coarser, rows)
        if any(table.suppresses for table in self._tables.values()):
            rows = _again(rows, self._count)
            rows = self._decided(rows)
        for one in rows:
            found = attempt(self._suppressed, one)
            if found.value is not None:
                self._done(found.value.record)
                yield found.value
            elif found.failure is not None:
                drop(found.failure)

    def close(self, folder: Path) -> dict[str, Any]:
        """Write ``review.jsonl``; return the facts of each collection, counts alone."""
        self._reviews = [
            one for name in sorted(self._undecided) for one in self._undecided[name].reviews()
        ]
        jsonl.write(folder / "review.jsonl", self._reviews)
        for table in self._tables.values():
            table.tell()
        facts = {}
        for name in sorted(self._undecided.keys() | self._tables.keys()):
            undecided = sum(one.collection == name for one in self._reviews)
            table_facts = self._tables[name].facts() if name in self._tables else {}
            facts[name] = {"undecided": undecided, **table_facts}
        for line in self._undecided_columns():
            log.warning("%s", line)
        return facts

    def check(self) -> None:
        """Refuse tables that tell more than the parameters allow.

        Raises:
            SetupError: The message says what falls short, and what to do.
        """
        wrong = [line for name in self._tables for line in self._tables[name].complaints()]
        if self._params.privacy.undecided == "fail":
            wrong += self._undecided_columns()
        if wrong:
            raise SetupError("\n".join(wrong))

    def _undecided_columns(self) -> list[str]:
        lines = []
        for name in dict.fromkeys(one.collection for one in self._reviews):
            found = [one for one in self._reviews if one.collection == name]
            columns = "; ".join(f"{one.column} ({', '.join(one.why)})" for one in found)
            lines.append(
                f"{name}: columns that may tell who somebody is, and have no role: {columns}. Say "
                f"in clean.tables.{name}.columns what they are (person, identifier, drop, quasi, "
                "sensitive), or that they are harmless (keep, text); counts are in review.jsonl"
            )
        return lines

    def _reviewed(self, one: Cleaned[Row]) -> Cleaned[Row]:
        name = one.record.collection
        if name not in self._undecided:
            table = self._params.tables.get(name)
            decided = frozenset(table.columns if table else ())
            self._undecided[name] = Undecided(name, decided)
        hits = frozenset(edit.field for edit in one.edits if edit.step == "anonymise")
        self._undecided[name].add(one.record, hits)
        return one

    def _emptied(self, one: Cleaned[Row]) -> Cleaned[Row]:
        table = self._tables.get(one.record.collection)
        return one if table is None else table.emptied(one)

    def _see(self, row: Row) -> None:
        if (table := self._tables.get(row.collection)) is not None:
            table.coarsening.see(row)

    def _coarser(self, one: Cleaned[Row]) -> Cleaned[Row]:
        table = self._tables.get(one.record.collection)
        return one if table is None else table.coarser(one)

    def _count(self, row: Row) -> None:
        table = self._tables.get(row.collection)
        if table is not None and table.suppresses:
            table.count(row)

    def _decided(self, rows: Rows) -> Rows:
        first = next(rows, None)  # by then all were counted
        for table in self._tables.values():
            table.decide()
        if first is not None:
            yield first
        yield from rows

    def _suppressed(self, one: Cleaned[Row]) -> Cleaned[Row]:
        table = self._tables.get(one.record.collection)
        return one if table is None else table.suppressed(one)

    def _done(self, row: Row) -> None:
        if (table := self._tables.get(row.collection)) is not None:
            table.done(row)


def _again(rows: Iterable[Cleaned[Row]], see: Callable[[Row], None]) -> Rows:
    """Show all rows before the first is passed on."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
        for one in rows:
            see(one.record)
            file.write(one.record.to_line())
            file.write(_EDITS.dump_json(list(one.edits)) + b"\n")
        file.seek(0)
        for line in file:
            edits = _EDITS.validate_json(next(file))
            yield Cleaned(Row.model_validate_json(line), tuple(edits))
