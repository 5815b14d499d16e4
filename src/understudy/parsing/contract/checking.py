"""Cells against the contract of their table.

Limits, patterns and sets of values are pydantic's, whose core checks a cell in about a microsecond
and whose regular expressions need linear time; it is there anyway, and every problem of a row comes
back with a type. What no library does is to read the forms in which people write numbers and dates
without guessing: that is ours (`forms`). pandera was left out because it brings pandas or polars
into every worker that parses (300 ms and 70 MB a process) and reads neither decimal commas nor
Excel's days; frictionless, because it reads the files itself, with its own idea of encodings,
delimiters and headers, and its messages quote the values.
"""

import datetime
import difflib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from understudy.core.errors import InputError, unknown_name
from understudy.parsing.contract import forms as reading
from understudy.parsing.contract.forms import Forms, Shown
from understudy.parsing.contract.params import (
    DATES,
    NUMBERS,
    Bound,
    ColumnContract,
    ContractParams,
    whole,
)
from understudy.parsing.contract.shapes import shape

Cell = str | tuple[str, ...]
FORMED = (*NUMBERS, *DATES)
"""Types whose texts have forms."""
LISTED = 10
"""Allowed values up to which a message lists them all."""
REASONS = {
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
    "string_pattern_mismatch": "bad_pattern",
}
"""pydantic's type of an error to ours; others are our own already."""


class Checker:
    """Checks the rows of one file.

    Args:
        contract: What the table must hold.
        values: All rows of the file, which tell the forms of its columns; a column that is in none
            of them is one that the file need not have.
        serials: Year from which the workbook counts days; None where the file is no workbook.
        native: Whether numbers in it may be written by a program beside those of people.
    """

    def __init__(
        self,
        contract: ContractParams,
        values: Iterable[Mapping[str, Cell]],
        *,
        serials: int | None = None,
        native: bool = False,
    ) -> None:
        self._missing = set(contract.missing)
        self._columns = contract.columns
        self._others = contract.others
        self._there: set[str] = set()
        shown = {
            name: Shown(_given(column, serials, native)) for name, column in self._columns.items()
        }
        told = [one for one in shown.items() if self._columns[one[0]].type in FORMED]
        for row in values:
            self._there.update(row)
            for name, seen in told:
                for text in _texts(row.get(name, ())):
                    if text not in self._missing:
                        seen.see(text)
        self._readers = {
            name: _reader(column, shown[name].forms()) for name, column in contract.columns.items()
        }
        self.breaches: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """Column to reason to how many cells."""

    def checked(
        self, cells: Mapping[str, Cell], where: str, *, shown: int | None = None
    ) -> dict[str, Cell]:
        """Return the cells in the form of their types, without columns that are not wanted.

        Args:
            cells: Of a row.
            where: The file and the row.
            shown: The row as a spreadsheet program numbers it, for the message.

        Raises:
            InputError: Some cell is not what it must be; the message names every column of the row
                and what is wrong, but no value. The reason is that of the first.
        """
        found: dict[str, Cell] = {}
        wrong: list[str] = []
        reasons: list[str] = []
        for name, cell in cells.items():
            if name not in self._columns:
                if self._others != "drop":
                    found[name] = cell
                continue
            value, problem = self._cell(name, cell)
            found[name] = value
            if problem is not None:
                reason, why = problem
                self.breaches[name][reason] += 1
                reasons.append(reason)
                wrong.append(f"column {name!r}: {why}")
        if wrong:
            row = "" if shown is None else f"row {shown} of the file, "
            raise InputError(where, row + "; ".join(wrong), reason=reasons[0])
        return found

    def _cell(self, name: str, cell: Cell) -> tuple[Cell, tuple[str, str] | None]:
        """Return a cell as it is to be, or what is wrong with it."""
        if isinstance(cell, tuple):
            parts = [self._cell(name, part) for part in cell]
            first = next((problem for _, problem in parts if problem is not None), None)
            return tuple(str(value) for value, _ in parts), first
        column = self._columns[name]
        text = "" if cell in self._missing else cell
        if not text.strip():
            may_be = column.nullable or name not in self._there
            return "", None if may_be else ("blank", "it is blank")
        try:
            value = self._readers[name](text)
        except ValidationError as error:
            (wrong, *_) = error.errors(include_input=False, include_url=False)
            reason = REASONS.get(wrong["type"], wrong["type"])
            return text, (reason, f"{_words(wrong, column)} ({shape(text)})")
        return (text if column.as_written else value), None


def lacking_of(contract: ContractParams, names: Sequence[str], where: str) -> tuple[str, ...]:
    """Return the columns that a file lacks, and may.

    Raises:
        InputError: It may not lack one (``missing_column``), or has one that is refused
            (``extra_column``). The message lists what there is, and the nearest name.
    """
    for name, column in contract.columns.items():
        if column.required and name not in names:
            raise InputError(where, missing([name], names), reason="missing_column")
    for name in names:
        if contract.others == "refuse" and name not in contract.columns:
            why = f"{unknown_name('column', name, contract.columns)} Its contract refuses others"
            raise InputError(where, why, reason="extra_column")
    return tuple(name for name in contract.columns if name not in names)


