"""How large the sheets of .xls and .xlsb are: both are lists of numbered records.

References:
    [MS-XLS] Excel Binary File Format, section 2.4; [MS-XLSB] section 2.3.
"""

import struct
from collections.abc import Iterator

from understudy.parsing.ole import OleError, stream
from understudy.parsing.sheets.sizes import Sheet, Sizes

MOST_RECORDS = 20_000_000
"""Records that are looked at in an old or binary workbook."""
OLD_CELLS = {0x06, 0xD6, 0xFD, 0x27E, 0x203, 0x204, 0x205}
"""FORMULA, RSTRING, LABELSST, RK, NUMBER, LABEL, BOOLERR: row and column come first."""
OLD_SHARED = 0xFD
OLD_RUN = 0xBD
"""MULRK: row, first column, 6 bytes a cell, last column."""


def check_old(data: bytes, where: str) -> None:
    """Measure the sheets of a workbook of Excel 5 to 2003.

    Raises:
        InputError: They are too large (``too_large``), or it is damaged (``bad_spreadsheet``).
    """
    sizes = Sizes(where)
    try:
        book = stream(data, ("Workbook", "Book"))
        starts = [
            struct.unpack_from("<I", body)[0] for kind, body in _biff(book, 0) if kind == 0x85
        ]
        shared = _old_strings(book)
        records = 0
        for start in starts:
            sheet = Sheet(sizes)
            for kind, body in _biff(book, start):
                _old_cell(kind, body, sheet, shared)
                records += 1
            sizes.add(sheet)
            if records > MOST_RECORDS:
                raise sizes.damaged(f"more than {MOST_RECORDS} records")
    except (OleError, struct.error) as error:
        raise sizes.damaged(error) from error


def _old_cell(kind: int, body: bytes, sheet: Sheet, shared: list[int]) -> None:
    if kind in OLD_CELLS:
        place = struct.unpack_from("<I", body, 6)[0] if kind == OLD_SHARED else len(shared)
        characters = shared[place] if place < len(shared) else 0
        sheet.fill(*struct.unpack_from("<HH", body), characters=characters)
    elif kind == OLD_RUN:
        row, first = struct.unpack_from("<HH", body)
        for column in range(first, first + (len(body) - 6) // 6):
            sheet.fill(row, column)


def _old_strings(book: bytes) -> list[int]:
    """Return the lengths of the texts that cells share, as far as they can be told."""
    parts: list[bytes] = []
    for kind, body in _biff(book, 0):
        if kind == 0xFC and not parts:
            parts = [body[8:]]
        elif kind == 0x3C and parts:
            parts.append(body)
        elif parts:
            break
    lengths, at = [], _Place(parts)
    while (head := at.take(3)) is not None:
        length, flags = struct.unpack("<HB", head)
        runs = at.take(2) if flags & 8 else b"\0\0"
        extra = at.take(4) if flags & 4 else bytes(4)
        if runs is None or extra is None:
            break
        lengths.append(length)
        at.skip_text(length, flags & 1)
        at.skip(4 * struct.unpack("<H", runs)[0] + struct.unpack("<I", extra)[0])
    return lengths


class _Place:
    """A place in a text table, which records cut: a cut within a text repeats its width."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts = parts
        self._part = self._at = 0

    def take(self, count: int) -> bytes | None:
        """Return the next bytes; None at the end. A head is never cut."""
        if self._left() == 0:
            self._next()
        if self._left() < count:
            return None
        self._at += count
        return self._parts[self._part][self._at - count : self._at]

    def skip(self, count: int) -> None:
        """Pass over bytes."""
        while count > 0 and self._part < len(self._parts):
            step = min(count, self._left())
            self._at += step
            count -= step
            if count:
                self._next()

    def skip_text(self, length: int, is_wide: int) -> None:
        """Pass over characters of one or two bytes."""
        while length > 0 and self._part < len(self._parts):
            step = min(length, self._left() // (1 + is_wide))
            self._at += step * (1 + is_wide)
            length -= step
            if length:
                self._next()
                flags = self.take(1)
                is_wide = flags[0] & 1 if flags else 0

    def _left(self) -> int:
        return len(self._parts[self._part]) - self._at if self._part < len(self._parts) else 0

    def _next(self) -> None:
        self._part, self._at = self._part + 1, 0


def days_from_1904(data: bytes) -> bool:
    """Tell whether a workbook of Excel 5 to 2003 counts days from 1904; the first record says so.

    References:
        [MS-XLS] 2.4.77 Date1904.
    """
    book = stream(data, ("Workbook", "Book"))
    marks = (body for kind, body in _biff(book, 0) if kind == 0x22 and len(body) >= 2)
    return any(struct.unpack_from("<H", body)[0] == 1 for body in marks)


def _biff(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records from an offset to the end of the sheet."""
    while start + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, start)
        yield kind, book[start + 4 : start + 4 + length]
        start += 4 + length
        if kind == 0x0A:
            return


def binary_strings(data: bytes) -> list[int]:
    """Return the lengths of the texts of .xlsb."""
    return [
        struct.unpack_from("<I", data, start + 1)[0]
        for kind, start, length in binary_records(data)
        if kind == 19 and length >= 5
    ]


def binary_sheet(data: bytes, sizes: Sizes, shared: list[int]) -> Sheet:
    """Measure a sheet of .xlsb: records of its rows (0) and cells (2 to 11), between two marks."""
    sheet, row, within = Sheet(sizes), 0, False
    for kind, start, length in binary_records(data):
        if kind in {145, 146}:
            within = kind == 145
        elif within and kind == 0 and length >= 4:
            row = struct.unpack_from("<I", data, start)[0]
        elif within and 2 <= kind <= 11 and length >= 8:
            column = struct.unpack_from("<I", data, start)[0]
            place = (
                struct.unpack_from("<I", data, start + 8)[0] if kind == 7 and length >= 12 else -1
            )
            known = 0 <= place < len(shared)
            sheet.fill(row, column, characters=shared[place] if known else 0)
    return sheet


def binary_records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield kind, start and length of the records of .xlsb; the last may be cut."""
    at = 0
    while at < len(data):
        kind = data[at]
        at += 1
        if kind & 0x80 and at < len(data):
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        for byte in data[at : at + 4]:
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if at + length > len(data):
            return
        yield kind, at, length
        at += length
