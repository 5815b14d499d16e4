"""The text of a message as Messages on a Mac stores it: an attributed string that was archived.

Either a typed stream, NeXT's old format: a header, the names of classes, and as the first thing in
them the string, a length and UTF-8; or a property list of NSKeyedArchiver.
"""

import plistlib
import re
import struct
from typing import Any
from xml.parsers.expat import ExpatError

from understudy.core.errors import InputError

HEADER = re.compile(rb"\x04\x0b(?P<order>streamtyped|typedstream)")
STRING = re.compile(rb"NSString\x01[^\x84]{0,2}\x84\x01\+", re.DOTALL)
LOOKED_AT = 400
"""Bytes in which the string begins: the names of at most four classes stand before it."""
SIZES = {0x81: "h", 0x82: "i"}
"""Mark of a length that needs more than a byte."""
BROKEN = (plistlib.InvalidFileException, ExpatError, ValueError, KeyError, IndexError, TypeError)
BROKEN_PLIST = (*BROKEN, OverflowError, RecursionError, struct.error, MemoryError, AttributeError)


def text_of(body: bytes, where: str) -> str:
    """Return the text of an attributed string.

    Raises:
        InputError: It is none, or is cut off (``bad_message``).
    """
    if body.startswith(b"bplist"):
        return _of_plist(body, where)
    header = HEADER.match(body)
    found = STRING.search(body[:LOOKED_AT])
    if header is None or found is None or found.end() >= len(body):
        raise _bad(where, "no text in it")
    order = "<" if header["order"] == b"streamtyped" else ">"
    length, at = body[found.end()], found.end() + 1
    if length in SIZES:
        size = struct.calcsize(SIZES[length])
        if len(body) < at + size:
            raise _bad(where, "it is cut off")
        # A length is never below zero: what is above 32,767 in two bytes has its sign bit set.
        (length,) = struct.unpack_from(order + SIZES[length].upper(), body, at)
        at += size
    elif length >= 0x80:
        raise _bad(where, "its length is unknown")
    content = body[at : at + length]
    if len(content) < length:
        raise _bad(where, "it is cut off")
    return content.decode("utf-8", "replace")


def _of_plist(body: bytes, where: str) -> str:
    try:
        archive = plistlib.loads(body, fmt=plistlib.FMT_BINARY)
        objects = archive["$objects"]
        root = objects[archive["$top"]["root"].data]
        text: Any = objects[root["NSString"].data]
        if isinstance(text, dict):
            text = text["NS.string"]
            text = objects[text.data] if isinstance(text, plistlib.UID) else text
    except BROKEN_PLIST as error:
        raise _bad(where, "its archive is damaged") from error
    if not isinstance(text, str):
        raise _bad(where, "no text in it")
    return text


def _bad(where: str, what: str) -> InputError:
    why = f"its attributedBody cannot be read ({what}); copy the database again"
    return InputError(where, why, reason="bad_message")
