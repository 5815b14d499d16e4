"""Proof that the splits share nothing, computed from the written files.

It shares the meaning of a word with the code that made the splits, and nothing else: near texts
are found by an exact join here and by chance there, so that each way checks the other.
"""

import hashlib
import math
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import Membership
from understudy.core.records import SPLITS, Chunk, Sample
from understudy.core.wording import shingles, words
from understudy.dataset.params import BuildParams
from understudy.dataset.twins import Node, Placed, Twins

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHOWN = 3
"""Pairs of ids that the message of a failure names."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value of a leak key stands."""

    id: str
    """Sample, chunk or component that has it; never the value, which may be text of the data."""
    split: str


@dataclass(frozen=True, slots=True)
class Leak:
    """What two splits share of one key."""

    values: int
    """Distinct values (texts, for ``near``) that were compared."""
    crossing: tuple[tuple[str, str], ...]
    """For each value in two splits, the ids of two places that have it; for ``near``, pairs of
    places that have texts nearly the same; of equal answers in a split the first stands for all."""


def find_leaks(
    dataset: Path,
    chunks: Iterable[Chunk],
    held_out: Iterable[str],
    params: BuildParams,
    twins: Iterable[Twins] = (),
) -> dict[str, Leak]:
    """Compare the written splits by every leak key in force.

    Args:
        dataset: Folder with train.jsonl, eval.jsonl, test.jsonl and groups.jsonl.
        chunks: All passages; those of a held-out group are held out with it.
        held_out: Ids of rows whose combination training may not see.
        params: The leak keys by collection.
        twins: Whole records that are nearly the same.

    Returns:
        What was found by key: the four of the parameters, ``exchange``, ``near_record``,
        ``component``, and ``held_out_combination``.
    """
    held_out = frozenset(held_out)
    found = {key: Shared() for key in ("group", "component", "answer", "exchange", "prompt")}
    split_of: dict[Node, str] = {}
    for one in jsonl.read(dataset / "groups.jsonl", Membership):
        split_of[one.collection, one.group] = sys.intern(one.split)
        found["group"].add(_group(one, params), Place(one.component, one.split))
        found["component"].add(one.component, Place(one.component, one.split))
    texts = _Texts(split_of, chunks, params)
    trained = []
    for sample, split in _samples(dataset):
        place = Place(sample.id, split)
        found["group"].add(_group(sample, params), place)
        _exchanges(sample, place, params, found["exchange"])
        for single in sample.singles():
            _compare(single, place, params, found)
            texts.add(single, place)
        if split != "test":
            parents = (evidence.parent for evidence in sample.evidence)
            trained += [(sample.id, parent) for parent in parents if parent in held_out]
    return {
        **{key: shared.leak() for key, shared in found.items()},
        "near": _near(texts.found),
        "near_record": _twins(twins, split_of, params),
        "held_out_combination": Leak(len(held_out), tuple(trained)),
    }


def check(leaks: Mapping[str, Leak]) -> None:
    """Refuse a dataset that leaks.

    Raises:
        SetupError: The message names each key and some ids, no text.
    """
    lines = []
    for key, leak in leaks.items():
        pairs = ", ".join(f"{one} and {other}" for one, other in leak.crossing[:SHOWN])
        if pairs:
            lines.append(f"{len(leak.crossing)} x {key} in two splits, e.g. {pairs}.")
    if lines:
        raise SetupError(
            "the splits share what they must not:\n"
            + "\n".join(lines)
            + "\nNothing was moved to hide it. This is a fault of build, not of your data: please "
            "report it with the seed and the threshold; another build.seed may do meanwhile."
        )


def summary(leaks: Mapping[str, Leak]) -> dict[str, dict[str, int]]:
    """Return the counts for the metrics: ``crossing`` must be zero for every key."""
    return {
        key: {"values": leak.values, "crossing": len(leak.crossing)} for key, leak in leaks.items()
    }


def _samples(dataset: Path) -> Iterator[tuple[Sample, str]]:
    """Yield the samples of all splits as they were written."""
    for split in SPLITS:
        for sample in jsonl.read(dataset / f"{split}.jsonl", Sample):
            yield sample, split


