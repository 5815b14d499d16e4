"""Merged cells of .xlsb, of which calamine says nothing."""

import struct
import zipfile
from collections.abc import Iterator

from understudy.parsing.sheets.binary import binary_records
from understudy.parsing.sheets.parts import MOST_MERGED, Place, is_small, targets

Range = tuple[Place, Place]
BUNDLE, MERGED = 156, 176
"""BrtBundleSh, which names a sheet, and BrtMergeCell."""


def merged_cells(archive: zipfile.ZipFile) -> dict[str, list[Range]]:
    """Return the first and the last place of each merged cell by the name of its sheet.

    Args:
        archive: A workbook of any kind; one that is no .xlsb has none.

    References:
        [MS-XLSB] 2.4.304 BrtBundleSh, 2.4.693 BrtMergeCell.
    """
    if not is_small(archive, "xl/workbook.bin"):
        return {}
    paths = targets(archive, "xl/_rels/workbook.bin.rels")
    return {
        name: list(_in_binary(archive.read(paths[key])))
        for key, name in _bundles(archive.read("xl/workbook.bin"))
        if paths.get(key) in archive.NameToInfo
    }


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
    left = MOST_MERGED
    for kind, start, length in binary_records(sheet):
        if kind == MERGED and length >= 16 and left:
            top, bottom, first, last = struct.unpack_from("<4I", sheet, start)
            left -= 1
            yield (top, first), (bottom, last)
