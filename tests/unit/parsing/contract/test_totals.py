"""Tables of several files: what they share, and what fails the stage."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import FileReport
from understudy.core.records import Row
from understudy.core.tally import Tally
from understudy.parsing import ParseParams, read_folder
from unit.parsing.made import zipped

ROOT = Path(__file__).parents[4]
HEADER = "id,organ\n"
TABLE = {
    "files": ["**/processed_result.csv", "**/processed_results.csv", "a.zip/**"],
    "path_columns": {"origin_folder": "{folder}", "modality": "{parent}"},
    "values": {"organ": {"ГМ": "мозг"}, "modality": {"*МРТ*": "MRI", "CT": "CT"}},
}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("UNDERSTUDY_WORKERS", "1")


def put(tmp_path: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, data in files.items():
        path = tmp_path / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return tmp_path / "raw"


def read(tmp_path: Path, files: Mapping[str, str | bytes], **table: Any) -> tuple[list[Row], Any]:
    raw, out = put(tmp_path, files), tmp_path / "out"
    params = ParseParams.model_validate({"max_dropped": 1.0, "tables": {"t": {**TABLE, **table}}})
    tally = Tally("parse", limit=1.0, rejects=out / "rejects.jsonl")
    totals = read_folder(params, (raw,), out, tally)
    tally.write(out / "report.json")
    counts = tally.counts()["rows"]
    rows = list(jsonl.read(out / "rows.jsonl", Row))
    assert counts["kept"] == len(rows) == counts["read"] - sum(counts["dropped"].values())
    reports = list(jsonl.read(out / "files.jsonl", FileReport))
    assert len(rows) == sum(report.rows for report in reports)
    characters = sum(len(str(cell)) for row in rows for cell in row.cells.values())
    assert characters == sum(report.characters for report in reports)
    return rows, totals


def rejects(tmp_path: Path) -> list[tuple[str, str]]:
    lines = (tmp_path / "out" / "rejects.jsonl").read_text().splitlines()
    return [(one["where"], one["reason"]) for one in map(json.loads, lines)]


def test_many_files_are_one_table_that_knows_where_its_rows_come_from(tmp_path: Path) -> None:
    """Folders become columns, mapped like any others."""
    rows, _ = read(
        tmp_path,
        {
            "архив МРТ 2/b1/processed_result.csv": HEADER + "1,ГМ\n",
            "CT/b2/processed_results.csv": HEADER + "2,печень\n",
            "a.zip": zipped({"US/b3/processed_result.csv": (HEADER + "3,x\n").encode()}),
            "CT/b2/other.csv": "z\n1\n2\n",
        },
    )

    assert [
        ("2", "печень", "b2", "CT"),
        ("3", "x", "b3", "US"),
        ("1", "мозг", "b1", "MRI"),
    ] == [tuple(row.cells.values()) for row in rows if "id" in row.cells]


def test_files_may_name_a_column_differently(tmp_path: Path) -> None:
    """Each must have one of the names, and not two."""
    columns = {"Орган": "organ", "organ": "organ"}
    rows, totals = read(
        tmp_path,
        {
            "a/x/processed_result.csv": "Орган,b\nпечень,1\n",
            "b/x/processed_result.csv": "organ,b\nпочка,1\n",
            "c/x/processed_result.csv": "Орган,organ\nпочка,1\n",
            "d/x/processed_result.csv": "Organ,b\nпочка,1\n",
        },
        columns=columns,
        values={},
    )

    assert ["печень", "почка"] == [row.cells["organ"] for row in rows]
    assert [
        ("c/x/processed_result.csv", "bad_header"),
        ("d/x/processed_result.csv", "missing_column"),
    ] == rejects(tmp_path)
    assert {"read": 4, "dropped": 2} == totals["tables"]["t"]["files"]


def test_a_key_stands_once_in_all_files(tmp_path: Path) -> None:
    """A row that is the same altogether is no mistake: a batch was copied."""
    rows, totals = read(
        tmp_path,
        {
            "a/1/processed_result.csv": HEADER + "1,x\n2,y\n,z\n",
            "b/2/processed_result.csv": HEADER + "1,x\n2,other\n3,z\n,z\n",
        },
        contract={"columns": {"id": {"nullable": True}}, "unique": [["id"]]},
    )

    assert ["1", "2", "", "3", ""] == [row.cells["id"] for row in rows]
    assert [
        ("b/2/processed_result.csv:1", "repeated"),
        ("b/2/processed_result.csv:2", "not_unique"),
    ] == rejects(tmp_path)
    assert {"read": 7, "dropped": 1, "repeated": 1} == totals["tables"]["t"]["rows"]
    assert {"id": {"not_unique": 1}} == totals["tables"]["t"]["breaches"]
    reports = list(jsonl.read(tmp_path / "out" / "files.jsonl", FileReport))
    assert {"not_unique": 1, "repeated": 1} == reports[1].lost


def test_a_second_run_from_the_cache_writes_the_same(tmp_path: Path) -> None:
    """What files share is looked at every time."""
    files = {
        "a/1/processed_result.csv": HEADER + "1,x\n",
        "b/2/processed_result.csv": HEADER + "1,y\n",
    }
    contract = {"unique": [["id"]]}

    first, _ = read(tmp_path, files, contract=contract)
    cold = {path.name: path.read_bytes() for path in (tmp_path / "out").glob("*.json*")}
    second, _ = read(tmp_path, files, contract=contract)

    assert first == second
    assert cold == {path.name: path.read_bytes() for path in (tmp_path / "out").glob("*.json*")}


def test_a_batch_that_breaks_its_contract_fails_the_stage(tmp_path: Path) -> None:
    """The message names the table, the columns, and the first row; counts hold no value."""
    good = HEADER + "".join(f"{number},x\n" for number in range(100))
    _, totals = read(
        tmp_path,
        {"a/1/processed_result.csv": good, "b/2/processed_result.csv": HEADER + "Иванов,x\nб,y\n"},
        contract={"columns": {"id": {"type": "integer"}, "organ": {"values": ["x"]}}},
        max_dropped=0.01,
    )

    with pytest.raises(SetupError) as failure:
        totals.check()

    said = str(failure.value)
    assert "table 't': 2 of 102 rows were dropped (id: 2 bad_number; organ: 1 not_allowed)" in said
    assert (
        "b/2/processed_result.csv:1: row 2 of the file, column 'id': not a number (6 letters)"
        in said
    )
    assert "parse.tables.t" in said
    assert "Иванов" not in said + json.dumps(totals, ensure_ascii=False)


def test_a_file_without_a_mapped_column_fails_the_stage(tmp_path: Path) -> None:
    """One of many: it would be missing in silence."""
    files: dict[str, str | bytes] = {
        f"{number}/1/processed_result.csv": HEADER + f"{number},x\n" for number in range(9)
    }
    files["9/1/processed_result.csv"] = "ID,organ\n1,x\n"
    _, totals = read(tmp_path, files, columns={"id": "study"}, max_dropped=0.05)

    with pytest.raises(
        SetupError, match="1 of 10 files.*no column 'id'.*Did you mean 'ID'.*has: ID, organ"
    ):
        totals.check()


def test_a_table_within_its_limit_passes(tmp_path: Path) -> None:
    """Its own, or that of the stage."""
    files: dict[str, str | bytes] = {"a/1/processed_result.csv": HEADER + "1,x\n2\n"}

    read(tmp_path, files)[1].check()
    read(tmp_path, files, max_dropped=0.5)[1].check()
    with pytest.raises(SetupError, match="1 of 2 rows were dropped, more than the share"):
        read(tmp_path, files, max_dropped=0.4)[1].check()


def test_the_stage_fails_after_it_has_told_everything(tmp_path: Path) -> None:
    """Rejects and counts are written first."""
    raw = put(tmp_path, {"a/processed_result.csv": HEADER + "x,y\n" * 3 + "1,y\n" * 60})
    table = {
        "files": ["**"],
        "contract": {"columns": {"id": {"type": "integer"}}},
        "max_dropped": 0.02,
    }
    (tmp_path / "params.yaml").write_text(json.dumps({"parse": {"tables": {"t": table}}}))

    done = subprocess.run(
        [
            sys.executable,
            "-P",
            str(ROOT / "stages/parse.py"),
            "--raw",
            str(raw),
            "--parsed",
            "out",
            "--report",
            "r.json",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert 1 == done.returncode
    assert "3 of 63 rows were dropped (id: 3 bad_number)" in done.stderr
    assert 3 == json.loads((tmp_path / "r.json").read_text())["tables"]["t"]["rows"]["dropped"]
    assert 3 == len(rejects(tmp_path))
