from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.model.card import read_base, read_card, write_base, write_card
from understudy.model.device import chosen_device
from understudy.model.load import computes_in, load, quantizes
from unit.model.tiny import KINDS, copy, make_adapter, make_base, reword

EVERY = pytest.mark.parametrize("kind", KINDS)
IDS = torch.tensor([[5, 9, 20, 7, 30, 11]])


def logits(model: Any) -> torch.Tensor:
    with torch.inference_mode():
        out: torch.Tensor = model(input_ids=IDS).logits
    return out


def changes(base: Path, adapter: Path) -> dict[str, torch.Tensor]:
    """Compute by hand what an adapter adds to each weight: scale x B A."""
    config = jsonl.read_json(adapter / "adapter_config.json")
    scale = config["lora_alpha"] / config["r"]
    parts = load_file(adapter / "adapter_model.safetensors")
    added = {}
    for name in parts:
        if name.endswith("lora_A.weight"):
            module = name.removeprefix("base_model.model.").removesuffix(".lora_A.weight")
            change = scale * parts[name.replace("lora_A", "lora_B")] @ parts[name]
            gpt2 = read_base(base).architecture.startswith("GPT2")
            added[f"{module}.weight"] = change.T if gpt2 else change
    return added


@EVERY
def test_a_merged_adapter_is_its_product_added_to_the_weights(
    bases: dict[str, Path], adapters: dict[str, Path], kind: str
) -> None:
    """W' = W + scale B A, for linear layers of either orientation, and nothing else changes."""
    plain = load(bases[kind]).model.state_dict()
    merged = load(bases[kind], [adapters[kind]], merge=True).model.state_dict()
    added = changes(bases[kind], adapters[kind])

    assert added
    assert set(plain) == set(merged)
    for name, weight in plain.items():
        assert torch.allclose(weight + added.get(name, 0), merged[name], atol=1e-6), name


@EVERY
def test_an_attached_adapter_says_what_a_merged_one_says(
    bases: dict[str, Path], adapters: dict[str, Path], kind: str
) -> None:
    """Up to the last bits; and something else than the base."""
    attached = load(bases[kind], [adapters[kind]])
    merged = load(bases[kind], [adapters[kind]], merge=True)
    base = load(bases[kind], [bases[kind]])

    assert torch.allclose(logits(attached.model), logits(merged.model), atol=1e-3)
    assert not torch.allclose(logits(base.model), logits(merged.model), atol=1e-2)
    assert not merged.model.training
    assert (read_card(adapters[kind]), read_card(bases[kind])) == (attached.card, base.card)


def test_parents_are_merged_below_the_last_adapter(
    tmp_path: Path, bases: dict[str, Path], adapters: dict[str, Path]
) -> None:
    """Two passes are the sum of both products."""
    base, first = bases["qwen2"], adapters["qwen2"]
    second = make_adapter(tmp_path / "second", base, seed=2, below=(first,))
    both = load(base, [base, first, second], merge=True).model.state_dict()
    attached = load(base, [first, second])

    added = [changes(base, folder) for folder in (first, second)]
    for name, weight in load(base).model.state_dict().items():
        expected = weight + sum(one.get(name, 0) for one in added)
        assert torch.allclose(expected, both[name], atol=1e-6)
    assert read_card(second) == attached.card
    merged = load(base, [first, second], merge=True)
    assert torch.allclose(logits(merged.model), logits(attached.model), atol=1e-3)


def test_passes_that_are_not_named_are_missed(
    tmp_path: Path, bases: dict[str, Path], adapters: dict[str, Path]
) -> None:
    """Without the first pass the second is another model."""
    base, first = bases["qwen2"], adapters["qwen2"]
    second = make_adapter(tmp_path / "second", base, seed=2, below=(first,))

    for wrong in ([second], [second, first], [first, first]):
        with pytest.raises(SetupError, match="Name them all, in the order of their training"):
            load(base, wrong)


def test_an_adapter_of_another_base_is_refused(tmp_path: Path, adapters: dict[str, Path]) -> None:
    """Same shape, other weights: it would load and say nonsense."""
    other = make_base(tmp_path, "qwen2", seed=5)

    with pytest.raises(SetupError, match=r"was trained on another base \(.*qwen2-0\) than "):
        load(other, [adapters["qwen2"]])


@pytest.mark.parametrize("spoilt", ["adapter_model.safetensors", "adapter_config.json"])
def test_an_adapter_that_is_not_its_card_s_is_refused(
    tmp_path: Path, bases: dict[str, Path], adapters: dict[str, Path], spoilt: str
) -> None:
    """Changed or missing."""
    adapter = copy(adapters["qwen2"], tmp_path / "adapter")
    (adapter / spoilt).write_bytes((adapter / spoilt).read_bytes() + b" ")
    with pytest.raises(SetupError, match="is not the file of its card. Run `dvc repro`"):
        load(bases["qwen2"], [adapter])
    (adapter / spoilt).unlink()
    with pytest.raises(SetupError, match="is not the file of its card"):
        load(bases["qwen2"], [adapter])


