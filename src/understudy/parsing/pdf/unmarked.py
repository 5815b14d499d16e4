"""Headings in the print of the text: told by their numbers, or by capitals alone."""

import re
from collections.abc import Sequence
from dataclasses import replace

from understudy.parsing.paragraphs import Block
from understudy.parsing.pdf.headings import CAPTION, DEEPEST
from understudy.parsing.pdf.lines import Line

SECTION = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?P<mark>\.?)\s+(?P<title>\S.*)", re.DOTALL
)
ANOTHER = re.compile(r"\s\d{1,2}(?:\.\d{1,2})*\s+[^\W\d_].*\s\d|\s\d{1,2}\.\d{1,2}\s+[^\W\d_]")
"""Numbers of more sections in one line: a table of contents."""
LONGEST = 110
"""Characters of such a heading."""
FEWEST = 3
"""Sections that a document must number to be believed."""
ENDS = (".", ",", ";", ":", "!", "?", "。", "，", "；", "：")
MOST_CAPITALS = 0.5
"""Share of the paragraphs in capitals above which they are the document's way to write."""
FEWEST_LETTERS = 4
SIGNS = re.compile(r"[=*_<>|{}\\;@$€#]|\d{4}")
"""What stands in code, forms and sums rather than in a heading."""

Number = tuple[int, ...]


def with_unmarked(made: Sequence[Block]) -> list[Block]:
    """Make headings of numbered and of capital lines that stand alone before text.

    Numbers must count up as those of sections do, through the document; lines in a row are a list
    or a table of contents.
    """
    return _with_capitals(_with_numbers(made))


def stands_alone(group: Sequence[Line], after: Line) -> bool:
    """Tell lines that do not go on with the next one: numbered as a section is, or in capitals.

    A numbered one ends where the next word would have had room, and the next begins a sentence.
    """
    if all(in_capitals(line.text) for line in group):
        return not in_capitals(after.text.split(" ", 1)[0] + "AAAA")
    line = group[0]
    found = SECTION.match(line.text) if len(group) == 1 and len(line.text) <= LONGEST else None
    if found is None or after.text[:1].islower() or line.text.endswith(ENDS):
        return False
    if SECTION.match(after.text):  # a table of contents
        return False
    word = after.text.split(" ", 1)[0]
    room = (len(word) + 1) * (after.x1 - after.x0) / len(after.text)
    first = found["title"][0]
    begins = first.isalpha() and not first.islower()
    return begins and not found["mark"] and line.x1 + room < after.x1


def in_capitals(text: str) -> bool:
    """Tell words in capitals that are no sentence and no code."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < FEWEST_LETTERS or not all(letter.isupper() for letter in letters):
        return False
    return not text.endswith(ENDS) and SIGNS.search(text) is None


def _with_numbers(made: Sequence[Block]) -> list[Block]:
    numbers = {place: number for place, block in enumerate(made) if (number := _number(block))}
    heading = {place: one for place, one in numbers.items() if _heads(made, place)}
    chain = _chain({place: one for place, one in heading.items() if not made[place].counted})
    if len(chain) < FEWEST:
        chain = _chain(heading)
    plain = [place for place in chain if not made[place].level]
    deep = sum(len(chain[place]) > 1 for place in chain)
    dotted = any(made[place].counted for place in plain)
    if not plain or len(chain) < FEWEST or (dotted and 3 * deep < len(chain)):
        return list(made)
    first = min(chain)
    levels = [made[place].level - len(chain[place]) for place in chain if made[place].level]
    above = any(block.level == 1 for block in made[:first])
    base = max(0, min(levels)) if levels else int(above)
    kept = list(made)
    for place in plain:
        level = min(base + len(chain[place]), DEEPEST)
        kept[place] = replace(made[place], level=level, counted=False, indent=0)
    return kept


def _number(block: Block) -> Number | None:
    found = SECTION.match(block.text) if len(block.text) <= LONGEST else None
    if found is None or block.bullet or block.verbatim or block.indent:
        return None
    title = found["title"]
    if not title[0].isalpha() or title[0].islower() or title.endswith(ENDS):
        return None
    if ANOTHER.search(title):
        return None
    return tuple(int(part) for part in found["number"].split("."))


def _heads(made: Sequence[Block], place: int) -> bool:
    """Tell whether something follows that a heading can stand before: no item of the same list."""
    if place + 1 == len(made):
        return False
    after = _number(made[place + 1])
    own = _number(made[place])
    return after is None or own is None or after == (*own, 1)


def _chain(numbers: dict[int, Number]) -> dict[int, Number]:
    """Return those that count up: each goes on with, or one deeper than, some open number."""
    chain: dict[int, Number] = {}
    last: Number = ()
    for place, number in numbers.items():
        if not last:
            goes_on = number in {(1,), (0,), (1, 1)}
        else:
            head, count = number[:-1], number[-1]
            deeper = head == last and count in {0, 1}
            beside = len(number) <= len(last) and last[: len(head)] == head
            goes_on = deeper or (beside and count == last[len(head)] + 1)
        if goes_on:
            chain[place] = last = number
    return chain


def _with_capitals(made: Sequence[Block]) -> list[Block]:
    found = [place for place in range(len(made) - 1) if _is_capital(made, place)]
    if len(found) < 2 or len(found) > MOST_CAPITALS * len(made):
        return list(made)
    level = 1 + int(any(block.level == 1 for block in made[: found[0]]))
    kept = list(made)
    for place in found:
        kept[place] = replace(made[place], level=level)
    return kept


def _is_capital(made: Sequence[Block], place: int) -> bool:
    block, after = made[place], made[place + 1]
    if block.level or block.is_item or block.verbatim or len(block.text) > LONGEST:
        return False
    if not in_capitals(block.text) or CAPTION.match(block.text):
        return False
    return after.verbatim or after.is_item or any(letter.islower() for letter in after.text)
