"""Paragraphs from printed lines: what the eye does on a page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BULLET = re.compile(r"(?:[•◦▪▫‣⁃●○■□➢➤✓✔\uf0b7\uf0a7]\s*|[·*-]\s+)(?=\S)")
DASHES = ("–", "—")
DASH = re.compile(r"[–—]\s+(?=\S)")
NUMBER = re.compile(r"(?:\d{1,3}[.)]|[a-zа-я]\))\s+(?=\S)")
ANNOUNCED = re.compile(r"[:;]\s*$")
BROKEN_WORD = re.compile(r"(?P<head>[^\W\d_]+)[-\u2010\u00ad]$")
SENTENCE_END = re.compile(r"[.!?…:;][\"'»”’)\]]*$")
HYPHENS = ("-", "\u2010", "\u00ad")
LONGEST_WORD = 60
"""Letters before a line end among which the beginning of a broken word is looked for."""
LONGEST_END = 8
"""Characters among which the end of a sentence is looked for."""
UNSPACED = re.compile(r"[\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Chinese and Japanese, which write no blank between words; Korean does."""
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item."""

    text: str
    level: int = 0
    """Level of a heading from 1; 0 = none."""
    bullet: bool = False
    page: int = 0
    """The page on which it starts, from 0."""
    verbatim: bool = False
    """Whether it is Markdown as it stands: a table, or code between fences."""
    counted: bool = False
    """Whether it is a list item that begins with its number."""
    indent: int = 0
    """Columns by which an item of a list in a list is indented."""

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        return self.bullet or self.counted


def joined(lines: Sequence[str], vocabulary: frozenset[str]) -> str:
    """Join printed lines to one; words that were broken at a line end are whole again.

    Args:
        lines: In reading order.
        vocabulary: Words of the document in lower case: a hyphen at a line end stays when the
            word stands somewhere else with it (``well-known``, ``кто-то``).
    """
    parts: list[str] = []
    end = ""  # of what the parts make; not all of it, which a page of one paragraph is long
    for line in (" ".join(line.split()) for line in lines):
        if not line:
            continue
        broken = None
        if end.endswith(HYPHENS) and line[:1].islower():
            broken = BROKEN_WORD.search(end)
        if broken:
            tail = WORD.match(line)
            whole = f"{broken['head']}-{tail[0] if tail else ''}".casefold()
            if whole not in vocabulary or end.endswith("\u00ad"):
                parts[-1], end = parts[-1][:-1], end[:-1]
        elif parts and not (UNSPACED.match(end[-1:]) and UNSPACED.match(line)):
            parts.append(" ")
            end += " "
        parts.append(line)
        end = (end + line)[-LONGEST_WORD:]
    return "".join(parts).replace("\u00ad", "")


def continuation(before: str, after: str, vocabulary: frozenset[str]) -> str:
    """Join two texts that `joined` made, as it would; only the end of the first is looked at."""
    cut = before.rfind(" ", 0, max(0, len(before) - LONGEST_WORD)) + 1
    return before[:cut] + joined([before[cut:], after], vocabulary)


def vocabulary_of(lines: Iterable[str]) -> frozenset[str]:
    """Return the words of some lines that are written with a hyphen, in lower case."""
    written = (line for line in lines if "-" in line)
    return frozenset(
        word.casefold() for line in written for word in WORD.findall(line) if "-" in word
    )


def without_bullet(line: str, before: str = "") -> tuple[str, bool]:
    """Take the mark off a list item; tell whether there was one.

    A dash is one only behind a colon or semicolon: in prose it opens a reply, or stands for "is".
    """
    found = BULLET.match(line)
    if not found and line[:1] in DASHES and ANNOUNCED.search(before[-LONGEST_END:]):
        found = DASH.match(line)
    return (line[found.end() :], True) if found else (line, False)


def begins_item(line: str, before: str) -> bool:
    """Tell a line that starts a list item, numbered ones included."""
    if line[:1].isalpha() and line[1:2] != ")":  # most lines, told without a search
        return False
    return without_bullet(line, before)[1] or NUMBER.match(line) is not None


def goes_on(before: str, after: str) -> bool:
    """Tell whether a paragraph was cut by the end of a column or page."""
    return after[:1].islower() and not SENTENCE_END.search(before[-LONGEST_END:])


def to_markdown(blocks: Sequence[Block], pages: int) -> tuple[str, tuple[int, ...]]:
    """Write blocks as Markdown.

    Args:
        blocks: In reading order.
        pages: How many pages there are.

    Returns:
        The text, and the offset where each page starts: that of its first block (a block that
        began on the page before belongs there), or of what follows when the page is empty.
    """
    parts: list[str] = []
    length = 0
    starts: dict[int, int] = {}
    after_item = False
    for block in blocks:
        line = "#" * block.level + " " + block.text if block.level else block.text
        line = " " * block.indent + ("- " if block.bullet else "") + line
        if parts:
            parts.append("\n" if block.is_item and after_item else "\n\n")
            length += len(parts[-1])
        after_item = block.is_item
        starts.setdefault(block.page, length)
        parts.append(line)
        length += len(line)
    text = "".join([*parts, "\n"])
    offsets = []
    following = len(text)
    for page in reversed(range(pages)):
        following = starts.get(page, following)
        offsets.append(following)
    return text, tuple(reversed(offsets))
