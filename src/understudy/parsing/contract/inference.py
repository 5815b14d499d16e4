"""A contract that files keep, found out from the files.

Whether a column is of a type is asked from what will check it. In the end the files are parsed with
the whole contract, and what they break after all is no part of it: so a contract that was inferred
passes on the files that it was inferred from, by construction.
"""

import hashlib
import itertools
import logging
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from understudy.core.errors import SetupError
from understudy.core.executor import attempt
from understudy.core.params import validate
from understudy.core.records import Row, Source
from understudy.parsing.contract.checking import Checker
from understudy.parsing.contract.params import NUMBERS, ColumnContract, ContractParams, Kind
from understudy.parsing.contract.personal import looks_personal
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.params import ParseParams
from understudy.parsing.sheets.rows import serials_of
from understudy.parsing.sniffing import parser_for

log = logging.getLogger(__name__)

TABLES = ("table_csv", "table_json", "spreadsheet")
"""Parsers of tables."""
BLANKS = (
    *("н/д", "н.д.", "нет данных", "N/A", "n/a", "NA", "NaN", "nan", "NULL", "null", "None"),
    *("-", "—"),
)
"""Texts that people write for nothing, in columns of anything but texts."""
KINDS: tuple[Kind, ...] = ("integer", "decimal", "date", "datetime", "boolean")
"""Types in the order in which they are tried."""
NO_NUMBER = re.compile(r"-?0[0-9]|\+|[0-9]{16}")
"""Digits that are a name and no amount: a leading zero or a plus would be lost, a long one too."""
LONGEST_VALUE = 40
"""Characters of a value that may be listed."""
FEWEST = 2
"""Rows that a listed value must stand in: one that stands once may tell who it is."""
KEY_NAMED = re.compile(r"\bid\b|ключ|key|код|code|номер|№|\bno\b|number|uuid|guid", re.IGNORECASE)
ENOUGH = 20
"""Rows from which a column is a key that is not called like one."""
MOST_KEYS = 3
ROUNDS = 3
"""Most times a contract is tried on its files: what is broken once is a text that may be blank."""
AMBIGUOUS = {"ambiguous_number", "ambiguous_date"}
ADVICE: dict[Kind, str] = {
    "decimal": "decimal: ','",
    "date": "day_first: true",
    "datetime": "day_first: true",
}
"""Type to what tells its two readings apart."""


@dataclass
class Column:
    """What is known of a column."""

    type: Kind = "text"
    required: bool = True
    nullable: bool = False
    values: tuple[str, ...] = ()
    bounds: tuple[Any, Any] | None = None
    is_personal: bool = False

    def params(self) -> dict[str, Any]:
        """Return the contract of the column, without what is the default."""
        found: dict[str, Any] = {"type": self.type}
        if not self.required:
            found["required"] = False
        if self.nullable:
            found["nullable"] = True
        if self.values:
            found["values"] = list(self.values)
        if self.bounds is not None:
            found["min"], found["max"] = self.bounds
        return found


@dataclass
class Inferred:
    """What was found out of the files of one layout."""

    columns: dict[str, Column] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    unique: list[tuple[str, ...]] = field(default_factory=list)
    rows: int = 0
    dropped: int = 0
    """Lines that are no rows whatever the contract, e.g. with too few cells."""
    notes: list[str] = field(default_factory=list)
    """What only a person can decide."""

    def params(self) -> dict[str, Any]:
        """Return the section ``contract``."""
        found: dict[str, Any] = {
            "columns": {name: column.params() for name, column in self.columns.items()}
        }
        if self.missing:
            found["missing"] = self.missing
        if self.unique:
            found["unique"] = [list(key) for key in self.unique]
        return found


def infer(
    files: Sequence[tuple[str, Path]],
    table: dict[str, Any] | None = None,
    *,
    most_values: int = 12,
    personal: Callable[[str, Sequence[str]], bool] = looks_personal,
) -> Inferred:
    """Find out what the columns of files of one layout hold.

    Args:
        files: Places below the raw folder, and where the files lie; at least one.
        table: What ``parse.tables`` says of them already; a contract in it is not looked at.
        most_values: Distinct values up to which a column is a category.
        personal: Tells by name and values whether a column's values may not be shown; of such a
            column, and of free text, the result holds no value and no range.

    Raises:
        SetupError: A file is no table, or cannot be read.
    """
    reader = _Reader([_raw(place, path) for place, path in files], table or {})
    plain = reader.read(None)
    cells = _cells(plain)
    found = Inferred(rows=sum(len(one.rows) for one in plain))
    found.dropped = sum(len(one.problems) for one in plain)
    for (place, _), one in zip(files, plain, strict=True):
        found.notes += [f"{place}: {remark.why}" for remark in one.remarks]
    for name in cells:
        there = sum(any(name in row.cells for row in one.rows[:1]) for one in plain)
        column = Column(required=there == len(plain))
        column.is_personal = personal(name, cells[name])
        found.columns[name] = column
    _find_types(found, cells, reader.trials(plain))
    typed = _cells(_weakened(found, reader))
    for name, column in found.columns.items():
        _find_values(column, typed.get(name, []), most_values)
    found.unique = _keys(found, plain, _weakened(found, reader))
    return found


