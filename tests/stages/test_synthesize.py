import json
from pathlib import Path

import pytest

from contract.stages import ROOT, stage_function
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Sample
from understudy.synthesis import SynthesizeParams
from unit.synthesis.passages import ENGLISH, RUSSIAN, chunk

synthesize = stage_function(ROOT / "stages" / "synthesize.py")
CHUNKS = [chunk(ENGLISH), chunk(RUSSIAN, "ru")]


def run(folder: Path, params: SynthesizeParams, *more: object) -> dict[str, object]:
    jsonl.write(folder / "chunks.jsonl", [*CHUNKS, *more])
    synthesize(params, folder / "chunks.jsonl", folder / "out", folder / "report.json")
    return json.loads((folder / "report.json").read_text())


def test_the_stage_writes_samples_rejects_and_a_manifest(tmp_path: Path) -> None:
    """In the order of chunks, and every record is accounted for."""
    report = run(tmp_path, SynthesizeParams(max_dropped=0.5), chunk("Ein Satz.", "de"))

    samples = list(jsonl.read(tmp_path / "out" / "samples.jsonl", Sample))
    assert (3, 2, {"no_phrasings": 1}) == (report["read"], report["kept"], report["dropped"])
    assert len(samples) == report["samples"]["kept"] > 8
    order = [sample.evidence[0].parent for sample in samples]
    assert sorted(order, key=[one.id for one in CHUNKS].index) == order
    assert {"manifest.json", "rejects.jsonl", "samples.jsonl"} == {
        path.name for path in (tmp_path / "out").iterdir()
    }
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert report == manifest["counts"]
    assert {"quoting": 2, "heading": 1, "definition": 2, "list": 1} == manifest["params"][
        "per_chunk"
    ]


def test_the_same_chunks_give_the_same_bytes(tmp_path: Path) -> None:
    """On every run."""
    for name in ("one", "two"):
        run(tmp_path / name, SynthesizeParams())

    for name in ("samples.jsonl", "manifest.json", "rejects.jsonl"):
        first, second = ((tmp_path / run / "out" / name).read_bytes() for run in ("one", "two"))
        assert first == second


def test_another_chunk_moves_no_question(tmp_path: Path) -> None:
    """What was asked before is asked again, with the same ids."""
    run(tmp_path / "one", SynthesizeParams())
    run(tmp_path / "two", SynthesizeParams(), chunk("# New\n\nA gull is a loud bird of the coast."))

    one, two = (
        [sample.id for sample in jsonl.read(tmp_path / name / "out" / "samples.jsonl", Sample)]
        for name in ("one", "two")
    )
    assert one == two[: len(one)]
    assert len(two) > len(one)


def test_metrics_hold_no_text(tmp_path: Path) -> None:
    """Reports go to git, texts do not."""
    run(tmp_path, SynthesizeParams())

    assert not [word for word in ("ferry", "ramp", "паром") if word in _low(tmp_path)]


def test_nothing_to_ask_fails_with_a_report(tmp_path: Path) -> None:
    """The counts are there to look at."""
    with pytest.raises(SetupError, match="no chunk gave a question"):
        run(tmp_path, SynthesizeParams(min_answer_words=400, max_answer_words=500))

    assert '"silent_chunks": 2' in _low(tmp_path)


def _low(folder: Path) -> str:
    return (folder / "report.json").read_text(encoding="utf-8").casefold()
