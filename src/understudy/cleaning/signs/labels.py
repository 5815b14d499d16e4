r"""One grammar for English numbers that have a name: a label, what links it, and a value.

``acc no 4417 8812``, ``passport (UK) #: 533401930``, ``his NI number is now QQ 12 34 56 C``,
``membership number on my card is ...``; or the other way round: ``533401930 is my passport no``.
Finders give the labels, and say which need more than a space behind them.
"""

import re
from collections.abc import Iterator

from understudy.cleaning.signs import clues

_NUMBER = (
    r"(?:(?:[ _-]|(?<=\.))?(?:numbers?|num|nbr|nmbr|no|nos|nr|id|card|code|details|ref|reference)"
    r"(?![^\W_])\.?|[ ]?(?:#|№|n°))"
)
_SIGN = r"(?:[ ]?[:=>|—–]|[ ]?-(?=[ ])|[ ]?\n|\t)"
_VERB = (
    r"(?:[ ](?:is|are|was|reads?|says|goes|given as|(?:(?:was|is|got|has been) )?(?:re)?set to|"
    r"(?:(?:was|is|got|has been) )?changed to|shows|(?:will|would|should|must) be|being)"
    r"(?![^\W_])|['’]s(?![^\W_]))"
)
_ASIDE = (
    r"(?:[ ](?:now|still|just|changed|actually|currently|apparently|again|also|like|um|uh|eh|only|"
    r"your|"
    r"my|the|new|old)"
    r"(?![^\W_])|[ ]?\((?![^)]*[0-9]{3})[^()\0\n]{1,24}\)|,)"
)
# "for the flat", "on my card", where a sign or a verb follows; whose it is: "for Anna:"
_ON = (
    r"(?:[ ](?:for|on|of|from|at|with|in|to)(?:[ ][a-z'’.]{1,14}){1,3}?"
    rf"(?=[ ]?[:=]|{_VERB}))"
)
_LINK = rf"(?:{_NUMBER}|{_VERB}|{_SIGN})"
_LOOSE = rf"(?:{_LINK}|{_ON}|{_ASIDE}){{0,6}}"
_TIED = rf"{_ON}?{_ASIDE}?{_LINK}(?:{_LINK}|{_ON}|{_ASIDE}){{0,5}}"
_OPEN = r"[ \"'“(\[*`]{0,3}[#№]?"

CODE = (
    r"(?:(?!(?:is|no|id|on|in|at|of|to|the|was)[ ])(?-i:[A-Z]{1,5})[ ](?=[0-9]))?"
    r"(?=[A-Z]{0,12}[-/.]?[A-Z]{0,8}[-/.]?[0-9])[A-Z0-9]{1,20}(?:[-/.][A-Z0-9]{1,14}"
    r"|[ ](?!(?:19|20)[0-9]{2}(?![0-9]))(?=[A-Z]{0,4}[0-9])(?![0-9]{1,2}(?:st|nd|rd|th|"
    r"[ap]m)(?![^\W_]))"
    r"[A-Z0-9]{2,10}|[ ]-[ ](?=[0-9]{3})[0-9]{3,8}){0,6}"
    r"(?:[ ](?:(?-i:[B-HJ-Z])|[A-Z]{1,2}(?=[ ]?(?:[,;)\n]|\.(?![a-z0-9])|\Z)))(?![\w.'’]))?"
)
"""Letters and figures in groups, with figures among them."""

