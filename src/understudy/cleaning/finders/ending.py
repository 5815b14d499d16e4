"""Ends of numbers, and numbers with their middle hidden: *card ending 4417*, ``4276 **** 4417``."""

import re
from collections.abc import Iterator

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues, labels
from understudy.cleaning.signs.checks import figure
from understudy.cleaning.signs.spelling import digits, plain
from understudy.cleaning.stepping import Context

_VALUE = r"[\"'(*#.…]{0,3}(?P<value>[0-9]{4}|[0-9]{2}[ -][0-9]{2}|[0-9]{3}|[0-9](?:[ -][0-9]){3})"
_END = r"(?![\w%₽$€£])(?![.,:/-][0-9])(?! [0-9])"
_BEHIND = re.compile(
    # card ending in 4417; last four digits of it are 4417; карта на конце 4417
    r"(?<![^\W_])(?:(?P<end>(?:ending|ends|ended|finishing|finishes|end)(?:[ ](?:in|with|on|by|"
    r"numbers?"
    r"|digits?|is|are|it['’]?s))*"
    r"|на конце|с (?:концом|окончанием)|(?:за|о)?канчива[а-яё]{2,5}(?: на)?|"
    r"(?:за|о)?конч[а-яё]{2,5} на|конец|концовк[аеой]{1,2}|хвост(?:ик)?|окончани[а-яё]{1,2})"
    r"|(?P<last>(?:the |my |her |his |your )?last (?:4|3|four|three)|"
    r"последни[а-яё]{1,2} (?:4|четыре|три|3|цифр[а-яё]{0,3})))"
    r"(?:[ ](?:digits?|numbers?|figures|nums?|цифр[а-яё]{0,3}|номера))?"
    r"(?:[ ](?:of|on|for|от|у|на)(?:[ ](?!on |in )[a-zа-яё']{2,12}){1,3}?(?=[ ]?[:=–—-]|[ ](?:is|"
    r"are|was|[0-9])))?"
    r"(?:[ ](?:карт[а-яё]{1,2}|номера|сч[её]та|телефона|паспорта|снилс))?"
    rf"(?P<sign>(?:[ ]?[:=–—-]|[ ](?:is|are|was|were|being|это|такие))?)[ ]{{0,2}}{_VALUE}{_END}",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    rf"(?<![\w+$€£])(?<![0-9][., :/-]){_VALUE}(?![\w%])[ ]?(?:(?:are|is|were|[,(-])[ ]?)?"
    r"(?:at the end|(?:the |my )?last (?:four|4)|на конце|последние (?:цифры|4|четыре))(?![^\W_])",
    re.IGNORECASE,
)
_MASK = r"[*•·●∙✱×xXхХ#_]"
_SURE_MASK = r"[*•●✱]"
# 4276 **** **** 4417, 427655******4417, XXXX-XXXX-XXXX-4417; *4417, ..4417 and x4417 beside a word
_MASKED = re.compile(
    rf"(?<![\w*•●])(?P<sure>(?:[0-9]{{4}}[ -]?(?:[0-9]{{2}})?{_MASK}{{2,6}}|{_MASK}{{4}}[ "
    rf"-]{_MASK}{{4}})"
    rf"(?:[ -]?{_MASK}{{2,8}}){{0,3}}[ -]?[0-9]{{3,4}}"
    rf"|{_SURE_MASK}{{3,16}}[ -]?[0-9]{{4}}"
    r"|(?P<ssn>(?:\*{3}|[xX]{3}|•{3})[ -](?:\*{2}|[xX]{2}|•{2})[ "
    r"-][0-9]{4}))(?![\w*])(?![.,:/][0-9])"
    rf"|(?<![\w*•●])(?P<short>(?:{_MASK}{{1,16}}|\.{{2,4}}|…)[ "
    rf"-]?[0-9]{{4}})(?![\w*])(?![.,:/][0-9])"
    r"|(?<!\w)(?:VISA|ECMC|MAES|MIR|МИР|СЧ[ЁЕ]Т)-?(?P<of_bank>[0-9]{4})(?=[ :;,.]|\Z)"
    # +7 (916) ***-**-43, 8 916 ***4312, 07*** ***123
    rf"|(?<![\w*])(?P<telephone>(?:\+[0-9]{{1,3}}|8|0)[ (-]{{0,2}}[0-9]{{0,4}}[ )-]{{0,2}}"
    rf"(?:{_MASK}{{2,8}}[ )-]{{0,2}}){{1,4}}[0-9]{{2,4}}(?:[ -]?[0-9]{{2}})?)(?![\w*])"
)
_KINDS = {
    "CARD": clues.words(
        r"cards?", "visa", r"master ?card", "amex", "maestro", "debit", "credit", "revolut",
        "monzo",
        r"paid (?:with|by|on|from)", r"charged?", r"apple pay", r"google pay", "mc",
        r"карт\w{1,6}", "виз[аыуе]", "мир", r"мастер\w*", r"сбер\w*", r"тинь\w*", r"т-?банк\w?",
        r"альф\w+", r"втб", r"кредитк\w+", r"дебетов\w+", r"зарплатн\w+", r"списа\w+",
        r"перев[её]\w+",
        r"перевод\w*", r"оплат\w+", r"пластик\w*",
    ),
    "ACCOUNT_NUMBER": clues.words(
        r"accounts?", r"acct?", "a/c", "iban", r"savings", r"checking", r"sort code", r"bank",
        r"сч[её]т\w{0,3}", r"вклад\w{0,2}", "р/с", "л/с",
    ),
    "PHONE": clues.words(
        r"phones?", "mobile", "cell", r"(?:my|his|her|new|old|the) number", r"calls?", "called",
        "text", "texted", "sms", "rang", r"тел\w*", r"номер\w?", r"звон\w+", r"смс\w*", r"мобил\w+",
    ),
    "SSN": clues.words("ssn", r"social(?: security)?", "itin", r"tax id"),
    "PASSPORT": clues.words(r"passports?", r"паспорт\w*"),
    "SNILS": clues.words(r"снилс\w*"),
}  # fmt: skip
_OTHER = clues.words(
    r"orders?", "tickets?", "invoices?", r"tracking", "bookings?", r"references?", "ref", "serial",
    r"years?", r"quarters?", r"payments?", r"meetings?", r"months?", r"weeks?",
    "seasons?", "chapters?", "pages?", "version",
    r"model", r"vin", r"заказ\w*", r"трек\w*", r"чек\w?", r"билет\w*", r"сери\w+", r"год\w*",
    r"квартал\w*", r"глав\w+", r"страниц\w*", r"артикул\w*", r"накладн\w+", r"заявк\w+",
    r"посылк\w+", r"договор\w*", r"flights?", r"lottery", r"barcode", r"gift", r"imei",
)  # fmt: skip
_BEFORE, _AFTER, _RIGHT = 60, 40, 8
_USUAL = 4
_LONG_ONES = frozenset(("PASSPORT", "SNILS", "SSN", "PHONE"))
"""Three figures are told of these, of cards and accounts four."""
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}\Z")