def missing(wanted: Sequence[str], names: Sequence[str]) -> str:
    """Say that none of some columns is there, with the nearest names and all that are."""
    close = dict.fromkeys(near for one in wanted for near in _nearest(one, names))
    hint = f" Did you mean {' or '.join(map(repr, close))}?" if close else ""
    listed = " or ".join(map(repr, wanted))
    return f"it has no column {listed}, which params.yaml names.{hint} It has: {', '.join(names)}"


def _nearest(name: str, known: Iterable[str]) -> list[str]:
    """Return the likeliest of the known names, whatever their case."""
    folded = {one.casefold(): one for one in sorted(known)}
    return [folded[one] for one in difflib.get_close_matches(name.casefold(), folded, n=2)]


def _given(column: ColumnContract, serials: int | None, native: bool) -> Forms:
    return Forms(
        column.decimal, column.day_first, column.serials or serials, column.serials is None, native
    )


def _texts(cell: Cell) -> tuple[str, ...]:
    return (cell,) if isinstance(cell, str) else cell


def _reader(column: ColumnContract, forms: Forms) -> Callable[[str], str]:
    """Return what turns a text into the one form of its type, or raises ``ValidationError``."""
    marks: list[Any] = []
    if column.pattern is not None:
        marks.append(StringConstraints(pattern=whole(column.pattern)))
    if column.values:
        marks.append(AfterValidator(partial(_allowed, values=frozenset(column.values))))
    texts: TypeAdapter[str] = TypeAdapter(Annotated[(str, Field(), *marks)])
    if column.type in ("text", "category"):
        return texts.validate_python
    meant: TypeAdapter[Any] = TypeAdapter(_type(column, forms))
    write: dict[str, Callable[[Any], str]] = {
        "integer": str,
        "decimal": reading.number_text,
        "boolean": _truth_text,
    }
    written = write.get(column.type, _date_text)
    # What is written is checked as text first, then what it means.
    return lambda text: written(meant.validate_python(texts.validate_python(text)))


def _type(column: ColumnContract, forms: Forms) -> Any:
    """Return a column's contract as a type that pydantic checks."""
    read: dict[str, tuple[Any, Callable[[str], Any]]] = {
        "integer": (int, partial(_whole_number, forms=forms)),
        "decimal": (Decimal, partial(reading.number, forms=forms)),
        "boolean": (bool, reading.truth),
        "date": (datetime.date, partial(reading.day, forms=forms)),
        "datetime": (datetime.datetime, partial(reading.moment, forms=forms)),
    }
    kind, reader = read[column.type]
    return Annotated[(kind, *_limits(column), BeforeValidator(reader))]


def _limits(column: ColumnContract) -> list[Any]:
    low, high = column.lowest, column.highest
    if column.type == "datetime":
        return [AfterValidator(partial(_within, low=low, high=high))]
    bounds: dict[str, Any] = {"ge": low, "le": high}
    return [Field(**{name: bound for name, bound in bounds.items() if bound is not None})]


def _within(value: datetime.datetime, low: Bound | None, high: Bound | None) -> datetime.datetime:
    """Compare local times: bounds have no zone."""
    local = value.replace(tzinfo=None)
    if isinstance(low, datetime.datetime) and local < low:
        raise PydanticCustomError("greater_than_equal", "before min")
    if isinstance(high, datetime.datetime) and local > high:
        raise PydanticCustomError("less_than_equal", "after max")
    return value


def _whole_number(text: str, forms: Forms) -> int:
    value = reading.number(text, forms)
    if abs(value.adjusted()) > reading.LARGEST_POWER or value != value.to_integral_value():
        raise PydanticCustomError("bad_number", "not a whole number")
    return int(value)


def _allowed(text: str, values: frozenset[str]) -> str:
    if text not in values:
        close = " or ".join(map(repr, _nearest(text, values)))
        near = f", but near {close}" if close else ""
        said = "none of the values that it may have{near}"
        raise PydanticCustomError("not_allowed", said, {"near": near})
    return text


def _truth_text(value: bool) -> str:  # the value itself
    return "true" if value else "false"


def _date_text(value: datetime.date) -> str:
    return value.isoformat()


def _words(error: Any, column: ColumnContract) -> str:
    """Say what is wrong in words that do not hold the value."""
    if error["type"] == "greater_than_equal":
        return f"below min {column.min}"
    if error["type"] == "less_than_equal":
        return f"above max {column.max}"
    if error["type"] == "string_pattern_mismatch":
        return f"not of the pattern {column.pattern!r}"
    if error["type"] == "not_allowed" and len(column.values) <= LISTED:
        return f"{error['msg']} (of {', '.join(map(repr, column.values))})"
    return str(error["msg"])
