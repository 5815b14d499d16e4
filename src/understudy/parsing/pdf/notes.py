"""Footnotes: small print below a column that begins with a number to which the text points."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from understudy.parsing.pdf.lines import Line
from understudy.parsing.pdf.order import Item

SMALLER = 0.96
"""Size of a note's print relative to the body's."""
LABEL = re.compile(r"(?P<label>\d{1,3}|[*†‡§]{1,3})[.):]?\s*(?=[^\W\d_]|[\"«“‘(\[])")
CLOSING = r".,;:!?»”’\"')\]…。，；：！？」』）"
MOST_LINES = 2000
"""Of a page with notes, and of the pages before it that are searched for what points to them."""
MOST_SEARCHES = 500_000
"""Lines looked at in a document; a second or two."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note, numbered through the document."""

    number: int
    lines: tuple[Line, ...]
    """The first one without its number."""


@dataclass(slots=True)
class _Found:
    label: str
    places: list[int]
    """Of its lines among the items."""


def without_notes(items: Sequence[Item], body: float) -> tuple[list[Item], list[Note]]:
    """Take notes out of the flow and put marks (``[^1]``) where the text points to them.

    A note to which nothing points stays where it is.

    Args:
        items: Of the document, page by page.
        body: Font size of most of the text.
    """
    pages: dict[int, list[int]] = {}
    for place, item in enumerate(items):
        pages.setdefault(item.page, []).append(place)
    kept: list[Item | None] = list(items)
    notes: list[Note] = []
    searched: list[int] = []
    left = MOST_SEARCHES
    for places in pages.values():
        found = _notes(items, places, body) if len(places) <= MOST_LINES else []
        small = {place for note in found for place in note.places}
        own = [one for one in places if one not in small]
        searched = [*searched, *own][-MOST_LINES:]
        start = (0, 0)
        for note in found:
            left -= len(own) + len(searched)
            if left < 0:
                break
            target = _target(kept, own, note.label, start)
            target = target or _target(kept, searched, note.label, (0, 0))
            if target is not None:
                start = target[:2]
                notes.append(_taken(kept, note, target, len(notes) + 1))
    return [item for item in kept if item is not None], notes


def _taken(
    kept: list[Item | None], note: _Found, target: tuple[int, int, int], number: int
) -> Note:
    """Take the lines of a note out, and put its mark where the text points to it."""
    place, begin, end = target
    kept[place] = _marked(kept[place], begin, end, number)
    lines = [line for one in note.places if isinstance(line := kept[one], Line)]
    for one in note.places:
        kept[one] = None
    return Note(number, _unlabelled(lines))


def _notes(items: Sequence[Item], places: Sequence[int], body: float) -> list[_Found]:
    """Return the notes of a page: runs of small print with nothing of the text below them."""
    found: list[_Found] = []
    run: list[int] = []
    for place in [*places, -1]:
        if place >= 0 and _is_small(items[place], body):
            run.append(place)
            continue
        if run and _is_last(items, places, run, body):
            found += _labelled(items, run)
        run = []
    return found


def _is_small(item: Item, body: float) -> bool:
    return isinstance(item, Line) and item.size <= SMALLER * body and not item.mono


def _is_last(items: Sequence[Item], places: Sequence[int], run: Sequence[int], body: float) -> bool:
    lines = [line for place in run if isinstance(line := items[place], Line)]
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    bottom = max(line.y1 for line in lines)
    return not any(
        _top(items[place]) > bottom - 2
        and not _is_small(items[place], body)
        and _overlaps(items[place], left, right)
        for place in places
    )


def _top(item: Item) -> float:
    return item.y0 if isinstance(item, Line) else item.box[1]


def _overlaps(item: Item, left: float, right: float) -> bool:
    x0, x1 = (item.x0, item.x1) if isinstance(item, Line) else (item.box[0], item.box[2])
    return min(x1, right) > max(x0, left)


def _labelled(items: Sequence[Item], run: Sequence[int]) -> list[_Found]:
    """Cut a run where the next label stands; what comes before the first one is no note."""
    found: list[_Found] = []
    for place in run:
        item = items[place]
        assert isinstance(item, Line)
        begun = LABEL.match(item.text)
        if begun and (not found or _follows(found[-1].label, begun["label"])):
            found.append(_Found(begun["label"], [place]))
        elif found:
            found[-1].places.append(place)
    return found


def _follows(before: str, label: str) -> bool:
    if before.isdecimal() and label.isdecimal():
        return int(label) == int(before) + 1
    return label.isdecimal() == before.isdecimal() and label != before


def _target(
    items: Sequence[Item | None], places: Iterable[int], label: str, start: tuple[int, int]
) -> tuple[int, int, int] | None:
    """Return where the text points to a note: item, first and last character of the mark.

    A number behind a full stop or the like is preferred to one behind a letter (``CO2``).
    """
    mark = re.escape(label) + (r"\)?" if label.isdecimal() else "")
    ends = rf"(?=[\s{CLOSING}\-–—]|$|[^\W\d_])" if label.isdecimal() else ""
    patterns = [
        rf"(?<=[{CLOSING}])(?<!\d[.,:]){mark}{ends}",
        rf"(?<=[^\W\d_]){mark}(?=[\s{CLOSING}]|$)" if label.isdecimal() else rf"(?<=\S){mark}",
        rf"(?<=[.!?…。])\s{mark}(?=\s+[^\W\d_a-zа-я])",
    ]
    ordered = list(places)
    for pattern in patterns:
        wanted = re.compile(pattern)
        for place in ordered:
            item = items[place]
            if not isinstance(item, Line) or place < start[0]:
                continue
            found = wanted.search(item.text, start[1] + 1 if place == start[0] else 0)
            if found:
                return place, found.start(), found.end()
    return None


def _marked(item: Item | None, begin: int, end: int, number: int) -> Line:
    assert isinstance(item, Line)
    return item._replace(text=f"{item.text[:begin]}[^{number}]{item.text[end:]}")


def _unlabelled(lines: Sequence[Line]) -> tuple[Line, ...]:
    begun = LABEL.match(lines[0].text)
    assert begun is not None
    return (lines[0]._replace(text=lines[0].text[begun.end() :]), *lines[1:])
