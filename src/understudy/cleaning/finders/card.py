"""Numbers of payment cards."""

import re

from stdnum import luhn

from understudy.cleaning.checks import five_digits
from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.spelling import digits, plain
from understudy.cleaning.stepping import Context

_GAP = r"(?: ?- ?| {1,2})?"
_CARD = re.compile(
    r"(?<![\w+])(?<![0-9][.,/-])(?:"
    rf"[2-6][0-9]{{3}}{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}(?:{_GAP}[0-9]{{2,3}})?"
    rf"|3[47][0-9]{{2}}{_GAP}[0-9]{{6}}{_GAP}[0-9]{{5}}"  # American Express
    rf"|3[068][0-9]{{2}}{_GAP}[0-9]{{6}}{_GAP}[0-9]{{4}}"  # Diners Club
    r"|(?:5[0-9]|6[0-9])[0-9]{6} ?[0-9]{10}"  # Maestro of 18
    r")(?!\w)(?![.,/-][0-9])"
)

_USUAL = 16


@FINDERS.register("card")
@finds("CARD", needs=five_digits)
def card(text: str, _: Context) -> list[Found]:
    """Find numbers of 14 to 19 digits, in groups or not, whose check digit (Luhn) is right."""
    text = plain(text)
    found = [(match, digits(match[0])) for match in _CARD.finditer(text)]
    return [
        Found(*match.span(), "CARD", number)
        for match, number in found
        if luhn.is_valid(number)
        # Longer ones without groups are more often numbers of posts than of cards.
        and (len(number) <= _USUAL or number != match[0])
    ]
