"""Merged cells and cells in percent of .ods."""

import re
import zipfile
from collections import defaultdict

from understudy.parsing.sheets.parts import MOST_MERGED, MOST_SHARES, Place, Shown, read

_TIMES = re.compile(r"0*[1-9][0-9]{0,6}", re.ASCII)


def shown_in(archive: zipfile.ZipFile) -> Shown:
    """Return what is shown in an OpenDocument workbook, which is read once."""
    cells = _OpenCells()
    read(archive, "content.xml", cells.start, cells.end)
    return Shown(cells.shares, cells.merged)


class _OpenCells:
    """Counts cells and rows, each of which may stand for many."""

    def __init__(self) -> None:
        self.shares: defaultdict[str, set[Place]] = defaultdict(set)
        self.merged: defaultdict[str, list[tuple[Place, Place]]] = defaultdict(list)
        self._left = MOST_MERGED
        self._sheet = ""
        self._row = self._column = 0
        self._rows = 1

    def start(self, name: str, values: dict[str, str]) -> None:
        """Open an element."""
        if name == "table":
            self._sheet, self._row = _value(values, "name"), 0
        elif name == "table-row":
            self._column, self._rows = 0, _times(values, "rows-repeated")
        elif name in {"table-cell", "covered-table-cell"}:
            columns = _times(values, "columns-repeated")
            self._see(values, columns)
            self._column += columns

    def end(self, name: str, _: dict[str, str]) -> None:
        """Close an element."""
        if name == "table-row":
            self._row += self._rows

    def _see(self, values: dict[str, str], columns: int) -> None:
        """Take down a cell, in each place that it stands for."""
        count = self._rows * columns
        high, wide = _times(values, "rows-spanned"), _times(values, "columns-spanned")
        if high * wide > 1 and count <= self._left:
            self._left -= count
            self.merged[self._sheet] += (
                ((row, column), (row + high - 1, column + wide - 1))
                for row, column in self._places(columns)
            )
        shares = self.shares[self._sheet]
        if _value(values, "value-type") == "percentage" and count < MOST_SHARES - len(shares):
            shares.update(self._places(columns))

    def _places(self, columns: int) -> list[Place]:
        return [
            (self._row + down, self._column + right)
            for down in range(self._rows)
            for right in range(columns)
        ]


def _value(values: dict[str, str], name: str) -> str:
    return next((said for key, said in values.items() if key.rpartition(":")[2] == name), "")


def _times(values: dict[str, str], what: str) -> int:
    said = _value(values, f"number-{what}")
    return int(said) if _TIMES.fullmatch(said) else 1
