"""Phone numbers in the shapes that people write.

They are recognised by the shapes that people write them in: international
(``+44 20 7946 0018``), Russian (``8 (916) 123-45-67``, ``123-45-67``), North American
(``(555) 010-1234``), with a leading zero (``020 7946 0018``), and five digits or more behind a word
such as *tel.* or *телефон*. Dates, times, numbers of things (``H-012``), measurements, ranges and
grouped thousands are left alone: a number without a phone's shape is no phone.
"""

import re
from collections.abc import Iterator

from understudy.cleaning.checks import FIVE_DIGITS
from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.stepping import Context

_S = r"[ \u00a0.\-‐‑–]?"  # at most one separator
_AREA = rf"(?:\(\d{{3}}\)[ \u00a0]?|\d{{3}}{_S})"
_SHAPES = (
    # +7 and ten digits, +1 and ten digits (or seven, without the area), others 8 to 15 digits.
    rf"\+7{_S}{_AREA}\d{{3}}{_S}\d{{2}}{_S}\d{{2}}",
    rf"\+1{_S}(?:{_AREA}\d{{3}}{_S}\d{{4}}|\d{{3}}{_S}\d{{4}})",
    r"\+\d(?:[ \u00a0.\-‐‑–]?[()]?[ \u00a0]?\d){7,14}",
    # Russian: trunk 8 (or 7 without plus), mobile without trunk, local.
    rf"[78]{_S}{_AREA}\d{{3}}{_S}\d{{2}}{_S}\d{{2}}",
    r"9\d\d[ \u00a0\-]\d{3}[ \u00a0\-]\d\d[ \u00a0\-]\d\d",
    r"\(\d{3,5}\)[ \u00a0]?\d{1,3}[ \u00a0\-]\d\d[ \u00a0\-]\d\d",
    r"\d{3}[\-‐‑]\d\d[\-‐‑]\d\d",
    # North American: with the area.
    r"(?:1[ \u00a0.\-])?\([2-9]\d\d\)[ \u00a0]?\d{3}[ \u00a0.\-]\d{4}",
    r"(?:1[ \u00a0.\-])?[2-9]\d\d([.\-‐‑])\d{3}\1\d{4}",
    # A leading zero: Europe, Asia.
    r"0\d{2,4}[ \u00a0\-]\d{3,4}[ \u00a0\-]?\d{3,4}",
    r"\(0\d{1,4}\)[ \u00a0]?\d{3,4}[ \u00a0\-]?\d{3,4}",
)
# Not inside a word, a longer number, a version or a label such as H-012.
_BEFORE = r"(?<![\w+])(?<!\d[.,:/\-–])(?<![^\W\d][\-‐‑#№])"
_AFTER = r"(?!\w)(?![.,:/\-–]\d)"
_PHONE = [re.compile(f"{_BEFORE}{shape}{_AFTER}") for shape in _SHAPES]
_SAID = re.compile(
    r"(?i)(?<!\w)(?:tel|phone|telephone|mobile|whats ?app|viber|тел|телефон\w*|моб|мобильн\w+)\b"
    rf"[ \u00a0.:№]{{0,3}}(?P<number>\d(?:[ \u00a0()\-‐‑]{{0,2}}\d){{4,14}}){_AFTER}"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_TO = r"[ .\-/–]"
_DATE = re.compile(
    rf"{_DAY}{_TO}{_DAY}{_TO}(?:{_YEAR}|\d\d)|{_YEAR}{_TO}{_DAY}{_TO}{_DAY}|{_YEAR} ?[\-–] ?{_YEAR}"
)


@FINDERS.register("phone")
@finds("PHONE", needs=FIVE_DIGITS)
def phone(text: str, _: Context) -> list[Found]:
    """Find numbers in the shapes that people write, and any behind *tel.* or the like."""
    found: list[Found] = []
    # Sorting is stable: of two that start at one place, that of the earlier shape is taken.
    for one in sorted(_phones(text), key=lambda one: one.start):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _phones(text: str) -> Iterator[Found]:
    for shape in _PHONE:
        for match in shape.finditer(text):
            yield Found(*match.span(), "PHONE", _number(match[0]))
    for match in _SAID.finditer(text):
        if not _DATE.fullmatch(match["number"]):
            yield Found(*match.span("number"), "PHONE", _number(match["number"]))


def _number(written: str) -> str:
    """Return the digits; Russia's trunk prefix 8 is its country code 7."""
    digits = "".join(re.findall(r"\d", written))
    return "7" + digits[1:] if len(digits) == 11 and digits[0] == "8" else digits
