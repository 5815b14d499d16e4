import json
import subprocess
import sys
from pathlib import Path

from contract.stages import ROOT, stage_function
from understudy.core import jsonl
from understudy.core.records import Sample
from unit.dataset.worlds import VERA, chat, params, sample, write_inputs

build = stage_function(ROOT / "stages" / "build.py")
PARAMS = """
build:
  seed: 3
  chats: {min_reply_words: 2}
  prompt:
    persona: {en: "You are {name}."}
"""


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "params.yaml").write_text(PARAMS)
    command = [sys.executable, "-P", str(ROOT / "stages" / "build.py"), *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_clone_needs_chats_and_people_only(tmp_path: Path) -> None:
    """The command of a system without documents and tables; metrics and folder are written."""
    chats = [
        chat(("PERSON-1", f"question {i}"), (VERA, f"answer number {i}"), name=f"chat {i}")
        for i in range(60)
    ]
    write_inputs(tmp_path, conversations=chats)

    found = run(
        tmp_path, "--conversations", "conversations.jsonl", "--people", "people.yaml",
        "--dataset", "data/build", "--report", "metrics/build.json",
    )  # fmt: skip

    assert 0 == found.returncode, found.stderr
    report = json.loads((tmp_path / "metrics" / "build.json").read_text())
    assert 60 == report["samples"]["kept"]
    train = list(jsonl.read(tmp_path / "data" / "build" / "train.jsonl", Sample))
    assert {f"You are {VERA}."} == {one.turns[0].content for one in train}
    assert "" == (tmp_path / "data" / "build" / "rejects.jsonl").read_text()


def test_too_little_data_is_one_line_with_the_remedy(tmp_path: Path) -> None:
    """No traceback, exit 1, nothing moved between splits."""
    write_inputs(tmp_path, conversations=[chat(("PERSON-1", "why so?"), (VERA, "it is so"))])

    found = run(
        tmp_path, "--conversations", "conversations.jsonl", "--people", "people.yaml",
        "--dataset", "data/build", "--report", "metrics/build.json",
    )  # fmt: skip

    assert 1 == found.returncode
    errors = [line for line in found.stderr.splitlines() if line.startswith("build: ")]
    assert len(errors) == 1
    assert "Give more data" in errors[0]
    assert "Traceback" not in found.stderr


def test_synthesized_samples_alone_make_a_dataset(tmp_path: Path) -> None:
    """A system without chats, tables, a judge and people."""
    samples = [sample(f"question {i}", f"answer {i}", group=str(i)) for i in range(60)]
    inputs = write_inputs(tmp_path, samples=samples)

    build(
        params(), None, None, None, inputs.samples, None, None, None, (), None,
        tmp_path / "out", tmp_path / "report.json",
    )  # fmt: skip

    kept = [
        one
        for split in ("train", "eval", "test")
        for one in jsonl.read(tmp_path / "out" / f"{split}.jsonl", Sample)
    ]
    assert sorted(one.id for one in samples) == sorted(one.id for one in kept)
    assert "personal data was not looked for" in (tmp_path / "out" / "README.md").read_text()
