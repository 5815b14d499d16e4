"""Figures of arms and paired differences between arms."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from understudy.evaluation import intervals
from understudy.evaluation.intervals import Bootstrap
from understudy.evaluation.params import DifferenceParams
from understudy.evaluation.scoring import Scored, strata


def arms(scored: Sequence[Scored], metrics: Sequence[str], how: Bootstrap) -> dict[str, Any]:
    """Return ``{arm: {stratum: {metric: {value, low, high, n, clusters, missing}}}}``."""
    groups: defaultdict[tuple[str, str], list[Scored]] = defaultdict(list)
    for one in scored:
        for stratum in strata(one):
            groups[one.arm, stratum].append(one)
    figures: dict[str, Any] = {}
    for (arm, stratum), members in groups.items():
        present = [one for one in members if one.scores]
        missing = len(members) - len(present)
        clusters = [one.component for one in present]
        for metric in metrics:
            found = intervals.mean([one.scores[metric] for one in present], clusters, how)
            shown = {"value": None, "n": 0} if found is None else asdict(found)
            place = figures.setdefault(arm, {}).setdefault(stratum, {})
            place[metric] = {**shown, "missing": missing}
    return figures


def differences(
    scored: Sequence[Scored],
    pairs: Mapping[str, DifferenceParams],
    metrics: Sequence[str],
    how: Bootstrap,
) -> dict[str, Any]:
    """Return ``{name: {stratum: {metric: {value, low, high, n, clusters}}}}``, paired by sample."""
    by_arm: defaultdict[str, dict[str, Scored]] = defaultdict(dict)
    for one in scored:
        by_arm[one.arm][one.sample] = one
    return {
        name: _difference(by_arm[pair.better], by_arm[pair.worse], metrics, how)
        for name, pair in pairs.items()
    }


def _difference(
    better: dict[str, Scored], worse: dict[str, Scored], metrics: Sequence[str], how: Bootstrap
) -> dict[str, Any]:
    groups: defaultdict[str, list[tuple[Scored, Scored]]] = defaultdict(list)
    for sample, one in better.items():
        other = worse.get(sample)
        if other is not None and one.scores and other.scores:
            for stratum in strata(one):
                groups[stratum].append((one, other))
    return {
        stratum: {
            metric: asdict(found)
            for metric in metrics
            if (
                found := intervals.mean(
                    [one.scores[metric] - other.scores[metric] for one, other in pairs],
                    [one.component for one, _ in pairs],
                    how,
                )
            )
        }
        for stratum, pairs in groups.items()
    }
