"""Where recognised text stands on a page: printed rows, columns, tables."""

import math
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

COLUMN_LINES = 4
"""Fewest lines of a column of prose."""
COLUMN_LETTERS = 15
"""Fewest letters of a usual line in a column of prose; cells of a table have fewer."""
CROSSING = 0.2
"""Share of the pieces, headings among them, that may stand across the space between columns."""
BINS = 240
"""Places across a page at which a space between columns is looked for."""
TABLE_ROWS = 3
MOST_COLUMNS = 16
MARK = re.compile(r"\W{1,2}|\(?\w{1,3}[.)]")
"""A bullet or a number that stands apart from its item."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A piece of text and its corners in pixels: top left, top right, bottom right, bottom left."""

    text: str
    corners: tuple[tuple[float, float], ...]
    confidence: float = 1.0
    """How sure the recogniser is of it: 0 to 1."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text on a page that was turned upright; lengths in pixels, y downwards."""

    text: str
    left: float
    right: float
    middle: float
    height: float


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row: its pieces from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The pieces' words."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(piece.right for piece in self.pieces)

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return statistics.fmean(piece.middle for piece in self.pieces)

    @property
    def height(self) -> float:
        """That of its highest piece."""
        return max(piece.height for piece in self.pieces)


def rows(seen: Sequence[Seen]) -> list[Row]:
    """Return the printed rows of a page from top to bottom, whatever columns it has."""
    return _rows(_pieces(seen))


def columns(seen: Sequence[Seen]) -> list[list[Row]]:
    """Return the rows of a page: those of each column together, in reading order.

    The page is turned upright first: at half a degree the right end of a line is as high as the
    left end of the next.
    """
    return [_rows(part) for part in _parts(_pieces(seen))]


def tables(found: Sequence[Row]) -> Iterator[tuple[list[Row], list[list[str]] | None]]:
    """Cut rows into tables, with their cells, and what stands between them, with None."""
    between: list[Row] = []
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and len(found[end].pieces) > 1:
            end += 1
        cells = _cells(found[start:end]) if end - start >= TABLE_ROWS else None
        if cells is None:
            end = max(end, start + 1)
            between += found[start:end]
        else:
            if between:
                yield between, None
            between = []
            yield list(found[start:end]), cells
        start = end
    if between:
        yield between, None


def _cells(rows: Sequence[Row]) -> list[list[str]] | None:
    """Return the cells of rows whose pieces stand below each other; None when they do not."""
    spans: list[list[float]] = []
    for piece in sorted((one for row in rows for one in row.pieces), key=lambda one: one.left):
        if spans and piece.left < spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], piece.right)
        else:
            spans.append([piece.left, piece.right])
    if not 2 <= len(spans) <= MOST_COLUMNS:
        return None
    table = [[""] * len(spans) for _ in rows]
    for row, cells in zip(rows, table, strict=True):
        for piece in row.pieces:
            place = next(at for at, span in enumerate(spans) if piece.left < span[1])
            if cells[place]:
                return None
            cells[place] = piece.text
    if any(all(MARK.fullmatch(row[at] or "-") for row in table) for at in range(len(spans))):
        return None
    return table


def _parts(pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """Cut a page at the space between its columns; what stands across it cuts them in turn."""
    cut = _gutter(pieces)
    if cut is None:
        yield pieces
        return
    band: list[Piece] = []
    for piece in [*pieces, None]:
        if piece is not None and not piece.left < cut < piece.right:
            band.append(piece)
            continue
        for side in ([one for one in band if one.right <= cut], [x for x in band if x.left >= cut]):
            if side:
                yield from _parts(side)
        band = []
        if piece is not None:
            yield [piece]


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Return where a space between two columns of prose is; None when there is none."""
    if len(pieces) < 2 * COLUMN_LINES:
        return None
    left, right = min(one.left for one in pieces), max(one.right for one in pieces)
    places = [left + (right - left) * number / BINS for number in range(BINS // 5, 4 * BINS // 5)]
    crossed = [sum(one.left < place < one.right for one in pieces) for place in places]
    if not crossed or min(crossed) > CROSSING * len(pieces):
        return None
    free = [place for place, count in zip(places, crossed, strict=True) if count == min(crossed)]
    cut = free[len(free) // 2]
    sides = [
        [one for one in pieces if one.right <= cut],
        [one for one in pieces if one.left >= cut],
    ]
    return cut if all(_is_prose(side) for side in sides) and _are_beside(*sides) else None


def _is_prose(pieces: Sequence[Piece]) -> bool:
    if len(pieces) < COLUMN_LINES:
        return False
    return statistics.median(len(piece.text) for piece in pieces) >= COLUMN_LETTERS


def _are_beside(one: Sequence[Piece], other: Sequence[Piece]) -> bool:
    top = max(one[0].middle, other[0].middle)
    bottom = min(one[-1].middle, other[-1].middle)
    shorter = min(one[-1].middle - one[0].middle, other[-1].middle - other[0].middle)
    return bottom - top > 0.5 * shorter


def _pieces(seen: Sequence[Seen]) -> list[Piece]:
    angle = _angle(seen)
    return sorted((_upright(one, angle) for one in seen), key=lambda piece: piece.middle)


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    lines: list[list[Piece]] = []
    for piece in pieces:
        last = lines[-1][-1] if lines else None
        if last and piece.middle - last.middle < 0.5 * min(piece.height, last.height):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [Row(tuple(sorted(line, key=lambda piece: piece.left))) for line in lines]


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


def _upright(piece: Seen, angle: float) -> Piece:
    cos, sin = math.cos(angle), math.sin(angle)
    turned = [(x * cos + y * sin, y * cos - x * sin) for x, y in piece.corners]
    top = (turned[0][1] + turned[1][1]) / 2
    bottom = (turned[2][1] + turned[3][1]) / 2
    return Piece(
        text=piece.text,
        left=min(x for x, _ in turned),
        right=max(x for x, _ in turned),
        middle=(top + bottom) / 2,
        height=max(bottom - top, 1.0),
    )
