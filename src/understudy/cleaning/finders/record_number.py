"""Numbers of patients: histories of illness, medical cards, MRN."""

import re

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues
from understudy.cleaning.signs.checks import DIGIT
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_OWNER = r"(?:[ ]+(?:[а-яё]{2,20}|[A-ZА-ЯЁ][\w.'-]{0,20}|[A-ZА-ЯЁ]\.)){0,4}?"
_SIGN = (
    r"(?P<sign>[ ,]{0,2}(?:№|n°|no\.?|номер[а-яё]{0,2}|number|num\.?|#|:|=|is|-|—)(?:[ .:#№]{0,3}))"
)
_NAMES = (
    r"истори[а-яё]{1,3} болезни|ист\. ?бол(?:езни|\.)|и/б|иб|медкарт[а-яё]{1,2}|"
    r"(?:мед(?:ицинск[а-яё]{2,3}|\.)?|амб(?:улаторн[а-яё]{2,3}|\.)|"
    r"электронн[а-яё]{2,3}|стационарн[а-яё]{2,3}|обменн[а-яё]{2,3})"
    r"(?: |(?<=\.))(?:медицинск[а-яё]{2,3} )?карт[а-яё]{1,2}|карт[а-яё]{1,2} (?:стационарного |"
    r"амбулаторного )?"
    r"(?:пациент[а-яё]{0,2}|больно(?:го|й))|амбулаторк[а-яё]{1,2}|эмк|"
    r"и\. ?б\.(?= ?(?:№|[0-9]{3}))|(?:id|код)"
    r" пациент[а-яё]{1,2}|пациент[а-яё]{0,2}(?= ?(?:id|№))|мкаб|mrn|medical record(?: number|"
    r" no\.?| id| #)?|patient(?:'s)? (?:id|number|no\.?)|"
    r"(?:patient(?:'s)?|medical|hospital) (?:file|card|chart|record)(?: number| no\.?| id)?|"
    r"(?:medical |hospital )?chart(?: number| no\.?| #)|hospital (?:number|no\.?|id)|"
    r"case history|medical (?:file|history|case)(?: number| no\.?)?|hospital record|"
    r"health record(?: number)?|"
    r"карт[аы] вызова(?: скорой| смп)?|med\.? rec(?:ord)?\.?(?: number| no\.?| id| #)?|"
    r"(?:admission|encounter|inpatient|outpatient|ward) (?:number|no\.?|id|(?=#))|"
    r"pt\.? (?:id|no\.?|(?=#))|"
    r"(?:patient(?:'s)?|medical|hospital|clinic) (?:unit|case|reference) (?:number|no\.?)|"
    r"(?:номер|№) (?:истории|карт[ыа]|медкарты)|кар(?:та|ты) (?:№|номер)(?= ?[0-9]{1,8}/)"
)  # fmt: skip
# With nothing that says whose, only where there is talk of a hospital.
_BARE = re.compile(
    r"(?<![^\W_])(?:record|file|chart) ?(?:number|num\.?|no\.?|id|#)"
    r"(?: is| was|:)?[ ]?#?(?P<value>(?:[A-Z]{1,5}[-/]|"
    r"(?-i:[A-Z]{1,5}) ?)?[0-9]{3,12}(?:[-/][A-Z0-9]{1,8}){0,4}"
    r"[A-Z]{0,3})(?!\w)(?![.,:][0-9])",
    re.IGNORECASE,
)
_HOSPITAL = clues.words(
    r"hospitals?", r"patients?", r"clinics?", r"surgery", r"surgeon", r"wards?", r"doctors?", "dr",
    r"gp", r"nurses?", r"medical", r"health", r"admitted", r"discharged", r"radiology",
    r"x-?rays?", r"mri", r"lab", r"blood", r"biops\w+", r"diagnos\w+", r"symptoms?", r"icu", "a&e",
)  # fmt: skip
_AROUND = 60
_VALUE = (
    r"(?P<value>[0-9]{2,4}(?: [0-9]{2,4}){2,4}(?!\w)|[0-9]{3} [0-9]{3}(?!\w)|"
    r"(?:[A-ZА-ЯЁ]{1,5}[-/]?|(?-i:[A-ZА-ЯЁ]{1,5})"
    r" )?[0-9]{1,12}(?:[-/][0-9]{1,8}|[-/.]?[A-ZА-ЯЁ]{1,4}[-/]?[0-9]{1,8}){0,4}"
    r"(?:[-/]?[A-ZА-ЯЁ]{1,3}(?![^\W_]))?)"
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
        if (figures >= _FEWEST or sign) and not _is_counted(text, match, sign):
            found.append(_made(match))
    found += [
        _made(match)
        for match in _BARE.finditer(text)
        if clues.before(_HOSPITAL, text, match.start(), _AROUND)
        or clues.after(_HOSPITAL, text, match.end(), _AROUND)
    ]
    return apart(found)


def _is_counted(text: str, match: re.Match[str], sign: str) -> bool:
    """Tell an amount or a day from a number, and without a sign before it a month: 12/2024."""
    value = match["value"]
    if clues.DATE.fullmatch(value):
        return True
    amount = value.isdecimal() and _UNIT.match(text, match.end())
    return not sign and bool(amount or clues.MONTH.fullmatch(value))


def _made(match: re.Match[str]) -> Found:
    return Found(*match.span("value"), "RECORD", match["value"].upper().replace(" ", ""))


def _is_worth(low: str) -> bool:
    """Tell whether one of the words may be there; unrolled, because every number pays for it."""
    return (
        ("карт" in low or "бол" in low or "/б" in low or "иб" in low or "б." in low)
        or ("амб" in low or "мк" in low or "пациент" in low or "mrn" in low or "case" in low)
        or ("chart" in low or "record" in low or "patient" in low or "hospital" in low)
        or ("med" in low or "ward" in low or "file" in low)
        or ("admission" in low or "encounter" in low or "clinic" in low)
        or "pt" in low
    )
