"""Parameters of the stages ``base`` and ``predict``."""

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from understudy.core.params import Params

EMBEDDED = "embedded"


class BaseParams(Params):
    """Which base model all others stand on."""

    section: ClassVar[str] = "base"

    name: str = Field(EMBEDDED, min_length=1)
    """``embedded`` (the small model of this repository), an id on the Hugging Face hub such as
    ``Qwen/Qwen2.5-0.5B-Instruct``, or a folder (``./model``, ``../model``, ``/model``)."""
    revision: str | None = None
    """Commit, tag or branch of a hub model, required there; its commit is what base.json keeps."""
    quantization: Literal["none", "nf4", "auto"] = "none"
    """``nf4`` holds the weights in 4 bits (package ``bitsandbytes``); ``auto`` does so on CUDA."""
    precision: Literal["float32", "bfloat16", "auto"] = "float32"
    """In which numbers the model computes; ``auto`` is bfloat16 on CUDA, else float32."""

    @property
    def is_folder(self) -> bool:
        """The name is a folder of this machine."""
        return self.name.startswith((".", "/", "~"))

    @model_validator(mode="after")
    def _is_pinned(self) -> Self:
        own = self.name == EMBEDDED or self.is_folder
        if own and self.revision is not None:
            raise ValueError(f"revision {self.revision!r} is for hub models; {self.name} has none")
        if not own and self.revision is None:
            raise ValueError(
                f"revision is needed for the hub model {self.name}: a commit, or a branch such as "
                "main; a folder starts with ./"
            )
        return self


class PredictParams(Params):
    """How a model answers."""

    section: ClassVar[str] = "predict"

    collections: tuple[str, ...] | None = None
    """Collections of samples that get an answer; all when null."""
    likelihood_collections: tuple[str, ...] = ()
    """Collections whose given replies are measured: how likely the model finds them."""
    max_new_tokens: int = Field(96, ge=1, le=32768)
    """Longest answer; a longer one is cut."""
    max_tokens: int = Field(1024, ge=2)
    """Prompt and answer together; a longer prompt loses its oldest exchanges."""
    repeat_tokens: int = Field(24, ge=0)
    """Stop when the last so many tokens say one thing twice or more, and keep it once; 0 never.
    Greedy decoding of a small model can turn in a circle."""
    temperature: float = Field(0.0, ge=0, le=10)
    """0: the likeliest token each time, so one answer to a question. Above, tokens are drawn, the
    unlikely ones less often below 1: what is said as often as a person says it, which styles can be
    compared by."""
    top_p: float = Field(1.0, gt=0, le=1)
    """Drawn are only the likeliest tokens that together have this probability; 1 = all."""
    seed: int = Field(0, ge=0)
    """Another seed draws other answers; one seed draws one answer to a prompt, in every run."""
    batch_size: int = Field(16, ge=1)
    """Prompts at a time on CUDA; on CPU it is always one, so that no answer depends on others."""
    max_failed: float = Field(0.05, ge=0, le=1)
    """Share of samples that may stay without an answer before the stage fails."""
    max_dropped: float = Field(0.05, ge=0, le=1)
    """Share of likelihoods that may be dropped, because the reply does not fit, before the stage
    fails."""

    @model_validator(mode="after")
    def _leaves_room_for_the_prompt(self) -> Self:
        if self.max_new_tokens >= self.max_tokens:
            raise ValueError(
                f"max_new_tokens ({self.max_new_tokens}) must be less than max_tokens "
                f"({self.max_tokens}), or no prompt would fit"
            )
        return self
