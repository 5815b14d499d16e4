"""The XML parts of a workbook, read for what calamine does not tell."""

import posixpath
import zipfile
from collections.abc import Callable, Mapping
from typing import NamedTuple
from xml.parsers import expat

from understudy.parsing.sheets.zipped import CHUNK

Start = Callable[[str, dict[str, str]], None]
Place = tuple[int, int]
LARGEST_PART = 20_000_000
"""Bytes of the parts that list sheets and styles."""
MOST_MERGED = 200_000
"""Merged cells of a workbook; of more, the rest stand in their first place alone."""
MOST_SHARES = 1_000_000
"""Cells in percent of a sheet; more stay numbers."""


class Shown(NamedTuple):
    """How the cells of a workbook are shown; what is not there has nothing of the kind."""

    shares: Mapping[str, set[Place]]
    """Name of a sheet to row and column, from 0, of its cells in percent."""
    merged: Mapping[str, list[tuple[Place, Place]]]
    """Name of a sheet to first and last place of its merged cells."""


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
