"""Numbers of patients: histories of illness, medical cards, MRN."""

import re

from understudy.cleaning.checks import DIGIT
from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.spelling import plain
from understudy.cleaning.stepping import Context

_OWNER = r"(?:[ ]+(?:[а-яё]{2,20}|[A-ZА-ЯЁ][\w.'-]{0,20}|[A-ZА-ЯЁ]\.)){0,4}?"
_SIGN = (
    r"(?P<sign>[ ,]{0,2}(?:№|n°|no\.?|номер[а-яё]{0,2}|number|num\.?|#|:|=|is|-|—)(?:[ .:#№]{0,3}))"
)
_NAMES = (
    r"истори[а-яё]{1,3} болезни|ист\. ?бол(?:езни|\.)|и/б|иб|медкарт[а-яё]{1,2}|"
    r"(?:мед(?:ицинск[а-яё]{2,3}|\.)?|амб(?:улаторн[а-яё]{2,3}|\.)|"
    r"электронн[а-яё]{2,3}|стационарн[а-яё]{2,3}|обменн[а-яё]{2,3})"
    r" (?:медицинск[а-яё]{2,3} )?карт[а-яё]{1,2}|карт[а-яё]{1,2} (?:стационарного |"
    r"амбулаторного )?"
    r"(?:пациент[а-яё]{0,2}|больно(?:го|й))|амбулаторк[а-яё]{1,2}|эмк|и\. ?б\.(?= ?№)|(?:id|код)"
    r" пациент[а-яё]{1,2}|пациент[а-яё]{0,2}(?= ?(?:id|№))|мкаб|mrn|medical record(?: number|"
    r" no\.?| id| #)?|patient(?:'s)? (?:id|number|no\.?)|"
    r"(?:patient(?:'s)?|medical|hospital) (?:file|card|chart|record)(?: number| no\.?| id)?|"
    r"(?:medical |hospital )?chart(?: number| no\.?| #)|hospital (?:number|no\.?|id)|"
    r"case history|medical (?:file|history|case)(?: number| no\.?)?|hospital record|"
    r"health record(?: number)?"
)  # fmt: skip
_VALUE = (
    r"(?P<value>(?:[A-ZА-ЯЁ]{1,5}[-/]?|(?-i:[A-ZА-ЯЁ]{1,5})"
    r" )?[0-9]{1,12}(?:[-/][0-9]{1,6}){0,4}(?:[-/]?[A-ZА-ЯЁ]{1,3}(?![^\W_]))?)"
)
_RECORD = re.compile(
    rf"(?<![^\W_])(?:{_NAMES})(?![^\W_]){_OWNER}(?:{_SIGN}|[ ]){_VALUE}(?!\w)(?![.,:][0-9])",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r" ?(?:год|г\.|лет|дн|день|мес|час|мин|лист|стр|запис|раз|шт|экз|пациент|янв|фев|мар|апр|"
    r"ма[йя]|июн|июл|авг|сен|окт|ноя|дек|"
    r"years?|days?|hours?|pages?|times|entries|patients|%|мг|мл|см)", re.IGNORECASE
)  # fmt: skip
_FEWEST = 3


@FINDERS.register("record_number")
@finds("RECORD", needs=DIGIT)
def record_number(text: str, _: Context) -> list[Found]:
    """Find the number behind the name of the record; of one or two digits only behind *№*."""
    if not _is_worth(text.lower()):
        return []
    text = plain(text)
    found: list[Found] = []
    for match in _RECORD.finditer(text):
        value = match["value"]
        figures = sum(sign.isdigit() for sign in value)
        sign = (match["sign"] or "").strip(" .:,")
        if (figures >= _FEWEST or sign) and not (
            value.isdecimal() and not sign and _UNIT.match(text, match.end())
        ):
            found.append(Found(*match.span("value"), "RECORD", value.upper().replace(" ", "")))
    return found


def _is_worth(low: str) -> bool:
    """Tell whether one of the words may be there; unrolled, because every number pays for it."""
    return (
        ("карт" in low or "бол" in low or "/б" in low or "иб" in low or "б." in low)
        or ("амб" in low or "мк" in low or "пациент" in low or "mrn" in low or "case" in low)
        or ("chart" in low or "record" in low or "patient" in low or "hospital" in low)
        or "medical" in low
    )
