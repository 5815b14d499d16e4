"""Phone numbers in the shapes that people write.

International (``+44 20 7946 0018``), Russian (``8 (916) 123-45-67``, ``123-45-67``), North American
(``(555) 010-1234``), with a leading zero (``020 7946 0018``, ``06 12 34 56 78``), and seven digits
or more behind a word such as *call*, *тел.*, *позвони*; five right behind it. Dates, times, numbers
of things (``H-012``), measurements, ranges and grouped thousands are left alone: a number without a
phone's shape is no phone. Numbers need not be given out: invented ones are hidden as well.
"""

import functools
import re
from collections.abc import Iterator

from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.signs import clues, spoken
from understudy.cleaning.signs.checks import figure, has_five_digits
from understudy.cleaning.signs.spelling import digits, plain
from understudy.cleaning.stepping import Context

_S = r"(?:[ .-]| - |  )?"  # at most one separator
_AREA = rf"(?:\(\d{{3}}\)[ -]?|\d{{3}}{_S})"
_SHAPES = (
    # +7 and ten digits, +1 and ten digits (or seven, without the area), others 7 to 15 digits.
    rf"\+7{_S}{_AREA}\d{{3}}{_S}\d{{2}}{_S}\d{{2}}",
    rf"\+1{_S}(?:{_AREA}\d{{3}}{_S}\d{{4}}|\d{{3}}{_S}\d{{4}})",
    r"\+\d(?:(?:[ .-]| - |  )?[()]?[ ]?\d){6,14}",
    # Russian: trunk 8 (or 7 without plus), mobile without trunk, local.
    rf"[78]{_S}{_AREA}\d{{3}}{_S}\d{{2}}{_S}\d{{2}}",
    r"9\d\d[ -]\d{3}[ -]\d\d[ -]?\d\d",
    # Of a town, without the trunk: 495 123-45-67, 8442 12-34-56, 48439 1-23-45
    r"(?:[348]\d\d[ -]\d{3}|[348]\d{3} \d\d|[348]\d{4} \d)-\d\d-\d\d",
    r"\(\d{3,5}\)[ ]?\d{1,3}[ -]\d\d[ -]\d\d",
    r"8[ -]?\(?(?:[348]\d{3}\)?[ -]?\d\d|[348]\d{4}\)?[ -]?\d)[ -]?\d\d[ -]\d\d",
    # A mobile in whatever groups: 8 (916) 55-50-143
    r"[78][ -]?(?:\(9\d\d\)|9\d\d)(?:[ -]?\d){7}",
    r"\(\d{3}\)[ ]?\d{3}[ -]?\d{4}",
    r"\d{3}-\d\d-\d\d",
    # Slips of groups and of signs: 8/916/1234567, 89 16 123 45 67
    r"8/\d{3}/\d{3}[ -]?\d\d[ -]?\d\d|8\d \d\d \d{3} \d\d \d\d",
    r"\d{3,5}/\d{1,3}-\d\d-\d\d",
    r"8[ -]\(?0\d{2,3}\)?[ -]?\d{2,3}[ -]?\d\d[ -]?\d\d",  # Belarus
    # North American: with the area.
    r"(?:1[ .-])?\([2-9]\d\d\)[ ]?\d{3}[ .-]\d{4}",
    r"(?:1[ .-])?[2-9]\d\d([.-])\d{3}\1\d{4}",
    r"(?:1 )?[2-9]\d\d [2-9]\d\d[ -]\d{4}",
    r"\d{3}[ .-]\d{4}(?=[ ]?,?[ ]?(?:ext|x)[. ]{0,2}\d)",
    # A leading zero: Europe, Asia.
    # Before those with one zero: 001 206 555 0143 has four groups.
    rf"00 ?[1-9]\d{{0,2}}{_S}\(?\d{{1,5}}\)?(?:[ .-]\d{{2,8}}){{1,4}}",
    r"07[1-9]\d{8}",  # a British mobile in one piece
    r"0[1-9]\d{2,3}\.\d{3}\.\d{3,4}|\(0\)[1-9]\d{2,3}[ ]?\d{3}[ ]?\d{3,4}",
    r"0[1-9]\d{1,3}[ -]\d{3,4}[ -]?\d{3,4}",
    r"0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}",
    r"0[1-9]([ .-])\d\d(?:\1\d\d){3}",
    r"0[1-9]\d{0,3}[ /-]\d{2,4}(?:[ -]\d{2,4}){1,2}",
    r"0[1-9]\d{0,4}[ /-]\d{5,8}",
    r"\(0\d{1,4}\)[ ]?\d{3,4}[ -]?\d{3,4}",
    # Belarus, Ukraine, Uzbekistan without the plus.
    r"(?:375(?:17|25|29|33|44)|380(?:39|[5-9]\d)|9989\d)\d{7}",
)
# Not inside a word, a longer number, a version or a label such as H-012.
_BEFORE = r"(?<![\w+])(?<!\d[.:/-])(?<![^\W\d][-#№])"
_AFTER = r"(?!(?!x\d{2,5}(?!\w))\w)(?![.:/-]\d)"  # but x203
# Behind a slash another may stand, or its last figures: 8-916-123-45-67/68.
_SLASH = re.compile(
    r"(?<=[\d-]{6})/(?=[+(]?\d(?:[ ()-]{0,2}\d){5}|\d\d(?![\w/.-])|\d{3,4}(?![\w/.:-]|,\d|[ ]\d))"
)
# доб. 214, (вн. 12), ext. 203, x203, /68
_EXTENSION = re.compile(
    r"[|]\d{2,4}(?!\w)|,? ?\(?(?:доб|добавочн\w{2,3}|вн|внутр|внутренн\w{2,3})\.?(?: номер\w?|"
    r" тел\.?)?[ :№]{0,3}\d{1,6}(?!\w)\)?|"
    r"[ ]?[,;(-]?[ ]?(?:(?:ext(?:ension|n)?|x)(?:[ ](?:no\.?|number|is))?[ .:#]{0,2}|#)"
    r"\d{1,6}\)?(?!\w)",
    re.IGNORECASE,
)
# An office's own number alone: внутренний 4417
_INNER = re.compile(
    r"(?<!\w)(?:доб\.|добавочн\w{2,3}|внутр\.|внутренн(?:ий|его|ему)|вн\. ?(?=тел|ном))"
    r"(?: ?(?:номер\w?|тел(?:ефон\w?)?)\.?)?[ :№—-]{1,3}(?P<inner>\d\d-\d\d|"
    r"\d{3,5})(?!\w)(?![.,:/-]\d)",
    re.IGNORECASE,
)
_EXTENSIONS = frozenset(("ext", "extn", "xtn", "extension", "x"))
_INTERNAL = re.compile(
    r"(?<![^\W_])(?:(?:ext|extn|xtn)(?:\.[ ]?|[ ]|:[ ]?)(?:no\.?[ ]|number[ ]|is[ ]|#)?|"
    r"(?:extension|ext\.?)(?:['’]s)?[ ]?(?:number|no\.?|is|was|:|#)[ ]?(?:is[ ])?|"
    r"(?:on|at|dial|call|ring|try|my|his|her|reach|desk|office|reception|transfer to|calls? to|"
    r"phone)[ ]"
    r"(?:(?:him|her|me|us|them)[ ](?:on|at)[ ])?(?:x|extension[ ]))(?P<value>\d{3,6})(?!\w|"
    r"[.,:/-]\d|%)",
    re.IGNORECASE,
)
_CELLS = re.compile(r"(?<=\d),\Z"), re.compile(r",\d")
"""What parts a number from one before and behind: cells of a table in plain text, or thousands."""
_WHOLE = 10
"""Digits that are no part of an amount."""


