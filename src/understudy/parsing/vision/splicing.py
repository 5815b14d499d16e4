"""Putting paragraphs into a text, and moving the starts of its pages."""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from understudy.parsing.documents import outside_fences

ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """Paragraphs to be put into a text."""

    text: str
    at: int
    """Offset behind which they belong: they come behind the block that holds it."""
    page: int | None = None
    """Their page, from 0; they never leave it."""


def spliced(
    text: str, pages: Sequence[int], pieces: Sequence[Piece]
) -> tuple[str, tuple[int, ...]]:
    """Put paragraphs into Markdown, behind the paragraph, list item, table or code they belong to.

    Args:
        text: Markdown, or nothing.
        pages: Offset where each page starts.
        pieces: In reading order; of those at one place the first comes first.

    Returns:
        The new text and where its pages start: at their first block, be it an old or a new one.
    """
    if not pieces:
        return text, tuple(pages)
    blocks = _Blocks(text)
    placed = [_Placed(*_range(piece, pages, len(text)), piece) for piece in pieces]
    ended = sorted(((blocks.end(one), one.piece) for one in placed), key=lambda pair: pair[0])
    writer = _Writer()
    done = 0
    firsts: list[tuple[int, int]] = []
    """Page of each new paragraph, and where it came to stand."""
    for end, piece in ended:
        writer.old(text[done:end], done)
        start = writer.new(piece.text)
        done = end
        if piece.page is not None:
            firsts.append((piece.page, start))
    writer.old(text[done:], done)
    starts = [
        min([writer.moved(start), *(at for page, at in firsts if page >= number)])
        for number, start in enumerate(pages)
    ]
    return writer.text(), tuple(starts)


def replaced(
    text: str, pages: Sequence[int], page: int | None, new: str
) -> tuple[str, tuple[int, ...]]:
    """Put another text in the place of a page, or of all when there are no pages."""
    new = new.strip("\n")
    if page is None or not 0 <= page < len(pages):
        return new + "\n", tuple(0 for _ in pages)
    low = pages[page]
    high = pages[page + 1] if page + 1 < len(pages) else len(text)
    rest = text[high:].lstrip("\n")
    before = text[:low].rstrip("\n")
    head = f"{before}\n\n" if before else ""
    body = f"{head}{new}\n\n{rest}" if rest.strip() else f"{head}{new}\n"
    moved = len(body) - len(text)
    starts = [
        min(start, len(head)) if at <= page else start + moved for at, start in enumerate(pages)
    ]
    starts = [min(max(start, 0), len(body)) for start in starts]
    return body, tuple(starts)


@dataclass(frozen=True, slots=True)
class _Placed:
    low: int
    high: int
    at: int
    piece: Piece


def _range(piece: Piece, pages: Sequence[int], length: int) -> tuple[int, int, int]:
    """Return the part of the text that a piece may be put into, and its place there."""
    low, high = 0, length
    if piece.page is not None and 0 <= piece.page < len(pages):
        low = pages[piece.page]
        high = pages[piece.page + 1] if piece.page + 1 < len(pages) else length
    return low, high, min(max(piece.at, low), high)


class _Blocks:
    """Where the blocks of Markdown end."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        start = 0
        lines = outside_fences(text)
        for number, (line, outside) in enumerate(lines):
            if not self._goes_on(lines, number):
                self._starts.append(start)
                self._ends.append(start)
            start += len(line) + 1
            if line.strip() or not outside:
                self._ends[-1] = start - 1

    def end(self, place: _Placed) -> int:
        """Return where the block ends that a place is in; its page's start when none is before."""
        if place.at <= place.low:
            return place.low
        block = bisect.bisect_right(self._starts, place.at - 1) - 1
        return min(max(self._ends[block], place.low), place.high)

    def _goes_on(self, lines: Sequence[tuple[str, bool]], number: int) -> bool:
        """Tell whether a line belongs to the block of the line before."""
        if number == 0:
            return False
        (before, was_outside), (line, outside) = lines[number - 1], lines[number]
        if not outside:
            # A fence ends with a line that is inside, too; text behind it is outside.
            return not was_outside
        if not was_outside or not before.strip() or not line.strip():
            return False
        return ITEM.match(line) is None


class _Writer:
    """Writes old text and new paragraphs, with one blank line around the new ones."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._tail = ""
        self._is_new = False
        self._moves: list[tuple[int, int]] = []
        """Offset in the old text from which on, and by how much text moved."""

    def old(self, text: str, start: int) -> None:
        """Add a stretch of the old text, which began at an offset."""
        if self._is_new and text.strip():
            leading = len(text) - len(text.lstrip("\n"))
            self._add("\n" * max(0, 2 - leading))
        elif self._is_new:
            text = ""  # the end of the text: new paragraphs bring their own
        self._moves.append((start, self._length - start))
        self._add(text)
        self._is_new = self._is_new and not text

    def new(self, text: str) -> int:
        """Add new paragraphs; return where they start."""
        if self._length:
            trailing = len(self._tail) - len(self._tail.rstrip("\n"))
            self._add("\n" * max(0, 2 - trailing))
        start = self._length
        self._add(text.strip("\n"))
        self._is_new = True
        return start

    def moved(self, offset: int) -> int:
        """Return where an offset of the old text came to stand."""
        last = bisect.bisect_right(self._moves, offset, key=lambda move: move[0]) - 1
        return min(offset + self._moves[last][1], self._length)

    def text(self) -> str:
        """Return all, with one line end behind it."""
        return "".join(self._parts).rstrip("\n") + "\n"

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._tail = (self._tail + text)[-2:]
