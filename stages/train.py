"""Train one adapter."""

from pathlib import Path

from understudy import training
from understudy.core.stage import run
from understudy.training import TrainParams


def train(
    params: TrainParams,
    none: Path,
    retrieved: Path | None,
    base: tuple[Path, ...],
    adapter: Path,
    report: Path,
    curve: Path,
) -> None:
    """Learn from the train split, and watch the eval split.

    Args:
        params: A pass: section ``train.<pass>`` of params.yaml.
        none: Folder of the samples without passages: ``train.jsonl`` and ``eval.jsonl``.
        retrieved: Folder of the same samples with passages; absent where there is no index.
        base: The base stage's folder, then the model folders to learn on top of, in order.
        adapter: Model folder to write: the adapter, its configuration and its card.
        report: Metrics file to write: samples kept and dropped, tokens, losses.
        curve: Table to write: the loss by step, on train and on eval.
    """
    inputs = training.Inputs(none, retrieved, base)
    training.train(params, inputs, training.Outputs(adapter, report, curve))


if __name__ == "__main__":
    run(train)
