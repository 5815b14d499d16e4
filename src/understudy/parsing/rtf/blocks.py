"""Paragraphs, lists and tables of Rich Text Format, as they are found, and as HTML."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from understudy.parsing.rtf.tables import Cell, Row, table_html

NUMBER = re.compile(r"[0-9]{1,6}(?=[^0-9]*$)")
TYPED = re.compile(r"\s*([•◦▪■●·–—*-]|\(?[0-9]{1,3}[.)])[ \u00a0]*\t")
"""A mark of a list that stands in the text itself."""
WRITTEN = re.compile(r"[^\W_]")
DEEPEST_LIST = 8


@dataclass(frozen=True, slots=True)
class Look:
    """How words look, as far as Markdown can show it."""

    bold: bool = False
    italic: bool = False
    fixed: bool = False
    """In a font whose letters are equally wide: code, or nothing."""
    is_html: bool = False
    """The text is markup already."""


@dataclass(frozen=True, slots=True)
class Item:
    """What makes a paragraph an item of a list."""

    level: int | None
    """From 0; None where only its indent tells."""
    indent: int
    number: int | None
    """None for a bullet."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that is whole."""

    html: str
    words: str
    """Its text as it stands there."""
    is_code: bool = False
    heading: int = 0
    """Its level; 0 for none."""
    item: Item | None = None


@dataclass(slots=True)
class Kind:
    """What a paragraph is, as its control words say."""

    heading: int = 0
    level: int | None = None
    """Of its list; None for a paragraph of no list."""
    is_bullet: bool = True
    """Whether its list has bullets, where it brings no label of its own."""
    indent: int = 0
    is_hanging: bool = False
    """Whether its first line begins left of the others."""


@dataclass
class Flow:
    """A text that is being read: that of the document, of a note or of a box."""

    blocks: list[Paragraph | str] = field(default_factory=list)
    """Paragraphs, and tables as HTML."""
    boxes: list[Paragraph | str] = field(default_factory=list)
    """What hangs at the paragraph that is being read."""
    label: str = ""
    """What is printed before the paragraph that is being read."""
    _runs: list[tuple[str, Look]] = field(default_factory=list)
    _cell: list[Paragraph | str] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)
    _counts: Counter[int] = field(default_factory=Counter)

    def add(self, text: str, look: Look) -> None:
        """Add words to the paragraph."""
        self._runs.append((text, look))

    def end_paragraph(self, kind: Kind, *, in_table: bool) -> None:
        """Make a paragraph of the words so far; a blank one is left out."""
        found = self._paragraph(kind)
        if not in_table:
            self.end_table()
        place = self._cell if in_table else self.blocks
        if found is not None:
            place.append(found)
        place += self.boxes
        self.boxes = []

    def end_cell(self, kind: Kind) -> None:
        """Make a cell of the paragraphs so far."""
        self.end_paragraph(kind, in_table=True)
        self._cells.append("<br>".join(_inline(block) for block in self._cell))
        self._cell = []

    def end_row(self, cells: Sequence[Cell]) -> None:
        """Make a row of the cells so far, which lie as the definition says."""
        if self._cells:
            self._rows.append(Row(self._cells, list(cells)))
        self._cells = []

    def end_table(self) -> None:
        """Make a table of the rows so far; cells of a row that never ended are paragraphs."""
        if self._rows:
            self.blocks.append(table_html(self._rows))
        self._rows = []
        for html in self._cells:
            self.blocks.append(Paragraph(html, html))
        self.blocks += self._cell
        self._cells, self._cell = [], []

    def finish(self, kind: Kind) -> list[Paragraph | str]:
        """End what is open; return all blocks."""
        self.end_paragraph(kind, in_table=bool(self._cell or self._cells))
        self.end_table()
        return self.blocks

    def _paragraph(self, kind: Kind) -> Paragraph | None:
        runs, self._runs = self._runs, []
        label, self.label = self.label.strip(), ""
        words = "".join("" if look.is_html else text for text, look in runs)
        if not words.strip() and not any(look.is_html for _, look in runs):
            return None
        if kind.heading:
            html = _html([(text, Look(is_html=look.is_html)) for text, look in runs])
            before = f"{escape(label)} " if WRITTEN.search(label) else ""
            return Paragraph(before + html.strip(), words, heading=kind.heading)
        item = self._item(kind, label)
        if item is None and kind.is_hanging and (typed := TYPED.match(words)):
            runs = _without(runs, typed.end())
            item = Item(None, kind.indent, _number(typed[1]))
        is_code = item is None and all(look.fixed or not text.strip() for text, look in runs)
        return Paragraph(_html(runs), words, is_code, item=item)

    def _item(self, kind: Kind, label: str) -> Item | None:
        if kind.level is None and not label:
            self._counts.clear()
            return None
        level = min(max(kind.level or 0, 0), DEEPEST_LIST)
        is_bullet = not WRITTEN.search(label) if label else kind.is_bullet
        if is_bullet or label == "o":  # the bullet of Courier New, in Word's lists of two levels
            return Item(kind.level, kind.indent, None)
        for deeper in [one for one in self._counts if one > level]:
            del self._counts[deeper]
        found = _number(label)
        self._counts[level] = self._counts[level] + 1 if found is None else found
        return Item(kind.level, kind.indent, self._counts[level])


