"""Headings, paragraphs, lists, tables and code from what an engine finds in a PDF."""

from collections.abc import Sequence
from dataclasses import replace

from understudy.parsing.paragraphs import (
    Block,
    begins_item,
    continuation,
    goes_on,
    joined,
    vocabulary_of,
    without_bullet,
)
from understudy.parsing.pdf.cells import Table
from understudy.parsing.pdf.engines import Print
from understudy.parsing.pdf.headings import Headings, body_size, without_lists
from understudy.parsing.pdf.lines import (
    MARGIN,
    Line,
    in_rows,
    is_running,
    running_texts,
    without_doubles,
)
from understudy.parsing.pdf.lists import COUNTED, Nesting, with_marks
from understudy.parsing.pdf.notes import Note, without_notes
from understudy.parsing.pdf.order import Item
from understudy.parsing.pdf.tables import continued, with_tables
from understudy.parsing.pdf.turning import Turned, turned
from understudy.parsing.pdf.unmarked import stands_alone, with_unmarked
from understudy.parsing.pipe_tables import pipe_table

GAP = 0.6
"""Space between lines, in line heights, that starts a paragraph; single spacing leaves 0.2."""

LONGEST_PARAGRAPH = 50_000
"""Characters from which a paragraph does not go on: a page of loose words would make one."""

Group = list[Line]


def paragraphs(found: Print, lines: Sequence[Line]) -> list[Block]:
    """Make paragraphs and list items alone; running heads and page numbers go."""
    rows = in_rows(lines)
    running = running_texts(rows, found.pages)
    rows = [  # most are not in the margins; asking that here is faster
        row for row in rows if MARGIN <= row.place <= 1 - MARGIN or not is_running(row, running)
    ]
    words = vocabulary_of(row.text for row in rows)
    made: list[Block] = []
    group: Group = []
    for row in [*rows, None]:
        if group and (row is None or _begins(group[-1], row)):
            _add(made, group, 0, words, Nesting())
            group = []
        if row is not None:
            group.append(row)
    return made


def blocks(found: Print, lines: Sequence[Line]) -> list[Block]:
    """Make headings, paragraphs, list items, tables and code of the lines of a document.

    Running heads and page numbers go. A paragraph goes on across columns and pages.

    Args:
        found: The file.
        lines: Its lines, in the order of the file.
    """
    even = turned(lines, found.rulings, found.guesses, body_size(lines))
    even = replace(even, lines=with_marks(even.lines, even.rulings))
    items, notes = without_notes(_items(even, found.pages), body_size(even.lines))
    own = [item for item in items if isinstance(item, Line)]
    words = vocabulary_of(line.text for line in own)
    headings = Headings(own, even.lines, found.outline)
    nesting = Nesting()
    made: list[Block] = []
    for group in _groups(items, headings):
        if isinstance(group, Table):
            table = pipe_table(group.rows(words))
            made.append(Block(table, page=group.page, verbatim=True))
            nesting.leave(None)
        elif group[0].mono and headings.level(group, group[0].text) == 0 and len(group) > 1:
            made.append(Block(_fenced(group), page=group[0].page, verbatim=True))
        else:
            level = headings.level(group, _text(made, group, words)[0])
            _add(made, group, level, words, nesting)
    made = with_unmarked(without_lists(made))
    last = max((block.page for block in made), default=0)
    return made + [_note(note, last, words) for note in notes]


def _note(note: Note, page: int, words: frozenset[str]) -> Block:
    return Block(
        f"[^{note.number}]: {joined([line.text for line in note.lines], words)}", page=page
    )


def _items(found: Turned, pages: int) -> list[Item]:
    """Put tables among the lines, drop running heads, join tables and pieces of one row."""
    items = _in_rows(with_tables(without_doubles(found.lines), found.rulings, found.guesses))
    rows = [row for item in items for row in _as_rows(item)]
    running = running_texts(rows, pages)
    kept: list[Item] = []
    for item in items:
        rows = _as_rows(item)
        if rows and all(is_running(row, running) for row in rows):
            continue
        last = kept[-1] if kept else None
        whole = None
        if isinstance(item, Table) and isinstance(last, Table):
            whole = continued(last, item)
        kept[-1:] = [whole] if whole else [*kept[-1:], item]
    expanded: list[Item] = []
    for item in kept:
        expanded += _as_rows(item) or [item]
    return expanded