class Shared:
    """Finds values that stand in two splits; they are known by 128 bits of a hash alone."""

    def __init__(self) -> None:
        self._values = bytearray()
        self._splits = array("b")
        self._ids: list[str] = []

    def add(self, value: str, place: Place) -> None:
        """Take down a value."""
        self._values += hashlib.sha256(value.encode()).digest()[:16]
        self._splits.append(SPLITS.index(place.split))
        self._ids.append(place.id)

    def leak(self) -> Leak:
        """Pair the first place of a value with the first that it has in another split."""
        import numpy as np

        if not self._ids:
            return Leak(0, ())
        halves = np.frombuffer(self._values, np.uint64).reshape(-1, 2)
        order = np.lexsort((halves[:, 0], halves[:, 1]))  # equal ones in the order they came
        ordered, splits = halves[order], np.array(self._splits)[order]
        starts = np.flatnonzero(np.r_[True, (ordered[1:] != ordered[:-1]).any(axis=1)])
        sizes = np.diff(np.r_[starts, len(order)])
        elsewhere = np.flatnonzero(splits != np.repeat(splits[starts], sizes))
        values, places = np.unique(
            np.repeat(np.arange(len(starts)), sizes)[elsewhere], return_index=True
        )
        pairs = zip(order[starts[values]].tolist(), order[elsewhere[places]].tolist(), strict=True)
        # In the order in which the values came first.
        shown = tuple((self._ids[first], self._ids[other]) for first, other in sorted(pairs))
        return Leak(len(starts), shown)


def _group(one: Placed, params: BuildParams) -> str:
    """Return what a group is known by; of rows its words, for people type it in several ways."""
    said = words(one.group) if params.is_table(one.collection) else []
    return f"{one.collection}\0{' '.join(said) or one.group}"


def _compare(
    sample: Sample, place: Place, params: BuildParams, found: Mapping[str, Shared]
) -> None:
    """Take down the answer and the prompt of a sample where they are leak keys."""
    leaks = params.leaks_of(sample.collection)
    if "answer" in leaks.keys:
        said = words(sample.answer)
        if len(said) >= leaks.min_words:
            found["answer"].add(" ".join(said), place)
    if "prompt" in leaks.keys:
        before = [turn for turn in sample.turns[: sample.targets[-1]] if turn.role != "system"]
        said = words(" ".join(turn.content for turn in before))
        if said:
            found["prompt"].add(" ".join(said), place)


def _exchanges(sample: Sample, place: Place, params: BuildParams, found: Shared) -> None:
    """Take down what was asked and answered up to the last target.

    What stands in a chat was said in it and nowhere else, unless ready dialogues hold it as well.
    """
    leaks = params.leaks_of(sample.collection)
    if "answer" not in leaks.keys or (sample.is_of_chat and not params.ready):
        return
    for position in range(1, max(sample.targets) + 1):
        if sample.turns[position].role == "assistant":
            asked, answered = sample.turns[position - 1 : position + 1]
            said = words(f"{asked.content} {answered.content}")
            if len(said) >= leaks.min_words:
                found.add(" ".join(said), place)


def _twins(twins: Iterable[Twins], split: Mapping[Node, str], params: BuildParams) -> Leak:
    pairs = [
        pair
        for pair in twins
        if all("near" in params.leaks_of(collection).keys for collection, _ in pair.nodes)
    ]
    crossing = [pair for pair in pairs if len({split[node] for node in pair.nodes}) > 1]
    return Leak(len(pairs), tuple((pair.one, pair.other) for pair in crossing))


@dataclass(frozen=True, slots=True)
class _Text:
    place: Place
    runs: "NDArray[np.uint64]"
    """Hashes of its distinct runs of words, ascending."""
    threshold: float