_SIGNS = "+(0"


def _begins(shape: str) -> str:
    """Return the sign that a shape begins with, if it is one of few numbers."""
    if shape.startswith((r"\+", r"\(")):
        return shape[1]
    return "0" if shape.startswith("0") else ""


_PHONE = [(_begins(shape), re.compile(f"{_BEFORE}{shape}{_AFTER}")) for shape in _SHAPES]
# Where the shapes are looked for: most of a text is no number.
_RUN = re.compile(r"[+(]{0,2}\d[\d ().+/-]{3,}\d")
_NUMBER = re.compile(rf"{_BEFORE}\(?\d(?:[ ()-]{{0,2}}\d){{4,14}}{_AFTER}")
_SAID = re.compile(
    r"(?i)(?<!\w)(?:tel|ph|phone|telephone|mob|mobile|cell|fax|whats ?app|viber|тел|"
    r"телефон\w{0,5}|моб|"
    r"мобильн\w{1,4}|факс|сот(?:ов\w{1,3})?|(?:[дмрс]\.? ?)?(?<![0-9] )т(?=[.:])|"
    r"т(?:ел)?[./]{1,2}ф(?:акс)?|тлф|т\. ?(?:моб|раб|дом|с)|сотик|мобил\w{1,2}|(?:раб|дом|гор|"
    r"конт)(?=[.:]))"
    r"(?:[ ]?(?:numbers?|num|nos?|nr|line)(?![^\W_])|[ ](?:is|was|on)(?![^\W_])|['’]s|\.|"
    r"[ ]?\([a-z ]{1,12}\)|"
    r"[ ]?[:=-]){0,3}[ .:#№]{0,3}\Z"
)  # fmt: skip
_SAID_NEAR = 24
_CALL = clues.words(
    r"call(?:ed|ing|s|er|s? ?back)?", r"text (?:me|us|him|her|them)(?: (?:at|"
    r"on))?", r"ring", r"dial", r"reach",
    r"phones?", r"telephone", "tel", "cell", "mobile", "fax", r"whats ?app", "viber", "sms",
    r"te?xt", r"digits", r"m(?:essa|"
    r"s)ges?", r"msgs?", r"rang", r"rings?", r"bell", r"reachable", r"whats?app(?:ed)?",
    r"no answer", r"pick(?:ed|s)? up", r"speak", r"spoke", r"hit (?:me|us|him|"
    r"her) up", r"buzz", r"voice ?mails?", r"caller id", r"contact(?: me)?",
    r"toll[ -]free", r"(?:land|hot|help|direct|phone)[ -]?line", r"emergency contact", r"missed",
    r"(?:number|num)['’]s",
    r"(?:my|your|his|her|our|their|new|old|contact|work|home|mobile) (?:number|num|nr|no|cell)",
    r"(?:по|пере|до|со)?зв[оа]н\w+", r"набер\w+",
    r"набра\w+", r"набир\w+", r"тел", r"телефон\w*", r"моб\w*", r"сотов\w+", r"факс\w*",
    r"в[оа]тс[аэ]п\w*", r"вайбер\w*", r"смс\w*",
    r"(?:мой|его|её|ее|твой|ваш|новый|личный|по|на) номер\w*", "сбп", r"номерок\w*", "тлф",
    r"трубк[аеу]", r"контакты?", "max", "имо", r"мобил[аеуы]",
    r"(?:домашн|рабоч|городск|украинск|белорус+к|казахск|узбекск|киргизск|таджикск|армянск|"
    r"грузинск)(?:ий|ой|ого|ом)[ :—-]{1,3}\Z",
)  # fmt: skip
_OTHER = clues.words(
    r"заказ\w*", r"orders?", r"карт\w+", r"cards?", r"паспорт\w*", r"passport", r"полис\w*",
    r"дел[аеу]", r"сч[её]т\w*", r"account", r"tickets?", r"билет\w*", r"invoice", r"трек\w*",
    r"tracking", r"модел\w+", r"models?", "imei", r"артикул\w*", r"serial", r"серийн\w+",
    r"договор\w*", r"код\w*", r"codes?", "id", r"инн", r"снилс", r"ref(?:erence)?", r"case",
    r"заявк\w+", r"isbn", r"стои\w+", r"цен\w+", r"price\w*", r"costs?",
)  # fmt: skip
# Who takes calls, beside a number of a small town
_DESK = clues.words(
    r"дежурн\w+", r"при[её]мн\w+", r"регистратур\w+", r"диспетчер\w*", r"ресепшн?", r"секретар\w*",
    r"бухгалтер\w*", r"отдел\w* кадров", r"вахт\w*", r"постов\w+", r"контакт\w*", r"связ\w+",
)  # fmt: skip
_CALL_NEAR = 30
# Groups of a parcel's number: 1Z 999 AA1 01 2345 6784, RA 123 456 789 RU
_CODE = re.compile(
    r"(?<![^\W_])(?:[0-9A-Z]{1,6} ){0,4}(?:[0-9]{1,5}[A-Z]{1,3}|[A-Z]{1,3}[0-9]{1,5})"
    r"(?: [0-9]{1,4})? \Z"
)
_ORDER = re.compile(
    r"(?i)(?<![^\W_])(?:orders?|invoice|ref(?:erence)?|serial|imei|isbn|part|lot|batch|sku|barcode|ean|upc|model|заказ\w{0,2})"
    r"(?: (?:no\.?|number|num|id|#|№))?[ :#№]{0,3}(?:[0-9][0-9 -]*)?\Z"
)
_PARCEL_NEAR = 36
_PARCEL = clues.words(
    r"track(?:ing)?(?: (?:number|no|code|id))?", r"трек\w*", r"waybill", r"накладн\w+", r"awb",
)  # fmt: skip
_MONEY = re.compile(
    r"(?i) ?(?:руб|р\.|₽|\$|€|usd|eur|долл|тыс|шт|%|people|dollars|units|customers|человек|раз|"
    r"users|followers|subscribers|views|cells|mah|visitors|rows|"
    r"очк|балл|голос|points|times|votes|шаг|км|кг|м\b)"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:[ ]\d{3})+(?: ?- ?\d{1,3}(?:[ ]\d{3})+)?")
