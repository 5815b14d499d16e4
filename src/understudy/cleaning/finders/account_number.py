"""Numbers of bank accounts that have no country's letters: Russian ones, others by their name."""

import re

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues, labels
from understudy.cleaning.signs.checks import figure, has_five_digits
from understudy.cleaning.signs.spelling import digits, plain
from understudy.cleaning.stepping import Context

_NUMBER = re.compile(r"(?<![\w+])(?<![0-9][.,/-])[0-9](?:[ -]?[0-9]){6,19}(?!\w)(?![.,/-][0-9])")
# People's own, of sole traders and of those from abroad.
_PERSONAL = re.compile(r"(?:40817|40820|40802)[0-9]{15}|42[36][0-9]{17}")
_RUSSIAN = re.compile(r"[0-9]{20}")
_SAID = clues.words(
    r"сч[её]т\w{0,2}", r"[рл]/с(?:ч(?:[её]т\w?)?)?", r"р\.с\.", r"расч[её]тн\w+", r"лицев\w+",
)  # fmt: skip
# Of flats and telephones, which have fewer figures.
_OWN = clues.words(
    r"лицев\w+(?: сч\w*)?", r"лиц\. ?сч\w*", r"л/сч?\w*", r"ф?лс", r"л\. ?сч?\w*\.?",
    r"(?:номер\w?|№) (?:сч[её]та|лс|л/с)",
    r"(?:код|номер|№)\w? (?:плательщика|абонента|потребителя)",
    r"абонент\w{0,2}(?= ?(?:№|номер|:))",
    r"ю-?мани", "юmoney", "yoomoney", r"кошел\w+ (?:яндекс|юмани|qiwi|киви)",
)  # fmt: skip
# Behind a contract only who gives something for money each month, on either side.
_CONTRACT = clues.words(r"договор\w{0,2}")
_PROVIDER = clues.words(
    r"ростелеком\w?", "мтс", r"билайн\w?", r"мегафон\w?", "теле2", r"дом\.?ру", r"интернет\w?",
    r"провайдер\w?", r"энергосбыт\w?",
    r"мосэнерго\w*", r"водоканал\w?", r"горгаз\w?", r"газ(?:пром)?\w?", r"капремонт\w?",
    r"триколор\w?", r"жкх",
)  # fmt: skip
_ACCOUNT = (
    r"(?:bank |savings |checking |current |deposit |chequing |giro )?(?:accounts?|acct?|a/c)\.?"
)
_BY_NAME = (
    labels.behind(rf"{_ACCOUNT}|clabe|nuban|iban|beneficiary(?='?s? a)"),
    labels.ahead(rf"{_ACCOUNT}(?: (?:number|no|num|#))?"),
    labels.behind(r"account name[^0-9\0\n]{1,40}?(?=[ ,](?:number|no\b|num))"),
    labels.behind(
        r"(?:to|into|from|with|at|my|her|his|our) (?:barclays|lloyds|natwest|hsbc|santander|monzo|"
        r"starling|nationwide|halifax|revolut|chase|wells fargo|citi(?:bank)?|td|rbc|anz|westpac|"
        r"commbank|hdfc|icici|sbi|aib|wise|first direct|tsb|metro|capital one|bank of [a-z]{3,10})",
        "[0-9]{8,12}",
    ),
)
# Behind the sort code: 20-11-44 51248130
_SORTED = re.compile(
    r"(?<![\w+-])[0-9]{2}([ -])[0-9]{2}\1[0-9]{2}[ ,/;|&]{1,3}(?:and )?(?P<value>[0-9]{8})"
    r"(?!\w)(?![.,:/-][0-9])"
)
_SPOKEN_TEXT = """
    account accounts acct acc ac clabe nuban iban beneficiary barclays lloyds natwest hsbc
    santander
    monzo starling nationwide halifax revolut chase wells citi citibank td rbc anz westpac commbank
    hdfc icici sbi aib wise direct tsb metro capital bank
"""
_SPOKEN = frozenset(_SPOKEN_TEXT.split())
_FEWEST = 6
_NEAR = 30


@FINDERS.register("account_number")
@finds("ACCOUNT_NUMBER", needs=figure)
def account_number(text: str, _: Context) -> list[Found]:
    """Find twenty digits of a person's account or behind *счёт*, others behind *account*, *a/c*."""
    text = plain(text)
    is_long = has_five_digits(text)
    is_named = not _SPOKEN.isdisjoint(clues.spoken(text)) or "a/c" in text.lower()
    if not (is_long or is_named):
        return []
    found: list[Found] = []
    is_russian = not text.isascii() or "money" in text.lower()
    for match in _NUMBER.finditer(text) if is_long else ():
        number = digits(match[0])
        if _PERSONAL.fullmatch(number) or (is_russian and _is_said(text, match, number)):
            found.append(Found(*match.span(), "ACCOUNT_NUMBER", number))
    patterns = (*(_BY_NAME if is_named else ()), *((_SORTED,) if is_long else ()))
    for match in labels.told(text, _FEWEST, *patterns):
        found.append(Found(*match.span("value"), "ACCOUNT_NUMBER", labels.folded(match["value"])))
    return apart(found)


def _is_said(text: str, match: re.Match[str], number: str) -> bool:
    """Tell an account by the words before it."""
    start = match.start()
    return (
        (_RUSSIAN.fullmatch(number) is not None and clues.before(_SAID, text, start, _NEAR))
        or clues.before(_OWN, text, start, _NEAR)
        or _is_of_a_contract(text, match)
    )


def _is_of_a_contract(text: str, match: re.Match[str]) -> bool:
    """Tell a contract's number with a provider named beside it."""
    start, end = match.span()
    if not clues.before(_CONTRACT, text, start, _NEAR):
        return False
    return clues.before(_PROVIDER, text, start) or clues.after(_PROVIDER, text, end, _NEAR)
