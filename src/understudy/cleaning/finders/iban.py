"""International bank account numbers (IBAN)."""

import re

from stdnum import iban as standard

from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.signs.checks import five_digits
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_SHAPE = re.compile(r"(?<![^\W_])[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]){11,30}", re.IGNORECASE)
_SEPARATORS = re.compile("[ -]")
_SHORTEST = 15


@FINDERS.register("iban")
@finds("IBAN", needs=five_digits)
def iban(text: str, _: Context) -> list[Found]:
    """Find numbers with a right checksum (mod 97) and the length and form of their country."""
    text = plain(text)
    found: list[Found] = []
    for match in _SHAPE.finditer(text):
        end = _end(match[0])
        if end:
            number = _SEPARATORS.sub("", match[0][:end]).upper()
            found.append(Found(match.start(), match.start() + end, "IBAN", number))
    return found


def _end(written: str) -> int:
    """Return where the number ends; words that follow look like more of it. 0 when it is none."""
    ends = [
        place
        for place in range(len(written), _SHORTEST - 1, -1)
        if written[place - 1].isalnum() and not written[place : place + 1].isalnum()
    ]
    whole = (place for place in ends if standard.is_valid(written[:place]))
    return next(whole, 0)
