import logging
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from understudy.core.errors import SetupError
from understudy.parsing.contract.inference import Inferred, infer
from understudy.parsing.contract.personal import looks_personal
from understudy.parsing.contract.printing import block, scalar
from understudy.parsing.params import ParseParams
from unit.core.test_columns import TELLING
from unit.parsing.made import parsed


def inferred(tmp_path: Path, *texts: str, suffix: str = ".csv", **options: Any) -> Inferred:
    files = []
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}{suffix}"
        path.write_bytes(text.encode())
        files.append((path.name, path))
    return infer(files, **options)


def table(**columns: list[str]) -> str:
    rows = [";".join(columns), *(";".join(cells) for cells in zip(*columns.values(), strict=True))]
    return "\n".join(rows) + "\n"


def validates(found: Inferred, texts: list[str]) -> list[str]:
    """Read the block as params.yaml and return the problems that the files have with it."""
    params = ParseParams.model_validate(
        YAML(typ="safe", pure=True).load(block("t", ["**"], found))["parse"]
    )
    problems: list[str] = []
    seen: set[tuple[int, tuple[str, ...]]] = set()
    for number, text in enumerate(texts):
        result = parsed(f"{number}.csv", text, table="t", **params.model_dump())
        problems += [one.why for one in result.problems]
        for row in result.rows:
            for place, columns in enumerate(params.tables["t"].contract.unique):  # type: ignore[union-attr]
                key = (place, tuple(str(row.cells[column]) for column in columns))
                assert key not in seen, key
                seen.add(key)
    return problems


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters='";,|\t'),
    min_size=1,
    max_size=8,
)
KINDS = [
    st.integers(-(10**6), 10**6).map(str),
    st.integers(0, 10**9).map(lambda n: f"{n:,}".replace(",", " ")),
    st.decimals(-1000, 1000, places=2).map(lambda n: str(n).replace(".", ",")),
    st.decimals(-1000, 1000, places=3).map(lambda n: f"{n:,}"),
    st.dates().map(str),
    st.dates().map(lambda day: f"{day.day:02}.{day.month:02}.{day.year:04}"),
    st.dates().map(lambda day: f"{day.month}/{day.day}/{day.year:04}"),
    st.datetimes().map(str),
    st.sampled_from(["да", "нет", "yes", "0", "1", "-"]),
    st.sampled_from(["печень", "почка", "1", "н/д", "NaN", "00", "1e5"]),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"], exclude_characters='"'),
        max_size=12,
    ),
]