_UNIT = re.compile(
    r"(?i) ?(?:%|°|x[0-9 ]|(?:gbp|usd|eur|euros?|dollars?|pounds?|quid|bucks|rupees|people|users?|"
    r"members?|customers?|patients?|employees|years?|yrs?|days?|weeks?|wks?|months?|hours?|hrs?|"
    r"minutes?|mins?|seconds?|secs?|ms|pages?|times|rows?|items?|units?|points?|lines?|files?|"
    r"copies|gb|mb|tb|kb|kg|mg|ml|mcg|km|mi|miles?|mm|cm|mbps|mhz|ghz|mah|btu|am|pm|"
    r"inch(?:es)?|ft|feet|foot|met(?:re|er)s?|yards?|lit(?:re|er)s?|oz|lbs?|stone|cents|wide|tall|long|"
    r"high|deep|bhp|percent|per|in total|percentile|and a half|degrees?|deg)(?![^\W_]))"
)
_MONEY_BEFORE = re.compile(r"[$€£₽] ?\Z")
_NO_CODE = re.compile(
    r"(?:19|20)[0-9]{2}|[0-9]{1,3}(?:,[0-9]{3})+"
    r"|(?:(?:0?[1-9]|1[0-2])[-/.][0-3]?[0-9]|[0-3]?[0-9][-/.](?:0?[1-9]|1[0-2]))[-/.](?:[0-9]{4}|[0-9]{2})"
    r"|v?[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}|[0-9]{1,3}(?:st|nd|rd|th)|[0-9]{1,3}[a-z]{1,3}",
    re.IGNORECASE,
)


def behind(labels: str, value: str = CODE, *, tied: bool = False) -> re.Pattern[str]:
    """Compile what finds a value behind one of some labels.

    Args:
        labels: Alternatives of a regular expression, in small letters.
        value: What the group ``value`` matches.
        tied: Whether the label has another meaning, so that a space is not enough: a word for a
            number, a verb or a sign has to stand between.
    """
    link = _TIED if tied else _LOOSE
    return re.compile(
        rf"(?<![^\W_])(?:{labels})(?:(?![^\W_])|(?=[0-9]{{4}})){link}{_OPEN}(?P<value>{value})(?!\w)"
        r"(?![.,:/-][0-9])",
        re.IGNORECASE,
    )


def ahead(labels: str, value: str = CODE) -> re.Pattern[str]:
    """Compile what finds a value that is told to be something: ``533401930 is my passport no``."""
    return re.compile(
        rf"(?<![\w+$€£])(?<![0-9][.,/:-])(?P<value>{value})(?![.,:/-][0-9])[ ]?(?:(?:[,-][ ]?)?"
        rf"(?:is|was|['’]s|"
        r"that['’]?s|being)[ ](?:(?:my|his|her|our|your|their|the|"
        r"a)[ ])?(?:[a-z'’]{2,14}[ ]){0,2}?|"
        r"[-—(][ ]?(?:(?:my|his|her|our|your|their|the)[ ])?)"
        rf"(?:{labels})(?![^\W_])(?!{_NUMBER}?[ ]?[:=#]?[ ]?[0-9])",
        re.IGNORECASE,
    )


def told(text: str, fewest: int, *patterns: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield where patterns find a value that is neither a date, an amount nor a version.

    Args:
        text: A plain text.
        fewest: Figures that a value has at least.
        patterns: What `behind` and `ahead` made.
    """
    for pattern in patterns:
        for match in pattern.finditer(text):
            if figures(match["value"]) >= fewest and not is_no_code(text, match):
                yield match


def is_no_code(text: str, match: re.Match[str]) -> bool:
    """Tell a date, an amount with its unit, a version or a year."""
    value = match["value"]
    if _NO_CODE.fullmatch(value) or clues.DATE.fullmatch(value) or clues.MONTH.fullmatch(value):
        return True
    start, end = match.span("value")
    amount = value.replace(" ", "").isdecimal() and _UNIT.match(text, end)
    return bool(amount or _MONEY_BEFORE.search(text, max(0, start - 2), start))


def figures(value: str) -> int:
    """Count the figures of a value."""
    return sum(sign.isdigit() for sign in value)


def folded(value: str) -> str:
    """Return letters and figures alone, in capitals: what spellings of one value share."""
    return re.sub(r"[^0-9A-Za-z]", "", value).upper()
