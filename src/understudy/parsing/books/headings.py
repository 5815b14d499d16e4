"""Headings of electronic books that mark none: LibreOffice writes paragraphs in large print.

What the table of contents calls a paragraph is a heading of the level that it has there; where a
whole book has no heading, so is a short paragraph in print that is larger than most of the book,
and, below these, one that is bold where most of the book is not.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bs4 import Tag

from understudy.parsing.books.styles import Print, Sheets

HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
BLOCKS = ["p", "div"]
INSIDE = ["table", "li", "blockquote", "aside", "figure", *HEADINGS]
"""What a heading does not stand in."""
LARGER = 1.12
"""Times the size of most words; Calibre's smallest heading has 1.17, LibreOffice's 1.15."""
LONGEST = 200
"""Characters of a heading."""
MOST = 0.2
"""Share of a book's words beyond which what is printed large is no heading."""
STEP = 0.05
"""Sizes within a step are alike: then what comes first is above."""
MOST_LINES = 3
"""Paragraphs that make one title: "Chapter 1", "Spring"."""
DEEPEST = 6
SENTENCE = re.compile(r"[.,;:!?…。，；：！？]\s*$")
"""How a sentence ends, or what introduces something: bold words that end so are no heading."""
WRITTEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents."""

    path: str
    """The chapter that it leads to."""
    place: str
    """Id of an element in it; empty for its beginning."""
    label: str
    depth: int
    """From 1."""


class Headings:
    """Learns how a book prints its headings, and marks them.

    Args:
        entries: Its table of contents.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            self._entries.setdefault(entry.path, []).append(entry)
        self._sizes: Counter[float] = Counter()
        self._prints: dict[Print, int] = {}
        """Prints of short paragraphs, in the order in which they come, to their letters."""
        self._depths: dict[Print, int] = {}
        """Depth in the table of contents of those that it names."""
        self._levels: dict[Print, int] = {}
        self._least = 0.0

    def learn(self, page: Tag, path: str, sheets: Sheets) -> None:
        """Look at a chapter, when no chapter has headings."""
        named = {id(block): entry for entry in self._named(path) for block in _lines(page, entry)}
        for block in _leaves(page):
            pieces = sheets.printed(block)
            for text, kind in pieces:
                self._sizes[kind.size] += len(text.strip())
            found = _print_of(block, pieces)
            if found is not None:
                letters = sum(len(text.strip()) for text, _ in pieces)
                self._prints[found] = self._prints.get(found, 0) + letters
                if id(block) in named:
                    self._depths.setdefault(found, named[id(block)].depth)

    def decide(self) -> None:
        """Choose which prints are headings, once all chapters were looked at."""
        if not self._sizes:
            return
        usual = self._sizes.most_common(1)[0][0]
        self._least = LARGER * usual
        large = [one for one in self._prints if one.size >= self._least]
        most = MOST * sum(self._sizes.values())
        if not large or sum(self._prints[one] for one in large) > most:
            return
        bold = [one for one in self._prints if one.is_bold and usual <= one.size < self._least]
        if sum(self._prints[one] for one in bold) <= most:
            large += bold
        ranked = sorted(large, key=lambda one: -round(one.size / usual / STEP))
        depths = self._depths
        known = [depths[one] - place for place, one in enumerate(ranked) if one in depths]
        shift = min(known, default=1)
        for place, one in enumerate(ranked):
            self._levels[one] = min(max(place + shift, 1), DEEPEST)

    def mark(self, page: Tag, path: str, sheets: Sheets) -> None:
        """Make headings of what is one in a chapter."""
        for entry in self._named(path):
            if lines := _lines(page, entry):
                _join(lines, min(entry.depth, DEEPEST))
        if not self._levels:
            return
        for block in _leaves(page):
            found = _print_of(block, sheets.printed(block)) or Print(0.0)
            is_title = found.size >= self._least or not SENTENCE.search(block.get_text())
            if found in self._levels and is_title:
                _rename(block, self._levels[found])

    def _named(self, path: str) -> list[Entry]:
        return self._entries.get(path, [])


def _lines(page: Tag, entry: Entry) -> list[Tag]:
    """Return the paragraphs that are the title which an entry gives; empty for none."""
    start = page.find(id=entry.place) if entry.place else page
    if start is None:
        return []
    wanted = _letters(entry.label)
    blocks = [start, *start.find_all_next(BLOCKS, limit=4 * MOST_LINES)]
    blocks = [one for one in blocks if _is_leaf(one) and one.get_text(strip=True)]
    for begin in range(MOST_LINES):
        said = ""
        for end, block in enumerate(blocks[begin : begin + MOST_LINES], begin + 1):
            said += _letters(block.get_text(" "))
            if wanted and said == wanted:
                return blocks[begin:end]
    return []


def _join(lines: list[Tag], level: int) -> None:
    first, *others = lines
    _rename(first, level)
    for line in others:
        first.append(" ")
        for part in list(line.contents):
            first.append(part.extract())
        line.decompose()


def _rename(block: Tag, level: int) -> None:
    """Make a heading of a paragraph; that it is bold says nothing then."""
    block.name = f"h{level}"
    for part in block.find_all(["b", "strong"]):
        part.unwrap()


def _leaves(page: Tag) -> list[Tag]:
    return [one for one in page.find_all(BLOCKS) if _is_leaf(one)]


def _is_leaf(block: Tag) -> bool:
    """Tell a paragraph that is nothing within or around something else."""
    if block.name not in BLOCKS or block.find([*BLOCKS, "table", "ul", "ol"]) is not None:
        return False
    return block.find_parent(INSIDE) is None


def _print_of(block: Tag, pieces: list[tuple[str, Print]]) -> Print | None:
    """Return how a short paragraph is printed: as its smallest letters are."""
    length = sum(len(text) for text, _ in pieces)
    words = [kind for text, kind in pieces if any(sign.isalnum() for sign in text)]
    if not words or length > LONGEST or block.find("img") is not None:
        return None
    return min(words, key=lambda kind: kind.size)


def _letters(text: str) -> str:
    return WRITTEN.sub("", text).casefold()
