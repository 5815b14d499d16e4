"""The adapter on a model, and as bytes."""

from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load as load_tensors

from understudy.core.errors import SetupError
from understudy.model.load import load
from understudy.training import LoraParams, lora
from unit.model.tiny import KINDS

IDS = torch.tensor([[5, 9, 17, 33, 65, 12]])


def bare(base: Path) -> Any:
    return load(base, device="cpu").model


def shaken(model: Any) -> Any:
    """B is zero at first; give it values, as training would."""
    torch.manual_seed(1)
    for name, weight in model.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(weight, std=0.3)
    return model


@pytest.mark.parametrize("kind", KINDS)
def test_merging_adds_b_times_a(bases: dict[str, Path], kind: str) -> None:
    """W' = W + (alpha / rank) B A for every linear map, whichever way round it is stored."""
    before = {name: w.clone() for name, w in bare(bases[kind]).named_parameters()}
    model = shaken(lora.attach(bare(bases[kind]), LoraParams(rank=3, alpha=6)))
    with torch.no_grad():
        expected = model.eval()(IDS).logits
    pairs = {
        name.removeprefix("base_model.model.").removesuffix(".lora_A.default.weight"): (
            weight,
            dict(model.named_parameters())[name.replace("lora_A", "lora_B")],
        )
        for name, weight in model.named_parameters()
        if "lora_A" in name
    }
    merged = model.merge_and_unload()

    assert len(pairs) >= 8
    for name, (a, b) in pairs.items():
        change = 2 * b @ a
        change = change.T if kind == "gpt2" else change
        after = dict(merged.named_parameters())[f"{name}.weight"]
        torch.testing.assert_close(before[f"{name}.weight"] + change, after)
    with torch.no_grad():
        torch.testing.assert_close(expected, merged(IDS).logits, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("kind", KINDS)
def test_all_linear_leaves_the_head_alone(bases: dict[str, Path], kind: str) -> None:
    """Only the adapter is trained, and a fresh one changes nothing."""
    model = bare(bases[kind])
    with torch.no_grad():
        expected = model(IDS).logits
    tuned = lora.attach(model, LoraParams(rank=2))
    trained = [name for name, weight in tuned.named_parameters() if weight.requires_grad]

    assert all("lora_" in name for name in trained)
    assert not any("lm_head" in name for name in trained)
    with torch.no_grad():
        assert torch.equal(expected, tuned.eval()(IDS).logits)


def test_the_seed_decides_the_first_weights(bases: dict[str, Path]) -> None:
    """Whatever was drawn before."""

    def made(seed: int, drawn: int) -> bytes:
        torch.manual_seed(drawn)
        return lora.weights(lora.attach(bare(bases["qwen2"]), LoraParams(rank=2, seed=seed)))

    assert made(1, 5) == made(1, 6)
    assert made(1, 5) != made(2, 5)


def test_the_configuration_is_the_same_everywhere(bases: dict[str, Path]) -> None:
    """No path of a machine, no order of a set; the base by its name and commit."""
    model = lora.attach(bare(bases["qwen2"]), LoraParams(rank=2, targets=("v_proj", "q_proj")))
    text = lora.configuration(model, base="owner/name", revision="abc")

    assert '"base_model_name_or_path": "owner/name"' in text
    assert '"revision": "abc"' in text
    assert str(bases["qwen2"].parent) not in text
    assert text.index("q_proj") < text.index("v_proj")


def test_unknown_targets_are_refused(bases: dict[str, Path]) -> None:
    """With the names that there are; the head is none of them."""
    with pytest.raises(SetupError, match=r"lora\.targets.*'q_prj'.*Did you mean q_proj"):
        lora.attach(bare(bases["qwen2"]), LoraParams(targets=("q_prj",)))
    with pytest.raises(SetupError, match="lm_head"):
        lora.attach(bare(bases["qwen2"]), LoraParams(targets=("lm_head",)))
    with pytest.raises(SetupError, match="c_attn"):
        lora.attach(bare(bases["gpt2"]), LoraParams(targets=("q_proj",)))


def test_weights_that_are_no_numbers_are_not_written(bases: dict[str, Path]) -> None:
    """The last step may spoil them after the last loss was fine."""
    model = lora.attach(bare(bases["qwen2"]), LoraParams(rank=2))
    assert len(load_tensors(lora.weights(model))) > 0
    with torch.no_grad():
        next(w for w in model.parameters() if w.requires_grad).fill_(float("nan"))

    with pytest.raises(SetupError, match="not finite"):
        lora.weights(model)
