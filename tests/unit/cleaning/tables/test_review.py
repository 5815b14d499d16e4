from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.tables.review import EXACT, Column, Different
from understudy.core.errors import SetupError
from unit.cleaning.tables.rows import cleaned, params, row
from unit.core.test_columns import TELLING

RANDOM = Random(7)


def why(values: list[str], name: str = "x", groups: int = 0) -> tuple[str, ...]:
    column = Column()
    for value in values:
        column.add(value, is_hit="PERSON-" in value)
    found = column.review("c", name, groups)
    return () if found is None else found.why


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([f"H-{n:03}" for n in range(40)], ("codes",)),
        ([f"{n}" for n in range(40)], ("codes",)),
        ([f"{n % 5}" for n in range(40)], ()),  # few values
        ([f"{RANDOM.randrange(10**5, 10**6)}" for _ in range(20)] * 3, ("digits",)),
        ([f"AB {n} 12-{n * 7}" for n in range(30)], ("codes",)),
        ([f"{n / 7:.2f}" for n in range(40)], ()),  # measurements
        ([f"{n / 7:.2f}".replace(".", ",") for n in range(40)], ()),
        ([f"2023-03-{n:02} 10:15" for n in range(1, 30)], ()),  # dates of measurements
        ([f"{n:02}.03.2023" for n in range(1, 30)], ()),
        (["Anna Belova", "О’Коннор Пётр Ильич", "Иванов И.И.", "Roth, Tim", "?"], ("names",)),
        (["MRI", "CT", "X-ray", "Ultrasound"], ()),
        (["bottom board", "Stores of honey", "queen cells on the edge"], ()),
        (["saw PERSON-0f1e2d", "well", "PERSON-0f1e2d", "fine"], ("hits",)),
        (["", " "], ()),
        ([f"Hive {n} stood in the shade of the barn and was quiet." for n in range(40)], ()),
    ],
)  # fmt: skip
def test_values_that_look_identifying_are_seen(
    values: list[str], expected: tuple[str, ...]
) -> None:
    """Codes of one's own, names, numbers of one length, what finders found; nothing else."""
    assert expected == why(values)


def test_codes_of_groups_are_codes() -> None:
    """A number of a patient stands in each of their rows."""
    values = [f"P{n // 5:03}" for n in range(200)]

    assert () == why(values)
    assert ("codes",) == why(values, groups=40)


@pytest.mark.parametrize("name", TELLING)
def test_a_column_may_be_telling_by_its_name(name: str) -> None:
    """Whatever it holds."""
    assert ("named",) == why(["x"], name)
    assert () == why(["x"], "finding")


@given(st.lists(st.integers(0, 50).map(str)))
def test_few_values_are_counted_exactly(values: list[str]) -> None:
    """Each once."""
    different = Different()
    for value in values:
        different.add(value)

    assert len(set(values)) == different.count


@pytest.mark.parametrize("number", [EXACT, 3 * EXACT, 60_000])
def test_many_values_are_counted_nearly(number: int) -> None:
    """Within a few per cent, and in any order the same."""
    one, other = Different(), Different()
    for n in range(number):
        one.add(str(n))
        other.add(str(number - 1 - n))

    assert one.count == other.count
    assert abs(one.count - number) < 0.08 * number


def test_undecided_columns_are_listed_and_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """With counts and no text of a cell; a role settles it."""
    rows = [row({"who": "Anna Belova", "code": f"K-{n}", "text": "quiet"}) for n in range(20)]

    found = cleaned(tmp_path, params(), rows)

    assert [("who", ["names"]), ("code", ["codes"])] == [
        (one["column"], one["why"]) for one in found.review
    ]
    assert {"c": {"undecided": 2}} == found.report["tables"]
    assert "clean.tables.c.columns" in caplog.text
    assert "who (names); code (codes)" in caplog.text
    said = caplog.text + str(found.review) + str(found.report)
    assert "Belova" not in said

    roles: dict[str, Any] = {"c": {"columns": {"who": "text", "code": "keep"}}}
    found = cleaned(tmp_path, params(tables=roles, privacy={"undecided": "fail"}), rows)

    assert [] == found.review
    assert {"c": {"undecided": 0}} == found.report["tables"]


def test_undecided_columns_may_end_the_stage(tmp_path: Path) -> None:
    """For those who want no table in the dataset that nobody has looked at."""
    rows = [row({"who": "Anna Belova", "n": str(n)}) for n in range(3)]

    with pytest.raises(SetupError, match=r"c: columns that may tell .* who \(names\)"):
        cleaned(tmp_path, params(privacy={"undecided": "fail"}), rows)


def test_finders_hits_count(tmp_path: Path) -> None:
    """What they find in a column that nobody has described is a sign."""
    rows = [row({"note": f"call +7 916 123-45-{n}"}) for n in range(10, 30)]
    rows += [row({"note": "quiet", "list": ("a@b.example", "c@d.example")})]

    found = cleaned(tmp_path, params(), rows)

    assert [("note", ["hits"], 20), ("list", ["hits"], 2)] == [
        (one["column"], one["why"], one["hits"]) for one in found.review
    ]
