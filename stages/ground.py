"""Write the dataset twice: without and with retrieved passages in the prompt."""

from pathlib import Path

from understudy import retrieval
from understudy.core import manifest
from understudy.core.records import SPLITS
from understudy.core.stage import run
from understudy.core.tally import Tally
from understudy.retrieval import GroundParams


def ground(params: GroundParams, dataset: Path, index: Path, grounded: Path, report: Path) -> None:
    """Retrieve passages for each sample, without leaks, and assemble the prompts.

    Args:
        params: Section ``ground`` of params.yaml.
        dataset: The build stage's folder.
        index: The index stage's folder.
        grounded: Folder to write: ``none`` and ``retrieved`` with the three splits each, and
            ``hits.jsonl`` with all that was found, and ``manifest.json``.
        report: Metrics file to write, with the leak report.
    """
    tally = Tally("ground", limit=params.max_dropped, rejects=grounded / "rejects.jsonl")
    counts = retrieval.ground(params, dataset, index, grounded, tally)
    tally.write(report, **counts)
    files = (*SPLITS, "groups", "withheld")
    inputs: dict[str, Path | None] = {name: dataset / f"{name}.jsonl" for name in files}
    inputs["prompt"] = dataset / "prompt.json"
    inputs["passages"] = index / "chunks.jsonl"
    manifest.write(grounded, stage="ground", params=params, inputs=inputs, counts=tally.counts())


if __name__ == "__main__":
    run(ground)
