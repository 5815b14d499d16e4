"""Cells of .xlsx that are shown in percent: calamine gives their numbers alone."""

import re
import zipfile

from understudy.parsing.sheets.parts import MOST_SHARES, Place, is_small, read, targets
from understudy.parsing.sheets.zipped import REFERENCE

BUILT_IN = {"9", "10"}
"""Number formats ``0%`` and ``0.00%``, which no file spells out."""
QUOTED = re.compile(r'"[^"]*"|\\.')


def shares(archive: zipfile.ZipFile) -> dict[str, set[Place]]:
    """Return row and column, from 0, of the cells in percent by the name of their sheet.

    A workbook without such a format costs no second reading.

    Args:
        archive: A workbook of any kind; one that is no .xlsx has none.
    """
    styles = _styles(archive)
    if not styles:
        return {}
    return {
        name: _in_sheet(archive, path, styles)
        for name, path in _sheets(archive).items()
        if path in archive.NameToInfo
    }


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

    if is_small(archive, "xl/styles.xml"):
        read(archive, "xl/styles.xml", start, end)
    shown = BUILT_IN | {key for key, code in codes.items() if "%" in QUOTED.sub("", code)}
    return {str(place) for place, key in enumerate(formats) if key in shown}


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the paths of the sheets by name."""
    names: dict[str, str] = {}

    def sheet(name: str, values: dict[str, str]) -> None:
        if name == "sheet":
            key = next((said for key, said in values.items() if key.endswith(":id")), "")
            names[values.get("name", "")] = key

    if is_small(archive, "xl/workbook.xml"):
        read(archive, "xl/workbook.xml", sheet)
    paths = targets(archive, "xl/_rels/workbook.xml.rels")
    return {name: paths.get(key, "") for name, key in names.items()}


def _in_sheet(archive: zipfile.ZipFile, path: str, styles: set[str]) -> set[Place]:
    found: set[Place] = set()

    def start(name: str, values: dict[str, str]) -> None:
        if name == "c" and values.get("s") in styles and len(found) < MOST_SHARES:
            place = REFERENCE.fullmatch(values.get("r", ""))
            if place is not None:
                column = 0
                for letter in place[1].upper():
                    column = column * 26 + ord(letter) - 64
                found.add((int(place[2]) - 1, column - 1))

    read(archive, path, start)
    return found
