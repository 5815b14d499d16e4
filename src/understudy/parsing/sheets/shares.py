"""Cells of .xlsx and .ods that are shown in percent: calamine gives their numbers alone."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from xml.parsers import expat

from understudy.parsing.sheets.zipped import CHUNK, REFERENCE

Place = tuple[int, int]
Start = Callable[[str, dict[str, str]], None]
BUILT_IN = {"9", "10"}
"""Number formats ``0%`` and ``0.00%``, which no file spells out."""
QUOTED = re.compile(r'"[^"]*"|\\.')
MOST = 1_000_000
"""Cells in percent of a workbook; more stay numbers."""
LARGEST_PART = 20_000_000
"""Bytes of the parts that list sheets and styles."""


def shares(data: bytes) -> dict[str, set[Place]]:
    """Return row and column, from 0, of the cells in percent by the name of their sheet.

    A workbook without such a format costs no second reading. A damaged part has no shares: who
    reads the cells says what is wrong.

    Args:
        data: A workbook whose archive and sizes are checked, of any kind.
    """
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "content.xml" in archive.NameToInfo:
            return _in_open_document(archive)
        styles = _styles(archive)
        if not styles:
            return {}
        return {
            name: _in_sheet(archive, path, styles)
            for name, path in _sheets(archive).items()
            if path in archive.NameToInfo
        }


def _read(archive: zipfile.ZipFile, path: str, start: Start, end: Start | None = None) -> None:
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


def _small(archive: zipfile.ZipFile, path: str) -> bool:
    found = archive.NameToInfo.get(path)
    return found is not None and found.file_size <= LARGEST_PART


def _styles(archive: zipfile.ZipFile) -> set[str]:
    """Return the numbers of the cell styles that show percent."""
    codes: dict[str, str] = {}
    formats: list[str] = []
    inside: list[str] = []

    def start(name: str, values: dict[str, str]) -> None:
        inside.append(name)
        if name == "numFmt":
            codes[values.get("numFmtId", "")] = values.get("formatCode", "")
        elif name == "xf" and "cellXfs" in inside[-2:]:
            formats.append(values.get("numFmtId", "0"))

    def end(name: str, _: dict[str, str]) -> None:  # noqa: ARG001  # the shape of a handler
        if inside:
            inside.pop()

    if _small(archive, "xl/styles.xml"):
        _read(archive, "xl/styles.xml", start, end)
    shown = BUILT_IN | {key for key, code in codes.items() if "%" in QUOTED.sub("", code)}
    return {str(place) for place, key in enumerate(formats) if key in shown}


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the paths of the sheets by name."""
    names: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(name: str, values: dict[str, str]) -> None:
        if name == "sheet":
            key = next((said for key, said in values.items() if key.endswith(":id")), "")
            names[values.get("name", "")] = key

    def relation(name: str, values: dict[str, str]) -> None:
        if name == "Relationship":
            target = posixpath.join("/xl", values.get("Target", ""))
            targets[values.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    for path, handler in (("xl/workbook.xml", sheet), ("xl/_rels/workbook.xml.rels", relation)):
        if _small(archive, path):
            _read(archive, path, handler)
    return {name: targets.get(key, "") for name, key in names.items()}


def _in_sheet(archive: zipfile.ZipFile, path: str, styles: set[str]) -> set[Place]:
    found: set[Place] = set()

    def start(name: str, values: dict[str, str]) -> None:
        if name == "c" and values.get("s") in styles and len(found) < MOST:
            place = REFERENCE.fullmatch(values.get("r", ""))
            if place is not None:
                column = 0
                for letter in place[1].upper():
                    column = column * 26 + ord(letter) - 64
                found.add((int(place[2]) - 1, column - 1))

    _read(archive, path, start)
    return found


def _in_open_document(archive: zipfile.ZipFile) -> dict[str, set[Place]]:
    walk = _OpenSheets()
    _read(archive, "content.xml", walk.start, walk.end)
    return walk.found


class _OpenSheets:
    """Counts cells and rows, each of which may stand for many."""

    def __init__(self) -> None:
        self.found: dict[str, set[Place]] = {}
        self._cells: set[Place] = set()
        self._row = self._column = 0
        self._rows = 1

    def start(self, name: str, values: dict[str, str]) -> None:
        """Open an element."""
        if name == "table":
            self._cells = self.found.setdefault(_value(values, "name"), set())
            self._row = 0
        elif name == "table-row":
            self._column, self._rows = 0, _times(values, "rows")
        elif name in {"table-cell", "covered-table-cell"}:
            columns = _times(values, "columns")
            shown = _value(values, "value-type") == "percentage"
            if shown and self._rows * columns < MOST - len(self._cells):
                self._cells |= {
                    (self._row + down, self._column + right)
                    for down in range(self._rows)
                    for right in range(columns)
                }
            self._column += columns

    def end(self, name: str, _: dict[str, str]) -> None:
        """Close an element."""
        if name == "table-row":
            self._row += self._rows


def _value(values: dict[str, str], name: str) -> str:
    return next((said for key, said in values.items() if key.rpartition(":")[2] == name), "")


def _times(values: dict[str, str], what: str) -> int:
    said = _value(values, f"number-{what}-repeated")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 8 else 1
