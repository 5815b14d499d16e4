"""Formats of other trainers, by name."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from understudy.core.records import Sample, stable_id
from understudy.core.registry import Registry
from understudy.dataset.exchange import BESIDE, dump, load
from understudy.dataset.store import LINES, Store


@dataclass(frozen=True, slots=True)
class Format:
    """How a sample stands in a line of a file of another trainer."""

    encode: Callable[[Sample], str]
    """A sample to one line of JSON without its end; ``InputError`` names what the format cannot
    hold, and a format that can."""
    decode: Callable[[str], Sample]
    """The line back to the same sample. A line that `encode` did not write gives a sample whose id
    and group come from its content (``InputError`` says what is wrong with it)."""
    one_target: bool = False
    """Its readers learn the last answer and nothing else; see `forms`."""
    store: Store = LINES
    """How lines lie in a folder."""


FORMATS: Registry[Format] = Registry("format", "understudy.dataset.formats")


def bared(format_: Format) -> Format:
    """Return the format without what stands beside: some services refuse lines of further keys."""
    return replace(format_, encode=partial(_bare, encode=format_.encode))


def _bare(sample: Sample, encode: Callable[[Sample], str]) -> str:
    line = load(encode(sample))
    return dump({key: value for key, value in line.items() if key not in BESIDE})


def forms(sample: Sample, format_: Format) -> tuple[Sample, ...]:
    """Return the samples that stand for one in a format.

    Where only the last answer is learnt, a sample of several targets becomes one for each target,
    which ends with it; their ids come from the sample's.
    """
    last = len(sample.turns) - 1
    if not format_.one_target or sample.targets == (last,):
        return (sample,)
    return tuple(
        sample.model_copy(
            update={
                "id": stable_id("single", sample.id, target),
                "turns": sample.turns[: target + 1],
                "targets": (target,),
            }
        )
        for target in sample.targets
    )
