"""PDF by fpdf2: cells placed one below the other, as simple programs print invoices."""

from pathlib import Path
from typing import Any

from bench.parsing.corpus.blocks import (
    Block,
    Code,
    Figure,
    Heading,
    Listing,
    Made,
    Paragraph,
    Quote,
    Table,
    bare,
    notes,
)

FONTS = Path("/usr/share/fonts/truetype/liberation")
SIZES = {1: 20, 2: 14, 3: 11.5}


def write(made: Made, path: Path) -> None:
    """Print a document in one column; fonts without Chinese or Hebrew letters."""
    from fpdf import FPDF

    class Page(FPDF):  # type: ignore[misc]  # no types come with it
        def header(self) -> None:
            if made.running_head:
                self.set_font("main", size=8)
                self.cell(0, 6, made.running_head, align="R", new_x="LMARGIN", new_y="NEXT")
                self.ln(4)

        def footer(self) -> None:
            if made.is_paged:
                self.set_y(-15)
                self.set_font("main", size=8)
                self.cell(0, 8, f"{self.page_no()} / {{nb}}", align="C")

    pdf = Page(format="A4")
    pdf.add_font("main", "", FONTS / "LiberationSans-Regular.ttf")
    pdf.add_font("main", "B", FONTS / "LiberationSans-Bold.ttf")
    pdf.add_font("mono", "", FONTS / "LiberationMono-Regular.ttf")
    pdf.set_title(made.title)
    pdf.add_page()
    for block in made.blocks:
        _write(pdf, block)
    for number, note in enumerate(notes(made), 1):
        _line(pdf, f"{number} {note}", size=7.5)
    pdf.output(str(path))


def _line(pdf: Any, text: str, *, size: float = 10, bold: bool = False, indent: float = 0) -> None:
    pdf.set_font("main", "B" if bold else "", size)
    pdf.set_x(pdf.l_margin + indent)
    pdf.multi_cell(0, size * 0.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)


def _write(pdf: Any, block: Block) -> None:
    match block:
        case Heading(level, text):
            pdf.ln(3)
            _line(pdf, bare(text), size=SIZES[level], bold=True)
        case Paragraph(text):
            _line(pdf, bare(text))
        case Quote(text):
            _line(pdf, bare(text), indent=12)
        case Listing():
            _listing(pdf, block, 4)
        case Code(text):
            pdf.set_font("mono", "", 8.5)
            pdf.multi_cell(0, 4.2, text, align="L", new_x="LMARGIN", new_y="NEXT")
            pdf.ln(2)
        case Figure(caption):
            pdf.rect(pdf.get_x(), pdf.get_y(), 40, 12, style="F")
            pdf.ln(14)
            _line(pdf, bare(caption), size=8.5)
        case Table():
            _table(pdf, block)


def _listing(pdf: Any, listing: Listing, indent: float) -> None:
    number = 0
    for item in listing.items:
        if isinstance(item, Listing):
            _listing(pdf, item, indent + 7)
        else:
            number += 1
            mark = f"{number}." if listing.is_numbered else "•"
            _line(pdf, f"{mark} {bare(item)}", indent=indent)


def _table(pdf: Any, table: Table) -> None:
    if table.caption:
        _line(pdf, bare(table.caption), size=8.5)
    pdf.set_font("main", "", 9)
    layout = "ALL" if table.is_ruled else "NONE"
    with pdf.table(borders_layout=layout, text_align="LEFT", line_height=5) as grid:
        for cells in (table.header, *table.rows):
            row = grid.row()
            for cell in cells:
                row.cell(bare(cell))
    pdf.ln(3)
