"""The XML parts of a workbook, read for what calamine does not tell."""

import posixpath
import re
import zipfile
from collections.abc import Callable
from typing import NamedTuple
from xml.parsers import expat

from understudy.parsing.sheets.zipped import CHUNK

Start = Callable[[str, dict[str, str]], None]
Place = tuple[int, int]
LARGEST_PART = 20_000_000
"""Bytes of the parts that list sheets and styles."""
_TIMES = re.compile(r"0*[1-9][0-9]{0,6}", re.ASCII)


class OpenCell(NamedTuple):
    """A cell of OpenDocument, which may stand for many equal ones."""

    sheet: str
    start: Place
    """Row and column, from 0."""
    repeated: tuple[int, int]
    """Rows and columns that it stands for."""
    spanned: tuple[int, int]
    """Rows and columns over which it is merged."""
    kind: str
    """What its value is, e.g. ``percentage``."""


def read(archive: zipfile.ZipFile, path: str, start: Start, end: Start | None = None) -> None:
    """Go through the elements of a part; names come without prefixes. Damage ends it."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, values: start(name.rpartition(":")[2], values)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2], {})
    with archive.open(path) as part:
        while chunk := part.read(CHUNK):
            try:
                parser.Parse(chunk, False)
            except expat.ExpatError:
                return


def is_small(archive: zipfile.ZipFile, path: str) -> bool:
    """Tell whether there is a part, and it is of a likely size."""
    found = archive.NameToInfo.get(path)
    return found is not None and found.file_size <= LARGEST_PART


def targets(archive: zipfile.ZipFile, path: str) -> dict[str, str]:
    """Return the paths of the parts that ``xl/workbook`` refers to, by the keys of its relations.

    Args:
        archive: The workbook.
        path: Of the relations, below ``xl/_rels``.
    """
    found: dict[str, str] = {}

    def relation(name: str, values: dict[str, str]) -> None:
        if name == "Relationship":
            target = posixpath.join("/xl", values.get("Target", ""))
            found[values.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    if is_small(archive, path):
        read(archive, path, relation)
    return found


def each_open_cell(archive: zipfile.ZipFile, seen: Callable[[OpenCell], None]) -> None:
    """Show the cells of an OpenDocument workbook, one after the other."""
    walk = _OpenCells(seen)
    read(archive, "content.xml", walk.start, walk.end)


class _OpenCells:
    """Counts cells and rows, each of which may stand for many."""

    def __init__(self, seen: Callable[[OpenCell], None]) -> None:
        self._seen = seen
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
            spanned = _times(values, "rows-spanned"), _times(values, "columns-spanned")
            place, kind = (self._row, self._column), _value(values, "value-type")
            self._seen(OpenCell(self._sheet, place, (self._rows, columns), spanned, kind))
            self._column += columns

    def end(self, name: str, _: dict[str, str]) -> None:
        """Close an element."""
        if name == "table-row":
            self._row += self._rows


def _value(values: dict[str, str], name: str) -> str:
    return next((said for key, said in values.items() if key.rpartition(":")[2] == name), "")


def _times(values: dict[str, str], what: str) -> int:
    said = _value(values, f"number-{what}")
    return int(said) if _TIMES.fullmatch(said) else 1
