"""Rows from the cells of a table, renamed, mapped and checked once, by ``parse.tables``."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from understudy.core.errors import InputError
from understudy.core.executor import Done, attempt
from understudy.core.records import Row, stable_id
from understudy.core.templates import PLACE
from understudy.parsing.contract.checking import Checker, lacking_of, missing
from understudy.parsing.decoding import composed, plain
from understudy.parsing.files import Parsed, Problem, RawFile, Tabled
from understudy.parsing.globs import matches
from understudy.parsing.params import ParseParams, TableParams

Cells = dict[str, str | tuple[str, ...]]
Line = tuple[int, dict[str, Any]]
"""Number of a line, and its values by column."""


class Again(Iterable[Line]):
    """Lines that are read anew each time: those of a file that is too large to be held."""

    def __init__(self, lines: Callable[[], Iterator[Line]]) -> None:
        self._lines = lines

    def __iter__(self) -> Iterator[Line]:
        """Read them."""
        return self._lines()


class Origin(NamedTuple):
    """What the format of a file tells of its cells."""

    serials: int | None = None
    """Year from which a workbook counts days."""
    native: bool = False
    """Whether programs write numbers in it as they are, beside those that people write."""
    shown: Mapping[int, int] = {}
    """Number of a line to the row that a spreadsheet program shows it in."""


class Layout(NamedTuple):
    """The columns of a file."""

    names: dict[str, str]
    """Name in the file to name in the rows."""
    lacking: tuple[str, ...]
    """Columns of the rows that the file need not have, and has not."""


ORDINARY = Origin()


def rows(
    file: RawFile,
    params: ParseParams,
    columns: list[str],
    lines: Iterable[Line],
    broken: Iterable[InputError] = (),
    origin: Origin = ORDINARY,
) -> Parsed:
    """Make a row of each line of a table; a bad line is a problem, the others are used.

    Args:
        file: Where it comes from; ``file.table`` names the entry of ``parse.tables`` for it.
        params: Section ``parse``.
        columns: The columns of every row, as the file names them; a line without one has an
            empty text there.
        lines: Number of a line and its values by column; rows of such as are `Again` are spooled.
        broken: Lines that could not even be read.
        origin: What the format tells of the cells.

    Raises:
        InputError: A column that ``parse.tables`` names is missing (``missing_column``), two get
            one name (``bad_header``), or no line is a row (``no_rows``).
    """
    table = params.tables[file.table] if file.table is not None else TableParams(files=("*",))
    layout = _layout(file, columns, table)
    read = partial(_read, file=file, layout=layout, table=table)
    held = None if isinstance(lines, Again) else [attempt(read, line) for line in lines]

    def outcomes() -> Iterable[Done[tuple[int, Cells]]]:
        return (attempt(read, line) for line in lines) if held is None else held

    cells = (done.value[1] for done in outcomes() if done.value is not None)
    checker = _checker(cells, layout, table, origin)
    make = partial(_row, file=file, table=table, checker=checker, origin=origin, repeats=Repeats())
    made = file.output("rows", is_streamed=held is None)
    unread: list[InputError] = []
    unfit: list[InputError] = []
    for done in outcomes():
        if done.value is None:
            unread += [done.failure] if done.failure is not None else []
            continue
        row = attempt(make, done.value)
        if row.value is not None:
            made.add(row.value)
        elif row.failure is not None:
            unfit.append(row.failure)
    failures = [*broken, *unread, *unfit]
    if not made.records and (checker is None or not checker.breaches):
        why = f"no line of the table is a row ({failures[0]})" if failures else "it has no rows"
        raise InputError(file.place, why, reason="no_rows")
    problems = tuple(Problem.of("rows", failure) for failure in failures)
    if file.table is None:
        return Parsed(**made.fields(), problems=problems)
    breaches = {} if checker is None else {name: dict(n) for name, n in checker.breaches.items()}
    tabled = Tabled(table=file.table, kept=made.records, dropped=len(problems), breaches=breaches)
    return Parsed(**made.fields(), problems=problems, tables=(tabled,))


class Repeats:
    """Counts equal texts; of one that came once, eight bytes are kept."""

    def __init__(self) -> None:
        self._once: set[int] = set()
        self._more: Counter[int] = Counter()

    def before(self, text: str) -> int:
        """Return how often a text came before."""
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        key = int.from_bytes(digest, "big")
        if key not in self._once:
            self._once.add(key)
            return 0
        self._more[key] += 1
        return self._more[key]


def _row(
    numbered: tuple[int, Cells],
    *,
    file: RawFile,
    table: TableParams,
    checker: Checker | None,
    origin: Origin,
    repeats: Repeats,
) -> Row:
    """Return the row of a line, checked."""
    number, cells = numbered
    where = f"{file.place}:{number}"
    if checker is not None:
        cells = checker.checked(cells, where, shown=origin.shown.get(number))
    content = json.dumps(cells, ensure_ascii=False)
    # Equal rows are the only case in which the place matters: both must be traceable.
    identity = stable_id("row", file.place, content, repeats.before(content))
    return Row(
        id=identity,
        source=file.source,
        line=number,
        cells=cells,
        collection=file.collection,
        group=_group(cells, table, where) or identity,
    )


def _checker(
    lines: Iterable[Cells], layout: Layout, table: TableParams, origin: Origin
) -> Checker | None:
    """Return what checks the rows of a file; None without a contract."""
    if table.contract is None:
        return None
    if layout.lacking:
        there = [*layout.names.values(), *table.path_columns]
        lines = ({name: cells[name] for name in there} for cells in lines)
    return Checker(table.contract, lines, serials=origin.serials, native=origin.native)


def _read(
    numbered: tuple[int, dict[str, Any]], file: RawFile, layout: Layout, table: TableParams
) -> tuple[int, Cells]:
    """Return the cells of a line under their new names, mapped."""
    number, values = numbered
    where = f"{file.place}:{number}"
    cells: Cells = {}
    for column, name in layout.names.items():
        cells[name] = _cell(values.get(column), where, column)
    cells |= path_cells(file.place, table) | dict.fromkeys(layout.lacking, "")
    return number, _mapped(cells, table)


def path_cells(place: str, table: TableParams) -> Cells:
    """Return the columns that come from where a file lies."""
    path = PurePosixPath(place)
    folders = path.parts[:-1]
    known = {
        "path": place,
        "folder": folders[-1] if folders else "",
        "parent": folders[-2] if len(folders) > 1 else "",
        "top": folders[0] if folders else "",
        "file": path.stem,
    }
    return {
        name: PLACE.sub(lambda found: known[found[1]], template).strip()
        for name, template in table.path_columns.items()
    }


def _layout(file: RawFile, columns: list[str], table: TableParams) -> Layout:
    """Tell what the columns of a file are called in the rows."""
    names = {column: table.columns.get(column, column) for column in columns}
    sources = defaultdict(list)
    for column, name in table.columns.items():
        sources[name].append(column)
    for name, possible in sources.items():
        if _is_required(table, name) and not any(column in names for column in possible):
            raise InputError(file.place, missing(possible, columns), reason="missing_column")
    there = [*names.values(), *table.path_columns]
    doubled = [name for name, count in Counter(there).items() if count > 1]
    if doubled:
        why = f"two columns are called {doubled[0]!r}; rename one in parse.tables"
        raise InputError(file.place, why, reason="bad_header")
    lacking = () if table.contract is None else lacking_of(table.contract, there, file.place)
    known = [*there, *lacking]
    for name in [*table.values, *([table.group] if table.group else [])]:
        if name not in known:
            raise InputError(file.place, missing([name], known), reason="missing_column")
    return Layout(names, lacking)


def _is_required(table: TableParams, name: str) -> bool:
    column = None if table.contract is None else table.contract.columns.get(name)
    return column is None or column.required


def _cell(value: Any, where: str, column: str) -> str | tuple[str, ...]:
    if isinstance(value, list):
        if any(isinstance(part, list | dict) for part in value):
            raise _nested(where, column)
        return tuple(_scalar(part) for part in value)
    if isinstance(value, dict):
        raise _nested(where, column)
    return _scalar(value)


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    return composed(plain(value)).strip() if isinstance(value, str) else json.dumps(value)


def _nested(where: str, column: str) -> InputError:
    kinds = "a table's values are texts, numbers or lists"
    why = f"column {column!r}: the value is an object or a list of lists; {kinds}"
    return InputError(where, why, reason="bad_row")


def _mapped(cells: Cells, table: TableParams) -> Cells:
    mapped = dict(cells)
    for column, values in table.values.items():
        cell = cells[column]
        if column in table.path_columns and isinstance(cell, str):
            found = (new for old, new in values.items() if matches(cell, old.replace("*", "**")))
            mapped[column] = next(found, cell)
        elif isinstance(cell, str):
            mapped[column] = values.get(cell, cell)
        else:
            mapped[column] = tuple(values.get(part, part) for part in cell)
    return mapped


def _group(cells: Cells, table: TableParams, where: str) -> str | None:
    if table.group is None:
        return None
    value = cells[table.group]
    text = value if isinstance(value, str) else "; ".join(value)
    if not text:
        why = f"its group column {table.group!r} is empty, so a split could leak"
        raise InputError(where, why, reason="no_group")
    return text
