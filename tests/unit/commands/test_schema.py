import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from understudy.cli import main
from understudy.parsing.params import ParseParams
from unit.parsing.made import parsed
from unit.parsing.made_sheets import grid, workbook


def test_a_block_for_params_yaml_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is one that the stage takes, with the files' places below the raw folder."""
    raw = tmp_path / "raw"
    (raw / "МРТ").mkdir(parents=True)
    lines = [
        ("отчёт", None, None),
        ("id", "Пол", "ФИО"),
        *((n, "мж"[n % 2], "Иван П.") for n in range(4)),
    ]
    (raw / "МРТ" / "a.xlsx").write_bytes(workbook(Лист=grid(*lines)))

    assert 0 == main(
        ["schema", "infer", str(raw / "МРТ" / "a.xlsx"), "--raw", str(raw), "--name", "studies"]
    )

    told = capsys.readouterr().out
    params = YAML(typ="safe", pure=True).load(told)["parse"]
    assert ["МРТ/a.xlsx"] == params["tables"]["studies"]["files"]
    contract = params["tables"]["studies"]["contract"]
    assert {
        "id": {"type": "integer", "min": 0, "max": 3},
        "Пол": {"type": "category", "values": ["ж", "м"]},
        "ФИО": {"type": "text"},
    } == contract["columns"]
    assert [["id"]] == contract["unique"]
    assert "'ФИО'" in told
    assert "Иван" not in told
    ParseParams.model_validate(params)
    found = parsed("a.xlsx", (raw / "МРТ" / "a.xlsx").read_bytes(), table="studies", **params)
    assert (4, ()) == (len(found.rows), found.problems)


def test_rows_that_are_none_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a contract says, they are dropped."""
    (tmp_path / "a.csv").write_text("a,b\n1,2\n1,2,3\n")

    assert 0 == main(["schema", "infer", str(tmp_path / "a.csv"), "--raw", str(tmp_path)])

    assert "# 1 rows of 1 files; 1 lines are no rows" in capsys.readouterr().out


def test_what_is_no_table_is_one_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what to do."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 x")

    assert 1 == main(["schema", "infer", str(tmp_path / "a.pdf"), "--raw", str(tmp_path)])

    assert "a.pdf: no table" in capsys.readouterr().err


def test_what_params_yaml_says_of_the_table_is_heeded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The contract is of the new names, and the whole entry is printed."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "raw" / "МРТ 1" / "b"
    folder.mkdir(parents=True)
    (folder / "a.csv").write_text("Орган,n\nГМ,1\nГМ,2\n")
    known = {
        "files": ["**/*.csv"],
        "columns": {"Орган": "organ"},
        "path_columns": {"modality": "{parent}"},
        "values": {"organ": {"ГМ": "мозг"}, "modality": {"МРТ*": "МРТ"}},
        "group": "organ",
        "contract": {"columns": {"gone": {}}},
    }
    (tmp_path / "params.yaml").write_text(json.dumps({"parse": {"tables": {"studies": known}}}))

    assert 0 == main(
        ["schema", "infer", str(folder / "a.csv"), "--raw", "raw", "--name", "studies"]
    )

    found = YAML(typ="safe", pure=True).load(capsys.readouterr().out)["parse"]["tables"]["studies"]
    contract = found.pop("contract")
    del known["contract"]
    assert known == found
    assert {"organ": ["мозг"], "modality": ["МРТ"]} == {
        name: column["values"] for name, column in contract["columns"].items() if name != "n"
    }


def test_a_mistake_in_params_yaml_is_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the key."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("a\n1\n")
    (tmp_path / "params.yaml").write_text('{"parse": {"tables": {"table": {"colums": {}}}}}')

    assert 1 == main(["schema", "infer", "a.csv", "--raw", "."])

    assert "Did you mean columns" in capsys.readouterr().err
