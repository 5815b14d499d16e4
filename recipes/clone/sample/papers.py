"""A price list as DOCX and a screenshot of a chat as PNG, the same bytes for the same words."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pymupdf
from docx import Document
from PIL import Image

MOMENT = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
WIDTH, HEIGHT = 360, 560
SHADES = 16
"""Greys of the picture: enough for letters, and a small file."""


def price_list(source: Path) -> bytes:
    """Write a Word file with headings, paragraphs and a table from lines with marks."""
    document = Document()
    document.core_properties.title = "Third Gear: prices"
    document.core_properties.author = "Third Gear"
    document.core_properties.created = document.core_properties.modified = MOMENT.replace(
        tzinfo=None
    )
    lines = source.read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("|")]
    table = None
    for line in filter(None, lines):
        if line.startswith("#"):
            document.add_heading(line.lstrip("# "), level=line.count("#", 0, 3))
        elif not line.startswith("|"):
            document.add_paragraph(line)
        elif table is None:
            table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
            for place, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(place.cells, cells, strict=True):
                    cell.text = text
    written = io.BytesIO()
    document.save(written)
    return _without_times(written.getvalue())


def screenshot(title: str, said: list[tuple[bool, str, str]]) -> bytes:
    """Draw a phone's screen: whose it is stands on the right.

    Args:
        title: Whom the chat is with.
        said: For each message whether it is the owner's, its text, its time.
    """
    pdf = pymupdf.open()
    page = pdf.new_page(width=WIDTH, height=HEIGHT)
    page.draw_rect(page.rect, color=None, fill=(0.94, 0.94, 0.94))
    page.draw_rect(pymupdf.Rect(0, 0, WIDTH, 44), color=None, fill=(0.8, 0.8, 0.8))
    page.insert_text((60, 28), title, fontname="hebo", fontsize=15)
    top = 62.0
    for is_own, text, time in said:
        lines = _wrapped(text)
        width = max(pymupdf.get_text_length(line, "helv", 13) for line in [*lines, f"{text[:8]}"])
        width = max(width, 64) + 40
        height = 18 * len(lines) + 12
        left = WIDTH - 14 - width if is_own else 14
        box = pymupdf.Rect(left, top, left + width, top + height)
        page.draw_rect(box, color=None, fill=(0.86, 0.86, 0.86) if is_own else (1, 1, 1))
        for number, line in enumerate(lines):
            page.insert_text((left + 8, top + 19 + 18 * number), line, fontsize=13)
        page.insert_text((left + width - 31, top + height - 5), time, fontsize=9)
        top += height + 12
    shot = page.get_pixmap(dpi=160, colorspace=pymupdf.csGRAY)
    picture = Image.frombytes("L", (shot.width, shot.height), shot.samples)
    written = io.BytesIO()
    picture.quantize(SHADES).save(written, "PNG", optimize=True)
    return written.getvalue()


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pymupdf.get_text_length(longer, "helv", 13) <= WIDTH * 0.6:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


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
