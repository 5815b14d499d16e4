"""Was a voice learnt, or only a format?

Training lowers the loss on anything that looks like a chat. The voice is what it lowers more: the
loss on the persona's held-out replies has to fall further than the loss on the other side's
messages of the same held-out chats, put in the persona's place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from understudy.core.errors import SetupError
from understudy.core.records import Likelihood, Sample
from understudy.evaluation import intervals
from understudy.evaluation.intervals import Bootstrap, Estimate, cluster_sums, draw_ratio
from understudy.evaluation.scoring import Arm, Components


def evaluate(
    replies: Sequence[Sample],
    contrast: Sequence[Sample],
    before: Arm,
    after: Arm,
    components: Components,
    how: Bootstrap,
) -> dict[str, Any] | None:
    """Compare the fall of the loss, in nats a token, on both sides of the same chats.

    Args:
        replies: The persona's held-out replies.
        contrast: The other side's, in the persona's place.
        before: The untuned model.
        after: The tuned one.
        components: For the intervals.
        how: Likewise.

    Returns:
        ``{persona: {before, after, drop}, others: {...}, difference}``; None when a side has
        nothing to compare.
    """
    sides = {"persona": replies, "others": contrast}
    usable = {
        side: [s for s in samples if s.id in before.likelihoods and s.id in after.likelihoods]
        for side, samples in sides.items()
    }
    if not all(usable.values()):
        return None
    shown: dict[str, Any] = {}
    for side, samples in usable.items():
        clusters = [components.of(sample) for sample in samples]
        shown[side] = {
            "before": _loss(samples, before.likelihoods, clusters, how),
            "after": _loss(samples, after.likelihoods, clusters, how),
            "drop": asdict(_drop(samples, before, after, clusters, how)),
        }
    shown["difference"] = asdict(_difference(usable, before, after, components, how))
    return shown


def _loss(
    samples: Sequence[Sample],
    likelihoods: Mapping[str, Likelihood],
    clusters: Sequence[str],
    how: Bootstrap,
) -> dict[str, Any]:
    found = intervals.ratio(
        [likelihoods[sample.id].nats for sample in samples],
        [float(likelihoods[sample.id].tokens) for sample in samples],
        clusters,
        how,
    )
    assert found is not None, "there are samples"
    return asdict(found)


def _gain(samples: Sequence[Sample], before: Arm, after: Arm) -> list[float]:
    return [before.likelihoods[s.id].nats - after.likelihoods[s.id].nats for s in samples]


def _tokens(samples: Sequence[Sample], arm: Arm) -> list[float]:
    return [float(arm.likelihoods[sample.id].tokens) for sample in samples]


def _drop(
    samples: Sequence[Sample], before: Arm, after: Arm, clusters: Sequence[str], how: Bootstrap
) -> Estimate:
    found = intervals.ratio(_gain(samples, before, after), _tokens(samples, after), clusters, how)
    assert found is not None, "there are samples"
    return found


def _difference(
    sides: Mapping[str, Sequence[Sample]],
    before: Arm,
    after: Arm,
    components: Components,
    how: Bootstrap,
) -> Estimate:
    """Draw the chats that have both sides, once for both drops: a paired difference."""
    held = {side: {components.of(s) for s in samples} for side, samples in sides.items()}
    shared = held["persona"] & held["others"]
    if not shared:
        raise SetupError("no held-out chat has replies of both sides; raise build.split.test")
    drops = {}
    for side in ("persona", "others"):
        samples = [s for s in sides[side] if components.of(s) in shared]
        clusters = [components.of(s) for s in samples]
        tops = cluster_sums(_gain(samples, before, after), clusters)
        bottoms = cluster_sums(_tokens(samples, after), clusters)
        drops[side] = (tops.sum() / bottoms.sum(), draw_ratio(tops, bottoms, how))
    value = float(drops["persona"][0] - drops["others"][0])
    low, high = intervals.interval(drops["persona"][1] - drops["others"][1], how)
    count = sum(components.of(s) in shared for samples in sides.values() for s in samples)
    few = len(shared) < 2
    return Estimate(value, None if few else low, None if few else high, count, len(shared))
