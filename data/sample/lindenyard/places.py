"""Names of yards, weekdays and colours, and the slots of a template that they fill."""

from random import Random

from lindenyard.people import Student

HIVES = 150
YARDS = ("Lime", "Brook", "Orchard", "Hilltop", "Mill")

_AT_YARD = ("на Липовой", "на Ручье", "в Саду", "на Пригорке", "на Мельнице")
_COLOURS = {
    "en": (("blue", ""), ("yellow", ""), ("white", "")),
    "ru": (("синий", "синем"), ("жёлтый", "жёлтом"), ("белый", "белом")),
}
_DAYS = {
    "en": (("Wednesday", ""), ("Thursday", ""), ("Friday", ""), ("Saturday", ""), ("Sunday", "")),
    "ru": (
        ("среду", "среды"),
        ("четверг", "четверга"),
        ("пятницу", "пятницы"),
        ("субботу", "субботы"),
        ("воскресенье", "воскресенья"),
    ),
}
"""Accusative and genitive; no Tuesday, before which the Russian preposition changes."""


def hive_name(number: int) -> str:
    """Write a hive's number, from 1 to 150, as it stands on the box."""
    return f"H-{number:03d}"


def yard_of(number: int) -> str:
    """Name the yard where a hive stands: thirty in each, in order."""
    return YARDS[(number - 1) // (HIVES // len(YARDS))]


def place_slots(language: str, rng: Random) -> dict[str, str]:
    """Draw a hive, a yard, a day and a colour; a template that names one twice gets it twice."""
    yard = rng.randrange(len(YARDS))
    colour, colour_prepositional = rng.choice(_COLOURS[language])
    day, day_genitive = rng.choice(_DAYS[language])
    return {
        "hive": hive_name(rng.randint(1, HIVES)),
        "yard": YARDS[yard],
        "atyard": _AT_YARD[yard],
        "colour": colour,
        "colour:prep": colour_prepositional,
        "weekday": day,
        "weekday:gen": day_genitive,
    }


def slots_for(language: str, student: Student, rng: Random) -> dict[str, str]:
    """Draw the places and add what belongs to a student."""
    contacts = {"me": student.first, "mail": student.mail, "phone": student.phone}
    return place_slots(language, rng) | contacts
