"""How passages are indexed, and which of them a sample may see."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from understudy.core.params import Params, Section


class EmbedderParams(Section):
    """Which model turns a text into a vector."""

    engine: str = "minilm"
    """Name of an embedder; `understudy plugins` lists them."""
    name: str | None = None
    """Model id or folder, for an engine that loads one."""
    revision: str | None = None
    """Commit of that model; required for a model of a hub, so that the index can be made again."""
    query_prefix: str = ""
    """Put before a query, e.g. ``query: `` for E5 models."""
    passage_prefix: str = ""
    """Put before a key, e.g. ``passage: `` for E5 models."""
    languages: tuple[str, ...] | None = None
    """Languages the model knows; texts of others are found by their words alone. None = all."""
    collections: tuple[str, ...] | None = None
    """Collections whose passages get vectors; the others are found by their words alone, which
    costs nothing and serves rows of a table well. None = all."""


class WeightParams(Section):
    """Weights of the two searches in the fused score."""

    dense: float = Field(1.0, ge=0)
    """Weight of the vectors."""
    lexical: float = Field(1.0, ge=0)
    """Weight of the words."""

    @model_validator(mode="after")
    def _searches(self) -> Self:
        if self.dense + self.lexical == 0:
            raise ValueError("dense and lexical cannot both be 0: nothing would be found")
        return self


class IndexParams(Params):
    """The search index."""

    section: ClassVar[str] = "index"

    embedder: EmbedderParams = EmbedderParams()
    """Turns keys and queries into vectors."""
    vectors: str = "flat"
    """Name of an index type; ``flat`` is exact."""
    weights: WeightParams = WeightParams()
    """How the two searches are fused."""
    bm25_k1: float = Field(1.2, ge=0)
    """How fast a repeated word stops counting."""
    bm25_b: float = Field(0.75, ge=0, le=1)
    """How much a long passage is held against it."""
    max_dropped: float = Field(0.0, ge=0, le=1)
    """Share of keys that may fail before the stage does."""


class GroundParams(Params):
    """Which passages stand in whose prompt."""

    section: ClassVar[str] = "ground"

    sources: dict[str, tuple[str, ...]] = {}
    """Collection of samples to collections of passages; one not named is never grounded."""
    top_k: int = Field(5, ge=1)
    """Passages retrieved a sample."""
    in_prompt: int = Field(3, ge=1)
    """Passages put into the prompt, best first."""
    no_copy: tuple[str, ...] = ()
    """Collections of samples that lose passages which hold eight words of the answer in a row."""
    max_dropped: float = Field(0.0, ge=0, le=1)
    """Share of samples that may fail before the stage does."""

    @model_validator(mode="after")
    def _retrieves_enough(self) -> Self:
        if self.in_prompt > self.top_k:
            raise ValueError(
                f"in_prompt ({self.in_prompt}) cannot exceed top_k ({self.top_k}): "
                "only retrieved passages reach the prompt"
            )
        return self