def _as_rows(item: Item) -> list[Line]:
    """Return the lines of what is no table, or too small to be one."""
    return [item] if isinstance(item, Line) else in_rows(item.weak)


def _in_rows(items: Sequence[Item]) -> list[Item]:
    """Join pieces of one printed row between the tables."""
    made: list[Item] = []
    pieces: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            pieces.append(item)
        else:
            made += [*in_rows(pieces), item]
            pieces = []
    return [*made, *in_rows(pieces)]


def _add(
    made: list[Block], group: Group, level: int, words: frozenset[str], nesting: Nesting
) -> None:
    text, bullet = _text(made, group, words)
    text = text.replace(" [^", "[^")
    level = 0 if bullet else level
    if not text:
        return
    counted = not bullet and not level and COUNTED.match(text) is not None
    is_item = bullet or counted
    place = _cut_paragraph(made, text) if not level and not is_item else None
    if place is not None:
        before = made[place]
        made[place] = replace(before, text=continuation(before.text, text, words))
        return
    indent = 0
    if is_item:
        indent = nesting.indent(group[0], text)
    else:
        nesting.leave(None if level else group[0])
    made.append(
        Block(text, level=level, bullet=bullet, page=group[0].page, counted=counted, indent=indent)
    )


def _text(made: Sequence[Block], group: Group, words: frozenset[str]) -> tuple[str, bool]:
    """Return the text of lines that stand together; tell whether they are a list item."""
    text, bullet = without_bullet(group[0].text, made[-1].text if made else "")
    return joined([text, *(line.text for line in group[1:])], words), bullet


def _cut_paragraph(made: Sequence[Block], text: str) -> int | None:
    """Return the place of the paragraph that goes on with a text, be it behind a table."""
    place = len(made) - 1
    while place >= 0 and made[place].verbatim:
        place -= 1
    if place < 0 or made[place].level or not goes_on(made[place].text, text):
        return None
    if len(made[place].text) > LONGEST_PARAGRAPH:
        return None
    return place


def _groups(items: Sequence[Item], headings: Headings) -> list[Group | Table]:
    """Cut the lines where a paragraph, heading or list item starts."""
    groups: list[Group | Table] = []
    for item in items:
        last = groups[-1] if groups else None
        if isinstance(item, Table):
            groups.append(item)
        elif isinstance(last, list) and not _starts(last, item, headings):
            last.append(item)
        else:
            groups.append([item])
    return groups


def _begins(last: Line, line: Line) -> bool:
    if last.page != line.page or line.y0 < last.y0:
        return True
    gap = line.y0 - last.y1
    if gap > 0 and gap > GAP * max(last.height, line.height):
        return True
    return begins_item(line.text, last.text)


def _starts(group: Group, line: Line, headings: Headings) -> bool:
    last = group[-1]
    if last.page != line.page or line.y0 < last.y0 or last.mono != line.mono:
        return True
    gap = (line.y0 - last.y1) / max(last.height, line.height)
    if last.mono:
        return gap > 3 * GAP
    levels = headings.levels
    one, other = headings.kind(last), headings.kind(line)
    if one != other and {levels.get(one), levels.get(other)} != {None}:
        return True
    if gap > (2 * GAP if other in levels else GAP) or begins_item(line.text, last.text):
        return True
    return other not in levels and stands_alone(group, line)


def _fenced(group: Group) -> str:
    """Write lines of one letter width as code, indented as they are printed."""
    starts = [-line.x1 if line.x1 <= 0 else line.x0 for line in group]  # code is never mirrored
    left = min(starts)
    widths = [(line.x1 - line.x0) / len(line.text) for line in group if line.text]
    wide = max(0.1, sorted(widths)[len(widths) // 2])
    rows = []
    for before, line, start in zip([None, *group], group, starts, strict=False):
        if before and line.y0 - before.y1 > 0.6 * line.height:
            rows.append("")
        rows.append(" " * round((start - left) / wide) + line.text)
    fence = "~~~" if any(row.startswith("```") for row in rows) else "```"
    return "\n".join([fence, *rows, fence])
