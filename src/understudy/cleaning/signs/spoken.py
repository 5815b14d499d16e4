"""Russian numbers in words, as somebody dictates them: восемь девятьсот шестнадцать ..."""

import re

_UNITS = {
    word: str(number)
    for number, words in enumerate(
        ("ноль нуль", "один одна адин", "два две", "три", "четыре четыри", "пять", "шесть",
         "семь", "восемь восим восемъ", "девять девить")
    )
    for word in words.split()
}  # fmt: skip
_TEENS = {
    f"{word}надцать": f"1{number}"
    for number, word in enumerate(
        ("один", "две", "три", "четыр", "пят", "шест", "сем", "восем", "девят"), start=1
    )
} | {"десять": "10", "одинадцать": "11", "пятнацать": "15", "двенацать": "12", "шестнацать": "16"}
_TENS = {
    "двадцать": "2", "тридцать": "3", "сорок": "4", "пятьдесят": "5", "шестьдесят": "6",
    "семьдесят": "7", "восемьдесят": "8", "девяносто": "9", "двацать": "2", "двадцадь": "2",
    "тридцадь": "3", "трицать": "3", "пятдесят": "5", "писят": "5", "шестдесят": "6",
    "шисят": "6", "семдесят": "7", "восемдесят": "8", "девяноста": "9",
}  # fmt: skip
_HUNDREDS = {
    "сто": "1", "двести": "2", "триста": "3", "четыреста": "4", "пятьсот": "5", "шестьсот": "6",
    "семьсот": "7", "восемьсот": "8", "девятьсот": "9", "пятсот": "5", "шестсот": "6",
    "семсот": "7", "восемсот": "8", "девятсот": "9", "четыресто": "4", "тристо": "3",
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
        more, left = figures_of(word)
        fills = len(more) <= free and word[0] != "н" and not word.isdecimal()
        made = f"{made[: -len(more)]}{more}" if more and fills else made + more
        free = left if more else free
    return made


def figures_of(word: str) -> tuple[str, int]:
    """Return the figures of a word in small letters, and how many places the next may fill."""
    if word in _HUNDREDS:
        return f"{_HUNDREDS[word]}00", 2
    if word in _TENS:
        return f"{_TENS[word]}0", 1
    return _TEENS.get(word) or _UNITS.get(word) or (word if word.isdecimal() else ""), 0
