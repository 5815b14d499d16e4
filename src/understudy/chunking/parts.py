"""The parts of a section: sentences, items, rows and code, with the cost of a cut before each."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from understudy.core.sentences import Unit

BETWEEN_BLOCKS = 0
"""Cost of a cut between two paragraphs, lists or tables; compare `pack.CHUNK`."""
BETWEEN_SENTENCES = 300
BETWEEN_ROWS = 300
BETWEEN_ITEMS = 600
DEEPER = 50
"""More for each level of a nested list."""
AFTER_A_COLON = 800
"""Between a list, table or code and the sentence that introduces it."""
INSIDE_A_SENTENCE = 900
BETWEEN_LINES = 900
"""Inside code that is too long to stay whole."""
AFTER_AN_EMPTY_LINE = 600
"""The same where a line is left empty."""
GLUED = 100_000
"""Between a fence, or a table's header, and the line that it stands next to."""

LONGEST_FENCE = 100
"""Characters of a fence with its language; of a longer one only the mark is repeated."""
_BULLET = re.compile(r"\s*(?:\[\^[^\]\s]+\]:|[^\w\s]|\w{1,3}[.)])\s+")
_FENCE = re.compile(r"((?:>[ \t]?)*)[ \t]*(`{3,20}|~{3,20})")
_QUOTED = re.compile(r"(?:[ \t]*>)*[ \t]*")
_DASHES = re.compile(r"-{4,}")


class Part(NamedTuple):
    """A unit, or several that belong together."""

    start: int
    end: int
    kind: str
    cut: int
    """Cost of a cut in front of it."""
    opening: str = ""
    """To be shown above a chunk that starts with it."""
    closing: str = ""
    """To be shown below a chunk that ends with it."""


def parts(text: str, body: tuple[Unit, ...]) -> Iterator[Part]:
    """Yield the units of a section, the first three rows of a table with a header as one."""
    place = 0
    before: Unit | None = None
    while place < len(body):
        first, cut = body[place], _cost(text, before, body[place])
        rows = _table(text, body, place)
        if len(rows) > 1 and _is_line(text, rows[1]):
            header = _header(text, rows[0], rows[1])
            yield Part(first.start, rows[:3][-1].end, "row", cut)
            yield from (Part(row.start, row.end, "row", BETWEEN_ROWS, header) for row in rows[3:])
        else:
            yield Part(first.start, first.end, first.kind, cut, closing=_unclosed(text, first))
            yield from (Part(row.start, row.end, "row", BETWEEN_ROWS) for row in rows[1:])
        place += max(1, len(rows))
        before = body[place - 1]


def after_bullet(text: str, start: int, end: int) -> int:
    """Return where an item's words begin."""
    bullet = _BULLET.match(text, start, end)
    return bullet.end() if bullet else start


def cut_lines(text: str, part: Part) -> Iterator[Part]:
    """Yield the lines of a table's first rows; those below the header have it as their opening."""
    lines = list(_lines(text, part))
    is_headed = len(lines) > 1 and _is_delimiter(text[slice(*lines[1])])
    header = _shown(text[slice(*lines[0])], text[slice(*lines[1])]) if is_headed else part.opening
    for number, (start, end) in enumerate(lines):
        below = is_headed and number > 0
        cut = GLUED if number else part.cut
        yield Part(start, end, part.kind, cut, header if below else part.opening)


def cut_code(text: str, part: Part) -> Iterator[Part]:
    """Yield the lines of a code block, best cut where a line is left empty.

    Each line knows the fences that make it whole: a chunk that starts or ends between them shows
    them around the slice.
    """
    lines = [(start, end) for start, end in _lines(text, part, indented=True) if start < end]
    opening, mark = _fences(text, part)
    last = len(lines) - 1
    for number, (start, end) in enumerate(lines):
        cut = part.cut
        if number == 1 or (number == last and not part.closing):
            cut = GLUED
        elif number:
            is_apart = text.count("\n", lines[number - 1][1], start) > 1
            cut = AFTER_AN_EMPTY_LINE if is_apart else BETWEEN_LINES
        closing = part.closing if number == last else mark
        yield Part(start, end, "code", cut, opening if number else "", closing)


def _fences(text: str, part: Part) -> tuple[str, str]:
    """Return the line that opens a code block, and one that closes it."""
    first = text[part.start : part.end].split("\n", 1)[0].rstrip()
    fence = _FENCE.match(first)
    if fence is None:
        return "", ""
    mark = fence[1] + fence[2]
    return (first if len(first) <= LONGEST_FENCE else mark), mark


def is_fence(text: str, part: Part) -> bool:
    """Tell a line that opens or closes a code block, and is as short as such lines are."""
    line = text[part.start : part.end]
    return part.kind == "code" and len(line) <= LONGEST_FENCE and _FENCE.match(line) is not None


def _lines(text: str, part: Part, *, indented: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the span of each line, without the spaces at its end and, mostly, its start."""
    start = part.start
    for line in text[part.start : part.end].split("\n"):
        kept = line.strip()
        before = 0 if indented else len(line) - len(line.lstrip())
        yield start + before, start + (len(line.rstrip()) if kept else before)
        start += len(line) + 1


def _unclosed(text: str, unit: Unit) -> str:
    """Return the fence that a code block lacks at its end; empty for what lacks none."""
    if unit.kind != "code":
        return ""
    opening, mark = _fences(text, Part(unit.start, unit.end, "code", 0))
    last = text[text.rfind("\n", unit.start, unit.end) + 1 : unit.end]
    bare = last[_QUOTED.match(last).end() :]  # type: ignore[union-attr]
    fence = mark.lstrip("> ")
    is_closed = "\n" in text[unit.start : unit.end] and bare and set(bare) == set(fence[:1])
    return "" if not opening or (is_closed and len(bare) >= len(fence)) else mark


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
        indent = unit.start - text.rfind("\n", before.end, unit.start) - 1
        return BETWEEN_ITEMS + DEEPER * min(indent // 2, 3)
    if before.kind == unit.kind == "sentence" and not _is_apart(text, before, unit):
        return BETWEEN_SENTENCES
    return BETWEEN_BLOCKS


def _is_apart(text: str, before: Unit, unit: Unit) -> bool:
    """Tell whether an empty line stands between two units."""
    return text.count("\n", before.end, unit.start) > 1


def _is_line(text: str, unit: Unit) -> bool:
    return _is_delimiter(text[unit.start : unit.end])


def _is_delimiter(written: str) -> bool:
    """Tell whether a row is the line below a table's header: ``|---|:-:|``."""
    found = set(written) - set(" \t>")
    return found <= set("|:-") and "-" in found


def _header(text: str, header: Unit, line: Unit) -> str:
    return _shown(text[header.start : header.end], text[line.start : line.end])


def _shown(header: str, line: str) -> str:
    """Return a table's header with the line below it, which is often as wide as the table."""
    return header + "\n" + _DASHES.sub("---", "".join(line.split()))
