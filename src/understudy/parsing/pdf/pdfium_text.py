"""The printed lines of a page by PDFium, word by word: it asks for each letter at a price."""

import ctypes
import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from understudy.parsing.decoding import plain
from understudy.parsing.pdf.engines import Frame, main_turn, turn_of
from understudy.parsing.pdf.lines import TO_THE_LEFT, Line
from understudy.parsing.pdf.rulings import Box

FIXED_PITCH, FORCED_BOLD = 1 << 0, 1 << 18  # bits of a font's flags (ISO 32000-1, table 123)
BOLD_NAMES = ("bold", "black", "heavy")
MONO_NAMES = ("mono", "courier", "consol", "typewriter", "menlo", "cmtt")
LINE_BREAK_HYPHENS = "\x02\ufffe"
"""What PDFium gives for a hyphen at the end of a line, whose break it leaves out."""
UNMAPPED = "\ufffd"
LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st"}
)
FAR = 0.8
"""Space between letters, in font sizes, from which they are no neighbours; MuPDF's own value."""
LOOKED_AT = 300
"""Letters of a page that tell how it is turned."""
CHANGED = re.compile(rf"[\0\ud800-\udfff\ufb00-\ufb06{LINE_BREAK_HYPHENS}]|{TO_THE_LEFT.pattern}")
"""What does not stay as PDFium gives it; most pages have none."""
WORD = re.compile(r"[^\s\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]|[\r\n]+")


@dataclass(frozen=True, slots=True)
class View:
    """A frame on a page whose own coordinates go upwards."""

    frame: Frame
    left: float
    """Where what is shown begins."""
    top: float

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return where a box is seen whose second height is the upper one."""
        if self.frame.turn == 0:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        return self.frame.seen((x0 - self.left, self.top - y1, x1 - self.left, self.top - y0))

    def shows(self, box: Box) -> bool:
        """Tell whether the middle of a box is not cropped away."""
        wide, high = self.frame.width, self.frame.height
        if self.frame.turn in {90, 270}:
            wide, high = high, wide
        return 0 <= box[0] + box[2] <= 2 * wide and 0 <= box[1] + box[3] <= 2 * high


@dataclass(frozen=True, slots=True)
class Style:
    """How a letter is printed."""

    size: float
    bold: bool
    mono: bool
    across: bool
    """Whether it runs across the page, not up or down."""
    hidden: bool


class Word(NamedTuple):
    """Letters without a space between."""

    text: str
    box: Box
    style: Style


@dataclass(slots=True)
class _Row:
    """Words of one row, while it grows."""

    words: list[Word] = field(default_factory=list)
    spaced: list[bool] = field(default_factory=list)
    """For each word whether a space stands before it."""


def turn(text: Any) -> int:
    """Return by how many degrees a page must turn for most of its text to be upright."""
    import pypdfium2.raw as c

    letters = c.FPDFText_CountChars(text)
    places = range(0, letters, max(1, letters // LOOKED_AT))
    matrix = c.FS_MATRIX()
    turns: Counter[int] = Counter()
    for at in places:
        if c.FPDFText_IsGenerated(text, at) == 0 and c.FPDFText_GetMatrix(text, at, matrix):
            turned = turn_of(matrix.a, -matrix.b)
            turns[turned] += 1
            if turns[turned] > len(places) / 2:  # the others will not change that
                return turned
    return main_turn(turns)


def words_of(text: Any, view: View) -> Iterator[tuple[Word | None, bool]]:
    """Yield the words that are seen, each with whether a space stands before; None ends a line."""
    letters = _letters(text)
    styles = _Styles(text, view.frame)
    places = _Places(text, view)
    changed = CHANGED.search(letters) is not None
    end = -1
    for found in WORD.finditer(letters):
        start, stop = found.span()
        if letters[start] in "\r\n":
            yield None, False
            end = -1
            continue
        box = places.box(start, stop - 1)
        if view.shows(box):
            word = found[0]
            if changed:
                word = plain(_mended(text, word, stop - 1).translate(LIGATURES))
                if TO_THE_LEFT.search(word):
                    word = _in_order(word, start, places)
            yield Word(word, box, styles.at(start)), end != start
        end = stop


def lines_of(words: list[tuple[Word | None, bool]], view: View, number: int) -> list[Line]:
    """Return the lines of a page; PDFium's own are cut where words are far apart."""
    rows: list[_Row] = [_Row()]
    for word, spaced in words:
        row = rows[-1]
        if word is None:
            rows.append(_Row())
        elif row.words and _breaks(row.words[-1], word):
            rows.append(_Row([word], [False]))
        else:
            row.words.append(word)
            row.spaced.append(spaced)
    return [_line(row, view, number) for row in rows if row.words]


