"""Columns whose values are made coarser, and what their generalisers count for it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from understudy.cleaning.generalising import Chain, Generaliser
from understudy.core.records import Row


class Coarsening:
    """The generalised columns of one collection.

    Args:
        columns: Column to its generalisers, see ``clean.tables.<collection>.generalise``.
    """

    def __init__(self, columns: Mapping[str, tuple[Generaliser, ...]]) -> None:
        self._columns = dict(sorted(columns.items()))
        self._limits = {
            column: chain[-1].counts_up_to
            for column, chain in self._columns.items()
            if chain and chain[-1].counts_up_to
        }
        # What stands in front of a generaliser that counts changes what it counts.
        self._front = {column: Chain(self._columns[column][:-1], {}) for column in self._limits}
        self._people: dict[str, defaultdict[str, set[str]]] = {
            column: defaultdict(set) for column in self._limits
        }
        self._chains: dict[str, Chain] | None = None
        self._changed: Counter[str] = Counter()
        self._strange: Counter[str] = Counter()

    @property
    def counts(self) -> bool:
        """Whether all rows must be seen before the first is changed."""
        return bool(self._limits)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, in order of their names."""
        return tuple(self._columns)

    def may_be_rare(self, column: str) -> bool:
        """Tell whether a column's last generaliser counts."""
        return column in self._limits

    def see(self, row: Row) -> None:
        """Count who has which value; in memory stand the values, and few people of each."""
        for column, limit in self._limits.items():
            cell = row.cells.get(column, "")
            for text in (cell,) if isinstance(cell, str) else cell:
                people = self._people[column][self._front[column].value(text)[0]]
                if len(people) < limit:
                    people.add(row.group)

    def value(self, column: str, text: str) -> str:
        """Return a value made coarser."""
        if self._chains is None:
            counted = {
                column: {value: len(people) for value, people in values.items()}
                for column, values in self._people.items()
            }
            self._people.clear()
            self._chains = {
                column: Chain(chain, counted.get(column, {}))
                for column, chain in self._columns.items()
            }
        found, is_strange = self._chains[column].value(text)
        self._changed[column] += found != text
        self._strange[column] += is_strange
        return found

    def report(self) -> dict[str, Any]:
        """Return for each column how many values were changed, and how many were not read."""
        return {
            column: {"changed": self._changed[column], "otherwise": self._strange[column]}
            for column in self._columns
        }
