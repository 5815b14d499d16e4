"""Which printed lines are headings, and of which level."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from understudy.parsing.paragraphs import Block
from understudy.parsing.pdf.engines import Entry
from understudy.parsing.pdf.lines import Line

LARGER = 1.12
"""Size of a heading relative to the body's."""
LONGEST = 160
"""Characters; longer large print is a poster's text."""
DEEPEST = 4
CAPTION = re.compile(
    r"(?:table|figure|fig\.|listing|tabelle|abbildung|abb\.|таблица|табл\.|рисунок|рис\.|листинг)"
    r"\s*\d+",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"(\d{1,3})[.)]\s")
MOST_IN_A_ROW = 5
"""Headings of one level with nothing between; more are labels of a drawing, or a poster."""

Kind = tuple[float, bool]
"""Size and weight, as far as they tell headings apart."""


class Headings:
    """The prints of a document's headings, by size and weight, and its own table of contents."""

    def __init__(
        self, lines: Sequence[Line], every: Sequence[Line], outline: Sequence[Entry]
    ) -> None:
        """Look at the whole document.

        Args:
            lines: That may be headings.
            every: Those in tables too: they count for the size of most of the text.
            outline: What the file lists itself.
        """
        self.body = body_size(every)
        self.entries: dict[str, list[Entry]] = {}
        for entry in outline:
            self.entries.setdefault(_key(entry.title), []).append(entry)
        kinds = {
            kind
            for line in _without_code(lines)
            if self._may_head(line.text, kind := self.kind(line))
        }
        ranked = sorted(kinds, key=lambda kind: (-kind[0], not kind[1]))
        self.levels = {kind: min(level, DEEPEST) for level, kind in enumerate(ranked, 1)}

    def kind(self, line: Line) -> Kind:
        """Return the print of a line."""
        size = _rounded(line.size)
        if size >= LARGER * self.body:
            return size, False
        return self.body, line.bold and not line.mono and size >= 0.95 * self.body

    def level(self, group: Sequence[Line], text: str) -> int:
        """Return the level of lines that stand together; 0 when they are no heading."""
        for entry in self.entries.get(_key(text), ()) if self.entries else ():
            if abs(entry.page - group[0].page) <= 1:
                return min(entry.level, DEEPEST)
        kind = self.kind(group[0])
        if any(line.parted for line in group) or CAPTION.match(text):
            return 0
        return self.levels.get(kind, 0) if self._may_head(text, kind) else 0

    def _may_head(self, text: str, kind: Kind) -> bool:
        size, bold = kind
        if len(text) > LONGEST or not any(letter.isalpha() for letter in text):
            return False
        return size >= LARGER * self.body or (bold and not text.endswith((".", ",", ";", ":")))


def without_lists(made: Sequence[Block]) -> list[Block]:
    """Take headings that are a list for what they are: numbered on and on, or many in a row."""
    kept = list(made)
    start = 0
    for place in range(1, len(made) + 1):
        ends = place == len(made) or not made[place].level or made[place].level != made[start].level
        if not ends:
            continue
        run = made[start:place]
        numbers = [int(found[1]) for block in run if (found := NUMBERED.match(block.text))]
        counted = len(numbers) == len(run) > 1 and numbers == list(
            range(numbers[0], numbers[0] + len(run))
        )
        if made[start].level and (counted or len(run) >= MOST_IN_A_ROW):
            kept[start:place] = [
                replace(block, level=0, counted=NUMBERED.match(block.text) is not None)
                for block in run
            ]
        start = place
    return kept


def _key(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter.isalnum())


def body_size(lines: Sequence[Line]) -> float:
    """Return the font size of most of the text, or of the code if that is all; 0 for none."""
    letters: Counter[float] = Counter()
    for line in lines:
        if not line.mono:
            letters[_rounded(line.size)] += len(line.text)
    if not letters:
        letters.update(_rounded(line.size) for line in lines)
    return min(letters, key=lambda size: (-letters[size], size)) if letters else 0.0


def _without_code(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without those of one letter width that stand together, in one print.

    Of Chinese letters all have one width, titles among them.
    """
    code = [(line.size, line.bold) if line.mono else None for line in lines]
    return [
        line
        for line, before, own, after in zip(
            lines, [None, *code], code, [*code[1:], None], strict=False
        )
        if own is None or own not in {before, after}
    ]


def _rounded(size: float) -> float:
    return math.floor(size * 2 + 0.5) / 2
