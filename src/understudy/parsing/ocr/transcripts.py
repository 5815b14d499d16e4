"""The text of one picture: how it lies, in which script, and who reads it.

Imported by parsers inside their functions, since numpy is.
"""

import math
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.ocr import tesseract_program
from understudy.parsing.ocr.layout import Seen
from understudy.parsing.ocr.legibility import legibility
from understudy.parsing.ocr.lookalikes import is_ambiguous
from understudy.parsing.ocr.recognition import RECOGNISERS, Pixels, Script
from understudy.parsing.params import OcrParams

MIN_LEGIBLE = 0.5
"""Least share of letters in what looks like words; print has 0.9, junk 0.2."""
LEAST_SURE = 0.5
"""A line of which the recogniser is less sure is dirt, or part of a drawing."""
FEW, SOME = 4, 40
"""Letters that may be dirt: few, and some that the recogniser itself doubts."""
SURE = 0.9
"""Confidence of a turned reading after which no other turn is tried."""
BLANKS = re.compile(r"\s{2,}")
HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
CYRILLIC = re.compile(r"[\u0400-\u052f]")
SCRIPTS: dict[str, Script] = {
    "Latin": "latin",
    "Fraktur": "latin",
    "Greek": "latin",
    "Cyrillic": "cyrillic",
    "Han": "han",
    "HanS": "han",
    "HanT": "han",
    "Japanese": "han",
    "Katakana": "han",
    "Hiragana": "han",
}
"""What tesseract calls a script to what params call it."""
LEAST_DENSE = 0.6
"""Characters in a stretch of a line as long as the line is high, below which some are missing."""
TALL = 1.5
"""Height of a box relative to its width from which its line runs up or down."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was recognised in one picture."""

    lines: tuple[Seen, ...]
    """In no order, of the picture as it stands upright."""
    engine: str
    """Names of the recognisers, joined with ``+``."""
    turn: int
    """Degrees clockwise by which the picture had to be turned."""
    width: int
    """Pixels, of the picture as it stands upright, as is the height."""
    height: int

    @property
    def text(self) -> str:
        """The lines as they were recognised."""
        return "\n".join(line.text for line in self.lines)

    @property
    def confidence(self) -> float:
        """How sure the recogniser is, 0 to 1: the mean over the letters."""
        weights = [len(line.text.strip()) for line in self.lines]
        if not any(weights):
            return 0.0
        return statistics.fmean([line.confidence for line in self.lines], weights)

    @property
    def unknown(self) -> int:
        """Letters that were seen and not known."""
        return sum(_unknown(line) for line in self.lines)

    @property
    def written(self) -> int:
        """Letters and digits."""
        return sum(letter.isalnum() for line in self.lines for letter in line.text)

    @property
    def score(self) -> float:
        """How good a reading it is, 0 to 1."""
        if not self.written:
            return 0.0
        known = self.written / (self.written + self.unknown)
        upright = 0.5 if _lies_on_side(self.lines) else 1.0
        return self.confidence * legibility(self.text) * known * upright


def recognise(picture: Pixels, where: str, params: OcrParams) -> Page:
    """Read the text of a picture.

    Tesseract tells how it lies and its script, if it can; else the recogniser of Latin letters goes
    first, to which letters of another script are blanks. The next one is asked when a reading has
    such letters or is a poor one, then the picture is turned if tesseract could not tell. The best
    reading is taken.

    Args:
        picture: An array (height, width, red-green-blue) of bytes.
        where: Place of the picture, for messages.
        params: Section ``parse.ocr``.

    Raises:
        InputError: There is no text in it (``no_text``), none that can be relied upon
            (``unreadable_picture``), or what reads its script is missing (``missing_engine``).
    """
    desk = _Desk(picture, params)
    layout = tesseract_program.layout(picture)
    turn = layout.turn if layout else 0
    script = SCRIPTS.get(layout.script) if layout else None
    best = desk.best(turn, script)
    if layout is None and not _is_good(best, params):
        for other in _other_turns(desk.pages, turn):
            best = max(best, desk.best(other, script), key=lambda page: page.score)
            if _is_good(best, params) and best.confidence >= SURE:
                break
    if not best.written or _is_dirt(best) or not _may_pass(best, params):
        raise _refusal(best, desk, script, where)
    lines = (replace(one, text=" ".join(one.text.split())) for one in best.lines)
    kept = tuple(one for one in lines if one.text and one.confidence >= LEAST_SURE)
    return replace(best, lines=kept)


