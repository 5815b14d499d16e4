"""Lines of recognised text, put in order on a page."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from understudy.parsing.paragraphs import (
    SENTENCE_END,
    Block,
    begins_item,
    joined,
    vocabulary_of,
    without_bullet,
)

LARGER = 1.28
"""Height of a heading relative to the median line; letters with tails vary by a fifth, so a line
that ends a sentence must be `LARGEST` to be one."""
LARGEST = 1.6
GAP = 1.35
"""Step to the next line, relative to the median step, that starts a paragraph."""
SHORT = 0.8
"""Width of a paragraph's last line relative to the widest line, when a sentence ends there."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A piece of text and its corners in pixels: top left, top right, bottom right, bottom left."""

    text: str
    corners: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    left: float
    right: float
    middle: float
    height: float


def blocks(seen: Sequence[Seen], page: int) -> list[Block]:
    """Make headings, paragraphs and list items of what was recognised on one page.

    The page is turned upright first: at half a degree the right end of a line is as high as the
    left end of the next.
    """
    rows = _rows([piece for piece in seen if piece.text])
    if not rows:
        return []
    height = statistics.median(row.height for row in rows)
    step = _step(rows)
    widest = max(row.right for row in rows) - min(row.left for row in rows)
    words = vocabulary_of(row.text for row in rows)
    groups: list[list[_Row]] = []
    for row in rows:
        if groups and not _starts(groups[-1], row, height, step, widest):
            groups[-1].append(row)
        else:
            groups.append([row])
    made: list[Block] = []
    for group in groups:
        text, bullet = without_bullet(group[0].text, made[-1].text if made else "")
        text = joined([text, *(row.text for row in group[1:])], words)
        level = 1 if _is_large(group[0], height) and not bullet else 0
        made.append(Block(text, level=level, bullet=bullet, page=page))
    return made


def _starts(group: Sequence[_Row], row: _Row, height: float, step: float, widest: float) -> bool:
    last = group[-1]
    if _is_large(last, height) != _is_large(row, height) or begins_item(row.text, last.text):
        return True
    if row.middle - last.middle > GAP * step:
        return True
    ended = SENTENCE_END.search(last.text) is not None and row.text[:1].isupper()
    return ended and last.right - last.left < SHORT * widest


def _is_large(row: _Row, height: float) -> bool:
    ends = SENTENCE_END.search(row.text) is not None
    return row.height > (LARGEST if ends else LARGER) * height


def _rows(seen: Sequence[Seen]) -> list[_Row]:
    """Turn the page upright, and join the pieces of each printed line from left to right."""
    angle = _angle(seen)
    pieces = sorted((_upright(piece, angle) for piece in seen), key=lambda row: row.middle)
    lines: list[list[_Row]] = []
    for piece in pieces:
        last = lines[-1][-1] if lines else None
        if last and piece.middle - last.middle < 0.5 * min(piece.height, last.height):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [_joined(sorted(line, key=lambda row: row.left)) for line in lines]


def _angle(seen: Sequence[Seen]) -> float:
    """Return how far the lines are turned, in radians: the median over the long ones."""
    edges = [(piece.corners[0], piece.corners[1]) for piece in seen]
    longest = max((b[0] - a[0] for a, b in edges), default=0.0)
    return statistics.median(
        [
            math.atan2(b[1] - a[1], b[0] - a[0])
            for a, b in edges
            if b[0] - a[0] > 0.5 * longest and longest > 0
        ]
        or [0.0]
    )


def _upright(piece: Seen, angle: float) -> _Row:
    cos, sin = math.cos(angle), math.sin(angle)
    turned = [(x * cos + y * sin, y * cos - x * sin) for x, y in piece.corners]
    top = (turned[0][1] + turned[1][1]) / 2
    bottom = (turned[2][1] + turned[3][1]) / 2
    return _Row(
        text=piece.text,
        left=min(x for x, _ in turned),
        right=max(x for x, _ in turned),
        middle=(top + bottom) / 2,
        height=max(bottom - top, 1.0),
    )


def _joined(pieces: Sequence[_Row]) -> _Row:
    return _Row(
        text=" ".join(piece.text for piece in pieces),
        left=pieces[0].left,
        right=max(piece.right for piece in pieces),
        middle=statistics.fmean(piece.middle for piece in pieces),
        height=max(piece.height for piece in pieces),
    )


def _step(rows: Sequence[_Row]) -> float:
    steps = [b.middle - a.middle for a, b in pairwise(rows)]
    return statistics.median(steps) if steps else math.inf
