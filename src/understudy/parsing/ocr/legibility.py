"""How much of a text looks like words: what tells print from the junk of a failed recognition.

No dictionary: of any language in Latin or Cyrillic letters, words have vowels, one script, letters
of one case behind the first, and few consonants in a row.
"""

import functools
import re

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
CODE = re.compile(r"[^\W\d_]{1,4}[-/]?\d+|\d+[-/]?[^\W\d_]{1,4}")
"""``A4``, ``H-1``, ``3rd``, ``20кг``."""
NUMBER = re.compile(r"[+-]?[$€£₽#№§~<>]*\d[\d.,:;/×x%°+–—-]*\d*[%°$€£₽]*")
SHORTENED = re.compile(r"[(\"«“]?(?:[A-ZА-ЯЁ]|[a-zа-яё]{2,4})\.[,;:)]*")
"""``H.``, ``стр.``, ``(fig.``"""
MARK = re.compile(r"[-–—•·*&+=|/§№#→]+|[%‰$€£¥₽°©®™]|[.…]{2,}")
EDGES = ".,:;!?…\"'“”„«»‘’()[]{}<>*_-–—•·|/\\，。、；：！？（）【】《》「」『』"
VOWELS = {
    "latin": frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿāăąēęěīįōőœūůűų"),
    "cyrillic": frozenset("аеёиоуыэюяіїєўьъ"),
}
VOWEL = {script: re.compile(f"[{''.join(sorted(own))}]") for script, own in VOWELS.items()}
THRICE = re.compile(r"(.)\1\1", re.DOTALL)
SHORT = frozenset("aioueyàéèáíóúавикосуяіéєжбхл")
"""Words of one letter in languages that have any."""
IDEOGRAPHS = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
LONGEST = 32
LONGEST_ABBREVIATION = 5
MOST_CONSONANTS = 5
CLUSTER = {
    script: re.compile(f"[^{''.join(sorted(own))}]{{{MOST_CONSONANTS + 1}}}")
    for script, own in VOWELS.items()
}


def legibility(text: str) -> float:
    """Return the share of letters that stand in what looks like words: 0 to 1.

    Signs that are neither word nor number count as letters of none. A text without a letter or
    sign, only numbers, has 1. Other alphabets than Latin and Cyrillic are taken as they are.
    """
    right = wrong = 0
    for token in _tokens(text):
        is_right, letters = (_known if len(token) <= LONGEST else _weight)(token)
        right += letters * is_right
        wrong += letters * (not is_right)
    return right / (right + wrong) if right + wrong else 1.0


def is_legible(text: str, share: float) -> bool:
    """Tell whether the `legibility` of a text is at least a share: one look at half of it or so.

    Args:
        text: The text.
        share: 0 to 1.
    """
    tokens = _tokens(text)
    enough = share * sum(map(len, tokens))  # as if every character counted
    right = wrong = 0
    for token in tokens:
        is_right, letters = (_known if len(token) <= LONGEST else _weight)(token)
        if not is_right:
            wrong += letters
            continue
        right += letters
        if right >= enough:
            return True
    return right >= share * (right + wrong)


def _tokens(text: str) -> list[str]:
    if text.isascii():
        return text.split()
    return IDEOGRAPHS.sub(lambda found: f" {found[0]} ", text.replace("\u00ad", "")).split()


def _weight(token: str) -> tuple[bool, int]:
    """Tell whether a token looks like a word, and how many of its letters count."""
    core = token.strip(EDGES)
    if not core:
        return False, 0 if len(token) <= 3 or len(set(token)) <= 2 else len(token)
    if core.isalpha():  # most are: looked at first, for speed
        return _is_word(core) or SHORTENED.fullmatch(token) is not None, len(core)
    if NUMBER.fullmatch(core) or CODE.fullmatch(core) or MARK.fullmatch(core):
        return True, 0
    return bool(_is_wordlike(core) or SHORTENED.fullmatch(token)), len(core)


_known = functools.lru_cache(maxsize=50_000)(_weight)
"""Words come again and again: half the time of reading a PDF went into looking at them."""


def _is_wordlike(core: str) -> bool:
    if "@" in core or "://" in core or core.startswith("www."):
        return True
    parts = [part for part in re.split(r"[-/.,:;'’ʼ&()]+", core) if part]
    several = len(parts) > 1  # don't, e.g., т.е.
    return bool(parts) and all(
        part.isdigit() or (several and len(part) == 1) or _is_word(part) for part in parts
    )


def _is_word(word: str) -> bool:
    if not WORD.fullmatch(word) or len(word) > LONGEST:
        return bool(CODE.fullmatch(word))
    lower = word.lower()
    scripts = {"latin"} if lower.isascii() else {_script(letter) for letter in lower}
    if len(scripts) > 1 or scripts == {"other"}:
        return scripts == {"other"}
    if len(word) == 1:
        return lower in SHORT
    if word.isupper() and len(word) <= LONGEST_ABBREVIATION:
        return True
    has_one_case = word.isupper() or word[1:].islower() or _is_camel(word)
    return has_one_case and _can_be_said(lower, scripts.pop())


def _can_be_said(lower: str, script: str) -> bool:
    if len(lower) > 2 and not VOWEL[script].search(lower):
        return False
    return not THRICE.search(lower) and not CLUSTER[script].search(lower)


def _is_camel(word: str) -> bool:
    """Tell names such as ``McDonald`` and ``iPhone``: one capital inside, among small letters."""
    return len(word) > 4 and sum(letter.isupper() for letter in word[1:]) == 1


def _script(letter: str) -> str:
    if letter < "\u0250" or "\u1e00" <= letter < "\u1f00":
        return "latin"
    return "cyrillic" if "\u0400" <= letter < "\u0530" else "other"
