"""Proof that the splits share nothing, computed from the written files.

It shares the meaning of a word with the code that made the splits, and nothing else: near texts
are found by an exact join here and by hashes there, so that each way checks the other.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import Membership
from understudy.core.records import Chunk, Sample
from understudy.core.wording import jaccard, shingles, words
from understudy.dataset.params import BuildParams
from understudy.dataset.twins import Twins

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
    """For each value (pair of texts) in two splits, the ids of two places that have it."""


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
        What was found by key: the four of the parameters, ``near_record``, ``component``, and
        ``held_out_combination``.
    """
    members = list(jsonl.read(dataset / "groups.jsonl", Membership))
    samples = [
        (single, split)
        for split in ("train", "eval", "test")
        for sample in jsonl.read(dataset / f"{split}.jsonl", Sample)
        for single in sample.singles()
    ]
    return {
        "group": _shared(_group_places(members, samples)),
        "component": _shared((m.component, Place(m.component, m.split)) for m in members),
        "answer": _shared(_answers(samples, params)),
        "prompt": _shared(_prompts(samples, params)),
        "near": _near(_texts(members, samples, list(chunks), params)),
        "near_record": _twins(twins, members, params),
        "held_out_combination": _held_out(samples, frozenset(held_out)),
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


def _shared(places: Iterable[tuple[str, Place]]) -> Leak:
    first: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    for value, place in places:
        first[value].setdefault(place.split, place)
    pairs = [[*splits.values()][:2] for splits in first.values() if len(splits) > 1]
    return Leak(len(first), tuple((one.id, other.id) for one, other in pairs))


def _group_places(
    members: Sequence[Membership], samples: Sequence[tuple[Sample, str]]
) -> Iterator[tuple[str, Place]]:
    for member in members:
        yield f"{member.collection}\0{member.group}", Place(member.component, member.split)
    for sample, split in samples:
        yield f"{sample.collection}\0{sample.group}", Place(sample.id, split)


def _answers(
    samples: Sequence[tuple[Sample, str]], params: BuildParams
) -> Iterator[tuple[str, Place]]:
    for sample, split in samples:
        leaks = params.leaks_of(sample.collection)
        found = words(sample.answer)
        if "answer" in leaks.keys and len(found) >= leaks.min_words:
            yield " ".join(found), Place(sample.id, split)


def _prompts(
    samples: Sequence[tuple[Sample, str]], params: BuildParams
) -> Iterator[tuple[str, Place]]:
    for sample, split in samples:
        said = [turn for turn in sample.turns[: sample.targets[-1]] if turn.role != "system"]
        found = words(" ".join(turn.content for turn in said))
        if "prompt" in params.leaks_of(sample.collection).keys and found:
            yield " ".join(found), Place(sample.id, split)


def _twins(twins: Iterable[Twins], members: Sequence[Membership], params: BuildParams) -> Leak:
    split = {(member.collection, member.group): member.split for member in members}
    pairs = [
        pair
        for pair in twins
        if all("near" in params.leaks_of(collection).keys for collection, _ in pair.nodes)
    ]
    crossing = [pair for pair in pairs if len({split[node] for node in pair.nodes}) > 1]
    return Leak(len(pairs), tuple((pair.one, pair.other) for pair in crossing))


def _held_out(samples: Sequence[tuple[Sample, str]], held_out: frozenset[str]) -> Leak:
    crossing = [
        (sample.id, evidence.parent)
        for sample, split in samples
        for evidence in sample.evidence
        if split != "test" and evidence.parent in held_out
    ]
    return Leak(len(held_out), tuple(crossing))


@dataclass(frozen=True, slots=True)
class _Text:
    place: Place
    runs: frozenset[str]
    threshold: float


def _texts(
    members: Sequence[Membership],
    samples: Sequence[tuple[Sample, str]],
    chunks: Sequence[Chunk],
    params: BuildParams,
) -> list[_Text]:
    split_of = {(member.collection, member.group): member.split for member in members}
    entries: list[tuple[str, Place, str]] = [
        (c.collection, Place(c.id, split_of[c.collection, c.group]), c.text) for c in chunks
    ]
    passages = {chunk.id for chunk in chunks}
    for sample, split in samples:
        if not {evidence.parent for evidence in sample.evidence} & passages:
            text = f"{sample.question}\n{sample.answer}"
            entries.append((sample.collection, Place(sample.id, split), text))
    found = []
    for collection, place, text in entries:
        leaks = params.leaks_of(collection)
        if "near" in leaks.keys and len(words(text)) >= leaks.min_words:
            found.append(_Text(place, shingles(text), leaks.near_jaccard))
    return found


def _near(texts: Sequence[_Text]) -> Leak:
    """Find every pair of two splits, without comparing all with all.

    Two sets of similarity t or more share one of the rarest elements of each: of n elements, sorted
    alike, those but the last ceil(t n) - 1.

    References:
        Chaudhuri, Ganti and Kaushik, A primitive operator for similarity joins in data cleaning,
        ICDE 2006 (the prefix filter).
    """
    often = Counter(run for text in texts for run in text.runs)
    least = min((text.threshold for text in texts), default=1.0)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    crossing = []
    for position, text in enumerate(texts):
        runs = sorted(text.runs, key=lambda run: (often[run], run))
        # A product a hair above the whole number that it stands for must not shorten the prefix.
        kept = len(runs) - math.ceil(least * len(runs) - 1e-9) + 1
        candidates = {other for run in runs[:kept] for other in holders[run]}
        for other in sorted(candidates):
            known = texts[other]
            if known.place.split == text.place.split:
                continue
            if jaccard(known.runs, text.runs) >= min(known.threshold, text.threshold):
                crossing.append((known.place.id, text.place.id))
        for run in runs[:kept]:
            holders[run].append(position)
    return Leak(len(texts), tuple(crossing))
