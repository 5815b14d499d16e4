"""How the tables of ``parse.tables`` fared in all files together, and whether that will do."""

from collections import Counter, defaultdict
from typing import Any

from understudy.core.errors import SetupError
from understudy.parsing.naming import table_of
from understudy.parsing.packing import Packed
from understudy.parsing.params import ParseParams


class TableTotals:
    """Counts the rows, files and problems of every table."""

    def __init__(self, params: ParseParams) -> None:
        self._params = params
        self._files: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._rows: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._breaches: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self._first: dict[str, str] = {}

    def add(self, result: Packed) -> None:
        """Count the tables of a file."""
        for one in result.tables:
            name = one["table"]
            self._files[name]["read"] += 1
            repeated, dropped = one["repeated"], one["dropped"]
            read = one["kept"] + dropped + repeated
            self._rows[name].update(read=read, dropped=dropped, repeated=repeated)
            for column, reasons in one["breaches"].items():
                counts = {(column, reason): number for reason, number in reasons.items()}
                self._breaches[name].update(counts)
        for loss in result.losses if result.tables else ():
            if loss.kind == "rows":
                self._note(loss.where.rpartition(":")[0], f"{loss.where}: {loss.why}")

    def lose(self, place: str, table: str | None, why: str) -> None:
        """Count a file of a table that could not be read at all."""
        if table is not None:
            self._files[table].update(read=1, dropped=1)
            self._note(place, f"{place}: {why}")

    def counts(self) -> dict[str, Any]:
        """Return files, rows and problems by table; names of columns stand in the parameters."""
        return {
            name: {
                "files": {key: self._files[name][key] for key in ("read", "dropped")},
                "rows": {key: self._rows[name][key] for key in ("read", "dropped", "repeated")},
                "breaches": self._by_column(name),
            }
            for name in self._params.tables
        }

    def check(self) -> None:
        """Refuse a table of which too much was dropped.

        Raises:
            SetupError: The message names the table, its problems and the first row.
        """
        for name, table in self._params.tables.items():
            limit = self._params.max_dropped if table.max_dropped is None else table.max_dropped
            for kind, counts in (("files", self._files[name]), ("rows", self._rows[name])):
                if counts["dropped"] > limit * counts["read"]:
                    raise SetupError(self._failure(name, kind, counts, limit))

    def _failure(self, name: str, kind: str, counts: Counter[str], limit: float) -> str:
        found = self._breaches[name].most_common()
        listed = "; ".join(f"{column}: {number} {reason}" for (column, reason), number in found)
        problems = f" ({listed})" if listed else ""
        named = "max_dropped" if self._params.tables[name].max_dropped is None else f"tables.{name}"
        return (
            f"table '{name}': {counts['dropped']} of {counts['read']} {kind} were dropped"
            f"{problems}, more than the share that parse.{named} allows ({limit:g}). The first is "
            f"{self._first.get(name, 'in rejects.jsonl')}. Mend the files, or change "
            f"parse.tables.{name}; rejects.jsonl lists every one."
        )

    def _note(self, place: str, words: str) -> None:
        name = table_of(place, self._params)
        if name is not None:
            self._first.setdefault(name, words)

    def _by_column(self, name: str) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for (column, reason), number in sorted(self._breaches[name].items()):
            found.setdefault(column, {})[reason] = number
        return found
