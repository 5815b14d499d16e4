"""The pieces of a section that a chunk takes whole, and what it costs to cut in front of each."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from understudy.chunking import words
from understudy.chunking.sections import Section
from understudy.core.sentences import Unit, sentences

BETWEEN_BLOCKS = 0
"""Cost of a cut between two paragraphs, lists or tables; compare `pack.CHUNK`."""
BETWEEN_SENTENCES = 300
BETWEEN_ROWS = 300
BETWEEN_ITEMS = 600
AFTER_A_COLON = 800
"""Between a list, table or code and the sentence that introduces it."""
INSIDE_A_SENTENCE = 900

_BULLET = re.compile(r"\s*(?:[^\w\s]|\w{1,3}[.)])\s+")


class Atom(NamedTuple):
    """A piece that is not cut further."""

    start: int
    end: int
    words: int
    cut: int
    """Cost of a cut in front of it."""
    header: tuple[int, int] | None = None
    """For a row of a table: the span of the table's header, which stands in an atom before."""


class _Part(NamedTuple):
    """A unit or several that belong together."""

    start: int
    end: int
    kind: str
    cut: int
    header: tuple[int, int] | None = None


def atoms(text: str, section: Section, size_words: int) -> list[Atom]:
    """Return the atoms of a section, in order.

    The heading and the first piece of the body are one atom; so are a table's header, the line
    below it and its first row.

    Args:
        text: The document's.
        section: One of its sections.
        size_words: Sentences and list items that are longer are cut; table rows and code are not.
    """
    found: list[Atom] = []
    heading = section.heading
    above = 0 if heading is None else words.count(text[heading.start : heading.end])
    for part in _parts(text, section.body):
        cut = part.cut
        limit = size_words if found else max(1, size_words - above)
        for start, end in _pieces(text, part, limit):
            length = words.count(text[start:end])
            if heading is not None and not found:
                found.append(Atom(heading.start, end, above + length, cut))
            else:
                found.append(Atom(start, end, length, cut, part.header))
            cut = INSIDE_A_SENTENCE
    return found


def _parts(text: str, body: tuple[Unit, ...]) -> Iterator[_Part]:
    """Yield the units of a section, the first three rows of a table with a header as one."""
    place = 0
    before: Unit | None = None
    while place < len(body):
        rows = _table(text, body, place)
        first, cut = body[place], _cost(text, before, body[place])
        if len(rows) > 1 and _is_line(text, rows[1]):
            header = first.start, first.end
            yield _Part(first.start, rows[:3][-1].end, "row", cut)
            yield from (_Part(row.start, row.end, "row", BETWEEN_ROWS, header) for row in rows[3:])
        else:
            yield _Part(first.start, first.end, first.kind, cut)
            yield from (_Part(row.start, row.end, "row", BETWEEN_ROWS) for row in rows[1:])
        place += max(1, len(rows))
        before = body[place - 1]


def _table(text: str, body: tuple[Unit, ...], place: int) -> tuple[Unit, ...]:
    """Return the rows from ``place`` on that are one table; none where no row stands."""
    end = place
    while end < len(body) and body[end].kind == "row":
        if end > place and _is_apart(text, body[end - 1], body[end]):
            break
        end += 1
    return body[place:end]


def _cost(text: str, before: Unit | None, unit: Unit) -> int:
    """Return the cost of a cut between two units."""
    if before is None:
        return BETWEEN_BLOCKS
    if before.kind == "sentence" and unit.kind != "sentence" and text[before.end - 1] in ":：":
        return AFTER_A_COLON
    if before.kind == unit.kind == "item":
        return BETWEEN_ITEMS
    if before.kind == unit.kind == "sentence" and not _is_apart(text, before, unit):
        return BETWEEN_SENTENCES
    return BETWEEN_BLOCKS


def _is_apart(text: str, before: Unit, unit: Unit) -> bool:
    """Tell whether an empty line stands between two units."""
    return text.count("\n", before.end, unit.start) > 1


def _is_line(text: str, unit: Unit) -> bool:
    """Tell whether a row is the line below a table's header: ``|---|:-:|``."""
    written = set("".join(text[unit.start : unit.end].split()))
    return written <= set("|:-") and "-" in written


def _pieces(text: str, part: _Part, size_words: int) -> Iterator[tuple[int, int]]:
    """Yield a part, or what it must be cut into: an item's sentences, then stretches of words."""
    written = text[part.start : part.end]
    if part.kind not in {"sentence", "item"} or words.count(written) <= size_words:
        yield part.start, part.end
        return
    spans = [(0, len(written))]
    if part.kind == "item" and (bullet := _BULLET.match(written)):
        skipped = bullet.end()
        inner = [(start + skipped, end + skipped) for start, end in sentences(written[skipped:])]
        spans = [(0, inner[0][1]), *inner[1:]]
    for start, end in spans:
        yield from _stretches(text, part.start + start, part.start + end, size_words)


def _stretches(text: str, start: int, end: int, size_words: int) -> Iterator[tuple[int, int]]:
    """Cut a span into stretches of about equal length, at most ``size_words`` each."""
    found = words.spans(text, start, end)
    pieces = max(1, -(-len(found) // size_words))
    cuts = [found[piece * len(found) // pieces][0] for piece in range(1, pieces)]
    for first, last in pairwise([start, *cuts, end]):
        yield first, first + len(text[first:last].rstrip())
