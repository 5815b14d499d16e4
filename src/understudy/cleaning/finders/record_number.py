"""Numbers of patients: histories of illness, medical cards, MRN."""

import re
from collections.abc import Iterator

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues, labels
from understudy.cleaning.signs.checks import figure, has_five_digits
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_OWNER = r"(?:[ ]+(?:[а-яё]{2,20}|[A-ZА-ЯЁ][\w.'-]{0,20}|[A-ZА-ЯЁ]\.)){0,4}?"
_SIGN = (
    r"(?P<sign>[ ,]{0,2}(?:№|n°|no\.?|номер[а-яё]{0,2}|number|num\.?|#|:|=|is|-|—)(?:[ .:#№]{0,3}))"
)
_NAMES = (
    r"истори[а-яё]{1,3} (?:болезни|родов|развития(?: реб[её]нка)?)|стат\.? ?талон|а/к|"
    r"амбулаторн[а-яё]{2}|амб\.? карт[а-яё]{1,2}|№ и/б|ист\. ?бол(?:езни|\.)|и/б|иб|"
    r"медкарт[а-яё]{1,2}|"
    r"(?:мед(?:ицинск[а-яё]{2,3}|\.)?|амб(?:улаторн[а-яё]{2,3}|\.)|"
    r"электронн[а-яё]{2,3}|стационарн[а-яё]{2,3}|обменн[а-яё]{2,3})"
    r"(?: |(?<=\.))(?:медицинск[а-яё]{2,3} )?карт[а-яё]{1,2}|карт[а-яё]{1,2} (?:стационарного |"
    r"амбулаторного )?"
    r"(?:пациент[а-яё]{0,2}|больно(?:го|й))|амбулаторк[а-яё]{1,2}|эмк|"
    r"и\. ?б\.(?= ?(?:№|[0-9]{3}))|(?:id|код)"
    r" пациент[а-яё]{1,2}|пациент[а-яё]{0,2}(?= ?(?:id|№))|мкаб|mrn|medical record(?: number|"
    r" no\.?| id| #)?|patient(?:'s)? (?:id|number|no\.?)|"
    r"(?:patient(?:'s)?|medical|hospital) (?:file|card|chart|record)(?: number| no\.?| id)?|"
    r"(?:medical |hospital )?chart(?: number| no\.?|(?=[ ]?#))|hospital (?:number|no\.?|id)|"
    r"case history|medical (?:file|history|case)(?: number| no\.?)?|hospital record|"
    r"health record(?: number)?|"
    r"карт[аы] вызова(?: скорой| смп)?|med\.? rec(?:ord)?\.?(?: number| no\.?| id| #)?|"
    r"(?:admission|encounter|inpatient|outpatient|ward) (?:number|no\.?|id|(?=#))|"
    r"pt\.? (?:id|no\.?|(?=#))|"
    r"(?:patient(?:'s)?|medical|hospital|clinic) (?:unit|case|reference) (?:number|no\.?)|"
    r"(?:номер|№) (?:истории(?! [а-яё])|карт[ыа](?! [а-яё])(?!:? ?[0-9]{4} ?[*xх])|медкарты|"
    r"пациента)|кар(?:та|ты) (?:№|номер)(?= ?[0-9]{1,8}/)"
)  # fmt: skip
# With nothing that says whose, only where there is talk of a hospital.
_BARE = re.compile(
    r"(?<![^\W_])(?:record|file|chart) ?(?:number|num\.?|no\.?|id|#)"
    r"(?: is| was|:)?[ ]?#?(?P<value>(?:[A-Z]{1,5}[-/]|"
    r"(?-i:[A-Z]{1,5}) ?)?[0-9]{3,12}(?:[-/][A-Z0-9]{1,8}){0,4}"
    r"[A-Z]{0,3})(?!\w)(?![.,:][0-9])",
    re.IGNORECASE,
)
_BARE_RUSSIAN = re.compile(
    r"(?<![^\W_])карт(?:а|ы|е|у) ?(?:№|номер|n°)[ :]{0,2}"
    r"(?P<value>[0-9]{3,8}(?:[-/][А-ЯЁA-Z0-9]{1,4})?)"
    r"(?!\w)(?![.,:/-][0-9])(?! ?[*xх]{2})",
    re.IGNORECASE,
)
# карта в регистратуре лежит под номером 45128: the place stands between
_KEPT = re.compile(
    r"(?<![^\W_])(?:карт[аыу](?P<of>,? [^\d\0\n.;!?]{3,45}?)[ ,]{1,2}"
    r"(?:под |за )?(?:номером|номер|№)|"
    r"(?:номер|№) карты(?P<place> (?:в|из) [^\d\0\n.,;!?]{5,30}?))[ :—-]{0,3}"
    r"(?P<value>[0-9]{3,8}(?:[-/][А-ЯЁA-Z0-9]{1,4})?)(?!\w)(?![.,:/-][0-9])(?! ?[*xх]{2})",
    re.IGNORECASE,
)
_NO_RECORD = re.compile(
    r"(?i)банк|оплат|скид|лояльн|терминал|талон|очеред|кабинет|палат|магазин|аптек|карт[аоеыу]|запис"
)
_HOSPITAL_RUSSIAN = clues.words(
    r"врач\w*", r"больниц\w+", r"больн(?:ой|ого|ая)", r"поликлиник\w*", r"клиник\w*", r"пациент\w*",
    r"регистратур\w*", r"диспансер\w*", r"медцентр\w*", r"амбулатор\w*", r"диагноз\w*", r"жалоб\w*",
    r"анализ\w*", r"при[её]м (?:у|к)", r"запис\w+ к", r"терапевт\w*", r"окулист\w*",
    r"офтальмолог\w*",
    r"педиатр\w*", r"хирург\w*", r"невролог\w*", r"кардиолог\w*", r"стоматолог\w*", r"гинеколог\w*",
    r"дерматолог\w*", r"эндокринолог\w*", r"уролог\w*", r"травматолог\w*", r"онколог\w*", r"лор",
    r"фельдшер\w*", r"медсестр\w*", r"отделени\w+", r"полис\w*", "омс", "фгдс", "узи", "мрт", "экг",
)  # fmt: skip
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
    rf"(?<![^\W_])(?:{_NAMES})(?![^\W_]){_OWNER}"
    rf"(?:(?:[ ]?:?[ ]?\n(?=№|#|номер))?{_SIGN}|[ ]?:?[ ]?\n(?=\S+[ ]?(?:\n|\Z))|[ ])"
    rf"{_VALUE}(?!\w)(?![.,:][0-9])",
    re.IGNORECASE,
)
_LABELS = (
    r"hosp(?:ital|\.)?(?= (?:no|num|number|nr|id|#))|e[mhp]r(?= (?:no|num|number|id|#))|"
    r"med(?:ical|\.)? rec(?:ord|\.)?|mrn|pt\.?(?= (?:no|num|number|id|#))|pat(?:ient(?:['’]s)?|"
    r"\.)?(?= (?:no|num|number|id|ref|file|#))|"
    r"chart(?= ?(?:no|num|number|nr|id|#))|case file|clinic(?= (?:no|num|number|id|#))"
)
_WEAK = r"unit|urn|u\.?r\.?|client|file|case|record|episode|admission|specimen|accession|dossier"
_BY_NAME = labels.behind(_LABELS)
_BY_WORD = labels.behind(rf"(?:{_WEAK})(?= ?(?:no|num|number|nr|id|#|file))|urn")
_SPOKEN_TEXT = """
    hosp hospital emr ehr epr med medical mrn pt pat patient chart case clinic unit urn u
    client file
    record episode admission specimen accession dossier
"""
_SPOKEN = frozenset(_SPOKEN_TEXT.split())
_ENGLISH_TEXT = """
    mrn medical patient hospital chart case health med admission encounter inpatient outpatient ward
    pt clinic record file
"""
_ENGLISH = frozenset(_ENGLISH_TEXT.split())
"""Of the names, and of the words before a number in a hospital."""
_UNIT = re.compile(
    r" ?(?:год|г\.|лет|дн|день|мес|час|мин|лист|стр|запис|раз|шт|экз|пациент|янв|фев|мар|апр|"
    r"ма[йя]|июн|июл|авг|сен|окт|ноя|дек|"
    r"years?|days?|hours?|pages?|times|entries|patients|%|мг|мл|см)", re.IGNORECASE
)  # fmt: skip
_SHORT = re.compile(r"(?<![^\W_])иб(?![^\W_])").search
_FEWEST = 3


