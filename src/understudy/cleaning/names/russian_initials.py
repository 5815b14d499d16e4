"""Surnames with initials in a Russian text, and initials alone behind a role."""

import re
from collections.abc import Iterator

from understudy.cleaning.names.morphology import has_surname_ending
from understudy.cleaning.names.russian_reading import Span, Word

_CAPITALISED = r"[А-ЯЁ](?:[а-яё]+(?:[-‐‑][А-ЯЁ][а-яё]+)?|[А-ЯЁ]{2,}(?:[-‐‑][А-ЯЁ]{2,})?)"
_S = r"[ \u00a0]?"
_I = r"[А-ЯЁ](?:[-‐‑][А-ЯЁ])?"
_INITIALS = re.compile(
    rf"(?<!\w)(?:(?P<last>{_CAPITALISED})[ \u00a0]+{_I}\.(?P<two>{_S}{_I}(?:\.|(?!\w)))?"
    rf"|{_I}\.(?P<three>{_S}{_I}\.)?{_S}(?P<first>{_CAPITALISED}))"
)
_BARE = re.compile(rf"(?<!\w)(?P<last>{_CAPITALISED})[ \u00a0](?:[А-ЯЁ]{{2}}|[А-ЯЁ] [А-ЯЁ])(?!\w)")
_SMALL = re.compile(
    r"(?<!\w)(?P<last>[а-яё]{4,})[ \u00a0](?:[а-яё]\.[ ]?[а-яё](?:\.|(?!\w))|[а-яё] [а-яё](?!\w))"
)
_ABBREVIATIONS = ("д.р", "г.р", "т.д", "т.е", "т.к", "т.п", "н.э", "в.и", "и.о", "и.п")
_LETTER = re.compile(r"\.|[-‐‑](?=[а-яё])")


def with_initials(text: str, words: list[Word]) -> list[Span]:
    """Return surnames with initials; with one initial only where something else speaks for it."""
    by_start = {word.start: word for word in words}
    by_end = {word.end: word for word in words}
    found = [
        Span(word.start, word.end + 1)
        for word in words
        if word.has_role and len(word.text) == 1 and word.is_capital and text[word.end :][:1] == "."
    ]
    for match in _INITIALS.finditer(text):
        start, end = match.span("last") if match["last"] else match.span("first")
        word = by_start.get(start) or by_end.get(end)
        if word is None or word.is_named_after:
            continue
        is_telling = word.is_person or word.is_tagged or word.sense.surname >= 0.3
        is_telling = is_telling or (match["first"] is not None and has_surname_ending(word.text))
        if match["two"] or match["three"] or is_telling:
            found.append(Span(*match.span()))
    return [*found, *_without_dots(text, by_start)]


def _without_dots(text: str, by_start: dict[int, Word]) -> Iterator[Span]:
    """Yield surnames with initials in small letters, or without dots: *петрова м.с.*, *Ким О Д*."""
    for pattern in (_SMALL, _BARE):
        for match in pattern.finditer(text):
            word = by_start.get(match.start())
            is_short = text[match.end("last") + 1 :].startswith(_ABBREVIATIONS)
            if word is not None and not is_short and _is_surname(word):
                yield Span(*match.span())


def _is_surname(word: Word) -> bool:
    sense = word.sense
    return not word.is_named_after and (
        sense.surname >= 0.5 or (not sense.is_known and has_surname_ending(word.text))
    )
