"""Names in Russian texts of people whom nobody listed.

References:
    natasha 1.6, https://github.com/natasha/natasha: its tagger (slovnet) and word vectors (navec)
    travel in its wheel, so nothing is downloaded. pymorphy3 says what a word can be; natasha's own
    dictionary, pymorphy2, does not run on Python 3.11.
"""

import functools
import re
from typing import Any

from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.names.morphology import dictionary, lemma
from understudy.cleaning.names.russian import people
from understudy.cleaning.names.russian_reading import Span
from understudy.cleaning.signs.blocks import blocks
from understudy.cleaning.stepping import Context
from understudy.core.extras import need
from understudy.core.language import language_of

_CYRILLIC = re.compile(r"[а-яёА-ЯЁ]{2}").search
_SHORT = 100
_OF_OTHERS = re.compile(r"[^а-яёА-ЯЁ\W\d_a-zA-Z]")
"""Letters that Russian lacks."""
_CYRILLIC_LETTER = re.compile(r"[а-яёА-ЯЁ]")
_LATIN_LETTER = re.compile(r"[a-zA-Z]")
_PART = re.compile(r"[^\W\d_]+")


def ready(_: Context) -> None:
    """Load the tagger and the dictionary.

    Raises:
        MissingExtraError: natasha or pymorphy3 is not installed.
    """
    _tagger()
    dictionary()


@FINDERS.register("natasha")
@finds("PERSON", needs=_CYRILLIC, ready=ready)
def natasha(text: str, context: Context) -> list[Found]:
    """Find people in the Russian parts of a text; the persona stays."""
    found = []
    for start, block in blocks(text):
        if not _is_russian(block):
            continue
        for span in people(block, _tagged, context.roster.vocabulary):
            name = block[span.start : span.end]
            who = context.roster.who(name, context.participants)
            if who is not None:
                who = who or lemma(tuple(_PART.findall(name)))
                found.append(Found(start + span.start, start + span.end, "PERSON", who))
    return found


def _is_russian(text: str) -> bool:
    """Tell whether a text is Russian; a short one may be as long as nothing says otherwise.

    A line of initials and abbreviations looks like any language in Cyrillic letters.
    """
    if language_of(text) == "ru":
        return True
    if len(text) > _SHORT or _OF_OTHERS.search(text):
        return False
    return len(_CYRILLIC_LETTER.findall(text)) >= len(_LATIN_LETTER.findall(text))


def _tagged(text: str) -> list[Span]:
    """Ask the tagger for people; what is hidden is no word to it."""
    spans = _tagger()(text.replace("\0", "_")).spans
    return [Span(span.start, span.stop) for span in spans if span.type == "PER"]


@functools.cache
def _tagger() -> Any:
    plugin = "finder 'natasha'"
    need("slovnet", extra="ner", plugin=plugin)  # it does the work, so its version counts
    package = need("natasha", extra="ner", plugin=plugin)
    return package.NewsNERTagger(package.NewsEmbedding())
