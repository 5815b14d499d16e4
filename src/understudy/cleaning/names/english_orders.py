"""Names in English texts that the order of their parts tells: R Okafor, OKAFOR Rita, mrs okafor."""

import re
from collections.abc import Iterator

from understudy.cleaning.names.english_leads import is_certain
from understudy.cleaning.names.english_reading import Word
from understudy.cleaning.names.english_surnames import is_surname
from understudy.cleaning.names.english_things import NOBODY, THINGS
from understudy.cleaning.names.english_told import is_known_surname
from understudy.cleaning.names.english_words import DEEDS, GREETINGS, ROLES, WORDS
from understudy.cleaning.names.given import NameLists
from understudy.cleaning.names.ordinary import ORDINARY
from understudy.core.people import same_name

_PART = r"[A-Z][\w'’-]{1,30}"
_INITIALS = r"(?P<initials>(?: [A-Z](?![^\W_])\.?){0,2})(?![\w-])"
_APART = r"(?<![\w.'’&/-])"
_BARE = re.compile(
    rf"{_APART}(?:(?P<given>[A-Z]{{3,20}}[ \u00a0])(?=[A-Z] [A-Z]{{3}}))?(?:[A-Z]{{1,2}}"
    rf"|[A-Z] [A-Z])[ \u00a0]"
    rf"(?P<name>(?:(?:da|de|del|di|van|von|el|al)[ -])?{_PART})(?!\w)"
)
_BARE_SMALL = re.compile(rf"{_APART}[b-hj-z]\.? (?P<name>[a-z][a-z'’-]{{3,30}})(?![\w-])")
_INITIAL_LAST = re.compile(
    rf"{_APART}(?P<name>{_PART}),? [A-Z](?:\.(?: ?[A-Z]\.)?(?! [A-Z][a-z])|(?=[,;|)\n\t]| \d"
    rf"|\Z))(?!\w)"
)
_TURNED = (
    re.compile(rf"{_APART}(?P<last>[A-Z][A-Z'’-]{{1,30}}),? (?P<given>{_PART}){_INITIALS}"),
    re.compile(
        rf"(?m)(?:^|(?<=[|;\t\"“(])|(?<=: )|(?<=[;"
        rf"|] ))(?P<last>{_PART}), (?P<given>{_PART}){_INITIALS}"
    ),
    re.compile(rf"(?m)(?:^|(?<=[|\t,;]))(?P<last>{_PART})[|\t,;](?P<given>{_PART})(?=[|\t,;]|$)"),
    re.compile(rf"(?m)(?:^|(?<=[|\t,;]))(?P<given>{_PART})[|\t,;](?P<last>{_PART})(?=[|\t,;]|$)"),
    re.compile(
        rf"(?<![\w-])(?P<given>{_PART}) [\"“‘'(][A-Z][\w -]{{1,20}}[\"”’')] (?P<last>{_PART})"
    ),
)
"""Surname first, in capitals or before a comma; in cells of a table; around a nickname."""
_CERTAIN_FORMS = re.compile(
    r"(?<![\w/])[A-Z]{2,30}/[A-Z]{2,30}(?= ?(?:MR|MRS|MS|MISS|MSTR|DR)(?!\w))"
    r"|(?<![\w.])(?:[A-Z]\.){2,3}(?=,? \(?\d{1,3} ?(?:[MFmf]\b|y/?o\b|years?\b))"
    r"|(?<=[Ii]nitials[ :])(?: ?[A-Z]\.?){2,3}(?!\w)"
)
"""On tickets, and initials of whom an age tells that they are somebody."""
_SPELLED = re.compile(
    r"(?i)(?<!\w)(?:name(?: is|['’]s)?|surname(?: is)?|spel(?:led|t|ling)|spell it|it['’]?s"
    r"|that['’]?s"
    r"|as)[:,]? (?P<name>(?:[a-z][ -]){4,15}[a-z])(?!\w)"
)
_TITLED_SMALL = re.compile(
    r"(?<![\w.'’-])(?P<title>mrs?|ms|mister|missus|dr|doctor|cllr|prof|nurse|pastor|sir)\.? "
    r"(?P<name>(?:o['’])?[a-z]{3,30}(?:[-'’](?!s\b)[a-z]+)?)(?![\w-])"
)
_SMALL_FIELD = re.compile(
    r"(?m)(?:^|(?<=[.,;] ))(?:pt|patient|(?:full )?name)(?: is"
    r"|:)? (?P<name>[a-z]{3,30} [a-z]{3,30})"
    r"(?=,? (?:dob|d\.o\.b|born|aged?|mob|tel|phone|email|nhs|mrn)(?!\w))"
)
_IN_BRACKETS = re.compile(r"[(\[](?P<name>[A-Z][\w'’-]{2,30})(?=[)\],])")
_TITLE_BEFORE = re.compile(r"(?i)(?<!\w)(?:mr|mrs|ms|miss|dr)\.? \Z")
_NO_SURNAME = THINGS | GREETINGS | (WORDS - ORDINARY)


