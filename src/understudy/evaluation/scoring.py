"""From predictions to one score a sample, arm and metric."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import Membership
from understudy.core.records import Likelihood, Prediction, Record, Sample
from understudy.evaluation.registry import METRICS


class Scored(Record):
    """The scores of one prediction."""

    sample: str
    arm: str
    collection: str
    kind: str
    language: str
    component: str
    scores: dict[str, float] = {}
    """Metric to score in [0, 1]; empty when the prediction failed."""
    error: str | None = None
    """Why there is no score."""


@dataclass(frozen=True, slots=True)
class Arm:
    """A model under one condition, e.g. ``tuned-retrieved``."""

    name: str
    predictions: dict[str, Prediction]
    likelihoods: dict[str, Likelihood]


def load_arm(folder: Path) -> Arm:
    """Read the output of one predict stage; the folder's name is the arm's."""
    return Arm(
        folder.name,
        {one.sample: one for one in jsonl.read(folder / "predictions.jsonl", Prediction)},
        {one.sample: one for one in jsonl.read(folder / "likelihoods.jsonl", Likelihood)},
    )


class Components:
    """Which component a sample belongs to."""

    def __init__(self, memberships: Iterable[Membership]) -> None:
        self._known = {(one.collection, one.group): one.component for one in memberships}

    def of(self, sample: Sample) -> str:
        """Return the component; raise ``SetupError`` when the sample's group is unknown."""
        try:
            return self._known[sample.collection, sample.group]
        except KeyError as error:
            raise SetupError(
                f"sample {sample.id}: its group is not in groups.jsonl. "
                "The dataset and the predictions come from different runs: run `dvc repro`."
            ) from error


def score(
    samples: Mapping[str, Sample],
    arms: Sequence[Arm],
    components: Components,
    metrics: Sequence[str],
    told: Callable[[str, str], str] = lambda _, answer: answer,
) -> Iterator[Scored]:
    """Score every prediction of every arm, in the order of arms and predictions.

    Args:
        samples: The test split by id.
        arms: Their predictions.
        components: Which component a sample belongs to.
        metrics: Names.
        told: From a collection and an answer to what metrics compare of it.
    """
    chosen = {name: METRICS[name] for name in metrics}
    for arm in arms:
        for prediction in arm.predictions.values():
            sample = samples.get(prediction.sample)
            if sample is None:
                raise SetupError(
                    f"arm {arm.name} answers {prediction.sample}, which is not in the test split: "
                    "run `dvc repro`."
                )
            found = {}
            if prediction.text is not None:
                pair = [told(sample.collection, one) for one in (prediction.text, sample.answer)]
                found = {name: metric(*pair) for name, metric in chosen.items()}
            yield Scored(
                sample=sample.id,
                arm=arm.name,
                collection=sample.collection,
                kind=sample.kind,
                language=sample.language,
                component=components.of(sample),
                scores=found,
                error=prediction.error,
            )


def check_missing(scored: Iterable[Scored], limit: float) -> None:
    """Raise ``SetupError`` when an arm failed on too many samples to speak for itself."""
    failures: dict[str, list[bool]] = {}
    for one in scored:
        failures.setdefault(one.arm, []).append(not one.scores)
    for arm, failed in failures.items():
        if sum(failed) > limit * len(failed):
            raise SetupError(
                f"arm {arm}: {sum(failed)} of {len(failed)} predictions failed, more than the "
                f"share that evaluate.max_missing allows ({limit:g}); see its predictions.jsonl."
            )


def strata(one: Scored | Sample) -> list[str]:
    """Return the names that a sample counts under: the collection, its languages and its kinds."""
    names = [one.collection, f"{one.collection}/{one.language}"]
    if one.kind:
        names += [f"{one.collection}/{one.kind}", f"{one.collection}/{one.language}/{one.kind}"]
    return names
