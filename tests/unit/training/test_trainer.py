"""The trainer against plain torch, on tiny random models."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import torch
from torch.nn import functional
from trl import SFTTrainer

from understudy.core.errors import SetupError
from understudy.model.load import Loaded, load
from understudy.training import LoraParams, TrainParams, lora
from understudy.training.order import Example
from understudy.training.trainer import Trainer, build, explained, target_nats
from unit.model.tiny import KINDS
from unit.training.made import example

RAGGED = [example(number, length=4 + 3 * number) for number in range(6)]


def tuned(base: Path, **given: Any) -> tuple[Loaded, Any]:
    loaded = load(base, device="cpu")
    return loaded, lora.attach(loaded.model, LoraParams(rank=2, **given))


def trainer(
    base: Path, train: Sequence[Example], tmp: Path, held: Sequence[Example] = (), **given: Any
) -> Trainer:
    params = TrainParams.model_validate(
        {"warmup_steps": 0, "learning_rate": 1e-2, "schedule": "constant", **given}
    )
    loaded, model = tuned(base)
    return build(params, model, loaded.tokenizer, list(train), list(held), folder=tmp)


def batch(examples: Sequence[Example], pad: int = 0) -> dict[str, torch.Tensor]:
    length = max(len(one.input_ids) for one in examples)
    rows = [(one, length - len(one.input_ids)) for one in examples]
    return {
        "input_ids": torch.tensor([one.input_ids + [pad] * gap for one, gap in rows]),
        "labels": torch.tensor([one.labels + [-100] * gap for one, gap in rows]),
        "attention_mask": torch.tensor([[1] * (length - gap) + [0] * gap for _, gap in rows]),
    }


def adapter(model: Any) -> dict[str, torch.Tensor]:
    return {name: w.detach().clone() for name, w in model.named_parameters() if w.requires_grad}


def gradients(model: Any, loss: torch.Tensor) -> list[torch.Tensor]:
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    return list(torch.autograd.grad(loss, weights))


@pytest.mark.parametrize("kind", KINDS)
def test_the_loss_is_that_of_the_full_logits(bases: dict[str, Path], kind: str) -> None:
    """Reference: all logits, an attention mask, torch's own loss; value and gradients agree."""
    _, model = tuned(bases[kind])
    given = batch(RAGGED)
    logits = model(input_ids=given["input_ids"], attention_mask=given["attention_mask"]).logits
    expected = functional.cross_entropy(
        logits[:, :-1].flatten(0, 1), given["labels"][:, 1:].flatten(), reduction="sum"
    )
    wanted = gradients(model, expected)
    nats, rows = target_nats(model, given)

    assert [row for row in range(6) for _ in range(2)] == rows.tolist()
    torch.testing.assert_close(expected, nats.sum())
    for reference, found in zip(wanted, gradients(model, nats.sum()), strict=True):
        torch.testing.assert_close(reference, found, atol=1e-4, rtol=1e-3)


def test_the_loss_is_that_of_trl(bases: dict[str, Path], tmp_path: Path) -> None:
    """On CUDA TRL's own loss is used: the two are one."""
    made = trainer(bases["qwen2"], RAGGED, tmp_path, steps=1)
    count = torch.tensor(12)
    ours = made.compute_loss(made.model, batch(RAGGED), num_items_in_batch=count)
    theirs = SFTTrainer.compute_loss(made, made.model, batch(RAGGED), num_items_in_batch=count)

    torch.testing.assert_close(ours, theirs)


def test_only_targets_reach_the_head(bases: dict[str, Path]) -> None:
    """No gradient can come from a prompt token or from padding: the head never sees them."""
    _, model = tuned(bases["llama"])
    seen: list[torch.Size] = []
    head = model.get_base_model().lm_head
    handle = head.register_forward_hook(lambda _, __, out: seen.append(out.shape))
    target_nats(model, batch(RAGGED))
    handle.remove()

    assert [(1, 12)] == [tuple(shape[:2]) for shape in seen]
    assert not head._forward_pre_hooks


def test_what_follows_the_last_target_changes_nothing(bases: dict[str, Path]) -> None:
    """A row's loss is its own, whatever pads it and whoever stands beside it."""
    _, model = tuned(bases["gpt2"])
    alone = [target_nats(model, batch([one]))[0] for one in RAGGED]

    for pad in (0, 77):
        together, _ = target_nats(model, batch(RAGGED, pad))
        torch.testing.assert_close(torch.cat(alone), together)


def test_the_loss_falls_on_one_repeated_batch(bases: dict[str, Path], tmp_path: Path) -> None:
    """Thirty steps on the same eight samples; the base stays bit-equal, the adapter moves."""
    train = [example(number, length=9) for number in range(8)]
    made = trainer(bases["qwen2"], train * 30, tmp_path, steps=30)
    frozen = {n: w.clone() for n, w in made.model.named_parameters() if not w.requires_grad}
    before = adapter(made.model)
    made.train()
    losses = [entry["loss"] for entry in made.state.log_history if "loss" in entry]
    after = dict(made.model.named_parameters())

    assert 30 == len(losses)
    assert losses[-1] < 0.8 * losses[0]
    assert all(torch.equal(weight, after[name]) for name, weight in frozen.items())
    assert any(not torch.equal(weight, after[name]) for name, weight in before.items())


