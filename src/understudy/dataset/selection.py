"""Which samples a split keeps; every one that is left out is counted with its reason."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from pathlib import Path

from understudy.core import jsonl
from understudy.core.errors import InputError
from understudy.core.records import Row, Sample, Verdict
from understudy.core.tally import Tally
from understudy.dataset.drafts import Draft, hash_of_turns
from understudy.dataset.params import BuildParams
from understudy.dataset.twins import Node

RANK = {"test": 0, "eval": 1, "train": 2}
"""Of a sample that stands in several splits, test keeps its copy: what training leaves out or
takes in must not change what is tested."""


def read_scores(path: Path | None) -> dict[str, float | None]:
    """Return the score of every judged sample; empty without a judge."""
    if path is None:
        return {}
    return {verdict.sample: verdict.score for verdict in jsonl.read(path, Verdict)}


class Selection:
    """The parameters that leave samples out, applied in one order.

    Args:
        params: Thresholds and shares.
        scores: Score of each judged sample, None where the judge could not say.
        synthesized: Ids of the samples that a judge should have seen.
        held_out: Ids of rows whose combination training may not see.
    """

    def __init__(
        self,
        params: BuildParams,
        scores: Mapping[str, float | None],
        synthesized: Iterable[str],
        held_out: Iterable[str],
    ) -> None:
        self._params = params
        self._scores = scores
        self._judged = frozenset(synthesized) if scores else frozenset()
        self._held_out = frozenset(held_out)

    def keep(
        self, samples: Iterable[Draft], split: Mapping[Node, str], tally: Tally
    ) -> list[Draft]:
        """Return the samples to keep, in order; the tally counts all as kind ``samples``.

        Args:
            samples: All samples.
            split: Split of each group.
            tally: Told of those that are left out.
        """
        every = list(tally.each(samples, _same, kind="samples"))
        # Sorts one after the other need no key of their own for each sample.
        for key in (attrgetter("id"), attrgetter("collection"), lambda one: RANK[split[one.node]]):
            every.sort(key=key)
        kept: dict[bytes, Draft] = {}
        for sample in every:
            failure = self._failure(sample, split[sample.node])
            turns = sample.turns
            if failure is None and turns in kept:
                failure = _doubled(sample.id, kept[turns].id)
            if failure is None:
                kept[turns] = sample
            else:
                tally.drop(failure, kind="samples")
        return sorted(kept.values(), key=attrgetter("place"))

    def is_held_out(self, row: Row) -> bool:
        """Tell whether training may not see a row."""
        return row.id in self._held_out

    def _failure(self, sample: Draft, split: str) -> InputError | None:
        training = split != "test"
        if sample.sort.is_text and not training:
            why = "a text of continued training is asked nothing, and so no test"
            return InputError(sample.id, why, reason="text_in_test")
        if training and not self._held_out.isdisjoint(sample.parents):
            why = "its combination is held out for the test"
            return InputError(sample.id, why, reason="held_out_combination")
        if sample.id in self._judged and (failure := self._low(sample, training)):
            return failure
        share = self._params.shares.get(sample.collection, 1.0)
        if training and _draw(sample.id) >= share:
            return InputError(sample.id, f"beyond the share of {share:g}", reason="over_share")
        return None

    def _low(self, sample: Draft, training: bool) -> InputError | None:
        score = self._scores.get(sample.id)
        if score is None:
            if self._params.unscored == "keep":
                return None
            return InputError(sample.id, "the judge gave no score", reason="unscored")
        least = self._params.min_score if training else self._params.test_min_score
        if least is not None and score < least:
            return InputError(sample.id, f"score {score:g} < {least:g}", reason="low_score")
        return None


def distinct(samples: Iterable[Sample], tally: Tally, *, kind: str) -> Iterator[Sample]:
    """Yield the samples without those whose turns came before; in the end the tally is told."""
    first: dict[bytes, str] = {}
    doubled = []
    for sample in samples:
        turns = hash_of_turns(sample.turns)
        if turns in first:
            doubled.append(_doubled(sample.id, first[turns]))
        else:
            first[turns] = sample.id
            yield sample
    for failure in doubled:
        tally.drop(failure, kind=kind)


def _doubled(sample: str, known: str) -> InputError:
    return InputError(sample, f"the same turns as {known}", reason="duplicate")


def _same(sample: Draft) -> Draft:
    return sample


def _draw(sample: str) -> float:
    """Return a number in [0, 1) that depends on the sample alone."""
    return int.from_bytes(hashlib.sha256(f"share\0{sample}".encode()).digest()[:8], "big") / 2**64
