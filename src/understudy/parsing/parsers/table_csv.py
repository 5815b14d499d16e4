"""Tables in text: CSV with commas, semicolons, tabs or bars, in any common encoding."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.params import ParseParams
from understudy.parsing.tables import rows

DELIMITERS = ",;\t|"
LOOKED_AT = 100
"""Rows that tell the delimiter."""
LONGEST_CELL = 10_000_000
"""Characters; a quote that nobody closed swallows the rest of a file."""


@PARSERS.register("table_csv")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one row a line after the header; blank lines do not count.

    A line with more or fewer cells than the header is a problem, the others are used.

    Raises:
        InputError: It is no table (``bad_csv``), or not as ``parse.tables`` says.
    """
    lines = lines_of(file)
    if not lines:
        raise InputError(file.place, "there is no line in it", reason="no_rows")
    header = [name.strip() or f"column_{place}" for place, name in enumerate(lines[0], 1)]
    doubled = [name for name, count in Counter(header).items() if count > 1]
    if doubled:
        why = f"two columns are called {doubled[0]!r}; give each a name of its own"
        raise InputError(file.place, why, reason="bad_header")
    good, broken = [], []
    for number, cells in enumerate(lines[1:], 1):
        if len(cells) == len(header):
            good.append((number, dict(zip(header, cells, strict=True))))
        else:
            why = f"{len(cells)} cells, where the header has {len(header)}"
            broken.append(InputError(f"{file.place}:{number}", why, reason="bad_row"))
    return rows(file, params, header, good, broken)


def lines_of(file: RawFile) -> list[list[str]]:
    """Return the cells of each line that is not blank.

    Raises:
        InputError: It is no table (``bad_csv``).
    """
    try:
        return list(_lines(file.text, _delimiter(file.text)))
    except csv.Error as error:
        why = f"not a table ({error}); is a quote left open?"
        raise InputError(file.place, why, reason="bad_csv") from error


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        if any(cell.strip() for cell in cells):
            yield cells


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the first rows into the most rows of the header's width.

    A comma in prose cuts rows into different widths, so it loses against the true one.
    """

    def fit(delimiter: str) -> tuple[float, int]:
        rows = []
        for cells in _lines(text, delimiter):
            rows.append(len(cells))
            if len(rows) >= LOOKED_AT:
                break
        width = rows[0] if rows else 1
        even = sum(count == width for count in rows) / max(1, len(rows))
        return (even if width > 1 else 0.0, width)

    return max(DELIMITERS, key=fit)