_PLUS = re.compile(r"\+\d{1,3}(?: \d{3})?(?: 000)")
_ROUND = re.compile(r"[1-9]\d{0,2}0{5,}")
_FEWEST = 5
_LEAST_WITH_ZERO = 9
_LOCAL = re.compile(r"\d{1,2}-\d\d-\d\d")
"""A number of a small town; a day is told before."""
_DICTATED = re.compile(r"[78][34589]\d{9}|9\d{9}")
_WORD = re.compile(r"[^\W\d_]").search
_LONGEST = 15
_SURE = 7
"""Digits that are a number when a word speaks of calling; fewer only right behind it."""
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_TO = r"[ .\-/]"
_DATE = re.compile(
    rf"{_DAY}{_TO}{_DAY}{_TO}(?:{_YEAR}|\d\d)|{_YEAR}{_TO}{_DAY}{_TO}{_DAY}|{_YEAR} ?- ?{_YEAR}"
)
_BEGINS_WITH_DATE = re.compile(rf"{_DAY}([ .\-/]){_DAY}\1{_YEAR}")


@FINDERS.register("phone")
@finds("PHONE", needs=figure)
def phone(text: str, _: Context) -> list[Found]:
    """Find numbers by their shape, and shapeless ones behind words that speak of calling."""
    text = plain(text)
    if "/" in text:
        text = _SLASH.sub("|", text)
    numbers = [*_phones(text)] if "+" in text or has_five_digits(text) else []
    found: list[Found] = []
    # Sorting is stable: of two that start at one place, that of the earlier shape is taken.
    for one in sorted([*numbers, *_said_otherwise(text)], key=lambda one: one.start):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _phones(text: str) -> Iterator[Found]:
    for run in _RUN.finditer(text):
        start, end = run.start(), min(run.end() + 2, len(text))  # what follows may forbid it
        count = len(digits(run[0]))
        if count < _FEWEST:
            continue
        signs = "".join(sign for sign in _SIGNS if sign in run[0])
        for shape in _shapes(signs, count >= _SURE):
            for match in shape.finditer(text, start, end):
                if not (_is_none(match[0]) or _is_cut(text, match) or _is_parcel(text, match)):
                    yield _made(text, match)
        for match in _NUMBER.finditer(text, start, end):
            if not (_is_other(text, match) or _is_cut(text, match)) and _is_said(text, match):
                yield _made(text, match)


