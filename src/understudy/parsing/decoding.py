"""From bytes to text, whatever wrote them."""

import codecs
import logging
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import BinaryIO

from understudy.core.errors import InputError

log = logging.getLogger(__name__)

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins the same
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CYRILLIC_PAGES = ["cp1251", "koi8_r", "cp866", "mac_cyrillic"]
LATIN_PAGES = ["cp1252", "cp1250"]
LEGACY = [*CYRILLIC_PAGES, *LATIN_PAGES, "gb18030", "shift_jis"]
"""What may be guessed: among all 90 code pages a guess is wrong more often and ten times slower."""
LOOKED_AT = 200_000
"""Bytes that a guess is made from."""
BLOCK = 1 << 20
"""Bytes of a stream that are read at a time."""

CONTROL_BYTES = bytes(set(range(32)) - {9, 10, 12, 13}) + b"\x7f"
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
MAX_CONTROLS = 0.01
"""Share of control characters above which it is no text (a picture decodes as Latin-1 too)."""
MAX_LOST = 0.01
"""Share of damaged characters with which a file still counts as UTF-8."""
SURE_LETTERS = 4
"""Letters beyond ASCII that make a line of valid UTF-8 one that means to be."""
SURE_SHARE = 0.05
"""Such lines among those with letters beyond ASCII, in a text of two encodings."""
LIKELY_SHARE = 0.2
"""The same for lines with any such letter, where they have few."""
LOST = "\ufffd".encode()
CYRILLIC = re.compile("[\u0400-\u052f]")
LATIN = re.compile("[\u00c0-\u024f]")
UNPAIRED = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what it took to read it."""

    text: str
    guess: str | None = None
    """Code page that all of it was guessed to be in; None when it was known."""
    other: str | None = None
    """Code page of the lines that are not in UTF-8, where the others are."""
    other_lines: int = 0
    lost: int = 0
    """Damaged characters, now U+FFFD."""
    lines: int = 0
    """Of the whole text, where some were in another encoding."""


def decode(data: bytes, where: str, *, declared: str | None = None) -> str:
    """Read bytes as text; as `decoded`, but for what it took."""
    return decoded(data, where, declared=declared).text


def decoded(data: bytes, where: str, *, declared: str | None = None) -> Decoded:
    r"""Read bytes as text with ``\n`` line ends, without NUL and byte order mark.

    A byte order mark decides, else UTF-16 shows by its zero bytes, else UTF-8 if it is valid, else
    the declared encoding if it fits. Of a text that is UTF-8 in most lines the others are read in
    the code page that they look like, or, when only few of their bytes are damaged, with U+FFFD for
    those. All else is a guess among the usual code pages, which is logged.

    Args:
        data: The file's bytes.
        where: Its path, for the message.
        declared: What the file says of itself, e.g. the charset of an HTML page.

    Raises:
        InputError: No encoding fits (``unknown_encoding``), or it is no text (``not_text``).
    """
    found = _decoded(data, declared)
    if found is None:
        why = "its encoding is not known; save it as UTF-8, or leave it out if it is no text"
        raise InputError(where, why, reason="unknown_encoding")
    text = found.text
    is_unicode = declared is None and found.guess is None and found.other is None
    is_bare = is_unicode and not _may_have_controls(data)
    controls = 0 if is_bare else len(CONTROLS.findall(text))
    if controls > max(1, MAX_CONTROLS * len(text)):
        why = f"it is not text ({controls} of {len(text)} characters are control codes)"
        raise InputError(where, why, reason="not_text")
    if found.guess:
        log.warning(
            "%s: neither UTF-8 nor marked; read as %s. Save it as UTF-8 if letters look wrong.",
            where,
            found.guess,
        )
    # Of the encodings that a file may declare, some give halves of surrogate pairs; no other does.
    return replace(found, text=plain(text) if declared else _with_plain_ends(text))


def opening(head: bytes) -> str:
    """Read the beginning of a file, cut anywhere, to tell what it is; U+FFFD for the rest."""
    for mark, name in MARKS:
        if head.startswith(mark):
            return head.decode(name, "replace")
    return head.decode(_wide(head) or "utf-8", "replace")


def is_utf8(file: BinaryIO) -> bool:
    """Tell whether all of a stream is text in UTF-8, so that its lines can be read one by one."""
    block = file.read(LOOKED_AT)
    mark = next((name for mark, name in MARKS if block.startswith(mark)), "utf-8-sig")
    if mark != "utf-8-sig" or _wide(block):
        return False
    decoder = codecs.getincrementaldecoder("utf-8")()
    size = controls = 0
    try:
        while block:
            text = decoder.decode(block)
            size += len(text)
            controls += len(CONTROLS.findall(text)) if _may_have_controls(block) else 0
            block = file.read(BLOCK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return controls <= max(1, MAX_CONTROLS * size)


def text_lines(file: BinaryIO) -> Iterator[str]:
    r"""Yield the lines of a stream in UTF-8, with ``\n`` behind each but perhaps the last.

    They are those of the whole text as `decoded` and `composed` have it: a lone ``\r`` ends one.
    """
    start = file.read(len(codecs.BOM_UTF8)).removeprefix(codecs.BOM_UTF8)
    for data in chain([start + file.readline()], file):
        text = composed(plain(data.decode("utf-8")))
        yield from cut_lines(text)


def cut_lines(text: str) -> Iterator[str]:
    r"""Yield the lines of a text, with ``\n`` behind each but perhaps the last."""
    start = 0
    while end := text.find("\n", start) + 1:
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]


def plain(text: str) -> str:
    r"""Return text that every tool downstream can carry.

    Line ends become ``\n``; NUL (on which databases break) goes; halves of surrogate pairs, which
    UTF-8 cannot write, are joined where both stand and replaced by U+FFFD where one is alone.
    """
    if text.isprintable():  # a line without any of these, as most messages are
        return text
    if UNPAIRED.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _with_plain_ends(text)


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def composed(text: str) -> str:
    """Return text with every letter as one code point where there is one."""
    return unicodedata.normalize("NFC", text)


def _may_have_controls(data: bytes) -> bool:
    """Tell whether bytes of Unicode may hold control codes: a tenth of the time of counting them.

    In UTF-8 those above 127 begin with C2, and in UTF-16 every one has a zero byte.
    """
    return b"\xc2" in data or len(data.translate(None, CONTROL_BYTES)) < len(data)


def _decoded(data: bytes, declared: str | None) -> Decoded | None:
    """Return the text, NUL and line ends as they are; None when nothing fits."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return _whole(_strict(data, name))
    if wide := _wide(data[:LOOKED_AT]):
        return _whole(_strict(data, wide))
    for text in (_strict(data, "utf-8"), declared and _strict(data, declared)):
        if text is not None:
            return Decoded(text)
    if found := _mixed(data) or _patched(data):
        return found
    guess = _guessed(data)
    return _whole(_strict(data, guess), guess) if guess else None


