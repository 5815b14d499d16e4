"""Parameters of a training pass: ``train.<pass>`` of params.yaml."""

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from understudy.core.params import Params, Section


class LoraParams(Section):
    """The adapter: low-rank changes of the base's linear maps, W' = W + (alpha / rank) B A."""

    rank: int = Field(16, ge=1, le=1024)
    """Rank of each change."""
    alpha: float = Field(32, gt=0)
    """Scale of each change, before it is divided by the rank."""
    dropout: float = Field(0.0, ge=0, lt=1)
    """Share of the inputs of each change that are zeroed while training."""
    targets: Literal["all-linear"] | tuple[str, ...] = "all-linear"
    """Names of the modules that get one, e.g. ``[q_proj, v_proj]``; the output head is not one."""
    seed: int = Field(0, ge=0)
    """Where the adapter's first weights come from."""

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.targets:
            raise ValueError("targets may not be empty: an adapter without targets learns nothing")
        return self


class TrainParams(Params):
    """One pass of training; the budget is steps, never seconds, so that it can be repeated."""

    section: ClassVar[str] = "train"

    lora: LoraParams = LoraParams()
    """The adapter."""
    steps: int = Field(200, ge=1)
    """How many times the weights change."""
    batch_size: int = Field(8, ge=1)
    """Samples at once on a device."""
    accumulation: int = Field(1, ge=1)
    """Batches a step: 1 x 8 takes the same steps as 8 x 1 with an eighth of the memory."""
    max_tokens: int = Field(1024, ge=8)
    """Longest sample; a longer one loses its oldest turns, or is dropped (``no_target_left``)."""
    learning_rate: float = Field(2e-4, gt=0, le=1)
    """Largest step size of AdamW."""
    schedule: Literal["constant", "linear", "cosine"] = "cosine"
    """How the step size changes after the warm-up; the last two end near 0."""
    warmup_steps: int = Field(10, ge=0)
    """Steps over which the step size grows from 0."""
    weight_decay: float = Field(0.0, ge=0, le=1)
    """Decay of the adapter's weights, as in AdamW."""
    max_gradient_norm: float = Field(1.0, gt=0)
    """Longer gradients are scaled down to this norm."""
    precision: Literal["float32", "bfloat16"] = "float32"
    """What the model computes in; the adapter's own weights are float32 in both."""
    gradient_checkpointing: bool = False
    """Compute activations twice instead of keeping them: less memory, about 1.3 times the time."""
    seed: int = Field(0, ge=0)
    """Decides order, dropout, which samples are chosen, and how answers are dealt."""

    collections: tuple[str, ...] = ()
    """Collections to learn from; all when empty."""
    caps: dict[str, int] = {}
    """Collection to the most samples of it that are used, chosen by hash."""
    weights: dict[str, float] = {}
    """Collection to how often its samples come, relative to the others' 1."""
    none_share: float = Field(0.0, ge=0, le=1)
    """Share of the samples with passages, chosen by hash, that are learned without them."""
    answers: Literal["own", "shuffled"] = "own"
    """``shuffled`` is a control: answers are dealt to other questions of the same kind."""
    max_dropped: float = Field(0.05, ge=0, le=1)
    """Share of the samples of a split that may be dropped before the stage fails."""

    eval_every_steps: int = Field(50, ge=1)
    """Steps between two points of the curve."""
    eval_samples: int = Field(64, ge=0)
    """Most samples of the eval split that a point is measured on, chosen by hash; 0 for none."""
    save_every_steps: int = Field(0, ge=0)
    """Steps between two checkpoints, from which a killed run goes on; 0 for none."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.warmup_steps >= self.steps:
            raise ValueError(
                f"warmup_steps ({self.warmup_steps}) must be less than steps ({self.steps}), "
                "or the learning rate never reaches its value"
            )
        for name, given in (("caps", self.caps), ("weights", self.weights)):
            for collection, value in given.items():
                if value <= 0:
                    raise ValueError(
                        f"{name}.{collection} must be above 0, not {value:g}; "
                        "to leave a collection out, name the others in collections"
                    )
                if self.collections and collection not in self.collections:
                    raise ValueError(f"{name}.{collection} is not one of collections")
        return self
