"""Merged cells of .ods and .xlsb, of which calamine says nothing."""

import io
import struct
import zipfile
from collections import defaultdict
from collections.abc import Iterator

from understudy.parsing.sheets.binary import binary_records
from understudy.parsing.sheets.parts import OpenCell, Place, each_open_cell, is_small, targets

Range = tuple[Place, Place]
MOST = 200_000
"""Merged cells of a workbook; of more, the rest stand in their first place alone."""
BUNDLE, MERGED = 156, 176
"""BrtBundleSh, which names a sheet, and BrtMergeCell."""


def merged_cells(data: bytes) -> dict[str, list[Range]]:
    """Return the first and the last place of each merged cell by the name of its sheet.

    Args:
        data: A workbook whose archive and sizes are checked, of any kind.

    References:
        [MS-XLSB] 2.4.304 BrtBundleSh, 2.4.693 BrtMergeCell.
    """
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "content.xml" in archive.NameToInfo:
            return _in_open_document(archive)
        if not is_small(archive, "xl/workbook.bin"):
            return {}
        paths = targets(archive, "xl/_rels/workbook.bin.rels")
        return {
            name: list(_in_binary(archive.read(paths[key])))
            for key, name in _bundles(archive.read("xl/workbook.bin"))
            if paths.get(key) in archive.NameToInfo
        }


def _in_open_document(archive: zipfile.ZipFile) -> dict[str, list[Range]]:
    found: defaultdict[str, list[Range]] = defaultdict(list)
    total = 0

    def seen(cell: OpenCell) -> None:
        nonlocal total
        (rows, columns), (high, wide) = cell.repeated, cell.spanned
        if high == wide == 1 or total + rows * columns > MOST:
            return
        total += rows * columns
        for row in range(cell.start[0], cell.start[0] + rows):
            for column in range(cell.start[1], cell.start[1] + columns):
                found[cell.sheet].append(((row, column), (row + high - 1, column + wide - 1)))

    each_open_cell(archive, seen)
    return found


def _bundles(book: bytes) -> Iterator[tuple[str, str]]:
    """Yield key and name of the sheets of .xlsb; damage ends it."""
    for kind, start, length in binary_records(book):
        if kind != BUNDLE:
            continue
        said, at = [], start + 8
        for _ in range(2):
            if at + 4 > start + length:
                return
            end = at + 4 + 2 * struct.unpack_from("<I", book, at)[0]
            said.append(book[at + 4 : min(end, start + length)].decode("utf-16-le", "replace"))
            at = end
        yield said[0], said[1]


def _in_binary(sheet: bytes) -> Iterator[Range]:
    left = MOST
    for kind, start, length in binary_records(sheet):
        if kind == MERGED and length >= 16 and left:
            top, bottom, first, last = struct.unpack_from("<4I", sheet, start)
            left -= 1
            yield (top, first), (bottom, last)
