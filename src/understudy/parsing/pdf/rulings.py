"""The drawn lines of a page: borders of tables among much else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, y downwards."""

THIN = 3.0
"""Points up to which a filled box is a line."""
SHORTEST = 6.0
"""Points; shorter lines are parts of letters and pictures."""
NEAR = 2.5
"""Points between ends or lines that were meant to meet."""
SMALLEST_DOT, LARGEST_DOT = 1.0, 9.0
"""Points of a mark that may be a bullet or a box to tick."""
MOST_DOTS = 400
"""On a page; more are a plot."""
MOST_LINES = 2000
"""On a page; more are a drawing or a map, in which no table is looked for."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A line across or down a page."""

    at: float
    """Its height when it goes across, its distance from the left when it goes down."""
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rulings:
    """The lines of a page; pieces of one line are joined, lines on each other are one."""

    across: tuple[Segment, ...] = ()
    down: tuple[Segment, ...] = ()
    dots: tuple[Box, ...] = ()
    """Small marks as wide as high: what browsers draw for the bullets of lists."""


NO_RULINGS = Rulings()


def rulings_of(boxes: Iterable[tuple[Box, bool]], page: Box) -> Rulings:
    """Sort what is drawn on a page into lines across and down.

    Args:
        boxes: Lines and rectangles as they are seen, each with whether it is filled: a thin one
            is one line, the edges of a larger one are four.
        page: The page; what fills most of it is no frame.
    """
    across: list[Segment] = []
    down: list[Segment] = []
    for (x0, y0, x1, y1), filled in boxes:
        wide, high = x1 - x0, y1 - y0
        if high <= THIN and wide >= SHORTEST:
            across.append(Segment((y0 + y1) / 2, x0, x1))
        elif wide <= THIN and high >= SHORTEST:
            down.append(Segment((x0 + x1) / 2, y0, y1))
        elif min(wide, high) >= SHORTEST and not (filled and _fills((x0, y0, x1, y1), page)):
            across += [Segment(y0, x0, x1), Segment(y1, x0, x1)]
            down += [Segment(x0, y0, y1), Segment(x1, y0, y1)]
        if len(across) + len(down) > 20 * MOST_LINES:
            return NO_RULINGS
    found = Rulings(_joined(across), _joined(down))
    return NO_RULINGS if len(found.across) + len(found.down) > MOST_LINES else found


def dots_of(boxes: Iterable[Box], largest: float = LARGEST_DOT) -> tuple[Box, ...]:
    """Return what is drawn on a page and may mark the items of a list; nothing of a plot."""
    dots = []
    for box in boxes:
        wide, high = box[2] - box[0], box[3] - box[1]
        if SMALLEST_DOT <= wide <= largest and abs(wide - high) < 0.2 * wide:
            dots.append(box)
    return tuple(dots) if len(dots) <= MOST_DOTS else ()


def clusters(values: Iterable[float], near: float) -> list[float]:
    """Return the middles of groups of values whose neighbours are near, in order."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= near:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _fills(box: Box, page: Box) -> bool:
    area = (box[2] - box[0]) * (box[3] - box[1])
    return area > 0.6 * (page[2] - page[0]) * (page[3] - page[1])


def _joined(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Join pieces that lie on one line and touch."""
    lines: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: segment.at):
        if lines and segment.at - lines[-1][0].at <= NEAR:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return tuple(piece for line in lines for piece in _pieces(line))


def _pieces(line: Sequence[Segment]) -> list[Segment]:
    at = sum(segment.at for segment in line) / len(line)
    pieces: list[Segment] = []
    for segment in sorted(line, key=lambda segment: segment.start):
        if pieces and segment.start - pieces[-1].end <= NEAR:
            pieces[-1] = Segment(at, pieces[-1].start, max(pieces[-1].end, segment.end))
        else:
            pieces.append(Segment(at, segment.start, segment.end))
    return pieces