@FINDERS.register("record_number")
@finds("RECORD", needs=figure)
def record_number(text: str, _: Context) -> list[Found]:
    """Find the number behind the name of the record; of one or two digits only behind *№*."""
    text = plain(text)
    named = _by_name(text) if has_five_digits(text) else []
    if not _is_worth(text):
        return named
    found: list[Found] = []
    for match in _RECORD.finditer(text):
        value = match["value"]
        figures = sum(sign.isdigit() for sign in value)
        sign = (match["sign"] or "").strip(" .:,")
        if (figures >= _FEWEST or sign) and not _is_counted(text, match, sign):
            found.append(_made(match))
    bare = [(_BARE, _HOSPITAL)] if clues.spoken(text) else []
    if not text.isascii() and "арт" in text.lower():
        bare.append((_BARE_RUSSIAN, _HOSPITAL_RUSSIAN))
        found += _kept(text)
    for pattern, place in bare:
        found += [_made(match) for match in pattern.finditer(text) if _is_in(place, match)]
    return apart([*found, *named])


def _kept(text: str) -> Iterator[Found]:
    """Yield the numbers of cards that lie in a hospital or with a doctor."""
    for match in _KEPT.finditer(text):
        where = match["of"] or match["place"]
        if _HOSPITAL_RUSSIAN.search(where) and not _NO_RECORD.search(where):
            yield _made(match)