class _Desk:
    """One picture and what has been read in it so far."""

    def __init__(self, picture: Pixels, params: OcrParams) -> None:
        self.pages: dict[tuple[str, str, int], Page] = {}
        self.missing: dict[Script, str] = {}
        self.failures: list[InputError] = []
        self._picture = picture
        self._params = params

    def best(self, turn: int, script: Script | None) -> Page:
        """Read the picture by the recogniser of a script, and by others until one is good."""
        first: Script = script or "latin"
        others: list[Script] = ["cyrillic", "latin", "han"]
        found = self._empty(turn)
        for wanted in dict.fromkeys([first, *others]):
            page = self._read(wanted, turn)
            if page is not None:
                found = _joined(found, page) if found.written or found.unknown else page
            if _is_good(found, self._params):
                break
        return found

    def _empty(self, turn: int) -> Page:
        height, width = self._picture.shape[:2]
        if turn in {90, 270}:
            height, width = width, height
        return Page((), "", turn, width, height)

    def _read(self, script: Script, turn: int) -> Page | None:
        """Read in one script; None when that was done already, or nothing is there to do it."""
        name = getattr(self._params.engines, script)
        recogniser = RECOGNISERS[name]
        packs = recogniser.packs(script, self._params)
        if (lacking := recogniser.missing(packs)) is not None:
            self.missing[script] = lacking
            return None
        key = (name, packs, turn)
        if key in self.pages:
            return None
        done = attempt(lambda one: recogniser.read(one, packs), turned(self._picture, turn))
        if done.failure is not None:
            self.failures.append(done.failure)
        lines = tuple(done.value or ())
        self.pages[key] = replace(self._empty(turn), lines=lines, engine=name)
        return self.pages[key]


