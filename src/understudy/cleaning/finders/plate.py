"""Number plates of cars, and vehicle identification numbers (VIN)."""

import re

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues
from understudy.cleaning.signs.checks import DIGIT
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

# The twelve letters that Cyrillic and Latin share.
_L = "[АВЕКМНОРСТУХABEKMHOPCTYX]"
_SMALL = "[АВЕКМНОРСТУХABEKMHOPCTYXавекмнорстухabekmhopctyx]"
_RUSSIAN = re.compile(
    rf"(?<![\w-])(?:{_L} ?(?!000)[0-9]{{3}} ?{_L}{{2}} ?[0-9]{{2,3}}"
    rf"|{_SMALL}(?!000)[0-9]{{3}}{_SMALL}{{2}} ?[0-9]{{2,3}}"
    rf"|{_SMALL} (?!000)[0-9]{{3}} {_SMALL}{{2}} [0-9]{{2,3}}(?= ?(?:RUS|rus)))"
    r"(?: ?(?:RUS|rus))?(?![\w-])"
)
_SAID = re.compile(
    r"(?<![^\W_])(?:гос\.? ?(?:номер[а-яё]{0,2}|знак[а-яё]{0,2})|г/н|грз|"
    r"номер[а-яё]{0,2} (?:машин[а-яё]{1,3}|авто(?:мобил[а-яё]{1,2})?|тачк[а-яё]{1,2})|"
    r"license plate(?: number)?|licence plate(?: number)?|number plate|plate(?: number| no\.?)|"
    r"plates?(?=[ ]?:|[ ]is )|registration (?:number|plate)|reg\.? (?:no\.?|plate|number))"
    r"(?![^\W_])(?:[ ]?[:№#-]|[ ](?:is|was|reads|это|такой)"
    r")?[ ]{0,2}(?P<plate>(?=[A-ZА-Я -]{0,4}[0-9])[A-ZА-Я0-9]{1,4}(?:[ -]?[A-ZА-Я0-9]{1,4}){1,3})"
    r"(?![\w-])",
    re.IGNORECASE,
)  # fmt: skip
_VIN = re.compile(r"(?<![\w-])(?=[A-Z]*[0-9])[A-HJ-NPR-Z0-9]{17}(?![\w-])", re.IGNORECASE)
_VIN_SAID = clues.words(
    "vin", r"вин(?:-?код\w*)?", r"идентификационн\w+ номер\w*", r"chassis(?: number)?",
)  # fmt: skip
_THREE_DIGITS = re.compile("[0-9]{3}")
_TWINS = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")


@FINDERS.register("plate")
@finds("PLATE", "VIN", needs=DIGIT)
def plate(text: str, _: Context) -> list[Found]:
    """Find Russian plates by their form, others and VIN behind the words for them."""
    text = plain(text)
    found: list[Found] = []
    if _THREE_DIGITS.search(text):
        for match in _RUSSIAN.finditer(text):
            found.append(Found(*match.span(), "PLATE", _same(match[0])))
    for match in _SAID.finditer(text) if _is_worth(text.lower()) else ():
        if sum(sign.isdigit() for sign in match["plate"]) > 1:
            found.append(Found(*match.span("plate"), "PLATE", _same(match["plate"])))
    for match in _VIN.finditer(text):
        if clues.before(_VIN_SAID, text, match.start()):
            found.append(Found(*match.span(), "VIN", match[0].upper()))
    return apart(found)


def _same(written: str) -> str:
    """Return a plate without spaces, in Latin letters; the country's name does not count."""
    return re.sub(r"[ -]", "", written).upper().translate(_TWINS).removesuffix("RUS")


def _is_worth(low: str) -> bool:
    """Tell whether one of the words may be there; unrolled, because every number pays for it."""
    return ("plate" in low or "reg" in low or "гос" in low or "г/н" in low or "грз" in low) or (
        "машин" in low or "авто" in low or "тачк" in low
    )
