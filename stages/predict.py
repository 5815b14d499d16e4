"""Let a model answer a split, and measure how likely it finds given replies."""

from pathlib import Path

from understudy.core.stage import run
from understudy.core.tally import Tally
from understudy.model import predict as predicting
from understudy.model.params import PredictParams


def predict(
    params: PredictParams,
    samples: Path,
    contrast: Path,
    base: Path,
    model: tuple[Path, ...],
    predictions: Path,
    report: Path,
) -> None:
    """Answer samples with the base and its adapters.

    Args:
        params: Section ``predict`` of params.yaml.
        samples: A split as a model meets it.
        contrast: Other people's replies, measured only.
        base: The base model's folder.
        model: Model folders in order; the base's own for no adapter.
        predictions: Folder to write: predictions.jsonl, likelihoods.jsonl, arm.json.
        report: Metrics file to write.
    """
    job = predicting.prepare(params, base, model)
    tally = Tally("predict", limit=params.max_dropped, rejects=predictions / "rejects.jsonl")
    results = predicting.work(job, predicting.chosen(params, samples, contrast), tally)
    predicting.write(predictions, job, results, samples=samples, contrast=contrast)
    tally.write(report, **results.facts())
    results.check(params)


if __name__ == "__main__":
    run(predict)
