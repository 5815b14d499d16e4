import csv
import subprocess
import sys
from pathlib import Path

import pytest

from understudy import cli
from understudy.core import jsonl
from unit.cleaning.test_records import row

STAGES = """
stages:
  clean:
    cmd: python -P stages/clean.py --rows rows.jsonl --cleaned data/clean --report metrics/clean.json
"""


@pytest.fixture
def pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pipeline whose clean stage has run."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run([sys.executable, "-m", "dvc", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "dvc.yaml").write_text(STAGES)
    rows = [
        row({"a": f"PERSON-1a2b3c wrote {n}"}).model_copy(update={"id": f"r{n}"}) for n in range(9)
    ]
    jsonl.write(tmp_path / "data" / "clean" / "rows.jsonl", rows)
    (tmp_path / "data" / "clean" / "manifest.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_from_the_sample_to_the_rate(pipeline: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A review of five texts, one of which names somebody."""
    assert 0 == cli.main(["pii", "sample", "-n", "5"])
    rows = list(csv.DictReader((pipeline / "review.csv").read_text("utf-8-sig").splitlines()))
    for n, one in enumerate(rows):
        one |= {"checked": "x", "missed": "Timur" if n == 2 else ""}
    with (pipeline / "review.csv").open("w") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)

    assert 0 == cli.main(["pii", "rate"])

    out = capsys.readouterr().out
    assert "missed something in 1 of 5 texts: 20.0%, at most 71.6% (95 %, exact)" in out
    assert "hidden 5 of 6: recall 0.833 [0.359, 0.996]" in out
    assert 1 == jsonl.read_json(pipeline / "data" / "privacy.json")["missed"]
    assert "Timur" not in (pipeline / "data" / "privacy.json").read_text()


def test_what_is_unfinished_is_not_reviewed(
    pipeline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cleaning that ends at a limit of privacy has written its records, but no manifest."""
    (pipeline / "data" / "clean" / "manifest.json").unlink()

    assert 1 == cli.main(["pii", "sample"])
    assert "data/clean is unfinished: run `dvc repro clean`" in capsys.readouterr().err
    assert not (pipeline / "review.csv").exists()


def test_a_review_is_not_overwritten(pipeline: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody's work is in it."""
    (pipeline / "review.csv").write_text("work")

    assert 1 == cli.main(["pii", "sample"])
    assert "review.csv exists, and may hold somebody's review" in capsys.readouterr().err
    assert "work" == (pipeline / "review.csv").read_text()
    assert 0 == cli.main(["pii", "sample", "--force"])
    assert "9 of the cleaned texts are in review.csv" in capsys.readouterr().out
