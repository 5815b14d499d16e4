"""Columns that nobody has said anything of, and that look as if they told who somebody is."""

import hashlib
import re
from dataclasses import dataclass, field
from typing import Literal

from understudy.cleaning.tables.dates import when
from understudy.core.columns import tells_who
from understudy.core.record import Record
from understudy.core.records import Row

Sign = Literal["named", "names", "hits", "codes", "digits"]

EXACT = 2048
"""Different values that are counted exactly; more are estimated, within some per cent."""
FEWEST = 10
"""Cells that a column needs for its values to be called different, or of one length."""
NEARLY_ALL = 0.9
MOST = 0.5
MANY = 0.2

_CAPITAL = r"[^\W\d_a-zа-яё][^\W\d_]*(?:[-'’][^\W\d_]+)*"
_NAME = re.compile(rf"{_CAPITAL}[.,]?(?:(?:[ \u00a0]|(?<=[.,])){_CAPITAL}\.?){{1,3}}")
_CODE = re.compile(r"[^\W_][\w\-–./№# \u00a0]{1,31}")
_MEASURED = re.compile(r"[-+−]?\d+[.,]\d+(?:[eE][-+]?\d+)?")


class ColumnReview(Record):
    """A column without a role that may tell who somebody is; counts, and no text of a cell."""

    collection: str
    column: str
    why: tuple[Sign, ...]
    """``named``: its name says so. ``names``: most cells are two to four capitalised words.
    ``hits``: finders found personal data in many. ``codes``: nearly each row, or each group, has a
    short code of its own. ``digits``: most cells are digits of one length."""
    cells: int
    """Cells that are not blank."""
    different: int
    """Different values; an estimate where there are more than some thousand."""
    names: int
    """Cells of capitalised words."""
    hits: int
    """Cells in which finders found something."""
    codes: int
    """Short cells with a digit that are no measurement and no date."""
    digits: int
    """Cells of digits of the commonest length, five or more."""


@dataclass(slots=True)
class Different:
    """Counts different values in little memory.

    References:
        Bar-Yossef et al., Counting distinct elements in a data stream, 2002: the k-th smallest hash
        tells how many there are.
    """

    _kept: set[int] = field(default_factory=set)
    _limit: int = 2**64

    def add(self, value: str) -> None:
        """Take a value."""
        digest = hashlib.blake2b(value.encode(errors="surrogatepass"), digest_size=8).digest()
        number = int.from_bytes(digest)
        if number < self._limit:
            self._kept.add(number)
            if len(self._kept) > 2 * EXACT:
                self._kept = set(sorted(self._kept)[:EXACT])
                self._limit = max(self._kept)

    @property
    def count(self) -> int:
        """How many different values were taken."""
        if self._limit == 2**64:
            return len(self._kept)
        kept = sorted(self._kept)[:EXACT]
        return round((len(kept) - 1) * 2**64 / kept[-1])


@dataclass(slots=True)
class Column:
    """What the cells of a column look like."""

    cells: int = 0
    names: int = 0
    hits: int = 0
    codes: int = 0
    different: Different = field(default_factory=Different)
    lengths: dict[int, int] = field(default_factory=dict)

    def add(self, text: str, *, is_hit: bool) -> None:
        """Look at a cell; what finders have changed is a hit and nothing else."""
        if not (text := text.strip()):
            return
        self.cells += 1
        self.different.add(text)
        if is_hit:
            self.hits += 1
            return
        self.names += _NAME.fullmatch(text) is not None
        if _CODE.fullmatch(text) and any(map(str.isdecimal, text)):
            if not _MEASURED.fullmatch(text) and (text.isdecimal() or when(text) is None):
                self.codes += 1
            digits = re.sub(r"[-–. \u00a0]", "", text)
            if digits.isdecimal() and when(text) is None and len(digits) >= 5:
                self.lengths[len(digits)] = self.lengths.get(len(digits), 0) + 1

    def review(self, collection: str, column: str, groups: int) -> ColumnReview | None:
        """Return what is suspicious; None when nothing is.

        Args:
            collection: Its name.
            column: Its name.
            groups: How many groups the rows have.
        """
        if not self.cells:
            return None
        several, different = self.cells >= FEWEST, self.different.count
        digits = max(self.lengths.values(), default=0)
        own = different >= NEARLY_ALL * self.cells or (
            groups >= FEWEST and NEARLY_ALL * groups <= different <= groups / NEARLY_ALL
        )
        signs: dict[Sign, bool] = {
            "named": tells_who(column),
            "names": self.names > MOST * self.cells,
            "hits": self.hits > MANY * self.cells,
            "codes": several and own and self.codes > MOST * self.cells,
            "digits": several and different >= FEWEST and digits > MOST * self.cells,
        }
        why = tuple(sign for sign, holds in signs.items() if holds)
        if not why:
            return None
        return ColumnReview(
            collection=collection,
            column=column,
            why=why,
            cells=self.cells,
            different=different,
            names=self.names,
            hits=self.hits,
            codes=self.codes,
            digits=digits,
        )


@dataclass(slots=True)
class Undecided:
    """The columns without a role of one collection.

    Args:
        collection: Its name.
        decided: Columns with a role.
    """

    collection: str
    decided: frozenset[str]
    _columns: dict[str, Column] = field(default_factory=dict)
    _groups: Different = field(default_factory=Different)

    def add(self, row: Row, changed: frozenset[str]) -> None:
        """Look at a cleaned row.

        Args:
            row: The row.
            changed: Fields in which finders found something, as edits name them.
        """
        if row.group != row.id:
            self._groups.add(row.group)
        for name, cell in row.cells.items():
            if name in self.decided:
                continue
            column = self._columns.setdefault(name, Column())
            if isinstance(cell, str):
                column.add(cell, is_hit=f"cells.{name}" in changed)
                continue
            for place, text in enumerate(cell):
                column.add(text, is_hit=f"cells.{name}.{place}" in changed)

    def reviews(self) -> list[ColumnReview]:
        """Return the columns to look at, in the order of the table."""
        groups = self._groups.count
        found = (
            column.review(self.collection, name, groups) for name, column in self._columns.items()
        )
        return [one for one in found if one is not None]
