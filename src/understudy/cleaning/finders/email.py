"""E-mail addresses, also in other scripts and spelt out to hide them from programs."""

import re
from collections.abc import Iterator

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues
from understudy.cleaning.signs.checks import at
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_LOCAL = r"(?<![\w.+%-])[\w.+%-]{1,64}"
_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]+(?:'[\w.+%-]+)?@[\w-]+(?:\.[\w-]+)*\.(?:[^\W\d_]{2,}|xn--[\w-]+)(?!\w)"
)
# Bracketed, or Russian "собака" and "точка": "look at example dot com" is no address.
_DOT = r"[ ]?(?:[.,](?![ ,.])|[(\[{](?:dot|точка)[)\]}]|(?<= )(?:dot|точка|[.])(?= ))[ ]?"
_SPOKEN = r"(?:(?:[ ]?[(\[{](?:dot|точка)[)\]}][ ]?|[ ](?:dot|точка)[ ])[\w+%-]{1,64}){0,3}"
_SPELT = re.compile(
    rf"{_LOCAL}{_SPOKEN}[ ]?(?:[(\[{{](?:at|собач?ка|[aа]|эт)[)\]}}]|«собака»|"
    r"(?<= )собач?ка(?= ))"
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
# jane.doe at example dot org: a name that is no word, or beside a word for mail
_ANY_HOST = re.compile(
    r"(?<![\w.+%-])(?P<local>[a-z0-9][\w.+%-]{1,40}(?:[ ](?:dot|underscore|"
    r"dash)[ ][\w+%-]{1,30}){0,3})[ ]at[ ]"
    r"[a-z0-9-]{2,40}(?:[ ]dot[ ][a-z0-9-]{2,20}){0,2}[ ]dot[ ](?:com|org|net|edu|gov|io|ru|de|"
    r"uk|us|ca|au|in|ie|"
    r"fr|info|biz|example|me|eu|nz|za)(?!\w)",
    re.IGNORECASE,
)
# sam.k at gmail: a name that is no word
_NO_ENDING = re.compile(
    r"(?<![\w.+%-])(?=[a-z]*[0-9._+-])(?P<local>[a-z0-9][\w.+-]{2,40}) at (?:gmail|googlemail|"
    r"yahoo|hotmail|outlook|"
    r"icloud|protonmail)(?!\w)(?! (?:dot|\.))",
    re.IGNORECASE,
)
_MAIL = clues.words(
    r"e?-?mail\w*",
    r"write(?: to)?",
    r"reach\w*",
    r"contact\w*",
    r"address",
    r"send\w*",
    r"invite\w*",
    r"cc",
    r"forward\w*",
    r"inbox",
)
_MAIL_NEAR = 40
_CLONE = re.compile(r"git@[\w.-]+:")  # where programs are fetched from: nobody's address
# Spaces that slipped, and hosts in Russian words: masha @ mail.ru, маша собака мейл точка ру
_HOSTS = (
    r"(?:яндекс|ya(?:ndex)?|мейл|майл|маил|mail|гугл|г?мейл|жмейл|джимейл|gmail|рамблер|rambler|"
    r"бк|bk|инбокс|inbox|лист|list|аутлук|outlook|айклауд|icloud)"
)
_ENDINGS = r"(?:ру|ru|ком|com|рф|by|бай|ua|kz|кз|net|нет)"
_LOOSE = re.compile(
    rf"{_LOCAL}{_SPOKEN}(?: ?@ ?| (?:собач?ка|эт|at) )(?:{_HOSTS}(?: ?[.,] ?| (?:точка|dot) |"
    rf" ){_ENDINGS}(?!\w)"
    r"|(?<=@)[\w-]{1,63} точка [a-zа-я]{2,4}(?!\w)|(?<=@ )[a-z0-9-]{2,63}\.[a-z]{2,4}(?!\w))",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"@[\w-]+ (?:ru|com|ру|ком)(?!\w)| at (?:gmail|yahoo|hotmail|outlook|icloud)|"
    r"[(\[{](?:at|собака|[aа]|эт)[)\]}]|собач?ка| dot | эт |@ | @|@[\w.-]+(?:,| точка)",
    re.IGNORECASE,
)
_DOTS = re.compile(_DOT, re.IGNORECASE)
_AT = re.compile(
    r"[ ]?(?:[(\[{«](?:at|собач?ка|[aа]|эт)[)\]}»]|собач?ка|@|(?<= )(?:at|эт)"
    r"(?= ))[ ]?",
    re.IGNORECASE,
)


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
        for match in (
            *_SPELT.finditer(text),
            *_SAID.finditer(text),
            *_LOOSE.finditer(text),
            *_NO_ENDING.finditer(text),
            *_any_host(text),
        )
    ]
    return apart([*found, *spelt])


def _any_host(text: str) -> Iterator[re.Match[str]]:
    """Yield "jo.doe at example dot org": the name is no word, or a word for mail stands by."""
    for match in _ANY_HOST.finditer(text):
        beside = clues.before(_MAIL, text, match.start(), _MAIL_NEAR)
        beside = beside or clues.after(_MAIL, text, match.end(), _MAIL_NEAR)
        if beside or not match["local"].isalpha():
            yield match
