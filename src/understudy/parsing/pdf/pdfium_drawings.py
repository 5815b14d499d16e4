"""Lines, boxes and pictures that a page draws, by PDFium."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from understudy.parsing.pdf.pdfium_text import View
from understudy.parsing.pdf.rulings import LARGEST_DOT, MOST_LINES, Box

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

DEEPEST = 4
"""Forms within forms; no program nests more."""
MOST_OBJECTS = 100_000
MOST_SEGMENTS = 20 * MOST_LINES


def drawings(page: Any, view: View) -> tuple[list[tuple[Box, bool]], list[Box], list[Box]]:
    """Return lines and rectangles, each with whether it is filled; pictures; and small shapes."""
    import pypdfium2.raw as c

    boxes: list[tuple[Box, bool]] = []
    pictures: list[Box] = []
    small: list[Box] = []
    for drawn, matrix in _objects(page):
        kind = c.FPDFPageObj_GetType(drawn)
        if kind == c.FPDF_PAGEOBJ_PATH:
            boxes += [(view.box(*box), filled) for box, filled in _boxes(drawn, matrix)]
            if len(boxes) > MOST_SEGMENTS:
                return [], pictures, []
            box = _bounds(drawn, matrix)
            if box and max(box[2] - box[0], box[3] - box[1]) <= LARGEST_DOT:
                small.append(view.box(*box))
        elif kind == c.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(drawn, matrix)
            if box:
                pictures.append(view.box(*box))
    return boxes, pictures, small


def _objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Yield what a page draws, with what moves it; forms give what they hold."""
    import pypdfium2.raw as c

    left = MOST_OBJECTS
    waiting: list[tuple[Any, Matrix, int]] = []
    for at in range(min(left, c.FPDFPage_CountObjects(page))):
        waiting.append((c.FPDFPage_GetObject(page, at), (1, 0, 0, 1, 0, 0), 0))
    waiting.reverse()
    while waiting and left > 0:
        left -= 1
        drawn, matrix, depth = waiting.pop()
        if c.FPDFPageObj_GetType(drawn) != c.FPDF_PAGEOBJ_FORM:
            yield drawn, matrix
        elif depth < DEEPEST:
            own = _times(_matrix(drawn), matrix)
            inner = min(left, c.FPDFFormObj_CountObjects(drawn))
            waiting += [
                (c.FPDFFormObj_GetObject(drawn, at), own, depth + 1)
                for at in reversed(range(max(0, inner)))
            ]


def _matrix(drawn: Any) -> Matrix:
    import pypdfium2.raw as c

    found = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(drawn, found):
        return 1, 0, 0, 1, 0, 0
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that applies one, then the other."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _moved(point: Point, matrix: Matrix) -> Point:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(drawn: Any, matrix: Matrix) -> Box | None:
    import pypdfium2.raw as c

    found = [ctypes.c_float() for _ in range(4)]
    if not c.FPDFPageObj_GetBounds(drawn, *found):
        return None
    x0, y0, x1, y1 = (value.value for value in found)
    return _around([_moved((x, y), matrix) for x in (x0, x1) for y in (y0, y1)])


def _around(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _boxes(drawn: Any, matrix: Matrix) -> Iterator[tuple[Box, bool]]:
    """Yield the upright lines of a path that is stroked, and boxes that are only filled."""
    import pypdfium2.raw as c

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not c.FPDFPath_GetDrawMode(drawn, fill, stroke) or not (fill.value or stroke.value):
        return
    whole = _times(_matrix(drawn), matrix)
    for points in _outlines(drawn):
        moved = [_moved(point, whole) for point in points]
        box = _around(moved)
        upright = all(min(abs(ax - bx), abs(ay - by)) < 1 for (ax, ay), (bx, by) in pairwise(moved))
        if len(moved) >= 4 and upright:
            yield box, not stroke.value
        elif stroke.value:
            for one, other in pairwise(moved):
                if min(abs(one[0] - other[0]), abs(one[1] - other[1])) < 1:
                    yield _around([one, other]), False


def _outlines(drawn: Any) -> Iterator[list[Point]]:
    """Yield the corners of each part of a path; parts with curves are left out."""
    import pypdfium2.raw as c

    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    curved = False
    for at in range(min(MOST_SEGMENTS, c.FPDFPath_CountSegments(drawn))):
        segment = c.FPDFPath_GetPathSegment(drawn, at)
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        c.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
        curved = curved or kind == c.FPDF_SEGMENT_BEZIERTO
        if c.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points
