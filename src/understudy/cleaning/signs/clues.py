"""Words beside a number that say what it is."""

import functools
import re

_YEAR = r"(?:19|20)[0-9]{2}"
DATE = re.compile(
    rf"[0-3]?[0-9]([-/. ])[0-3]?[0-9]\1{_YEAR}|{_YEAR}([-/. ])[01]?[0-9]\2[0-3]?[0-9]"
)
"""A day, whatever word stands before it: a number may look so, but texts are full of days."""
MONTH = re.compile(
    rf"(?:0?[1-9]|1[0-2])[-/]{_YEAR}|{_YEAR}[-/][01]?[0-9]|{_YEAR}-(?:{_YEAR}|[0-9]{{2}})"
)
"""A month, or a year and another."""

REACH = 60
"""Code points between a word and what it speaks of; more is another sentence."""


def words(*patterns: str) -> re.Pattern[str]:
    """Compile words of which one is enough: whole ones, in any case."""
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])", re.IGNORECASE)


_SPOKEN = re.compile("[a-z]+")


@functools.lru_cache(maxsize=16)  # the finders of a text come one after another
def spoken(text: str) -> frozenset[str]:
    """Return the English words of a text in small letters: one look for all finders' labels."""
    return frozenset(_SPOKEN.findall(text.lower()))


def before(clue: re.Pattern[str], text: str, start: int, reach: int = REACH) -> bool:
    """Tell whether a word stands shortly before a place."""
    return clue.search(text, max(0, start - reach), start) is not None


def after(clue: re.Pattern[str], text: str, end: int, reach: int = REACH) -> bool:
    """Tell whether a word stands shortly behind a place."""
    return clue.search(text, end, end + reach) is not None


def nearest(
    clue: re.Pattern[str], other: re.Pattern[str], text: str, start: int, reach: int = REACH
) -> bool:
    """Tell whether of the words shortly before a place the last that speaks of it is of ``clue``.

    In "полис ОМС есть, карта 4276..." the number is the card's.
    """
    since = max(0, start - reach)
    last = max((match.end() for match in clue.finditer(text, since, start)), default=-1)
    return last >= 0 and not any(match.end() > last for match in other.finditer(text, since, start))
