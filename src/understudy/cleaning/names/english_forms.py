"""Names in English texts that their form tells: below a greeting, with initials, turned."""

import re
from collections.abc import Iterator
from itertools import pairwise

from understudy.cleaning.names.english_leads import is_certain
from understudy.cleaning.names.english_reading import WORD, Word
from understudy.cleaning.names.english_surnames import is_surname
from understudy.cleaning.names.english_things import NOBODY, THINGS
from understudy.cleaning.names.english_words import (
    LABELS,
    NAMED_AFTER,
    PLACES,
    ROLES,
    SIGN_OFFS,
    TITLES,
    WORDS,
)
from understudy.cleaning.names.given import NameLists
from understudy.core.people import same_name

_SIGNED = re.compile(
    rf"(?:\A|(?<=[\n.!?,])|(?<=[.!?,] ))[ \t]*(?i:{SIGN_OFFS})[,!.]?[ \t]*[ \n][ \t]*"
    rf"(?:(?i:{'|'.join(sorted(TITLES))}|aunt(?:ie|y)?|uncle|nan[ay]?|gran(?:dma|dad|pa|ny)?)\.? )?"
    r"(?P<name>[A-Z][\w'’\-]+(?: (?:[A-Z][\w'’\-]+|[A-Z]\.)){0,3})(?=[ \t]*(?:x{1,6}[ \t]*)?(?:\n"
    r"|,|\.|\Z))"
)
_INITIALS = re.compile(
    r"(?<![\w.])(?P<initials>[A-Z]\.(?:[ \u00a0]?[A-Z]\.){0,5})[ \u00a0]?"
    r"(?P<name>(?:[OD]['’])?[A-Z][^\W\d_]*[^\W\d_A-Z](?:[-'’][^\W\d_]+)?)"
)
_LISTED = re.compile(r"(?:, ?(?:\d\w{0,2}[.)]? )?| ?; ?| ?[|&/] ?)(?:and )?| and ")
_TURNED = re.compile(
    rf"(?m)(?:^(?:(?:Reply-To|(?i:{'|'.join(sorted(LABELS))}))\s?:)?|[|;\t]) ?"
    r"(?P<last>[A-Z][^\W\d_]+(?:[-'’][A-Z][^\W\d_]+)?), "
    r"(?P<given>[A-Z][^\W\d_]+)(?P<initials>(?: [A-Z](?![^\W_])\.?){0,2})"
    r"(?= ?(?:[|;\t\n<(]| {2}|\Z))"
)
_SHORTENED = re.compile(
    r"(?<![^\W_])(?:Benj|Chas|Danl|Edw|Edwd|Fredk|Geo|Jas|Jno|Jos|Margt|Matt|Nathl|Richd|Robt|Saml|"
    r"Theo|Thos|Wm)(?:\. | (?=[A-Z]\.))(?:[A-Z]\. ?){0,2}[A-Z][^\W\d_]+(?:[-'’][A-Z][^\W\d_]+)?"
)
_BORN = re.compile(
    r"(?m)(?:^|(?<=[.;|\t] )|(?<=[;|\t]))(?P<name>[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+){1,2})"
    r"(?=,? \(?(?:DOB|date of birth|MRN)[ :#.]{1,3}[\0\d])"
)
_BEGINS = re.compile(r"(?:\A|[\n\t|:(]) ?\Z")
_LOOK_BACK = 24
_NO_NAME = NAMED_AFTER | TITLES
_NO_SIGNER = WORDS | ROLES


def by_form(text: str, words: list[Word], lists: NameLists) -> Iterator[tuple[int, int]]:
    """Yield names that their form tells: below a greeting, behind initials, surname first."""
    kinds = {word.start: word for word in words}
    for match in _SIGNED.finditer(text):
        parts = [same_name(part) for part in match["name"].split()]
        is_word = any(part in _NO_SIGNER and part not in lists.given for part in parts)
        is_word = is_word or not THINGS.isdisjoint(parts)
        if not is_word and parts[0] not in TITLES:
            yield match.span("name")
    matches = [
        match
        for match in _INITIALS.finditer(text)
        if match.start("name") in kinds and kinds[match.start("name")].folded not in _NO_NAME
    ]
    listed = _side_by_side(text, matches)
    for match in matches:
        folded = kinds[match.start("name")].folded
        is_known = kinds[match.start("name")].is_given or is_surname(folded, lists.surnames)
        several = match["initials"].count(".") > 1 and match["initials"][:1] != "U"
        is_told = match.start() in listed or _is_led(text, match.start())
        if is_known or several or (is_told and folded not in WORDS):
            yield match.span()
    for match in _SHORTENED.finditer(text):
        yield match.span()
    for match in _BORN.finditer(text):
        if WORDS.union(lists.words).isdisjoint(map(same_name, WORD.findall(match["name"]))):
            yield match.span("name")
    for match in _TURNED.finditer(text):
        last, given = (same_name(match[part]) for part in ("last", "given"))
        if given in lists.given and last not in NOBODY and last not in PLACES:
            yield (match.start("last"), match.end("initials"))


def _is_led(text: str, start: int) -> bool:
    """Tell whether a title, a role, a field or a line's begin stands before initials."""
    if _BEGINS.search(text, max(0, start - 3), start) or is_certain(text, start):
        return True
    before = text[max(0, start - _LOOK_BACK) : start].rpartition("\n")[2].lower().split()
    return bool(before) and (before[-1] in ROLES or before[-1].rstrip(".") in TITLES)


def _side_by_side(text: str, matches: list[re.Match[str]]) -> set[int]:
    """Return where names with initials begin that stand in a list of such: nobody else does."""
    return {
        one.start()
        for pair in pairwise(matches)
        if _LISTED.fullmatch(text, pair[0].end(), pair[1].start())
        for one in pair
    }
