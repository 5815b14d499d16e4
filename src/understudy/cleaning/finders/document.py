"""Numbers of driving licences, military cards, certificates of birth and other papers."""

import re

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues, labels
from understudy.cleaning.signs.checks import figure, has_five_digits
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_SIGN = r"(?:[ ,]{0,2}(?:№|n°|no\.?|номер|#))?[ .:]{0,2}"
_NUMBER = re.compile(
    r"(?<![\w+])(?<![0-9][.,/-])(?P<number>"
    rf"[0-9]{{2}} ?(?:[0-9]{{2}}|[А-ЯA-Z]{{2}}){_SIGN}[0-9]{{6}}"
    # certificates of birth: II-МЮ 123456; ТК-IV 1234567
    rf"|(?:[IVXLC1]{{1,6}} ?- ?[А-Я]{{2}}|ТК(?:-[IVX]{{1,3}})?|[А-Я]{{3}}|"
    rf"МСЭ-[0-9]{{4}}){_SIGN}[0-9]{{6,7}}"
    # diplomas, cards of migrants, permits: 107704 0012345, 771234/2023/77
    rf"|[0-9]{{6}} [0-9]{{7}}|[0-9]{{2}} ?[0-9]{{2}}{_SIGN}[0-9]{{7}}|"
    rf"[0-9]{{2}}{_SIGN}[0-9]{{7,10}}|[0-9]{{6}}/[0-9]{{4}}/[0-9]{{2}}|[А-Я]-[0-9]{{6}}"
    rf"|[А-ЯA-Z]{{2}}{_SIGN}[0-9]{{6,7}}|[А-Я]{_SIGN}[0-9]{{6}}"  # military cards: АБ 1234567
    r"|[A-Z]{1,2}[0-9]{2,5}(?:-[0-9]{1,6}){2,4}"  # of provinces and states: D4417-60381-77120
    r"|[A-Z]{1,3}-?[0-9]{6,12}|[A-Z]{1,2}[0-9]{3}-[0-9]{4}-[0-9]{4}|"
    r"[A-Z]{5}[0-9]{6}[A-Z0-9]{5}|(?-i:[A-Z9]{5} [0-9]{6} [A-Z][A-Z9][0-9][A-Z]{2})|"  # Britain
    r"164[0-9]{12}|[0-9]{8,12}|[0-9]{3} [0-9]{3} [0-9]{3} [0-9]{3}"
    r")(?!\w)(?![.,/-][0-9])",
    re.IGNORECASE,
)
_SAID = clues.words(
    r"водительск\w+ (?:удостоверени\w+|прав\w*)", r"водительск\w+(?= ?[:№#—-])",
    r"вод(?:ит)?\. ?удост\w*", r"водительски[ех]", "в/б", r"приписн\w+(?: свид\w+)?",
    r"студ(?:ак|енческ\w+)(?: билет\w*)?", r"зач[её]тк\w+",
    r"диплом\w{0,2}(?= (?:сери|№|номер|[А-Я]{3} ))", r"аттестат\w{0,2}",
    r"пенсионн\w+(?: удостоверени\w+)?", r"мсэ",
    r"миграционн\w+ карт\w+", "внж", "рвп", r"трудов\w+ книжк\w+", r"трудовая",
    r"больничн\w+(?: лист\w*)?", "элн",
    r"св(?:идетельств\w+|(?:ид)?(?:-?(?:во|ва|ву)|(?=\.))\.?) о рег(?:истрации|\.)"
    r"(?: (?:тс|авто\w*|машины|транспортн\w+ средств\w*))?",
    r"о регистрации транспортн\w+ средств\w*",
    r"патент\w? на работу", "ву", "в/у", "стс", "э?птс", r"тех-?паспорт\w*",
    r"паспорт\w{0,2} (?:тс|транспортн\w+ средств\w*)",
    r"водительск\w+[ ]?\Z", r"военник\w{0,2}", r"военн\w+ б\.?",
    r"св(?:ид)?(?:-?(?:во|ва|ву)|(?=\.))\.? о (?:рожд\w*|брак\w*|смерти|разводе)",
    r"номер\w? прав", r"прав(?:а|ах) (?:серии|сери\w+|номер|№)", r"права[ :—-]{1,3}\Z",
    r"военн\w+ билет\w*",
    r"свидетельств\w+ о (?:рождении|браке|смерти|разводе)", r"вид\w* на жительство",
    r"driver'?s?'? licen[cs]e(?: number)?", r"driving licen[cs]e(?: number)?",
    r"dl(?= ?(?:#|no|number))", r"birth certificate",
    r"(?:national|state) id(?: card)?", r"id card", r"identity card",
    r"green card", r"удостоверени\w+ (?:ветерана|инвалида|беженца)",
)  # fmt: skip
_OTHER = clues.words(
    r"паспорт\w*", r"снилс\w*", "инн", r"тел(?:ефон\w*)?", r"полис\w*", "passport", "phone", "ssn",
    "call", r"позвон\w*", "amex", "visa", "master ?card", r"(?:credit|debit|bank|payment) card",
)  # fmt: skip
_LICENCE = (
    r"(?:driv(?:er|ing)['’]?s?['’]?[ ]|dl[ ]|state[ ])(?:licen[cs]e|lic|permit)s?|(?:provisional|"
    r"full uk) licen[cs]e|birth cert(?:ificate)?|"
    r"(?:marriage|death|naturali[sz]ation) cert(?:ificate)?|dln|green card|learner['’]?s permit|"
    r"concealed carry permit|military id"
)
_BRITISH = r"[A-Z9]{5}[ ]?[0-9]{6}[ ]?[A-Z][A-Z9][0-9A-Z][A-Z]{2}|"
_BY_NAME = (
    labels.behind(_LICENCE, _BRITISH + labels.CODE),
    labels.behind(
        r"dl|(?:his|her|my|their|your) licen[cs]e|licen[cs]e(?= (?:no|number|num|#))",
        _BRITISH + labels.CODE,
        tied=True,
    ),
    labels.behind(r"licen[cs]e", _BRITISH[:-1]),
    labels.ahead(rf"{_LICENCE}|licen[cs]e (?=number|no\b|num)", _BRITISH + labels.CODE),
)
_SPOKEN_TEXT = """
    licence license licences licenses lic permit birth marriage death certificate naturalization
    naturalisation dln dl green military
"""
_SPOKEN = frozenset(_SPOKEN_TEXT.split())
_ENGLISH = frozenset(("licence", "license", "dl", "birth", "id", "card"))
"""What English papers beside a number of a usual form have in common."""
_FEWEST = 5
_DROP = re.compile(r"(?i)№|n°|no\.?(?=[ .:])|номер|[^\w]")
_NEAR = 45


@FINDERS.register("document")
@finds("DOCUMENT", needs=figure)
def document(text: str, _: Context) -> list[Found]:
    """Find the number behind the name of the paper."""
    text = plain(text)
    words = clues.spoken(text)
    may_be = has_five_digits(text) and (not text.isascii() or not _ENGLISH.isdisjoint(words))
    spans = [
        match.span()
        for match in (_NUMBER.finditer(text) if may_be else ())
        if clues.nearest(_SAID, _OTHER, text, match.start(), _NEAR)
    ]
    if not _SPOKEN.isdisjoint(words):
        spans += [match.span("value") for match in labels.told(text, _FEWEST, *_BY_NAME)]
    return apart(
        Found(*span, "DOCUMENT", _DROP.sub("", text[slice(*span)]).upper()) for span in spans
    )
