r"""Regular expressions out of params.yaml: checked before any record, and never endless.

``regex`` is the engine because it knows letters of every alphabet in ``\w`` and ``\b`` (those of
google-re2, which is linear by construction, are ASCII: ``\bстоп\b`` would find nothing, and say
nothing) and because it stops after a time. A pattern that takes too long ends the stage instead of
dropping a record: what comes out never depends on how fast the machine is.
"""

import functools
from typing import Any

import regex

from understudy.core.errors import SetupError

SECONDS = 2.0
"""For a text; backtracking that goes wrong takes years, anything else milliseconds."""
CHARACTERS_A_SECOND = 200_000
"""What a long text has more time for: a fiftieth of what plain patterns do."""


def check_pattern(pattern: str, place: int) -> None:
    """Refuse what is no pattern.

    Args:
        pattern: A regular expression.
        place: Its position in the list, for the message.

    Raises:
        ValueError: It is blank or broken; says where.
    """
    if not pattern.strip():
        raise ValueError(f"[{place}] is blank: write what is to be found, or leave it out")
    try:
        _compiled(pattern)
    except regex.error as error:
        raise ValueError(
            f"[{place}] {pattern!r} is no regular expression: {error}. A backslash stands before "
            r"signs that mean themselves: '\[', '\(', '\.'"
        ) from error


def spans(key: str, patterns: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    """Return where patterns match, nothing empty, in order; matches of two may overlap.

    Raises:
        SetupError: A pattern takes too long; names it by the parameter ``key``.
    """
    found = []
    limit = _limit(text)
    for place, pattern in enumerate(patterns):
        try:
            found += [one.span() for one in _compiled(pattern).finditer(text, timeout=limit)]
        except TimeoutError as error:
            raise _slow(key, place, pattern, text, limit) from error
    return sorted(span for span in found if span[0] < span[1])


def is_whole(key: str, patterns: tuple[str, ...], text: str) -> bool:
    """Tell whether one of some patterns matches a text from end to end.

    Raises:
        SetupError: A pattern takes too long; names it by the parameter ``key``.
    """
    limit = _limit(text)
    for place, pattern in enumerate(patterns):
        try:
            if _compiled(pattern).fullmatch(text, timeout=limit):
                return True
        except TimeoutError as error:
            raise _slow(key, place, pattern, text, limit) from error
    return False


def _limit(text: str) -> float:
    return SECONDS + len(text) / CHARACTERS_A_SECOND


@functools.cache
def _compiled(pattern: str) -> Any:
    return regex.compile(pattern, regex.IGNORECASE)


def _slow(key: str, place: int, pattern: str, text: str, limit: float) -> SetupError:
    return SetupError(
        f"{key}[{place}]: {pattern!r} takes more than {limit:.0f} s on a text of {len(text)} "
        "characters. Write it without a repetition inside a repetition, such as (a+)+ or (.*x)*."
    )
