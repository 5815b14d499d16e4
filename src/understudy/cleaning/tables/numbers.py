"""Numbers as tables write them, and as they are shown again."""

import re
from decimal import Decimal

_TWO_READINGS = re.compile(r"[-+−]?[1-9]\d{0,2},\d{3}")
"""A thousand or a fraction. With a point it is a fraction, since programs write it so."""
_NUMBER = re.compile(r"([-+−]?)(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,15})(?:[.,](\d{1,15}))?")


def number(text: str) -> Decimal | None:
    """Read a number with a decimal point or comma, thousands by spaces; None for anything else.

    ``1,234`` may be two numbers, and so is none.

    >>> number("1 200,50")
    Decimal('1200.50')
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None or _TWO_READINGS.fullmatch(text.strip()):
        return None
    sign, digits, fraction = match.groups()
    plain = re.sub(r"\D", "", digits)
    return Decimal(f"{'-' if sign in ('-', '−') else ''}{plain}.{fraction or 0}")


def exact(value: float) -> Decimal:
    """Return a parameter as the decimal number that was written."""
    return Decimal(str(value))


def shown(value: Decimal) -> str:
    """Write a number without an exponent and without zeros at its end."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text
