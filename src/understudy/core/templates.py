"""Texts with ``{column}`` in them, filled from a row."""

import json
import re
from collections.abc import Mapping

from understudy.core.errors import InputError, SetupError, unknown_name
from understudy.core.records import Row

PLACE = re.compile(r"\{([^{}\"]+)\}")
AS_JSON = "|json"
"""Behind a column's name: the cell as a text of JSON, in quotes, with what needs it escaped."""


def columns(template: str) -> list[str]:
    """Return the columns that a template names, in order; one that stands twice comes twice.

    >>> columns('{"organ": {organ|json}, "has_finding": {has_finding}}')
    ['organ', 'has_finding']
    """
    return [place.removesuffix(AS_JSON) for place in PLACE.findall(template)]


def fill(template: str, row: Row, *, where: str, blank_ok: bool = False) -> str:
    """Fill a template from a row's cells; a cell with several texts is joined with "; ".

    Unlike `str.format`, any column name works, dots and spaces included, and braces that enclose
    no column name (JSON) stay. ``{column|json}`` is the cell as a text of JSON, so that an answer
    in JSON stays valid whatever the cell holds.

    Args:
        template: Text with ``{column}``.
        row: Where the cells are.
        where: The parameter that holds the template, for the message.
        blank_ok: Let blank cells pass.

    Raises:
        SetupError: The table has no such column.
        InputError: A cell that the template names, or the whole text, is blank (``blank_cell``).
    """
    cells = {column: column_text(row.cells, column, where) for column in columns(template)}
    text = PLACE.sub(lambda found: _written(found[1], cells), template).strip()
    if not blank_ok:
        blank = [column for column, cell in cells.items() if not cell.strip()]
        if blank or not text:
            why = f"column '{blank[0]}' is blank" if blank else f"{where} gives a blank text"
            raise InputError(row.id, why, reason="blank_cell")
    return text


def _written(place: str, cells: Mapping[str, str]) -> str:
    column = place.removesuffix(AS_JSON)
    cell = cells[column]
    return cell if column == place else json.dumps(cell, ensure_ascii=False)


def column_text(cells: Mapping[str, str | tuple[str, ...]], column: str, where: str) -> str:
    """Return a cell as text.

    Raises:
        SetupError: The table has no such column.
    """
    if column not in cells:
        raise SetupError(f"{where}: {unknown_name('column', column, cells)}")
    cell = cells[column]
    return cell if isinstance(cell, str) else "; ".join(cell)
