"""Cheap looks at a text that finders share: most messages hold nothing to look at closer."""

import re

# Half the time of ``\\d``; the figures of the scripts that people write numbers in.
_DIGITS = "0-9٠-٩۰-۹०-९０-９"

DIGIT = re.compile(f"[{_DIGITS}]").search
"""Any digit."""
FIVE_DIGITS = re.compile(rf"[{_DIGITS}](?:\W{{0,3}}[{_DIGITS}]){{4}}").search
"""Five digits, with three other signs between two of them at most: a number that may tell of
somebody, or a date."""
LONG_WORD = re.compile(r"(?<![\w-])[\w-]{16}|-----BEGIN", re.ASCII).search
"""A run of 16 Latin letters, digits, ``_`` and ``-``: keys and addresses of wallets are longer; or
the first words of a key that has lines."""


def at(text: str) -> bool:
    """Tell whether there is an at sign, also one that is written out in brackets."""
    return ("@" in text or "＠" in text or "собака" in text or " dot " in text) or (
        "at)" in text or "at]" in text or "at}" in text or "AT)" in text or "AT]" in text
    )


def link(text: str) -> bool:
    """Tell whether there is an address with a scheme."""
    return "://" in text
