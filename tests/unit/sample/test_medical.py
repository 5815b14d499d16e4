"""The sample of recipes/medical is made again exactly, and is as varied as its README says."""

import csv
import importlib
import io
import re
import sys
from collections import Counter
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from understudy.core.params import read_yaml

RECIPE = Path(__file__).parents[3] / "recipes/medical"
ENCODINGS = {
    "ct/processed_results.csv": "cp1251",
    "mri/processed_results.csv": "utf-8",
    "ultrasound/processed_results.csv": "cp1251",
    "xray/processed_result.csv": "utf-8-sig",
}
NAMES = ("card", "name", "policy", "date", "organ", "finding", "result", "type", "has_finding")
OWN = ("make", "more_organs", "organs", "patients", "signs", "writing")


@pytest.fixture(scope="module")
def sample() -> dict[str, ModuleType]:
    """Its modules, which are no part of the installed package; other samples have such names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(RECIPE / "sample")
        for name in OWN:
            patch.delitem(sys.modules, name, raising=False)
        found = {name: importlib.import_module(name) for name in OWN}
        for name in OWN:
            del sys.modules[name]
        return found


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    found = []
    for place, encoding in ENCODINGS.items():
        text = (RECIPE / "data/raw" / place).read_bytes().decode(encoding)
        _, *lines = csv.reader(io.StringIO(text, newline=""), delimiter=";")
        folder = place.split("/")[0]
        found += [{"folder": folder, **dict(zip(NAMES, line, strict=True))} for line in lines]
    return found


def test_the_sample_is_made_again_exactly(sample: dict[str, ModuleType], tmp_path: Path) -> None:
    """The same words and the same seed give the same bytes."""
    sample["make"].write_all(tmp_path)

    written = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert len(written) == 5
    for path in written:
        place = path.relative_to(tmp_path)
        assert (RECIPE / "data" / place).read_bytes() == path.read_bytes(), place


def test_the_rows_are_many_and_different(rows: list[dict[str, str]]) -> None:
    """Every organ by several modalities, findings and normal reports about even; no finding twice."""
    assert len(rows) >= 1500
    assert len({row["finding"].casefold() for row in rows}) == len(rows)
    positive = sum(row["has_finding"] in {"да", "1"} for row in rows) / len(rows)
    assert 0.4 < positive < 0.6
    assert all((row["type"] == "норма") == (row["has_finding"] in {"нет", "0"}) for row in rows)
    assert len({(row["folder"], row["organ"], row["type"]) for row in rows}) > 150
    assert 12 == len(mapped(rows))
    short = [row for row in rows if re.search(r"обр-е|не расш|не изм\.|опр-ся", row["finding"])]
    assert len(short) > 50


def mapped(rows: list[dict[str, str]]) -> Counter[str]:
    """Rows by organ, as the recipe maps their names."""
    table = read_yaml(RECIPE / "params.yaml")["parse"]["tables"]["reports"]
    return Counter(table["values"]["organ"].get(row["organ"], row["organ"]) for row in rows)


def test_patients_come_back_and_are_named(rows: list[dict[str, str]]) -> None:
    """Several rows of one patient; names and policy numbers in columns and inside the text."""
    per_patient = Counter(row["card"] for row in rows)
    named = [row for row in rows if row["name"].split()[0][:5] in row["finding"]]

    assert sum(count > 1 for count in per_patient.values()) > 300
    assert len({(row["card"], row["name"], row["policy"]) for row in rows}) == len(per_patient)
    assert len(named) > 100
    assert sum(row["policy"] in row["finding"] for row in rows) > 40
    assert all(sum(map(int, doubled(row["policy"]))) % 10 == 0 for row in rows)
    men = {row["name"].endswith("ич") for row in rows if row["organ"] in {"простата"}}
    assert {True} == men


def doubled(number: str) -> list[int]:
    """Every second digit from the right doubled, as Luhn says."""
    digits = [int(digit) for digit in reversed(number)]
    return [d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(digits)]


def test_a_finding_never_says_its_conclusion(rows: list[dict[str, str]]) -> None:
    """What is concluded stands in no finding by its own name: it has to be learnt."""
    named = re.compile(
        r"\b(кист[аыу]|опухол|объёмн\w+ образ|конкремент|синусит|пневмони|холецистит|панкреатит|"
        r"гидронефроз|зоб|артроз|грыж|остеохондроз|перелом|мастопати|патологи|синовит)",
        re.IGNORECASE,
    )

    assert [] == [row["finding"] for row in rows if named.search(row["finding"])]


def test_every_option_and_number_is_filled(rows: list[dict[str, str]]) -> None:
    """No template shows through."""
    marks = re.compile(r"[\[\]{}|@]|\.\.|  |^ | $")

    assert [] == [row["finding"] for row in rows if marks.search(row["finding"])]
    assert [] == [row["result"] for row in rows if marks.search(row["result"])]


def test_held_out_combinations_are_valid_and_even(rows: list[dict[str, str]]) -> None:
    """Each has rows, and about as many are findings as normal reports."""
    params = read_yaml(RECIPE / "params.yaml")
    table = params["parse"]["tables"]["reports"]["values"]
    held = {tuple(one) for one in params["build"]["hold_out"]["reports"]["combinations"]}
    counts = Counter(
        (table["organ"].get(row["organ"], row["organ"]), table["modality"][row["folder"]], row["type"])
        for row in rows
    )  # fmt: skip

    assert all(counts[one] > 5 for one in held)
    normal = sum(counts[one] for one in held if one[2] == "норма")
    assert 0.4 < normal / sum(counts[one] for one in held) < 0.6


def test_a_slip_changes_one_word(sample: dict[str, ModuleType]) -> None:
    """And leaves a text without long words as it is."""
    slipped = sample["writing"]._slipped
    text = "паренхима печени однородна"

    for seed in range(30):
        changed = slipped(text, Random(seed))
        different = [a for a, b in zip(text.split(), changed.split(), strict=True) if a != b]
        assert len(different) <= 1
    assert "в S7" == slipped("в S7", Random(1))