def turned(picture: Pixels, degrees: int) -> Pixels:
    """Turn a picture clockwise by a multiple of 90 degrees."""
    import numpy as np

    return picture if degrees == 0 else np.ascontiguousarray(np.rot90(picture, -degrees // 90))


def _is_good(page: Page, params: OcrParams) -> bool:
    """Tell a reading that leaves no doubt, so that nobody else need be asked."""
    if not page.written or _lies_on_side(page.lines) or _is_dirt(page):
        return False
    sure = max(0.75, params.min_confidence)
    doubtful = sum(len(line.text) for line in page.lines if line.confidence < LEAST_SURE)
    return (
        page.confidence >= sure
        and legibility(page.text) >= 0.8
        and page.unknown < min(3, max(1, 0.02 * page.written))
        and not is_ambiguous(page.text)
        and doubtful < 0.1 * len(page.text)
    )


def _is_dirt(page: Page) -> bool:
    """Tell what a recogniser makes of stains and drawings."""
    letters = page.written + page.unknown
    return letters < (FEW if page.confidence >= LEAST_SURE else SOME) and page.confidence < SURE


def _may_pass(page: Page, params: OcrParams) -> bool:
    known = page.written / (page.written + page.unknown)
    return (
        page.confidence >= params.min_confidence
        and legibility(page.text) >= MIN_LEGIBLE
        and known >= 0.5
    )


def _joined(one: Page, other: Page) -> Page:
    """Choose between two readings; lines of Chinese come from the one that reads them.

    That is the one without Cyrillic: packs for Cyrillic make junk of Chinese, and the recogniser
    of Chinese makes blanks of Cyrillic.
    """
    better, worse = sorted((one, other), key=lambda page: page.score, reverse=True)
    if _fills(worse, better):
        better, worse = worse, better
    han = [line for line in worse.lines if len(HAN.findall(line.text)) >= 2]
    if not han or HAN.search(better.text) or not CYRILLIC.search(better.text):
        return better
    kept = [line for line in better.lines if not any(_covers(mark, line) for mark in han)]
    if not any(CYRILLIC.search(line.text) for line in kept):
        return worse
    names = dict.fromkeys([better.engine, worse.engine])
    return replace(better, lines=(*kept, *han), engine="+".join(sorted(names)))


def _fills(one: Page, other: Page) -> bool:
    """Tell whether a reading has Cyrillic where the other one has blanks."""
    letters = len(CYRILLIC.findall(one.text))
    if CYRILLIC.search(other.text) or not letters:
        return False
    return letters > other.unknown / 2 > 0 or is_ambiguous(other.text)


def _covers(one: Seen, other: Seen) -> bool:
    """Tell whether the middle of a box is inside another one."""
    x = statistics.fmean(corner[0] for corner in other.corners)
    y = statistics.fmean(corner[1] for corner in other.corners)
    xs, ys = [corner[0] for corner in one.corners], [corner[1] for corner in one.corners]
    return min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys)


def _unknown(line: Seen) -> int:
    """Count the letters that were seen and not known: they are blanks, of which some are lost.

    Chinese has one character in a line's height, Latin print two; spaced letters have one.
    """
    core = line.text.strip()
    blanks = sum(len(run) - 1 for run in BLANKS.findall(core)) + len(line.text) - len(core)
    visible = sum(not letter.isspace() for letter in line.text)
    width, height = math.dist(*line.corners[:2]), math.dist(*line.corners[1:3])
    long, short = max(width, height), max(1.0, min(width, height))
    room = long / short
    return max(blanks, round(2 * room) - visible if visible < LEAST_DENSE * room else 0)


def _other_turns(pages: dict[tuple[str, str, int], Page], turn: int) -> Sequence[int]:
    """Return what may be tried for a poor reading: upside down, or on a side for tall boxes."""
    lines = [line for page in pages.values() for line in page.lines]
    if not lines:
        return []
    if _lies_on_side(lines):
        return [(turn + 90) % 360, (turn + 270) % 360]
    return [(turn + 180) % 360]


def _lies_on_side(lines: Sequence[Seen]) -> bool:
    tall = sum(len(line.text) for line in lines if _is_tall(line))
    return tall > sum(len(line.text) for line in lines) / 2


def _is_tall(line: Seen) -> bool:
    xs, ys = [corner[0] for corner in line.corners], [corner[1] for corner in line.corners]
    return max(ys) - min(ys) > TALL * (max(xs) - min(xs))


def _refusal(best: Page, desk: _Desk, script: Script | None, where: str) -> InputError:
    seen = any(not _is_dirt(page) for page in desk.pages.values() if page.lines)
    blanks = any(page.unknown > page.written for page in desk.pages.values())
    foreign = blanks or best.confidence < LEAST_SURE or script in desk.missing
    if desk.missing and (not desk.pages or (seen and foreign)):
        lacking = "; ".join(dict.fromkeys(desk.missing.values()))
        suspected = " (they look Cyrillic)" if blanks else ""
        why = f"what reads its letters{suspected} is missing: {lacking}"
        return InputError(where, why, reason="missing_engine")
    if desk.failures and not seen:
        return InputError(where, desk.failures[0].why, reason=desk.failures[0].reason)
    if not seen:
        return InputError(where, "no text is to be seen in it", reason="no_text")
    why = (
        f"its text cannot be read: recognised with a confidence of {best.confidence:.0%}, and "
        f"{legibility(best.text):.0%} of the letters make words; take a larger or sharper picture"
    )
    return InputError(where, why, reason="unreadable_picture")
