"""Tables in JSON or JSON Lines: flat objects, one a row."""

from typing import Any

from understudy.core.errors import InputError
from understudy.parsing.decoding import composed, plain
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.params import ParseParams
from understudy.parsing.sheets.tables import Origin, rows


@PARSERS.register("table_json")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one row an object; the columns are all the keys, in the order they first stand.

    Raises:
        InputError: No object is flat, or the table is not as ``parse.tables`` says.
    """
    columns: dict[str, None] = {}
    lines: list[tuple[int, dict[str, Any]]] = []
    broken = list(file.json.broken)
    for number, value in file.json.values:
        if isinstance(value, dict) and value:
            flat = {composed(plain(key)).strip(): cell for key, cell in value.items()}
            columns.update(dict.fromkeys(flat))
            lines.append((number, flat))
        else:
            why = "no object with a value a column"
            broken.append(InputError(f"{file.place}:{number}", why, reason="bad_row"))
    return rows(file, params, list(columns), lines, broken, Origin(native=True))
