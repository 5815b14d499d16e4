"""Names in English texts of people whom nobody listed."""

import re
from collections.abc import Iterator

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.names.english import people
from understudy.cleaning.names.english_words import MAKERS, NAMED_AFTER, PLACES, WORDS
from understudy.cleaning.names.given import name_lists
from understudy.cleaning.signs.blocks import blocks
from understudy.cleaning.stepping import Context
from understudy.core.language import language_of
from understudy.core.people import same_name

_LATIN = re.compile(r"[A-Za-z]{2}").search
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
        if language_of(block) != "en":
            continue
        for start, end in [*people(block, context.roster.vocabulary), *_surnames(block)]:
            name = block[start:end]
            who = context.roster.who(name, context.participants)
            if who is not None:
                found.append(Found(offset + start, offset + end, "PERSON", who or same_name(name)))
    return apart(found)


def _surnames(text: str) -> Iterator[tuple[int, int]]:
    """Yield surnames that stand right behind something hidden and are no other words."""
    lists = name_lists()
    others = WORDS | PLACES | MAKERS | NAMED_AFTER | lists.words
    for match in _BEHIND_HIDDEN.finditer(text):
        folded = same_name(match[0])
        if folded in lists.surnames and folded not in others:
            yield match.span()
