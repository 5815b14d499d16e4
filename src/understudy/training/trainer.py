"""TRL's trainer on our own tokens, masks and order.

Imported lazily only: this module imports torch, transformers and TRL.

Shapes: B batch, L length, N target tokens of a batch, R rows of all batches, V vocabulary.
"""

# ruff: noqa: N806 - shapes are capital letters at the end of a tensor's name

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from torch.nn import functional
from transformers import PrinterCallback, TrainerCallback
from trl import SFTConfig, SFTTrainer

from understudy.core.errors import SetupError
from understudy.model import IGNORED
from understudy.training import checkpoints
from understudy.training.order import Example
from understudy.training.params import TrainParams

log = logging.getLogger(__name__)

SCHEDULES = {"constant": "constant_with_warmup", "linear": "linear", "cosine": "cosine"}
KEPT_CHECKPOINTS = 2  # a kill while the newest is written leaves the one before


class Trainer(SFTTrainer):  # type: ignore[misc]
    """TRL's trainer without what costs time, sends data, or changes from run to run.

    - The samples come tokenised, masked and in order.
    - Without CUDA, only positions that carry loss reach the output head. TRL's head does that on
      Triton devices only, and computes entropy and accuracy beside.
    - The eval loss is the mean over all target tokens, not over batches.
    - A loss that is not a number ends the run.
    """

    control: Any

    def __init__(self, params: TrainParams, **rest: Any) -> None:
        super().__init__(**rest)
        self._params = params
        # The model's forward may not say so, but our loss divides by all targets of a step.
        self.model_accepts_loss_kwargs = True
        self.remove_callback(PrinterCallback)  # it prints to stdout
        self.add_callback(_Progress())

    def compute_loss(
        self,
        model: Any,
        inputs: dict[str, Any],
        return_outputs: bool = False,
        num_items_in_batch: Any = None,
    ) -> Any:
        """Return the nats of the batch's targets over the number of targets of the whole step."""
        if self.accelerator.device.type == "cuda":
            return super().compute_loss(model, inputs, return_outputs, num_items_in_batch)
        nats_N, _ = target_nats(model, inputs)
        count = nats_N.numel() if num_items_in_batch is None else num_items_in_batch
        loss = nats_N.sum() / count
        if self.args.average_tokens_across_devices and num_items_in_batch is not None:
            loss = loss * self.accelerator.num_processes  # DDP takes the mean of the gradients
        return loss

    def training_step(self, model: Any, inputs: Any, num_items_in_batch: Any = None) -> Any:
        """Take the gradient of one micro-batch.

        Raises:
            SetupError: The loss is not a finite number.
        """
        loss = super().training_step(model, inputs, num_items_in_batch)
        if not bool(torch.isfinite(loss)):
            raise SetupError(
                f"the loss became {float(loss)} at step {self.state.global_step + 1}. Lower "
                f"learning_rate (now {self._params.learning_rate:g}), raise warmup_steps (now "
                f"{self._params.warmup_steps}), or compute in precision float32."
            )
        return loss

    def evaluate(
        self,
        eval_dataset: Any = None,
        ignore_keys: Any = None,  # noqa: ARG002
        metric_key_prefix: str = "eval",
    ) -> dict[str, float]:
        """Measure the loss on the held-out samples: nats a target token.

        The random numbers that dropout draws later are not touched: watching changes nothing.
        """
        was_training = self.model.training
        self.model.eval()
        with torch.random.fork_rng(), torch.no_grad():
            loader = self.get_eval_dataloader(eval_dataset)
            sums_R2 = torch.cat([self._sums(self._prepare_inputs(batch)) for batch in loader])
        self.model.train(was_training)
        nats, tokens = sums_R2.double().sum(dim=0).tolist()
        metrics = {f"{metric_key_prefix}_loss": nats / tokens}
        self.log(metrics)
        self.control = self.callback_handler.on_evaluate(
            self.args, self.state, self.control, metrics
        )
        return metrics

    def _sums(self, inputs: dict[str, Any]) -> torch.Tensor:
        """Return nats and target tokens of each row, of all devices, each sample once."""
        with self.compute_loss_context_manager():
            nats_N, rows_N = target_nats(self.model_wrapped, inputs)
        sums_B2 = nats_N.new_zeros(len(inputs["input_ids"]), 2)
        sums_B2.index_add_(0, rows_N, torch.stack([nats_N, torch.ones_like(nats_N)], dim=1))
        gathered: torch.Tensor = self.accelerator.gather_for_metrics(sums_B2)
        return gathered

    def floating_point_ops(self, inputs: Any) -> int:  # noqa: ARG002
        """Count nothing: it walks over all weights at every step."""
        return 0

    def create_model_card(self, *args: Any, **kwargs: Any) -> None:
        """Write none: a model folder has our own card."""

    def _send_telemetry(self) -> None:
        """Send nothing."""


