from pathlib import Path
from typing import ClassVar

from understudy.core import jsonl, manifest
from understudy.core.params import Params


class Words(Params):
    """A section with a default."""

    section: ClassVar[str] = "words"

    size: int = 3


def test_defaults_and_inputs_are_written_out(tmp_path: Path) -> None:
    """What ran can be told from the file alone."""
    (tmp_path / "in.jsonl").write_text("{}\n{}\n")

    manifest.write(
        tmp_path / "out",
        stage="words",
        params=Words(),
        inputs={"lines": tmp_path / "in.jsonl", "absent": None},
        counts={"read": 2},
    )

    assert {
        "stage": "words",
        "params": {"size": 3},
        "inputs": {"lines": {"sha256": jsonl.sha256(tmp_path / "in.jsonl"), "lines": 2}},
        "counts": {"read": 2},
    } == jsonl.read_json(tmp_path / "out" / "manifest.json")