def by_order(text: str, words: list[Word], lists: NameLists) -> Iterator[tuple[int, int]]:
    """Yield names that the order of their parts tells.

    Args:
        text: The text; NUL is what is hidden already.
        words: Its words.
        lists: Lists of names.
    """
    kinds = {word.start: word for word in words}
    yield from _with_initials(text, kinds, lists)
    yield from _turned(text, kinds, lists)
    yield from (match.span() for match in _CERTAIN_FORMS.finditer(text))
    yield from (match.span("name") for match in _SPELLED.finditer(text))
    for match in _TITLED_SMALL.finditer(text):
        if _is_titled(match, lists):
            yield match.span("name")
    for match in _SMALL_FIELD.finditer(text):
        if NOBODY.isdisjoint(match["name"].split()):
            yield match.span("name")
    for match in _IN_BRACKETS.finditer(text):
        word = kinds.get(match.start("name"))
        if word is not None and is_known_surname(word, lists):
            yield match.span("name")


def _with_initials(
    text: str, kinds: dict[int, Word], lists: NameLists
) -> Iterator[tuple[int, int]]:
    for pattern in (_BARE, _BARE_SMALL, _INITIAL_LAST):
        for match in pattern.finditer(text):
            last = match["name"].rpartition(" ")[2]
            word = kinds.get(match.end("name") - len(last))
            is_told = pattern is _BARE and _is_told_bare(text, match.start(), word)
            if is_told or _is_surname(last, word, lists):
                yield _start(match), match.end()


def _start(match: re.Match[str]) -> int:
    """Return where a name with initials begins, with a first name in capitals before them."""
    given = match.groupdict().get("given")
    is_word = given is None or same_name(given.strip()) in NOBODY | ROLES
    return match.end("given") if given and is_word else match.start()


def _turned(text: str, kinds: dict[int, Word], lists: NameLists) -> Iterator[tuple[int, int]]:
    for pattern in _TURNED:
        for match in pattern.finditer(text):
            given, last = same_name(match["given"]), same_name(match["last"])
            if given not in lists.given or given in NOBODY or given in lists.words:
                continue
            in_capitals = pattern is _TURNED[0] and len(last) > 3 and match[0][len(last)] == ","
            is_told = in_capitals and last not in NOBODY and last not in lists.words
            if is_told or _is_surname(match["last"], kinds.get(match.start("last")), lists):
                yield min(match.start("last"), match.start("given")), match.end()


def _is_told_bare(text: str, start: int, word: Word | None) -> bool:
    """Tell whether initials without dots and a word that no list has stand where a name does."""
    if word is None or word.is_doubtful or word.folded in THINGS:
        return False
    return (
        is_certain(text, start) or _TITLE_BEFORE.search(text, max(0, start - 6), start) is not None
    )


def _is_titled(match: re.Match[str], lists: NameLists) -> bool:
    """Tell whether a title in small letters stands before a name: "mrs patel", not "dr said"."""
    folded = same_name(match["name"])
    if folded in NOBODY or folded in lists.words or folded in ROLES or folded in DEEDS:
        return False
    is_certain_title = match["title"][0] == "m"
    return is_certain_title or is_surname(folded, lists.surnames) or folded in lists.given


def _is_surname(name: str, word: Word | None, lists: NameLists) -> bool:
    folded = same_name(name)
    if folded in lists.words or folded in _NO_SURNAME:
        return False
    is_other = word is not None and word.is_doubtful and not name.isupper()
    return not is_other and is_surname(folded, lists.surnames)
