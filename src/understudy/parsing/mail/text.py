"""Text of mails: header fields, charsets, lines that were broken on the way."""

import binascii
import re
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parsedate_to_datetime
from typing import TypeAlias

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.decoding import composed, decode, plain
from understudy.parsing.pictures import Pictures

Mail: TypeAlias = "Message[str, str]"
"""In quotes: the class knows its parameters only in its types."""
LONGEST_FIELD = 20_000
"""Characters: five hundred recipients; reading them takes time that grows with the square."""
CHARSET = re.compile(r"[\w.:+-]{1,40}", re.ASCII)
SEVEN_BITS = re.compile(r"iso-2022-|hz|utf-?7|utf-?16|utf-?32", re.IGNORECASE)
"""Charsets whose bytes are valid UTF-8 and yet mean something else."""
WIDER = {
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
}
"""What is meant by a charset that mail programs name too narrowly."""
QUOTED = re.compile(r">+")
LAYOUT_ROLES = {"presentation", "none"}


class Limited(Compat32):
    """Reads header fields up to a length, in the simple way.

    The modern way (`email.policy.default`) takes 40 seconds for 50 kB of semicolons.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Split the lines of a field into its name and its value."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_FIELD]


def field(message: "Mail", name: str) -> str:
    """Return a header field on one line, in letters; empty when there is none."""
    for key, value in message.raw_items():
        if key.lower() == name:
            return _letters(str(value)[:LONGEST_FIELD])
    return ""


def date_of(message: "Mail") -> str:
    """Return when it was sent, in ISO 8601 with its zone; as it is written when that is no date."""
    written = field(message, "date")
    try:
        sent: datetime = parsedate_to_datetime(written[:200])
    except (ValueError, TypeError, IndexError, OverflowError):
        return written
    return sent.isoformat()


def text_of(part: "Mail", where: str) -> str:
    """Return the text of a part as it was typed: decoded, its flowed lines joined.

    Raises:
        InputError: No charset fits, or it is no text.
    """
    text = _read(content_of(part), charset_of(part), where)
    if _parameter(part, "format").lower() != "flowed":
        return text
    return unflowed(text, glued=_parameter(part, "delsp").lower() == "yes")


def content_of(part: "Mail") -> bytes:
    """Return the bytes of a part; none for one that consists of parts."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def charset_of(part: "Mail") -> str | None:
    """Return the charset that a part claims, when that can be the name of one."""
    claimed = _parameter(part, "charset").strip("'\" ")
    return claimed if CHARSET.fullmatch(claimed) else None


def file_name(part: "Mail") -> str:
    """Return the name of an attached file without folders; empty when it has none."""
    named = _letters(part.get_filename() or "")
    return named.replace("\\", "/").rsplit("/", 1)[-1].strip()


def unflowed(text: str, *, glued: bool = False) -> str:
    """Join the lines that a mail program broke (RFC 3676): those that end in a space.

    Args:
        text: Lines, with ``>`` for each level of quoting.
        glued: Whether the space at the break was put there too (``DelSp=yes``).
    """
    joined: list[str] = []
    parts: list[str] = []
    open_level = -1
    for line in text.split("\n"):
        found = QUOTED.match(line)
        level = found.end() if found else 0
        said = line[level:].removeprefix(" ")
        if parts and (level != open_level or said == "-- "):
            joined.append("".join(parts))
            parts = []
        if not parts:
            parts = ["> " * level]
            open_level = level
        flows = said.endswith(" ") and said != "-- "
        parts.append(said[:-1] if flows and glued else said)
        if not flows:
            joined.append("".join(parts))
            parts = []
    if parts:
        joined.append("".join(parts))
    return "\n".join(joined)


def html_text(html: str, where: str, pictures: Pictures) -> tuple[str, str]:
    """Return a mail's HTML as Markdown; tables that only place things on the screen are undone.

    Returns:
        The text, and the same with marks where pictures stand that are part of the HTML.

    Raises:
        InputError: It is nested too deeply to be written by a mail program (``bad_mail``).
    """
    from understudy.parsing.web.text import main_text, marked_text, soup

    try:
        page = soup(html, where)
        tables = page.find_all("table")
        layout = [
            table
            for table in tables
            if str(table.get("role") or "").lower() in LAYOUT_ROLES
            or table.find("table") is not None
            or not any(len(row.find_all(["td", "th"])) > 1 for row in table.find_all("tr"))
        ]
        for table in layout:
            for part in table.find_all(["tr", "td", "th", "tbody", "thead"]):
                if part.find_parent("table") is table:
                    part.name = "div"
        for table in layout:
            table.name = "div"
        text = main_text(page)
        return text, marked_text(page, pictures)
    except RecursionError as error:
        why = "its HTML is nested too deeply to be a mail"
        raise InputError(where, why, reason="bad_mail") from error


def _parameter(part: "Mail", name: str) -> str:
    """Return a parameter of the content type; empty when it is missing or cannot be read."""
    value = part.get_param(name)
    return str(value[2] if isinstance(value, tuple) else value or "")


def _read(content: bytes, charset: str | None, where: str) -> str:
    if charset and SEVEN_BITS.match(charset):
        try:
            return composed(plain(content.decode(charset)))
        except (UnicodeError, LookupError):
            charset = None
    declared = WIDER.get(charset.lower(), charset) if charset else None
    return composed(decode(content, where, declared=declared))


def _letters(value: str) -> str:
    """Return a raw header value with its encoded words read; what cannot be read stays."""
    if not value.isascii():  # bytes that the writer should have encoded
        value = _piece(value.encode("utf-8", "surrogateescape"), None)
    try:
        chunks = decode_header(value)
    except (HeaderParseError, binascii.Error, ValueError):
        chunks = [(value, None)]
    pieces = [
        chunk
        if isinstance(chunk, str)
        else _piece(chunk, charset)
        if charset
        else chunk.decode("raw-unicode-escape")
        for chunk, charset in chunks
    ]
    return " ".join(composed(plain("".join(pieces))).split())


def _piece(chunk: bytes, charset: str | None) -> str:
    declared = charset if charset and CHARSET.fullmatch(charset) else None
    text = attempt(lambda part: _read(part, declared, "a header field"), chunk).value
    return chunk.decode("utf-8", "replace") if text is None else text
