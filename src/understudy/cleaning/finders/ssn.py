"""Numbers that a country gives each of its people: for insurance, taxes and registers."""

import re
from collections.abc import Iterator

from stdnum.br import cpf
from stdnum.us import itin
from stdnum.us import ssn as standard

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues, labels
from understudy.cleaning.signs.checks import figure, has_five_digits
from understudy.cleaning.signs.spelling import digits, plain
from understudy.cleaning.stepping import Context

_SHAPE = re.compile(
    r"(?:(?<![\w+])(?<![0-9][./-])|(?<=SSN)|(?<=ssn))[0-9]{3}([ "
    r"-]?)[0-9]{2}\1[0-9]{4}(?:-[A-Z][0-9]?)?(?!\w)"
    r"(?![./-][0-9])"  # a letter behind: whose widow or child somebody is
)
_SAID = clues.words(
    "ssn", r"s\.s\.n", r"ss(?= ?(?:#|no|num))", "itin", r"tax id",
    r"soc(?:ial|\.)?(?: sec(?:urity|\.)?(?: (?:number|no|card))?)?",
)  # fmt: skip
_THING = clues.words(
    r"(?:lot|batch|order|part|model|serial|sku|item|invoice|case)(?: (?:no|number|#))?[ .:#]{0,2}\Z"
)
_LONG, _NEAR = 9, 16
# A form that nothing else has, or a plainer one with a check digit.
_FORMS = re.compile(
    r"(?<![\w-])(?:(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?P<gap>[ -]?)"
    r"[0-9]{2}(?P=gap)[0-9]{2}(?P=gap)[0-9]{2}(?P=gap)[A-D]"  # National Insurance: AB 12 34 56 C
    r"|(?P<brazil>[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2})"
    r"|784-[0-9]{4}-[0-9]{7}-[0-9])(?![\w-])",  # the Emirates
    re.IGNORECASE,
)
_NAMES = (
    r"national ins(?:urance|\.)?|n\.?i\.?(?=(?:['’]s)? ?(?:number|no\b|num|#))|nino|"
    r"soc(?:ial|\.)? ins(?:urance|\.)?|"
    r"tax file|tfn|personal public service|ppsn?|aadh?aa?r|permanent account|cpf|cnp|pesel|"
    r"personnummer|f[øo]dselsnummer|cpr|hetu|bsn|burgerservicenummer|dni|nie|nif|curp|"
    r"nric|hkid|mykad|iqama|cnic|bvn|jmbg|"
    r"(?:emirates|sa|rsa|ghana|national|govt?|government|identity|citizen|civil|resident)[ -]id|"
    r"national (?:identity|identification|register|registration|number)|identity(?= (?:number|"
    r"no\b|num|card))|"
    r"id(?= (?:number|no\b|num\b|card))|tax(?:payer)?(?:'s)? (?:id(?:entification)?|"
    r"ref(?:erence)?)|"
    r"utr|(?:alien|uscis)(?: registration)?|residence permit|visa(?= (?:number|no\b|num|#))"
)
_WORDS = r"sin|pan|n\.?i\.?|tin|nin"
"""They have another meaning, too."""
_CODE = r"[A-Z]{2}(?:[ -]?[0-9]{2}){3}[ -]?[A-D]|[A-Z]{1,2}[0-9]{6}\([0-9A]\)|" + labels.CODE
_BY_NAME = (
    labels.behind(r"pan(?: card)?", r"(?P<pan>[A-Z]{3}[ABCFGHJLPT][A-Z][0-9]{4}[A-Z])"),
    labels.behind(_NAMES, _CODE),
    labels.behind(_WORDS, _CODE, tied=True),
    labels.behind("sin", r"[0-9]{3}([ -])[0-9]{3}\2[0-9]{3}"),
    labels.ahead(rf"{_NAMES}|{_WORDS}|ssn|social security", _CODE),
)
_SPOKEN_TEXT = """
    national ni n nino soc social tax tfn personal pps ppsn aadhaar aadhar adhaar permanent
    cpf cnp pesel
    personnummer fodselsnummer cpr hetu bsn burgerservicenummer dni nie nif curp nric hkid
    mykad iqama cnic bvn jmbg emirates sa rsa ghana govt government identity citizen civil resident
    id taxpayer utr alien uscis residence visa sin pan tin nin ssn
"""
_SPOKEN = frozenset(_SPOKEN_TEXT.split())
_FEWEST = 4
_FEWEST_OF_OTHERS = 5


@FINDERS.register("ssn")
@finds("SSN", "NATIONAL_ID", needs=figure)
def ssn(text: str, _: Context) -> list[Found]:
    """Find US numbers with hyphens that could have been given, and any written behind *SSN*.

    Those of other countries by a form that is theirs alone, or behind their name.
    """
    text = plain(text)
    found: list[Found] = []
    if not has_five_digits(text) and "pan" not in clues.spoken(text):  # India's has four
        return found
    for match in _SHAPE.finditer(text):
        number = digits(match[0])[:_LONG]
        given = match[1] == "-" and (standard.is_valid(number) or itin.is_valid(number))
        given = given and not clues.before(_THING, text, match.start(), _NEAR)
        if given or (int(number) and clues.before(_SAID, text, match.start())):
            found.append(Found(*match.span(), "SSN", number))
    return apart([*found, *_abroad(text)])


def _abroad(text: str) -> Iterator[Found]:
    """Yield the numbers of other countries' people."""
    spans = [match.span() for match in _FORMS.finditer(text) if _is_given(match)]
    if not _SPOKEN.isdisjoint(clues.spoken(text)):
        spans += [
            match.span("value")
            for match in labels.told(text, _FEWEST, *_BY_NAME)
            if "pan" in match.groupdict() or labels.figures(match["value"]) >= _FEWEST_OF_OTHERS
        ]
    for start, end in spans:
        yield Found(start, end, "NATIONAL_ID", labels.folded(text[start:end]))


def _is_given(match: re.Match[str]) -> bool:
    """Tell whether a number passes the check of its country, where the form is not enough."""
    return not match["brazil"] or bool(cpf.is_valid(match[0]))
