"""A question before it becomes a sample, and the registry of the kinds of questions."""

from collections.abc import Callable
from dataclasses import dataclass

from understudy.core.registry import Registry
from understudy.synthesis.passage import Passage


@dataclass(frozen=True, slots=True)
class Draft:
    """A question, its answer, and the span of the passage that the answer was taken from."""

    question: str
    answer: str
    start: int
    """First code point of the evidence in the passage."""
    end: int
    """One past the last."""


KINDS: Registry[Callable[[Passage], list[Draft]]] = Registry(
    "question kind", "understudy.synthesis.kinds"
)
"""A kind returns every question of its sort that a passage allows; the provider takes some."""
