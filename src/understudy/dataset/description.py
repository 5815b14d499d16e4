"""What a dataset holds, in numbers: for the manifest, the metrics and the card."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from understudy.core.records import SPLITS
from understudy.dataset.drafts import Draft, Facts
from understudy.dataset.groups import Components
from understudy.dataset.params import SplitParams
from understudy.dataset.split import asked
from understudy.dataset.twins import Node


class Totals:
    """Counts samples of the splits as they pass.

    Args:
        names: Component of each group.
    """

    def __init__(self, names: Mapping[Node, str]) -> None:
        self._names = names
        self._samples: dict[str, Counter[tuple[str, str, str]]] = {}
        self._filled: dict[str, set[str]] = {}
        self._lengths: dict[str, defaultdict[str, tuple[array[int], array[int]]]] = {}

    def begin(self, split: str) -> None:
        """Name a split, which may stay empty."""
        self._samples[split] = Counter()
        self._filled[split] = set()
        self._lengths[split] = defaultdict(lambda: (array("I"), array("I")))

    def add(self, split: str, facts: Facts | Draft) -> None:
        """Count a sample of a split that was named."""
        self._samples[split][facts.collection, facts.language, facts.kind] += 1
        self._filled[split].add(self._names[facts.node])
        prompts, answers = self._lengths[split][facts.collection]
        for prompt, answer in facts.lengths:
            prompts.append(prompt)
            answers.append(answer)

    def sizes(self) -> list[dict[str, Any]]:
        """Count samples by split, collection, language and kind; sorted, none of them zero."""
        counts = {
            (SPLITS.index(split), *key): count
            for split, counter in self._samples.items()
            for key, count in counter.items()
        }
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

    def lengths(self) -> dict[str, dict[str, dict[str, dict[str, int]]]]:
        """Describe prompts and answers by split and collection, in whitespace-separated words."""
        return {
            split: {
                collection: {"prompt_words": spread(prompts), "answer_words": spread(answers)}
                for collection, (prompts, answers) in sorted(held.items())
            }
            for split, held in self._lengths.items()
        }

    def shares(self, params: SplitParams) -> dict[str, dict[str, float]]:
        """Say for each split what was asked and what came: of components and of samples."""
        samples = {split: counts.total() for split, counts in self._samples.items()}
        components = sum(map(len, self._filled.values()))
        total = sum(samples.values())
        return {
            split: {
                "asked": asked(params)[split],
                "components": len(self._filled[split]),
                "share_of_components": round(len(self._filled[split]) / components, 4),
                "samples": samples[split],
                "share_of_samples": round(samples[split] / total, 4),
            }
            for split in self._samples
        }

    def by_collection(self) -> dict[str, dict[str, int]]:
        """Count samples by collection and split; zeros are written out."""
        counts: dict[str, Counter[str]] = {}
        for split, counter in self._samples.items():
            counts[split] = Counter()
            for (collection, _, _), count in counter.items():
                counts[split][collection] += count
        collections = sorted({name for counter in counts.values() for name in counter})
        return {name: {split: counts[split][name] for split in counts} for name in collections}


def joins(components: Components, names: Mapping[Node, str]) -> dict[str, Any]:
    """Say how many groups there are, in how many components, and which keys joined them."""
    groups = Counter(names.values())
    return {
        "groups": len(names),
        "components": len(groups),
        "joined_by": dict(sorted(components.joined_by.items())),
        "largest_groups": max(groups.values(), default=0),
    }


def spread(numbers: Sequence[int]) -> dict[str, int]:
    """Return the least, the middle, the 95th percentile (nearest rank), the largest, the sum."""
    ordered = sorted(numbers)
    last = len(ordered) - 1
    return {
        "min": ordered[0],
        "median": ordered[last // 2],
        "p95": ordered[-(-95 * len(ordered) // 100) - 1],
        "max": ordered[last],
        "sum": sum(ordered),
    }
