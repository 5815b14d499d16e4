"""Numbers of bank accounts that have no country's letters: Russian ones, others by their name."""

import re

from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.signs import clues
from understudy.cleaning.signs.checks import five_digits
from understudy.cleaning.signs.spelling import digits, plain
from understudy.cleaning.stepping import Context

_NUMBER = re.compile(r"(?<![\w+])(?<![0-9][.,/-])[0-9](?:[ -]?[0-9]){7,19}(?!\w)(?![.,/-][0-9])")
# People's own, of sole traders and of those from abroad.
_PERSONAL = re.compile(r"(?:40817|40820|40802)[0-9]{15}|42[36][0-9]{17}")
_RUSSIAN = re.compile(r"[0-9]{20}")
_SAID = clues.words(
    r"сч[её]т\w{0,2}", r"[рл]/с(?:ч(?:[её]т\w?)?)?", r"р\.с\.", r"расч[её]тн\w+", r"лицев\w+",
)  # fmt: skip
# Of flats and telephones, which have fewer figures.
_OWN = clues.words(r"лицев\w+ сч\w*", r"л/сч?\w*", "лс", r"л\. ?сч\w*\.?")
_ENGLISH = clues.words(r"(?:bank )?account (?:number|no|#)", r"acct(?: no)?", r"a/c(?: no)?")
_RIGHT_BEFORE = re.compile(r"(?i)(?<![^\W_])acc(?:ount|\.)?:? \Z")
_NEAR = 30


@FINDERS.register("account_number")
@finds("ACCOUNT_NUMBER", needs=five_digits)
def account_number(text: str, _: Context) -> list[Found]:
    """Find twenty digits of a person's account or behind *счёт*, others behind *account number*."""
    text = plain(text)
    found: list[Found] = []
    for match in _NUMBER.finditer(text):
        number = digits(match[0])
        if (
            _PERSONAL.fullmatch(number)
            or (_RUSSIAN.fullmatch(number) and clues.before(_SAID, text, match.start(), _NEAR))
            or clues.before(_OWN, text, match.start(), _NEAR)
            or clues.before(_ENGLISH, text, match.start(), _NEAR)
            or _RIGHT_BEFORE.search(text, max(0, match.start() - _NEAR), match.start())
        ):
            found.append(Found(*match.span(), "ACCOUNT_NUMBER", number))
    return found
