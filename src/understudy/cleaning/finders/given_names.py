"""Names in English texts of people whom nobody listed."""

import re

from understudy.cleaning.english_names import people
from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.stepping import Context
from understudy.core.language import language_of
from understudy.core.people import same_name

_LATIN = re.compile(r"[A-Za-z]{2}").search


@FINDERS.register("given_names")
@finds("PERSON", needs=_LATIN)
def given_names(text: str, context: Context) -> list[Found]:
    """Find people in an English text by lists of given names and what stands around; the persona stays.

    Raises:
        MissingExtraError: Faker, which has the lists, is not installed.
    """
    if language_of(text) != "en":
        return []
    found = []
    for start, end in people(text):
        name = text[start:end]
        who = context.roster.who(name, context.participants)
        if who is not None:
            found.append(Found(start, end, "PERSON", who or same_name(name)))
    return found
