"""The header of a message in WhatsApp's text export, in the forms of many phones.

Android writes ``12.05.2025, 18:04 - Name: text``, iOS ``[12.05.2025, 18:04:11] Name: text``, with
the phone's own order of the date, separators, digits, clock and invisible marks around.
"""

import functools
import re
from collections import Counter
from typing import NamedTuple

MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
SPACES = " \u00a0\u2009\u202f"
SPACE = f"[{SPACES}]"
GAP = f"[{SPACES}{MARKS}]"
AFTER_NOON = (
    "pm", "em", "ch", "ptg", "md", "ös", "du", "пп", "μμ", "م", "بظ", "بعدازظهر", "अपराह्न",
    "nachm", "слоб", "אחהצ", "下午", "午後", "오후", "晚上",
)  # fmt: skip
NOON = "中午"
"""Chinese for the hours around noon: 11 is before it, 12 to 2 are not."""
HALVES = (
    r"[ap]\.?GAP?m\.?|[πμ]\.?GAP?μ\.?|[قب]\.?GAP?ظ\.?|(?:قبل|بعد)\u200c?[ \u200c]?از?\u200c?ظهر"
    r"|ص|م|[fe]m|sa|ch|ptg|pg|[pm]d|ö[ös]|d[eu]\.|[дп]п|(?:пр|сл)\.?GAP?об\.?|(?:vor|nach)m\."
    r"|पूर्वाह्न|अपराह्न|לפנה[״\"]צ|אחה[״\"]צ"
    r"|上午|下午|中午|凌晨|清晨|早上|晚上|午前|午後|오전|오후"
)
"""Signs of a twelve-hour clock, before the time or behind it."""
JOINTS = "à|a las|às|as|klo|kl|um|at|om|alle|ore|u|o|ob|в|у|о"
"""Words between date and time, as French and Finnish phones write one."""
HEADER = re.compile(
    r"""[MARKS]{0,4}(?P<bracket>\[)?GAP{0,3}
    (?P<a>\d{1,4})GAP{0,3}(?P<separator>[./\-年])GAP{0,3}
    (?P<b>\d{1,2})GAP{0,3}[./\-月]GAP{0,3}
    (?P<c>\d{4}|\d{2})(?:\.|日|GAP?г\.?)?
    (?:GAP{0,3}[,\u060c\u3001]GAP{0,4}|GAP{1,4})(?:(?:JOINTS)\.?GAP{1,3})?
    (?:(?P<before>HALVES)GAP{0,3})?
    (?P<hour>\d{1,2})[:.\uff1a](?P<minute>\d{2})(?:[:.\uff1a](?P<second>\d{2}))?
    (?:GAP?(?:ч\.|Uhr|h\b))?(?:GAP{0,3}(?P<after>HALVES))?GAP{0,3}
    (?(bracket)\]SPACE?|(?<=GAP)[-\u2013\u2014]SPACE)
    (?P<rest>.*)""".replace("HALVES", HALVES)
    .replace("JOINTS", JOINTS.replace(" ", "[ ]"))
    .replace("GAP", GAP.replace(" ", r"\ "))
    .replace("SPACE", SPACE.replace(" ", r"\ "))
    .replace("[MARKS]", f"[{MARKS}]"),
    re.IGNORECASE | re.VERBOSE,
)
COMMON = re.compile(
    r"(\[)?([0-9]{1,4})([./-])([0-9]{1,2})[./-]([0-9]{4}|[0-9]{2}),? ((?!))?([0-9]{1,2}):([0-9]{2})"
    r"(?::([0-9]{2}))?(?:[ \u202f]([AaPp][Mm]))?(?(1)\] | - )(.*)"
)
"""The forms of most phones, with the same groups; it takes a third of the time."""
UNWRITTEN = re.compile(rf"[{SPACES}{MARKS}.\u200c\"״]")
LOOKED_AT = 50
"""Lines in which a second header must show, unless the file has one message."""
IRC = re.compile(r"<[ @+~&%!]?[^<>\s]{1,32}>(?: |$)")
"""A name as logs of IRC write it behind a time in brackets."""
ENOUGH = 3
"""Headers with a name in them that tell a chat whose beginning was cut off."""


class Form(NamedTuple):
    """What all the headers of an export have in common."""

    bracket: bool
    """iOS's form."""
    separator: str
    is_year_first: bool
    has_seconds: bool
    has_half: bool


class Header(NamedTuple):
    """The first line of a message."""

    line: int
    """Number of the line, from 1."""
    numbers: tuple[int, int, int]
    """The date's parts as they stand."""
    clock: tuple[int, int, int]
    form: Form
    rest: str
    """What follows: ``Name: text``, or a notice."""


def header(text: str, line: int) -> Header | None:
    """Read the header of a message; None when the line goes on with the message before."""
    first = text[:1]
    # Most lines of a long message are seen not to be one by their first character.
    if not (first.isdecimal() or (first and (first == "[" or first in MARKS))):
        return None
    found = COMMON.fullmatch(text) or HEADER.fullmatch(text)
    if found is None:
        return None
    bracket, a, separator, b, c, before, hour, minute, second, after, rest = found.groups()
    half = before or after
    form = _form(bracket is not None, separator, len(a) > 2, second is not None, half is not None)
    hours = int(hour) if half is None else _hour(int(hour), half)
    clock = (hours, int(minute), int(second) if second else 0)
    return Header(line, _numbers(a, b, c), clock, form, rest)


def looks_like_whatsapp(text: str) -> bool:
    """Tell an export: its first line is a header, and a second one is not far."""
    heads = _first_heads(text)
    return bool(heads) and heads[0] is not None and (_number(heads) > 1 or len(heads) <= 2)


def holds_a_chat(text: str, *, is_named: bool) -> bool:
    """Tell an export with lines above the first header, as one that was cut in two has.

    Args:
        text: The beginning of the file.
        is_named: The file has a name as WhatsApp gives it, so that one header is enough.
    """
    heads = _first_heads(text)
    if not is_named and (_are_names(heads) or any(head and IRC.match(head.rest) for head in heads)):
        return False
    if looks_like_whatsapp(text) or (is_named and _number(heads)):
        return True
    named = sum(head is not None and ": " in head.rest for head in heads)
    return named >= ENOUGH and 2 * named >= len(heads)


_form = functools.cache(Form)
"""All headers of an export share one."""


@functools.lru_cache(maxsize=64)
def _numbers(a: str, b: str, c: str) -> tuple[int, int, int]:
    """Return the numbers of a date; that of one message is mostly that of the next."""
    return int(a), int(b), int(c)


def _first_heads(text: str) -> list[Header | None]:
    lines = [line for line in text[:20_000].split("\n") if line.strip()][:LOOKED_AT]
    return [header(line.removesuffix("\r"), 0) for line in lines]


def _are_names(heads: list[Header | None]) -> bool:
    """Tell what was copied out of Teams: behind the time stands a name alone, and comes back."""
    rests = Counter(head.rest.strip() for head in heads if head is not None)
    again = sum(number > 1 for number in rests.values())
    return again > 1 and not any(":" in rest for rest in rests)


def _number(heads: list[Header | None]) -> int:
    return sum(head is not None for head in heads)


def _hour(hour: int, half: str) -> int:
    """Return the hour of a day of 24; one that is none stays, and is refused with its date."""
    if hour > 12:
        return hour
    sign = UNWRITTEN.sub("", half).casefold()
    if sign == NOON:
        return hour + 12 if hour < 10 else hour
    return hour % 12 + (12 if sign in AFTER_NOON else 0)
