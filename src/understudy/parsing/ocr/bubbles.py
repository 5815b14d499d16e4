"""Screenshots of a chat: what stands in bubbles on the left and on the right."""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from understudy.parsing.chats.conversations import Said
from understudy.parsing.ocr.layout import Row

OWNER = "me"
"""Author of what stands on the right: the phone's owner, whose name no screenshot shows."""
TIME = re.compile(
    r"(?P<text>.*?)\s*(?:(?:edited|изменено|ред\.)\s*)?(?<![\d:.])(?P<time>[0-2]?\d[:.][0-5]\d)"
    r"(?:\s?[AaPp]\.?[Mm]\.?)?(?P<ticks>[\W_]{0,4}\w{0,2}[\W_]{0,3})"
)
"""A message's last line, with the time and what the ticks of "read" look like."""
MIN_BUBBLES = 3
TIMED = 0.6
"""Least share of bubbles that show a time."""
SAME_EDGE = 0.06
"""Share of the screen's width within which edges of bubbles are the same."""
GAP = 1.9
"""Step to the next line of a bubble, in line heights, from which it is another one."""
GAP_OF_TIME = 3.5
"""The same for a time alone, which stands in smaller letters in a corner."""
LONGEST_NAME = 4
"""Words of a name above a bubble."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screenshot of a chat."""

    title: str
    """Whom the chat is with, as the top of the screen says; empty when it does not."""
    said: tuple[Said, ...]
    """Messages from top to bottom; who writes to the owner has no name unless bubbles show it."""


@dataclass(slots=True)
class _Bubble:
    rows: list[Row]
    time: str = ""

    @property
    def left(self) -> float:
        return min(row.left for row in self.rows)

    @property
    def right(self) -> float:
        return max(row.right for row in self.rows)


def messages(found: Sequence[Row]) -> Screen | None:
    """Read a screen; None when it does not look like a chat's.

    A chat has three bubbles or more, on both sides, whose edges are in line, most with a time, and
    times that do not go back.

    Args:
        found: The printed rows of the picture, from top to bottom.
    """
    if len(found) < MIN_BUBBLES:
        return None
    bubbles = _bubbles(found)
    timed = [bubble for bubble in bubbles if bubble.time]
    if len(timed) < MIN_BUBBLES or not _rises([bubble.time for bubble in timed]):
        return None
    left, right = min(one.left for one in timed), max(one.right for one in timed)
    first = bubbles.index(timed[0])
    body = [one for one in bubbles[first:] if not _is_centred(one, left, right)]
    sides = [one.left - left > right - one.right for one in body]
    if len(timed) < TIMED * len(body) or len(set(sides)) < 2:
        return None
    if not _in_line(body, sides, right - left):
        return None
    return Screen(_title(bubbles[:first]), _said(body, sides))


def _bubbles(found: Sequence[Row]) -> list[_Bubble]:
    height = statistics.median(row.height for row in found)
    bubbles: list[_Bubble] = []
    for place, row in enumerate(found):
        time = TIME.fullmatch(row.text)
        if place == 0 and time is not None and not time["text"]:
            continue  # the phone's own clock
        if bubbles and _goes_on(bubbles[-1], row, height):
            bubbles[-1].rows.append(row)
        else:
            bubbles.append(_Bubble([row]))
        if time is not None:
            bubbles[-1].time = time["time"].replace(".", ":")
    return bubbles


def _goes_on(bubble: _Bubble, row: Row, height: float) -> bool:
    """Tell whether a row stands in the bubble above: below its lines, or as the time under them."""
    if bubble.time:
        return False
    step = row.middle - bubble.rows[-1].middle
    time = TIME.fullmatch(row.text)
    if time is not None and not time["text"]:
        return step < GAP_OF_TIME * height
    return step < GAP * height and abs(row.left - bubble.left) < 2 * height


def _rises(times: Sequence[str]) -> bool:
    """Tell whether times go back once at most: over midnight."""
    minutes = [int(time.split(":")[0]) * 60 + int(time.split(":")[1]) for time in times]
    return sum(a > b for a, b in pairwise(minutes)) <= 1


def _is_centred(bubble: _Bubble, left: float, right: float) -> bool:
    """Tell the line with a day between messages, and notices."""
    before, after = bubble.left - left, right - bubble.right
    apart = min(before, after) > 0.15 * (right - left)
    return not bubble.time and apart and abs(before - after) < 0.1 * (right - left)


def _in_line(body: Sequence[_Bubble], sides: Sequence[bool], width: float) -> bool:
    """Tell whether bubbles of the left begin, and those of the right end, at the same place."""
    for side in (False, True):
        edges = [
            one.right if side else one.left
            for one, own in zip(body, sides, strict=True)
            if own == side
        ]
        middle = statistics.median(edges)
        if sum(abs(edge - middle) < SAME_EDGE * width for edge in edges) < 0.6 * len(edges):
            return False
    return True


def _title(bubbles: Sequence[_Bubble]) -> str:
    """Return the first line with a word that is no status of the phone or of the person."""
    texts = [row.text.strip(" <>←‹›→|•·") for bubble in bubbles for row in bubble.rows]
    words = [text for text in texts if sum(letter.isalpha() for letter in text) >= 2]
    return next(
        (text for text in words if not re.search(r"\d%|\b(?:LTE|[45]G|Wi-?Fi)\b", text)), ""
    )


def _said(body: Sequence[_Bubble], sides: Sequence[bool]) -> tuple[Said, ...]:
    heads = Counter(
        one.rows[0].text
        for one, right in zip(body, sides, strict=True)
        if not right and len(one.rows) > 1
    )
    said = []
    for bubble, right in zip(body, sides, strict=True):
        texts = [row.text for row in bubble.rows]
        author = OWNER if right else ""
        if not right and len(texts) > 1 and heads[texts[0]] > 1 and _is_name(texts[0]):
            author = texts.pop(0)
        if bubble.time and (last := TIME.fullmatch(texts[-1])) is not None:
            texts[-1] = last["text"]
        text = " ".join(text for text in texts if text)
        said.append(Said(author=author, text=text, kind="text" if text else "media"))
    return tuple(said)


def _is_name(text: str) -> bool:
    return len(text.split()) <= LONGEST_NAME and text[:1].isupper() and text[-1].isalnum()
