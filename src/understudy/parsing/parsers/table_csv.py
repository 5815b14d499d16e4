"""Tables in text: CSV with commas, semicolons, tabs or bars, in any common encoding."""

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Literal

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS, Parsed, RawFile, Remark
from understudy.parsing.params import ParseParams, TableParams
from understudy.parsing.sheets.heads import head_of
from understudy.parsing.sheets.sums import is_sum, told
from understudy.parsing.sheets.tables import Again, Origin, rows
from understudy.parsing.sheets.tables import Line as Numbered

DELIMITERS = ",;\t|"
SEPARATOR = re.compile(r'"?sep=(?P<delimiter>[,;\t|])"?[ \t]*\n', re.IGNORECASE)
"""A first line that tells Excel the delimiter."""
END = "\ufdd0"
"""No text holds it."""
OPEN_QUOTE = Remark(why="a quote is left open in it; close it, or double it", reason="open_quote")
END_LINES = ("\n", f"{END}\n")
LOOKED_AT = 100
"""Rows that tell the delimiter."""
MOST_HEADS = 1000
"""Rows of a large file among which its header is looked for."""
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
    table = params.tables[file.table] if file.table is not None else None
    sheet = _streamed(file) or _held(file)
    first = list(islice(sheet.lines(), MOST_HEADS if sheet.is_streamed else None))
    if not first:
        raise InputError(file.place, "there is no line in it", reason="no_rows")
    header, start = head_of([cells for _, cells in first], file.place, table)
    header += [f"column_{at}" for at in range(len(header) + 1, len(first[start - 1][1]) + 1)]
    body = _Body(file.place, header, partial(_below, sheet, start), table)
    lines: Iterable[Numbered]
    broken, sums, shown = body.others()
    if sheet.is_streamed:
        lines = Again(partial(body.numbered, shown))
    else:
        lines = list(body.numbered(shown, forget=False))
    found = rows(file, params, header, lines, broken, Origin(shown=shown))
    decoded = () if file.is_lined else Remark.of(file.decoded)
    remarks = (*decoded, *([OPEN_QUOTE] if sheet.is_open else []), *told(sums))
    return found.model_copy(update={"remarks": remarks})


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The rows of a file that are not blank."""

    lines: Callable[[], Iterable[Line]]
    is_open: bool = False
    """Whether a quote is left open among them."""
    is_streamed: bool = False


def _below(sheet: _Sheet, start: int) -> Iterator[Line]:
    return islice(sheet.lines(), start, None)


@dataclass(frozen=True, slots=True)
class _Body:
    """What stands below the header."""

    place: str
    header: list[str]
    lines: Callable[[], Iterator[Line]]
    table: TableParams | None

    def others(self) -> tuple[list[InputError], list[int], dict[int, int]]:
        """Return what is no row, the totals, and an empty place for what `numbered` tells."""
        broken, sums = [], []
        for number, (row, cells) in enumerate(self.lines(), 1):
            if is_sum(cells, self.table):
                sums.append(row)
            elif len(cells) != len(self.header):
                why = f"row {row} of the file has {len(cells)} cells, and the header "
                why += str(len(self.header))
                broken.append(InputError(f"{self.place}:{number}", why, reason="bad_row"))
        return broken, sums, {}

    def numbered(self, shown: dict[int, int], *, forget: bool = True) -> Iterator[Numbered]:
        """Yield the rows, and note which of the file's each is: of one, or of all of them."""
        for number, (row, cells) in enumerate(self.lines(), 1):
            if len(cells) == len(self.header) and not is_sum(cells, self.table):
                if forget:
                    shown.clear()
                shown[number] = row
                yield number, dict(zip(self.header, cells, strict=True))


def lines_of(file: RawFile) -> list[list[str]]:
    """Return the cells of each line that is not blank.

    Raises:
        InputError: It is no table (``bad_csv``).
    """
    return [cells for _, cells in _held(file).lines()]


def _streamed(file: RawFile) -> _Sheet | None:
    """Return the rows of a large file; None when it has to be read as a whole.

    It has when a quote is left open in it, or when it is no table at all.
    """
    if not file.is_streamed:
        return None
    said = SEPARATOR.match(file.beginning)

    def texts() -> Iterator[str]:
        return islice(file.lines(), 1 if said else 0, None)

    try:
        delimiter = said["delimiter"] if said else _delimiter(texts)
        last = deque(_lines(chain(texts(), END_LINES), delimiter), maxlen=1)
    except csv.Error:
        return None
    if last[0][1] != [END]:
        return None
    return _Sheet(lambda: _lines(texts(), delimiter), is_streamed=True)


def _held(file: RawFile) -> _Sheet:
    lines, is_open = _read(file)
    return _Sheet(lambda: lines, is_open)


def _read(file: RawFile) -> tuple[list[Line], bool]:
    """Return the rows, and whether a quote is left open among them."""
    said = SEPARATOR.match(file.text)
    text = file.text[said.end() :] if said else file.text
    try:
        delimiter = said["delimiter"] if said else _delimiter(partial(_text, text))
        # A last row of our own is in no cell unless a quote is open.
        lines = list(_lines(_text(f"{text}\n{END}\n"), delimiter))
        if lines[-1][1] == [END]:
            return lines[:-1], False
        lines = list(_lines(_text(text), delimiter))
        plain = list(_lines(_text(text), delimiter, quoting=csv.QUOTE_NONE))
    except csv.Error as error:
        why = f"not a table ({error}); is a quote left open?"
        raise InputError(file.place, why, reason="bad_csv") from error
    return max(lines, plain, key=_even), True


def _even(lines: list[Line]) -> int:
    """Count the rows as wide as the header."""
    return sum(len(cells) == len(lines[0][1]) for _, cells in lines)


def _text(text: str) -> Iterable[str]:
    return io.StringIO(text, newline="")


def _lines(
    texts: Iterable[str], delimiter: str, *, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
) -> Iterator[Line]:
    """Yield the rows that are not blank, each with its number among all rows, from 1."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(texts, delimiter=delimiter, quoting=quoting)
    for number, cells in enumerate(reader, 1):
        if any(cell.strip() for cell in cells):
            yield number, cells


def _delimiter(texts: Callable[[], Iterable[str]]) -> str:
    """Return the delimiter that cuts the first rows into the most rows of the header's width.

    The header is the first row that is cut at all: a title may stand above it.

    A comma in prose cuts rows into different widths, so it loses against the true one.
    """

    def fit(delimiter: str) -> tuple[float, int]:
        rows = []
        for _, cells in _lines(texts(), delimiter):
            rows.append(len(cells))
            if len(rows) >= LOOKED_AT:
                break
        width = next((count for count in rows if count > 1), 1)
        even = sum(count == width for count in rows) / max(1, len(rows))
        return (even if width > 1 else 0.0, width)

    return max(DELIMITERS, key=fit)
