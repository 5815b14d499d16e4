"""Does the search find the passage that holds the answer?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from understudy.core.records import Chunk, Retrieval, Sample
from understudy.evaluation import intervals
from understudy.evaluation.intervals import Bootstrap
from understudy.evaluation.normalise import words
from understudy.evaluation.scoring import Components


def first_hit(sample: Sample, hits: Iterable[str], chunks: Mapping[str, Chunk]) -> int | None:
    """Return the rank of the first passage that holds the evidence, from 1, or None.

    A passage holds it when it is the evidence's own, or has its words in a row: the same text may
    lie in two files, and either answers the question.
    """
    spans = [
        (one.parent, f" {' '.join(words(chunks[one.parent].text[one.start : one.end]))} ")
        for one in sample.evidence
        if one.parent in chunks
    ]
    for rank, hit in enumerate(hits, 1):
        text = f" {' '.join(words(chunks[hit].text))} "
        if any(hit == parent or (span.strip() and span in text) for parent, span in spans):
            return rank
    return None


def evaluate(
    samples: Mapping[str, Sample],
    retrievals: Iterable[Retrieval],
    chunks: Mapping[str, Chunk],
    components: Components,
    depths: Sequence[int],
    how: Bootstrap,
) -> dict[str, Any]:
    """Return ``{collection, /language, /kind: {recall@k: {...}, mrr: {...}}}``.

    Samples whose evidence is no passage (rows, chats) have no right answer here and are left out.
    """
    ranks: defaultdict[str, list[tuple[int | None, str]]] = defaultdict(list)
    for retrieval in retrievals:
        sample = samples.get(retrieval.sample)
        if sample is None or not any(one.parent in chunks for one in sample.evidence):
            continue
        rank = first_hit(sample, [hit.chunk for hit in retrieval.hits], chunks)
        found = (rank, components.of(sample))
        for stratum in (
            sample.collection,
            f"{sample.collection}/{sample.language}",
            f"{sample.collection}/{sample.language}/{sample.kind}",
        ):
            ranks[stratum].append(found)
    return {stratum: _figures(found, depths, how) for stratum, found in sorted(ranks.items())}


def _figures(
    found: Sequence[tuple[int | None, str]], depths: Sequence[int], how: Bootstrap
) -> dict[str, Any]:
    clusters = [component for _, component in found]
    curves = {
        f"recall@{depth}": [float(rank is not None and rank <= depth) for rank, _ in found]
        for depth in depths
    }
    curves["mrr"] = [1 / rank if rank else 0.0 for rank, _ in found]
    return {
        name: asdict(estimate)
        for name, values in curves.items()
        if (estimate := intervals.mean(values, clusters, how))
    }
