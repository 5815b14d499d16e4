"""Dates of birth; dates of visits, measurements and letters stay."""

import re

from understudy.cleaning.checks import DIGIT
from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.spelling import plain
from understudy.cleaning.stepping import Context

_MONTHS = (
    "янв|jan", "фев|feb", "мар|mar", "апр|apr", "ма[йяе]|may", "июн|jun",
    "июл|jul", "авг|aug", "сен|sep", "окт|oct", "ноя|nov", "дек|dec",
)  # fmt: skip
_MONTH = (
    r"(?:январ[а-яё]{1,2}|феврал[а-яё]{1,2}|март[а-яё]{0,2}|апрел[а-яё]{1,2}|ма[яйе]|"
    r"июн[а-яё]{1,2}|июл[а-яё]{1,2}|август[а-яё]{0,2}|"
    r"сентябр[а-яё]{1,2}|октябр[а-яё]{1,2}|ноябр[а-яё]{1,2}|декабр[а-яё]{1,2}|(?:янв|фев|мар|апр|"
    r"авг|сент?|окт|нояб?|дек)\.?|"
    r"jan(?:uary)?\.?|feb(?:ruary)?\.?|mar(?:ch)?\.?|apr(?:il)?\.?|may|june?\.?|july?\.?|"
    r"aug(?:ust)?\.?|sept?(?:ember)?\.?|"
    r"oct(?:ober)?\.?|nov(?:ember)?\.?|dec(?:ember)?\.?)"
)  # fmt: skip
_YEAR = r"(?:(?:18|19|20)[0-9]{2}(?:[ ]?(?:года|год|г\.(?!р)|г(?![\w.])))?|['’]?[0-9]{2}(?![0-9]))"
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])"
_NUMBER = r"(?:1[0-2]|0?[1-9])"
_FULL = (
    r"(?P<n1>[0-3]?[0-9])(?P<sep>[./-]|[ ]|\. )(?P<n2>[0-3]?[0-9])(?P=sep)(?P<n3>(?:18|19|20)"
    rf"[0-9]{{2}}|[0-9]{{2}})(?: ?(?:года|г\.(?! ?р)|г(?![\w.])))?"
    rf"|(?P<y1>(?:18|19|20)[0-9]{{2}})[./-](?P<m1>{_NUMBER})[./-](?P<d1>{_DAY})"
    rf"|(?P<d2>{_DAY})(?:-?(?:го|е|th|st|nd|rd))?(?: of)?[ .-]{{1,2}}(?P<w2>{_MONTH})"
    rf"(?:,?[ .-]{{1,2}}(?P<y2>{_YEAR}))?"
    rf"|(?P<w3>{_MONTH}) (?P<d3>{_DAY})(?:th|st|nd|rd)?(?:,? (?P<y3>{_YEAR}))?"
)  # fmt: skip
_END = r"(?![\w])(?![./-][0-9])"
_BORN = (
    r"д\. ?р\.?|д/р|др|дата[ ]рожд(?:ения|\.)|датой рождения|дат[уы] рождения|рожд(?:ения|ён|ена|"
    r"ённ?[а-яё]{0,3}|ен|енн?[а-яё]{0,3}|\.)|"
    r"родил(?:ся|ась|ись|ось)|уродил(?:ся|ась)|род\.|год рождения|др у|день рожд?ения|"
    r"дня рождения|днем рождения|днём рождения|днюх[а-яё]{1,2}|"
    r"born|dob|d\.o\.b\.?|date of birth|birth ?date|birthday|birth day|b-?day"
)  # fmt: skip
# Words between: of the owner, the place, or "is". Neither figures nor another clause.
_GAP = r"(?:[ ]?[:=(—–-])?[^\d\0.;!?\n]{0,40}?(?:[ ]г\.[^\d\0.;!?\n]{0,30}?)?[\s(]{0,2}"
_BEHIND = re.compile(
    rf"(?<![^\W_])(?:(?:{_BORN}){_GAP}(?<![\w])(?<![0-9][./-])(?P<date>{_FULL}){_END}"
    r"|(?:год[а-яё]? рожд(?:ения|\.)|year of birth)(?:[ ]?[:—-]|[ ]is)? ?(?P<year>(?:18|19|20)"
    r"[0-9]{2})(?![./-]?[0-9]))",
    re.IGNORECASE,
)
# "12.05.1985 г.р.", "1985 года рождения"
_OF_BIRTH = (
    r"[ ,]{0,2}(?:\(?(?:г\.? ?р\.?|года? рожд(?:ения|\.)|д\. ?р\.?|рожд(?:ения|\.)|"
    r"г\. ?рожд(?:ения|\.)|\(?dob\)?)(?![^\W_]))"
)
_FRONT = re.compile(
    rf"(?<![\w])(?<![0-9][./-])(?:(?P<date>{_FULL})|(?P<year>(?:18|19|20)[0-9]{{2}})){_OF_BIRTH}",
    re.IGNORECASE,
)
_NO_BIRTH = re.compile(
    r"(?i)посл|назад|через|визит|осмотр|при[её]м|исследован|выписан|записан|поступ|вес|рост|"
    r"операц|visit|seen|exam|scan|after|since"
)


