"""The order in which people read what stands on a slide: rows, and columns within a row.

Imported by `slides` only, which is itself imported late.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

SAME_EMU = 91_440
"""A tenth of an inch: shapes that overlap by less stand below or beside each other."""
DEEPEST = 20


@dataclass(frozen=True)
class Box:
    """Where a shape stands, in EMU from the top left; ``place`` is its place in the file."""

    top: int
    left: int
    bottom: int
    right: int
    place: int


def reading_order(boxes: Sequence[Box], depth: int = DEEPEST) -> list[int]:
    """Return the places of boxes in the order in which they are read.

    Where a gap runs across all of them, what is above it comes first; else, where a gap runs down
    between them, what is left of it. A row of captions is read with the row that it belongs to,
    column by column. Boxes that no gap parts come from top to bottom, those whose tops are about
    level from left to right.

    References:
        The recursive XY cut of G. Nagy and S. Seth, "Hierarchical representation of optically
        scanned documents", ICPR 1984; the rule for captions is our own.
    """
    parts = _with_captions(_cut(boxes, _top, _bottom))
    if len(parts) < 2:
        parts = _cut(boxes, _left, _right)
    if len(parts) < 2 or depth == 0:
        return [box.place for box in _by_rows(boxes)]
    return [place for part in parts for place in reading_order(part, depth - 1)]


def _with_captions(rows: list[list[Box]]) -> list[list[Box]]:
    """Join two rows, one less than half as high, whose boxes pair up, and part their columns."""
    parts: list[list[Box]] = []
    while rows:
        columns = _paired(*rows[:2]) if len(rows) > 1 else []
        parts += columns or rows[:1]
        rows = rows[2:] if columns else rows[1:]
    return parts


def _paired(first: list[Box], second: list[Box]) -> list[list[Box]]:
    """Return the columns of two rows, one with a caption in each; empty if they are no such."""
    short, high = sorted((first, second), key=_height)
    columns = _cut([*first, *second], _left, _right)
    captions = [sum(box in short for box in column) for column in columns]
    pairs = len(short) > 1 and set(captions) == {1} and max(map(len, columns)) == 2
    return columns if pairs and 2 * _height(short) < _height(high) else []


def _height(row: list[Box]) -> int:
    return max(map(_bottom, row)) - min(map(_top, row))


def _cut(
    boxes: Sequence[Box], begin: Callable[[Box], int], end: Callable[[Box], int]
) -> list[list[Box]]:
    """Part boxes where a line between them touches none."""
    parts: list[list[Box]] = []
    reached = 0
    for box in sorted(boxes, key=lambda box: (begin(box), box.place)):
        # A box as thin as the tolerance still counts as one.
        if parts and begin(box) < reached - min(SAME_EMU, (end(box) - begin(box)) // 2):
            parts[-1].append(box)
            reached = max(reached, end(box))
        else:
            parts.append([box])
            reached = end(box)
    return parts


def _by_rows(boxes: Sequence[Box]) -> list[Box]:
    """Sort boxes into rows from top to bottom, and each row from left to right."""
    ordered: list[Box] = []
    row: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box.top, box.left, box.place)):
        if row and box.top - row[0].top > SAME_EMU:
            ordered += sorted(row, key=lambda box: (box.left, box.place))
            row = []
        row.append(box)
    return ordered + sorted(row, key=lambda box: (box.left, box.place))


def _top(box: Box) -> int:
    return box.top


def _bottom(box: Box) -> int:
    return box.bottom


def _left(box: Box) -> int:
    return box.left


def _right(box: Box) -> int:
    return box.right
