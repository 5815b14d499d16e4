"""The reading order of a page whose file writes it in another one.

Most files write as one reads, and know more than boxes tell: which sidebar follows what. So their
order stays unless it does what no reader does: go back up in a column, back to a column on the
left, or to and fro between columns. Then white space decides, if columns explain the page.

References:
    Nagy, Seth: "Hierarchical representation of optically scanned documents", ICPR 1984 (cuts along
    white space). Differs: bands of a page are joined as long as they share a gutter, so that a
    column is read to its end; a gutter parts columns of text only.
"""

import re
import statistics
from collections.abc import Sequence
from itertools import pairwise

from understudy.parsing.pdf.cells import Table
from understudy.parsing.pdf.lines import LONGEST_MARK, MARGIN, PAGE_NUMBER, Line
from understudy.parsing.pdf.rulings import Box

Item = Line | Table

MOST_ITEMS = 800
"""On a page; more are no page of text, and the time grows with the square."""
MARK = re.compile(r"[•◦▪▫‣⁃●○■□➢➤✓✔\uf0b7\uf0a7·*–-]|\(?(?:\d{1,3}|[a-zа-я])[.)]|[.)]\d{1,3}")
MARK_GAP = 3.0
"""Line heights up to which a mark may stand before what it marks."""
SMALL_PRINT = 0.95
"""Size of running heads relative to most of the page."""
GUTTER = 0.7
"""Line heights of white between columns; words stand nearer."""
TRIM = 0.25
"""Share of a line's height, above and below, that its neighbours' boxes may overlap."""
NARROWEST = 12
"""Mean characters of the lines of a column; fewer are marks, labels or numbers."""
SHORTEST_LINE = 20
"""Characters of lines that are written to and fro between columns; shorter ones are labels."""
SIDE_BY_SIDE = 0.05
"""Share of lines beside others in a column above which it is a form or a drawing."""


def in_reading_order(items: Sequence[Item]) -> list[Item]:
    """Return the lines and tables of one page as they are read from left to right."""
    if len(items) > MOST_ITEMS:
        return list(items)
    items = _with_marks(items)
    if not _goes_astray(items):
        return items
    gutter = GUTTER * statistics.median(_height(item) for item in items)
    order: list[int] = []
    odd = 0
    for part in _parts(items, range(len(items)), gutter):
        rows = _rows(items, part)
        odd += sum(len(row) for row in rows if _is_torn(items, row, gutter))
        order += [place for row in rows for place in row]
    if odd > SIDE_BY_SIDE * len(items):
        return items
    return [items[place] for place in order]


def _with_marks(items: Sequence[Item]) -> list[Item]:
    """Put marks of list items that are written all together before what they mark."""
    marks = [
        place
        for place, item in enumerate(items)
        if isinstance(item, Line) and len(item.text) <= LONGEST_MARK and MARK.fullmatch(item.text)
    ]
    before: dict[int, list[int]] = {}
    for mark in marks:
        box = _box(items[mark])
        near = [
            place
            for place, item in enumerate(items)
            if _is_beside((box[0], box[1], (box[0] + box[2]) / 2, box[3]), _box(item))
            and _box(item)[0] - box[2] < MARK_GAP * (box[3] - box[1])
            and isinstance(item, Line)
        ]
        if near:
            before.setdefault(min(near, key=lambda place: _box(items[place])[0]), []).append(mark)
    moved = {mark for own in before.values() for mark in own}
    made: list[Item] = []
    for place, item in enumerate(items):
        if place not in moved:
            made += [*(items[mark] for mark in before.get(place, ()) if mark not in before), item]
    return made if len(made) == len(items) else list(items)


def _goes_astray(items: Sequence[Item]) -> bool:
    """Tell whether the file goes back, or to and fro; heads and feet may come at any time."""
    sizes = [item.size for item in items if isinstance(item, Line)]
    usual = statistics.median(sizes) if sizes else 0.0
    items = [item for item in items if not _is_aside(item, usual)]
    boxes = [_box(item) for item in items]
    if any(_goes_back(one, other) for one, other in pairwise(boxes)):
        return True
    across = [
        _is_beside(one, other) and min(_letters(first), _letters(second)) >= SHORTEST_LINE
        for (one, other), (first, second) in zip(pairwise(boxes), pairwise(items), strict=True)
    ]
    return sum(across) > 3


def _is_aside(item: Item, usual: float) -> bool:
    """Tell a page number, or small print in a margin."""
    if not isinstance(item, Line) or MARGIN <= item.place <= 1 - MARGIN:
        return False
    return item.size < SMALL_PRINT * usual or PAGE_NUMBER.fullmatch(item.text) is not None


