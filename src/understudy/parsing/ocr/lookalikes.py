"""Letters that look the same in Latin and Cyrillic, put into the script of their word or line."""

import re

LATIN = "ABCEHKMOPTXYaceopxyëËïÏ"
CYRILLIC = "АВСЕНКМОРТХУасеорхуёЁїЇ"
TO_LATIN = str.maketrans(CYRILLIC, LATIN)
TO_CYRILLIC = str.maketrans(LATIN, CYRILLIC)
WORD = re.compile(r"[^\W\d_]+")


def in_one_script(line: str) -> str:
    """Return a line in which no word mixes the two scripts, as far as its letters allow.

    A recogniser that knows both sees no difference between ``a`` and ``а``. A word with letters of
    one script only is in that script; one that could be either is in that of both its neighbours.
    """
    words = list(WORD.finditer(line))
    scripts = [_script(found[0]) for found in words]
    parts, end = [], 0
    for place, found in enumerate(words):
        script = scripts[place] or _around(scripts, place)
        parts += [line[end : found.start()], _written(found[0], script)]
        end = found.end()
    return "".join([*parts, line[end:]])


def is_ambiguous(text: str) -> bool:
    """Tell a text that could be in either script, letter by letter: ``Kacca``, ``Касса``."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 2 and all(letter in LATIN or letter in CYRILLIC for letter in letters)


def _script(word: str) -> str:
    """Name the script of the letters that stand in one alone; empty for none, or for both."""
    latin = any(_is_latin(letter) and letter not in LATIN for letter in word)
    cyrillic = any(_is_cyrillic(letter) and letter not in CYRILLIC for letter in word)
    if latin == cyrillic:
        return "mixed" if latin else ""
    return "latin" if latin else "cyrillic"


def _around(scripts: list[str], place: int) -> str:
    before = next((one for one in reversed(scripts[:place]) if one), "")
    after = next((one for one in scripts[place + 1 :] if one), "")
    return before if before == after or not after else after if not before else ""


def _written(word: str, script: str) -> str:
    if script == "latin":
        return word.translate(TO_LATIN)
    return word.translate(TO_CYRILLIC) if script == "cyrillic" else word


def _is_latin(letter: str) -> bool:
    return letter < "\u0250"


def _is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter < "\u0530"
