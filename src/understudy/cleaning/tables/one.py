"""One collection of rows on its way through the privacy of tables."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from understudy.cleaning.edits import effective
from understudy.cleaning.generalising import whole
from understudy.cleaning.pen import Change
from understudy.cleaning.records import Cleaned
from understudy.cleaning.tables.classes import Classes
from understudy.cleaning.tables.coarser import Coarsening
from understudy.cleaning.tables.params import PrivacyParams, TablePrivacyParams
from understudy.core.errors import InputError
from understudy.core.records import Row

log = logging.getLogger(__name__)


class Table:
    """What is done to the rows of one collection.

    Args:
        name: The collection.
        params: Its entry of ``clean.tables``.
        everywhere: Section ``clean.privacy``.
    """

    def __init__(self, name: str, params: TablePrivacyParams, everywhere: PrivacyParams) -> None:
        self.name = name
        self.quasi = params.having("quasi")
        self.suppresses = params.suppress is not None
        self.coarsening = Coarsening(params.generalise)
        self._params = params
        self._k, self._l = params.limits(everywhere)
        self._before = Classes(self.quasi, params.having("sensitive"))
        self._after = Classes(self.quasi, params.having("sensitive"))
        self._empties = False
        self._dropped: Counter[str] = Counter()
        self._emptied = 0

    def emptied(self, one: Cleaned[Row]) -> Cleaned[Row]:
        """Empty the columns to drop."""
        return _changed(one, "drop", self._params.having("drop"), lambda _, __: "")

    def coarser(self, one: Cleaned[Row]) -> Cleaned[Row]:
        """Make values coarser."""
        return _changed(one, "generalise", self.coarsening.columns, self.coarsening.value)

    def count(self, row: Row) -> None:
        """Count a row before anything is suppressed."""
        self._before.add(row)

    def decide(self) -> None:
        """All rows were counted: say what becomes of those of small classes."""
        self._empties = self._params.suppress == "cells" and self._before.emptied_suffice(
            self._k, self._l
        )

    def suppressed(self, one: Cleaned[Row]) -> Cleaned[Row]:
        """Return a row that may stay, its quasi cells emptied if need be.

        Raises:
            InputError: It must go.
        """
        if not self.suppresses:
            return one
        people, different = self._before.of(one.record.cells)
        if people >= self._k and different >= self._l:
            return one
        if self._empties:
            self._emptied += 1
            return _changed(one, "suppress", self.quasi, lambda _, __: "")
        reason = "small_class" if people < self._k else "low_diversity"
        self._dropped[reason] += 1
        least = f"min_k is {self._k}" if people < self._k else f"min_l is {self._l}"
        why = (
            f"{_people(people)} with its values of {', '.join(self.quasi)}, "
            f"{different} of what is sensitive among them; {least}"
        )
        raise InputError(one.record.id, why, reason=reason)

    def done(self, row: Row) -> None:
        """Count a row that stays."""
        if self.quasi:
            self._after.add(row)

    def facts(self) -> dict[str, Any]:
        """Return counts for the report of the stage: no value of any cell."""
        facts: dict[str, Any] = {}
        if self.coarsening.columns:
            facts["generalised"] = self.coarsening.report()
        if self.suppresses:
            dropped = dict(sorted(self._dropped.items()))
            facts["suppressed"] = {"rows": dropped, "emptied": self._emptied}
        if self.quasi:
            classes, rows = self._after.below(self._k, self._l)
            short = {"min_k": self._k, "min_l": self._l, "classes": classes, "rows": rows}
            facts["quasi"] = {**self._after.report(), "short": short}
        return facts

    def tell(self) -> None:
        """Log what a reader of the report would ask for."""
        for column, found in self.coarsening.report().items():
            if found["otherwise"]:
                counts = self.coarsening.may_be_rare(column)
                log.log(
                    logging.INFO if counts else logging.WARNING,
                    "clean.tables.%s.generalise.%s: %d values are %s, and count as `otherwise`",
                    self.name,
                    column,
                    found["otherwise"],
                    "rare" if counts else "none that the generaliser reads",
                )
        if self.quasi:
            k, different = self._after.least()
            log.info(
                "%s: the smallest class by %s has k = %d, l = %d",
                self.name,
                ", ".join(self.quasi),
                k,
                different,
            )

    def complaints(self) -> list[str]:
        """Return what keeps the table from being as private as asked."""
        return [*self._too_few(), *self._too_many()]

    def _too_few(self) -> Iterable[str]:
        classes, rows = self._after.below(self._k, self._l)
        if not rows:
            return
        k, different = self._after.least()
        found = []
        if k < self._k:
            found.append(f"the smallest class has {_people(k)}, and min_k is {self._k}")
        if different < self._l:
            found.append(f"one has l = {different}, and min_l is {self._l}")
        yield (
            f"clean.tables.{self.name}: the quasi columns {', '.join(self.quasi)} tell people "
            f"apart: {'; '.join(found)}. {rows} of {self._after.rows} rows fall short (classes: "
            f"{classes}). Make the columns coarser (generalise), leave such rows out "
            "(suppress: rows) or their cells (suppress: cells), or ask for less."
        )

    def _too_many(self) -> Iterable[str]:
        gone, rows = self._dropped.total() + self._emptied, self._before.rows
        limits = {"min_k": self._k, "min_l": self._l}
        asked = " or ".join(f"{name} {least}" for name, least in limits.items() if least > 1)
        short = f"in classes short of {asked} by {', '.join(self.quasi)}"
        if gone > self._params.max_suppressed * rows:
            yield (
                f"clean.tables.{self.name}: {gone} of {rows} rows stand {short}, more than "
                f"max_suppressed allows ({self._params.max_suppressed:g}). Make the columns "
                "coarser (generalise), or allow more (max_suppressed)."
            )
        elif 0 < rows == self._dropped.total():
            yield (
                f"clean.tables.{self.name}: no row is left: all {rows} stand {short}. Make the "
                f"columns coarser (generalise), name fewer of them quasi, or ask for less (min_k)."
            )


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _changed(
    one: Cleaned[Row], step: str, columns: Iterable[str], work: Callable[[str, str], str]
) -> Cleaned[Row]:
    """Write cells anew, each edit taken down."""
    row, edits = one.record, list(one.edits)
    cells = dict(row.cells)

    def written(column: str, field: str, text: str) -> str:
        after = work(column, text)
        edits.extend(
            Change(row.id, field, step, *edit) for edit in effective(text, whole(text, after))
        )
        return after

    for column in columns:
        if (cell := cells.get(column)) is None:  # a row of another table in the collection
            continue
        if isinstance(cell, str):
            cells[column] = written(column, f"cells.{column}", cell)
        else:
            cells[column] = tuple(
                written(column, f"cells.{column}.{place}", text) for place, text in enumerate(cell)
            )
    if len(edits) == len(one.edits):
        return one
    return replace(one, record=row.model_copy(update={"cells": cells}), edits=tuple(edits))
