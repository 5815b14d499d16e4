"""Any script that it has a pack for, by tesseract (Apache-2.0), a program of the system.

Debian and Ubuntu: ``apt-get install tesseract-ocr tesseract-ocr-rus tesseract-ocr-eng``.
"""

import statistics
from collections import defaultdict
from itertools import pairwise

from understudy.parsing.ocr import tesseract_program as program
from understudy.parsing.ocr.layout import Seen
from understudy.parsing.ocr.lookalikes import in_one_script
from understudy.parsing.ocr.recognition import RECOGNISERS, Pixels, Recogniser, Script
from understudy.parsing.params import OcrParams

WORD_LEVEL = "5"
COLUMNS = 12
SMALL = 1_000_000
"""Pixels of a picture below which it may be a screen's, whose letters are too small for it."""
GOOD = 0.85
"""Confidence in a small picture with which it is not read again in double size."""
FAR = 2.0
"""Space between words, in line heights, from which they are cells of a table, not one line."""

RISING, FALLING = frozenset("bdfhkltijбфёй!?/|()[]{}"), frozenset("gjpqyQруф,;/|()[]{}")
"""Letters that stand above the small ones, and below the line; capitals and digits rise, too."""
RISE, FALL = 0.25, 0.22
"""Their parts of a line's height."""

Word = tuple[float, float, float, float, float, str]
"""Left, top, right, bottom, confidence, text."""


def read(picture: Pixels, packs: str) -> list[Seen]:
    """Find and read the lines of a picture; words that are far apart are lines of their own.

    Raises:
        InputError: It takes too long or breaks off (``unreadable_picture``).
    """
    found = _read(picture, packs, 1)
    if picture.shape[0] * picture.shape[1] < SMALL and _confidence(found) < GOOD:
        larger = _read(_doubled(picture), packs, 2)
        found = max(found, larger, key=_confidence)
    return found


def _read(picture: Pixels, packs: str, scale: int) -> list[Seen]:
    lines = _lines(program.tsv(picture, packs, mode=3))
    lines = lines or _lines(program.tsv(picture, packs, mode=6))
    return [_seen(words, scale) for line in lines for words in _pieces(line)]


def _confidence(lines: list[Seen]) -> float:
    weights = [len(line.text) for line in lines]
    return statistics.fmean([line.confidence for line in lines], weights) if lines else 0.0


def packs(script: Script, params: OcrParams) -> str:
    """Return the packs that params name for a script."""
    return str(getattr(params.languages, script))


def missing(packs: str) -> str | None:
    """Name the program or the packs that are not installed."""
    wanted = packs.split("+")
    install = "apt-get install -y " + " ".join(
        ["tesseract-ocr", *(f"tesseract-ocr-{name.lower().replace('_', '-')}" for name in wanted)]
    )
    if program.path() is None:
        return f"the program 'tesseract' is not installed: {install}"
    absent = sorted(set(wanted) - program.languages())
    if absent:
        names = ", ".join(map(repr, absent))
        return f"tesseract lacks the language {names} (see tesseract --list-langs): {install}"
    return None


def _doubled(picture: Pixels) -> Pixels:
    import numpy as np
    from PIL import Image

    image = Image.fromarray(picture)
    size = (2 * image.width, 2 * image.height)
    return np.asarray(image.resize(size, Image.Resampling.BICUBIC))


def _lines(table: str) -> list[list[Word]]:
    lines: defaultdict[tuple[str, ...], list[Word]] = defaultdict(list)
    for row in table.split("\n"):
        cells = row.split("\t")
        if len(cells) != COLUMNS or cells[0] != WORD_LEVEL or not cells[-1].strip():
            continue
        left, top, width, height = map(float, cells[6:10])
        box = (left, top, left + width, top + height)
        lines[tuple(cells[1:5])].append((*box, float(cells[10]) / 100, cells[-1].strip()))
    return list(lines.values())


def _pieces(line: list[Word]) -> list[list[Word]]:
    """Cut a line where it leaves a wide gap."""
    height = statistics.median(word[3] - word[1] for word in line)
    pieces = [line[:1]]
    for before, word in pairwise(line):
        if word[0] - before[2] > FAR * max(height, 1.0):
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return pieces


def _seen(words: list[Word], scale: int) -> Seen:
    left, top = min(word[0] for word in words) / scale, min(word[1] for word in words) / scale
    right, bottom = max(word[2] for word in words) / scale, max(word[3] for word in words) / scale
    weights = [len(word[5]) for word in words]
    text = in_one_script(" ".join(word[5] for word in words))
    top, bottom = _full(text, top, bottom)
    return Seen(
        text,
        ((left, top), (right, top), (right, bottom), (left, bottom)),
        statistics.fmean([word[4] for word in words], weights),
    )


def _full(text: str, top: float, bottom: float) -> tuple[float, float]:
    """Return the edges of a line of any letters: boxes are tight around those that there are."""
    rises = any(letter in RISING or letter.isupper() or letter.isdigit() for letter in text)
    falls = any(letter in FALLING for letter in text)
    height = (bottom - top) / (1.0 - (0 if rises else RISE) - (0 if falls else FALL))
    return top - (0 if rises else RISE) * height, bottom + (0 if falls else FALL) * height


TESSERACT = RECOGNISERS.register("tesseract")(
    Recogniser(read, packs, missing, identity=program.version)
)
