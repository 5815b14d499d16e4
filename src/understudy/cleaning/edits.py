"""Edits of a text: what a cleaning step returns instead of a text.

An edit replaces a half-open span. Edits of one list are in order, do not overlap, and all refer to
the text before any of them. Because the spans are kept, every offset of the result can be carried
back to the text that it came from.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from understudy.core.errors import InputError

# A text that a step still changes after so many rounds is made for that: nested stop phrases.
MOST_ROUNDS = 100


class Edit(NamedTuple):
    """A replacement of ``text[start:end]``, in code points."""

    start: int
    end: int
    replacement: str


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with all edits made.

    Raises:
        ValueError: Edits are out of order, overlap or lie outside the text.

    >>> apply("a  b", [Edit(1, 2, "")])
    'a b'
    """
    pieces: list[str] = []
    done = 0
    for start, end, replacement in edits:
        if not done <= start <= end <= len(text):
            raise ValueError(f"edit [{start}:{end}] after {done} in a text of {len(text)}")
        pieces += [text[done:start], replacement]
        done = end
    return "".join([*pieces, text[done:]])


def moved(offsets: Iterable[int], edits: Sequence[Edit]) -> list[int]:
    """Carry offsets of the text before to the text after; both in order.

    An offset inside a replaced span goes to where the replacement starts.
    """
    result: list[int] = []
    shift = following = 0
    for offset in offsets:
        while following < len(edits) and edits[following].end <= offset:
            start, end, replacement = edits[following]
            if start == offset:  # an insertion there: the offset stays in front of it
                break
            shift += len(replacement) - (end - start)
            following += 1
        inside = following < len(edits) and edits[following].start < offset
        result.append((edits[following].start if inside else offset) + shift)
    return result


def origin(offset: int, edits: Sequence[Edit]) -> int:
    """Carry an offset of the text after back to the text before.

    An offset inside a replacement goes to where the replaced span starts.
    """
    shift = 0
    for start, end, replacement in edits:
        if offset < start + shift:
            break
        if offset < start + shift + len(replacement):
            return start
        shift += len(replacement) - (end - start)
    return offset - shift


def compose(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Return edits of ``text`` that do what ``first`` and then ``second`` do.

    Args:
        text: The text before both.
        first: Edits of ``text``.
        second: Edits of the text after ``first``.
    """
    middle = apply(text, first)
    spans = [*_placed(first), *((edit.start, edit.end) for edit in second)]
    result: list[Edit] = []
    before = after = shift = 0
    for start, end in _merged(spans):
        origin_start = start - shift
        while before < len(first) and first[before].start + shift <= end:
            shift += len(first[before].replacement) - (first[before].end - first[before].start)
            before += 1
        inside = []
        while after < len(second) and second[after].start <= end:
            edit = second[after]
            inside.append(Edit(edit.start - start, edit.end - start, edit.replacement))
            after += 1
        whole = Edit(origin_start, end - shift, apply(middle[start:end], inside))
        result += effective(text, [whole])
    return result


def effective(text: str, edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits without those that leave the text as it is."""
    return [edit for edit in edits if text[edit.start : edit.end] != edit.replacement]


def settle(text: str, step: Callable[[str], Sequence[Edit]], *, where: str) -> list[Edit]:
    """Repeat a step on its own result until it changes nothing; return all of it as one list.

    Args:
        text: The text before.
        step: Gives the edits of a text.
        where: The record's id, for the message.

    Raises:
        InputError: It still changes the text after `MOST_ROUNDS`.
    """
    edits: list[Edit] = []
    current = text
    for _ in range(MOST_ROUNDS):
        more = effective(current, step(current))
        if not more:
            return edits
        edits = compose(text, edits, more) if edits else more
        current = apply(current, more)
    why = f"a cleaning step still changes it after {MOST_ROUNDS} rounds"
    raise InputError(where, why, reason="unsettled")


def _placed(edits: Sequence[Edit]) -> list[tuple[int, int]]:
    """Return where the replacements lie in the text after."""
    spans = []
    shift = 0
    for start, end, replacement in edits:
        spans.append((start + shift, start + shift + len(replacement)))
        shift += len(replacement) - (end - start)
    return spans


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap or touch."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result