def _letters(text: Any) -> str:
    """Return the letters of a page, one for each that PDFium counts."""
    import pypdfium2.raw as c

    count = c.FPDFText_CountChars(text)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    if c.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        letters = bytes(buffer)[:-2].decode("utf-16-le", "surrogatepass")
        if len(letters) == count and "\0" not in letters:
            return letters
    codes = (c.FPDFText_GetUnicode(text, at) for at in range(count))
    return "".join(chr(code) if code else UNMAPPED for code in codes)


def _mended(text: Any, word: str, last: int) -> str:
    import pypdfium2.raw as c

    if word[-1] in LINE_BREAK_HYPHENS and c.FPDFText_IsHyphen(text, last) == 1:
        return word[:-1] + "-"
    return word


@functools.cache
def _by_address(name: str, result: Any, pointers: int = 0) -> Any:
    """Return a function of PDFium that takes addresses instead of typed pointers.

    With those a call takes twice the time, and there are three for each word.

    Args:
        name: Its name; it takes a text, the place of a letter, and ``pointers`` more.
        result: What it returns, for ctypes.
        pointers: How many.
    """
    import pypdfium2.raw as c

    kinds = [ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * pointers]
    address = ctypes.cast(getattr(c, name), ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *kinds)(address or 0)


class _Places:
    """Where letters stand."""

    def __init__(self, text: Any, view: View) -> None:
        import pypdfium2.raw as c

        self.ask = _by_address("FPDFText_GetLooseCharBox", ctypes.c_int, pointers=1)
        self.text, self.view = ctypes.addressof(text.raw.contents), view
        self.one, self.other = c.FS_RECTF(), c.FS_RECTF()
        self.first, self.last = ctypes.addressof(self.one), ctypes.addressof(self.other)

    def box(self, first: int, last: int) -> Box:
        """Return the box around two letters."""
        one, other = self.one, self.other
        self.ask(self.text, first, self.first)
        if first == last:
            return self.view.box(one.left, one.bottom, one.right, one.top)
        self.ask(self.text, last, self.last)
        # Comparisons by hand: this runs for each word, and `min` is slow.
        x0, x1, y0, y1 = one.left, one.right, one.bottom, one.top
        left, right, low, high = other.left, other.right, other.bottom, other.top
        return self.view.box(
            left if left < x0 else x0,
            low if low < y0 else y0,
            right if right > x1 else x1,
            high if high > y1 else y1,
        )


def _in_order(word: str, start: int, places: _Places) -> str:
    """Return a word with letters written to the left in the order of reading.

    PDFium takes every file to hold such letters as they are seen, and turns them about; in files
    that hold them as they are read, that puts the last letter, the leftmost, first.
    """

    def turned(part: re.Match[str]) -> str:
        first = places.box(start + part.start(), start + part.start())
        last = places.box(start + part.end() - 1, start + part.end() - 1)
        return part[0][::-1] if first[0] < last[0] else part[0]

    return TO_THE_LEFT.sub(turned, word)


