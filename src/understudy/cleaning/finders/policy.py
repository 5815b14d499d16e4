"""Numbers of health insurance: Russian policies (ОМС, ДМС), NHS numbers."""

import re

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues, labels
from understudy.cleaning.signs.checks import figure, has_five_digits
from understudy.cleaning.signs.spelling import digits, plain
from understudy.cleaning.stepping import Context

_SIGN = r"[ ,;:]{0,2}(?:№|no\.?|номер[а-яё]{0,2})[ .:]{0,2}"
_NUMBER = re.compile(
    r"(?<![\w+])(?<![0-9][.,/-])(?P<number>"
    # Old: series and number.
    rf"[0-9]{{2}} ?-?[0-9]{{2}}{_SIGN}[0-9]{{5,10}}|[0-9]{{3,8}}{_SIGN}[0-9]{{5,10}}"
    r"|[0-9](?:[ -]?[0-9]){15}|[0-9]{9}|[0-9]{3} [0-9]{3} [0-9]{3}"  # of today, temporary
    r"|(?!омс|дмс|енп|id|is|was|no|n|сер)(?:[A-ZА-Я]{1,4}-?|(?-i:[A-ZА-Я]{1,4}) )"
    r"[0-9](?:[ /-]?[0-9]){5,13}|[0-9]{2}(?:[ -]?[0-9]){4,12}"
    r")(?:/[0-9]{1,4})?(?:-[A-Z]{1,2}[0-9]?)?(?!\w)(?![.,/-][0-9])",
    re.IGNORECASE,
)
# Letters and figures in any order, right behind the name of a number: 1EG4-TE5-MK73, ДМС-545732/52.
_LABEL = (
    r"(?:polic(?:y|ies)(?: ?holder)?|insurance|insured|(?:health|insurance) plan|"
    r"member(?:ship)?|subscriber|beneficiary|"
    r"medicare|medicaid|nhs|mbi|hicn|health card|certificate of insurance)(?:[ ](?:policy|"
    r"card|member|plan|ref))?"
)
_RUSSIAN_LABEL = (
    r"(?:полис\w{0,3}|страховк\w{1,2}|страхов\w{2,3} (?:полис\w{0,3}|номер\w?)|омс|дмс|енп|осаго|"
    r"каско|договор\w? страхования)(?:[ ](?:омс|дмс|осаго|каско|страхования))?"
)
_LETTERS = "АВЕКМНРСТХABEKMHPCTX"
_SERIES = rf"(?:{'|'.join(one * 3 for one in _LETTERS)}|АА[ВКМНС]|AA[BKMHC])"
"""Of compulsory insurance of cars; only these are told in small letters."""
_SIGNED = (
    rf"(?:{_LABEL}(?:(?:'s)?[ ]?(?:number|num\b|no\b|nr\b|id\b|code)\.?|[ ]?[#№:=]|[ ]is\b)"
    rf"|{_RUSSIAN_LABEL}(?:[ ,]{{0,2}}(?:номер\w{{0,2}}|серии|серия|n\b)\.?|[ ]?[#№:=—-]|"
    rf"[ ](?=(?:(?-i:[A-ZА-ЯЁ]{{3}})|{_SERIES})[ ]?(?:№ ?|номер ?)?[0-9]{{8,10}})))"
)
_ON = (
    r"(?:[ ](?:on|in|of|for|from)(?: (?:the|my|his|her|our|your|this))? [a-z]{2,12}(?: card| app)?"
    r"(?=[ ]?(?:is|was|says|reads|[:=])))?"
)
_FILL = (
    rf"{_ON}(?:[ ]?(?:[#№:=(—-]|is\b|was\b|says\b|reads\b|no\b\.?|номер|серия|n\b)){{0,3}}[ \n]?"
)
_MONTHS = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|"
    r"окт|ноя|дек)"
)
_TIED = re.compile(
    rf"(?<![^\W_]){_SIGNED}{_FILL}"
    rf"(?P<number>(?:{_SERIES}(?: ?№ ?| номер | )(?=[0-9]{{8}})|"
    r"[A-ZА-ЯЁ]{1,6}[-/]|(?-i:[A-ZА-ЯЁ]{3}) № ?|(?!is|was|no|the|"
    r"id)(?-i:[A-ZА-ЯЁ]{1,5}) ){0,2}"
    r"(?=[A-ZА-ЯЁ]{0,6}[0-9])[A-ZА-ЯЁ0-9]{1,20}(?:[-/][A-ZА-ЯЁ0-9]{1,14}){0,5}"
    r"(?:[ ](?=[A-ZА-ЯЁ]{0,4}[0-9])(?:[0-9]{2,10}(?! ?"
    rf"{_MONTHS})|"
    r"[A-ZА-ЯЁ0-9]{2,10}[A-ZА-ЯЁ]|[A-ZА-ЯЁ]{1,4}[0-9]{1,9})"
    r"(?:[-/][A-ZА-ЯЁ0-9]{1,10}){0,2}(?!\w)){0,4}(?:(?<=[0-9]) (?-i:[B-HJ-Z])(?![\w.]))?)"
    r"(?!\w)(?![.,:/-][0-9])",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(r"(?i)number|num\b|no\b|nr\b|id\b|#|№|номер")
# Behind the mere word: letters, figures and a sign between them; not what a company calls its own.
_BARE = re.compile(
    r"(?<![^\W_])(?<!company )(?<!hr )(?<!it )(?<!privacy )(?<!security )(?<!our )"
    r"(?:policy|medicare|medicaid|полис\w{0,3}|дмс|осаго|каско) (?!(?:hr|it|iso|sop|doc|rfc|"
    r"гост)\b)"
    r"(?P<number>(?=[A-ZА-ЯЁ0-9]{0,8}[-/]?[A-ZА-ЯЁ0-9]{0,8}[-/])(?=[0-9/-]{0,16}[A-ZА-ЯЁ])"
    r"[A-ZА-ЯЁ0-9]{1,14}(?:[-/][A-ZА-ЯЁ0-9]{1,14}){1,5}|[0-9]{1,6}(?:[-/][0-9]{2,10}){2,4}|"
    r"[0-9]{3,5} (?-i:[A-ZА-ЯЁ]{1,3}) [0-9]{2,8}[-/][0-9]{4,10})"
    r"(?!\w)(?![.,:/-][0-9])",
    re.IGNORECASE,
)
_HEALTH = (
    r"(?:health|insurance|medical|dental|vision|hmo|ppo|plan|medicare|medicaid|nhs|chi|ohip|ahcip|msp|ramq|ehic|ghic|"
    r"member(?:ship)?|subscriber|enrol(?:lee|ment)|policy ?holder|beneficiary|policy|insured?)"
)
_BY_NAME = (
    labels.behind(
        rf"{_HEALTH}[ ](?:card|id|policy|member|plan)|ohip|ehic|ghic|policyholder|hicn|mbi"
    ),
    labels.behind(rf"{_HEALTH}(?= ?(?:number|no\b|num|nr|id|ref|#))"),
    labels.behind("member|subscriber", r"[A-Z]{1,4}[ -]?[0-9]{6,12}|[0-9]{6,12}[A-Z]{1,3}"),
    labels.behind(r"insurance[ ]?[:-][ ]?[A-Z][^0-9\0\n]{1,25}?(?=[ ](?:id|member|policy|no\b|#))"),
    labels.behind("medicare", r"[0-9]{4} ?[0-9]{5} ?[0-9](?:[ /-][0-9])?"),
    labels.behind("chi", r"[0-9]{10}|[0-9]{6} [0-9]{4}"),
    labels.ahead(rf"{_HEALTH} (?:number|no|num|id|card)"),
)
_FEWEST = 4
_FEWEST_OF_LABELS = 5
_SPOKEN_TEXT = """
    health insurance medical dental vision hmo ppo plan medicare medicaid nhs chi ohip ahcip
    msp ramq
    ehic ghic member membership subscriber enrollee enrolment enrollment policyholder policy
    beneficiary insured insure hicn mbi
"""
_SPOKEN = frozenset(_SPOKEN_TEXT.split())
_SAID = clues.words(
    r"полис\w{0,3}", r"страховк\w+ (?:№|номер)", r"е\.?н\.?п", r"временн\w+ свидетельств\w+",
    "омс", "дмс", "осаго", "каско",
    r"(?:insurance |health |medical )?policy(?: (?:number|no|id|#))?",
    r"insurance (?:number|no|id|card|#)", r"medicare(?: (?:number|id))?",
    r"medicaid(?: (?:number|id))?", r"member id", r"subscriber id", r"nhs(?: (?:number|no))?",
)  # fmt: skip
_OTHER = clues.words(
    r"(?:банковск\w+ )?карт[аыеуой]{1,2}", r"паспорт\w*", r"снилс\w*", "инн", r"тел(?:ефон\w*)?",
    r"сч[её]т\w*", "card", "passport", "phone", "ssn", "account", "mrn", r"позвон\w*", "call",
)  # fmt: skip
_NO_NUMBER = re.compile(
    r" ?(?:руб\w*|р\.|₽|usd|eur|долл\w*|\$|€|тыс\w*|%|чел\w*|год\w*|г\.|шт\w*|people|patients|"
    r"members|dollars|"
    r"euros)", re.IGNORECASE
)  # fmt: skip
_SHORT_DATE = re.compile(r"[0-3]?[0-9][-/][0-3]?[0-9][-/][0-9]{2}")
_MONEY = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,6}")
_DROP = re.compile(r"(?i)№|no\.?(?=[ .:])|номер[а-яё]{0,2}|[^\w]")