@functools.cache
def _shapes(signs: str, is_long: bool) -> tuple[re.Pattern[str], ...]:
    """Return the shapes of runs with some of the signs; those of no zero have seven figures."""
    return tuple(shape for sign, shape in _PHONE if sign in signs and (is_long or sign == "0"))


def _said_otherwise(text: str) -> Iterator[Found]:
    """Yield extensions that stand alone, and numbers in words."""
    if not text.isascii() and ("вн" in text or "доб" in text.lower()):
        for match in _INNER.finditer(text):
            yield Found(*match.span("inner"), "PHONE", digits(match["inner"]))
    if not _EXTENSIONS.isdisjoint(clues.spoken(text)):
        for match in _INTERNAL.finditer(text):
            yield Found(*match.span("value"), "PHONE", match["value"])
    if "восем" in text or "девят" in text:
        yield from _dictated(text)


def _made(text: str, match: re.Match[str]) -> Found:
    """Return a number with what is dialled behind it."""
    start, end = match.span()
    number = _number(match[0])
    more = _EXTENSION.match(text, end) if len(digits(number)) > _FEWEST else None
    if more is None:
        return Found(start, end, "PHONE", number)
    return Found(start, more.end(), "PHONE", f"{number} {digits(more[0])}")


def _dictated(text: str) -> Iterator[Found]:
    """Yield numbers in words: whole ones, shorter ones behind words that speak of calling."""
    for match in spoken.RUN.finditer(text):
        figures = spoken.figures(match[0])
        is_whole = _DICTATED.fullmatch(figures) is not None and not match[0].isdecimal()
        is_said = _FEWEST <= len(figures) <= _LONGEST and clues.before(
            _CALL, text, match.start(), _CALL_NEAR
        )
        if (is_whole or is_said) and _WORD(match[0]):
            yield Found(*match.span(), "PHONE", _number(figures))


