"""Workbooks made by code: what a library writes, and what none would."""

import io
import struct
import zipfile
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from unit.parsing.made import OFFICE, PACKAGE, zipped

Cells = dict[tuple[int, int], Any]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def workbook(**sheets: Cells) -> bytes:
    """Write .xlsx: values by row and column, by name of the sheet."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for (row, column), value in cells.items():
                sheet.write(row, column, value)
    return written.getvalue()


def grid(*lines: tuple[Any, ...]) -> Cells:
    """Number values by row and column, None left out."""
    return {
        (row, column): value
        for row, line in enumerate(lines)
        for column, value in enumerate(line)
        if value is not None
    }


def with_sheet(content: str, *, strings: str | None = None) -> bytes:
    """Write .xlsx with the XML of its one sheet, and of its shared texts, by hand."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(workbook(Sheet={(0, 0): "x"}))) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{MAIN}">{content}</worksheet>'.encode()
    if strings is not None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'.encode()
    return zipped(parts)


def ods(rows: str, *, name: str = "Лист") -> bytes:
    """Write .ods with the rows of its one sheet by hand."""
    content = f"""<office:document-content xmlns:office="{TABLE}office:1.0"
 xmlns:table="{TABLE}table:1.0" xmlns:text="{TABLE}text:1.0"><office:body><office:spreadsheet>
<table:table table:name="{name}">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""
    manifest = f"""<manifest:manifest xmlns:manifest="{TABLE}manifest:1.0"><manifest:file-entry
 manifest:full-path="/" manifest:media-type="{ODS}"/></manifest:manifest>"""
    return zipped(
        {
            "mimetype": ODS.encode(),
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def ods_cell(text: str, repeated: int = 1) -> str:
    """Write a cell of .ods with a text."""
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods_row(*cells: str, repeated: int = 1) -> str:
    """Write a row of .ods."""
    inner = "".join(cells)
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inner}</table:table-row>'


def record(kind: int, body: bytes) -> bytes:
    """Write a record of .xlsb: kind and length in groups of seven bits."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(body)
    return head + bytes([length & 0x7F | 0x80, length >> 7 & 0x7F]) + body


def xlsb(
    cells: Cells, *, merged: Sequence[tuple[int, int, int, int]] = (), further: bytes = b""
) -> bytes:
    """Write .xlsb with texts in the cells of its one sheet.

    Args:
        cells: Texts by row and column.
        merged: First row, last row, first and last column of the merged ones.
        further: Records behind that of the sheet in the list of sheets.
    """

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    sheet = record(129, b"") + record(148, struct.pack("<4I", 0, 1, 0, 1)) + record(145, b"")
    for (row, column), text in cells.items():
        sheet += record(0, struct.pack("<I", row) + bytes(21))
        sheet += record(6, struct.pack("<II", column, 0) + wide(text))
    sheet += record(146, b"")
    sheet += b"".join(record(176, struct.pack("<4I", *place)) for place in merged)
    sheet += record(130, b"")
    bundle = struct.pack("<II", 0, 1) + wide("rId1") + wide("Binary")
    book = record(131, b"") + record(143, b"") + record(156, bundle)
    book += further + record(144, b"")
    relations = f"""<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.bin"/>
</Relationships>"""
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>'.encode(),
            "xl/workbook.bin": book + record(132, b""),
            "xl/_rels/workbook.bin.rels": relations.encode(),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def xls(cells: Cells, *, sheets: int = 1, shared: int = 1) -> bytes:
    """Write .xls of Excel 97, every sheet the same cells; None = the shared text of that length."""

    def old(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    inner = old(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for (row, column), value in cells.items():
        place = struct.pack("<HHH", row, column, 0)
        if isinstance(value, str):
            text = value.encode("utf-16-le")
            inner += old(0x204, place + struct.pack("<HB", len(value), 1) + text)
        elif value is None:
            inner += old(0xFD, place + struct.pack("<I", 0))
        else:
            inner += old(0x203, place + struct.pack("<d", value))
    inner += old(0x0A, b"")

    def names(start: int) -> bytes:
        head = old(0x809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 0))
        head += old(0x42, struct.pack("<H", 1200))
        head += old(0xFC, struct.pack("<IIHB", 1, 1, shared, 0) + b"w" * shared)
        for number in range(sheets):
            name = f"Old {number}".encode()
            head += old(0x85, struct.pack("<IHBB", start, 0, len(name), 0) + name)
        return head + old(0x0A, b"")

    return ole("Workbook", names(len(names(0))) + inner)


def ole(name: str, content: bytes) -> bytes:
    """Write a container with one stream."""
    content = content.ljust(4096, b"\0")
    sectors = -(-len(content) // 512)
    tables = -(-(sectors + 2) // 127)
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain = [*range(2, sectors + 1), end]
    numbers = [end, *chain, *[table] * tables]
    numbers += [free] * (tables * 128 - len(numbers))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, tables, 0, 0, 4096, end, 0, end, 0)
    places = [sectors + 1 + number for number in range(tables)]
    head += struct.pack("<109I", *places, *[free] * (109 - tables))

    def entry(label: str, kind: int, child: int, start: int, size: int) -> bytes:
        wide = label.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<III", free, free, child)
        body = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide), kind, 1) + links
        return body + bytes(36) + struct.pack("<IQ", start, size)

    folder = entry("Root Entry", 5, 1, end, 0) + entry(name, 2, free, 1, len(content))
    return (
        head
        + folder.ljust(512, b"\0")
        + content.ljust(sectors * 512, b"\0")
        + struct.pack(f"<{len(numbers)}I", *numbers)
    )
