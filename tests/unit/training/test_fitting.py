"""A whole pass on a tiny model."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch

from understudy.core.errors import SetupError
from understudy.core.records import Sample
from understudy.model.card import read_base, read_card
from understudy.model.load import load
from understudy.training import Inputs, Outputs, TrainParams, fitting, train
from unit.model.tiny import KINDS, copy
from unit.training.made import sample, write

GIVEN: dict[str, Any] = {
    "steps": 4,
    "batch_size": 2,
    "warmup_steps": 1,
    "learning_rate": 0.02,
    "lora": {"rank": 2, "dropout": 0.1},
    "max_tokens": 200,
    "eval_every_steps": 2,
    "none_share": 0.3,
}
PASSAGE = "Bees need water."


def folders(tmp: Path) -> tuple[Path, Path]:
    bare = [sample(i) for i in range(12)]
    grounded: list[Sample] = [sample(i, passage=PASSAGE) for i in range(12)]
    return (
        write(tmp / "none", train=bare[:8], held_out=bare[8:]),
        write(tmp / "retrieved", train=grounded[:8], held_out=grounded[8:]),
    )


def run(tmp: Path, base: tuple[Path, ...], name: str = "tuned", **given: Any) -> Path:
    outputs = Outputs(tmp / "models" / name, tmp / f"{name}.json", tmp / f"{name}.csv")
    params = TrainParams.model_validate({**GIVEN, **given})
    train(params, Inputs(*folders(tmp), base), outputs)
    return outputs.adapter


def everything(tmp: Path, name: str) -> dict[str, bytes]:
    files = [*(tmp / "models" / name).iterdir(), tmp / f"{name}.json", tmp / f"{name}.csv"]
    return {path.name: path.read_bytes() for path in files}


def test_two_runs_give_the_same_bytes(bases: dict[str, Path], tmp_path: Path) -> None:
    """Every file, also with more threads and other random numbers drawn before."""
    first, second = tmp_path / "first", tmp_path / "second"
    run(first, (bases["qwen2"],))
    torch.manual_seed(99)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UNDERSTUDY_THREADS", "2")
        run(second, (bases["qwen2"],))

    files = everything(first, "tuned")
    assert files == everything(second, "tuned")
    assert {
        "adapter_model.safetensors",
        "adapter_config.json",
        "card.json",
        "rejects.jsonl",
        "tuned.csv",
        "tuned.json",
    } == set(files)
    assert not any(str(tmp_path).encode() in content for content in files.values())


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_can_be_loaded(bases: dict[str, Path], tmp_path: Path, kind: str) -> None:
    """Every architecture; the adapter makes a difference, and merging it is the same model."""
    adapter = run(tmp_path, (bases[kind],))
    ids = torch.tensor([[5, 9, 17, 33]])
    with torch.no_grad():
        base, tuned, merged = (
            load(bases[kind], folders, device="cpu", merge=merge).model(ids).logits
            for folders, merge in (((), False), ((adapter,), False), ((adapter,), True))
        )

    torch.testing.assert_close(tuned, merged, atol=1e-4, rtol=1e-4)
    assert not torch.allclose(base, tuned, atol=1e-3)


def test_the_card_says_what_the_model_is_made_of(bases: dict[str, Path], tmp_path: Path) -> None:
    """Base, data, parameters with defaults, template, prompt, versions."""
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "prompt.json").write_text("{}")
    card = read_card(run(tmp_path, (bases["llama"],), answers="shuffled"))
    facts = read_base(bases["llama"])

    assert (facts.digest(), facts.template_sha256) == (card.base_sha256, card.template_sha256)
    assert ("tuned", "shuffled", 0.0) == (
        card.passes[0].name,
        card.passes[0].params["answers"],
        card.passes[0].params["weight_decay"],
    )
    assert {
        f"{form}/{split}.jsonl" for form in ("none", "retrieved") for split in ("train", "eval")
    } == set(card.dataset)
    assert card.prompt_sha256 is not None
    assert {"torch", "transformers", "peft", "trl", "accelerate"} == set(card.versions)
    assert ("apache-2.0", ()) == (card.license, card.parents)


def test_a_second_pass_stands_on_the_first(bases: dict[str, Path], tmp_path: Path) -> None:
    """It learns on the merged model, and cannot be loaded without what it stands on."""
    base = bases["qwen2"]
    style = run(tmp_path, (base,), "style", lora={"rank": 2, "targets": ["up_proj", "down_proj"]})
    context = run(tmp_path, (base, style), "context", lora={"rank": 2, "targets": ["q_proj"]})
    card = read_card(context)

    assert (read_card(style).digest(),) == card.parents
    assert ["style", "context"] == [one.name for one in card.passes]
    assert load(base, (style, context), device="cpu").card == card
    with pytest.raises(SetupError, match="earlier passes"):
        load(base, (context,), device="cpu")


def test_the_report_counts_and_the_curve_starts_before_training(
    bases: dict[str, Path], tmp_path: Path
) -> None:
    """No seconds; the untrained model's loss is step 0."""
    run(tmp_path, (bases["qwen2"],))
    report = json.loads((tmp_path / "tuned.json").read_text())
    steps = [line.split(",")[:2] for line in (tmp_path / "tuned.csv").read_text().splitlines()]

    assert {"read": 8, "kept": 8, "dropped": {}} == report["train"]
    assert {"read": 4, "kept": 4, "dropped": {}} == report["eval"]
    assert (4, 1.0) == (report["steps"], report["passes"])
    assert 8 == sum(report["forms"].values())
    assert {"trained", "all"} == set(report["weights"])
    assert {"eval", "train"} == set(report["loss"])
    assert [
        ["step", "split"],
        ["0", "eval"],
        ["2", "train"],
        ["2", "eval"],
        ["4", "train"],
        ["4", "eval"],
    ] == steps


def test_without_an_eval_split(bases: dict[str, Path], tmp_path: Path) -> None:
    """The curve has the train loss alone."""
    run(tmp_path, (bases["qwen2"],), eval_samples=0)

    assert "eval" not in (tmp_path / "tuned.csv").read_text()


def test_too_many_dropped_samples_end_the_stage_before_training(
    bases: dict[str, Path], tmp_path: Path
) -> None:
    """Not after hours of it."""
    with pytest.raises(SetupError, match="no_target_left"):
        run(tmp_path, (bases["qwen2"],), max_tokens=48, none_share=0.5)

    assert not (tmp_path / "models" / "tuned" / "adapter_model.safetensors").exists()


def test_samples_may_not_be_longer_than_the_model_s_window(
    bases: dict[str, Path], tmp_path: Path
) -> None:
    """It is said in one line, before samples or weights are read: those of the base are gone."""
    params = TrainParams.model_validate({**GIVEN, "max_tokens": 513})
    base = copy(bases["gpt2"], tmp_path / "base")
    (base / "tokenizer.json").unlink()
    outputs = Outputs(tmp_path / "tuned", tmp_path / "tuned.json", tmp_path / "tuned.csv")
    with pytest.raises(
        SetupError, match=r"max_tokens of section train is 513, more than .* \(512\)"
    ) as caught:
        train(params, Inputs(tmp_path / "nowhere", None, (base,)), outputs)

    assert "\n" not in str(caught.value)
    assert [base] == list(tmp_path.iterdir())


@pytest.mark.parametrize("value", ["0", "two", "-1"])
def test_threads_must_be_a_number(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """At least one."""
    monkeypatch.setenv("UNDERSTUDY_THREADS", value)

    with pytest.raises(SetupError, match="UNDERSTUDY_THREADS"):
        fitting.threads()
