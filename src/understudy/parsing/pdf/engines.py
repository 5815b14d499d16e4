"""What stands between the PDF parser and the libraries that open PDFs."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from understudy.core.errors import InputError
from understudy.core.registry import Registry
from understudy.parsing.files import RawFile
from understudy.parsing.params import PdfParams
from understudy.parsing.pdf.layout import Guess
from understudy.parsing.pdf.lines import TO_THE_LEFT, Line
from understudy.parsing.pdf.rulings import Box, Rulings


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What tells whether the text of a page is all that is to be read on it."""

    characters: int
    """Characters of its text layer but spaces."""
    image_share: float
    """Share of the page under pictures, 0 to 1."""
    hidden_share: float
    """Share of the characters that are not drawn, as those that OCR lays under a scan; 0 to 1."""
    text_share: float
    """Share of the page under lines of its text layer, 0 to 1; a full page of print has 0.4."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the file's own table of contents (its bookmarks)."""

    title: str
    level: int
    """From 1."""
    page: int
    """From 0; -1 for none."""


@dataclass(frozen=True, slots=True)
class Print:
    """What an engine finds in a PDF."""

    lines: list[Line]
    """In the order of the file; none on pages without a text layer."""
    pages: int
    title: str
    """What the file calls itself; empty when it does not."""
    facts: tuple[PageFacts, ...] = ()
    """One a page."""
    rulings: tuple[Rulings, ...] = ()
    """Drawn lines, for each page; none where tables are not asked for."""
    outline: tuple[Entry, ...] = ()
    """In the order of the file."""
    guesses: dict[int, list[Guess]] = field(default_factory=dict)
    """Tables by page that a layout model sees; empty unless it is asked."""


MOST_ENTRIES = 5000
"""Of a table of contents; what comes after is left out."""

PdfEngine = Callable[[RawFile, PdfParams], Print]

PDF_ENGINES = Registry[PdfEngine]("PDF engine", "understudy.parsing.engines")
"""Functions from a PDF to its printed lines.

They raise ``InputError`` for what cannot be opened (``bad_pdf``), needs a password (``encrypted``),
or has too many pages or swells on unpacking (``too_large``). Lengths are those of a page's `Frame`.
"""

COLUMN_GAP = 0.7
"""Line heights between words that are written to the left above which they are cells apart."""
MOST_LOOKUPS = 5_000_000
"""Times that a word, or a drawn line, of a page is compared with a line of it: seconds; a page
made to harm would take hours. A full one needs a fifth."""

SECONDS_A_PAGE = 1.0
"""What each page may take longer than the file alone: an engine asks when it begins one."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The cropped page, turned so that most of its text is upright.

    That is how a reader holds it, whether or not the file says that the page is turned.
    """

    width: float
    """Of the page before it is turned, as is the height."""
    height: float
    turn: int
    """Degrees clockwise: 0, 90, 180 or 270."""

    @property
    def depth(self) -> float:
        """Height after it is turned, never 0."""
        return max(self.width if self.turn in {90, 270} else self.height, 1.0)

    def seen(self, box: Box) -> Box:
        """Return where a box of the page before it is turned comes to stand."""
        x0, y0, x1, y1 = box
        if self.turn == 90:
            return self.height - y1, x0, self.height - y0, x1
        if self.turn == 180:
            return self.width - x1, self.height - y1, self.width - x0, self.height - y0
        if self.turn == 270:
            return y0, self.width - x1, y1, self.width - x0
        return box


def turn_of(right: float, down: float) -> int:
    """Return by how many degrees clockwise text of a direction must turn to be upright."""
    if abs(right) >= abs(down):
        return 0 if right >= 0 else 180
    return 270 if down > 0 else 90


def main_turn(turns: Counter[int]) -> int:
    """Return what is right for most of the letters; 0 for none."""
    return min(turns, key=lambda turn: (-turns[turn], turn)) if turns else 0


def check_pages(file: RawFile, pages: int, params: PdfParams) -> None:
    """Refuse a file of no page (``bad_pdf``), or of too many (``too_large``)."""
    if pages < 1:
        raise InputError(file.place, "no page of it can be found", reason="bad_pdf")
    if pages > params.max_pages:
        why = f"{pages} pages, more than parse.pdf.max_pages ({params.max_pages})"
        raise InputError(file.place, why, reason="too_large")


def read_leftwards(lines: Sequence[Line], words: Callable[[], list[tuple[Box, str]]]) -> list[Line]:
    """Put the words of lines written to the left in the order of reading, and cut them at gaps.

    Files hold such words in any order, and the libraries join them over the gaps of a table; where
    words stand tells their order. Runs of words with other letters keep their own.

    Args:
        lines: Of one page.
        words: Gives the words of the page.
    """
    known: list[tuple[Box, str]] | None = None
    made: list[Line] = []
    looked = 0
    for line in lines:
        if looked > MOST_LOOKUPS or not _is_leftward(line.text):
            made.append(line)
            continue
        known = words() if known is None else known
        looked += len(known)
        own = sorted(word for word in known if _is_in(word[0], line))
        letters = "".join(text for _, text in own)
        if sorted(letters) != sorted("".join(line.text.split())):
            made.append(line)
        else:
            made += [_leftward_line(line, part) for part in _apart(own, COLUMN_GAP * line.height)]
    return made