def test_an_adapter_of_another_shape_is_refused(
    tmp_path: Path, bases: dict[str, Path], adapters: dict[str, Path]
) -> None:
    """In one line, though its card is right."""
    adapter = copy(adapters["qwen2"], tmp_path / "adapter")
    path = adapter / "adapter_model.safetensors"
    save_file({name: weight[:, :1].clone() for name, weight in load_file(path).items()}, path)
    card = read_card(adapter)
    write_card(
        adapter, card.model_copy(update={"files": card.files | {path.name: jsonl.sha256(path)}})
    )

    with pytest.raises(SetupError, match="is no adapter for Qwen2ForCausalLM") as caught:
        load(bases["qwen2"], [adapter])
    assert "\n" not in str(caught.value)


def test_weights_that_are_not_those_of_the_base_are_refused(tmp_path: Path) -> None:
    """A folder may change behind our back."""
    base = make_base(tmp_path, "gpt2")
    weights = Path(read_base(base).name) / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\1")
    with pytest.raises(SetupError, match="is not the file that base.json names"):
        load(base)
    weights.unlink()
    with pytest.raises(SetupError, match="is missing or is not the file"):
        load(base)


def test_a_changed_template_is_refused(tmp_path: Path, bases: dict[str, Path]) -> None:
    """What a model was taught in one form may not be asked in another."""
    base = copy(bases["qwen2"], tmp_path / "base")
    (base / "chat_template.jinja").write_text("{{ messages }}")

    with pytest.raises(SetupError, match="the chat template is not that of base.json"):
        load(base)


def test_another_tokenizer_is_refused(tmp_path: Path, bases: dict[str, Path]) -> None:
    """Its tokens would be other words to these weights."""
    base = reword(copy(bases["qwen2"], tmp_path / "base"))

    with pytest.raises(SetupError, match="the tokenizer is not that of base.json. Run `dvc repro`"):
        load(base)


@pytest.mark.parametrize("value", ["tpu", "cuda:x", "cuda:99"])
def test_a_device_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Before anything is loaded."""
    monkeypatch.setenv("UNDERSTUDY_DEVICE", value)

    with pytest.raises(SetupError, match=f"UNDERSTUDY_DEVICE.*{value}"):
        chosen_device()


def test_the_device_is_found_where_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """CUDA where there is one."""
    monkeypatch.delenv("UNDERSTUDY_DEVICE")

    assert chosen_device() == ("cuda" if torch.cuda.is_available() else "cpu")


def test_numbers_are_as_params_say(bases: dict[str, Path]) -> None:
    """`auto` looks at the device, the others do not."""
    facts = read_base(bases["qwen2"])
    auto = facts.model_copy(update={"precision": "auto", "quantization": "auto"})
    narrow = facts.model_copy(update={"precision": "bfloat16", "quantization": "nf4"})

    def on(device: str) -> list[tuple[torch.dtype, bool]]:
        return [(computes_in(one, device), quantizes(one, device)) for one in (facts, auto, narrow)]

    wide, four = (torch.float32, False), (torch.bfloat16, True)
    assert [wide, wide, four] == on("cpu")
    assert [wide, four, four] == on("cuda:0")


def test_half_precision_is_what_runs(tmp_path: Path) -> None:
    """Merging happens in float32 all the same."""
    base = make_base(tmp_path, "qwen2", precision="bfloat16")
    adapter = make_adapter(tmp_path / "adapter", base, seed=1)
    merged = load(base, [adapter], merge=True).model
    exact = load(make_base(tmp_path / "exact", "qwen2")).model.state_dict()
    added = changes(base, adapter)

    assert {torch.bfloat16} == {weight.dtype for weight in merged.parameters()}
    for name, weight in merged.state_dict().items():
        expected = (exact[name] + added.get(name, 0)).to(torch.bfloat16)
        assert torch.equal(expected, weight)


def test_four_bit_weights_take_one_adapter(
    tmp_path: Path, bases: dict[str, Path], adapters: dict[str, Path]
) -> None:
    """Nothing can be merged into them, so a second pass has nothing to stand on."""
    base = copy(bases["qwen2"], tmp_path / "base")
    write_base(base, read_base(base).model_copy(update={"quantization": "nf4"}))
    second = make_adapter(tmp_path / "second", base, seed=2, below=(adapters["qwen2"],))

    with pytest.raises(SetupError, match="set base.quantization to none for a model of 2 passes"):
        load(base, [adapters["qwen2"], second])
