"""All figures of one evaluation, and the files that hold them."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from understudy.core import jsonl
from understudy.core.errors import SetupError, unknown_name
from understudy.core.records import Chunk, Membership, Retrieval, Sample
from understudy.evaluation import comparison, labels, persona, recall, tables
from understudy.evaluation.intervals import Bootstrap
from understudy.evaluation.params import EvaluateParams, LabelParams
from understudy.evaluation.scoring import Arm, Components, Scored, check_missing, load_arm, score

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Material:
    """What an evaluation reads."""

    train: list[Sample]
    test: list[Sample]
    contrast: list[Sample]
    retrievals: list[Retrieval]
    chunks: dict[str, Chunk]
    components: Components
    arms: list[Arm]


def load(dataset: Path, hits: Path, chunks: Path, predictions: Sequence[Path]) -> Material:
    """Read the dataset, the retrieved passages and the arms."""
    return Material(
        train=list(jsonl.read(dataset / "train.jsonl", Sample)),
        test=list(jsonl.read(dataset / "test.jsonl", Sample)),
        contrast=list(jsonl.read(dataset / "contrast.jsonl", Sample)),
        retrievals=list(jsonl.read(hits, Retrieval)),
        chunks={chunk.id: chunk for chunk in jsonl.read(chunks, Chunk)},
        components=Components(jsonl.read(dataset / "groups.jsonl", Membership)),
        arms=[load_arm(folder) for folder in predictions],
    )


def evaluate(params: EvaluateParams, material: Material) -> tuple[list[Scored], dict[str, Any]]:
    """Score all and compare.

    Returns:
        The scores of every prediction, and the figures (see docs/records.md, "metrics").

    Raises:
        SetupError: The test split is empty, an arm failed too often, or a param names an arm,
            metric, collection or label that there is not.
    """
    if not material.test:
        raise SetupError("the test split is empty: raise build.split.test or add data")
    how = Bootstrap(params.resamples, params.confidence, params.seed)
    samples = {sample.id: sample for sample in material.test}
    scored = list(score(samples, material.arms, material.components, params.metrics))
    check_missing(scored, params.max_missing)
    enough, too_small = _big_enough(params, material)
    counted = [one for one in scored if one.collection in enough]
    figures: dict[str, Any] = {
        "arms": comparison.arms(counted, params.metrics, how),
        "differences": comparison.differences(counted, params.differences, params.metrics, how)
        if counted
        else {},
        "retrieval": recall.evaluate(
            {s.id: s for s in material.test if s.collection in enough},
            material.retrievals,
            material.chunks,
            material.components,
            params.recall_at,
            how,
        ),
        "labels": _labels(params, material, enough, how),
        "persona": _persona(params, material, enough, how),
        "too_small": too_small,
    }
    return scored, figures


def write(folder: Path, scored: Sequence[Scored], figures: dict[str, Any], headline: str) -> None:
    """Write scores, plot data and the table, which the log shows too."""
    jsonl.write(folder / "scores.jsonl", scored)
    jsonl.write_text(folder / "headline.csv", tables.plot_rows(figures, headline))
    jsonl.write_text(folder / "histogram.csv", tables.histogram(scored, headline))
    text = tables.two_by_two(figures, headline)
    jsonl.write_text(folder / "table.txt", text)
    log.info("intervals in brackets:\n%s", text)


def _big_enough(
    params: EvaluateParams, material: Material
) -> tuple[set[str], dict[str, dict[str, int]]]:
    """Tell which collections have enough independent test data for a figure.

    Returns:
        The collections that do, and the counts of those that do not: a figure from too little data
        is a guess, and a guess is not shown.
    """
    counts: dict[str, dict[str, int]] = {}
    for name in sorted({sample.collection for sample in material.test}):
        members = [sample for sample in material.test if sample.collection == name]
        components = {material.components.of(sample) for sample in members}
        counts[name] = {"samples": len(members), "components": len(components)}
    small = {
        name: count
        for name, count in counts.items()
        if count["samples"] < params.min_samples or count["components"] < params.min_components
    }
    return set(counts) - set(small), small


def _labels(
    params: EvaluateParams, material: Material, enough: set[str], how: Bootstrap
) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for collection, wanted in params.labels.items():
        test = [sample for sample in material.test if sample.collection == collection]
        train = [sample for sample in material.train if sample.collection == collection]
        if not test:
            known = {sample.collection for sample in material.test}
            raise SetupError(
                f"params.yaml: evaluate.labels: {unknown_name('collection', collection, known)}"
            )
        if collection in enough:
            figures[collection] = {
                name: _label(name, reading, test, train, material, how)
                for name, reading in wanted.items()
            }
    return figures


def _label(
    name: str,
    reading: LabelParams,
    test: list[Sample],
    train: list[Sample],
    material: Material,
    how: Bootstrap,
) -> dict[str, Any]:
    labelled = [sample for sample in test if name in sample.labels]
    if not labelled:
        known = {label for sample in test for label in sample.labels}
        where = f"params.yaml: evaluate.labels.{test[0].collection}"
        raise SetupError(f"{where}: {unknown_name('label', name, known)}")
    view = labels.Task(name, reading, labelled, train)
    return labels.evaluate(view, material.arms, material.components, how)


def _persona(
    params: EvaluateParams, material: Material, enough: set[str], how: Bootstrap
) -> dict[str, Any] | None:
    if params.persona is None:
        return None
    arms = {arm.name: arm for arm in material.arms}
    for name in (params.persona.before, params.persona.after):
        if name not in arms:
            raise SetupError(f"params.yaml: evaluate.persona: {unknown_name('arm', name, arms)}")
    return persona.evaluate(
        [sample for sample in material.test if sample.collection in enough],
        [sample for sample in material.contrast if sample.collection in enough],
        arms[params.persona.before],
        arms[params.persona.after],
        material.components,
        how,
    )
