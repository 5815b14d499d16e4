"""Presentations by python-pptx: placeholders, free boxes, groups, tables and charts."""

from pathlib import Path
from typing import Any

from bench.parsing.corpus.blocks import Heading, Listing, Made, Paragraph, Table, bare


def write(made: Made, path: Path) -> None:
    """Save a deck: a slide for each heading; boxes are added bottom first, as people do."""
    from pptx import Presentation

    deck = Presentation()
    slide: Any = None
    down = 0.0
    for block in made.blocks:
        if isinstance(block, Heading):
            slide = deck.slides.add_slide(deck.slide_layouts[0 if block.level == 1 else 5])
            slide.shapes.title.text = block.text
            down = 2.0 if block.level == 2 else 5.0
        elif isinstance(block, Paragraph):
            if block.text and len(slide.placeholders) > 1:
                slide.placeholders[1].text = bare(block.text)
            else:
                down = _box(slide, bare(block.text), down)
        elif isinstance(block, Listing):
            down = _listing(slide, block, down)
        elif isinstance(block, Table):
            down = _table(slide, block, down)
    deck.save(str(path))


def _box(slide: Any, text: str, down: float) -> float:
    from pptx.util import Inches

    box = slide.shapes.add_textbox(Inches(1), Inches(down), Inches(8), Inches(0.6))
    box.text_frame.word_wrap = True
    box.text_frame.text = text
    return down + 0.8


def _listing(slide: Any, listing: Listing, down: float) -> float:
    """Add one box a list, in a group with an empty frame."""
    from pptx.util import Inches

    group = slide.shapes.add_group_shape()
    box = group.shapes.add_textbox(Inches(1), Inches(down), Inches(8), Inches(3))
    frame = box.text_frame
    frame.word_wrap = True
    _fill(frame, listing, 0, first=True)
    return down + 3.2


def _fill(frame: Any, listing: Listing, level: int, *, first: bool = False) -> None:
    for item in listing.items:
        if isinstance(item, Listing):
            _fill(frame, item, level + 1)
            continue
        paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
        first = False
        paragraph.text = bare(item)
        paragraph.level = level
        mark = paragraph._p.get_or_add_pPr()
        bullet = mark.makeelement(f"{{{mark.nsmap['a']}}}buChar", {"char": "•"})
        mark.append(bullet)


def _table(slide: Any, table: Table, down: float) -> float:
    from pptx.util import Inches

    rows = (table.header, *table.rows)
    place = (Inches(1), Inches(down), Inches(8), Inches(0.4 * len(rows)))
    grid = slide.shapes.add_table(len(rows), len(table.header), *place).table
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            grid.cell(row, column).text = bare(cell)
    return down + 0.5 * len(rows)
