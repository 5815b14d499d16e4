"""Social security numbers of the United States."""

import re

from stdnum.us import itin
from stdnum.us import ssn as standard

from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.signs import clues
from understudy.cleaning.signs.checks import five_digits
from understudy.cleaning.signs.spelling import digits, plain
from understudy.cleaning.stepping import Context

_SHAPE = re.compile(
    r"(?<![\w+])(?<![0-9][./-])[0-9]{3}([ -]?)[0-9]{2}\1[0-9]{4}(?:-[A-Z][0-9]?)?(?!\w)"
    r"(?![./-][0-9])"  # a letter behind: whose widow or child somebody is
)
_SAID = clues.words("ssn", r"social(?: security(?: (?:number|no|card))?)?", "itin", "tax id")
_LONG = 9


@FINDERS.register("ssn")
@finds("SSN", needs=five_digits)
def ssn(text: str, _: Context) -> list[Found]:
    """Find numbers with hyphens that could have been given, and any written behind *SSN*."""
    text = plain(text)
    found: list[Found] = []
    for match in _SHAPE.finditer(text):
        number = digits(match[0])[:_LONG]
        given = match[1] == "-" and (standard.is_valid(number) or itin.is_valid(number))
        if given or clues.before(_SAID, text, match.start()):
            found.append(Found(*match.span(), "SSN", number))
    return found