def _is_cut(text: str, match: re.Match[str]) -> bool:
    """Tell a few digits of an amount with commas: 1,250-17-30."""
    before, behind = _CELLS
    start, end = match.span()
    is_beside = before.search(text, max(0, start - 2), start) or behind.match(text, end)
    return is_beside is not None and len(digits(match[0])) < _WHOLE


def _is_said(text: str, match: re.Match[str]) -> bool:
    """Tell whether the words before a number speak of calling, and of no other number."""
    start = match.start()
    if _SAID.search(text, max(0, start - _SAID_NEAR), start):
        return True
    is_sure = len(digits(match[0])) >= _SURE or _LOCAL.fullmatch(match[0]) is not None
    near = _CALL
    if _LOCAL.fullmatch(match[0]) and clues.before(_DESK, text, start, _CALL_NEAR):
        near = _DESK
    if not is_sure or not clues.before(near, text, start, _CALL_NEAR):
        return False
    return not clues.before(_OTHER, text, start, _CALL_NEAR)


def _is_none(written: str) -> bool:
    """Tell a date, a round sum with a plus, and too few digits behind a leading zero."""
    if _BEGINS_WITH_DATE.match(written) or _PLUS.fullmatch(written) or not written.strip("0 -"):
        return True
    return written[0] == "0" and len(digits(written)) < _LEAST_WITH_ZERO


def _is_parcel(text: str, match: re.Match[str]) -> bool:
    """Tell groups of figures in the number of a parcel; with a plus or brackets they are none."""
    start = match.start()
    if match[0][0] in "+(" or clues.before(_CALL, text, start, _CALL_NEAR):
        return False
    if _ORDER.search(text, max(0, start - _CALL_NEAR), start):
        return True
    if clues.before(_PARCEL, text, start, _PARCEL_NEAR):
        return True
    code = _CODE.search(text, max(0, start - _CALL_NEAR), start)
    return code is not None and code[0].count(" ") > 1


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Tell a date, or an amount of money or of things."""
    written = match[0]
    if _BEGINS_WITH_DATE.match(written) or _DATE.fullmatch(written):
        start = match.start()  # тел. 5-01-43
        said = _SAID.search(text, max(0, start - _SAID_NEAR), start)
        return not (said and _LOCAL.fullmatch(written))
    if _ROUND.fullmatch(written):
        return True
    thousands = _THOUSANDS.fullmatch(written) and written.endswith("000") and len(written) < 12
    return bool(thousands or _MONEY.match(text, match.end()))


def _number(written: str) -> str:
    """Return the digits; Russia's trunk prefix 8 is its country code 7."""
    figures = digits(written)
    if len(figures) == 11 and figures[0] == "8" and not written.startswith("+"):
        return "7" + figures[1:]
    return (
        f"7{figures}" if len(figures) == 10 and figures[0] == "9" and written[0] != "+" else figures
    )
