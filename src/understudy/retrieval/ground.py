"""Passages for samples, under two rules that keep answers from leaking.

*Answer leak*: a passage made from a row states the answer of its component's samples, so a sample
never sees rows of its own component; and rows that training must not know (of held-out groups, of
held-out combinations) are nobody's passages, because in use the future rows are not there either.
*Split leak*: a train sample sees only passages that are not held out. A document passage that is a
sample's evidence is meant to be found.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from understudy.core.errors import SetupError, unknown_name
from understudy.core.outcomes import Membership, Withheld
from understudy.core.records import Chunk, Hit, Retrieval, Sample, Split
from understudy.retrieval.index import Index
from understudy.retrieval.params import GroundParams
from understudy.retrieval.registry import Vector
from understudy.retrieval.terms import terms

Fact = TypeVar("Fact")
"""What is known of a group: its split, its component."""
COPIED = 8  # words in a row; facts of the field call eight a quotation, not a coincidence


@dataclass(frozen=True, slots=True)
class Asked:
    """A sample with what is needed to search for it."""

    sample: Sample
    split: Split
    vector: Vector | None
    """Of its question; None when its language has no vectors."""


class Grounder:
    """Finds the passages that a sample may see.

    Args:
        index: The passages.
        params: Section ``ground``.
        memberships: Which split each group belongs to.
        withheld: Rows that were taken out of training.

    Raises:
        SetupError: ``ground.sources`` names a collection without passages, or a collection of
            samples is named that is not in the dataset.
    """

    def __init__(
        self,
        index: Index,
        params: GroundParams,
        memberships: Iterable[Membership],
        withheld: Iterable[Withheld],
    ) -> None:
        self._index = index
        self._params = params
        self._places = {chunk.id: place for place, chunk in enumerate(index.chunks)}
        known = list(memberships)
        splits = {(one.collection, one.group): one.split for one in known}
        components = {(one.collection, one.group): one.component for one in known}
        self._split = np.array([of_group(chunk, splits) for chunk in index.chunks])
        self._collection = np.array([chunk.collection for chunk in index.chunks])
        self._component = np.array([of_group(chunk, components) for chunk in index.chunks])
        self._components = components
        self._is_row = np.array([chunk.is_row for chunk in index.chunks])
        hidden = {one.row for one in withheld}
        self._withheld = np.array([chunk.parent in hidden for chunk in index.chunks])
        self._allowed_by_source = cache(self._by_source)
        _check_names(params, {name for name, _ in splits}, set(self._collection.tolist()))

    def is_grounded(self, sample: Sample) -> bool:
        """Tell whether the sample's collection gets passages at all."""
        return sample.collection in self._params.sources and sample.turns[0].role != "text"

    def sources(self, sample: Sample) -> tuple[str, ...]:
        """Return the collections that are searched for a sample."""
        return self._params.sources[sample.collection]

    def retrieve(self, asked: Asked) -> Retrieval:
        """Search for one sample; the result keeps both rules."""
        sample = asked.sample
        allowed = self._allowed_by_source(sample.collection, asked.split == "train")
        component = of_group(sample, self._components)
        own = self._is_row & (self._component == component)
        hits = self._search(asked, allowed & ~own)
        return Retrieval(sample=sample.id, hits=hits)

    def passages(self, retrieval: Retrieval) -> list[str]:
        """Return the texts that go into the prompt, best first."""
        chosen = retrieval.hits[: self._params.in_prompt]
        return [self._index.chunks[self._places[hit.chunk]].shown for hit in chosen]

    def _search(self, asked: Asked, allowed: NDArray[np.bool_]) -> tuple[Hit, ...]:
        sample, count = asked.sample, self._params.top_k
        if sample.collection not in self._params.no_copy:
            return self._index.search(sample.question, asked.vector, count, allowed)
        allowed = allowed.copy()
        while True:
            hits = self._index.search(sample.question, asked.vector, count, allowed)
            copies = [
                place
                for hit in hits
                if copies_answer(self._index.chunks[place := self._places[hit.chunk]], sample)
            ]
            if not copies:
                return hits
            allowed[copies] = False

    def _by_source(self, collection: str, in_training: bool) -> NDArray[np.bool_]:
        mask = np.isin(self._collection, self._params.sources[collection])
        in_train: NDArray[np.bool_] = self._split == "train"
        mask &= (in_train | ~self._is_row) & ~self._withheld
        return mask & in_train if in_training else mask


def _check_names(params: GroundParams, sampled: set[str], indexed: set[str]) -> None:
    """Refuse names that would silently ground nothing."""
    for where, names in (("sources", params.sources), ("no_copy", params.no_copy)):
        for name in sorted(set(names) - sampled):
            told = unknown_name("collection", name, sampled)
            raise SetupError(f"params.yaml: ground.{where}: {told}")
    for collection, sources in params.sources.items():
        for source in sources:
            if source not in indexed:
                raise SetupError(
                    f"params.yaml: ground.sources.{collection}: no passages come from "
                    f"'{source}'. Collections with passages: {', '.join(sorted(indexed))}."
                )


def of_group(record: Chunk | Sample, known: Mapping[tuple[str, str], Fact]) -> Fact:
    """Return what is known of a record's group; raise ``SetupError`` when it is unknown."""
    try:
        return known[record.collection, record.group]
    except KeyError as error:
        raise SetupError(
            f"{record.id}: its group is not in groups.jsonl. The index and the dataset come from "
            "different runs: run `dvc repro`."
        ) from error


def copies_answer(chunk: Chunk, sample: Sample) -> bool:
    """Tell whether a passage holds eight words of the answer in a row."""
    answer = terms(sample.answer)
    if len(answer) < COPIED:
        return False
    text = f" {' '.join(terms(chunk.shown))} "
    runs = (answer[i : i + COPIED] for i in range(len(answer) - COPIED + 1))
    return any(f" {' '.join(run)} " in text for run in runs)


@dataclass(frozen=True, slots=True)
class Known:
    """What decides whether a passage leaks."""

    chunks: Mapping[str, Chunk]
    splits: Mapping[tuple[str, str], Split]
    components: Mapping[tuple[str, str], str]
    """Groups that share a leak key, e.g. rows with one prompt, are one component."""
    withheld: frozenset[str]
    """Ids of rows."""
    no_copy: Sequence[str]


def leaks(
    split: Split, samples: Mapping[str, Sample], retrievals: Sequence[Retrieval], known: Known
) -> dict[str, int]:
    """Count what both rules forbid, from the written records alone; every count must be 0."""
    counts = dict.fromkeys(
        ("own_row", "held_out_row", "withheld_row", "held_out_in_train", "copied_answer"), 0
    )
    for retrieval in retrievals:
        sample = samples[retrieval.sample]
        for hit in retrieval.hits:
            chunk = known.chunks[hit.chunk]
            held_out = of_group(chunk, known.splits) != "train"
            quotable = sample.collection not in known.no_copy
            is_own = of_group(chunk, known.components) == of_group(sample, known.components)
            counts["own_row"] += chunk.is_row and is_own
            counts["held_out_row"] += chunk.is_row and held_out
            counts["withheld_row"] += chunk.parent in known.withheld
            counts["held_out_in_train"] += split == "train" and held_out
            counts["copied_answer"] += not quotable and copies_answer(chunk, sample)
    return counts