def _whole(text: str | None, guess: str | None = None) -> Decoded | None:
    return None if text is None else Decoded(text, guess)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):  # LookupError: no text encoding has that name
        return None


def _patched(data: bytes) -> Decoded | None:
    """Read UTF-8 in which a few bytes are damaged; None when it looks like another encoding."""
    text = data.decode("utf-8", "replace")
    lost, whole = _damage(text)
    return Decoded(text, lost=lost) if lost <= MAX_LOST * len(text) and whole >= 4 * lost else None


def _damage(text: str) -> tuple[int, int]:
    """Return how many letters beyond ASCII are lost, and how many are whole."""
    lost = text.count("\ufffd")
    return lost, sum(letter > "\x7f" for letter in text) - lost


def _mixed(data: bytes) -> Decoded | None:
    """Read a text of lines in UTF-8 and lines in a code page; None when it is no such text.

    Programs that append to one file in two encodings leave them, and so do people who paste them
    together. A line of a code page is UTF-8 by chance if it has one letter, not if it has four.
    """
    lines = data.split(b"\n")
    texts = [_strict(line, "utf-8") for line in lines]
    beyond = [place for place, line in enumerate(lines) if not line.isascii()]
    letters = [_damage(texts[place] or "")[1] for place in beyond]
    sure = sum(number >= SURE_LETTERS for number in letters) / max(1, len(beyond))
    likely = sum(number > 0 for number in letters) / max(1, len(beyond))
    if sure < SURE_SHARE and (likely < LIKELY_SHARE or sum(letters) < 2 * SURE_LETTERS):
        return None
    broken = [place for place in beyond if texts[place] is None]
    patched = {place: _patched_line(lines[place]) for place in broken}
    others = [place for place in broken if patched[place] is None]
    known = "".join(text for text in texts if text)
    rest = b"\n".join(lines[place] for place in others)
    pages = _pages_of(known)
    guess = _guessed(rest, pages) or pages[0] if others else None
    for place in broken:
        own = guess and patched[place] is None and _strict(lines[place], guess)
        texts[place] = own or lines[place].decode("utf-8", "replace")
    text = "\n".join(line or "" for line in texts)
    lost = text.count("\ufffd") - data.count(LOST)
    return Decoded(text, None, guess, len(others), lost, len(lines))


def _patched_line(line: bytes) -> str | None:
    """Read a line of UTF-8 with damage; None when more of it is damaged than whole."""
    text = line.decode("utf-8", "replace")
    lost, whole = _damage(text)
    return text if whole >= 2 * lost else None


def _wide(data: bytes) -> str | None:
    """Name the UTF-16 of bytes without a mark; Cyrillic UTF-16 is valid UTF-8, so look before.

    The high bytes of Latin are 0 and those of Cyrillic 4, at every second place.
    """
    half = len(data) // 2
    if half == 0:
        return None
    even, odd = (sum(part.count(byte) for byte in (0, 4)) for part in (data[::2], data[1::2]))
    if max(even, odd) < 0.5 * half or min(even, odd) > 0.2 * half:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _pages_of(text: str) -> list[str]:
    """Return the code pages that lines beside a text are in: those of its own letters."""
    cyrillic, latin = len(CYRILLIC.findall(text)), len(LATIN.findall(text))
    if 2 * max(cyrillic, latin) <= sum(letter > "\x7f" for letter in text):
        return LEGACY
    return CYRILLIC_PAGES if cyrillic > latin else LATIN_PAGES


def _guessed(data: bytes, among: list[str] | None = None) -> str | None:
    """Name the code page of text; of the Central and the Western European one, alike, the latter.

    Many Western texts are as likely in both; read as Central European, ``très`` becomes ``trčs``.
    """
    from charset_normalizer import from_bytes

    matches = from_bytes(data[:LOOKED_AT], cp_isolation=among or LEGACY)
    best = matches.best()
    if best is None or best.encoding != "cp1250":
        return None if best is None else best.encoding
    likely = (best.chaos, best.coherence)
    alike = (one for one in matches if (one.chaos, one.coherence) == likely)
    western = any("cp1252" in one.could_be_from_charset for one in alike)
    return "cp1252" if western and _strict(data, "cp1252") is not None else "cp1250"
