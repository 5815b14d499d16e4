"""Who asks and who judges: the registries of both."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from understudy.core.records import Chunk, Sample, Verdict
from understudy.core.registry import Registry

if TYPE_CHECKING:  # the params check names against these registries
    from understudy.synthesis.params import JudgeParams, SynthesizeParams

PROVIDERS: "Registry[Callable[[Chunk, SynthesizeParams], list[Sample]]]" = Registry(
    "synthesis provider", "understudy.synthesis.providers"
)
"""A provider turns a chunk into samples; none when there is nothing to ask."""
JUDGES: "Registry[Callable[[Sample, Mapping[str, str], JudgeParams], Verdict]]" = Registry(
    "judge", "understudy.synthesis.judges"
)
"""A judge gives a verdict on a sample; the mapping holds the texts of the chunks by id."""
