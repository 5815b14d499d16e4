from pathlib import Path

import pytest

from contract.stages import ROOT, stage_function
from understudy.core import jsonl
from understudy.core.records import Likelihood, Prediction, Sample, Turn
from understudy.model.card import read_card
from understudy.model.params import PredictParams
from unit.model.tiny import make_adapter, make_base

predict = stage_function(ROOT / "stages" / "predict.py")
PARAMS = PredictParams(
    collections=("book",), likelihood_collections=("chats",), max_new_tokens=6, max_tokens=256
)


def sample(name: str, collection: str) -> Sample:
    turns = (
        Turn(role="system", content="You answer."),
        Turn(role="user", content=f"[1] The hive stands in the rain.\n\n{name}?"),
        Turn(role="assistant", content="Стоит."),
    )
    return Sample(id=name, turns=turns, targets=(2,), collection=collection, group="g")


def test_an_arm_is_answered_measured_and_described(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same bytes again; arm.json says which model it was, without a path."""
    monkeypatch.setenv("UNDERSTUDY_DEVICE", "cpu")
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "items"))
    folder = make_base(tmp_path, "qwen2")
    adapter = make_adapter(tmp_path / "adapter", folder, seed=1)
    samples, contrast = tmp_path / "samples.jsonl", tmp_path / "contrast.jsonl"
    jsonl.write(samples, [sample("a", "book"), sample("b", "chats"), sample("c", "book")])
    jsonl.write(contrast, [sample("d", "chats")])
    for arm, model in (("base", folder), ("tuned", adapter), ("again", adapter)):
        paths = (samples, contrast, folder, (model,))
        predict(PARAMS, *paths, tmp_path / arm, tmp_path / f"{arm}.json")
    written = {path.name: path.read_bytes() for path in (tmp_path / "tuned").iterdir()}
    arm = jsonl.read_json(tmp_path / "tuned" / "arm.json")
    report = jsonl.read_json(tmp_path / "tuned.json")

    assert written == {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    answers = list(jsonl.read(tmp_path / "tuned" / "predictions.jsonl", Prediction))
    replies = list(jsonl.read(tmp_path / "tuned" / "likelihoods.jsonl", Likelihood))
    assert ["a", "c"] == [one.sample for one in answers]
    assert ["b", "d"] == [one.sample for one in replies]
    assert replies != list(jsonl.read(tmp_path / "base" / "likelihoods.jsonl", Likelihood))
    assert (read_card(adapter).digest(), ["tuned"]) == (arm["model_sha256"], arm["passes"])
    assert jsonl.sha256(samples) == arm["inputs"]["samples"]
    assert (2, 2) == (report["predictions"]["kept"], report["likelihoods"]["kept"])
    assert report["tokens_out"] == sum(one.tokens_out for one in answers)
