"""Sections ``synthesize`` and ``judge`` of params.yaml."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, field_validator, model_validator

from understudy.core.errors import unknown_name
from understudy.core.params import Params, Section
from understudy.synthesis.drafts import KINDS
from understudy.synthesis.plugins import JUDGES, PROVIDERS


class SynthesizeParams(Params):
    """How questions are asked about passages."""

    section: ClassVar[str] = "synthesize"

    provider: str = "rules"
    """Plug-in that asks; ``rules`` needs no model and answers with spans of the passage."""
    collections: tuple[str, ...] = ()
    """Collections whose chunks are asked about. When empty, all that hold documents: a question
    about a table's rendered row is asked only where its collection is named here."""
    per_chunk: dict[str, Annotated[int, Field(ge=0, le=100)]] = Field(
        {"quoting": 2, "heading": 1, "definition": 2, "list": 1}, min_length=1
    )
    """Most questions of each kind that one chunk gives; a kind that is not named is not asked."""
    min_answer_words: int = Field(4, ge=1)
    """Questions with shorter answers are not asked."""
    max_answer_words: int = Field(40, ge=1)
    """Questions with longer answers are not asked."""
    max_dropped: float = Field(0.05, ge=0, le=1)
    """Share of chunks that may be dropped, e.g. for a language without phrasings."""

    @field_validator("provider")
    @classmethod
    def _is_provider(cls, name: str) -> str:
        if name not in PROVIDERS:
            raise ValueError(unknown_name(PROVIDERS.kind, name, PROVIDERS))
        return name

    @field_validator("per_chunk")
    @classmethod
    def _are_kinds(cls, caps: dict[str, int]) -> dict[str, int]:
        for name in caps:
            if name not in KINDS:
                raise ValueError(unknown_name(KINDS.kind, name, KINDS))
        return dict(sorted(caps.items()))

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        if self.min_answer_words > self.max_answer_words:
            raise ValueError(
                f"min_answer_words ({self.min_answer_words}) is more than "
                f"max_answer_words ({self.max_answer_words}), so no answer would fit"
            )
        return self


class Weights(Section):
    """How much each dimension counts; the score is their weighted mean."""

    grounded: float = Field(4, ge=0)
    """The answer stands in the evidence."""
    clear: float = Field(2, ge=0)
    """The question is one, of a fair length, and does not hold its answer."""
    self_contained: float = Field(2, ge=0)
    """Neither question nor answer points at something outside of them."""
    brief: float = Field(2, ge=0)
    """The answer is not long."""

    @model_validator(mode="after")
    def _counts_something(self) -> Self:
        if not self.grounded + self.clear + self.self_contained + self.brief:
            raise ValueError("all weights are 0, so there would be no score: give one of them more")
        return self


class JudgeParams(Params):
    """How samples are scored."""

    section: ClassVar[str] = "judge"

    provider: str = "rules"
    """Plug-in that judges; ``rules`` needs no model."""
    weights: Weights = Weights()
    """Weight of each dimension."""
    ungrounded_score: float = Field(3, ge=0, le=10)
    """Highest score of an answer that is hardly grounded, however good the rest is."""
    min_question_words: int = Field(3, ge=1)
    """A shorter question is not clear."""
    max_question_words: int = Field(30, ge=1)
    """A longer question is not clear."""
    brief_words: int = Field(30, ge=1)
    """Answers up to this length are brief; one of three times the length is not at all."""
    max_unscored: float = Field(0.02, ge=0, le=1)
    """Share of samples that may stay without a score before the stage fails."""
    max_dropped: float = Field(0, ge=0, le=1)
    """Share of samples that may be dropped before the stage fails."""

    @field_validator("provider")
    @classmethod
    def _is_provider(cls, name: str) -> str:
        if name not in JUDGES:
            raise ValueError(unknown_name(JUDGES.kind, name, JUDGES))
        return name

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        if self.min_question_words > self.max_question_words:
            raise ValueError(
                f"min_question_words ({self.min_question_words}) is more than "
                f"max_question_words ({self.max_question_words}), so no question would be clear"
            )
        return self
