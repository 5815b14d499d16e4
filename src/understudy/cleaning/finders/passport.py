"""Numbers of passports, Russian and others."""

import re

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues, labels
from understudy.cleaning.signs.checks import figure, has_five_digits
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_SIGN = r"[ ,;:/\n]{0,2}(?:за |и )?(?:№|n°|no\.?|num(?:ber)?|номер[а-яё]{0,2}|н\.|#)?[ .:]{0,2}"
_RUSSIAN = rf"[0-9]{{2}} ?-?[0-9]{{2}}{_SIGN}-? ?[0-9]{{3}}[ -]?[0-9]{{3}}"
_ABROAD = rf"[0-9]{{2}}{_SIGN}[0-9]{{7}}"
_BACKWARDS = r"[0-9]{6}[ ,;]{1,3}сери(?:я|и|ю|ей)[ :]{1,2}[0-9]{2} ?[0-9]{2}"
# Spaces that slipped: 4 512 345678, 4512 34 56 78
_SLIPPED = r"[0-9](?:[ -]?[0-9]){9}"
_OTHER = (
    r"(?:[A-ZА-Я]{1,3}-?|(?-i:[A-ZА-Я]{1,3}) )[0-9]{6,8}|[0-9]{9}|"
    r"[A-Z][0-9]{2}[A-Z0-9]{2}[0-9]{4}|[0-9]{2}[A-Z]{2}[0-9]{5}|[A-Z] ?[0-9]{8}|"
    r"[0-9]{7}[A-CEHKM][0-9]{3}[A-Z]{2}[0-9]"  # of Belarusians
)
_NUMBER = re.compile(
    rf"(?<![\w+])(?<![0-9][.,/-])(?P<number>{_RUSSIAN}|{_ABROAD}|{_BACKWARDS}|{_OTHER}|{_SLIPPED})"
    r"(?!\w)"
    r"(?![.,/-][0-9])",
    re.IGNORECASE,
)
# Letters and figures in any order, as many countries have them: only right behind the word.
_TIED = re.compile(
    r"(?<![^\W_])(?:pas+ports?|паспорт[а-яё]{0,2})(?:[ ]?(?:number|num\.?|no\.?|nr\.?|id|номер|"
    r"is|was|[:#№=-])){0,3}[ ]?(?P<number>(?=[A-Z0-9]{0,8}[A-Z])(?=(?:[A-Z]{0,6}[0-9]){4})"
    r"[A-Z0-9]{8,9}|(?-i:[A-Z]{1,2})[0-9](?:[ -]?[0-9]){5,8})(?!\w)(?![.,/-][0-9])",
    re.IGNORECASE,
)
# 45 12 345678 - паспорт; 4512 345678 (паспорт)
_NAMED_BEHIND = re.compile(
    rf"(?<![\w+])(?<![0-9][.,/-])(?P<number>{_RUSSIAN}|{_ABROAD})[ ]?[,(:—-]{{0,2}}[ ]?"
    r"(?:(?:это|мой|мо[ея]|е[её]|его|номер|данные|серия и номер)[ ]){0,2}(?:загран)?"
    r"пасп(?:орт[а-яё]{0,2})?(?![^\W_])(?![ ]?[:№0-9])",
    re.IGNORECASE,
)
_SAID = clues.words(
    r"(?:загран)?пасс?порт(?!\w* (?:тс|транспортн))\w*",
    r"уд\.? ?личности", r"уд-е личности", r"id-карт\w{1,2}",
    r"айди-карт\w{1,2}", r"личн\w+ номер\w*", r"загран(?:ник|к)?\w{0,3}", r"пасп", r"п/п",
    r"passports?",
    r"удостоверени\w+ личности", r"документ\w* личности", r"сери(?:я|и|ю|ей)", "passport no",
)  # fmt: skip
_OF_ANOTHER = clues.words(
    r"полис\w*", "омс", r"прав\w*", r"водительск\w+", r"военн\w+ билет\w*", r"свидетельств\w+",
    "снилс", "инн", r"заказ\w*", r"policy", r"order", r"телефон\w*", "тел", "phone",
    r"licen[cs]e", r"модел\w+", r"\w{0,3}зв[оа]н\w+", "call",
)  # fmt: skip
_PASSPORT = (
    r"passports?|pas+p?o?rts?|passprt|pssport|ppt|pp(?= (?:no|number|num|#))|travel doc(?:ument)?s?"
)
_BY_NAME = (
    labels.behind(
        rf"(?:{_PASSPORT})(?: (?:book|card|holder|details))?",
        r"(?-i:[A-Z]{2,3} )[0-9]{7,9}|" + labels.CODE,
        tied=True,
    ),
    labels.ahead(rf"(?:uk |us |british |american )?(?:{_PASSPORT})"),
)
_FEWEST = 5
_SPOKEN = frozenset(
    ("passport", "passports", "pasport", "passprt", "passort", "pssport", "ppt", "pp", "travel")
)
_DROP = re.compile(r"(?i)№|n°|no\.?|num(?:ber)?|номер[а-яё]{0,2}|[^\w]")


@FINDERS.register("passport")
@finds("PASSPORT", needs=figure)
def passport(text: str, _: Context) -> list[Found]:
    """Find series and number behind words such as *паспорт*, *серия*, *passport*."""
    text = plain(text)
    named: list[tuple[int, int]] = []
    if has_five_digits(text) and not _SPOKEN.isdisjoint(clues.spoken(text)):
        named = [match.span("value") for match in labels.told(text, _FEWEST, *_BY_NAME)]
    if not (named or _is_worth(text.lower())):
        return []
    found = named + [
        match.span() for match in _NUMBER.finditer(text) if _is_said(text, match.start())
    ]
    for pattern in (_TIED, _NAMED_BEHIND):
        found += [match.span("number") for match in pattern.finditer(text)]
    return apart(
        Found(*span, "PASSPORT", _DROP.sub("", text[slice(*span)]).upper()) for span in found
    )


def _is_said(text: str, start: int) -> bool:
    """Tell whether the nearest word that speaks of a document speaks of a passport."""
    near = list(_SAID.finditer(text, max(0, start - clues.REACH), start))
    if not near:
        return False
    sure = [one for one in near if not one[0].lower().startswith("сери")] or near
    other = list(_OF_ANOTHER.finditer(text, max(0, start - clues.REACH), start))
    return not other or other[-1].start() < sure[-1].start()


def _is_worth(low: str) -> bool:
    """Tell whether one of the words may be there; unrolled, because every number pays for it."""
    return ("пас" in low or "загран" in low or "id-" in low or "личн" in low or "п/п" in low) or (
        "passp" in low or "сери" in low or "удост" in low or "документ" in low
    )
