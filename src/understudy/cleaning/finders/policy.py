"""Numbers of health insurance: Russian policies (ОМС, ДМС), NHS numbers."""

import re

from understudy.cleaning import clues
from understudy.cleaning.checks import five_digits
from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.spelling import plain
from understudy.cleaning.stepping import Context

_SIGN = r"[ ,;:]{0,2}(?:№|no\.?|номер[а-яё]{0,2})[ .:]{0,2}"
_NUMBER = re.compile(
    r"(?<![\w+])(?<![0-9][.,/-])(?P<number>"
    # Old: series and number.
    rf"[0-9]{{2}} ?-?[0-9]{{2}}{_SIGN}[0-9]{{5,10}}|[0-9]{{3,8}}{_SIGN}[0-9]{{5,10}}"
    r"|[0-9](?:[ -]?[0-9]){15}|[0-9]{9}|[0-9]{3} [0-9]{3} [0-9]{3}"  # of today, temporary
    r"|(?!омс|дмс|енп|id|no|n|сер)(?:[A-ZА-Я]{1,4}-?|(?-i:[A-ZА-Я]{1,4}) )"
    r"[0-9](?:[ /-]?[0-9]){5,13}|[0-9]{2}(?:[ -]?[0-9]){4,12}"
    r")(?:/[0-9]{1,4})?(?!\w)(?![.,/-][0-9])",
    re.IGNORECASE,
)
_SAID = clues.words(
    r"полис\w{0,3}", r"страховк\w+ (?:№|номер)", r"е\.?н\.?п", r"временн\w+ свидетельств\w+",
    "омс", "дмс", r"(?:insurance |health |medical )?policy(?: (?:number|no|id|#))?",
    r"insurance (?:number|no|id|card|#)", r"medicare(?: (?:number|id))?",
    r"medicaid(?: (?:number|id))?", r"member id", r"subscriber id", r"nhs(?: (?:number|no))?",
)  # fmt: skip
_OTHER = clues.words(
    r"(?:банковск\w+ )?карт[аыеуой]{1,2}", r"паспорт\w*", r"снилс\w*", "инн", r"тел(?:ефон\w*)?",
    r"сч[её]т\w*", "card", "passport", "phone", "ssn", "account", "mrn", r"позвон\w*", "call",
)  # fmt: skip
_NO_NUMBER = re.compile(
    r" ?(?:руб\w*|р\.|₽|usd|eur|долл\w*|\$|€|тыс\w*|%|чел\w*|год\w*|г\.|шт\w*|people|dollars|"
    r"euros)", re.IGNORECASE
)  # fmt: skip
_DATE = re.compile(
    r"[0-3]?[0-9] [01]?[0-9] (?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}[ -][01]?[0-9][ -][0-3]?[0-9]|"
    r"[0-3]?[0-9]-[01]?[0-9]-(?:19|20)?[0-9]{2}"
)
_MONEY = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,6}")
_NHS = re.compile(
    r"(?<![\w+])(?<![0-9][.,/-])[0-9]{3}([ -]?)[0-9]{3}\1[0-9]{4}(?!\w)(?![.,/-][0-9])"
)
_DROP = re.compile(r"(?i)№|no\.?(?=[ .:])|номер[а-яё]{0,2}|[^\w]")


@FINDERS.register("policy")
@finds("POLICY", needs=five_digits)
def policy(text: str, _: Context) -> list[Found]:
    """Find numbers of six digits and more behind words such as *полис*, *ОМС*, *policy number*."""
    text = plain(text)
    return [
        Found(*match.span(), "POLICY", _DROP.sub("", match[0]).upper())
        for match in _NUMBER.finditer(text)
        if clues.nearest(_SAID, _OTHER, text, match.start()) and not _is_amount(text, match)
    ]


def _is_amount(text: str, match: re.Match[str]) -> bool:
    """Tell a price or a date from a number."""
    if _DATE.fullmatch(match[0]):
        return True
    return bool(_MONEY.fullmatch(match[0]) and _NO_NUMBER.match(text, match.end()))
