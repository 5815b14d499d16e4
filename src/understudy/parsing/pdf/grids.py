"""Cells between drawn lines that cross."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from understudy.parsing.pdf.rulings import NEAR, Box, Rulings, Segment, clusters

MOST_CROSSINGS = 250_000
"""Pairs of lines looked at on a page."""
MOST_LOOKUPS = 5_000_000
"""Places of one grid times its lines."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A frame with lines across and down that meet."""

    xs: tuple[float, ...]
    """Where its columns begin, and where the last one ends."""
    ys: tuple[float, ...]
    across: tuple[Segment, ...]
    down: tuple[Segment, ...]

    @property
    def box(self) -> Box:
        """All of it."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def drawn(self) -> float:
        """Share of its lines that are drawn, from edge to edge: 1 for a table without large cells.

        Boxes of a flow chart that arrows join leave most of it out.
        """
        left, top, right, bottom = self.box
        across = [_drawn(self.across, at, left, right) for at in self.ys]
        down = [_drawn(self.down, at, top, bottom) for at in self.xs]
        return (sum(across) / len(across) + sum(down) / len(down)) / 2

    def cells(self) -> list[list[tuple[int, int]]]:
        """Return for each place the row and column of the cell to which it belongs.

        That is the first place of a cell that takes several; places without a line between them
        are one cell.
        """
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        owner = [[(row, column) for column in range(columns)] for row in range(rows)]
        for row in range(rows):
            middle = (self.ys[row] + self.ys[row + 1]) / 2
            for column in range(1, columns):
                if not _covers(self.down, self.xs[column], middle):
                    owner[row][column] = owner[row][column - 1]
        for row in range(1, rows):
            for column in range(columns):
                middle = (self.xs[column] + self.xs[column + 1]) / 2
                free = not _covers(self.across, self.ys[row], middle)
                if free and _spans(owner[row], column) == _spans(owner[row - 1], column):
                    owner[row][column] = owner[row - 1][column]
        return owner


def grids(rulings: Rulings) -> list[Grid]:
    """Find what has at least two columns and a line across, from top to bottom."""
    across, down = rulings.across, rulings.down
    if len(across) * len(down) > MOST_CROSSINGS:
        return []
    group = list(range(len(across) + len(down)))

    def root(member: int) -> int:
        while group[member] != member:
            group[member] = group[group[member]]
            member = group[member]
        return member

    for first, one in enumerate(across):
        for second, other in enumerate(down, len(across)):
            if _meet(one, other):
                group[root(second)] = root(first)
    members: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for place, segment in enumerate((*across, *down)):
        members.setdefault(root(place), ([], []))[place >= len(across)].append(segment)
    found = [_grid(*pair) for pair in members.values() if pair[0] and pair[1]]
    return sorted((grid for grid in found if grid), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _grid(across: Sequence[Segment], down: Sequence[Segment]) -> Grid | None:
    left, right = min(one.start for one in across), max(one.end for one in across)
    top, bottom = min(one.start for one in down), max(one.end for one in down)
    xs = clusters([*(one.at for one in down), left, right], 2 * NEAR)
    ys = clusters([*(one.at for one in across), top, bottom], 2 * NEAR)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) * (len(across) + len(down)) > MOST_LOOKUPS:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(across), tuple(down))


def _meet(across: Segment, down: Segment) -> bool:
    return (
        across.start - NEAR <= down.at <= across.end + NEAR
        and down.start - NEAR <= across.at <= down.end + NEAR
    )


def _covers(segments: Sequence[Segment], at: float, middle: float) -> bool:
    return any(abs(one.at - at) <= 2 * NEAR and one.start <= middle <= one.end for one in segments)


def _drawn(segments: Sequence[Segment], at: float, start: float, end: float) -> float:
    own = (one for one in segments if abs(one.at - at) <= 2 * NEAR)
    length = sum(max(0.0, min(one.end, end) - max(one.start, start)) for one in own)
    return min(1.0, length / max(0.1, end - start))


def _spans(owners: Sequence[tuple[int, int]], column: int) -> tuple[int, int]:
    """Return from where to where the cell of a column goes, in the row in which it begins."""
    first = owners[column][1]
    last = column
    while last + 1 < len(owners) and owners[last + 1] == owners[column]:
        last += 1
    return first, last


def place_in(edges: Sequence[float], value: float) -> int | None:
    """Return between which two edges a value lies; None outside."""
    for place, (start, end) in enumerate(pairwise(edges)):
        if start <= value < end:
            return place
    return None
