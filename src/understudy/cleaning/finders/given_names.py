"""Names in English texts of people whom nobody listed."""

import re
from collections.abc import Iterator

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.names.english import people
from understudy.cleaning.names.english_surnames import is_surname
from understudy.cleaning.names.english_things import THINGS
from understudy.cleaning.names.english_words import LABELS, MAKERS, NAMED_AFTER, PLACES, WORDS
from understudy.cleaning.names.given import name_lists
from understudy.cleaning.signs.blocks import blocks
from understudy.cleaning.stepping import Context
from understudy.core.language import language_of, language_within
from understudy.core.people import same_name

_LATIN = re.compile(r"[A-Za-z][.'’-]*[A-Za-z]").search  # initials are letters as well: J.D.
_OTHER_LETTERS = re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f\u1e00-\u1eff]").search
_WORDS = re.compile(r"[a-z]+")
_ENGLISH = LABELS | frozenset(
    [
        "btw",
        "dont",
        "hey",
        "im",
        "its",
        "lol",
        "pls",
        "thx",
        "u",
        "ur",
        "wheres",
        "whos",
        "lmao",
        "omg",
        "yeah",
        "gonna",
    ]
)
_OTHERS = WORDS | PLACES | MAKERS | NAMED_AFTER | THINGS
_SHORT = 120
"""Characters of a text whose language the names in it may hide."""
_OF_OTHERS = re.compile(
    r"(?<!\w)(?:och|att|og|und|ist|nicht|ich|mit|der|das|dem|den|ein|eine|les|est|et|je|pas|une|avec|pour"
    r"|los|las|que|por|para|muy|een|het|niet|jest|nie|che|non|della|bir|ile|ve|yang|dan|nous|vous|tu"
    r"|dla|pan|pani|hai|mera|aur|ang|mga|ng|estou|voc[eê]|n[aã]o|est[aá]|s[ií]|wie|wir|sie|auf|im|zu)(?!\w)"
)
# A known person's first name is hidden by now, and somebody else bears it as well.
_BEHIND_HIDDEN = re.compile(r"(?<=\0[ \u00a0])[A-Z][^\W\d_]{2,}(?:[-'’][A-Z][^\W\d_]+)?(?![\w&/-])")


def ready(_: Context) -> None:
    """Load the lists.

    Raises:
        MissingExtraError: Faker, which has them, is not installed.
    """
    name_lists()


@FINDERS.register("given_names")
@finds("PERSON", needs=_LATIN, ready=ready)
def given_names(text: str, context: Context) -> list[Found]:
    """Find people in the English parts of a text by lists of given names and what stands around.

    The persona stays.
    """
    found = []
    for offset, block in blocks(text):
        if not _is_english(block):
            continue
        for start, end in [*people(block, context.roster.vocabulary), *_surnames(block)]:
            name = block[start:end]
            who = context.roster.who(name, context.participants)
            if who is not None:
                found.append(Found(offset + start, offset + end, "PERSON", who or same_name(name)))
    return apart(found)


def _is_english(text: str) -> bool:
    """Tell whether a text is English, or too short for the names in it not to decide that."""
    if language_of(text) == "en":
        return True
    if len(text) > _SHORT or _OTHER_LETTERS(text) or _OF_OTHERS.search(text):
        return False
    words = _WORDS.findall(text.lower())
    if language_within(text, "en") == "en" or not _ENGLISH.isdisjoint(words):
        return True
    return not name_lists().words.isdisjoint(words)


def _surnames(text: str) -> Iterator[tuple[int, int]]:
    """Yield surnames that stand right behind something hidden and are no other words."""
    lists = name_lists()
    for match in _BEHIND_HIDDEN.finditer(text):
        folded = same_name(match[0])
        if (
            folded not in _OTHERS
            and folded not in lists.words
            and is_surname(folded, lists.surnames)
        ):
            yield match.span()
