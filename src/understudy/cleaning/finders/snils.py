"""Russian insurance numbers of a person (СНИЛС)."""

import re

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues
from understudy.cleaning.signs.checks import five_digits
from understudy.cleaning.signs.spelling import digits, plain
from understudy.cleaning.stepping import Context

_SHAPE = re.compile(
    r"(?<![0-9A-Za-z_+])(?<![0-9][.,/-])[0-9]{3}(?P<gap>[ .-]?)[0-9]{3}(?P=gap)[0-9]{3}[ .-]?"
    r"[0-9]{2}(?!\w)(?![.,/-][0-9])"
)
# Behind its name also with spaces and hyphens at other places, and with a wrong digit.
_NAMED = re.compile(
    r"(?<![^\W_])(?:снилс\w{0,2}|snils)(?:[ ](?:номер|no\.?|is|это|мой|у (?:меня|него|неё|нее))"
    r"){0,2}[ ]?[:№=—-]?[ ]?(?P<number>[0-9](?:(?: ?- ?| |\.)?[0-9]){10})(?!\w)(?![.,/-][0-9])",
    re.IGNORECASE,
)
_SAID = clues.words(r"снилс\w{0,2}", "snils", r"страхов\w+ (?:номер|свидетельств)\w*", r"пф\s?р")
# Numbers up to this one were given without control digits.
_FIRST_CHECKED = 1_001_998


@FINDERS.register("snils")
@finds("SNILS", needs=five_digits)
def snils(text: str, _: Context) -> list[Found]:
    """Find those whose control digits are right; eleven digits in a row only behind the word.

    Right behind *СНИЛС* a wrong digit does not count.
    """
    text = plain(text)
    found = [
        Found(*match.span(), "SNILS", digits(match[0]))
        for match in _SHAPE.finditer(text)
        if is_valid(digits(match[0])) and (match["gap"] or clues.before(_SAID, text, match.start()))
    ]
    named = [
        Found(*match.span("number"), "SNILS", digits(match["number"]))
        for match in _NAMED.finditer(text)
    ]
    return apart([*found, *named])


def is_valid(number: str) -> bool:
    """Tell whether eleven digits are a number with right control digits.

    References:
        Постановление Правления ПФ РФ 192п: the digits weighed from 9 to 1, modulo 101, 100 as 00.
    """
    body, control = number[:9], int(number[9:])
    if int(body) < _FIRST_CHECKED:
        return False
    weighed = sum(int(digit) * weight for digit, weight in zip(body, range(9, 0, -1), strict=True))
    return weighed % 101 % 100 == control
