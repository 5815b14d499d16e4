"""Tables in JSON or JSON Lines: flat objects, one a row.

Files that ``parse.tables`` names may be datasets of dialogues: their lists of turns become columns.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.decoding import composed, plain
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.json_streams import JsonStream
from understudy.parsing.nested import flattened
from understudy.parsing.params import ParseParams
from understudy.parsing.sheets.tables import Again, Line, Origin, rows


@PARSERS.register("table_json")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one row an object; the columns are all the keys, in the order they first stand.

    Raises:
        InputError: No object is a row, or the table is not as ``parse.tables`` says.
    """
    columns: dict[str, None] = {}
    broken: list[InputError] = []
    lines = partial(_lines, file)
    for line in lines():
        if isinstance(line, InputError):
            broken.append(line)
        else:
            columns.update(dict.fromkeys(line[1]))
    broken = [*file.values.broken, *broken]
    if isinstance(file.values, JsonStream):
        good: Iterable[Line] = Again(lambda: _good(lines()))
    else:
        good = list(_good(lines()))
    return rows(file, params, list(columns), good, broken, Origin(native=True))


def _good(lines: Iterable[Line | InputError]) -> Iterator[Line]:
    return (line for line in lines if not isinstance(line, InputError))


def _lines(file: RawFile) -> Iterator[Line | InputError]:
    """Yield the number of each object and its values by column, or why it is no row."""
    for number, value in file.values:
        if not isinstance(value, dict) or not value:
            why = "no object with a value a column"
            yield InputError(f"{file.place}:{number}", why, reason="bad_row")
            continue
        flat = {composed(plain(key)).strip(): cell for key, cell in value.items()}
        if file.table is None:
            yield number, flat
            continue
        done = attempt(partial(flattened, where=f"{file.place}:{number}"), flat)
        if done.value is not None:
            yield number, done.value
        elif done.failure is not None:
            yield done.failure
