"""From bytes to text, whatever wrote them."""

import codecs
import logging
import re
import unicodedata

from understudy.core.errors import InputError

log = logging.getLogger(__name__)

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins the same
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LEGACY = ["cp1251", "koi8_r", "cp866", "mac_cyrillic", "cp1252", "cp1250", "gb18030", "shift_jis"]
"""What may be guessed: among all 90 code pages a guess is wrong more often and ten times slower."""
LOOKED_AT = 200_000
"""Bytes that a guess is made from."""

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
MAX_CONTROLS = 0.01
"""Share of control characters above which it is no text (a picture decodes as Latin-1 too)."""
MAX_LOST = 0.01
"""Share of damaged characters with which a file still counts as UTF-8."""
UNPAIRED = re.compile(r"[\ud800-\udfff]")


def decode(data: bytes, where: str, *, declared: str | None = None) -> str:
    r"""Read bytes as text with ``\n`` line ends, without NUL and byte order mark.

    A byte order mark decides, else UTF-16 shows by its zero bytes, else UTF-8 if it is valid, else
    the declared encoding if it fits, else a guess among the usual code pages, which is logged.

    Args:
        data: The file's bytes.
        where: Its path, for the message.
        declared: What the file says of itself, e.g. the charset of an HTML page.

    Raises:
        InputError: No encoding fits (``unknown_encoding``), or it is no text (``not_text``).
    """
    text, guess = _decoded(data, declared)
    if text is None:
        why = "its encoding is not known; save it as UTF-8"
        raise InputError(where, why, reason="unknown_encoding")
    controls = len(CONTROLS.findall(text))
    if controls > max(1, MAX_CONTROLS * len(text)):
        why = f"it is not text ({controls} of {len(text)} characters are control codes)"
        raise InputError(where, why, reason="not_text")
    if guess:
        log.warning(
            "%s: neither UTF-8 nor marked; read as %s. Save it as UTF-8 if letters look wrong.",
            where,
            guess,
        )
    return plain(text)


def plain(text: str) -> str:
    r"""Return text that every tool downstream can carry.

    Line ends become ``\n``; NUL (on which databases break) goes; halves of surrogate pairs, which
    UTF-8 cannot write, are joined where both stand and replaced by U+FFFD where one is alone.
    """
    if UNPAIRED.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def composed(text: str) -> str:
    """Return text with every letter as one code point where there is one."""
    return unicodedata.normalize("NFC", text)


def _decoded(data: bytes, declared: str | None) -> tuple[str | None, str | None]:
    """Return the text, and the encoding if it was guessed."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return _strict(data, name), None
    if wide := _wide(data[:LOOKED_AT]):
        return _strict(data, wide), None
    for text in (_strict(data, "utf-8"), declared and _strict(data, declared), _patched(data)):
        if text is not None:
            return text, None
    guess = _guessed(data)
    return guess and _strict(data, guess), guess


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):  # LookupError: no text encoding has that name
        return None


def _patched(data: bytes) -> str | None:
    """Read UTF-8 in which a few bytes are damaged; None when it looks like another encoding."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    whole = sum(letter > "\x7f" for letter in text) - lost
    return text if lost <= MAX_LOST * len(text) and whole >= 4 * lost else None


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


def _guessed(data: bytes) -> str | None:
    """Name the code page of text; of the Central and the Western European one, alike, the latter.

    Many Western texts are as likely in both; read as Central European, ``très`` becomes ``trčs``.
    """
    from charset_normalizer import from_bytes

    matches = from_bytes(data[:LOOKED_AT], cp_isolation=LEGACY)
    best = matches.best()
    if best is None or best.encoding != "cp1250":
        return None if best is None else best.encoding
    likely = (best.chaos, best.coherence)
    alike = (one for one in matches if (one.chaos, one.coherence) == likely)
    western = any("cp1252" in one.could_be_from_charset for one in alike)
    return "cp1252" if western and _strict(data, "cp1252") is not None else "cp1250"