def to_html(blocks: Sequence[Paragraph | str]) -> str:
    """Write blocks as HTML; lines of code are joined, unless most of the text looks like code."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    code = sum(len(one.words) for one in paragraphs if one.is_code)
    is_typed = 2 * code > sum(len(one.words) for one in paragraphs)  # on a typewriter, as it were
    parts: list[str] = []
    lists = _Lists()
    lines: list[str] = []
    for block in [*blocks, ""]:
        item = block.item if isinstance(block, Paragraph) else None
        is_code = isinstance(block, Paragraph) and block.is_code and not is_typed
        if lines and not is_code:
            parts.append(f"<pre>{escape(chr(10).join(lines))}</pre>")
            lines = []
        parts.append(lists.until(item))
        if isinstance(block, Paragraph) and is_code:
            lines.append(block.words.replace("\t", "    ").rstrip())
        else:
            parts.append(_block(block))
    return "".join(parts)


def _block(block: Paragraph | str) -> str:
    if isinstance(block, str):
        return block
    if block.item is not None:
        return block.html.strip()
    tag = f"h{min(block.heading, 6)}" if block.heading else "p"
    return f"<{tag}>{block.html.strip()}</{tag}>"


class _Lists:
    """Opens and closes the lists around items."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int]] = []
        """Tag of each open list, and the number of its last item."""
        self._indents: list[int] = []

    def until(self, item: Item | None) -> str:
        """Return the tags between what was before and an item, or what is none."""
        if item is None:
            self._indents = []
            return self._close(0)
        depth = min(self._depth(item), len(self._open))
        closed = self._close(depth + 1)
        tag = "ul" if item.number is None else "ol"
        number = item.number or 0
        if len(self._open) > depth:
            before = self._open[depth]
            if before[0] == tag and number in {0, before[1] + 1}:
                self._open[depth] = (tag, number)
                return f"{closed}</li><li>"
            closed += self._close(depth)
        self._open.append((tag, number))
        start = f' start="{number}"' if number > 1 else ""
        return f"{closed}<{tag}{start}><li>"

    def _depth(self, item: Item) -> int:
        if item.level is not None:
            return min(max(item.level, 0), DEEPEST_LIST)
        while self._indents and self._indents[-1] > item.indent:
            self._indents.pop()
        if not self._indents or self._indents[-1] < item.indent:
            self._indents.append(item.indent)
        return min(len(self._indents) - 1, DEEPEST_LIST)

    def _close(self, left: int) -> str:
        closed = self._open[left:]
        del self._open[left:]
        return "".join(f"</li></{tag}>" for tag, _ in reversed(closed))


def _inline(block: Paragraph | str) -> str:
    return block if isinstance(block, str) else block.html.strip()


def _html(runs: Sequence[tuple[str, Look]]) -> str:
    return "".join(_run(text, look) for text, look in _joined(runs))


def _joined(runs: Sequence[tuple[str, Look]]) -> list[tuple[str, Look]]:
    """Join neighbours that look alike; space looks like what is before it."""
    joined: list[tuple[list[str], Look]] = []
    for text, look in runs:
        shown = Look(look.bold, look.italic, is_html=look.is_html)
        if joined and not text.strip() and not (look.is_html or joined[-1][1].is_html):
            shown = joined[-1][1]
        if joined and joined[-1][1] == shown:
            joined[-1][0].append(text)
        else:
            joined.append(([text], shown))
    return [("".join(texts), look) for texts, look in joined]


def _run(text: str, look: Look) -> str:
    if look.is_html:
        return text
    html = escape(text.replace("\t", " ")).replace("\n", "<br>")
    if not text.strip():
        return html
    if look.italic:
        html = f"<em>{html}</em>"
    return f"<strong>{html}</strong>" if look.bold else html


def _without(runs: Sequence[tuple[str, Look]], count: int) -> list[tuple[str, Look]]:
    """Return runs without their first characters."""
    kept = []
    for text, look in runs:
        cut = 0 if look.is_html else min(count, len(text))
        count -= cut
        kept.append((text[cut:], look))
    return kept


def _number(label: str) -> int | None:
    found = NUMBER.search(label)
    return int(found[0]) if found else None