@FINDERS.register("policy")
@finds("POLICY", needs=figure)
def policy(text: str, _: Context) -> list[Found]:
    """Find numbers of six digits and more behind words such as *полис*, *ОМС*, *policy number*.

    Right behind the name of the number there may be letters among the figures, and four are enough.
    """
    text = plain(text)
    named = _by_name(text) if has_five_digits(text) else []
    if not _is_worth(text.lower()):
        return named
    tied = [
        match
        for match in (*_TIED.finditer(text), *_BARE.finditer(text))
        if _is_code(text, match) and not _is_amount(text, match, "number")
    ]
    near = [
        match
        for match in _NUMBER.finditer(text)
        if clues.nearest(_SAID, _OTHER, text, match.start()) and not _is_amount(text, match, 0)
    ]
    found = [_made(match, "number") for match in tied] + [_made(match, 0) for match in near]
    return apart([*found, *named])


def _by_name(text: str) -> list[Found]:
    """Return numbers behind a label of the grammar that all finders share."""
    if _SPOKEN.isdisjoint(clues.spoken(text)):
        return []
    return apart(
        Found(*match.span("value"), "POLICY", labels.folded(match["value"]))
        for match in labels.told(text, _FEWEST_OF_LABELS, *_BY_NAME)
    )


def _is_code(text: str, match: re.Match[str]) -> bool:
    """Tell a number with letters or signs; plain figures only behind a word for a number."""
    written = match["number"]
    figures = len(digits(written))
    if any(sign.isalpha() for sign in written):
        return figures >= _FEWEST
    label = text[match.start() : match.start("number")]
    return figures > _FEWEST and (not written.isdecimal() or bool(_NUMBER_OF.search(label)))


def _made(match: re.Match[str], group: str | int) -> Found:
    return Found(*match.span(group), "POLICY", _DROP.sub("", match[group]).upper())


def _is_worth(low: str) -> bool:
    """Tell whether one of the words may be there; unrolled, because every number pays for it."""
    return (
        ("полис" in low or "страхов" in low or "мс" in low or "каско" in low or "осаго" in low)
        or ("свидетельств" in low or "polic" in low or "insur" in low or "medic" in low)
        or ("member" in low or "subscriber" in low or "nhs" in low or "mbi" in low)
        or ("hicn" in low or "beneficiary" in low or "health" in low)
        or ("енп" in low or "е.н" in low)
    )


def _is_amount(text: str, match: re.Match[str], group: str | int) -> bool:
    """Tell a price or a date from a number."""
    if any(day.fullmatch(match[group]) for day in (clues.DATE, clues.MONTH, _SHORT_DATE)):
        return True
    amount = _MONEY.fullmatch(match[group]) and _NO_NUMBER.match(text, match.end(group))
    return bool(amount)
