"""Rows from the cells of a table, renamed and mapped once, by ``parse.tables``."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Row, stable_id
from understudy.parsing.decoding import composed, plain
from understudy.parsing.files import Parsed, Problem, RawFile
from understudy.parsing.params import ParseParams, TableParams

Cells = dict[str, str | tuple[str, ...]]


def rows(
    file: RawFile,
    params: ParseParams,
    columns: list[str],
    lines: Iterable[tuple[int, dict[str, Any]]],
    broken: Iterable[InputError] = (),
) -> Parsed:
    """Make a row of each line of a table; a bad line is a problem, the others are used.

    Args:
        file: Where it comes from; ``file.table`` names the entry of ``parse.tables`` for it.
        params: Section ``parse``.
        columns: The columns of every row, as the file names them; a line without one has an
            empty text there.
        lines: Number of a line and its values by column.
        broken: Lines that could not even be read.

    Raises:
        InputError: A column that ``parse.tables`` names is missing (``missing_column``), two get
            one name (``bad_header``), or no line is a row (``no_rows``).
    """
    table = params.tables[file.table] if file.table is not None else None
    names = _names(file, columns, table)
    repeats: Counter[str] = Counter()

    def one(numbered: tuple[int, dict[str, Any]]) -> Row:
        number, values = numbered
        where = f"{file.place}:{number}"
        cells = {name: _cell(values.get(column), where) for column, name in names.items()}
        if table is not None:
            cells = _mapped(cells, table)
        content = json.dumps(cells, ensure_ascii=False)
        # Equal rows are the only case in which the place matters: both must be traceable.
        identity = stable_id("row", file.place, content, repeats[content])
        repeats[content] += 1
        return Row(
            id=identity,
            source=file.source,
            line=number,
            cells=cells,
            collection=file.collection,
            group=_group(cells, table, where) or identity,
        )

    outcomes = [attempt(one, line) for line in lines]
    failures = [*broken, *(done.failure for done in outcomes if done.failure is not None)]
    made = tuple(done.value for done in outcomes if done.value is not None)
    if not made:
        why = f"no line of the table is a row ({failures[0]})" if failures else "it has no rows"
        raise InputError(file.place, why, reason="no_rows")
    return Parsed(rows=made, problems=tuple(Problem.of("rows", failure) for failure in failures))


def _names(file: RawFile, columns: list[str], table: TableParams | None) -> dict[str, str]:
    """Map the columns of a file to their names in rows."""
    renamed = {} if table is None else table.columns
    names = {column: renamed.get(column, column) for column in columns}
    missing = [column for column in renamed if column not in names]
    if table is not None:
        used = [*table.values, *([table.group] if table.group else [])]
        missing += [name for name in used if name not in names.values()]
    if missing:
        why = f"it has no column {missing[0]!r}, which parse.tables.{file.table} names: {columns}"
        raise InputError(file.place, why, reason="missing_column")
    doubled = [name for name, count in Counter(names.values()).items() if count > 1]
    if doubled:
        why = f"two columns are called {doubled[0]!r}; rename one in parse.tables"
        raise InputError(file.place, why, reason="bad_header")
    return names


def _cell(value: Any, where: str) -> str | tuple[str, ...]:
    if isinstance(value, list):
        if any(isinstance(part, list | dict) for part in value):
            raise _nested(where)
        return tuple(_scalar(part) for part in value)
    if isinstance(value, dict):
        raise _nested(where)
    return _scalar(value)


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    return composed(plain(value)).strip() if isinstance(value, str) else json.dumps(value)


def _nested(where: str) -> InputError:
    why = "a value is an object or a list of lists; a table's values are texts, numbers or lists"
    return InputError(where, why, reason="bad_row")


def _mapped(cells: Cells, table: TableParams) -> Cells:
    mapped = dict(cells)
    for column, values in table.values.items():
        cell = cells[column]
        if isinstance(cell, str):
            mapped[column] = values.get(cell, cell)
        else:
            mapped[column] = tuple(values.get(part, part) for part in cell)
    return mapped


def _group(cells: Cells, table: TableParams | None, where: str) -> str | None:
    if table is None or table.group is None:
        return None
    value = cells[table.group]
    text = value if isinstance(value, str) else "; ".join(value)
    if not text:
        why = f"its group column {table.group!r} is empty, so a split could leak"
        raise InputError(where, why, reason="no_group")
    return text
