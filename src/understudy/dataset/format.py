"""Formats of other trainers, by name."""

from collections.abc import Callable
from dataclasses import dataclass

from understudy.core.records import Sample
from understudy.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Format:
    """How a sample stands in a line of a file of another trainer."""

    encode: Callable[[Sample], str]
    """A sample to one line of JSON without its end."""
    decode: Callable[[str], Sample]
    """The line back to the same sample."""


FORMATS: Registry[Format] = Registry("format", "understudy.dataset.formats")
