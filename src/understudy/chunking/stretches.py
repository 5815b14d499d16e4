"""What has no inner structure, or too long a one, is cut into stretches that fit."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

import regex

from understudy.chunking.measures import Measure

# One character as a reader sees it: a letter with its marks, an emoji of several code points.
_CLUSTER = regex.compile(r"\X")
LONGEST_CLUSTER = 100
"""Code points; a longer one is no character but junk, and is cut."""
_PAUSES = "，、；：。！？"
"""Marks after which scripts without spaces may be cut."""


def stretches(
    text: str, start: int, end: int, limit: int, measure: Measure
) -> list[tuple[int, int]]:
    """Cut a span into stretches of about equal size, at spaces where there are any.

    No character that a reader sees as one is cut, so a stretch may be longer than the limit where
    a single one is.

    Args:
        text: What the span lies in.
        start: First code point.
        end: One past the last.
        limit: Largest size of a stretch, at least 1.
        measure: What sizes are counted in.

    Returns:
        Spans in order that hold all but white space.
    """
    written = text[start:end]
    cuts = [0, *_cuts(written, limit, measure), len(written)]
    found = [
        (start + first, start + last)
        for first, last in (_trimmed(written, *pair) for pair in pairwise(cuts))
        if first < last
    ]
    sizes = measure.sizes([text[first:last] for first, last in found])
    if max(sizes, default=0) <= limit or limit == 1:
        return found
    fitting: list[tuple[int, int]] = []
    for span, size in zip(found, sizes, strict=True):
        # By itself a stretch may be longer than as a part of the whole.
        less = max(1, limit - max(1, size - limit, limit // 8))
        fitting += [span] if size <= limit else stretches(text, *span, less, measure)
    return fitting


def _cuts(written: str, limit: int, measure: Measure) -> list[int]:
    """Return where to cut a text."""
    starts = measure.starts(written)
    edges = _edges(written)
    cuts: list[int] = []
    done = place = 0
    while len(starts) - done > limit:
        pieces = -(-(len(starts) - done) // limit)
        aim = done + (len(starts) - done) // pieces
        cut = _before(written, edges, place, starts[aim])
        if cut >= len(written):
            break
        cuts.append(cut)
        place, done = cut, bisect_left(starts, cut)
    return cuts


def _before(written: str, edges: Sequence[int], place: int, aim: int) -> int:
    """Return the best cut up to ``aim``.

    In the latter half behind a space, or where there is none behind a pause, else at an edge.
    """
    half = max(place + (aim - place) // 2, place + 1)
    for at in range(aim, half - 1, -1):
        if written[at - 1].isspace():
            return at
    before = bisect_right(edges, aim) - 1
    for at in range(edges[before], half - 1, -1):
        if written[at - 1] in _PAUSES and edges[bisect_left(edges, at)] == at:
            return at
    return edges[before] if edges[before] > place else edges[bisect_right(edges, place)]


def _edges(written: str) -> Sequence[int]:
    """Return where characters begin and end, as a reader counts them."""
    if written.isascii():
        return range(len(written) + 1)
    edges = array("q", [0])
    for match in _CLUSTER.finditer(written):
        while match.end() - edges[-1] > LONGEST_CLUSTER:
            edges.append(edges[-1] + LONGEST_CLUSTER)
        edges.append(match.end())
    return edges


def _trimmed(written: str, first: int, last: int) -> tuple[int, int]:
    """Leave out the white space at both ends; an empty span where there is nothing else."""
    kept = written[first:last]
    return first + len(kept) - len(kept.lstrip()), first + len(kept.rstrip())
