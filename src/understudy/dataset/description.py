"""What a dataset holds, in numbers: for the manifest, the metrics and the card."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from understudy.core.outcomes import Membership
from understudy.core.records import SPLITS, Sample
from understudy.dataset.groups import Components, prompt_of
from understudy.dataset.params import SplitParams
from understudy.dataset.split import asked

Splits = Mapping[str, Sequence[Sample]]
"""Samples by split."""


def sizes(splits: Splits) -> list[dict[str, Any]]:
    """Count samples by split, collection, language and kind; sorted, none of them zero."""
    counts = Counter(
        (SPLITS.index(split), sample.collection, sample.language, sample.kind)
        for split, samples in splits.items()
        for sample in samples
    )
    return [
        {
            "split": SPLITS[split],
            "collection": collection,
            "language": language,
            "kind": kind,
            "samples": count,
        }
        for (split, collection, language, kind), count in sorted(counts.items())
    ]


def lengths(splits: Splits) -> dict[str, dict[str, dict[str, dict[str, int]]]]:
    """Describe prompts and answers by split and collection, in whitespace-separated words."""
    found: dict[str, dict[str, dict[str, dict[str, int]]]] = {}
    for split, samples in splits.items():
        by_collection: defaultdict[str, list[Sample]] = defaultdict(list)
        for sample in samples:
            by_collection[sample.collection] += sample.singles()
        found[split] = {
            collection: {
                "prompt_words": _spread([len(prompt_of(sample).split()) for sample in held]),
                "answer_words": _spread([len(sample.answer.split()) for sample in held]),
            }
            for collection, held in sorted(by_collection.items())
        }
    return found


def shares(
    splits: Splits, members: Sequence[Membership], params: SplitParams
) -> dict[str, dict[str, float]]:
    """Say for each split what was asked and what came: of components and of samples."""
    place = {(member.collection, member.group): member.component for member in members}
    filled = {
        split: {place[sample.collection, sample.group] for sample in samples}
        for split, samples in splits.items()
    }
    components = sum(map(len, filled.values()))
    total = sum(map(len, splits.values()))
    return {
        split: {
            "asked": asked(params)[split],
            "components": len(filled[split]),
            "share_of_components": round(len(filled[split]) / components, 4),
            "samples": len(samples),
            "share_of_samples": round(len(samples) / total, 4),
        }
        for split, samples in splits.items()
    }


def joins(components: Components, members: Sequence[Membership]) -> dict[str, Any]:
    """Say how many groups there are, in how many components, and which keys joined them."""
    groups: Counter[str] = Counter(member.component for member in members)
    return {
        "groups": len(members),
        "components": len(groups),
        "joined_by": dict(sorted(components.joined_by.items())),
        "largest_groups": max(groups.values(), default=0),
    }


def by_collection(splits: Splits) -> dict[str, dict[str, int]]:
    """Count samples by collection and split; zeros are written out."""
    counts = {
        split: Counter(sample.collection for sample in held) for split, held in splits.items()
    }
    collections = sorted({name for counter in counts.values() for name in counter})
    return {name: {split: counts[split][name] for split in splits} for name in collections}


def _spread(numbers: Sequence[int]) -> dict[str, int]:
    """Return the least, the middle, the 95th percentile (nearest rank) and the largest."""
    ordered = sorted(numbers)
    last = len(ordered) - 1
    return {
        "min": ordered[0],
        "median": ordered[last // 2],
        "p95": ordered[-(-95 * len(ordered) // 100) - 1],
        "max": ordered[last],
    }