def _is_leftward(text: str) -> bool:
    """Tell a line most of whose letters are written to the left."""
    if text.isascii():
        return False
    left = sum(map(len, TO_THE_LEFT.findall(text)))
    return 2 * left > sum(letter.isalpha() for letter in text)


def _apart(words: Sequence[tuple[Box, str]], gap: float) -> list[list[tuple[Box, str]]]:
    """Cut words that are given from left to right where they are apart, from the right."""
    parts = [[words[0]]]
    for before, word in pairwise(words):
        if word[0][0] - before[0][2] > gap:
            parts.append([])
        parts[-1].append(word)
    return parts[::-1]


def _leftward_line(line: Line, words: Sequence[tuple[Box, str]]) -> Line:
    text = _leftwards(words, 0.12 * line.height)
    x0, x1 = min(box[0] for box, _ in words), max(box[2] for box, _ in words)
    return line._replace(text=text, x0=x0, x1=x1)


def _leftwards(words: Sequence[tuple[Box, str]], gap: float) -> str:
    """Return words that are given from left to right from right to left, with their spaces."""
    runs = [list(run) for _, run in groupby(words, lambda word: _goes_right(word[1]))]
    ordered = [
        word
        for run in reversed(runs)
        for word in (run if _goes_right(run[0][1]) else _backwards(run, gap))
    ]
    text = ordered[0][1]
    for (one, _), (other, word) in pairwise(ordered):
        apart = max(other[0] - one[2], one[0] - other[2])
        text += f" {word}" if apart > gap else word
    return text


def _goes_right(word: str) -> bool:
    return any(letter.isalpha() for letter in word) and not TO_THE_LEFT.search(word)


def _backwards(run: Sequence[tuple[Box, str]], gap: float) -> list[tuple[Box, str]]:
    """Turn the order of words round, but within a number that came in pieces."""
    pieces: list[list[tuple[Box, str]]] = []
    for word in run:
        last = pieces[-1][-1] if pieces else None
        digits = last is not None and last[1][-1:].isdigit() and word[1][:1].isdigit()
        if last is not None and digits and word[0][0] - last[0][2] <= gap:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return [word for piece in reversed(pieces) for word in piece]


def share_under(pictures: Iterable[Box], page: Box) -> float:
    """Return the share of a page under pictures; one that is drawn twice counts once."""
    area = 0.0
    for box in set(pictures):
        wide = min(box[2], page[2]) - max(box[0], page[0])
        high = min(box[3], page[3]) - max(box[1], page[1])
        area += max(0.0, wide) * max(0.0, high)
    return min(1.0, area / max(1.0, (page[2] - page[0]) * (page[3] - page[1])))


def text_share(lines: Iterable[Line], page: Box) -> float:
    """Return the share of a page under lines of text, which hardly overlap."""
    area = sum(max(0.0, line.x1 - line.x0) * max(0.0, line.y1 - line.y0) for line in lines)
    return min(1.0, area / max(1.0, (page[2] - page[0]) * (page[3] - page[1])))


def cut_at_rulings(
    lines: Sequence[Line], rulings: Rulings, words: Callable[[], list[tuple[Box, str]]]
) -> list[Line]:
    """Cut lines where a drawn line goes down between their words, as between two narrow cells.

    Args:
        lines: Of one page.
        rulings: Of the page.
        words: Gives the words of the page, in the order of its lines.
    """
    known: list[tuple[Box, str]] | None = None
    cut: list[Line] = []
    if len(lines) * len(rulings.down) > MOST_LOOKUPS:
        return list(lines)
    looked = 0
    for line in lines:
        middle = (line.y0 + line.y1) / 2
        crossed = [
            rule.at
            for rule in rulings.down
            if line.x0 + 1 < rule.at < line.x1 - 1 and rule.start < middle < rule.end
        ]
        if not crossed or looked > MOST_LOOKUPS:
            cut.append(line)
            continue
        known = words() if known is None else known
        looked += len(known)
        cut += _parts(line, crossed, known)
    return cut


def _parts(line: Line, crossed: Sequence[float], words: Sequence[tuple[Box, str]]) -> list[Line]:
    """Return the parts of a line; the line itself if its words are not found again."""
    parts: dict[int, list[tuple[Box, str]]] = {}
    for word in words:
        if _is_in(word[0], line):
            x = (word[0][0] + word[0][2]) / 2
            parts.setdefault(sum(at < x for at in crossed), []).append(word)
    if len("".join(text for part in parts.values() for _, text in part)) != len(
        "".join(line.text.split())
    ):
        return [line]
    return [
        line._replace(
            text=" ".join(text for _, text in parts[place]),
            x0=min(box[0] for box, _ in parts[place]),
            x1=max(box[2] for box, _ in parts[place]),
        )
        for place in sorted(parts)
    ]


def _is_in(box: Box, line: Line) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return line.x0 - 1 <= x <= line.x1 + 1 and line.y0 - 1 <= y <= line.y1 + 1
