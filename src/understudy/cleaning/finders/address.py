"""Postal addresses, Russian and English: street and house, with the town and the flat."""

import re
from collections.abc import Iterator

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import (
    bare_streets,
    clues,
    homes,
    named_streets,
    streets,
    streets_abroad,
    usual_streets,
)
from understudy.cleaning.signs.checks import figure
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_NOISE = re.compile(r"[^\w]+")
_FURTHEST = 100
"""Code points before a street in which its town is looked for."""
_PIECE = 45
"""No town or region is longer."""
_PIECES = 6
_COMMA = ", "
_INDICES = frozenset(("zip", "zipcode", "post", "postal", "postcode", "eircode", "pin", "pincode"))
_NEAR = 30
_STREET_OF_TWO_WORDS = re.compile(r"[0-9]+[A-Za-z]?,? [A-Z][\w'’-]+ [A-Z][\w'’-]+ Dr\.")
"""With a point, which one word before it leaves to a doctor: 4 Mary Dr."""


@FINDERS.register("address")
@finds("ADDRESS", needs=figure)
def address(text: str, _: Context) -> list[Found]:
    """Find a street with a house, a village with a house, US towns with ZIP, UK postcodes.

    Towns, regions and streets alone stay: they are nobody's.
    """
    text = plain(text)
    # Most texts have letters of one script only.
    found = [] if text.isascii() else [_made(text, *span) for span in _russian(text)]
    if clues.spoken(text):
        found += [_made(text, *span) for span in _english(text)]
    return apart(found)


def _russian(text: str) -> Iterator[tuple[int, int]]:
    """Yield where Russian addresses stand."""
    for match in _streets(text):
        behind = streets.INDEX_BEHIND.match(text, match.end())
        yield _with_town(text, match.start()), behind.end() if behind else match.end()
    if bare_streets.MAY_BE_BARE.search(text):
        for match in bare_streets.BARE.finditer(text):
            group = next(name for name, value in match.groupdict().items() if value)
            yield _with_town(text, match.start(group)), match.end(group)
    if usual_streets.MAY_BE(text):
        for match in usual_streets.USUAL.finditer(text):
            group = next(name for name, value in match.groupdict().items() if value)
            yield _with_town(text, match.start(group)), match.end(group)
    for match in streets.RUSSIAN_INDEX.finditer(text):
        yield match.span("index")


def _english(text: str) -> Iterator[tuple[int, int]]:
    """Yield where addresses in Latin letters stand, of English and other countries."""
    words = clues.spoken(text)
    if streets.MAY_BE_ENGLISH.search(text):
        for match in streets.ENGLISH.finditer(text):
            if _is_street(text, match):
                yield match.span()
    if not homes.ALL.isdisjoint(words) or homes.MAY_BE_CODE(text):
        yield from _homes(text)
    if streets_abroad.may_be(text):
        for match in streets_abroad.ABROAD.finditer(text):
            yield match.span()
    for match in named_streets.NAMED.finditer(text) if named_streets.MAY_BE(text) else ():
        yield match.span(str(match.lastgroup))
    for match in streets.ZIP.finditer(text) if not _INDICES.isdisjoint(words) else ():
        yield match.span("index")


def _streets(text: str) -> Iterator[re.Match[str]]:
    """Yield Russian streets and flats; forms in capitals are read as if they were not."""
    written = text
    if streets.CAPITALS.search(text):
        written = streets.CAPITAL_WORD.sub(lambda word: word[0].capitalize(), text)
    if streets.MAY_BE_RUSSIAN.search(written):
        yield from streets.RUSSIAN.finditer(written)
    if " кв" in text or ",кв" in text:
        yield from streets.FLATS.finditer(text)


def _homes(text: str) -> Iterator[tuple[int, int]]:
    """Yield flats of named buildings, named houses, boxes, and streets in small letters."""
    words = clues.spoken(text)
    coded = homes.MAY_BE_CODE(text) is not None
    is_area = not homes.AREAS.isdisjoint(words)
    is_home = is_area and (coded or not homes.UNITS.isdisjoint(words))
    for match in homes.HOME.finditer(text) if is_home else ():
        if homes.IS_HOME.search(match[0]):
            behind = streets.ENGLISH.match(text, match.end() + len(_COMMA))
            joined = behind is not None and text.startswith(_COMMA, match.end())
            yield match.start(), behind.end() if behind and joined else match.end()
    is_plain = coded or (not homes.PLAINS.isdisjoint(words) and homes.MAY_BE_PLAIN(text))
    for match in homes.PLAIN.finditer(text) if is_plain else ():
        yield match.span()
    for match in homes.SMALL.finditer(text) if not homes.SMALLS.isdisjoint(words) else ():
        near = clues.before(homes.LIVES_AT, text, match.start(), _NEAR)
        if near and not streets.NO_STREET.search(match["name"]):
            yield match.span()


def _made(text: str, start: int, end: int) -> Found:
    """Return a find without the spaces, commas and quotes at its end."""
    while end > start and text[end - 1] in " ,;\n'’":
        end -= 1
    return Found(start, end, "ADDRESS", _NOISE.sub(" ", text[start:end]).strip().casefold())


def _with_town(text: str, start: int) -> int:
    """Return where an address begins whose street is at ``start``."""
    earliest = max(0, start - _FURTHEST)
    for _ in range(_PIECES):
        match = streets.BEFORE_RUSSIAN.search(text, max(earliest, start - _PIECE), start)
        if match is None or match.start() == start:
            break
        start = match.start()
    return start


def _is_street(text: str, match: re.Match[str]) -> bool:
    """Tell a street from other things that are counted: 5 blocks down the road, 1 Hard Drive."""
    if match["small"]:
        return not streets.NO_STREET.search(match["small"])
    if match["unsure"] and not match["region"]:
        said = clues.before(streets.LIVES, text, match.start(), _NEAR)
        said = said or streets.TOWN_BEHIND.match(text, match.end()) is not None
        said = said or _is_usual(text, match) or bool(match["flat"])
        said = said or match[0][0].isalpha()  # a flat before the house
        return said and not streets.NO_STREET.search(match[0])
    return True


def _is_usual(text: str, match: re.Match[str]) -> bool:
    """Tell a house in a street of a usual kind that ends a clause."""
    return (
        streets.USUAL_STREET.search(match[0]) is not None
        and streets.CLAUSE_BEHIND.match(text, match.end()) is not None
    ) or _STREET_OF_TWO_WORDS.fullmatch(match[0]) is not None
