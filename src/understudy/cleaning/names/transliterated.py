"""Russian names in Latin letters, in a Russian text: *Sergey Ivanov*, *Aigul Sadykova*.

There are many ways to write a name so, and all are read as one: `_sound` takes what they differ in
away. A first name alone is too often a firm's, so that a surname or an initial has to follow.
"""

import functools
import re

from understudy.cleaning.names.russian_given import USUAL

_FATHERS = r"(?:[ \u00a0][A-Z][A-Za-z]+(?i:vich|vna|ichna|ich))?"
_RUN = re.compile(
    r"(?<![\w@/.])(?:(?P<given>[A-Z][a-z]{1,14})[ \u00a0](?:[A-Z]\.[ ]?)?"
    r"(?P<last>[A-Z][a-z]{2,20}|[A-Z]\.)"
    r"|(?P<last2>[A-Z][a-z]{2,20})[ \u00a0](?P<given2>[A-Z][a-z]{1,14}))(?![\w@/])"
)
# As passports and tickets have them: IVANOVA MARIA, IVANOV/IVAN MR
_CAPITALS = re.compile(
    r"(?<![\w@/.])(?:(?P<given>[A-Z]{3,15})[ \u00a0/](?P<last>[A-Z]{5,20})"
    rf"|(?P<last2>[A-Z]{{5,20}})[ \u00a0/](?P<given2>[A-Z]{{3,15}}){_FATHERS})"
    r"(?:[ ](?:MRS?|MS|MISS|MSTR))?(?![\w@/])"
)
_SURNAME = re.compile(
    r"(?i).{2,}(?:[eo](?:v|ff|w)a?|[iy]n[a]?|[st]?s[ck](?:iy|yi|y|i|aya|aia|aja)|enko|ch?uk|i?[yi]?an|"
    r"shvili|dze|iev[a]?|li)"
)
_SOUNDS = (
    ("shch", "ш"), ("sch", "ш"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"),
    ("x", "кс"), ("ct", "кт"), ("ph", "ф"), ("ya", "а"), ("ia", "а"), ("ja", "а"), ("yu", "у"),
    ("iu", "у"),
    ("ju", "у"), ("ye", "е"), ("je", "е"), ("ie", "е"), ("yo", "е"), ("io", "е"), ("jo", "е"),
)  # fmt: skip
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абсдефгхийклмнопкрстуввхиз")
_CYRILLIC = str.maketrans("яюёэыйщк", "ауееиишк", "ьъ")
_TWICE = re.compile(r"(.)\1+")


def transliterated(text: str) -> list[tuple[int, int]]:
    """Return where full names in Latin letters stand: start and end."""
    found = []
    for match in (*_RUN.finditer(text), *_CAPITALS.finditer(text)):
        given, last = match["given"] or match["given2"], match["last"] or match["last2"]
        if _is_name(given, last) or _is_name(last, given):
            found.append(match.span())
    return found


def _is_name(given: str, last: str) -> bool:
    is_last = last[-1] == "." or _SURNAME.fullmatch(last) is not None
    return is_last and _sound_of_latin(given) in _sounds()


def is_given(word: str) -> bool:
    """Tell a first name in Latin letters."""
    return word.isascii() and word.istitle() and _sound_of_latin(word) in _sounds()


def _sound_of_latin(word: str) -> str:
    folded = word.lower()
    for letters, sound in _SOUNDS:
        folded = folded.replace(letters, sound)
    return _sound(folded.translate(_LETTERS))


def _sound(word: str) -> str:
    folded = word.translate(_CYRILLIC).replace("дж", "ж").replace("ц", "с").replace("ие", "е")
    return _TWICE.sub(r"\1", folded.replace("иа", "а").replace("иу", "у"))


@functools.cache
def _sounds() -> frozenset[str]:
    return frozenset(_sound(name) for name in USUAL)
