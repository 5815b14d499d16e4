"""The logbook of inspections: a grammar of signs, seasons and remarks, balanced by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lindenyard.grammar import capital, expand, read_sections
from lindenyard.places import HIVES, hive_name, place_slots, yard_of

COLUMNS = (
    "inspection",
    "hive",
    "yard",
    "date",
    "inspector",
    "part",
    "finding",
    "diagnosis",
    "conclusion",
    "language",
)

DIAGNOSES = {
    "healthy": ("Healthy", "Здорова"),
    "varroa": ("Varroa", "Варроа"),
    "chalkbrood": ("Chalkbrood", "Известковый расплод"),
    "foulbrood": ("Foulbrood", "Гнилец"),
    "nosema": ("Nosema", "Нозема"),
    "queenless": ("Queenless", "Безматочность"),
    "swarming": ("Swarming", "Роение"),
    "robbing": ("Robbing", "Воровство"),
    "starvation": ("Starvation", "Голод"),
}
"""The word with which a conclusion begins, in English and in Russian."""

PARTS = {
    "brood frame": ("brood frame", "расплодную рамку"),
    "entrance": ("entrance", "леток"),
    "bottom board": ("bottom board", "дно"),
    "super": ("super", "магазин"),
    "queen": ("queen's comb", "рамку с маткой"),
    "flight board": ("flight board", "прилётную доску"),
    "stores": ("store combs", "кормовые рамки"),
}
"""How a conclusion speaks of a part, in English and in Russian."""

RARE = (
    ("varroa", "super"),
    ("varroa", "queen"),
    ("chalkbrood", "entrance"),
    ("chalkbrood", "stores"),
    ("foulbrood", "bottom board"),
    ("foulbrood", "super"),
    ("nosema", "queen"),
    ("nosema", "stores"),
    ("queenless", "super"),
    ("queenless", "bottom board"),
    ("robbing", "bottom board"),
    ("starvation", "flight board"),
)
"""Valid combinations that occur seldom: held out, they ask for more than a remembered pair."""

RARE_ROWS_EACH = 6

_SHARES = {
    "healthy": 22,
    "varroa": 16,
    "swarming": 12,
    "queenless": 12,
    "starvation": 10,
    "chalkbrood": 9,
    "nosema": 8,
    "robbing": 7,
    "foulbrood": 4,
}
_MONTHS = {
    "healthy": (3, 4, 5, 6, 7, 8, 9),
    "varroa": (7, 8, 9, 10),
    "chalkbrood": (4, 5, 6),
    "foulbrood": (5, 6, 7, 8),
    "nosema": (3, 4, 10),
    "queenless": (4, 5, 6, 7, 8, 9),
    "swarming": (5, 6),
    "robbing": (7, 8, 9),
    "starvation": (3, 4, 5, 9, 10),
}
_INSPECTORS = {
    "en": ("Vera Lipskaya", "Pavel", "Tom Ferris", "Anna Fernsby"),
    "ru": ("Вера Липская", "Тимур", "Оксана", "Марина Зарубежная"),
}
_LANGUAGES = ("en", "ru")
_UNFIT = {
    "robbing": {"starvation"},
    "starvation": {"queenless"},
    "nosema": {"queenless"},
}
"""What is not ruled out beside a diagnosis, because its signs would contradict that."""

_AMBIGUOUS_SHARE = 0.05
"""Findings of one sign that two diagnoses share: nobody could be sure of them."""


@dataclass(frozen=True)
class _Case:
    hive: int
    day: date
    diagnosis: str
    part: str
    language: str


class _Signs:
    """The fragments of one language."""

    def __init__(self, language: str) -> None:
        sections = read_sections(language, "signs.txt")
        self.strong: dict[tuple[str, str], list[str]] = {}
        for diagnosis in DIAGNOSES:
            for line in sections[diagnosis]:
                part, sign = line.split(": ", 1)
                self.strong.setdefault((diagnosis, part), []).append(sign)
        self.weak: dict[str, list[str]] = {diagnosis: [] for diagnosis in DIAGNOSES}
        for line in sections["weak"]:
            pair, sign = line.split(": ", 1)
            for diagnosis in pair.split(" "):
                self.weak[diagnosis].append(sign)
        self.absent = [tuple(line.split(": ", 1)) for line in sections["ruledout"]]
        self.remarks = sections["remark"]
        self.conclusions = read_sections(language, "conclusions.txt")


def rows(rng: Random) -> Iterator[dict[str, str]]:
    """Make the rows in order of date, all of them different, 8 to 11 for each hive."""
    signs = {language: _Signs(language) for language in _LANGUAGES}
    written: set[tuple[str, str]] = set()
    cases = sorted(_cases(rng, signs["en"]), key=lambda case: (case.day, case.hive))
    for number, case in enumerate(cases, start=1):
        finding = _finding(case, signs[case.language], rng)
        while (case.part, finding) in written:
            finding = _finding(case, signs[case.language], rng)
        written.add((case.part, finding))
        values = (
            f"I-{number:04d}",
            hive_name(case.hive),
            yard_of(case.hive),
            case.day.isoformat(),
            rng.choice(_INSPECTORS[case.language]),
            case.part,
            finding,
            case.diagnosis,
            _conclusion(case, signs[case.language], rng),
            case.language,
        )
        yield dict(zip(COLUMNS, values, strict=True))


def _cases(rng: Random, signs: _Signs) -> list[_Case]:
    """Deal hives, days, diagnoses, parts and languages."""
    hives = [hive for hive in range(1, HIVES + 1) for _ in range(rng.randint(8, 11))]
    pairs = [pair for pair in RARE for _ in range(RARE_ROWS_EACH)]
    total_share = sum(_SHARES.values())
    usual = len(hives) - len(pairs)
    for diagnosis, share in _SHARES.items():
        parts = [part for name, part in signs.strong if name == diagnosis]
        common = [part for part in parts if (diagnosis, part) not in RARE]
        weights = [len(signs.strong[diagnosis, part]) for part in common]
        count = round(usual * share / total_share)
        pairs += [(diagnosis, part) for part in rng.choices(common, weights, k=count)]
    while len(pairs) < len(hives):
        pairs.append(("healthy", "brood frame"))
    rng.shuffle(pairs)
    languages = [_LANGUAGES[at % 2] for at in range(len(hives))]
    rng.shuffle(languages)
    return [
        _Case(hive, _day(diagnosis, rng), diagnosis, part, language)
        for hive, (diagnosis, part), language in zip(hives, pairs, languages, strict=False)
    ]


def _day(diagnosis: str, rng: Random) -> date:
    first = date(rng.choice((2023, 2024, 2025)), rng.choice(_MONTHS[diagnosis]), 1)
    return first + timedelta(days=rng.randrange(28))


def _finding(case: _Case, signs: _Signs, rng: Random) -> str:
    """Say what was seen, in one or two sentences, never naming the diagnosis."""
    seen = [_main_sign(case, signs, rng)]
    if rng.random() < 0.3:
        seen.append(rng.choice(signs.weak[case.diagnosis]))
    unfit = {case.diagnosis} | _UNFIT.get(case.diagnosis, set())
    absent = [sign for diagnosis, sign in signs.absent if diagnosis not in unfit]
    beside = rng.sample(absent, rng.choice((0, 1, 1, 2, 2)))
    beside += rng.sample(signs.remarks, rng.choice((1, 1, 2)))
    rng.shuffle(beside)
    if rng.random() < 0.4:
        seen.append(beside.pop())
    rng.shuffle(seen)
    sentences = [seen, beside] if rng.random() < 0.7 else [beside, seen]
    if rng.random() < 0.25:
        sentences = [[*sentences[0], *sentences[1]]]
    slots = place_slots(case.language, rng)
    text = " ".join(capital("; ".join(parts)) + "." for parts in sentences if parts)
    return expand(text, rng, slots)


def _main_sign(case: _Case, signs: _Signs, rng: Random) -> str:
    if (case.diagnosis, case.part) not in RARE and rng.random() < _AMBIGUOUS_SHARE:
        return rng.choice(signs.weak[case.diagnosis])
    return rng.choice(signs.strong[case.diagnosis, case.part])


def _conclusion(case: _Case, signs: _Signs, rng: Random) -> str:
    at = _LANGUAGES.index(case.language)
    advice = rng.choice(signs.conclusions[case.diagnosis])
    part = PARTS[case.part][at]
    return f"{DIAGNOSES[case.diagnosis][at]}: {advice.replace('{part}', part)}"
