"""The handbook's spring chapter as PDF, the leaflet as DOCX, a diary page as a scanned PNG.

Every file is written without its time of writing, so that the same text gives the same bytes.
"""

import io
import zipfile
from datetime import UTC, datetime
from random import Random
from typing import Any

import pymupdf
from docx import Document
from PIL import Image

from lindenyard.markdown import Block, blocks

PAGE_WIDTH, PAGE_HEIGHT = 420, 595
MARGIN = 52
SCAN_DPI = 170
SCAN_ANGLE = 0.4

_STYLES = {
    "title": ("hebo", 20.0, 0.0, 16.0),
    "heading": ("hebo", 14.0, 12.0, 5.0),
    "paragraph": ("helv", 10.5, 0.0, 6.0),
    "bullet": ("helv", 10.5, 0.0, 3.0),
}
"""Font, size, space before and after, in points."""

_LEADING = 1.35
_BULLET_INDENT = 14
_MOMENT = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
_GREY_STEP = 17
"""Scanned greys are rounded to 16 levels: light noise, and still a small file."""


class _Sheet:
    """Sets lines of text on as many pages as they need."""

    def __init__(self) -> None:
        self.pdf = pymupdf.open()
        self._fonts = {name: pymupdf.Font(name) for name in ("helv", "hebo")}
        self._turn()

    def add(self, block: Block) -> None:
        """Set a block; a heading never stays alone at the foot of a page."""
        font, size, before, after = _STYLES[block.kind]
        indent = _BULLET_INDENT if block.kind == "bullet" else 0
        lines = self._wrap(block.text, font, size, PAGE_WIDTH - 2 * MARGIN - indent)
        needed = before + (len(lines) + 3 * (block.kind == "heading")) * size * _LEADING
        if self._y + min(needed, 5 * size * _LEADING) > PAGE_HEIGHT - MARGIN:
            self._turn()
        self._y += before
        for at, line in enumerate(lines):
            if self._y + size * _LEADING > PAGE_HEIGHT - MARGIN:
                self._turn()
            self._y += size * _LEADING
            if block.kind == "bullet" and at == 0:
                self._write(MARGIN, "•", font, size)
            self._write(MARGIN + indent, line, font, size)
        self._y += after

    def done(self) -> bytes:
        """Finish the last page and hand over the file."""
        self._end_page()
        self.pdf.subset_fonts()
        stamp = _MOMENT.strftime("D:%Y%m%d%H%M%SZ")
        self.pdf.set_metadata({"title": "Spring Work", "creationDate": stamp, "modDate": stamp})
        written: bytes = self.pdf.tobytes(garbage=3, deflate=True, no_new_id=True)
        return written

    def _wrap(self, text: str, font: str, size: float, width: float) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if self._fonts[font].text_length(longer, size) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _write(self, x: float, text: str, font: str, size: float) -> None:
        self._writer.append((x, self._y), text, font=self._fonts[font], fontsize=size)

    def _turn(self) -> None:
        if self.pdf.page_count:
            self._end_page()
        self._page = self.pdf.new_page(width=PAGE_WIDTH, height=PAGE_HEIGHT)
        self._writer = pymupdf.TextWriter(self._page.rect)
        self._y = float(MARGIN)

    def _end_page(self) -> None:
        self._y = PAGE_HEIGHT - MARGIN / 2
        number = str(self.pdf.page_count)
        self._write(PAGE_WIDTH / 2, number, "helv", 9.0)
        self._writer.write_text(self._page)


def chapter_pdf(source: str) -> bytes:
    """Set a chapter of the handbook as a PDF of small pages with page numbers."""
    sheet = _Sheet()
    for block in blocks(source):
        sheet.add(block)
    return sheet.done()


def leaflet_docx(source: str) -> bytes:
    """Write a Word file with real heading styles, a real list and a real table."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = "Your First Visit to the Bees", "Linden Yard"
    properties.created = properties.modified = _MOMENT.replace(tzinfo=None)
    rows: list[Block] = []
    for block in [*blocks(source), Block("end", "")]:
        if rows and block.kind != "row":
            _add_table(document, rows)
            rows = []
        if block.kind == "row":
            rows.append(block)
        elif block.kind in {"title", "heading"}:
            document.add_heading(block.text, level=1 if block.kind == "title" else 2)
        elif block.kind == "bullet":
            document.add_paragraph(block.text, style="List Bullet")
        elif block.kind == "paragraph":
            document.add_paragraph(block.text)
    written = io.BytesIO()
    document.save(written)
    return _without_times(written.getvalue())


def diary_png(source: str, rng: Random) -> bytes:
    """Render a typed page and make it look scanned: grey, tilted, with specks and soft noise."""
    pdf = pymupdf.open()
    page = pdf.new_page(width=PAGE_WIDTH, height=PAGE_HEIGHT)
    title, _, body = source.strip().partition("\n")
    page.insert_text((44, 62), title, fontname="tibo", fontsize=17)
    area = pymupdf.Rect(44, 78, PAGE_WIDTH - 44, PAGE_HEIGHT - 30)
    left = page.insert_textbox(area, body.strip(), fontname="tiro", fontsize=12, lineheight=1.4)
    if left < 0:
        raise ValueError(f"the diary page is {-left:.0f} points too long; shorten its text")
    shot = page.get_pixmap(dpi=SCAN_DPI, colorspace=pymupdf.csGRAY)
    scan = Image.frombytes("L", (shot.width, shot.height), shot.samples)
    scan = scan.rotate(SCAN_ANGLE, resample=Image.Resampling.BICUBIC, fillcolor=255)
    noisy = bytearray(scan.point(lambda grey: round(grey * 0.9 + 8)).tobytes())
    for _ in range(len(noisy) // 40):
        at = rng.randrange(len(noisy))
        noisy[at] = max(0, min(255, noisy[at] + rng.choice((-34, -17, 17, 34))))
    paper = bytes(min(255, round(grey / _GREY_STEP) * _GREY_STEP) for grey in noisy)
    written = io.BytesIO()
    Image.frombytes("L", scan.size, paper).save(written, "PNG", optimize=True, dpi=(SCAN_DPI,) * 2)
    return written.getvalue()


def _add_table(document: Any, rows: list[Block]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0].cells), style="Table Grid")
    for row, block in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, block.cells, strict=True):
            cell.text = text


def _without_times(archive: bytes) -> bytes:
    """Pack a zip file again with one fixed time for every member."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            member = zipfile.ZipInfo(name, date_time=(2025, 3, 1, 9, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return written.getvalue()
