"""Show the result on one page and record it in MLflow."""

from pathlib import Path

from understudy import reporting, tracking
from understudy.core import jsonl
from understudy.core.stage import run
from understudy.reporting import ReportParams, Sources


def report(
    params: ReportParams,
    files: Path,
    documents: Path,
    chunks: Path,
    dataset: Path,
    hits: Path | None,
    predictions: tuple[Path, ...],
    evaluated: Path,
    curves: tuple[Path, ...],
    metrics: tuple[Path, ...],
    cards: tuple[Path, ...],
    page: Path,
) -> None:
    """Write ``page/index.html``; a tracker that fails warns.

    Args: as `understudy.reporting.Sources`, and ``cards``: the trained models' ``card.json``.
    """
    sources = Sources(
        files, documents, chunks, dataset, hits, predictions, evaluated, curves, metrics
    )
    jsonl.write_text(page / "index.html", reporting.render(params, sources))
    found = reporting.result(metrics, cards, dataset / "manifest.json")
    tracking.record(found, experiment=params.experiment)


if __name__ == "__main__":
    run(report)
