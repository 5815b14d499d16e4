"""The data's way: what each stage read, kept and dropped, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of record in one stage."""

    stage: str
    kind: str
    read: int
    kept: int
    dropped: dict[str, int]
    """Reason to count."""

    @property
    def share(self) -> float:
        """Share that was kept, in percent; 100 when nothing was read."""
        return 100 * self.kept / self.read if self.read else 100.0


def steps(metrics: Mapping[str, Any]) -> list[Step]:
    """Find the tallies in the stages' metrics, in the order of the stages.

    Args:
        metrics: Stage name to the content of its metrics file.
    """
    return [step for stage, values in metrics.items() for step in _steps(stage, "", values)]


def _steps(stage: str, kind: str, values: Any) -> Iterator[Step]:
    if not isinstance(values, dict):
        return
    if {"read", "kept", "dropped"} <= set(values):
        yield Step(stage, kind, values["read"], values["kept"], values["dropped"])
        return
    for name, nested in values.items():
        yield from _steps(stage, name, nested)
