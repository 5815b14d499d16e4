"""Where a passage stands in print."""

from bisect import bisect_right

from understudy.core.records import Chunk, Document


def pages_of(document: Document, start: int, end: int) -> tuple[int, int] | None:
    """Return the first and the last page that a slice of a document stands on, from 1.

    Args:
        document: With the offsets where its pages start.
        start: First code point of the slice.
        end: One past the last; more than ``start``.

    Returns:
        None when there are no pages. What stands before the first one counts to it.
    """
    if not document.pages:
        return None
    first, last = (max(1, bisect_right(document.pages, place)) for place in (start, end - 1))
    return first, last


def cited(chunk: Chunk) -> str:
    """Return a passage's pages as a citation names them; empty without any.

    E.g. ``p. 3`` or ``pp. 3-4``.
    """
    if chunk.pages is None:
        return ""
    first, last = chunk.pages
    return f"p. {first}" if first == last else f"pp. {first}-{last}"
