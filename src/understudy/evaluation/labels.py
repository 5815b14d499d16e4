"""Labels read from answers, against two honest baselines: the majority and the nearest row.

The reference answers are read in the same way: what is not read from them can be read from no
answer, so their accuracy is the best that an arm can reach.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from understudy.core.errors import SetupError
from understudy.core.records import Sample
from understudy.evaluation import intervals, likeness
from understudy.evaluation.intervals import Bootstrap
from understudy.evaluation.normalise import words
from understudy.evaluation.params import LabelParams
from understudy.evaluation.scoring import Arm, Components
from understudy.evaluation.structured import parsed, written


@dataclass(frozen=True, slots=True)
class Task:
    """One label of one collection."""

    name: str
    """Key of ``Sample.labels``."""
    reading: LabelParams
    """How it is read from an answer."""
    test: Sequence[Sample]
    """Test samples that carry it."""
    train: Sequence[Sample]
    """What the baselines know."""


def read(answer: str | None, how: LabelParams) -> str | None:
    """Read a label from an answer; None when the answer failed or has none."""
    if answer is None:
        return None
    known = {key.casefold(): value for key, value in how.values.items()}
    if how.field is None:
        found = re.search(how.pattern, answer)
        wording = (found.group(1) or "").strip() if found is not None else None
    else:
        wording = written((parsed(answer) or {}).get(how.field))
        if wording is None:
            return _said(answer, known)
    return known.get(wording.casefold(), wording) if wording else None


def _said(answer: str, known: Mapping[str, str]) -> str | None:
    """Return the one label whose wording stands in a text as whole words; None for two."""
    text = f" {' '.join(words(answer))} "
    found = {label for wording, label in known.items() if f" {' '.join(words(wording))} " in text}
    return found.pop() if len(found) == 1 else None


def check_reading(task: Task, limit: float) -> None:
    """Refuse a reading that fails on the reference answers themselves: every figure would be low.

    Args:
        task: The label.
        limit: Largest share of references that may read as another label or as none.

    Raises:
        SetupError: More do; the message shows the commonest wordings.
    """
    how = _with_own_wordings(task)
    wrong = Counter(
        (sample.labels[task.name], read(sample.answer, how) or "nothing")
        for sample in task.test
        if read(sample.answer, how) != sample.labels[task.name]
    )
    if wrong.total() > limit * len(task.test):
        shown = ", ".join(f"'{said}' for '{label}'" for (label, said), _ in wrong.most_common(3))
        raise SetupError(
            f"params.yaml: evaluate.labels.{task.test[0].collection}.{task.name}: "
            f"{wrong.total()} of {len(task.test)} reference answers do not read as their own "
            f"label ({shown}). Mend the pattern, or name the wordings in values."
        )


def evaluate(
    task: Task, arms: Sequence[Arm], components: Components, how: Bootstrap
) -> dict[str, Any]:
    """Compare the arms with the baselines.

    An answer without a readable label is wrong, and counted as ``unread``. An arm that did not
    answer all test samples is left out.

    Returns:
        ``{guesser: {accuracy: {...}, macro_f1, unread}, "differences": {...}}`` where a guesser is
        an arm, ``reference``, ``majority`` or ``nearest``. Accuracies and differences stand there
        once more for each kind of sample, as ``accuracy/novel`` or ``... - nearest/novel``.
    """
    test, name = task.test, task.name
    truth = [sample.labels[name] for sample in test]
    clusters = [components.of(sample) for sample in test]
    reading = _with_own_wordings(task)
    guesses: dict[str, list[str | None]] = {
        "reference": [read(sample.answer, reading) for sample in test],
        "majority": majority(test, task.train, name),
        "nearest": nearest(test, task.train, name),
    }
    for arm in arms:
        if all(sample.id in arm.predictions for sample in test):
            texts = [arm.predictions[sample.id].text for sample in test]
            guesses[arm.name] = [read(text, reading) for text in texts]
    right = {
        guesser: [float(guess == true) for guess, true in zip(labels, truth, strict=True)]
        for guesser, labels in guesses.items()
    }
    figures: dict[str, Any] = {
        guesser: {
            "accuracy": _shown(right[guesser], clusters, how),
            "macro_f1": macro_f1(labels, truth),
            "unread": sum(label is None for label in labels),
            **_by_kind("accuracy", right[guesser], test, clusters, how),
            **(_alike(task, labels, clusters, how) if guesser != "reference" else {}),
        }
        for guesser, labels in guesses.items()
    }
    figures["differences"] = {}
    for arm in arms:
        for baseline in ("majority", "nearest") if arm.name in right else ():
            gains = [a - b for a, b in zip(right[arm.name], right[baseline], strict=True)]
            what = f"{arm.name} - {baseline}"
            figures["differences"][what] = _shown(gains, clusters, how)
            figures["differences"] |= _by_kind(what, gains, test, clusters, how)
    return figures


def majority(test: Sequence[Sample], train: Sequence[Sample], name: str) -> list[str | None]:
    """Guess the most frequent training label, the first in alphabet on a tie."""
    counts = Counter(sample.labels[name] for sample in train if name in sample.labels)
    best = min(counts, key=lambda label: (-counts[label], label)) if counts else None
    return [best] * len(test)


def nearest(test: Sequence[Sample], train: Sequence[Sample], name: str) -> list[str | None]:
    """Guess the label of the training prompt that shares most words (Jaccard), first on a tie."""
    known = [
        (frozenset(words(sample.question)), sample.labels[name])
        for sample in train
        if name in sample.labels
    ]
    return [_closest(frozenset(words(sample.question)), known) for sample in test]


def macro_f1(guesses: Sequence[str | None], truth: Sequence[str]) -> float:
    """Return the mean over the true classes of F1; a class never guessed scores 0.

    References:
        Opitz and Burst, Macro F1 and Macro F1, 2019 (https://arxiv.org/abs/1911.03347): the mean of
        F1 scores, not the F1 of means.
    """
    scores = []
    for label in sorted(set(truth)):
        hit = sum(g == label and t == label for g, t in zip(guesses, truth, strict=True))
        scores.append(2 * hit / (sum(g == label for g in guesses) + truth.count(label)))
    return sum(scores) / len(scores)


def _with_own_wordings(task: Task) -> LabelParams:
    """Let each label be worded as itself, whatever its case; ``values`` go first."""
    own = {sample.labels[task.name] for sample in task.test}
    own |= {sample.labels[task.name] for sample in task.train if task.name in sample.labels}
    values = {**{label: label for label in sorted(own)}, **task.reading.values}
    return task.reading.model_copy(update={"values": values})


def _closest(query: frozenset[str], known: Sequence[tuple[frozenset[str], str]]) -> str | None:
    best, label = -1.0, None
    for candidate, value in known:
        union = len(query | candidate)
        similarity = len(query & candidate) / union if union else 1.0
        if similarity > best:
            best, label = similarity, value
    return label


def _shown(values: Sequence[float], clusters: Sequence[str], how: Bootstrap) -> dict[str, Any]:
    found = intervals.mean(values, clusters, how)
    assert found is not None, "the collection is big enough"
    return asdict(found)


def _alike(
    task: Task, guesses: Sequence[str | None], clusters: Sequence[str], how: Bootstrap
) -> dict[str, Any]:
    """Return the mean cosine of guessed and true labels; what was not read has none."""
    if task.reading.cosine is None:
        return {}
    truth = [sample.labels[task.name] for sample in task.test]
    pairs = [(guess, true) for guess, true in zip(guesses, truth, strict=True) if guess is not None]
    said = [cluster for guess, cluster in zip(guesses, clusters, strict=True) if guess is not None]
    found = intervals.mean(likeness.cosines(pairs, task.reading.cosine), said, how)
    return {"cosine": {"value": None, "n": 0} if found is None else asdict(found)}


def _by_kind(
    what: str,
    values: Sequence[float],
    test: Sequence[Sample],
    clusters: Sequence[str],
    how: Bootstrap,
) -> dict[str, Any]:
    """Return the mean of each stratum, e.g. of combinations never seen in training."""
    shown = {}
    for kind in sorted({sample.kind for sample in test} - {""}):
        rows = [i for i, sample in enumerate(test) if sample.kind == kind]
        shown[f"{what}/{kind}"] = _shown(
            [values[i] for i in rows], [clusters[i] for i in rows], how
        )
    return shown
