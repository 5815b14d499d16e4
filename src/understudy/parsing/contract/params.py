"""``parse.tables.<name>.contract``: what the columns of a table must hold."""

import datetime
import re
from decimal import Decimal, InvalidOperation
from typing import Literal, Self

from pydantic import field_validator, model_validator
from pydantic_core import SchemaError, SchemaValidator, core_schema

from understudy.core.params import Section

Kind = Literal["text", "category", "integer", "decimal", "boolean", "date", "datetime"]
NUMBERS = ("integer", "decimal")
DATES = ("date", "datetime")
Bound = Decimal | datetime.date | datetime.datetime


class ColumnContract(Section):
    """What every cell of one column must be."""

    type: Kind = "text"
    """Numbers, dates and truths are understood in any usual form and written in one: ``1 234,5`` as
    ``1234.5``, ``04.03.2025`` and a workbook's own dates as ``2025-03-04``, ``да`` as ``true``."""
    required: bool = True
    """Whether every file must have the column; where it is missing, its cells are blank."""
    nullable: bool = False
    """Whether a cell may be blank."""
    values: tuple[str, ...] = ()
    """All that a cell may be, after ``values`` of the table were mapped; a ``category`` needs them.
    Empty = anything."""
    min: int | float | str | None = None
    """Least number, or first day as ``2020-01-31``; None = no limit."""
    max: int | float | str | None = None
    """Greatest number, or last day; None = no limit."""
    pattern: str | None = None
    """Regular expression that the whole cell must match, as Rust's ``regex`` reads it, which needs
    no more time the longer it is: no look-around, no back-references."""
    decimal: Literal[".", ","] | None = None
    """What stands before the fraction, where ``1,234`` may be one or a thousand; None = as the
    column's other numbers show, and a problem where none does."""
    day_first: bool | None = None
    """Whether ``03/04/2025`` is 3 April; None = as the column's other dates show, and a problem
    where none does. With full stops the day is first unless this says no."""
    serials: Literal[1900, 1904] | None = None
    """Whether a bare number is a day as Excel counts them, from which year; None = in a
    spreadsheet, as the workbook says, and in other files a number is no date."""
    as_written: bool = False
    """Whether cells stay as the file has them; checked they are all the same."""

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str | None) -> str | None:
        if pattern is not None:
            try:
                SchemaValidator(core_schema.str_schema(pattern=whole(pattern)))
            except SchemaError as error:
                reason = " ".join(str(error).split())
                raise ValueError(f"no regular expression: {reason[:200]}") from error
        return pattern

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.type == "category" and not self.values:
            raise ValueError("a category needs the values that it may have")
        ranged = (self.min, self.max) != (None, None)
        if ranged and self.type not in (*NUMBERS, *DATES):
            raise ValueError(f"min and max are for numbers and dates, not for {self.type}")
        low, high = self.lowest, self.highest
        if low is not None and high is not None and low > high:  # type: ignore[operator]
            raise ValueError(f"min ({self.min}) must not exceed max ({self.max})")
        return self

    @property
    def lowest(self) -> Bound | None:
        """The least value that a cell may have."""
        return self._bound(self.min)

    @property
    def highest(self) -> Bound | None:
        """The greatest value that a cell may have; of a day, its last moment."""
        bound = self._bound(self.max)
        if self.type == "datetime" and re.fullmatch("[0-9-]+", str(self.max)):
            assert isinstance(bound, datetime.datetime)
            return bound + datetime.timedelta(days=1, microseconds=-1)
        return bound

    def _bound(self, value: float | str | None) -> Bound | None:
        if value is None:
            return None
        try:
            if self.type in NUMBERS:
                return Decimal(str(value))
            if self.type == "date":
                return datetime.date.fromisoformat(str(value))
            return datetime.datetime.fromisoformat(str(value)).replace(tzinfo=None)
        except (ValueError, InvalidOperation) as error:
            needed = "a number" if self.type in NUMBERS else "a day such as 2025-01-31"
            raise ValueError(f"min and max of this type are {needed}, not {value!r}") from error


class ContractParams(Section):
    """What a table must hold; a row that does not is dropped, and said why.

    ``understudy schema infer`` writes one from files.
    """

    columns: dict[str, ColumnContract] = {}
    """Column (its new name) to what it must hold."""
    others: Literal["keep", "drop", "refuse"] = "keep"
    """Columns that ``columns`` does not name: kept as they are, left out of the rows, or a problem
    of the whole file."""
    missing: tuple[str, ...] = ()
    """Texts that stand for a blank cell, e.g. ``н/д``."""
    unique: tuple[tuple[str, ...], ...] = ()
    """Columns whose values together stand once in all files of the table; a row with a blank one
    among them is not looked at. Of rows that are the same altogether the first is kept, which
    counts towards no limit."""

    @model_validator(mode="after")
    def _keys_have_columns(self) -> Self:
        for key in self.unique:
            if not key or len(set(key)) != len(key):
                raise ValueError(f"unique: {list(key)} must name columns, each once")
        return self


def whole(pattern: str) -> str:
    """Return a pattern that matches nothing but a whole text."""
    return rf"\A(?:{pattern})\z"
