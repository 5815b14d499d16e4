"""Tables by the layout model of pymupdf4llm (AGPL-3.0 or commercial), where its text is the page's.

The model swaps columns and drops words on some pages, so its order is never taken, and its tables
only where they hold the words that stand in their place. It costs about 400 ms of CPU a page: pages
of prose in one column are not shown to it.
"""

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from understudy.core.extras import need
from understudy.parsing.pdf.lines import Line, in_rows
from understudy.parsing.pdf.rulings import Box, Rulings

AGREEMENT = 0.9
"""F1 of the words of a table and of the lines in its place, from which it is taken."""
FEWEST_PIECES = 6
"""Pieces of rows with others beside them that a page without drawn lines must have."""
BAR = re.compile(r"(?<!\\)\|")
MARKS = re.compile(r"[*_`~\\]")
WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Guess:
    """A table that the model sees."""

    box: Box
    rows: tuple[tuple[str, ...], ...]


def guesses(pdf: Any, lines: Sequence[Line], rulings: Sequence[Rulings]) -> dict[int, list[Guess]]:
    """Return the tables that the model sees on pages where there may be some.

    Args:
        pdf: An open document of PyMuPDF.
        lines: Of all its pages.
        rulings: For each page.
    """
    model = need("pymupdf4llm", extra="layout", plugin="parse.pdf.structure 'layout'")
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    found: dict[int, list[Guess]] = {}
    for page, own in pages.items():
        if rulings[page].across or len(own) - len(in_rows(own)) >= FEWEST_PIECES:
            for chunk in model.to_markdown(
                pdf, pages=[page], page_chunks=True, use_ocr=False, show_progress=False
            ):
                tables = [_guess(chunk["text"], one) for one in chunk.get("page_boxes", ())]
                found[page] = [table for table in tables if table and _agrees(table, own)]
    return found


def _guess(text: str, box: dict[str, Any]) -> Guess | None:
    if box["class"] != "table":
        return None
    start, end = box["pos"]
    written = [line for line in text[start:end].split("\n") if line.startswith("|")]
    rows = [_cells(line) for line in written[:1] + written[2:]]
    return Guess(tuple(box["bbox"]), tuple(rows)) if len(rows) > 1 and len(rows[0]) > 1 else None


def _cells(line: str) -> tuple[str, ...]:
    cells = BAR.split(line.strip().removeprefix("|").removesuffix("|"))
    return tuple(MARKS.sub("", html.unescape(cell)).strip() for cell in cells)


def _agrees(table: Guess, lines: Sequence[Line]) -> bool:
    """Tell whether a table has the letters of what stands in its place, whatever their order."""
    x0, y0, x1, y1 = table.box
    inside = [
        line.text
        for line in lines
        if x0 - 3 <= (line.x0 + line.x1) / 2 <= x1 + 3
        and y0 - 3 <= (line.y0 + line.y1) / 2 <= y1 + 3
    ]
    ours = _letters("".join(inside))
    theirs = _letters("".join(cell.replace("<br>", "") for row in table.rows for cell in row))
    both = ours.total() + theirs.total()
    return both > 0 and 2 * (ours & theirs).total() / both >= AGREEMENT


def _letters(text: str) -> Counter[str]:
    return Counter(WORD.findall(text))
