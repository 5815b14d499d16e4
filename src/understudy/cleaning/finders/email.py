"""E-mail addresses, also in other scripts."""

import re

from understudy.cleaning.checks import AT
from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.stepping import Context

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")


@FINDERS.register("email")
@finds("EMAIL", needs=AT)
def email(text: str, _: Context) -> list[Found]:
    """Find addresses with a dot in the domain; case does not count."""
    return [Found(*match.span(), "EMAIL", match[0].casefold()) for match in _EMAIL.finditer(text)]
