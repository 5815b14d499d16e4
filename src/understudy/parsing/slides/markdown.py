"""From the texts of an old presentation to Markdown."""

from understudy.parsing.decoding import composed, plain
from understudy.parsing.documents import tidy
from understudy.parsing.slides.atoms import BODIES, TITLES, Box, Slide

SAME_ROW = 58
"""Shapes whose tops differ by up to a tenth of an inch (of 576 units) stand beside each other."""
NUMBER = "*"
"""What stands for the number of a slide, its date and the like."""


def to_markdown(slide: Slide, notes: Slide | None, number: int) -> tuple[str | None, str]:
    """Return a slide's own title, if it has one, and its Markdown with a heading.

    Args:
        slide: The slide.
        notes: What its speaker wrote of it.
        number: Its place in the deck, from 1.
    """
    title, blocks = None, []
    for box in _in_order([box for box in slide.boxes if not box.is_repeated]):
        lines = _lines(box)
        if (box.is_title or box.kind in TITLES) and title is None:
            title = " ".join(" ".join(lines).split()) or None
        elif lines:
            blocks.append(_written(lines, is_list=box.is_list or box.kind in BODIES))
    about = [line for box in notes.boxes if box.kind == 2 for line in _lines(box)] if notes else []
    if about:
        said = "\n".join(about).split("\n")
        blocks.append("\n".join(f"> {line}" for line in [f"Notes: {said[0]}", *said[1:]]))
    text = "\n\n".join([f"## {title or f'Slide {number}'}", *blocks])
    return title, composed(plain(tidy(text)))


def _lines(box: Box) -> list[str]:
    paragraphs = (box.text or "").replace("\v", "\n").split("\r")
    lines = [paragraph.strip() for paragraph in paragraphs]
    return [line for line in lines if line not in {"", NUMBER}]


def _written(lines: list[str], *, is_list: bool) -> str:
    if is_list and len(lines) > 1:
        return "\n".join(f"- {' '.join(line.split())}" for line in lines)
    return "\n\n".join(lines)


def _in_order(boxes: list[Box]) -> list[Box]:
    """Sort texts into rows from top to bottom, and each row from left to right."""
    ordered: list[Box] = []
    row: list[Box] = []
    for box in sorted(boxes, key=lambda one: one.top):
        if row and box.top - row[0].top > SAME_ROW:
            ordered += sorted(row, key=lambda one: one.left)
            row = []
        row.append(box)
    return ordered + sorted(row, key=lambda one: one.left)