def _is_in(place: re.Pattern[str], match: re.Match[str]) -> bool:
    """Tell whether words around a number speak of a hospital."""
    text, (start, end) = match.string, match.span()
    return clues.before(place, text, start, _AROUND) or clues.after(place, text, end, _AROUND)


def _by_name(text: str) -> list[Found]:
    """Return numbers behind a label of the grammar that all finders share."""
    if _SPOKEN.isdisjoint(clues.spoken(text)):
        return []
    matches = [*labels.told(text, _FEWEST, _BY_NAME)]
    matches += [
        match for match in labels.told(text, _FEWEST + 1, _BY_WORD) if _is_in(_HOSPITAL, match)
    ]
    return apart(
        Found(*match.span("value"), "RECORD", labels.folded(match["value"])) for match in matches
    )


def _is_counted(text: str, match: re.Match[str], sign: str) -> bool:
    """Tell an amount or a day from a number, and without a sign before it a month: 12/2024."""
    value = match["value"]
    if clues.DATE.fullmatch(value):
        return True
    amount = value.isdecimal() and _UNIT.match(text, match.end())
    return not sign and bool(amount or clues.MONTH.fullmatch(value))


def _made(match: re.Match[str]) -> Found:
    return Found(*match.span("value"), "RECORD", match["value"].upper().replace(" ", ""))


def _is_worth(text: str) -> bool:
    """Tell whether one of the words may be there; unrolled, because every number pays for it."""
    if not _ENGLISH.isdisjoint(clues.spoken(text)):
        return True
    low = text.lower()
    return not text.isascii() and (
        ("карт" in low or "ист" in low or "/б" in low or "и. б" in low or "и.б" in low)
        or ("талон" in low or "а/к" in low or "амб" in low or "пациент" in low)
        or ("эмк" in low or "мкаб" in low or ("иб" in low and _SHORT(low) is not None))
    )
