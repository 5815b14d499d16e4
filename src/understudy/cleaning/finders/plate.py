"""Number plates of cars, and vehicle identification numbers (VIN)."""

import re
from collections.abc import Iterator

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues, labels
from understudy.cleaning.signs.checks import figure
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

# The twelve letters that Cyrillic and Latin share.
_L = "[АВЕКМНОРСТУХABEKMHOPCTYX]"
_SMALL = "[АВЕКМНОРСТУХABEKMHOPCTYXавекмнорстухabekmhopctyx]"
_RUSSIAN = re.compile(
    rf"(?<![\w-])(?:{_L} ?(?!000)[0-9]{{3}} ?{_L}{{2}}[ |/]?[0-9]{{2,3}}"
    rf"|{_SMALL}(?!000)[0-9]{{3}}{_SMALL}{{2}} ?[0-9]{{2,3}}"
    rf"|{_SMALL} (?!000)[0-9]{{3}} {_SMALL}{{2}} [0-9]{{2,3}}(?= ?(?:RUS|rus)))"
    r"(?: ?[|/] ?[0-9]{2,3})?(?: ?(?:RUS|rus|рус))?(?![\w-])"
)
_SAID = re.compile(
    r"(?<![^\W_])(?:гос\.? ?(?:номер[а-яё]{0,2}|знак[а-яё]{0,2})|г/н|грз|"
    r"номер[а-яё]{0,2} (?:машин[а-яё]{1,3}|авто(?:мобил[а-яё]{1,2})?|тачк[а-яё]{1,2})|"
    r"номер авто)"
    r"(?![^\W_])(?:[ ]?[:№#-]|[ ](?:это|такой)"
    r")?[ ]{0,2}(?P<plate>(?=[A-ZА-Я -]{0,4}[0-9])[A-ZА-Я0-9]{1,4}(?:[ -]?[A-ZА-Я0-9]{1,4}){1,3})"
    r"(?![\w-])",
    re.IGNORECASE,
)  # fmt: skip
# Without a region, of taxis and of neighbours: only beside a word for a car
_BARE = re.compile(
    # в 100 км от города: a preposition and a unit
    r"(?<![\w-])(?:(?![вкосу] [0-9]{3} (?:км|мм|см|кв)(?! ?[0-9]{2,3}(?!\w)))"
    rf"{_SMALL} ?(?!000)[0-9]{{3}} ?{_SMALL}{{2}}"
    r"(?P<region> [0-9]{2,3}(?! ?(?:мин|час|"
    r"сек|дн|мес|лет|год|руб|р\b|км|м\b|тыс|раз|шт|чел|%|₽)))?|"
    rf"{_L}{{2}} ?[0-9]{{3}} ?[0-9]{{2,3}}|"
    rf"[0-9]{{4}} ?{_L}{{2}}-[0-7]|[0-9]{{3}} ?[A-Z]{{2,3}} ?[0-9]{{2}}|"
    rf"{_L}{{2}} ?[0-9]{{4}} ?{_L}{{2}})(?![\w-])"
)
# к555ру without a space says it itself; not с100мм
_SURE = re.compile(
    r"[АВЕКМНОРСТУХавекмнорстух][0-9]{3}(?!мм|см|тс|ср|кв|ММ|СМ)[АВЕКМНОРСТУХавекмнорстух]{2}"
)
_CODE = r"(?=[A-Z -]{0,8}[0-9])[A-Z0-9]{1,8}(?:[ -](?-i:[A-Z0-9]{1,7})(?![^\W_])){0,3}"
_ANY_CASE = r"(?=[A-Z]{0,8}[0-9])(?=[0-9]{0,8}[A-Z])[A-Z0-9]{4,8}|[A-Z]{2}[0-9]{2}[ -]?[A-Z]{3}|"
_BY_NAME = (
    labels.behind(
        r"(?:lic(?:en[cs]e|\.)?|number|reg(?:istration|\.)?|vehicle|car|index|vanity)[ -]plates?|"
        r"(?:vehicle|car|van|truck|bike|his|her|my|their|your) reg(?:o|istration|\.)?",
        _ANY_CASE + _CODE,
    ),
    labels.behind(r"plates?|reg(?:istration|o|\.)?|tags?", _ANY_CASE + _CODE, tied=True),
    labels.behind(
        r"plates?|rego?|tags?",
        r"(?-i:(?=[A-Z -]{0,7}[0-9])(?=[0-9 -]{0,7}[A-Z])[A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,4}"
        r"(?:[ -][A-Z0-9]{1,3})?)",
    ),
)
# Britain's, beside a word for a car: BD51 SMR
_BRITISH = re.compile(r"(?<![\w-])[A-HJ-PR-Y][A-Y][0-9]{2} ?[A-HJ-PR-Z]{3}(?![\w-])")
_CAR = clues.words(
    r"машин\w{1,4}", r"авто(?:мобил\w+)?", r"тачк\w{1,2}", "такси", r"таксист\w?", r"госномер\w?",
    r"номер\w{0,2}", r"пропуск\w?", "камри", "солярис",
    r"рио", r"лад[аеыу]", r"приор\w", r"грант[аеыу]", "поло", r"логан\w?", r"хендай\w?", r"ки[аи]",
    r"тойот\w", "ниссан", "форд", r"шкод\w",
    "bmw", "бмв", r"мерс\w*", "газель", "седан", r"кроссовер\w?", r"парк\w+", r"стоянк\w+",
    r"шлагбаум\w?", r"водител\w+", "rio", "solaris",
    r"cars?", r"vans?", r"vehicles?", r"lorr(?:y|ies)", r"trucks?", r"park(?:ed|"
    r"ing)", r"driv(?:er|ing|es?)",
    "ford", "golf", "vw", "bmw", "audi", "toyota", "honda", "nissan", "fiesta", "corsa", "astra",
    "vauxhall", "mini",
    "polo", "focus", "kia", "hyundai", "mercedes", "renault", "clio", "peugeot", "fiat", "volvo",
    "skoda", "tesla", "suv",
    "mot", "dvla", "hatchback", "estate", "motorbike", "taxi", "uber", "permit", "blocking",
)  # fmt: skip
_CAR_NEAR = 45
_FEWEST = 2
_SHORTEST = 6
"""Signs of a plate whose form nothing else has."""
_MOST_FORMS = 8
"""Forms that the plates of one text have; the text is searched once for each."""
_PLATES = frozenset(("plate", "plates", "reg", "rego", "registration", "tag", "tags"))
_VINS = frozenset(("vin", "chassis", "vehicle"))
_VIN_BY_NAME = labels.behind(
    r"vin|chassis|vehicle identification", r"[A-HJ-NPR-Z0-9](?:[ -]?[A-HJ-NPR-Z0-9]){16}"
)
_VIN = re.compile(r"(?<![\w-])(?=[A-Z]*[0-9])[A-HJ-NPR-Z0-9]{17}(?![\w-])", re.IGNORECASE)
_VIN_SAID = clues.words(
    r"(?:номер\w? )?кузов\w?", r"номер\w? шасси", "vin", r"вин(?:-?код\w*)?",
    r"идентификационн\w+ номер\w*", r"chassis(?: number)?",
)  # fmt: skip
_NEAR = 40
_AROUND = 16
"""Code points beside three figures: a plate, its region and a unit that denies the region."""
_LONG = re.compile("[A-Za-z0-9]{17}").search
# Beside a letter: before them only without a region, АВ 123 77
_THREE_DIGITS = re.compile(
    rf"[0-9]{{3}}(?:(?= ?[^\W\d_])|(?<={_L}[0-9]{{3}})|(?<={_L} [0-9]{{3}}))"
)
_TWINS = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")


