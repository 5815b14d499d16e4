"""XML parts of zipped documents that nobody has checked yet."""

from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from understudy.core.errors import InputError

LARGEST_XML = 50_000_000
"""Bytes; the tree of a larger part does not fit into memory."""
MOST_ELEMENTS = 2_000_000
DEEPEST = 200
"""Elements within elements; who walks a tree calls itself once a level."""


def read_xml(data: bytes, where: str, *, reason: str, doctype: bool = False) -> Element:
    """Read a part as a tree whose names are ``{namespace}name``.

    Args:
        data: The part.
        where: The file and the part, for the message.
        reason: What a damaged part is counted by, e.g. ``bad_odt``.
        doctype: Whether it may name a document type; entities may never be declared, since they
            grow without bounds and read other files.

    Raises:
        InputError: It is no XML, declares entities, or is too large or too deep for a document.
    """
    if len(data) > LARGEST_XML:
        why = f"{len(data)} bytes of XML, more than {LARGEST_XML}; split the document"
        raise InputError(where, why, reason="too_large")
    builder = TreeBuilder()
    guard = _Guard(builder, where, reason)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = guard.refuse
    if not doctype:
        parser.StartDoctypeDeclHandler = guard.refuse
    try:
        parser.Parse(data, True)
        root: Element = builder.close()
    except (expat.ExpatError, LookupError, ValueError, AssertionError) as error:
        raise InputError(where, f"damaged XML ({error}); save it again", reason=reason) from error
    return root


def whole(text: str, default: int) -> int:
    """Return a number that an attribute says; more than six digits are damage."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default


class _Guard:
    """Counts what is read, so that nothing grows without bounds."""

    def __init__(self, builder: TreeBuilder, where: str, reason: str) -> None:
        self._builder = builder
        self._where = where
        self._reason = reason
        self._elements = 0
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        self._elements += 1
        self._depth += 1
        if self._elements > MOST_ELEMENTS:
            why = f"more than {MOST_ELEMENTS} elements; split the document"
            raise InputError(self._where, why, reason="too_large")
        if self._depth > DEEPEST:
            why = f"elements are nested more than {DEEPEST} deep, which no real document needs"
            raise InputError(self._where, why, reason=self._reason)
        self._builder.start(_braced(name), {_braced(key): attributes[key] for key in attributes})

    def end(self, name: str) -> None:
        """Close an element."""
        self._depth -= 1
        self._builder.end(_braced(name))

    def refuse(self, *_: Any) -> None:
        """Stop at a declaration."""
        why = "it declares entities or a document type, which no program writes there"
        raise InputError(self._where, why, reason=self._reason)


def _braced(name: str) -> str:
    return "{" + name if "}" in name else name
