"""Lines of recognised text, put in order on a page."""

import math
import statistics
from collections.abc import Sequence
from itertools import pairwise

from understudy.parsing.ocr.layout import Row, Seen, columns, tables
from understudy.parsing.paragraphs import (
    SENTENCE_END,
    Block,
    begins_item,
    joined,
    vocabulary_of,
    without_bullet,
)
from understudy.parsing.pipe_tables import pipe_table

LARGER = 1.28
"""Height of a heading relative to the median line; letters with tails vary by a fifth, so a line
that ends a sentence must be `LARGEST` to be one."""
LARGEST = 1.6
GAP = 1.35
"""Step to the next line, relative to the median step, that starts a paragraph."""
SHORT = 0.8
"""Width of a paragraph's last line relative to the widest line, when a sentence ends there."""


def blocks(seen: Sequence[Seen], page: int) -> list[Block]:
    """Make headings, paragraphs, list items and tables of what was recognised on one page."""
    parts = columns([piece for piece in seen if piece.text])
    every = [row for part in parts for row in part]
    if not every:
        return []
    height = statistics.median(row.height for row in every)
    words = vocabulary_of(row.text for row in every)
    made: list[Block] = []
    for part in parts:
        for rows, cells in tables(part):
            if cells is not None:
                made.append(Block(pipe_table(cells), page=page, verbatim=True))
                continue
            for group in _groups(rows, height):
                text, bullet = without_bullet(group[0].text, made[-1].text if made else "")
                text = joined([text, *(row.text for row in group[1:])], words)
                level = 1 if _is_large(group[0], height) and not bullet else 0
                made.append(Block(text, level=level, bullet=bullet, page=page))
    return made


def _groups(rows: Sequence[Row], height: float) -> list[list[Row]]:
    """Cut rows where a paragraph, heading or list item starts."""
    step = _step(rows)
    widest = max(row.right for row in rows) - min(row.left for row in rows)
    groups: list[list[Row]] = []
    for row in rows:
        if groups and not _starts(groups[-1], row, height, step, widest):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _starts(group: Sequence[Row], row: Row, height: float, step: float, widest: float) -> bool:
    last = group[-1]
    if _is_large(last, height) != _is_large(row, height) or begins_item(row.text, last.text):
        return True
    if row.middle - last.middle > GAP * step:
        return True
    ended = SENTENCE_END.search(last.text) is not None and row.text[:1].isupper()
    return ended and last.right - last.left < SHORT * widest


def _is_large(row: Row, height: float) -> bool:
    ends = SENTENCE_END.search(row.text) is not None
    return row.height > (LARGEST if ends else LARGER) * height


def _step(rows: Sequence[Row]) -> float:
    steps = [b.middle - a.middle for a, b in pairwise(rows)]
    return statistics.median(steps) if steps else math.inf
