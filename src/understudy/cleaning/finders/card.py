"""Numbers of payment cards."""

import re
from collections.abc import Iterator

from stdnum import luhn

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues
from understudy.cleaning.signs.checks import five_digits
from understudy.cleaning.signs.spelling import digits, plain
from understudy.cleaning.stepping import Context

_GAP = r"(?: ?[-—] ?| {1,2}|[.·])?"
# A comma parts the cells of a table in plain text.
_START, _END = r"(?<![\w+])(?<![0-9][./-])(?<![0-9]{4} )", r"(?!\w)(?![./-][0-9])"
_CARD = re.compile(
    rf"{_START}(?:"
    rf"[2-6][0-9]{{3}}{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}(?:{_GAP}[0-9]{{2,3}})?"
    rf"|3[47][0-9]{{2}}{_GAP}[0-9]{{6}}{_GAP}[0-9]{{5}}"  # American Express
    rf"|3[068][0-9]{{2}}{_GAP}[0-9]{{6}}{_GAP}[0-9]{{4}}"  # Diners Club
    r"|(?:5[0-9]|6[0-9])[0-9]{6} ?[0-9]{10}"  # Maestro of 18
    rf"|6[0-9]{{5}}[ -][0-9]{{13}}){_END}"  # UnionPay of 19
)
# Behind a word for a card: in whatever groups, and with words between them.
_LINK = (
    r"[ .,/_-]{0,3}(?:(?:and|then|next|dash|space|и|потом|затем|дальше|далее|тире|пробел)[ ,:]{1,2}"
    r"){0,2}\n?"
)
_ANY = re.compile(
    rf"{_START}(?:(?P<groups>[2-6][0-9]{{3}}(?:{_LINK}[0-9]{{4}}){{3}}"
    r"(?:[ .,-]{1,2}[0-9]{2,3})?)"
    rf"|[2-6][0-9](?:(?: - |  |[ ._/-])?[0-9]){{10,17}}){_END}",
    re.IGNORECASE,
)
_SAID = clues.words(
    r"(?:кредит|дебет|банковск|зарплат)\w+ карт\w{0,3}", r"карт(?:а|ы|у|е|ой|очк\w{1,2})",
    r"виз[аыуе]", r"мастер-?кард\w?", "маэстро", "мир", r"(?:credit |debit |bank )?cards?(?: no)?",
    "visa", "master ?card", "maestro", "mir", "amex", "american express", "discover", "jcb",
    "union ?pay", "diners(?: club)?", "pan", "cc",
)  # fmt: skip
_OTHER = clues.words(
    r"мед\w* карт\w+", r"карт\w+ (?:пациент|больн|лояльн|скид)\w+", r"заказ\w*", r"сч[её]т\w*",
    "order", "account", r"phone", r"тел(?:ефон\w*)?", "isbn", "imei", r"трек\w*", "tracking",
    r"полис\w*", "policy", "омс", "gift card", "library card", r"models?", r"модел\w+", "id",
)  # fmt: skip
_NEAR = 40
_USUAL = 16


@FINDERS.register("card")
@finds("CARD", needs=five_digits)
def card(text: str, _: Context) -> list[Found]:
    """Find numbers of 12 to 19 digits whose check digit (Luhn) is right.

    In the groups of cards they are found anywhere, else behind a word for a card; there four groups
    of four are found though a digit is wrong.
    """
    text = plain(text)
    return apart([*_by_form(text), *_by_name(text)])


def _by_form(text: str) -> Iterator[Found]:
    for match in _CARD.finditer(text):
        number = digits(match[0])
        # Longer ones without groups are more often numbers of posts than of cards.
        if luhn.is_valid(number) and (len(number) <= _USUAL or number != match[0]):
            yield Found(*match.span(), "CARD", number)


def _by_name(text: str) -> Iterator[Found]:
    for match in _ANY.finditer(text):
        if not clues.nearest(_SAID, _OTHER, text, match.start(), _NEAR):
            continue
        number = digits(match[0])
        if luhn.is_valid(number) or (match["groups"] and len(number) == _USUAL):
            yield Found(*match.span(), "CARD", number)
