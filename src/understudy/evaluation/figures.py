"""All figures of one evaluation, and the files that hold them."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from understudy.core import jsonl
from understudy.core.errors import SetupError, unknown_name
from understudy.core.outcomes import Membership
from understudy.core.records import Chunk, Retrieval, Sample
from understudy.evaluation import comparison, labels, persona, recall, structured, style, tables
from understudy.evaluation.intervals import Bootstrap
from understudy.evaluation.params import EvaluateParams, LabelParams
from understudy.evaluation.scoring import Arm, Components, Scored, check_missing, load_arm, score
from understudy.model import Prompt, load_prompt

log = logging.getLogger(__name__)

COPIED = ("confidence", "answers", "persona", "style", "too_small", "needed")
"""Parts of the figures that a metrics file shows whole."""


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
    prompt: Prompt


def load(dataset: Path, hits: Path | None, chunks: Path, predictions: Sequence[Path]) -> Material:
    """Read the dataset, the retrieved passages (if there are any) and the arms."""
    return Material(
        train=list(jsonl.read(dataset / "train.jsonl", Sample)),
        test=list(jsonl.read(dataset / "test.jsonl", Sample)),
        contrast=list(jsonl.read(dataset / "contrast.jsonl", Sample)),
        retrievals=[] if hits is None else list(jsonl.read(hits, Retrieval)),
        chunks={chunk.id: chunk for chunk in jsonl.read(chunks, Chunk)},
        components=Components(jsonl.read(dataset / "groups.jsonl", Membership)),
        arms=[load_arm(folder) for folder in predictions],
        prompt=load_prompt(dataset / "prompt.json"),
    )


def evaluate(params: EvaluateParams, material: Material) -> tuple[list[Scored], dict[str, Any]]:
    """Score all and compare.

    Returns:
        The scores of every prediction, and the figures (see docs/records.md, "metrics").

    Raises:
        SetupError: The test split is empty, an arm failed too often, a param names an arm, metric,
            collection or label that there is not, or a label cannot be read from its references.
    """
    if not material.test:
        raise SetupError("the test split is empty: raise build.split.test or add data")
    _check_arms(params, material)
    how = Bootstrap(params.resamples, params.confidence, params.seed)
    scored = _scored(params, material)
    enough, too_small = _big_enough(params, material)
    counted = [one for one in scored if one.collection in enough]
    figures: dict[str, Any] = {
        "confidence": params.confidence,
        "arms": comparison.arms(counted, params.metrics, how),
        "differences": comparison.differences(counted, params.differences, params.metrics, how),
        "retrieval": recall.evaluate(
            {s.id: s for s in material.test if s.collection in enough},
            material.retrievals,
            material.chunks,
            material.components,
            params.recall_at,
            how,
        ),
        "answers": _answers(params, material, enough, how),
        "labels": _labels(params, material, too_small, how),
        "persona": _persona(params, material, enough, how),
        "style": style.evaluate(
            [sample for sample in material.test if sample.collection in enough],
            material.arms,
            material.prompt,
            material.components,
            how,
        ),
        "too_small": too_small,
        "needed": {"samples": params.min_samples, "components": params.min_components},
    }
    return scored, figures


def write(folder: Path, scored: Sequence[Scored], figures: dict[str, Any], headline: str) -> None:
    """Write scores, all figures, plot data and the table, which the log shows too."""
    jsonl.write(folder / "scores.jsonl", scored)
    jsonl.write_json(folder / "figures.json", figures)
    jsonl.write_text(folder / "headline.csv", tables.plot_rows(figures, headline))
    jsonl.write_text(folder / "histogram.csv", tables.histogram(scored, headline))
    text = tables.two_by_two(figures, headline)
    text += tables.label_tables(figures) + tables.persona_tables(figures)
    jsonl.write_text(folder / "table.txt", text)
    log.info("intervals in brackets:\n%s", text)


def summary(figures: dict[str, Any], headline: str) -> dict[str, Any]:
    """Return what a metrics file shows: short enough to read its diff on a pull request.

    Args:
        figures: As `evaluate` returns them.
        headline: The metric that is shown of every arm and difference.

    Returns:
        The same tree without the strata of a collection (retrieval keeps languages and kinds, which
        are never pooled), the other metrics, and the kinds of samples that carry a label, where
        only differences from the baselines keep theirs.
    """

    def whole(strata: dict[str, Any]) -> dict[str, Any]:
        return {
            name: {headline: found[headline]}
            for name, found in strata.items()
            if "/" not in name and headline in found
        }

    def unkinded(guessers: dict[str, Any]) -> dict[str, Any]:
        return {
            name: row
            if name == "differences"
            else {key: value for key, value in row.items() if "/" not in key}
            for name, row in guessers.items()
        }

    return {
        **{key: figures[key] for key in COPIED},
        **{
            key: {name: whole(strata) for name, strata in figures[key].items()}
            for key in ("arms", "differences")
        },
        "retrieval": {
            name: found for name, found in figures["retrieval"].items() if name.count("/") < 2
        },
        "labels": {
            collection: {name: unkinded(guessers) for name, guessers in labels.items()}
            for collection, labels in figures["labels"].items()
        },
    }


def _scored(params: EvaluateParams, material: Material) -> list[Scored]:
    """Score every prediction; of answers in JSON, the field that holds their text."""
    _check_collections("answers", params.answers, material)
    scored = list(
        score(
            {sample.id: sample for sample in material.test},
            material.arms,
            material.components,
            params.metrics,
            lambda collection, text: structured.compared(text, params.answers.get(collection)),
        )
    )
    check_missing(scored, params.max_missing)
    return scored


def _check_arms(params: EvaluateParams, material: Material) -> None:
    """Refuse a param that names an arm that there is not, and two arms of one name."""
    known = [arm.name for arm in material.arms]
    for name in known:
        if known.count(name) > 1:
            raise SetupError(
                f"--predictions: two folders are called '{name}', which is the arm's name. "
                "Rename one."
            )
    wanted = [
        (f"differences.{name}", arm)
        for name, pair in params.differences.items()
        for arm in (pair.better, pair.worse)
    ]
    if params.persona is not None:
        wanted += [("persona", params.persona.before), ("persona", params.persona.after)]
    for where, arm in wanted:
        if arm not in known:
            raise SetupError(
                f"params.yaml: {where} of section evaluate: {unknown_name('arm', arm, known)}"
            )


def _big_enough(
    params: EvaluateParams, material: Material
) -> tuple[set[str], dict[str, dict[str, int]]]:
    """Tell which collections have enough independent test data for a figure.

    Returns:
        The collections that do, and the counts of those that do not, one without any test sample
        included: a figure from too little data is a guess, and a guess is not shown.
    """
    held: dict[str, list[Sample]] = {
        name: [] for name in sorted({one.collection for one in (*material.train, *material.test)})
    }
    for sample in material.test:
        held[sample.collection].append(sample)
    counts = {name: _count(members, material) for name, members in held.items()}
    small = {name: count for name, count in counts.items() if _is_small(count, params)}
    return set(counts) - set(small), small


def _count(samples: Sequence[Sample], material: Material) -> dict[str, int]:
    components = {material.components.of(sample) for sample in samples}
    return {"samples": len(samples), "components": len(components)}


def _is_small(count: dict[str, int], params: EvaluateParams) -> bool:
    return count["samples"] < params.min_samples or count["components"] < params.min_components


def _check_collections(where: str, names: Iterable[str], material: Material) -> None:
    known = {sample.collection for sample in (*material.train, *material.test)}
    for name in names:
        if name not in known:
            raise SetupError(
                f"params.yaml: {where} of section evaluate: "
                f"{unknown_name('collection', name, known)}"
            )


def _answers(
    params: EvaluateParams, material: Material, enough: set[str], how: Bootstrap
) -> dict[str, Any]:
    """Tell how many answers are the objects in JSON that they should be."""
    figures = {}
    for collection, form in params.answers.items():
        samples = [sample for sample in material.test if sample.collection == collection]
        if samples:
            structured.check(samples, form, params.max_missing)
        if collection in enough:
            figures[collection] = structured.evaluate(
                samples, form, material.arms, material.components, how
            )
    return figures


def _labels(
    params: EvaluateParams, material: Material, too_small: dict[str, dict[str, int]], how: Bootstrap
) -> dict[str, Any]:
    """Evaluate the labels that enough test samples carry; note the others in ``too_small``."""
    figures: dict[str, Any] = {}
    _check_collections("labels", params.labels, material)
    for collection, wanted in params.labels.items():
        for name, reading in wanted.items():
            task = _task(name, reading, collection, material)
            count = _count(task.test, material)
            if collection in too_small:
                continue
            if _is_small(count, params):
                too_small[f"{collection}/{name}"] = count
                continue
            labels.check_reading(task, params.max_missing)
            found = labels.evaluate(task, material.arms, material.components, how)
            figures.setdefault(collection, {})[name] = found
    return figures


def _task(name: str, reading: LabelParams, collection: str, material: Material) -> labels.Task:
    """Collect what carries a label; refuse a label that no sample of the collection has."""
    test, train = (
        [sample for sample in samples if sample.collection == collection]
        for samples in (material.test, material.train)
    )
    known = {label for sample in (*test, *train) for label in sample.labels}
    if name not in known:
        where = f"params.yaml: labels.{collection} of section evaluate"
        raise SetupError(f"{where}: {unknown_name('label', name, known)}")
    return labels.Task(name, reading, [sample for sample in test if name in sample.labels], train)


def _persona(
    params: EvaluateParams, material: Material, enough: set[str], how: Bootstrap
) -> dict[str, Any] | None:
    if params.persona is None:
        return None
    arms = {arm.name: arm for arm in material.arms}
    return persona.evaluate(
        [sample for sample in material.test if sample.collection in enough],
        [sample for sample in material.contrast if sample.collection in enough],
        arms[params.persona.before],
        arms[params.persona.after],
        material.components,
        how,
    )
