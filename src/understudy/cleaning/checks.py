"""Cheap looks at a text that finders share: most messages hold nothing to look at closer."""

import re

DIGIT = re.compile(r"\d").search
"""Any digit."""
FIVE_DIGITS = re.compile(r"\d(?:\D*+\d){4}").search
"""Five digits, wherever they stand."""
LONG_WORD = re.compile(r"[\w-]{16}|-----BEGIN", re.ASCII).search
"""A run of 16 Latin letters, digits, ``_`` and ``-``: keys and addresses of wallets are longer; or
the first words of a key that has lines."""


def at(text: str) -> bool:
    """Tell whether there is an at sign, also one that is written out in brackets."""
    return "@" in text or "＠" in text or "at)" in text or "at]" in text or "собака" in text


def link(text: str) -> bool:
    """Tell whether there is an address with a scheme."""
    return "://" in text
