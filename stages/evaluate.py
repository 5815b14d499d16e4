"""Score predictions, with intervals and paired differences."""

from pathlib import Path

from understudy import evaluation
from understudy.core import jsonl
from understudy.core.stage import run
from understudy.evaluation import EvaluateParams


def evaluate(
    params: EvaluateParams,
    dataset: Path,
    hits: Path | None,
    chunks: Path,
    predictions: tuple[Path, ...],
    evaluated: Path,
    report: Path,
) -> None:
    """Compare the arms on the test split.

    Args:
        params: Section ``evaluate`` of params.yaml.
        dataset: The build stage's folder: train, test, contrast and groups.
        hits: The ground stage's ``hits.jsonl``; absent where nothing is retrieved.
        chunks: The chunk stage's ``chunks.jsonl``.
        predictions: A folder of predictions an arm; the folder's name is the arm's.
        evaluated: Folder to write: ``scores.jsonl``, ``figures.json``, ``table.txt``, plots' data.
        report: Metrics file to write: the figures of whole collections.
    """
    material = evaluation.load(dataset, hits, chunks, predictions)
    scored, figures = evaluation.evaluate(params, material)
    evaluation.write(evaluated, scored, figures, params.headline)
    jsonl.write_json(report, evaluation.summary(figures, params.headline))


if __name__ == "__main__":
    run(evaluate)
