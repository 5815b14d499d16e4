import json
from pathlib import Path

import pytest

from contract.stages import ROOT, stage_function
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Chunk, Sample, Verdict
from understudy.synthesis import JudgeParams, SynthesizeParams, ask
from unit.synthesis.passages import ENGLISH, RUSSIAN, chunk

judge = stage_function(ROOT / "stages" / "judge.py")
CHUNKS = [chunk(ENGLISH), chunk(RUSSIAN, "ru")]
SAMPLES = [sample for one in CHUNKS for sample in ask(one, SynthesizeParams())]


def run(folder: Path, params: JudgeParams, chunks: list[Chunk] = CHUNKS) -> dict[str, object]:
    jsonl.write(folder / "chunks.jsonl", chunks)
    jsonl.write(folder / "samples.jsonl", SAMPLES)
    paths = (folder / "samples.jsonl", folder / "chunks.jsonl", folder / "out")
    judge(params, *paths, folder / "report.json")
    return json.loads((folder / "report.json").read_text())


def test_every_sample_gets_a_verdict(tmp_path: Path) -> None:
    """In order; the samples stay as they were, and the same run gives the same bytes."""
    report = run(tmp_path, JudgeParams())
    first = (tmp_path / "out" / "verdicts.jsonl").read_bytes()
    run(tmp_path, JudgeParams())

    verdicts = list(jsonl.read(tmp_path / "out" / "verdicts.jsonl", Verdict))
    assert [sample.id for sample in SAMPLES] == [verdict.sample for verdict in verdicts]
    assert SAMPLES == list(jsonl.read(tmp_path / "samples.jsonl", Sample))
    assert first == (tmp_path / "out" / "verdicts.jsonl").read_bytes()
    assert (len(SAMPLES), len(SAMPLES)) == (report["read"], report["kept"])
    assert len(SAMPLES) == report["scores"]["n"]
    assert {"quoting", "heading", "definition", "list"} == set(report["kinds"])
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert {"samples", "chunks"} == set(manifest["inputs"])


def test_samples_without_their_chunk_are_unscored(tmp_path: Path) -> None:
    """They are counted apart, not as 0; too many fail, and the verdicts are there to look at."""
    with pytest.raises(SetupError, match="have no score .*a passage of the evidence is missing"):
        run(tmp_path, JudgeParams(), CHUNKS[:1])

    report = run(tmp_path, JudgeParams(max_unscored=1), CHUNKS[:1])
    lost = sum(sample.language == "ru" for sample in SAMPLES)
    assert {"a passage of the evidence is missing": lost} == report["unscored"]
    assert len(SAMPLES) - lost == report["scores"]["n"]