class _Reader:
    """Parses the same files with one contract after the other."""

    def __init__(self, files: list[RawFile], table: dict[str, Any]) -> None:
        self._files = files
        self._table = {**table, "files": ["**"]}

    def read(self, contract: dict[str, Any] | None) -> list[Parsed]:
        """Return what each file is with a contract."""
        table = {**self._table, "contract": contract}
        params = validate(
            Path("params.yaml"), "parse", {"tables": {"inferred": table}}, ParseParams
        )
        found = []
        for file in self._files:
            done = attempt(partial(_parsed, params=params), file)
            if done.value is None:
                raise SetupError(f"{done.failure}. Leave the file out, or mend it.")
            found.append(done.value)
        return found

    def trials(self, plain: Sequence[Parsed]) -> "_Trials":
        """Return the rows of each file with what its format tells of them."""
        names = [_parser(file) for file in self._files]
        origins = [
            (serials_of(file) if name == "spreadsheet" else None, name != "table_csv")
            for file, name in zip(self._files, names, strict=True)
        ]
        return _Trials([one.rows for one in plain], origins)


class _Trials:
    """Tries types on columns, without reading the files again."""

    def __init__(
        self, rows: Sequence[tuple[Row, ...]], origins: Sequence[tuple[int | None, bool]]
    ) -> None:
        self._files = list(zip(rows, origins, strict=True))

    def reasons(self, name: str, kind: Kind, missing: Sequence[str]) -> set[str]:
        """Return why a column is not of a type: nothing if it is; the first reason is enough.

        Unless there are only texts with two readings: then all of those.
        """
        column = ColumnContract(type=kind, nullable=True)
        contract = ContractParams(columns={name: column}, missing=tuple(missing))
        found: set[str] = set()
        for rows, (serials, native) in self._files:
            cells = [{name: row.cells[name]} for row in rows if name in row.cells]
            checker = Checker(contract, cells, serials=serials, native=native)
            for one in cells:
                done = attempt(partial(checker.checked, where=""), one)
                if done.failure is not None:
                    found.add(done.failure.reason)
                    if not found <= AMBIGUOUS:
                        return found
        return found


def _raw(place: str, path: Path) -> RawFile:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SetupError(f"{path} cannot be read ({error.strerror}). Name a file.") from error
    source = Source(path=place, sha256=hashlib.sha256(data).hexdigest())
    return RawFile(source, "inferred", "inferred", data)


def _parser(file: RawFile) -> str:
    done = attempt(parser_for, file)
    if done.value not in TABLES:
        said = f"it is read by {done.value!r}" if done.value else str(done.failure)
        raise SetupError(
            f"{file.place}: no table ({said}). Name files of CSV, JSON Lines or a spreadsheet."
        )
    return done.value


def _parsed(file: RawFile, params: ParseParams) -> Parsed:
    return PARSERS[_parser(file)](file, params)


