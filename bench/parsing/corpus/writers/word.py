"""Word files by python-docx, with the styles that Word itself offers."""

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
    spans,
)


def write(made: Made, path: Path) -> None:
    """Save a document; the library knows no footnotes, so there must be none in it."""
    import docx

    document = docx.Document()
    document.core_properties.title = made.title
    if made.running_head:
        document.sections[0].header.paragraphs[0].text = made.running_head
    for block in made.blocks:
        _write(document, block)
    if made.columns > 1:
        columns = document.sections[0]._sectPr.xpath("./w:cols")[0]
        columns.set(f"{{{columns.nsmap['w']}}}num", str(made.columns))
    document.save(str(path))


def _write(document: Any, block: Block) -> None:
    match block:
        case Heading(level, text):
            document.add_heading(text, level)
        case Paragraph(text):
            _runs(document.add_paragraph(), text)
        case Listing():
            _listing(document, block, 1)
        case Table():
            _table(document, block)
        case Code(text):
            paragraph = document.add_paragraph()
            run = paragraph.add_run(text)
            run.font.name = "Courier New"
        case Quote(text):
            _runs(document.add_paragraph(style="Intense Quote"), text)
        case Figure(caption):
            _runs(document.add_paragraph(style="Caption"), caption)


def _runs(paragraph: Any, text: str) -> None:
    for span in spans(text):
        if span.style == "note":
            raise AssertionError("python-docx writes no footnotes")
        run = paragraph.add_run(span.text)
        run.bold = span.style == "bold" or None
        run.italic = span.style == "italic" or None
        if span.style == "code":
            run.font.name = "Courier New"


def _listing(document: Any, listing: Listing, level: int) -> None:
    name = "List Number" if listing.is_numbered else "List Bullet"
    name = name if level == 1 else f"{name} {min(level, 3)}"
    number = _started(document, name) if listing.is_numbered else None
    for item in listing.items:
        if isinstance(item, Listing):
            _listing(document, item, level + 1)
        else:
            paragraph = document.add_paragraph(style=name)
            if number is not None:
                paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
            _runs(paragraph, item)


def _started(document: Any, style: str) -> int:
    """Return a numbering of its own for a list: lists of one style else count on and on."""
    rules = document.part.numbering_part.element
    linked = document.styles[style].element.pPr.numPr.numId.val
    (abstract,) = rules.xpath(f"./w:num[@w:numId={linked}]/w:abstractNumId/@w:val")
    started = rules.add_num(int(abstract))
    started.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(started.numId)


def _table(document: Any, table: Table) -> None:
    if table.caption:
        _runs(document.add_paragraph(style="Caption"), table.caption)
    rows = (table.header, *table.rows)
    grid = document.add_table(len(rows), len(table.header))
    if table.is_ruled:
        grid.style = "Table Grid"
    for place, row in enumerate(rows):
        for cell, text in zip(grid.rows[place].cells, row, strict=True):
            cell.text = text
    document.add_paragraph()
