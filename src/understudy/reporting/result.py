"""What a run of the pipeline came to, for the tracker."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from understudy.core import jsonl
from understudy.reporting.page import read_metrics
from understudy.tracking import Result


def result(metrics: Sequence[Path], cards: Sequence[Path], manifest: Path) -> Result:
    """Collect parameters and figures; the key is the hash of the files they come from.

    Args:
        metrics: Metrics files of the stages.
        cards: ``card.json`` of the trained models.
        manifest: The dataset's.
    """
    digest = hashlib.sha256()
    for path in sorted([*metrics, *cards, manifest]):
        digest.update(jsonl.sha256(path).encode())
    trained = {path.parent.name: jsonl.read_json(path) for path in cards}
    return Result(
        key=digest.hexdigest(),
        params={"dataset": jsonl.read_json(manifest).get("params", {}), "models": trained},
        metrics=read_metrics(metrics),
    )
