"""Cheap looks at a text that finders share: most messages hold nothing to look at closer."""

import functools
import re

# Figures of the scripts that people write numbers in; ``\\d`` takes twice the time to search.
_DIGITS = "0-9٠-٩۰-۹०-९０-９"

_NUMBER = re.compile(rf"[{_DIGITS}](?:\W{{0,3}}[{_DIGITS}]){{4}}").search
_LONG_WORD = re.compile("[A-Za-z0-9_-]{16}").search
_DATE = re.compile(
    r"(?<![\w./+-])(?:[0-3]?[0-9][./][01]?[0-9][./](?:[12][0-9])?[0-9]{2}|"
    r"[12][0-9]{3}-[01][0-9]-[0-3][0-9])"
    r"(?!\w|[./-][0-9])"
)

_DIGIT = re.compile(f"[{_DIGITS}]").search


def figure(text: str) -> bool:
    """Tell whether there is a digit, or a house, a birth or a telephone that may be in words."""
    return (
        _DIGIT(text) is not None
        or (" дом " in text or "родил" in text or "рожд" in text)
        or ("восем" in text or "девят" in text)
        or ("ineteen" in text or "INETEEN" in text or "thousand" in text)
    )


def long_word(text: str) -> bool:
    """Tell whether there are 16 Latin letters, digits, ``_`` or ``-`` in a row, or a key in lines.

    Keys of programs and addresses of wallets are longer.
    """
    return _LONG_WORD(text) is not None or "-----BEGIN" in text


def at(text: str) -> bool:
    """Tell whether there is an at sign, also one that is written out in brackets."""
    return (
        (
            "@" in text
            or "＠" in text
            or "соба" in text
            or " dot " in text
            or " DOT " in text
            or " точка " in text
        )
        or ("at)" in text or "at]" in text or "at}" in text or "AT)" in text or "AT]" in text)
        or ("(а)" in text or "gmail" in text or "hotmail" in text)
    )


def link(text: str) -> bool:
    """Tell whether there is an address with a scheme."""
    return "://" in text


def five_digits(text: str) -> bool:
    """Tell whether there is a number of five digits, with three signs between two at most.

    Dates do not count: of what chats write in figures they are most that is so long.
    """
    return _NUMBER(text) is not None and _NUMBER(_DATE.sub("d", text)) is not None


has_five_digits = functools.lru_cache(maxsize=16)(five_digits)
"""The same for finders that ask again, one after another."""