def _breaks(last: Word, word: Word) -> bool:
    """Tell whether a word stands in another row than the last one, or far from it.

    Neither depends on the direction of writing; but words written to the left may come in an
    order of their own, so that distance tells nothing.
    """
    one, other = last.box, word.box
    along, beside = (0, 1) if last.style.across else (1, 0)
    if (
        word.style.across != last.style.across
        or one[beside] >= other[beside + 2]
        or other[beside] >= one[beside + 2]
        or one[beside] >= one[beside + 2]
        or other[beside] >= other[beside + 2]
    ):
        return True
    gap = max(other[along] - one[along + 2], one[along] - other[along + 2])
    return gap > FAR * word.style.size and not TO_THE_LEFT.search(last.text[-2:] + word.text[:1])


def _line(row: _Row, view: View, number: int) -> Line:
    sizes: Counter[float] = Counter()
    for word in row.words:
        sizes[word.style.size] += len(word.text)
    x0, y0 = min(word.box[0] for word in row.words), min(word.box[1] for word in row.words)
    x1, y1 = max(word.box[2] for word in row.words), max(word.box[3] for word in row.words)
    pieces = zip(row.words, row.spaced, strict=True)
    text = "".join(f" {word.text}" if spaced else word.text for word, spaced in pieces)
    return Line(
        text=text.strip(),
        page=number,
        x0=x0,
        y0=y0,
        x1=x1,
        y1=y1,
        size=max(sizes, key=lambda size: (sizes[size], size)),
        bold=all(word.style.bold for word in row.words),
        place=(y0 + y1) / 2 / view.frame.depth,
        mono=all(word.style.mono for word in row.words),
    )


class _Styles:
    """Styles of letters; they are asked once for each piece of text that the file draws."""

    def __init__(self, text: Any, frame: Frame) -> None:
        import pypdfium2.raw as c

        self.text = text
        self.object_at = _by_address("FPDFText_GetTextObject", ctypes.c_void_p)
        self.address = ctypes.addressof(text.raw.contents)
        self.on_side = frame.turn in {90, 270}
        self.matrix = c.FS_MATRIX()
        self.fonts: dict[int, tuple[bool, bool]] = {}
        self.known: dict[int, Style] = {}

    def at(self, at: int) -> Style:
        """Return the style of one letter."""
        import pypdfium2.raw as c

        key = self.object_at(self.address, at)
        style = self.known.get(key) if key else None
        if style is None:
            style = self.known[key or 0] = self._ask(at, c.FPDFText_GetTextObject(self.text, at))
        return style

    def _ask(self, at: int, drawn: Any) -> Style:
        import pypdfium2.raw as c

        matrix = self.matrix
        if not c.FPDFText_GetMatrix(self.text, at, matrix):
            matrix.a = matrix.d = 1.0
            matrix.b = matrix.c = 0.0
        scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
        size = c.FPDFText_GetFontSize(self.text, at) * scale
        across = (abs(matrix.a) >= abs(matrix.b)) != self.on_side
        bold, mono = self._font(drawn)
        hidden = bool(drawn) and c.FPDFTextObj_GetTextRenderMode(drawn) == (
            c.FPDF_TEXTRENDERMODE_INVISIBLE
        )
        return Style(round(size, 3), bold, mono, across, hidden)

    def _font(self, drawn: Any) -> tuple[bool, bool]:
        """Tell whether a font is bold, and whether its letters have one width."""
        import pypdfium2.raw as c

        font = c.FPDFTextObj_GetFont(drawn) if drawn else None
        if not font:
            return False, False
        key = ctypes.addressof(font.contents)
        if key not in self.fonts:
            size = c.FPDFFont_GetBaseFontName(font, None, 0)
            name = ctypes.create_string_buffer(max(1, size))
            c.FPDFFont_GetBaseFontName(font, name, size)
            called = name.value.decode("utf-8", "replace").lower()
            flags = c.FPDFFont_GetFlags(font)
            bold = bool(flags & FORCED_BOLD) or any(part in called for part in BOLD_NAMES)
            mono = bool(flags & FIXED_PITCH) or any(part in called for part in MONO_NAMES)
            self.fonts[key] = bold, mono
        return self.fonts[key]
