"""Words beside a number that say what it is."""

import re

REACH = 60
"""Code points between a word and what it speaks of; more is another sentence."""


def words(*patterns: str) -> re.Pattern[str]:
    """Compile words of which one is enough: whole ones, in any case."""
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])", re.IGNORECASE)


def before(clue: re.Pattern[str], text: str, start: int, reach: int = REACH) -> bool:
    """Tell whether a word stands shortly before a place."""
    return clue.search(text, max(0, start - reach), start) is not None


def after(clue: re.Pattern[str], text: str, end: int, reach: int = REACH) -> bool:
    """Tell whether a word stands shortly behind a place."""
    return clue.search(text, end, end + reach) is not None
