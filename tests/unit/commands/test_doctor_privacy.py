import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from contract.stages import ROOT, stage_function
from understudy import cli
from understudy.cleaning import CleanParams
from understudy.core import jsonl
from unit.cleaning.crowd import PEOPLE, conversation

clean = stage_function(ROOT / "stages" / "clean.py")
STAGES = {
    "parse": {
        "cmd": "python -P stages/parse.py --raw data/raw --parsed data/parse",
        "outs": ["data/parse"],
    },
    "clean": {
        "cmd": "python -P stages/clean.py --people data/people.yaml --cleaned data/clean",
        "deps": ["data/parse/conversations.jsonl"],
        "outs": ["data/clean"],
    },
}


@pytest.fixture
def pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pipeline whose parse and clean stages have run, with raw data outside of git."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run([sys.executable, "-m", "dvc", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "dvc.yaml").write_text(yaml.safe_dump({"stages": STAGES}))
    (tmp_path / "params.yaml").write_text("clean: {}\n")
    talks = [conversation(("Oksana", "hello"), ("Vera", "hello, Oksana"))]
    jsonl.write(tmp_path / "data" / "parse" / "conversations.jsonl", talks)
    (tmp_path / "data" / "people.yaml").write_text(json.dumps(PEOPLE.model_dump(mode="json")))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    clean(
        CleanParams(),
        documents=None,
        conversations=Path("data/parse/conversations.jsonl"),
        rows=None,
        people=Path("data/people.yaml"),
        files=None,
        cleaned=Path("data/clean"),
        report=Path("metrics/clean.json"),
    )
    return tmp_path


def listed(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What was found, with its level."""
    lines = capsys.readouterr().out.splitlines()
    return {line[9:29].strip(): line[:8].strip() for line in lines}


def test_a_pipeline_that_keeps_its_people(
    pipeline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is in git; what could be better is noted."""
    assert 0 == cli.main(["doctor", "--privacy"])

    found = listed(capsys)
    fine = {what for what, level in found.items() if level == "ok"} - {"item cache", "DVC's cache"}
    expected = {"raw data", "raw data in DVC", "people.yaml", "experiments", "tracked runs"}
    assert expected | {"files in git"} == fine
    noted = {what for what, level in found.items() if level == "note"} - {
        "item cache",
        "DVC's cache",
    }
    assert {"outputs before clean", "audit", "review", "pseudonym key"} == noted


def test_a_name_in_git_is_a_problem(pipeline: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And so is a remote that gets what people wrote."""
    (pipeline / "notes.md").write_text("Ask Oksana.")
    subprocess.run(["git", "add", "notes.md"], check=True)
    words = ["remote", "add", "-q", "-d", "there", str(pipeline.parent / "remote")]
    subprocess.run([sys.executable, "-m", "dvc", *words], check=True)

    assert 1 == cli.main(["doctor", "--privacy"])

    out = capsys.readouterr()
    assert "problem  files in git" in out.out
    assert "notes.md" in out.out
    assert "problem  outputs before clean  data/parse: `dvc push` copies it" in out.out
    assert "2 problems with people's data" in out.err


def test_what_nobody_audited_is_named(pipeline: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stage of one's own behind cleaning, and a proof of an earlier state."""
    write = "mkdir -p {0} && echo a > {0}/a.txt"
    proof = 'echo {"hits": 0, "sought": 3} > audit.json'.replace('"', '\\"')
    stages = {
        "parse": {"cmd": "true --raw raw --parsed data/parse", "outs": ["data/parse"]},
        "clean": {
            "cmd": "true --people data/people.yaml --cleaned data/clean",
            "deps": ["data/parse"],
            "outs": ["data/clean"],
        },
        "build": {
            "cmd": write.format("data/build"),
            "deps": ["data/clean"],
            "outs": ["data/build"],
        },
        "mine": {"cmd": write.format("data/mine"), "deps": ["data/clean"], "outs": ["data/mine"]},
        "audit": {
            "cmd": f"{proof} # --artefacts data/clean data/build --report audit.json",
            "deps": ["data/clean", "data/build"],
            "metrics": [{"audit.json": {"cache": False}}],
        },
    }
    (pipeline / "dvc.yaml").write_text(yaml.safe_dump({"stages": stages}))
    dvc = [sys.executable, "-m", "dvc"]
    subprocess.run([*dvc, "commit", "-q", "-f", "parse", "clean"], check=True)
    subprocess.run([*dvc, "repro", "-q"], check=True)

    assert 0 == cli.main(["doctor", "--privacy"])
    words = "0 hits of 3 originals in later stages; not in its --artefacts: data/mine"
    assert words in capsys.readouterr().out
    (pipeline / "data" / "build" / "a.txt").write_text("b")
    assert 0 == cli.main(["doctor", "--privacy"])
    assert "note     audit                 is of an earlier state" in capsys.readouterr().out


def test_a_review_is_of_what_is_there(pipeline: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It tells what was missed, until cleaning makes something else."""
    assert 0 == cli.main(["pii", "sample"])
    sheet = (pipeline / "review.csv").read_text("utf-8-sig").replace(",,,clean", ",x,,clean")
    (pipeline / "review.csv").write_text(sheet.replace(",,clean", ",x,clean"))
    assert 0 == cli.main(["pii", "rate"])
    assert 0 == cli.main(["doctor", "--privacy"])
    assert "ok       review                missed in 2 of 2 texts" in capsys.readouterr().out

    (pipeline / "data" / "clean" / "manifest.json").write_text("{}")
    assert 0 == cli.main(["doctor", "--privacy"])
    assert "privacy.json is of an earlier state" in capsys.readouterr().out


def test_what_a_push_would_copy_is_named(
    pipeline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stage before the one that cleaning reads, and raw data that DVC tracks."""
    (pipeline / "data" / "raw").mkdir()
    (pipeline / "data" / "raw" / "a.txt").write_text("Oksana")
    first = {"cmd": "true", "deps": ["data/raw"], "outs": ["data/merged"]}
    parse = {**STAGES["parse"], "deps": ["data/merged"], "outs": [{"data/parse": {"push": False}}]}
    stages = {"merge": first, "parse": parse, "clean": STAGES["clean"]}
    (pipeline / "dvc.yaml").write_text(yaml.safe_dump({"stages": stages}))
    dvc = [sys.executable, "-m", "dvc"]
    subprocess.run([*dvc, "add", "-q", "data/raw"], check=True)
    subprocess.run([*dvc, "remote", "add", "-q", "-d", "there", "../remote"], check=True)

    assert 1 == cli.main(["doctor", "--privacy"])

    out = capsys.readouterr().out
    assert "problem  outputs before clean  data/merged: `dvc push` copies it" in out
    assert "note     raw data in DVC       data/raw: `dvc push` copies it as it is" in out


def test_a_pipeline_without_cleaning_is_said(
    pipeline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is hidden there."""
    (pipeline / "dvc.yaml").write_text(yaml.safe_dump({"stages": {"parse": STAGES["parse"]}}))

    assert 1 == cli.main(["doctor", "--privacy"])
    assert "has no stage clean" in capsys.readouterr().err
