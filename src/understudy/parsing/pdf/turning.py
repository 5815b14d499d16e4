"""Pages brought to the measures that everything about structure is written for.

What is small, or written to the left, is no other problem than what is not: it is scaled to the
usual size of print, or mirrored, so that whatever reads it afterwards need not know.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from understudy.parsing.pdf.layout import Guess
from understudy.parsing.pdf.lines import TO_THE_LEFT, Line
from understudy.parsing.pdf.rulings import Box, Rulings, Segment

USUAL = 10.0
"""Points of the print to which smaller print is scaled."""
SMALL = 8.5
"""Points of most of the text below which it is scaled: thresholds in points are wrong for it."""
LEFTWARDS = 0.3
"""Share of a page's letters that are Hebrew, Arabic or their kin on one that is read leftwards."""

SEEN_NUMBER = re.compile(r"^([.)])(\d{1,3})(?=\s|$)")
"""The number of an item as it is seen on a page that is read leftwards: its point comes first."""


@dataclass(frozen=True, slots=True)
class Turned:
    """Lines and drawn lines in the measures of a page of the usual size, read rightwards.

    Pages that are mirrored lie left of zero.
    """

    lines: list[Line]
    rulings: tuple[Rulings, ...]
    guesses: Mapping[int, Sequence[Guess]]


def turned(
    lines: Sequence[Line],
    rulings: Sequence[Rulings],
    guesses: Mapping[int, Sequence[Guess]],
    body: float,
) -> Turned:
    """Scale small print, and mirror pages that are read from right to left.

    Args:
        lines: Of a document.
        rulings: For each page.
        guesses: Tables by page that a layout model sees.
        body: Font size of most of the text, in points.
    """
    scale = USUAL / body if 0 < body < SMALL else 1.0
    mirrored = _leftward_pages(lines)
    if scale == 1.0 and not mirrored:
        return Turned(list(lines), tuple(rulings), guesses)
    made = [
        _line(line, scale, mirror=line.page in mirrored)
        if scale != 1.0 or line.page in mirrored
        else line
        for line in lines
    ]
    drawn = [_rulings(one, scale, mirror=page in mirrored) for page, one in enumerate(rulings)]
    seen = {
        page: [
            Guess(_box(one.box, scale, mirror=page in mirrored), _cells(one, page in mirrored))
            for one in own
        ]
        for page, own in guesses.items()
    }
    return Turned(made, tuple(drawn), seen)


def _leftward_pages(lines: Sequence[Line]) -> frozenset[int]:
    letters: dict[int, list[int]] = {}
    for line in lines:
        count = letters.setdefault(line.page, [0, 0])
        count[0] += len(line.text)
        count[1] += sum(map(len, TO_THE_LEFT.findall(line.text)))
    return frozenset(page for page, (all_, left) in letters.items() if left > LEFTWARDS * all_)


def _box(box: Box, scale: float, *, mirror: bool) -> Box:
    x0, y0, x1, y1 = (value * scale for value in box)
    return (-x1, y0, -x0, y1) if mirror else (x0, y0, x1, y1)


def _line(line: Line, scale: float, *, mirror: bool) -> Line:
    x0, y0, x1, y1 = _box((line.x0, line.y0, line.x1, line.y1), scale, mirror=mirror)
    text = SEEN_NUMBER.sub(r"\2\1", line.text) if mirror else line.text
    return line._replace(text=text, x0=x0, y0=y0, x1=x1, y1=y1, size=line.size * scale)


def _rulings(rulings: Rulings, scale: float, *, mirror: bool) -> Rulings:
    across = [
        _turn(Segment(s.at * scale, s.start * scale, s.end * scale))
        if mirror
        else Segment(s.at * scale, s.start * scale, s.end * scale)
        for s in rulings.across
    ]
    sign = -scale if mirror else scale
    down = [Segment(s.at * sign, s.start * scale, s.end * scale) for s in rulings.down]
    dots = tuple(_box(one, scale, mirror=mirror) for one in rulings.dots)
    return Rulings(tuple(across), tuple(sorted(down, key=lambda one: one.at)), dots)


def _turn(across: Segment) -> Segment:
    return Segment(across.at, -across.end, -across.start)


def _cells(guess: Guess, mirror: bool) -> tuple[tuple[str, ...], ...]:
    return tuple(row[::-1] for row in guess.rows) if mirror else guess.rows
