"""Write the sample again: ``python recipes/medical/sample/make.py``.

The same words and the same seed give the same bytes. Nobody in it exists, and no conclusion in it
is medical advice.
"""

import argparse
import csv
import io
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml
from more_organs import KIDNEYS_TO_BREAST
from organs import HEAD_TO_LIVER
from patients import DOCTORS, Patient, patients
from signs import NORMAL, SIGNS, Organ
from writing import expand, hurried, sentence

ORGANS = (*HEAD_TO_LIVER, *KIDNEYS_TO_BREAST)
RECIPE = Path(__file__).resolve().parents[1]
SEED = 20250907
REPORTS_EACH = (9, 12)
"""Fewest and most reports of one kind of finding in one organ by one modality."""
NORMAL_REPORTS_EACH = (27, 32)
"""The same of organs as they should be."""
NAMED_SHARE = 0.12
"""Part of the reports that name the patient, and part that give the policy's number."""

HEADERS = {
    "hospital": "Карта;Пациент;Полис;Дата;Область;Описание;Заключение;Группа;Патология",
    "clinic": "№ карты;ФИО;Полис ОМС;Дата иссл.;Орган;Протокол;Вывод;Тип;Есть находка",
}
"""Two departments, two habits: nine columns under other names; the modality is the folder's."""
FILES = {
    "КТ": ("ct/processed_results.csv", "cp1251", "hospital"),
    "МРТ": ("mri/processed_results.csv", "utf-8", "hospital"),
    "УЗИ": ("ultrasound/processed_results.csv", "cp1251", "clinic"),
    "РГ": ("xray/processed_result.csv", "utf-8-sig", "clinic"),
}
"""Modality to its file, the file's encoding, and whose header it has."""
SAID = {"hospital": ("да", "нет"), "clinic": ("1", "0")}
"""How the tables say that there is a finding, and that there is none."""
OPENINGS = {
    "КТ": ("На серии КТ", "При МСКТ", "На аксиальных срезах", ""),
    "МРТ": ("На МР-томограммах", "МР-картина:", "В режимах Т1 и Т2", ""),
    "УЗИ": ("При УЗИ", "Эхографически", "Эхограмма:", ""),
    "РГ": ("На рентгенограмме", "На снимке", "В двух проекциях", ""),
}
CLEAR = ("Патологии {of} не выявлено.", "{way}-признаков патологии {of} не выявлено.")
WAYS = {"КТ": "КТ", "МРТ": "МР", "УЗИ": "УЗ", "РГ": "R"}
SIZES = (" {4-38} мм", " {5-40}x{4-30} мм", " до {5-35} мм", " {1-3},{1-9} см", "")


@dataclass(frozen=True)
class Case:
    """What one report is about."""

    organ: Organ
    modality: str
    kind: str


