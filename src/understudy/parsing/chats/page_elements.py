"""Elements of the pages that apps export chats as.

Imported inside functions only: lxml takes a while.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from understudy.core.errors import InputError
from understudy.parsing.chats.line_edges import bare

Element = Any
"""lxml has no types."""
BREAKS = {"br", "div", "p", "li", "tr"}


def page(text: str, where: str, reason: str) -> Element:
    """Parse a page, however broken.

    Raises:
        InputError: There is no element in it.
    """
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        why = f"not an HTML page ({' '.join(str(error).split())[:80]}); export it anew"
        raise InputError(where, why, reason=reason) from error


def classes(element: Element) -> set[str]:
    """Return the names of an element's classes."""
    return set((element.get("class") or "").split())


def with_class(element: Element, *names: str) -> Iterator[Element]:
    """Yield the elements below one that have any of some classes, in their order."""
    wanted = set(names)
    return (one for one in element.iterdescendants() if wanted & classes(one))


def first(element: Element, *names: str) -> Element | None:
    """Return the first of them; None when there is none."""
    return next(with_class(element, *names), None)


def words(element: Element, without: set[str] | None = None) -> str:
    """Return the text of an element as it is shown, lines as lines.

    Args:
        element: The element.
        without: Classes of elements whose text is not wanted.
    """
    pieces: list[str] = []
    _collect(element, without or set(), pieces)
    return bare("".join(pieces))


def _collect(element: Element, without: set[str], pieces: list[str]) -> None:
    """Gather pieces of text; libxml2 allows 256 elements within elements, so this may call itself.

    White space in the source is one space; only elements break lines.
    """
    pieces.append(_shown(element.text))
    for child in element:
        if not isinstance(child.tag, str):
            pieces.append(_shown(child.tail))
            continue
        is_break = child.tag in BREAKS
        if is_break:
            pieces.append("\n")
        if child.tag not in {"script", "style"} and not without & classes(child):
            _collect(child, without, pieces)
        if is_break and child.tag != "br" and _shown(child.tail).strip():
            pieces.append("\n")
        pieces.append(_shown(child.tail))


def _shown(text: str | None) -> str:
    if not text:
        return ""
    plain = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    return plain if plain.strip() else " " if plain else ""
