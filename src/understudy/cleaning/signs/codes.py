"""Codes that open something: PIN and the figures of a card, and what each language says of others.

The part of finder ``password`` for what is figures and has no name that says password.
"""

import re
from collections.abc import Iterator

from understudy.cleaning.signs import english_codes, russian_codes

_CARD = re.compile(
    r"(?<![^\W_])(?:(?:pin|пин)(?:[ -]?(?:code|код[а-яё]{0,2}))?(?:[ \t]+карты)?|passcode|cvv2?|"
    r"cvc2?|cvv2?/cvc2?|свс|цвв|[сц]вв[сш]?[а-яё]{0,2}|три цифры (?:на обороте|сзади|с (?:обратной|"
    r"той|другой) стороны)|код[а-яё]{0,2} (?:карты )?(?:с (?:обратной|той|другой|задней) стороны|"
    r"на (?:обороте|"
    r"обратной стороне)|с оборота|сзади)(?: карты)?|тр[её]хзначн[а-яё]{2,3} код[а-яё]{0,2})"
    r"(?![^\W_])"
    r"(?:[ \t]+(?:от|для|of|for|code)[ \t]+[^\W\d]{1,20}(?:[ \t]+[^\W\d]{1,20})?)?"
    r"(?P<sign>[ \t]{0,2}[:=—–-][ \t]{0,2}|[ \t]is[ \t]|[ \t]код[ \t]|[ \t])(?P<value>[0-9]{3,8})"
    r"(?![\w%]|[.,][0-9])",
    re.IGNORECASE,
)  # fmt: skip
_FIGURES = re.compile("[0-9]")
_FEWEST_OF_LISTS = 6
_FOUR = re.compile(r"(?:пин|pin)[ \t][0-9]{4}")
_NAMING = ("вв", "цифры", "cvv", "cvc", "свс", "цвв", "код", "code", "карты")
"""Of these, a figure may follow without a sign."""


def may_be(text: str, low: str) -> bool:
    """Tell whether one of the words may be in a text that has figures.

    Args:
        text: The text.
        low: The same in small letters.
    """
    return (
        ("pin" in low or "cv" in low or "passcode" in low)
        or (not low.isascii() and _may_be_russian(low))
        or english_codes.may_be(text)
    )


def _may_be_russian(low: str) -> bool:
    return russian_codes.may_be(low) or (
        "свс" in low or "цвв" in low or "свв" in low or "цифры" in low
    )


def find(text: str) -> Iterator[tuple[int, int]]:
    """Yield where codes stand in a plain text, in no order, some twice."""
    for match in _CARD.finditer(text):
        said = match[0].lower()
        named = any(word in said for word in _NAMING) or _FOUR.fullmatch(said)
        if named or match["sign"].strip():  # not "pin 13 of the board"
            yield match.span("value")
    spans = (
        [match.span("value") for match in russian_codes.find(text)]
        if russian_codes.may_be(text.lower())
        else []
    )
    spans += (
        [match.span("value") for match in english_codes.find(text)]
        if english_codes.may_be(text)
        else []
    )
    for span in spans:
        yield span
        yield from _more(text, *span)


def _more(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield further codes of the same shape: 8841 2210, 9917 3345 and 4471 0092."""
    if sum(sign.isdigit() for sign in text[start:end]) < _FEWEST_OF_LISTS:
        return
    shape = re.compile(
        rf"(?:[,;/]| and| or| и| или|, and|, or)[ \n]?(?P<value>"
        rf"{_FIGURES.sub('[0-9]', re.escape(text[start:end]))})(?![\w%]|[.,:/-][0-9])"
        r"(?! (?:more|of|руб|people|times|шт|раз))"
    )
    while match := shape.match(text, end):
        yield match.span("value")
        end = match.end()