def main() -> None:
    """Read the options and write everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=RECIPE / "data", help="(%(default)s)")
    write_all(parser.parse_args().out)


def write_all(out: Path) -> None:
    """Write ``out/raw/<folder>/processed_result(s).csv`` and ``out/people.yaml``."""
    known = patients(Random(f"{SEED}-patients"))
    rng = Random(f"{SEED}-reports")
    cases = [case for case in _cases() for _ in range(rng.randint(*_count(case)))]
    rng.shuffle(cases)
    lines: dict[str, list[list[str]]] = {modality: [] for modality in FILES}
    written: set[str] = set()
    for case in cases:
        line = _line(case, _patient(case, known, rng), rng)
        while line[5].casefold() in written:  # no finding stands twice
            line = _line(case, _patient(case, known, rng), rng)
        written.add(line[5].casefold())
        lines[case.modality].append(line)
    for modality, (place, encoding, habit) in FILES.items():
        table = io.StringIO()
        writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEADERS[habit].split(";"))
        writer.writerows(sorted(lines[modality], key=lambda line: line[3].split(".")[::-1]))
        _write(out / "raw" / place, table.getvalue().encode(encoding))
    people = yaml.safe_dump(_people(), allow_unicode=True, sort_keys=False, width=100)
    _write(out / "people.yaml", people.encode())


def _cases() -> list[Case]:
    """Every organ by every modality with every kind that the modality shows, and as normal."""
    return [
        Case(organ, modality, kind)
        for organ in ORGANS
        for modality in organ.modalities
        for kind in (NORMAL, *organ.kinds)
        if kind == NORMAL or _signs(organ, modality, kind)
    ]


def _count(case: Case) -> tuple[int, int]:
    return NORMAL_REPORTS_EACH if case.kind == NORMAL else REPORTS_EACH


def _signs(organ: Organ, modality: str, kind: str) -> tuple[str, ...]:
    """How a modality shows a kind; a kind with words of its own needs none of the common ones."""
    common = any("@sign" in seen for seen, _ in organ.kinds[kind])
    return SIGNS.get((kind, modality), ()) if common else ("",)


def _patient(case: Case, known: list[Patient], rng: Random) -> Patient:
    """Choose whom it may be about."""
    only = {"предстательная железа": False, "молочная железа": True}.get(case.organ.name)
    return rng.choice([one for one in known if only in {None, one.woman}])


def _line(case: Case, patient: Patient, rng: Random) -> list[str]:
    """Write one line of a table, in the order of the headers."""
    habit = FILES[case.modality][2]
    day = date(2023, 1, 9) + timedelta(days=rng.randrange(800))
    finding, conclusion = _report(case, rng)
    return [
        patient.card,
        patient.name,
        patient.policy,
        day.strftime("%d.%m.%Y"),
        rng.choice(case.organ.short),
        _about(patient, rng) + hurried(finding, rng) + _signed(rng),
        conclusion,
        case.kind,
        SAID[habit][case.kind == NORMAL],
    ]


def _report(case: Case, rng: Random) -> tuple[str, str]:
    """Say what is seen, never what it means, and conclude."""
    organ = case.organ
    where, of = rng.choice(organ.places)
    if case.kind == NORMAL:
        (seen, *fine), concluded = rng.sample(organ.fine, rng.choice((2, 3))), rng.choice(CLEAR)
        of, sign = organ.of, ""
    else:
        seen, concluded = rng.choice(organ.kinds[case.kind])
        sign = rng.choice(_signs(organ, case.modality, case.kind))
        fitting = _fitting(organ, f"{seen} {where}")
        fine = rng.sample(fitting, min(len(fitting), rng.choice((1, 2))))
    slots = {
        "@sign": sign,
        "{where}": where,
        "{of}": of,
        "{size}": expand(rng.choice(SIZES), rng),
        "{way}": WAYS[case.modality],
    }
    seen = expand(_filled(seen, slots), rng)
    beside = [expand(one, rng) for one in fine]
    parts = [seen, *beside] if rng.random() < 0.6 else [*beside, seen]
    opening = rng.choice(OPENINGS[case.modality])
    text = f"{opening} {parts[0]}" if opening else parts[0]
    joined = [text, *parts[1:]]
    finding = " ".join(map(sentence, joined)) if rng.random() < 0.6 else sentence("; ".join(joined))
    return finding, expand(_filled(concluded, slots), rng)


def _fitting(organ: Organ, seen: str) -> list[str]:
    """What may be called normal beside a finding: nothing that the finding speaks of."""
    own = _stems(f"{organ.name} {organ.of}")
    return [one for one in organ.fine if not (_stems(one) & _stems(seen)) - own]


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[а-яё]{5,}|[А-Я]{3,}", text.casefold())}


def _filled(template: str, slots: dict[str, str]) -> str:
    for slot, value in slots.items():
        template = template.replace(slot, f" {value}" if slot == "{size}" and value else value)
    return template


def _about(patient: Patient, rng: Random) -> str:
    """Begin some reports with the patient, as reports should not."""
    if rng.random() >= NAMED_SHARE:
        return ""
    who = "Пациентка" if patient.woman else "Пациент"
    return rng.choice(
        (
            f"{who} {patient.initials}, {patient.birth_year} г.р. ",
            f"Исследование {patient.genitive}: ",
            f"{who} {patient.name}, полис {patient.policy}. ",
        )
    )


def _signed(rng: Random) -> str:
    return f" Врач {rng.choice(DOCTORS)}" if rng.random() < NAMED_SHARE else ""


def _people() -> dict[str, Any]:
    """Who is named in the reports and in no column."""
    return {
        "persona": {"name": "Отделение лучевой диагностики"},
        "people": [{"name": name} for name in DOCTORS],
    }


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    main()