def _goes_back(one: Box, other: Box) -> bool:
    """Tell whether a box stands higher than the one before, and not to its right."""
    high = min(one[3] - one[1], other[3] - other[1])
    return other[3] <= one[1] + 0.3 * high and other[0] < one[2]


def _is_beside(one: Box, other: Box) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared > 0.5 * min(one[3] - one[1], other[3] - other[1]) and other[0] > one[2]


def _parts(items: Sequence[Item], places: Sequence[int], gutter: float) -> list[list[int]]:
    """Cut a region into columns and bands until each part has one column, in reading order."""
    parts: list[list[int]] = []
    stack = [list(places)]
    while stack:
        region = stack.pop()
        columns = _columns(items, region, gutter)
        if len(columns) > 1:
            stack += reversed(columns)
            continue
        bands = _bands(items, region, gutter)
        if len(bands) == 1:
            parts.append(region)
        else:
            stack += reversed(bands)
    return parts


def _columns(items: Sequence[Item], region: Sequence[int], gutter: float) -> list[list[int]]:
    """Cut along white that runs from top to bottom, if there is text on both sides of it."""
    ordered = sorted(region, key=lambda place: _box(items[place])[0])
    columns: list[list[int]] = []
    right = 0.0
    for place in ordered:
        x0, _, x1, _ = _box(items[place])
        if columns and x0 < right + gutter:
            columns[-1].append(place)
            right = max(right, x1)
        else:
            columns.append([place])
            right = x1
    joined: list[list[int]] = []
    for column in columns:
        if joined and not (_is_text(items, joined[-1]) and _is_text(items, column)):
            joined[-1] += column
        else:
            joined.append(column)
    return joined


def _is_text(items: Sequence[Item], places: Sequence[int]) -> bool:
    letters = sum(_letters(items[place]) for place in places)
    return letters >= NARROWEST * len(places)


def _bands(items: Sequence[Item], region: Sequence[int], gutter: float) -> list[list[int]]:
    """Cut along white from side to side; bands that share their gutters stay together."""
    ordered = sorted(region, key=lambda place: _trimmed(items[place])[0])
    narrow: list[list[int]] = []
    bottom = 0.0
    for place in ordered:
        top, low = _trimmed(items[place])
        if narrow and top < bottom:
            narrow[-1].append(place)
            bottom = max(bottom, low)
        else:
            narrow.append([place])
            bottom = low
    bands: list[list[int]] = []
    several = False
    for band in narrow:
        own = _has_columns(items, band, gutter)
        whole = [*bands[-1], *band] if bands else band
        if bands and (several or own) == _has_columns(items, whole, gutter):
            bands[-1] = whole
            several = several or own
        else:
            bands.append(band)
            several = own
    return bands


def _has_columns(items: Sequence[Item], places: Sequence[int], gutter: float) -> bool:
    return len(places) > 1 and len(_columns(items, places, gutter)) > 1


def _rows(items: Sequence[Item], part: Sequence[int]) -> list[list[int]]:
    """Sort what stands in one column into rows, each from left to right."""
    rows: list[list[int]] = []
    edges = (0.0, 0.0)
    for place in sorted(part, key=lambda place: sum(_trimmed(items[place]))):
        top, bottom = _trimmed(items[place])
        shared = min(bottom, edges[1]) - max(top, edges[0])
        if rows and shared > 0.5 * min(bottom - top, edges[1] - edges[0]):
            rows[-1].append(place)
        else:
            rows.append([place])
            edges = (top, bottom)
    return [sorted(row, key=lambda place: _box(items[place])[0]) for row in rows]


def _is_torn(items: Sequence[Item], row: Sequence[int], gutter: float) -> bool:
    """Tell whether a row has pieces apart that are no marks of items."""
    return any(
        _box(items[other])[0] - _box(items[one])[2] > gutter and _letters(items[one]) > LONGEST_MARK
        for one, other in pairwise(row)
    )


def _box(item: Item) -> Box:
    if isinstance(item, Line):
        return item.x0, item.y0, item.x1, item.y1
    return item.box


def _height(item: Item) -> float:
    return item.height if isinstance(item, Line) else item.box[3] - item.box[1]


def _trimmed(item: Item) -> tuple[float, float]:
    """Return top and bottom without what lines close below each other share."""
    _, top, _, bottom = _box(item)
    trim = TRIM * (bottom - top) if isinstance(item, Line) else 1.0
    return top + trim, bottom - trim


def _letters(item: Item) -> int:
    return len(item.text) if isinstance(item, Line) else 1000