@st.composite
def tables(draw: st.DrawFn) -> list[str]:
    """Draw one to three files of one layout, in CSV with semicolons and quotes."""
    names = draw(st.lists(NAMES, min_size=2, max_size=4, unique=True))
    cells = [draw(st.sampled_from(KINDS)) | st.just("") for _ in names]
    texts = []
    for _ in range(draw(st.integers(1, 3))):
        rows = draw(st.lists(st.tuples(*cells), min_size=1, max_size=8))
        written = [[f'"{cell}"' for cell in row] for row in [names, *rows]]
        texts.append("\n".join(";".join(row) for row in written) + "\n")
    return texts


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=60,
)
@given(texts=tables())
def test_what_was_inferred_passes_on_its_own_files(
    texts: list[str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever they hold, read from the printed block."""
    caplog.set_level(logging.ERROR)
    try:
        found = inferred(tmp_path, *texts)
    except SetupError:
        return  # a table without a row, or with one name twice once it is composed

    assert [] == validates(found, texts)


def test_types_ranges_values_and_keys(tmp_path: Path) -> None:
    """Ranges are round, so that they show nobody's."""
    text = table(
        study_id=[f"S-{number}" for number in range(20)],
        age=[str(number) for number in range(23, 43)],
        volume=[f"{number},5" for number in range(20)],
        day=[f"{number + 1:02}.03.2024" for number in range(20)],
        sex=["м", "ж"] * 10,
        urgent=["да", "нет"] * 10,
        dose=["5", "н/д"] * 10,
    )

    found = inferred(tmp_path, text)

    assert found.params() == {
        "columns": {
            "study_id": {"type": "text"},
            "age": {"type": "integer", "min": 20, "max": 50},
            "volume": {"type": "decimal", "min": 0, "max": 20},
            "day": {"type": "date", "min": "2024-01-01", "max": "2024-12-31"},
            "sex": {"type": "category", "values": ["ж", "м"]},
            "urgent": {"type": "boolean"},
            "dose": {"type": "integer", "nullable": True, "min": 5, "max": 5},
        },
        "missing": ["н/д"],
        "unique": [["study_id"]],
    }


def test_nothing_personal_is_printed(tmp_path: Path) -> None:
    """Neither a value nor a range, however few values there are; nor free text."""
    text = table(
        пациент=["Сидоров", "Петрова"] * 3,
        дата_рождения=["01.02.1980", "03.04.1990"] * 3,
        исполнитель=["Гайдук", "Лебедева"] * 3,
        lead=["Иванов И.И.", "Smith, John"] * 3,
        contact_no=["79161234567", "79161234568"] * 3,
        policy=["77012345", "77012346"] * 3,
        link=["a@b.org", "c@d.org"] * 3,
        finding=["Киста", "Камень", "Норма", "Киста", "Камень", "Отёк"],
        organ=["печень", "почка"] * 3,
    )

    printed = block("t", ["a.csv"], inferred(tmp_path, text))

    hidden = ("Сидор", "Гайдук", "Иванов", "Smith", "7916", "7701", "@", "19", "Киста", "Отёк")
    assert [] == [word for word in hidden if word in printed]
    assert "values: [печень, почка]" in printed
    assert "{type: date}" in printed


def test_a_name_with_leading_zeros_is_no_number(tmp_path: Path) -> None:
    """As a number it would lose them."""
    found = inferred(tmp_path, table(code=["007", "010"], plus=["+7", "+8"], x=["1", "2"]))

    assert ["text", "text", "integer"] == [column.type for column in found.columns.values()]


def test_what_may_be_two_things_stays_text_and_is_said(tmp_path: Path) -> None:
    """Only a person can tell."""
    found = inferred(tmp_path, table(n=["1,234", "5,678"], day=["03/04/2025", "05/06/2025"]))

    assert ["text", "text"] == [column.type for column in found.columns.values()]
    assert 3 == len(found.notes)
    assert "decimal: ','" in found.notes[0]
    assert "day_first" in found.notes[1]


def test_files_of_one_layout_are_one_table(tmp_path: Path) -> None:
    """A column that one of them lacks is not required, a key is one in all of them."""
    found = inferred(
        tmp_path, table(id=["1", "2"], a=["x", "x"]), table(id=["2", "3"], b=["1", "1"])
    )

    assert {"id": True, "a": False, "b": False} == {
        name: column.required for name, column in found.columns.items()
    }
    assert [] == found.unique


def test_keys_of_two_columns(tmp_path: Path) -> None:
    """Where one alone is none."""
    found = inferred(tmp_path, table(patient_id=["1", "1", "2"], visit_no=["1", "2", "1"]))

    assert [("patient_id", "visit_no")] == found.unique


def test_no_table_is_said(tmp_path: Path) -> None:
    """With the file's name."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(SetupError, match=r"a\.pdf: no table"):
        infer([("a.pdf", tmp_path / "a.pdf")])
    with pytest.raises(SetupError, match="cannot be read"):
        infer([("b.csv", tmp_path / "b.csv")])


@given(st.text(st.characters(codec="utf-8"), max_size=20) | st.integers() | st.booleans())
def test_any_scalar_is_read_back(value: Any) -> None:
    """Names of columns may be anything."""
    assert {"k": value} == YAML(typ="safe", pure=True).load(f"k: {scalar(value)}")


def test_what_looks_personal() -> None:
    """By name, or by values."""
    assert all(looks_personal(name, []) for name in (*TELLING, "Comments", "комментарий"))
    assert looks_personal("x", ["И. И. Иванов"])
    assert not looks_personal("day", ["2025-03-04 05:06", "04.03.2025"])
    assert not looks_personal("capacity", ["12 l"])
    assert not looks_personal("organ", ["головной мозг", "печень", "ОБП"])
