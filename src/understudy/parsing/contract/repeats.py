"""Rows whose key stands already in another row of their table, in whatever file."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from understudy.core.outcomes import FileReport
from understudy.parsing.files import Found
from understudy.parsing.naming import table_of
from understudy.parsing.packing import Loss, Packed
from understudy.parsing.params import ParseParams, TableParams
from understudy.parsing.spooled_pieces import Pieces

REPEATED = "repeated"
"""Reason of a row that is the same altogether; it counts towards no limit."""
NOT_UNIQUE = "not_unique"


class Keys:
    """Remembers the keys of all rows so far; 200 bytes a row, for tables with `unique` alone.

    A file is read, and cached, without a look at the others; what they share shows here, where
    their rows pass in the order of their paths.
    """

    def __init__(self, params: ParseParams) -> None:
        self._params = params
        self._tables = {
            name: table
            for name, table in params.tables.items()
            if table.contract is not None and table.contract.unique
        }
        self._places: list[str] = []
        self._named: dict[str, str | None] = {}
        self._seen: dict[bytes, tuple[int, int, bytes]] = {}
        """Hash of table and key to file, line and hash of the cells of the first such row."""

    def without_repeats(self, packed: Packed, found: Found, pieces: Pieces) -> Packed:
        """Return what came of a file without the rows whose key was there before."""
        if not self._tables or not packed.counts.get("rows"):
            return packed
        less = _Less()
        held = self._kept(packed.lines["rows"], less)
        others = [
            ("rows", pieces.changed(self._kept(piece, less)))
            for piece in pieces.of(packed, found, "rows")
        ]
        others += [one for one in packed.pieces if one[0] != "rows"]
        changed = replace(packed, lines={**packed.lines, "rows": held}, pieces=tuple(others))
        if not less.losses:
            return changed
        counts = dict(packed.counts)
        counts["rows"] -= len(less.losses)
        counts["characters"] -= less.characters
        return replace(
            changed,
            counts=counts,
            losses=(*packed.losses, *less.losses),
            report=_report(packed.report, counts["rows"], less.characters, less.losses),
            tables=tuple(
                _less(one, less.dropped.get(one["table"], Counter())) for one in packed.tables
            ),
        )

    def _kept(self, lines: bytes, less: "_Less") -> bytes:
        """Return the lines that stay, and note the others."""
        kept = []
        for line in lines.splitlines(keepends=True):
            row = json.loads(line)
            name = self._table(row["source"]["path"])
            found = None if name is None else self._repeat(name, row)
            if name is None or found is None:
                kept.append(line)
                continue
            key, loss = found
            less.losses.append(loss)
            less.characters += _characters(row["cells"])
            said = key if loss.reason == NOT_UNIQUE else REPEATED
            less.dropped.setdefault(name, Counter())[loss.reason, said] += 1
        return b"".join(kept)

    def _table(self, place: str) -> str | None:
        if place not in self._named:
            name = table_of(place, self._params)
            self._named[place] = name if name in self._tables else None
            self._places.append(place)
        return self._named[place]

    def _repeat(self, name: str, row: dict[str, Any]) -> tuple[str, Loss] | None:
        """Return which key of a row was there before, and what to say; else remember its keys."""
        table = self._tables[name]
        assert table.contract is not None
        place, cells = row["source"]["path"], row["cells"]
        content = _content(cells, table)
        fresh = []
        for columns in table.contract.unique:
            values = [cells.get(column, "") for column in columns]
            if not all(values):
                continue
            key = _hash([name, columns, values])
            if key not in self._seen:
                fresh.append(key)
                continue
            file, line, known = self._seen[key]
            first = f"{self._places[file]}:{line}"
            named = ", ".join(columns)
            where = f"{place}:{row['line']}"
            if known == content:
                why = f"the same row as {first}, which is kept"
                return named, Loss("rows", where, why, REPEATED)
            why = f"the key ({named}) of {first} again, in a row that differs"
            return named, Loss("rows", where, why, NOT_UNIQUE)
        at = self._places.index(place) if self._places[-1] != place else len(self._places) - 1
        self._seen.update(dict.fromkeys(fresh, (at, row["line"], content)))
        return None


@dataclass(slots=True)
class _Less:
    """What a file loses."""

    losses: list[Loss] = field(default_factory=list)
    characters: int = 0
    dropped: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    """Table to reason, and key, to how many rows."""


def _content(cells: dict[str, Any], table: TableParams) -> bytes:
    """Hash the cells but those from the path: a batch may be copied to another folder."""
    return _hash([[name, cell] for name, cell in cells.items() if name not in table.path_columns])


def _hash(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _characters(cells: dict[str, Any]) -> int:
    return sum(
        len(cell) if isinstance(cell, str) else sum(map(len, cell)) for cell in cells.values()
    )


def _less(counts: dict[str, Any], found: Counter[tuple[str, str]]) -> dict[str, Any]:
    """Take rows off the counts of a table; the key takes the place of the column."""
    breaches = {name: dict(reasons) for name, reasons in counts["breaches"].items()}
    repeated = found[REPEATED, REPEATED]
    for (reason, key), number in found.items():
        if reason == NOT_UNIQUE:
            breaches.setdefault(key, {})[reason] = number
    return {
        **counts,
        "kept": counts["kept"] - found.total(),
        "dropped": counts["dropped"] + found.total() - repeated,
        "repeated": counts["repeated"] + repeated,
        "breaches": breaches,
    }


def _report(line: bytes, rows: int, characters: int, losses: list[Loss]) -> bytes:
    """Say in a file's line what was left out."""
    report = FileReport.model_validate_json(line)
    lost = dict(report.lost)
    for loss in losses:
        lost[loss.reason] = lost.get(loss.reason, 0) + 1
    first = losses[0]
    why = f"{len(losses)} of its rows stand elsewhere; {first.where}: {first.why}"
    changed = {
        "status": "partial",
        "reason": report.reason or first.reason,
        "why": "; ".join(filter(None, [report.why, why])),
        "rows": rows,
        "characters": report.characters - characters,
        "lost": dict(sorted(lost.items())),
    }
    return report.model_copy(update=changed).to_line()