def _cells(parts: Iterable[Parsed]) -> dict[str, list[str]]:
    """Return the texts of every column, in the order of the rows; lists part by part."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows(parts):
        for name, cell in row.cells.items():
            found[name] += [cell] if isinstance(cell, str) else cell
    return dict(found)


def _rows(parts: Iterable[Parsed]) -> Iterable[Row]:
    return (row for part in parts for row in part.rows)


def _find_types(found: Inferred, cells: dict[str, list[str]], trials: _Trials) -> None:
    """Give each column the first type that all of its cells are, and may stay."""
    open_ones = {
        name
        for name, values in cells.items()
        if any(values) and (not found.columns[name].is_personal or _is_dated(values))
    }
    for kind in KINDS:
        missing = () if kind == "boolean" else BLANKS
        for name in sorted(open_ones):
            filled = [value for value in cells[name] if value and value not in missing]
            if not filled or not _may_be(kind, filled):
                continue
            reasons = trials.reasons(name, kind, missing)
            if not reasons:
                found.columns[name].type = kind
                open_ones.discard(name)
            elif kind in ADVICE and reasons <= AMBIGUOUS:
                said = f"{name!r} may be {kind}, in two readings: set type: {kind} and"
                found.notes.append(f"{said} {ADVICE[kind]} (or the other)")
    _find_blanks(found, cells)


def _find_blanks(found: Inferred, cells: dict[str, list[str]]) -> None:
    """Find which texts stand for nothing in columns of numbers and dates, and what may be blank."""
    truths = {
        value
        for name, column in found.columns.items()
        if column.type == "boolean"
        for value in cells[name]
    }
    for name, column in found.columns.items():
        said = set(cells[name]) & set(BLANKS)
        if column.type in ("text", "boolean") or not said:
            continue
        if said & truths:  # a word for no in another column
            column.type = "text"
        else:
            found.missing += sorted(said - set(found.missing))
    for name, column in found.columns.items():
        column.nullable = any(not value.strip() or value in found.missing for value in cells[name])


def _is_dated(values: Sequence[str]) -> bool:
    """Tell whether a personal column may be one of dates: then it is one, without a range."""
    return any(re.search(r"[0-9]{2}.?[-/.].?[0-9]|[0-9]{4}-", value) for value in values)


def _may_be(kind: Kind, values: Sequence[str]) -> bool:
    if kind in NUMBERS:
        return not any(NO_NUMBER.match(value) for value in values)
    if kind == "boolean":
        return len({value.casefold() for value in values}) > 1
    return True


def _find_values(column: Column, values: Sequence[str], most: int) -> None:
    """Find the range of a column, or the few values that it has."""
    filled = [value for value in values if value]
    if column.is_personal or not filled:
        return
    if column.type in ("integer", "decimal"):
        column.bounds = _outward([Decimal(value) for value in filled], len(set(filled)))
    elif column.type in ("date", "datetime"):
        years = [value[:4] for value in filled]
        column.bounds = f"{min(years)}-01-01", f"{max(years)}-12-31"
    elif column.type == "text":
        counts = Counter(filled)
        shown = all(len(one) <= LONGEST_VALUE and "\n" not in one for one in counts)
        if shown and len(counts) <= most and min(counts.values()) >= FEWEST:
            column.type, column.values = "category", tuple(sorted(counts))


def _outward(values: Sequence[Decimal], distinct: int) -> tuple[Any, Any] | None:
    """Widen a range to round numbers, so that it shows nobody's; None for what is no amount."""
    low, high = min(values), max(values)
    size = max(abs(low), abs(high)).adjusted()
    if not -9 <= size <= 15 or (size >= 5 and distinct == len(values)):
        return None
    step = Decimal(1).scaleb(size)
    bounds = (low / step).__floor__() * step, (high / step).__ceil__() * step
    first, last = (int(one) if one == one.to_integral_value() else float(one) for one in bounds)
    return first, last


def _keys(
    found: Inferred, plain: Sequence[Parsed], typed: Sequence[Parsed]
) -> list[tuple[str, ...]]:
    """Return columns, or pairs of them, whose values never stand twice."""
    rows = list(_rows(typed))
    if len(rows) < FEWEST or len(rows) != sum(len(one.rows) for one in plain):
        return []

    def is_unique(key: tuple[str, ...]) -> bool:
        return len({tuple(row.cells.get(name, "") for name in key) for row in rows}) == len(rows)

    possible = [
        name
        for name, column in found.columns.items()
        if column.type in ("integer", "text", "category")
        and column.required
        and not column.nullable
        and all(_is_short(row.cells.get(name, "")) for row in rows)
    ]
    named = [name for name in possible if KEY_NAMED.search(name.replace("_", " "))]
    others = [name for name in possible if found.columns[name].bounds is None]
    others = others if len(rows) >= ENOUGH else []
    single = [(name,) for name in dict.fromkeys([*named, *others])]
    keys: list[tuple[str, ...]] = [key for key in single if is_unique(key)]
    if not keys:
        pairs = itertools.combinations(possible, 2)
        keys += [pair for pair in pairs if set(pair) & set(named) and is_unique(pair)]
    return keys[:MOST_KEYS]


def _is_short(cell: str | tuple[str, ...]) -> bool:
    return isinstance(cell, str) and 0 < len(cell) <= LONGEST_VALUE and " " not in cell


def _weakened(found: Inferred, reader: _Reader) -> list[Parsed]:
    """Return the files by their contract; what they break after all is no part of it any more."""
    for _ in range(ROUNDS):
        parts = reader.read(found.params())
        breached = {name for part in parts for one in part.tables for name in one.breaches}
        if not breached:
            return parts
        log.warning("no contract was found for %s", ", ".join(sorted(breached)))
        for name in breached:
            required = found.columns[name].required
            found.columns[name] = Column(nullable=True, required=required, is_personal=True)
    raise AssertionError("a contract without a type, a value or a limit is broken by nothing")
