"""E-mail addresses, also in other scripts and spelt out to hide them from programs."""

import re

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs.checks import at
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_LOCAL = r"(?<![\w.+%-])[\w.+%-]{1,64}"
_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]+(?:'[\w.+%-]+)?@[\w-]+(?:\.[\w-]+)*\.(?:[^\W\d_]{2,}|xn--[\w-]+)(?!\w)"
)
# Bracketed, or Russian "собака" and "точка": "look at example dot com" is no address.
_DOT = r"[ ]?(?:\.|[(\[{](?:dot|точка)[)\]}]|(?<= )(?:dot|точка)(?= ))[ ]?"
_SPOKEN = r"(?:(?:[ ]?[(\[{](?:dot|точка)[)\]}][ ]?|[ ](?:dot|точка)[ ])[\w+%-]{1,64}){0,3}"
_SPELT = re.compile(
    rf"{_LOCAL}{_SPOKEN}[ ]?(?:[(\[{{](?:at|собака|a)[)\]}}]|(?<= )собака(?= ))"
    rf"[ ]?[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,4}}",
    re.IGNORECASE,
)
# Without brackets only at the usual hosts of mail.
_SAID = re.compile(
    rf"{_LOCAL}{_SPOKEN} at (?:gmail|googlemail|mail|e-?mail|yandex|ya|yahoo|hotmail|outlook|live|"
    r"icloud|proton|protonmail|gmx|aol|rambler|bk|inbox|list)"
    r" dot (?:com|ru|net|org|de|uk|co dot uk|by|ua|kz|me)(?!\w)",
    re.IGNORECASE,
)  # fmt: skip
_CLONE = re.compile(r"git@[\w.-]+:")  # where programs are fetched from: nobody's address
_SIGN = re.compile(r"[(\[{](?:at|собака|a)[)\]}]|собака| dot ", re.IGNORECASE)
_DOTS = re.compile(_DOT, re.IGNORECASE)
_AT = re.compile(r"[ ]?(?:[(\[{](?:at|собака|a)[)\]}]|собака|(?<= )at(?= ))[ ]?", re.IGNORECASE)


@FINDERS.register("email")
@finds("EMAIL", needs=at)
def email(text: str, _: Context) -> list[Found]:
    """Find addresses with a dot in the domain; case does not count."""
    text = plain(text)
    found = [
        Found(*match.span(), "EMAIL", match[0].casefold())
        for match in _EMAIL.finditer(text)
        if not _CLONE.match(text, match.start())
    ]
    if not _SIGN.search(text):
        return found
    spelt = [
        Found(*match.span(), "EMAIL", _DOTS.sub(".", _AT.sub("@", match[0], count=1)).casefold())
        for match in [*_SPELT.finditer(text), *_SAID.finditer(text)]
    ]
    return apart([*found, *spelt])