class _Texts:
    """Passages and samples long enough to be near others."""

    def __init__(
        self, split_of: Mapping[Node, str], chunks: Iterable[Chunk], params: BuildParams
    ) -> None:
        self.found: list[_Text] = []
        self._answers: set[bytes] = set()
        self._params = params
        self._passages = set()
        for chunk in chunks:
            self._passages.add(chunk.id)
            place = Place(chunk.id, split_of[chunk.collection, chunk.group])
            self._add(chunk.collection, place, chunk.text)

    def add(self, sample: Sample, place: Place) -> None:
        """Take a sample, unless it is a text that is a passage."""
        parents = (evidence.parent for evidence in sample.evidence)
        if sample.turns[0].role == "text":
            if self._passages.isdisjoint(parents):
                self._add(sample.collection, place, sample.answer)
            return
        self._add(sample.collection, place, f"{sample.question}\n{sample.answer}")
        leaks = self._params.leaks_of(sample.collection)
        answers = leaks.near_answers and "near" in leaks.keys and "answer" in leaks.keys
        if answers and words(sample.question):  # else that was the answer alone
            # Of equal ones in a split the first is enough: chats have some a thousand times.
            value = "\0".join((sample.collection, place.split, *words(sample.answer)))
            known = hashlib.sha256(value.encode()).digest()
            if known not in self._answers:
                self._answers.add(known)
                self._add(sample.collection, place, sample.answer)

    def _add(self, collection: str, place: Place, text: str) -> None:
        leaks = self._params.leaks_of(collection)
        if "near" in leaks.keys and len(words(text)) >= leaks.min_words:
            self.found.append(_Text(place, _hashed(shingles(text)), leaks.near_jaccard))


def _near(texts: Sequence[_Text]) -> Leak:
    """Find every pair of two splits, without comparing all with all.

    Two sets of similarity t or more share one of the rarest elements of each: of n elements, sorted
    alike, those but the last ceil(t n) - 1.

    References:
        Chaudhuri, Ganti and Kaushik, A primitive operator for similarity joins in data cleaning,
        ICDE 2006 (the prefix filter).
    """
    import numpy as np

    if not texts:
        return Leak(0, ())
    runs, often = np.unique(np.concatenate([text.runs for text in texts]), return_counts=True)
    least = min(text.threshold for text in texts)
    rarest = [_rarest(text.runs, often[np.searchsorted(runs, text.runs)], least) for text in texts]
    holders = np.repeat(np.arange(len(texts)), [len(rare) for rare in rarest])
    rare = np.concatenate(rarest)
    order = np.argsort(rare, kind="stable")
    holders, rare = holders[order], rare[order]
    splits = np.array([text.place.split for text in texts])
    crossing = []
    for position, text in enumerate(texts):
        starts, ends = (np.searchsorted(rare, rarest[position], side) for side in ("left", "right"))
        edges = [edge for edge in zip(starts, ends, strict=True) if edge[1] - edge[0] > 1]
        if not edges:
            continue
        others = np.unique(np.concatenate([holders[start:end] for start, end in edges]))
        others = others[(others < position) & (splits[others] != splits[position])]
        for known in (texts[other] for other in others.tolist()):
            shared = len(np.intersect1d(known.runs, text.runs, assume_unique=True))
            together = len(known.runs) + len(text.runs) - shared
            if shared / together >= min(known.threshold, text.threshold):
                crossing.append((known.place.id, text.place.id))
    return Leak(len(texts), tuple(dict.fromkeys(crossing)))


def _hashed(runs: frozenset[str]) -> "NDArray[np.uint64]":
    """Return 64 bits of each: of twenty million runs two agree with a probability of 1e-5."""
    import numpy as np

    digests = (hashlib.sha256(run.encode()).digest()[:8] for run in runs)
    return np.sort(np.frombuffer(b"".join(digests), np.uint64))


def _rarest(
    runs: "NDArray[np.uint64]", often: "NDArray[np.intp]", least: float
) -> "NDArray[np.uint64]":
    """Return those runs of a text that a text of similarity ``least`` must share one of."""
    import numpy as np

    # A product a hair above the whole number that it stands for must not shorten the prefix.
    kept = len(runs) - math.ceil(least * len(runs) - 1e-9) + 1
    return runs[np.lexsort((runs, often))[:kept]]
