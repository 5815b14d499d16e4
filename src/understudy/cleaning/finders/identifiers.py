"""Numbers that the tables say are somebody's: columns of the role ``identifier``."""

import re

from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.stepping import Context


@FINDERS.register("identifiers")
@finds("ID", needs=re.compile(r"\d").search)
def identifiers(text: str, context: Context) -> list[Found]:
    """Find what a column of the role ``identifier`` holds, however it is spaced.

    Only what has five letters and digits or more, three digits among them: less is found in any
    number. Its kind is that of the column.
    """
    return [Found(*one) for one in context.identifiers.find(text)]