@FINDERS.register("plate")
@finds("PLATE", "VIN", needs=figure)
def plate(text: str, _: Context) -> list[Found]:
    """Find Russian plates by their form, others and VIN behind the words for them."""
    text = plain(text)
    found: list[Found] = []
    if _THREE_DIGITS.search(text):
        for match in _RUSSIAN.finditer(text):
            found.append(Found(*match.span(), "PLATE", _same(match[0])))
        found += _without_region(text)
    for match in _SAID.finditer(text) if _is_worth(text.lower()) else ():
        if sum(sign.isdigit() for sign in match["plate"]) > 1:
            found.append(Found(*match.span("plate"), "PLATE", _same(match["plate"])))
    for match in _VIN.finditer(text) if _LONG(text) else ():
        if clues.before(_VIN_SAID, text, match.start()):
            found.append(Found(*match.span(), "VIN", match[0].upper()))
    return apart([*found, *_english(text)])


def _english(text: str) -> Iterator[Found]:
    """Yield plates behind their name and British ones beside a car, VIN in groups."""
    words = clues.spoken(text)
    for match in _BRITISH.finditer(text) if words else ():
        near = clues.before(_CAR, text, match.start(), _CAR_NEAR)
        if near or clues.after(_CAR, text, match.end(), _CAR_NEAR):
            yield Found(*match.span(), "PLATE", labels.folded(match[0]))
    if not _PLATES.isdisjoint(words):
        told = [*labels.told(text, _FEWEST, *_BY_NAME)]
        for match in (*told, *_alike(text, [match["value"] for match in told])):
            yield Found(*match.span("value"), "PLATE", labels.folded(match["value"]))
    if not _VINS.isdisjoint(words):
        for match in labels.told(text, _FEWEST, _VIN_BY_NAME):
            yield Found(*match.span("value"), "VIN", labels.folded(match["value"]))


def _alike(text: str, values: list[str]) -> Iterator[re.Match[str]]:
    """Yield what has the form of a plate that its name told: the other one, or the right one."""
    forms = dict.fromkeys(map(_form, values))
    for form in [form for form in forms if form is not None][:_MOST_FORMS]:
        yield from re.finditer(rf"(?<![\w-])(?P<value>{form})(?![\w-])", text)


def _form(value: str) -> str | None:
    """Return the pattern of plates like one; None where it has signs that others are told by."""
    form = "".join("[0-9]" if one.isdigit() else "[A-Z]" if one.isupper() else one for one in value)
    is_form = len(value) >= _SHORTEST and re.fullmatch(r"(?:\[0-9\]|\[A-Z\]|[ -])+", form)
    return form if is_form else None


def _without_region(text: str) -> Iterator[Found]:
    """Yield what stands around three figures, where a word speaks of a car."""
    for figures in _THREE_DIGITS.finditer(text):
        start, end = max(0, figures.start() - _AROUND), figures.end() + _AROUND
        for match in _BARE.finditer(text, start, end):
            told = clues.before(_CAR, text, match.start(), _NEAR) or (
                match["region"] and clues.after(_CAR, text, match.end(), _NEAR)
            )
            if told or _SURE.fullmatch(match[0]):
                yield Found(*match.span(), "PLATE", _same(match[0]))


def _same(written: str) -> str:
    """Return a plate without spaces, in Latin letters; the country's name does not count."""
    plain_plate = re.sub(r"[ |/-]", "", written).upper().removesuffix("РУС").translate(_TWINS)
    return plain_plate.removesuffix("RUS")


def _is_worth(low: str) -> bool:
    """Tell whether one of the words may be there; unrolled, because every number pays for it."""
    return ("гос" in low or "г/н" in low or "грз" in low) or (
        "машин" in low or "авто" in low or "тачк" in low
    )
