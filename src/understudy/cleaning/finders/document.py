"""Numbers of driving licences, military cards, certificates of birth and other papers."""

import re

from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.signs import clues
from understudy.cleaning.signs.checks import five_digits
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_SIGN = r"(?:[ ,]{0,2}(?:№|n°|no\.?|номер|#))?[ .:]{0,2}"
_NUMBER = re.compile(
    r"(?<![\w+])(?<![0-9][.,/-])(?P<number>"
    rf"[0-9]{{2}} ?(?:[0-9]{{2}}|[А-ЯA-Z]{{2}}){_SIGN}[0-9]{{6}}"
    rf"|[IVXLC1]{{1,6}} ?- ?[А-Я]{{2}}{_SIGN}[0-9]{{6}}"  # certificates of birth: II-МЮ 123456
    rf"|[А-ЯA-Z]{{2}}{_SIGN}[0-9]{{7}}"  # military cards: АБ 1234567
    r"|[A-Z]{1,2}[0-9]{2,5}(?:-[0-9]{1,6}){2,4}"  # of provinces and states: D4417-60381-77120
    r"|[A-Z]{1,3}-?[0-9]{6,12}|[A-Z]{1,2}[0-9]{3}-[0-9]{4}-[0-9]{4}|"
    r"[A-Z]{5}[0-9]{6}[A-Z0-9]{5}|(?-i:[A-Z9]{5} [0-9]{6} [A-Z][A-Z9][0-9][A-Z]{2})|"  # Britain
    r"[0-9]{8,12}"
    r")(?!\w)(?![.,/-][0-9])",
    re.IGNORECASE,
)
_SAID = clues.words(
    r"водительск\w+ (?:удостоверени\w+|прав\w*)", r"водительск\w+(?= ?[:№#—-])",
    r"вод\. ?удост\w*", "ву", "в/у", "стс", "птс",
    r"водительск\w+(?= [0-9])", r"военник\w{0,2}", r"военн\w+ б\.?",
    r"св(?:ид)?-?(?:во|ва|ву)\.? о (?:рожд\w*|брак\w*|смерти|разводе)",
    r"прав(?:а|ах) (?:серии|сери\w+|номер|№)", r"права[ :—-]{1,3}\Z", r"военн\w+ билет\w*",
    r"свидетельств\w+ о (?:рождении|браке|смерти|разводе)", r"вид\w* на жительство",
    r"driver'?s?'? licen[cs]e(?: number)?", r"driving licen[cs]e(?: number)?",
    r"dl(?= ?(?:#|no|number))", r"birth certificate",
    r"(?:national|state) id(?: card)?", r"id card", r"identity card",
    r"green card", r"удостоверени\w+ (?:ветерана|инвалида|беженца)",
)  # fmt: skip
_OTHER = clues.words(
    r"паспорт\w*", r"снилс\w*", "инн", r"тел(?:ефон\w*)?", r"полис\w*", "passport", "phone", "ssn",
    "call", r"позвон\w*",
)  # fmt: skip
_DROP = re.compile(r"(?i)№|n°|no\.?(?=[ .:])|номер|[^\w]")
_NEAR = 45


@FINDERS.register("document")
@finds("DOCUMENT", needs=five_digits)
def document(text: str, _: Context) -> list[Found]:
    """Find the number behind the name of the paper."""
    text = plain(text)
    return [
        Found(*match.span(), "DOCUMENT", _DROP.sub("", match[0]).upper())
        for match in _NUMBER.finditer(text)
        if clues.nearest(_SAID, _OTHER, text, match.start(), _NEAR)
    ]
