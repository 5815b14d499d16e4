"""One pass: samples, base and parameters become an adapter, its card, a report and a curve."""

import importlib.metadata
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.tally import Tally
from understudy.model.card import BaseFacts, Pass, read_base, read_card, write_card
from understudy.training import checkpoints, curve, lora, material, order
from understudy.training.curve import Point
from understudy.training.material import Material
from understudy.training.params import TrainParams

log = logging.getLogger(__name__)

ADAPTER_FILE = "adapter_model.safetensors"
CONFIG_FILE = "adapter_config.json"
REJECTS_FILE = "rejects.jsonl"
PROMPT_FILE = "prompt.json"
PACKAGES = ("torch", "transformers", "peft", "trl", "accelerate")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a pass reads."""

    none: Path
    """Folder of the samples without passages; the build stage's where nothing is grounded."""
    retrieved: Path | None
    """Folder of the same samples with passages."""
    base: tuple[Path, ...]
    """The base stage's folder, then the model folders that this pass learns on top of, in order."""

    def hashes(self) -> dict[str, str]:
        """Return the hash of each file of samples, by a name without this machine's folders."""
        folders = {"none": self.none, "retrieved": self.retrieved}
        return {
            f"{form}/{split}.jsonl": jsonl.sha256(folder / f"{split}.jsonl")
            for form, folder in folders.items()
            if folder is not None
            for split in ("train", "eval")
        }

    def parents(self) -> tuple[str, ...]:
        """Return the digests of the model folders below this pass's own."""
        return tuple(read_card(folder).digest() for folder in self.base[1:])


@dataclass(frozen=True, slots=True)
class Outputs:
    """What a pass writes."""

    adapter: Path
    """Folder of the model: the adapter, its configuration, its card and rejects.jsonl."""
    report: Path
    curve: Path


def train(params: TrainParams, inputs: Inputs, outputs: Outputs) -> None:
    """Train one adapter; on CPU the same inputs give the same bytes.

    Raises:
        SetupError: Nothing to learn from, unknown targets, a loss that is not a number, a full
            device memory, or a base that cannot be loaded.
    """
    import torch

    from understudy.model.load import load

    torch.set_num_threads(threads())
    _check_window(params, read_base(inputs.base[0]))
    loaded = load(inputs.base[0], inputs.base[1:], merge=True)
    tally = Tally(limit=params.max_dropped, rejects=outputs.adapter / REJECTS_FILE)
    samples = material.load(params, inputs.none, inputs.retrieved, loaded.tokenizer, tally)
    tally.write(outputs.report)  # too many drops end the stage before hours of training
    bare = loaded.model
    if params.precision == "float32" and not getattr(bare, "is_quantized", False):
        bare = bare.float()
    model = lora.attach(bare, params.lora)
    identity = [params.model_dump(mode="json"), inputs.hashes(), loaded.facts.digest()]
    cpu = not loaded.device.startswith("cuda")
    with checkpoints.folder(
        [*identity, inputs.parents(), cpu], kept=params.save_every_steps > 0
    ) as folder:
        history = _fit(params, model, loaded.tokenizer, samples, folder=folder)
        _write_model(params, inputs, outputs.adapter, model)
    points = curve.points(history, params.eval_every_steps)
    curve.write(outputs.curve, points)
    tally.write(outputs.report, **_facts(params, samples, model, points))


def _check_window(params: TrainParams, facts: BaseFacts) -> None:
    if facts.context_tokens is not None and params.max_tokens > facts.context_tokens:
        raise SetupError(
            f"params.yaml: max_tokens of section train is {params.max_tokens}, more than "
            f"{facts.name} was made for ({facts.context_tokens}). Lower it."
        )


def threads() -> int:
    """Return how many threads compute: ``UNDERSTUDY_THREADS``, else two where there are two cores.

    Raises:
        SetupError: It is not a number from 1.
    """
    value = os.environ.get("UNDERSTUDY_THREADS", str(min(2, os.cpu_count() or 1)))
    if not value.isdecimal() or int(value) < 1:
        raise SetupError(f"UNDERSTUDY_THREADS must be a number from 1, not {value!r}")
    return int(value)


def _fit(
    params: TrainParams, model: Any, tokenizer: Any, samples: Material, *, folder: Path
) -> list[dict[str, Any]]:
    """Take the steps; return the trainer's history."""
    from understudy.training import trainer as trainers

    ordered = order.plan(
        samples.train,
        steps=params.steps,
        step_size=_step_size(params),
        weights=params.weights,
        seed=params.seed,
    )
    last = checkpoints.last(folder)
    with trainers.explained(params):
        trainer = trainers.build(
            params,
            model,
            tokenizer,
            [samples.train[place] for place in ordered],
            list(samples.eval),
            folder=folder,
        )
        # The curve begins with the untrained model; a resumed one has that point already.
        trainer.args.eval_on_start = bool(samples.eval) and last is None
        trainer.train(resume_from_checkpoint=None if last is None else str(last))
    return list(trainer.state.log_history)


def _write_model(params: TrainParams, inputs: Inputs, adapter: Path, model: Any) -> None:
    below = read_card(inputs.base[-1])
    with jsonl.atomic(adapter / ADAPTER_FILE) as file:
        file.write(lora.weights(model))
    jsonl.write_text(
        adapter / CONFIG_FILE,
        lora.configuration(model, base=below.base, revision=below.base_revision),
    )
    prompt = inputs.none / PROMPT_FILE
    own = Pass(name=adapter.name, params=params.model_dump(mode="json"))
    card = below.model_copy(
        update={
            "parents": inputs.parents(),
            "files": {name: jsonl.sha256(adapter / name) for name in (ADAPTER_FILE, CONFIG_FILE)},
            "passes": (*below.passes, own),
            "prompt_sha256": jsonl.sha256(prompt) if prompt.is_file() else None,
            "dataset": inputs.hashes(),
            "versions": {name: importlib.metadata.version(name) for name in PACKAGES},
        }
    )
    write_card(adapter, card)


def _facts(
    params: TrainParams, samples: Material, model: Any, points: list[Point]
) -> dict[str, Any]:
    """Return what the report says besides the counts; no seconds, no hardware."""
    return {
        "steps": params.steps,
        "passes": round(params.steps * _step_size(params) / len(samples.train), 3),
        **samples.facts,
        "weights": lora.sizes(model),
        "loss": curve.summary(points),
    }


def _step_size(params: TrainParams) -> int:
    """Return how many samples a step takes, over all devices of ``accelerate launch``."""
    devices = int(os.environ.get("WORLD_SIZE", "1"))
    return params.batch_size * params.accumulation * devices
