"""Judge samples, and count what the verdicts say; nothing is filtered here."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from understudy.core.errors import SetupError
from understudy.core.records import Sample, Verdict
from understudy.synthesis.params import JudgeParams
from understudy.synthesis.plugins import JUDGES

_BUCKETS = 10


def judge(sample: Sample, passages: Mapping[str, str], params: JudgeParams) -> Verdict:
    """Judge one sample through the plug-in that the parameters name.

    Args:
        sample: What is judged; it stays as it is.
        passages: Texts of the chunks by id.
        params: Section ``judge``.
    """
    return JUDGES[params.provider](sample, passages, params)


def summary(verdicts: Iterable[Verdict], kinds: Mapping[str, str]) -> dict[str, Any]:
    """Count verdicts, all together and by kind of question.

    Args:
        verdicts: What a judge said.
        kinds: Sample id to kind.

    Returns:
        ``{scores, unscored: {reason: n}, kinds: {kind: scores}}``, where scores is ``{n, mean,
        histogram: {bucket: n}, dimensions: {name: mean}}``.
        The mean of nothing is None. A bucket of the histogram holds its lower end, not its upper
        one, but the last holds 10.
    """
    found = list(verdicts)
    scored = [verdict for verdict in found if verdict.score is not None]
    names = sorted({kinds[verdict.sample] for verdict in scored})
    unscored = Counter(verdict.reason for verdict in found if verdict.score is None)
    return {
        "scores": _distribution(scored),
        "unscored": dict(sorted(unscored.items())),
        "kinds": {
            name: _distribution([one for one in scored if kinds[one.sample] == name])
            for name in names
        },
    }


def check_verdicts(counts: Mapping[str, Any], params: JudgeParams) -> None:
    """Fail when too many samples are without a score: then the evidence is not what it should be.

    Raises:
        SetupError: More than ``max_unscored`` are; the message names the reasons.
    """
    missing = sum(counts["unscored"].values())
    total = missing + counts["scores"]["n"]
    if missing > params.max_unscored * total:
        reasons = ", ".join(f"{count} times {why}" for why, count in counts["unscored"].items())
        raise SetupError(
            f"{missing} of {total} samples have no score ({reasons}), more than the share that "
            f"judge.max_unscored allows ({params.max_unscored:g}). Are samples and chunks of one "
            "run? `dvc repro` makes them so."
        )


def _distribution(verdicts: list[Verdict]) -> dict[str, Any]:
    scores = [verdict.score for verdict in verdicts if verdict.score is not None]
    buckets = Counter(min(int(score), _BUCKETS - 1) for score in scores)
    dimensions = sorted({name for verdict in verdicts for name in verdict.dimensions})
    return {
        "n": len(scores),
        "mean": _mean(scores),
        "histogram": {f"{low}-{low + 1}": buckets[low] for low in range(_BUCKETS)},
        "dimensions": {
            name: _mean([one.dimensions[name] for one in verdicts if name in one.dimensions])
            for name in dimensions
        },
    }


def _mean(values: list[float]) -> float | None:
    """Average without rounding errors of the order; None for nothing."""
    return math.fsum(values) / len(values) if values else None
