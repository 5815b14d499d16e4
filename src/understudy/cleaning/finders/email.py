"""E-mail addresses, also in other scripts and spelt out to hide them from programs."""

import re

from understudy.cleaning.checks import at
from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.spelling import plain
from understudy.cleaning.stepping import Context

_LOCAL = r"(?<![\w.+%-])[\w.+%-]{1,64}"
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
# Bracketed, or Russian "собака" and "точка": "look at example dot com" is no address.
_DOT = r"[ ]?(?:\.|[(\[{](?:dot|точка)[)\]}]|(?<= )(?:dot|точка)(?= ))[ ]?"
_SPELT = re.compile(
    rf"{_LOCAL}[ ]?(?:[(\[{{](?:at|собака|a)[)\]}}]|(?<= )собака(?= ))[ ]?[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,4}}",
    re.IGNORECASE,
)
_DOTS = re.compile(_DOT, re.IGNORECASE)
_AT = re.compile(r"[ ]?(?:[(\[{](?:at|собака|a)[)\]}]|собака)[ ]?", re.IGNORECASE)


@FINDERS.register("email")
@finds("EMAIL", needs=at)
def email(text: str, _: Context) -> list[Found]:
    """Find addresses with a dot in the domain; case does not count."""
    text = plain(text)
    found = [Found(*match.span(), "EMAIL", match[0].casefold()) for match in _EMAIL.finditer(text)]
    spelt = [
        Found(*match.span(), "EMAIL", _DOTS.sub(".", _AT.sub("@", match[0], count=1)).casefold())
        for match in _SPELT.finditer(text)
    ]
    return apart([*found, *spelt])
