"""Numbers in words, as somebody dictates them, written in figures: *four two, double seven*.

Where a run of words is no single number (*двадцать пять*, *four hundred and twelve*), it is
dictated, and what it says is written for the finders of numbers: *сорок пять двенадцать* is 4512.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from understudy.cleaning.signs import spoken

_UNITS = {
    word: str(number)
    for number, words in enumerate(
        ("zero oh o nought naught", "one", "two", "three", "four", "five", "six", "seven", "eight",
         "nine")
    )
    for word in words.split()
}  # fmt: skip
_TEENS = {
    word: str(number)
    for number, word in enumerate(
        ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
         "eighteen", "nineteen"), start=10
    )
}  # fmt: skip
_TENS = {
    word: str(number)
    for number, words in enumerate(
        ("twenty", "thirty", "forty fourty", "fifty", "sixty", "seventy", "eighty", "ninety"),
        start=2,
    )
    for word in words.split()
}
_TIMES = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_DIGITS = r"[0-9]{1,8}"
_ENGLISH = (
    rf"(?:(?:{'|'.join(_TIMES)})[ -]?(?:{_UNIT}|[0-9])s?|{'|'.join([*_TEENS, *_TENS])}|{_UNIT}|"
    rf"hundred|{_DIGITS})(?![^\W_])"
)
_RUSSIAN = (
    rf"(?:(?:два|две|три|четыре) (?:нул|ноли|единиц|двойк|тройк|четв[её]рк|пят[её]рк|шест[её]рк|"
    rf"сем[её]рк|восьм[её]рк|девятк)[а-яё]{{0,2}}|{spoken.WORD}|{_DIGITS})(?![^\W_])"
)
# What is said between figures; commas and points are breaths.
_BREATH = (
    r"(?:[ ]?[,.…/–—-]{1,3}[ ]?|[ ](?:[-–—] )?|[ ]?[,.]?[ ](?:(?:and )?then|next|dash|hyphen|space"
    r"|slash|"
    r"потом|затем|далее|дальше|тире|дефис|пробел|дробь)[ ,]{1,2}|[ ](?:hash|pound|star|решетка|"
    r"решётка"
    r"|звёздочка|звездочка)[ ])"
)
_RUN = re.compile(
    rf"(?<![^\W_])(?:(?:plus|плюс)[ ])?(?:{_ENGLISH}(?:(?:{_BREATH}|(?<=hundred) and "
    rf"){_ENGLISH}){{1,30}}"
    rf"|{_RUSSIAN}(?:{_BREATH}{_RUSSIAN}){{1,30}})",
    re.IGNORECASE,
)
_ENGLISH_TOKEN = re.compile(_ENGLISH, re.IGNORECASE)
_RUSSIAN_TOKEN = re.compile(_RUSSIAN, re.IGNORECASE)
_SAME = ("нул ноли", "единиц", "двойк", "тройк", "четверк", "пятерк", "шестерк", "семерк",
         "восьмерк", "девятк")  # fmt: skip
_MANY = {"два": 2, "две": 2, "три": 3, "четыре": 4}
_SIGNS = {
    "#": ("hash", "pound", "реш"),
    "*": ("star", "зв"),
    "-": ("dash", "hyphen", "тире", "дефис"),
    "/": ("slash", "дробь"),
    " ": ("then", "next", "space", "потом", "затем", "далее", "дальше", "пробел"),
}
_SAID = re.compile("|".join(word for words in _SIGNS.values() for word in words))
_FEWEST = 3


class Run(NamedTuple):
    """A dictated number."""

    start: int
    end: int
    written: str
    """Its figures, with spaces and hyphens where there was a breath."""


def may_be(text: str) -> bool:
    """Tell whether there may be one: of three figures one is seldom *one* or *two*."""
    low = text.lower()
    return (
        ("three" in low or "four" in low or "five" in low or "six" in low or "seven" in low)
        or ("eight" in low or "nine" in low or "zero" in low or "double" in low or "triple" in low)
        or (not low.isascii() and _may_be_russian(low))
    )


def _may_be_russian(low: str) -> bool:
    return (
        ("восем" in low or "девят" in low or "четыр" in low or "пять" in low or "шест" in low)
        or ("семь" in low or "нол" in low or "нул" in low or "дцат" in low or "сорок" in low)
        or ("двест" in low or "девян" in low)
    )


def runs(text: str) -> Iterator[Run]:
    """Yield what is dictated in a plain text."""
    for match in _RUN.finditer(text):
        is_russian = any("а" <= sign <= "ё" for sign in match[0].lower())
        tokens = [*(_RUSSIAN_TOKEN if is_russian else _ENGLISH_TOKEN).finditer(match[0])]
        if all(token[0].isdecimal() for token in tokens):
            continue
        written, groups = _written(match[0], tokens)
        if groups > 1 and sum(sign.isdigit() for sign in written) >= _FEWEST:
            yield Run(*match.span(), written)


def _written(said: str, tokens: list[re.Match[str]]) -> tuple[str, int]:
    """Return the figures of a run, and of how many numbers it is made."""
    made = "+" if said[:4].lower() in {"plus", "плюс"} else ""
    groups = free = 0
    end, last = tokens[0].start(), ""
    for token in tokens:
        breath, end = said[end : token.start()].lower(), token.end()
        sign = _sign(breath, last, token[0])
        last = token[0]
        figures, more, is_unit = _figures(token[0].lower())
        if sign or breath.strip(" -and"):
            free = 0
        if figures == "hundred":
            made, free = f"{made}00", 2
            continue
        fills = len(figures) <= free and figures[0] != "0"
        if fills and is_unit and free == 2 and "and" not in breath:
            fills = False  # eight hundred five five five
        made = f"{made[: -len(figures)]}{figures}" if fills else f"{made}{sign}{figures}"
        groups += not fills
        free = more
    return made, groups


def _figures(word: str) -> tuple[str, int, bool]:
    """Return the figures of a word, the places that the next may fill, and whether it is a unit."""
    word = word.replace("ё", "е")
    if word.isdecimal():
        return word, 0, False
    for times, number in _TIMES.items():
        if word.startswith(times):
            unit = word[len(times) :].strip(" -")
            unit = unit if unit in _UNITS or unit.isdecimal() else unit.removesuffix("s")
            return _UNITS.get(unit, unit) * number, 0, False
    many, space, same = word.partition(" ")
    if space:
        figure = next(n for n, stems in enumerate(_SAME) if same.startswith(tuple(stems.split())))
        return str(figure) * _MANY[many], 0, False
    if word == "hundred" or word in _TENS:
        return (word, 2, False) if word == "hundred" else (f"{_TENS[word]}0", 1, False)
    if word in _TEENS or word in _UNITS:
        return _TEENS.get(word) or _UNITS[word], 0, word in _UNITS
    return *spoken.figures_of(word), False


def _sign(breath: str, last: str, token: str) -> str:
    """Return what stands between figures where such a breath was taken."""
    if last.isdecimal() and token.isdecimal() and len(token) > 1 and not _SAID.search(breath):
        return breath
    said = _SAID.search(breath)
    if said:
        return next(sign for sign, words in _SIGNS.items() if said[0].startswith(words))
    is_taken = " - " in breath or breath.strip(" -") not in {"", "and"}
    return " " if is_taken else ""
