"""Columns whose values nobody should see in a terminal or in git.

By the name of the column and by what its values look like; on the safe side. It decides what is
*printed*, and takes nothing out of the data: that is `clean`'s.
"""

import re
from collections.abc import Sequence

from understudy.core.columns import tells_who

FREE_TEXT = re.compile("comment|note|комментар", re.IGNORECASE)
"""Names of columns in which people write what they like, of others as well."""
LOOKS = re.compile(
    r"\S+@\S+\.\S+"  # an address of mail
    r"|(?:\+|00)?[0-9][0-9 ()\-]{8,}[0-9]"  # a telephone, a card, a number of a document
    r"|\b[A-ZА-ЯЁ][a-zа-яё]+(?:-[A-ZА-ЯЁ][a-zа-яё]+)?[ ,]+[A-ZА-ЯЁ](?:[a-zа-яё]+|\.)"  # a name
    r"|\b[A-ZА-ЯЁ]\. ?(?:[A-ZА-ЯЁ]\. ?)?[A-ZА-ЯЁ][a-zа-яё]+"  # И. О. Фамилия
    r"|https?://|[0-9a-f]{16,}"  # what leads somewhere
)
DATED = re.compile(
    r"\b(?:[0-9]{4}[-./][0-9]{2}[-./][0-9]{2}|[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{2,4})\b"
)
"""Dates are digits and hyphens as telephones are."""
FEW = 0.05
"""Share of values that look personal from which the column does."""


def looks_personal(name: str, values: Sequence[str]) -> bool:
    """Tell whether a column may hold personal data.

    Args:
        name: Of the column.
        values: Its values, as far as they are known; blank ones say nothing.
    """
    if tells_who(name) or FREE_TEXT.search(name):
        return True
    filled = [value for value in values if value]
    found = sum(bool(LOOKS.search(DATED.sub("", value[:1000]))) for value in filled)
    return found > FEW * len(filled)
