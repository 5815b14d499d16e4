"""Postal addresses, Russian and English: street and house, with the town and the flat."""

import re

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import bare_streets, clues, streets, streets_abroad
from understudy.cleaning.signs.checks import DIGIT
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_NOISE = re.compile(r"[^\w]+")
_FURTHEST = 100
"""Code points before a street in which its town is looked for."""
_PIECE = 45
"""No town or region is longer."""
_PIECES = 6
_NEAR = 30


@FINDERS.register("address")
@finds("ADDRESS", needs=DIGIT)
def address(text: str, _: Context) -> list[Found]:
    """Find a street with a house, a village with a house, US towns with ZIP, UK postcodes.

    Towns, regions and streets alone stay: they are nobody's.
    """
    text = plain(text)
    found: list[Found] = []
    russian = streets.MAY_BE_RUSSIAN.search(text) is not None
    english = streets.MAY_BE_ENGLISH.search(text) is not None
    for match in streets.RUSSIAN.finditer(text) if russian else ():
        start = _with_town(text, match.start())
        behind = streets.INDEX_BEHIND.match(text, match.end())
        found.append(_made(text, start, behind.end() if behind else match.end()))
    for match in streets.ENGLISH.finditer(text) if english else ():
        if _is_street(text, match):
            found.append(_made(text, *match.span()))
    if bare_streets.MAY_BE_BARE.search(text):
        for match in bare_streets.BARE.finditer(text):
            group = next(name for name in ("lived", "told", "built", "town") if match[name])
            found.append(_made(text, _with_town(text, match.start(group)), match.end(group)))
    if streets_abroad.may_be(text):
        found += [_made(text, *match.span()) for match in streets_abroad.ABROAD.finditer(text)]
    for pattern in (streets.RUSSIAN_INDEX, streets.ZIP):
        for match in pattern.finditer(text):
            found.append(_made(text, *match.span("index")))
    return apart(found)


def _made(text: str, start: int, end: int) -> Found:
    """Return a find without the spaces and commas at its ends."""
    while end > start and text[end - 1] in " ,;\n":
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
        said = said or _is_behind_a_name(text, match)
        return said and not streets.NO_STREET.search(match[0])
    return True


def _is_behind_a_name(text: str, match: re.Match[str]) -> bool:
    """Tell a house that stands between a name and the end of a clause."""
    return (
        streets.USUAL_STREET.search(match[0]) is not None
        and streets.CLAUSE_BEHIND.match(text, match.end()) is not None
        and clues.before(streets.NAME_BEFORE, text, match.start(), _NEAR)
    )
