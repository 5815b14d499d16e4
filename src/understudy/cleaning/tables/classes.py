"""Rows counted by what could be known of somebody: their combination of quasi-identifiers.

A class is the rows of one combination. Its size is how many people share it: different groups where
the rows have a group (ten rows of one patient are one patient), else rows.

References:
    k: Sweeney, k-anonymity: a model for protecting privacy, 2002.
    l: Machanavajjhala et al., l-diversity: privacy beyond k-anonymity, 2007; distinct l and
    entropy l, which is exp of the entropy of the sensitive values in a class.

Differs: an empty cell is a value like others, as somebody may know that nothing was written. So is
a column that a row lacks: rows of two tables may be one collection.
"""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from understudy.core.records import Row

Cells = Mapping[str, str | tuple[str, ...]]

SIZES = ((1, 1), (2, 4), (5, 9), (10, 19), (20, 49), (50, None))
"""Sizes of classes that the report counts together."""


@dataclass(slots=True)
class _Class:
    """The rows of one combination. A million combinations must fit into memory."""

    rows: int = 0
    people: int | set[int] | None = None
    """One person, or several; None before the first."""
    values: tuple[int | Counter[int], ...] = ()
    """Of each sensitive column the one value, or how often each."""

    def add(self, person: int, values: tuple[int, ...]) -> None:
        """Count a row."""
        self.rows += 1
        if self.people is None:
            self.people, self.values = person, values
            return
        if isinstance(self.people, set):
            self.people.add(person)
        elif self.people != person:
            self.people = {self.people, person}
        self.values = tuple(
            _counted(before, self.rows - 1, value)
            for before, value in zip(self.values, values, strict=True)
        )

    @property
    def everybody(self) -> set[int]:
        """The people."""
        if isinstance(self.people, set):
            return self.people
        return set() if self.people is None else {self.people}

    @property
    def size(self) -> int:
        """How many people."""
        return len(self.people) if isinstance(self.people, set) else 1

    def is_short(self, k: int, diversity: int) -> bool:
        """Tell whether it has too few people, or too few values of a sensitive column."""
        return self.size < k or self.different < diversity

    @property
    def different(self) -> int:
        """The least number of different values of a sensitive column; 1 without any."""
        return min((self.distinct(place) for place in range(len(self.values))), default=1)

    def distinct(self, place: int) -> int:
        """Return how many different values a sensitive column has."""
        found = self.values[place]
        return 1 if isinstance(found, int) else len(found)

    def different_values(self, place: int) -> set[int]:
        """Return the values of a sensitive column."""
        found = self.values[place]
        return {found} if isinstance(found, int) else set(found)

    def entropy_l(self, place: int) -> float:
        """Return exp of the entropy of a sensitive column: l when l values are equally frequent."""
        found = self.values[place]
        if isinstance(found, int):
            return 1.0
        shares = sorted(count / self.rows for count in found.values())
        return math.exp(-math.fsum(share * math.log(share) for share in shares))


def _counted(before: int | Counter[int], times: int, value: int) -> int | Counter[int]:
    if isinstance(before, int):
        if before == value:
            return before
        before = Counter({before: times})
    before[value] += 1
    return before


@dataclass(slots=True)
class Classes:
    """All classes of a collection.

    Args:
        quasi: Columns whose values together make the class.
        sensitive: Columns whose values must differ within one.
    """

    quasi: tuple[str, ...]
    sensitive: tuple[str, ...]
    rows: int = 0
    _found: dict[bytes, _Class] = field(default_factory=dict)
    _values: dict[tuple[str, ...], int] = field(default_factory=dict)
    _has_groups: bool = False

    def add(self, row: Row) -> None:
        """Count a row."""
        self.rows += 1
        self._has_groups = self._has_groups or row.group != row.id
        values = tuple(
            self._values.setdefault(_parts(row.cells.get(column, "")), len(self._values))
            for column in self.sensitive
        )
        person = int.from_bytes(hashlib.blake2b(row.group.encode(), digest_size=8).digest())
        self._found.setdefault(self._key(row.cells), _Class()).add(person, values)

    def of(self, cells: Cells) -> tuple[int, int]:
        """Return the size of the class of a row that was counted, and its least diversity.

        That is how many different values the least diverse sensitive column has in it.
        """
        found = self._found[self._key(cells)]
        return found.size, found.different

    def emptied_suffice(self, k: int, diversity: int) -> bool:
        """Tell whether the short classes would be one that is not short if their cells were empty.

        Those that are empty already would be with them.
        """
        empty = self._key(dict.fromkeys(self.quasi, ""))
        people: set[int] = set()
        values: list[set[int]] = [set() for _ in self.sensitive]
        for key, one in self._found.items():
            if key == empty or one.is_short(k, diversity):
                people |= one.everybody
                for place in range(len(values)):
                    values[place] |= one.different_values(place)
        return len(people) >= k and all(len(known) >= diversity for known in values)

    def below(self, k: int, diversity: int) -> tuple[int, int]:
        """Return how many classes are short of k or l, and how many rows they have."""
        short = [one for one in self._found.values() if one.is_short(k, diversity)]
        return len(short), sum(one.rows for one in short)

    def least(self) -> tuple[int, int]:
        """Return the smallest class and the least number of sensitive values; 0 without rows."""
        found = self._found.values()
        return (
            min((one.size for one in found), default=0),
            min((one.different for one in found), default=0),
        )

    def report(self) -> dict[str, Any]:
        """Return counts: no value of any cell."""
        found = list(self._found.values())
        sizes = Counter(_range(one.size) for one in found)
        alone = [one for one in found if one.size == 1]
        facts: dict[str, Any] = {
            "columns": len(self.quasi),
            "rows": self.rows,
            "classes": len(found),
            "k": min((one.size for one in found), default=None),
            "k_rows": min((one.rows for one in found), default=None),
            "unique": {
                "classes": len(alone),
                "rows": sum(one.rows for one in alone),
                "single_rows": sum(one.rows == 1 for one in found),
            },
            "sizes": {name: sizes[name] for name in (_range(low) for low, _ in SIZES)},
            "counted": "groups" if self._has_groups else "rows",
        }
        for place, column in enumerate(self.sensitive):
            facts.setdefault("l", {})[column] = {
                "distinct": min((one.distinct(place) for one in found), default=None),
                "entropy": min((one.entropy_l(place) for one in found), default=None),
            }
        return facts

    def _key(self, cells: Cells) -> bytes:
        text = json.dumps([_parts(cells.get(column, "")) for column in self.quasi])
        return hashlib.blake2b(text.encode(), digest_size=16).digest()


def _parts(cell: str | tuple[str, ...]) -> tuple[str, ...]:
    """Return what a cell says, whatever the order of a list; an empty one is a blank."""
    return (cell,) if isinstance(cell, str) else tuple(sorted({*cell} or {""}))


def _range(size: int) -> str:
    low, high = next(one for one in SIZES if one[1] is None or size <= one[1])
    return f"{low}+" if high is None else f"{low}" if low == high else f"{low}-{high}"
