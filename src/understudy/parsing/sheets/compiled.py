"""Section ``compile`` of params.yaml: rows of many files as one CSV file."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field

from understudy.core import jsonl
from understudy.core.errors import SetupError, unknown_name
from understudy.core.params import Params
from understudy.core.records import Row

JOINED = "; "
"""What stands between the texts of a cell that has several."""


class CompileParams(Params):
    """Which rows are written into one table, and how.

    For people and for programs that read CSV: the stages of the pipeline read the rows themselves.
    """

    section: ClassVar[str] = "compile"

    collections: tuple[str, ...] | Literal["all"] = "all"
    """Collections of rows to write."""
    columns: tuple[str, ...] | Literal["all"] = "all"
    """Columns in their order; ``all`` are those of every row, in the order they first stand."""
    delimiter: Literal[",", ";", "\t"] = ","
    """What stands between cells."""
    mark: bool = False
    """Whether the file begins with a byte order mark, without which Excel takes UTF-8 for another
    encoding."""
    max_empty: float = Field(1.0, ge=0, le=1)
    """Share of a column's cells that may be blank before the stage fails."""


def compile_rows(params: CompileParams, rows: Path, table: Path) -> dict[str, int]:
    """Write rows as lines of CSV, in their order: UTF-8, quoted where needed.

    A row without a column has a blank cell; several texts of a cell are joined with ``; ``. Cells
    are written as they are: a spreadsheet program may take one that begins with ``=`` for a
    formula.

    Args:
        params: Section ``compile``.
        rows: ``rows.jsonl``; it is read twice.
        table: File to write.

    Returns:
        How many rows and columns were written.

    Raises:
        SetupError: There is no such collection or column, or a column is blank too often.
    """
    columns, collections = _columns(params, rows)
    if params.collections != "all":
        for name in params.collections:
            if name not in collections:
                known = unknown_name("collection of rows", name, collections)
                raise SetupError(f"params.yaml: compile.collections: {known}")
    if params.columns != "all":
        for name in params.columns:
            if name not in columns:
                said = unknown_name("column", name, columns)
                raise SetupError(f"params.yaml: compile.columns: {said}")
        columns = list(params.columns)
    number = 0
    blank = dict.fromkeys(columns, 0)
    with jsonl.atomic(table) as file:
        text = io.TextIOWrapper(file, "utf-8-sig" if params.mark else "utf-8", newline="")
        writer = csv.writer(text, delimiter=params.delimiter, lineterminator="\n")
        writer.writerow(columns)
        for row in _chosen(params, rows):
            cells = [_text(row.cells.get(name, "")) for name in columns]
            # A line of one blank cell would be a blank line, which is no row.
            writer.writerow(cells)
            number += 1
            for name, cell in zip(columns, cells, strict=True):
                blank[name] += not cell
        text.detach()
    _check(params, blank, number)
    return {"rows": number, "columns": len(columns)}


def _columns(params: CompileParams, rows: Path) -> tuple[list[str], set[str]]:
    """Return the columns of the chosen rows, and the collections of all."""
    columns: dict[str, None] = {}
    collections: set[str] = set()
    for row in jsonl.read(rows, Row):
        collections.add(row.collection)
        if params.collections == "all" or row.collection in params.collections:
            columns.update(dict.fromkeys(row.cells))
    return list(columns), collections


def _chosen(params: CompileParams, rows: Path) -> Iterator[Row]:
    for row in jsonl.read(rows, Row):
        if params.collections == "all" or row.collection in params.collections:
            yield row


def _text(cell: str | tuple[str, ...]) -> str:
    return cell if isinstance(cell, str) else JOINED.join(cell)


def _check(params: CompileParams, blank: dict[str, int], number: int) -> None:
    for name, count in blank.items():
        if count > params.max_empty * number:
            raise SetupError(
                f"column '{name}' is blank in {count} of {number} rows, more than the share that "
                f"compile.max_empty allows ({params.max_empty:g}). Mend the files, map the column "
                "in parse.tables, or raise the limit."
            )
