"""Names in English texts of people whom nobody listed."""

import re

from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.names.english import people
from understudy.cleaning.names.given import name_lists
from understudy.cleaning.signs.blocks import blocks
from understudy.cleaning.stepping import Context
from understudy.core.language import language_of
from understudy.core.people import same_name

_LATIN = re.compile(r"[A-Za-z]{2}").search


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
        for start, end in people(block, context.roster.vocabulary):
            name = block[start:end]
            who = context.roster.who(name, context.participants)
            if who is not None:
                found.append(Found(offset + start, offset + end, "PERSON", who or same_name(name)))
    return found
