"""Tables in text: CSV with commas, semicolons, tabs or bars, in any common encoding."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Literal

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS, Parsed, RawFile, Remark
from understudy.parsing.params import ParseParams
from understudy.parsing.sheets.heads import head_of
from understudy.parsing.sheets.sums import is_sum, told
from understudy.parsing.sheets.tables import Origin, rows

DELIMITERS = ",;\t|"
SEPARATOR = re.compile(r'"?sep=(?P<delimiter>[,;\t|])"?[ \t]*\n', re.IGNORECASE)
"""A first line that tells Excel the delimiter."""
END = "\ufdd0"
"""No text holds it."""
OPEN_QUOTE = Remark(why="a quote is left open in it; close it, or double it", reason="open_quote")
LOOKED_AT = 100
"""Rows that tell the delimiter."""
Line = tuple[int, list[str]]
LONGEST_CELL = 10_000_000
"""Characters; a quote that nobody closed swallows the rest of a file."""


@PARSERS.register("table_csv")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one row a line after the header; blank lines and totals do not count.

    A line with more or fewer cells than the header is a problem, the others are used. A quote that
    nobody closes is read as one of the cell when more lines are rows then, and said in any case.

    Raises:
        InputError: It is no table (``bad_csv``), or not as ``parse.tables`` says.
    """
    lines, is_open = _read(file)
    if not lines:
        raise InputError(file.place, "there is no line in it", reason="no_rows")
    table = params.tables[file.table] if file.table is not None else None
    header, start = head_of([cells for _, cells in lines], file.place, table)
    header += [f"column_{at}" for at in range(len(header) + 1, len(lines[start - 1][1]) + 1)]
    good, broken, shown, sums = [], [], {}, []
    for number, (row, cells) in enumerate(lines[start:], 1):
        if is_sum(cells, table):
            sums.append(row)
        elif len(cells) == len(header):
            good.append((number, dict(zip(header, cells, strict=True))))
            shown[number] = row
        else:
            why = f"row {row} of the file has {len(cells)} cells, and the header {len(header)}"
            broken.append(InputError(f"{file.place}:{number}", why, reason="bad_row"))
    found = rows(file, params, header, good, broken, Origin(shown=shown))
    remarks = (*Remark.of(file.decoded), *([OPEN_QUOTE] if is_open else []), *told(sums))
    return found.model_copy(update={"remarks": remarks})


def lines_of(file: RawFile) -> list[list[str]]:
    """Return the cells of each line that is not blank.

    Raises:
        InputError: It is no table (``bad_csv``).
    """
    return [cells for _, cells in _read(file)[0]]


def _read(file: RawFile) -> tuple[list[Line], bool]:
    """Return the rows, and whether a quote is left open among them."""
    said = SEPARATOR.match(file.text)
    text = file.text[said.end() :] if said else file.text
    try:
        delimiter = said["delimiter"] if said else _delimiter(text)
        # A last row of our own is in no cell unless a quote is open.
        lines = list(_lines(f"{text}\n{END}\n", delimiter))
        if lines[-1][1] == [END]:
            return lines[:-1], False
        lines = list(_lines(text, delimiter))
        plain = list(_lines(text, delimiter, quoting=csv.QUOTE_NONE))
    except csv.Error as error:
        why = f"not a table ({error}); is a quote left open?"
        raise InputError(file.place, why, reason="bad_csv") from error
    return max(lines, plain, key=_even), True


def _even(lines: list[Line]) -> int:
    """Count the rows as wide as the header."""
    return sum(len(cells) == len(lines[0][1]) for _, cells in lines)


def _lines(
    text: str, delimiter: str, *, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
) -> Iterator[Line]:
    """Yield the rows that are not blank, each with its number among all rows, from 1."""
    csv.field_size_limit(LONGEST_CELL)
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, quoting=quoting)
    for number, cells in enumerate(reader, 1):
        if any(cell.strip() for cell in cells):
            yield number, cells


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the first rows into the most rows of the header's width.

    The header is the first row that is cut at all: a title may stand above it.

    A comma in prose cuts rows into different widths, so it loses against the true one.
    """

    def fit(delimiter: str) -> tuple[float, int]:
        rows = []
        for _, cells in _lines(text, delimiter):
            rows.append(len(cells))
            if len(rows) >= LOOKED_AT:
                break
        width = next((count for count in rows if count > 1), 1)
        even = sum(count == width for count in rows) / max(1, len(rows))
        return (even if width > 1 else 0.0, width)

    return max(DELIMITERS, key=fit)
