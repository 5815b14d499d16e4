"""The curve of a pass: the loss on what is learned and on what is held out, by step."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from understudy.core import jsonl


class Point(NamedTuple):
    """One point of the curve."""

    step: int
    """Steps taken before it was measured."""
    split: str
    """``train`` or ``eval``."""
    loss: float
    """Nats a target token; on train the mean over the steps since the point before."""


def points(history: Iterable[Mapping[str, Any]], every: int) -> list[Point]:
    """Read the trainer's history, which has an entry a step and an entry an evaluation.

    Args:
        history: ``TrainerState.log_history``.
        every: Steps between two points of the train curve; the last point may come sooner.

    Returns:
        Points by step, train before eval.
    """
    losses = {int(entry["step"]): float(entry["loss"]) for entry in history if "loss" in entry}
    found = [
        Point(int(entry["step"]), "eval", float(entry["eval_loss"]))
        for entry in history
        if "eval_loss" in entry
    ]
    steps = sorted(losses)
    for start in range(0, len(steps), every):
        part = steps[start : start + every]
        mean = sum(losses[step] for step in part) / len(part)
        found.append(Point(part[-1], "train", mean))
    return sorted(found, key=lambda point: (point.step, point.split != "train"))


def write(path: Path, curve: Iterable[Point]) -> None:
    """Write the curve as CSV for DVC's plots."""
    lines = [f"{point.step},{point.split},{point.loss:.6f}\n" for point in curve]
    jsonl.write_text(path, "".join(["step,split,loss\n", *lines]))


def summary(curve: Iterable[Point]) -> dict[str, dict[str, float]]:
    """Return the first and the last loss of each split."""
    found: dict[str, dict[str, float]] = {}
    for point in curve:
        ends = found.setdefault(point.split, {"first": round(point.loss, 6)})
        ends["last"] = round(point.loss, 6)
    return dict(sorted(found.items()))