def target_nats(model: Any, inputs: dict[str, Any]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the negative log-likelihood of each target token, and its row in the batch.

    The model's own forward runs, with all that it does to its logits; but its output head is given
    only the positions before targets, so that the rest costs nothing. There is no attention mask:
    the padding stands on the right, where no target looks, and without a mask attention takes its
    fast causal path.
    """
    labels_BL = inputs["labels"][:, 1:]
    mask_BL = labels_BL != IGNORED

    def keep_targets(_: Any, given: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
        return (given[0][:, :-1][mask_BL].unsqueeze(0), *given[1:])

    head = _bare(model).get_output_embeddings()
    hook = head.register_forward_pre_hook(keep_targets)
    try:
        outputs = model(input_ids=inputs["input_ids"], use_cache=False)
    finally:
        hook.remove()
    logits_NV = outputs.logits[0].float()
    nats_N = functional.cross_entropy(logits_NV, labels_BL[mask_BL], reduction="none")
    return nats_N, mask_BL.nonzero()[:, 0]


def build(
    params: TrainParams,
    model: Any,
    tokenizer: Any,
    train: list[Example],
    held_out: list[Example],
    *,
    folder: Path,
) -> Trainer:
    """Set up the trainer.

    Args:
        params: The pass.
        model: With its adapter.
        tokenizer: Of the base; its pad token pads.
        train: Every sample as often and in the order as it comes.
        held_out: What the eval loss is measured on; may be empty.
        folder: For checkpoints.

    Raises:
        SetupError: One process sees several GPUs.
    """
    cpu = next(model.parameters()).device.type != "cuda"
    if not cpu and torch.cuda.device_count() > 1 and "WORLD_SIZE" not in os.environ:
        raise SetupError(
            f"{torch.cuda.device_count()} GPUs are visible to one process. Set "
            "CUDA_VISIBLE_DEVICES=0, or start the stage with `accelerate launch`."
        )
    trainer = Trainer(
        params,
        model=model,
        args=_arguments(params, watched=bool(held_out), folder=folder, cpu=cpu),
        processing_class=tokenizer,
        train_dataset=_dataset(train),
        eval_dataset=_dataset(held_out) if held_out else None,
    )
    if params.save_every_steps:
        trainer.add_callback(_Marker())
    return trainer


def _arguments(params: TrainParams, *, watched: bool, folder: Path, cpu: bool) -> SFTConfig:
    return SFTConfig(
        output_dir=str(folder),
        max_steps=params.steps,
        per_device_train_batch_size=params.batch_size,
        per_device_eval_batch_size=params.batch_size,
        gradient_accumulation_steps=params.accumulation,
        learning_rate=params.learning_rate,
        lr_scheduler_type=SCHEDULES[params.schedule],
        warmup_steps=params.warmup_steps,
        weight_decay=params.weight_decay,
        max_grad_norm=params.max_gradient_norm,
        optim="adamw_torch",
        seed=params.seed,
        data_seed=params.seed,
        # Defaults of TRL that do not fit a CPU: both are on.
        bf16=params.precision == "bfloat16",
        activation_checkpointing=params.gradient_checkpointing,
        use_cpu=cpu,
        # Our own tokens, masks and order.
        max_length=None,
        dataset_kwargs={"skip_prepare_dataset": True},
        train_sampling_strategy="sequential",
        dataloader_pin_memory=not cpu,
        ddp_find_unused_parameters=False,
        # Every step is logged, so that a resumed run tells the same curve.
        logging_steps=1,
        logging_nan_inf_filter=False,
        disable_tqdm=True,
        report_to="none",
        eval_strategy="steps" if watched else "no",
        eval_steps=params.eval_every_steps if watched else None,
        save_strategy="steps" if params.save_every_steps else "no",
        save_steps=params.save_every_steps or 500,
        save_total_limit=KEPT_CHECKPOINTS,
    )


def _dataset(examples: list[Example]) -> Dataset:
    """Hold each sample once, and say in which order they come."""
    places: dict[str, int] = {}
    distinct: list[Example] = []
    for example in examples:
        if example.sample not in places:
            places[example.sample] = len(distinct)
            distinct.append(example)
    columns = {
        "input_ids": [example.input_ids for example in distinct],
        "labels": [example.labels for example in distinct],
    }
    order = [places[example.sample] for example in examples]
    return Dataset.from_dict(columns).select(order)


@contextmanager
def explained(params: TrainParams) -> Iterator[None]:
    """Say what to lower when the device's memory is full."""
    try:
        yield
    except torch.OutOfMemoryError as error:
        hints = []
        if params.batch_size > 1:
            hints.append(
                f"batch_size (now {params.batch_size}; raise accumulation as much, and the steps "
                "stay the same)"
            )
        hints.append(f"max_tokens (now {params.max_tokens})")
        advice = f"Lower {' or '.join(hints)}"
        if not params.gradient_checkpointing:
            advice += ", or set gradient_checkpointing: true"
        raise SetupError(
            f"the device's memory is full. {advice}. `base.quantization: nf4` makes the base "
            "itself smaller."
        ) from error


def _bare(model: Any) -> Any:
    """Return the model of transformers inside the wrappers of DDP and PEFT."""
    inner = getattr(model, "module", model)
    return inner.get_base_model() if hasattr(inner, "get_base_model") else inner


class _Progress(TrainerCallback):  # type: ignore[misc]
    """One line in the log for each point of the curve."""

    def on_evaluate(self, args: Any, state: Any, control: Any, **rest: Any) -> None:  # noqa: ARG002
        """Say how far the run is."""
        losses = [entry["loss"] for entry in state.log_history if "loss" in entry]
        recent = losses[-int(args.eval_steps) :]
        train = f"{sum(recent) / len(recent):.3f}" if recent else "-"
        held_out = rest["metrics"]["eval_loss"]
        if state.is_world_process_zero:
            log.info(
                "step %d of %d: loss %s, held out %.3f",
                state.global_step,
                state.max_steps,
                train,
                held_out,
            )


class _Marker(TrainerCallback):  # type: ignore[misc]
    """Marks a checkpoint as whole: the trainer writes its files one after the other."""

    def on_save(self, args: Any, state: Any, control: Any, **rest: Any) -> None:  # noqa: ARG002
        """Mark the checkpoint that was just written."""
        if state.is_world_process_zero:
            checkpoints.mark(Path(args.output_dir), state.global_step)
