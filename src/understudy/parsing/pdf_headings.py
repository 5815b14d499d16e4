"""Which printed lines are headings, and of which level."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from understudy.parsing.pdf_lines import Line

LARGER = 1.12
"""Size of a heading relative to the body's."""
LONGEST = 160
"""Characters; longer large print is a poster's text."""
DEEPEST = 4

Kind = tuple[float, bool]
"""Size and weight, as far as they tell headings apart."""


class Headings:
    """The prints of a document's headings, by size and weight."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.body = _body_size(lines)
        kinds = {kind for line in lines if self._may_head(line.text, kind := self.kind(line))}
        ranked = sorted(kinds, key=lambda kind: (-kind[0], not kind[1]))
        self.levels = {kind: min(level, DEEPEST) for level, kind in enumerate(ranked, 1)}

    def kind(self, line: Line) -> Kind:
        """Return the print of a line."""
        size = _rounded(line.size)
        if size >= LARGER * self.body:
            return size, False
        return self.body, line.bold and size >= 0.95 * self.body

    def level(self, group: Sequence[Line], text: str) -> int:
        """Return the level of lines that stand together; 0 when they are no heading."""
        kind = self.kind(group[0])
        return self.levels.get(kind, 0) if self._may_head(text, kind) else 0

    def _may_head(self, text: str, kind: Kind) -> bool:
        size, bold = kind
        if len(text) > LONGEST or not any(letter.isalpha() for letter in text):
            return False
        return size >= LARGER * self.body or (bold and not text.endswith((".", ",", ";", ":")))


def _body_size(lines: Iterable[Line]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[_rounded(line.size)] += len(line.text)
    return min(letters, key=lambda size: (-letters[size], size)) if letters else 0.0


def _rounded(size: float) -> float:
    return math.floor(size * 2 + 0.5) / 2
