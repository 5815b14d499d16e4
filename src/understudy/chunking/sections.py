"""A document's sections: what stands between two headings, with the headings above it."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from understudy.core.sentences import Unit, units

_MARKS = re.compile(r"\A#{1,6}(?:\s+|\Z)|\s+#+\s*\Z|\s*\n\s*(?:=+|-+)\s*\Z")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
LONGEST_HEADING = 500
"""Characters; a longer line is text, whatever it starts with: a heading stands in the path of every
chunk below it."""
_EMPHASIS = re.compile(r"\*+|`+|(?<!\w)_+|_+(?!\w)")


class Heading(NamedTuple):
    """A heading."""

    level: int
    """From 1."""
    title: str
    """Without Markdown's marks."""
    unit: Unit


class Section(NamedTuple):
    """A heading and what follows it up to the next heading of any level."""

    path: tuple[str, ...]
    """Titles of the headings above the text, outermost first; its own is the last."""
    topic: str | None
    """Title of the top-level section it belongs to; None before the first, and where a document
    has no such level."""
    heading: Unit | None
    """None for what stands before the first heading."""
    body: tuple[Unit, ...]
    """Sentences, items, rows and code; no thematic breaks."""


def sections(text: str) -> list[Section]:
    """Return the sections of a Markdown text that have a body, in order.

    The top level is the shallowest heading level that occurs at least twice: the chapters of a
    book, and the sections of a file that is one chapter.
    """
    found = [_bounded(unit) for unit in units(text)]
    headings = [_heading(text, unit) for unit in found if unit.kind == "heading"]
    top = _top_level(headings)
    result: list[Section] = []
    above: list[Heading] = []
    topic: str | None = None
    waiting = iter(headings)
    for heading, body in _cut(found):
        if heading is not None:
            one = next(waiting)
            above = [*(other for other in above if other.level < one.level), one]
            if top is not None and one.level <= top:
                topic = one.title if one.level == top else None
        if body:
            path = tuple(other.title for other in above if other.title)
            result.append(Section(path, topic, heading, body))
    return result


def _cut(found: Iterable[Unit]) -> list[tuple[Unit | None, tuple[Unit, ...]]]:
    """Cut units at headings."""
    result: list[tuple[Unit | None, list[Unit]]] = [(None, [])]
    for unit in found:
        if unit.kind == "heading":
            result.append((unit, []))
        elif unit.kind != "rule":
            result[-1][1].append(unit)
    return [(heading, tuple(body)) for heading, body in result]


def _bounded(unit: Unit) -> Unit:
    is_text = unit.kind == "heading" and unit.end - unit.start > LONGEST_HEADING
    return unit._replace(kind="sentence") if is_text else unit


def _heading(text: str, unit: Unit) -> Heading:
    written = text[unit.start : unit.end]
    level = len(written) - len(written.lstrip("#"))
    if level == 0:  # underlined
        level = 1 if written.endswith("=") else 2
    title = _EMPHASIS.sub("", _LINK.sub(r"\1", _MARKS.sub("", written)))
    return Heading(level, " ".join(title.split()), unit)


def _top_level(headings: list[Heading]) -> int | None:
    counts = Counter(heading.level for heading in headings)
    return min((level for level, times in counts.items() if times > 1), default=None)
