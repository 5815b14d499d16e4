r"""The tokens of Rich Text Format: groups, control words, bytes of text.

References:
    Microsoft, "Rich Text Format (RTF) Specification", version 1.9.1 (2008): "RTF Syntax",
    "Font Table" (``\fcharset``) and "Unicode RTF" (``\u``, ``\uc``).
"""

import codecs
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["open", "close", "word", "byte", "text", "binary"]

TOKEN = re.compile(
    rb"\\(?:([A-Za-z]{1,40})(-?[0-9]{1,10})? ?|'([0-9A-Fa-f]{2})|([^A-Za-z]))"
    rb"|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
SYMBOLS = {"\n": "par", "\r": "par", "\t": "tab", "~": "~", "_": "_", "*": "*"}
"""Control symbols, by the control words that say the same."""
ESCAPED = b"\\{}"

CHARSETS = {
    0: "cp1252",
    1: "",
    2: "symbol",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""Windows' number of a charset to the code page; 1 is that of the file."""
PAGES = {708: "iso8859_6", 936: "gbk", 1361: "johab", 10000: "mac_roman", 10007: "mac_cyrillic"}
"""Numbers of code pages that Python calls otherwise than ``cp`` and the number."""


class Token(NamedTuple):
    """A piece of a file."""

    kind: Kind
    name: str = ""
    """Of a control word."""
    number: int | None = None
    """Of a control word that has one."""
    data: bytes = b""
    """Bytes of text, as they stand there."""


def tokens(data: bytes) -> Iterator[Token]:
    r"""Yield the pieces of a file, whatever it is; binary data behind ``\bin`` are one.

    A length that leads beyond the end of the file ends there.
    """
    at = 0
    while found := TOKEN.match(data, at):
        at = found.end()
        name, number, code, symbol, brace, text = found.groups()
        if text is not None:
            yield Token("text", data=text)
        elif brace is not None:
            yield Token("open" if brace == b"{" else "close")
        elif code is not None:
            yield Token("byte", data=bytes([int(code, 16)]))
        elif name is not None:
            value = None if number is None else int(number)
            if name == b"bin":
                length = min(max(value or 0, 0), len(data) - at)
                yield Token("binary", data=data[at : at + length])
                at += length
            else:
                yield Token("word", name.decode(), value)
        elif symbol is not None and symbol in ESCAPED:
            yield Token("text", data=symbol)
        elif symbol is not None:
            sign = symbol.decode("latin-1")
            yield Token("word", SYMBOLS.get(sign, sign))


def code_page(number: int) -> str:
    """Return Python's name of a Windows code page; Western European for one that it lacks."""
    name = PAGES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def read_bytes(data: bytes, page: str) -> str:
    """Return bytes as text; of the font Symbol only the bullet, which is what it is used for."""
    if page == "symbol":
        return "".join("•" if byte in {0xB7, 0xA7} else chr(byte) for byte in data if byte > 31)
    return data.decode(page, "replace")