@FINDERS.register("birth_date")
@finds("BIRTH_DATE", needs=DIGIT)
def birth_date(text: str, _: Context) -> list[Found]:
    """Find dates behind words such as *д.р.*, *родилась*, *born*, *DOB*, or before *г.р.*."""
    if not _is_worth(text.lower()):
        return []
    text = plain(text)
    found: list[Found] = []
    for match in sorted(
        [*_BEHIND.finditer(text), *_FRONT.finditer(text)], key=lambda match: match.span()
    ):
        start, end = match.span("date" if match["date"] else "year")
        if found and start < found[-1].end:
            continue
        if match.re is _BEHIND and _NO_BIRTH.search(text, match.start(), start):
            continue
        if match["n1"] and not _is_day(match):
            continue
        found.append(Found(start, end, "BIRTH_DATE", _identity(match)))
    return found


def _is_worth(low: str) -> bool:
    """Tell whether one of the words may be there."""
    return (
        ("рож" in low or "род" in low or "др" in low or "р." in low or "д.р" in low or "д/р" in low)
        or ("birth" in low or "born" in low or "dob" in low or "d.o.b" in low or "day" in low)
        or ("г.р" in low or "гр" in low or "г. р" in low or "дню" in low)
    )


def _is_day(match: re.Match[str]) -> bool:
    first, second = int(match["n1"]), int(match["n2"])
    return 1 <= min(first, second) <= 12 and max(first, second) <= 31 and min(first, second) > 0


def _identity(match: re.Match[str]) -> str:
    """Return year, month and day where they are certain, else what is written."""
    groups = match.groupdict()
    if groups.get("year"):
        return groups["year"] or ""
    if match["y1"]:
        return _joined(match["y1"], match["m1"], match["d1"])
    if match["n1"]:
        day, month = match["n1"], match["n2"]
        if match["sep"] == "/" and int(month) <= 12 and int(day) <= 12:
            return f"{int(day)}/{int(month)}/{_full_year(match['n3'])}"  # of either order
        if int(month) > 12:
            day, month = month, day
        return _joined(match["n3"], month, day)
    word, day, year = (match["w2"], match["d2"], match["y2"]) if match["w2"] else (
        match["w3"], match["d3"], match["y3"]
    )  # fmt: skip
    numbers = [
        number
        for number, names in enumerate(_MONTHS, start=1)
        if re.match(names, word, re.IGNORECASE)
    ]
    return _joined(year or "", str(numbers[0]), day)


def _joined(year: str, month: str, day: str) -> str:
    return f"{_full_year(year)}-{int(month):02}-{int(day):02}"


def _full_year(written: str) -> str:
    """Return four figures; nobody who is spoken of is older than a hundred, or not yet born."""
    figures = re.sub(r"\D", "", written)
    if len(figures) != 2:
        return figures
    return f"20{figures}" if int(figures) <= 26 else f"19{figures}"