def test_accumulation_takes_the_same_steps(bases: dict[str, Path], tmp_path: Path) -> None:
    """1 x 8 is 8 x 1, though the samples have different numbers of targets."""
    train = [
        Example(f"s{number}", "c", list(range(5, 15)), [-100] * 4 + [7] * (number % 5 + 1))
        for number in range(24)
    ]
    train = [one._replace(labels=one.labels + [-100] * (10 - len(one.labels))) for one in train]
    whole = trainer(bases["qwen2"], train, tmp_path / "a", steps=3, batch_size=8)
    parts = trainer(bases["qwen2"], train, tmp_path / "b", steps=3, batch_size=1, accumulation=8)
    for made in (whole, parts):
        made.train()
    expected, found = (
        [entry["loss"] for entry in made.state.log_history if "loss" in entry]
        for made in (whole, parts)
    )

    assert expected == pytest.approx(found, rel=1e-4)
    other = adapter(parts.model)
    for name, weight in adapter(whole.model).items():
        torch.testing.assert_close(weight, other[name], atol=2e-4, rtol=1e-2)


def test_the_eval_loss_is_a_mean_over_tokens(bases: dict[str, Path], tmp_path: Path) -> None:
    """Not over batches, whose sizes differ."""
    made = trainer(bases["qwen2"], RAGGED, tmp_path, RAGGED[:5], steps=1, batch_size=2)
    with torch.no_grad():
        nats = torch.cat([target_nats(made.model, batch([one]))[0] for one in RAGGED[:5]])

    assert float(nats.mean()) == pytest.approx(made.evaluate()["eval_loss"], rel=1e-5)


def test_watching_changes_nothing(bases: dict[str, Path], tmp_path: Path) -> None:
    """With dropout, the weights do not depend on how often the eval loss is measured."""
    made = []
    for every in (1, 4):
        loaded, model = tuned(bases["qwen2"], dropout=0.3)
        params = TrainParams(
            steps=4, warmup_steps=0, batch_size=1, learning_rate=0.01, eval_every_steps=every
        )
        one = build(params, model, loaded.tokenizer, RAGGED[:4], RAGGED[4:], folder=tmp_path)
        one.train()
        made.append(lora.weights(one.model))

    assert made[0] == made[1]


def test_checkpointed_activations_give_the_same_step(
    bases: dict[str, Path], tmp_path: Path
) -> None:
    """Less memory, the same weights."""
    plain = trainer(bases["qwen2"], RAGGED, tmp_path, steps=2, batch_size=3)
    saving = trainer(
        bases["qwen2"], RAGGED, tmp_path, steps=2, batch_size=3, gradient_checkpointing=True
    )
    calls: list[list[int]] = [[], []]
    for made, seen in zip((plain, saving), calls, strict=True):
        layer = made.model.get_base_model().model.layers[0].mlp
        layer.register_forward_pre_hook(lambda *_, seen=seen: seen.append(1))
        made.train()
    other = adapter(saving.model)

    assert [2, 4] == [len(seen) for seen in calls]
    for name, weight in adapter(plain.model).items():
        torch.testing.assert_close(weight, other[name])


def test_bfloat16_is_close(bases: dict[str, Path], tmp_path: Path) -> None:
    """It computes in fewer digits; the adapter's own weights stay float32."""
    losses = []
    for precision in ("float32", "bfloat16"):
        made = trainer(bases["llama"], RAGGED, tmp_path, steps=2, batch_size=3, precision=precision)
        made.train()
        losses.append([entry["loss"] for entry in made.state.log_history if "loss" in entry])

    assert losses[0] == pytest.approx(losses[1], rel=0.02)
    assert losses[0] != losses[1]
    assert {torch.float32} == {weight.dtype for weight in adapter(made.model).values()}


def test_a_loss_that_is_no_number_ends_the_run(bases: dict[str, Path], tmp_path: Path) -> None:
    """It says which step, and what to change."""
    made = trainer(bases["qwen2"], RAGGED, tmp_path, steps=2, batch_size=3)
    with torch.no_grad():
        [w for w in made.model.parameters() if w.requires_grad][-1].fill_(float("inf"))

    with pytest.raises(SetupError, match=r"became nan at step 1\. Lower learning_rate \(now 0.01"):
        made.train()


def test_a_full_memory_says_what_to_lower() -> None:
    """With the values in force."""
    params = TrainParams(batch_size=8, max_tokens=512)
    said = r"batch_size \(now 8.*max_tokens \(now 512\).*gradient_checkpointing"
    with pytest.raises(SetupError, match=said), explained(params):
        raise torch.OutOfMemoryError("CUDA out of memory")
