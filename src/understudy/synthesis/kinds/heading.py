"""Questions about what stands first under a heading."""

import re
from itertools import pairwise

from understudy.core.sentences import Unit
from understudy.synthesis.drafts import KINDS, Draft
from understudy.synthesis.passage import (
    LONGEST_QUOTE,
    MARKUP,
    Passage,
    is_content,
    plain_words,
    words,
)

_MARKS = re.compile(r"^\s*#+\s+|\s+#+\s*$|\n[=-]+\s*$|[*_`\"«»“”]+")
_QUOTED = {"en": ('"', '"', " and "), "ru": ("«", "»", " и ")}


@KINDS.register("heading")
def heading(passage: Passage) -> list[Draft]:
    """Ask for the first sentence of the prose under each heading that stands in the passage."""
    titles = [title(passage, unit) for unit in passage.units if unit.kind == "heading"]
    drafts = []
    for above, unit in pairwise(passage.units):
        if above.kind != "heading" or not passage.is_answer(unit):
            continue
        name = title(passage, above)
        question = _question(passage, name) if titles.count(name) == 1 else None
        if question is not None:
            answer = passage.text[unit.start : unit.end]
            drafts.append(Draft(question, answer, unit.start, unit.end))
    return drafts


def title(passage: Passage, unit: Unit) -> str:
    """Return the text of a heading without its marks, on one line."""
    return " ".join(_MARKS.sub(" ", passage.text[unit.start : unit.end]).split())


def _question(passage: Passage, name: str) -> str | None:
    """Name a short heading whole; of a longer one, its words that say most, one by one."""
    if MARKUP.search(name) or not any(letter.isalpha() for letter in name):
        return None
    if len(plain_words(name)) <= LONGEST_QUOTE:
        return passage.phrase("heading", name, heading=name)
    telling = [word.text for word in words(name, 0, len(name)) if is_content(word.text)]
    if len(telling) < 2:
        return None
    opening, closing, last = _QUOTED[passage.language]
    quoted = [f"{opening}{word}{closing}" for word in _spread(list(dict.fromkeys(telling)))]
    listed = ", ".join(quoted[:-1]) + last + quoted[-1] if len(quoted) > 1 else quoted[0]
    return passage.phrase("heading.words", name, words=listed)


def _spread(telling: list[str]) -> list[str]:
    """Return at most three words: the first, the last, and the longest between them."""
    middle = sorted(telling[1:-1], key=len)[-1:]
    return [telling[0], *middle, *telling[1:][-1:]]
