"""Russian numbers in words, as somebody dictates them: восемь девятьсот шестнадцать ..."""

import re

_UNITS = {
    word: str(number)
    for number, words in enumerate(
        ("ноль нуль", "один одна", "два две", "три", "четыре", "пять", "шесть", "семь", "восемь",
         "девять")
    )
    for word in words.split()
}  # fmt: skip
_TEENS = {
    f"{word}надцать": f"1{number}"
    for number, word in enumerate(
        ("один", "две", "три", "четыр", "пят", "шест", "сем", "восем", "девят"), start=1
    )
} | {"десять": "10"}
_TENS = {
    "двадцать": "2", "тридцать": "3", "сорок": "4", "пятьдесят": "5", "шестьдесят": "6",
    "семьдесят": "7", "восемьдесят": "8", "девяносто": "9",
}  # fmt: skip
_HUNDREDS = {
    "сто": "1", "двести": "2", "триста": "3", "четыреста": "4", "пятьсот": "5", "шестьсот": "6",
    "семьсот": "7", "восемьсот": "8", "девятьсот": "9",
}  # fmt: skip
WORD = rf"(?:{'|'.join([*_HUNDREDS, *_TENS, *_TEENS, *_UNITS])})(?![^\W_])"
"""One word of a number, up to hundreds."""
RUN = re.compile(
    rf"(?<![^\W_])(?:плюс )?(?:{WORD}|[0-9]{{1,4}}(?![^\W_]))(?:[ ,.-]{{1,2}}(?:{WORD}|[0-9]{{1,4}}"
    r"(?![^\W_]))){3,20}",
    re.IGNORECASE,
)
"""Four words and more, figures among them; a number of things has two or three."""
_TOKEN = re.compile(r"[^\W_]+")


def figures(written: str) -> str:
    """Return the figures of a run of words: *девятьсот шестнадцать ноль один* is 91601."""
    made = ""
    free = 0  # places that the next word may fill: "девятьсот" leaves two, "сорок" one
    for word in _TOKEN.findall(written.lower()):
        if word in _HUNDREDS:
            made, free = f"{made}{_HUNDREDS[word]}00", 2
        elif word in _TENS:
            made, free = _filled(made, f"{_TENS[word]}0", free), 1
        elif word in _TEENS:
            made, free = _filled(made, _TEENS[word], free), 0
        elif word in _UNITS:
            made, free = _filled(made, _UNITS[word], free if word[0] != "н" else 0), 0
        elif word.isdecimal():
            made, free = made + word, 0
    return made


def _filled(made: str, more: str, free: int) -> str:
    """Put figures in the place of the noughts that were left free, or behind."""
    return f"{made[: -len(more)]}{more}" if len(more) <= free else made + more
