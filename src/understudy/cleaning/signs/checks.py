"""Cheap looks at a text that finders share: most messages hold nothing to look at closer.

What they may look for is said at `Check`; figures are those of a plain text.
"""

import functools
import re

_NUMBER = re.compile(r"[0-9](?:\W{0,3}[0-9]){4}").search
_LONG_WORD = re.compile("[A-Za-z0-9_-]{16}").search
_DATE = re.compile(
    r"(?<![\w./+-])(?:[0-3]?[0-9][./][01]?[0-9][./](?:[12][0-9])?[0-9]{2}|"
    r"[12][0-9]{3}-[01][0-9]-[0-3][0-9])"
    r"(?!\w|[./-][0-9])"
)
_DIGIT = re.compile("[0-9]").search
_NAMED_HOUSE = re.compile(
    r"(?:Cottages?|Farm(?:house)?|House|Lodge|Barn|Rectory|Vicarage|Villa|Bungalow|Mill|Grange|"
    r"Manor|Hall|School|Forge|Bakery|Office),"
).search
_BRACKETED_AT = re.compile(r"[(\[{](?:at|[aа]|эт)[)\]}]").search


def figure(text: str) -> bool:
    """Tell whether there is a digit, or a house, a birth or a telephone that may be in words."""
    if _DIGIT(text) is not None:
        return True
    low = text.lower()
    return (
        (" дом " in low or "родил" in low or "рожд" in low or " др " in low or "днюх" in low)
        or ("именин" in low or "исполн" in low or "юбиле" in low)
        or ("восем" in low or "девят" in low)
        or ("born" in low or "birth" in low or "bday" in low)
        or ("ineteen" in low or "thousand" in low)
        or ("," in text and _NAMED_HOUSE(text) is not None)
    )


def long_word(text: str) -> bool:
    """Tell whether there are 16 Latin letters, digits, ``_`` or ``-`` in a row, or a key in lines.

    Keys of programs and addresses of wallets are longer.
    """
    return _LONG_WORD(text) is not None or "-----BEGIN" in text


def at(text: str) -> bool:
    """Tell whether there is an at sign, also one that is written out in brackets."""
    if "@" in text:
        return True
    low = text.lower()
    return (
        ("соба" in low or " dot " in low or " точка " in low or " эт " in low)
        or ("gmail" in low or "hotmail" in low)
        or (("(" in low or "[" in low or "{" in low) and _BRACKETED_AT(low) is not None)
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