def _is_worth(text: str) -> bool:
    """Tell whether there are figures and an end, or signs in the place of figures."""
    if not figure(text):
        return False
    low = text.lower()
    return (
        (
            "end" in low
            or "last " in low
            or "finish" in low
            or "*" in low
            or "•" in low
            or "●" in low
        )
        or ("xx" in low or "хх" in low or ".." in low or "…" in low or " x" in low)
        or (
            not low.isascii()
            and ("кон" in low or "канч" in low or "послед" in low or "хвост" in low)
        )
        or ("VISA" in text or "MIR" in text or "ECMC" in text or "MAES" in text or "СЧ" in text)
    )


@FINDERS.register("ending")
@finds("CARD", "ACCOUNT_NUMBER", "PHONE", "SSN", "PASSPORT", "SNILS", needs=_is_worth)
def ending(text: str, _: Context) -> list[Found]:
    """Find the last figures of numbers that are somebody's, and such numbers with signs in them."""
    text = plain(text)
    return apart([*_said(text), *_masked(text)])


def _said(text: str) -> Iterator[Found]:
    for pattern in (_BEHIND, _AHEAD):
        for match in pattern.finditer(text):
            kind = _kind(text, *match.span())
            if labels.is_no_code(text, match) and not clues.before(
                _KINDS["CARD"], text, match.start(), _RIGHT
            ):
                continue
            if len(digits(match["value"])) < _USUAL and kind not in _LONG_ONES:
                continue
            is_sure = pattern is _BEHIND and match["last"] and match["sign"].strip()
            if kind is None and is_sure and not clues.before(_OTHER, text, match.start(), _BEFORE):
                kind = "CARD"
            if kind is not None:
                yield Found(*match.span("value"), kind, digits(match["value"]))


def _masked(text: str) -> Iterator[Found]:
    for match in _MASKED.finditer(text):
        group = str(match.lastgroup)
        kind = _kind(text, *match.span())
        if match["ssn"]:
            kind = "SSN"
        elif group == "telephone":
            kind = "PHONE"
        elif group == "of_bank" or (group == "sure" and not _YEAR.search(match[0])):
            kind = kind or "CARD"
        if kind is not None:
            yield Found(*match.span(group), kind, match[group])


def _kind(text: str, start: int, end: int) -> str | None:
    """Return what the nearest word says of a number: the last before it or the first behind."""
    since = max(0, start - _BEFORE)
    said: list[tuple[int, str | None]] = []
    for kind, words in (*_KINDS.items(), (None, _OTHER)):
        said += [(start - match.end(), kind) for match in words.finditer(text, since, start)]
        inside = words.search(text, start, end)
        said += [(0, kind)] if inside and kind else []
    if not said:
        for behind in ("CARD", "ACCOUNT_NUMBER"):
            match = _KINDS[behind].search(text, end, end + _AFTER)
            said += [(match.start() - end, behind)] if match else []
    return min(said, key=lambda one: one[0])[1] if said else None
