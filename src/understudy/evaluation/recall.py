"""Does the search find the passage that holds the answer?"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from understudy.core.errors import SetupError
from understudy.core.records import Chunk, Retrieval, Sample
from understudy.evaluation import intervals
from understudy.evaluation.intervals import Bootstrap
from understudy.evaluation.normalise import words
from understudy.evaluation.scoring import Components, strata

log = logging.getLogger(__name__)


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
    """Return ``{stratum: {recall@k: {...}, mrr: {...}}}``, with the strata of `scoring.strata`.

    Samples whose evidence is no passage (rows, chats) have no right answer here and are left out.

    Raises:
        SetupError: A retrieved passage is unknown.
    """
    deepest = 0
    ranks: defaultdict[str, list[tuple[int | None, str]]] = defaultdict(list)
    for retrieval in retrievals:
        sample = samples.get(retrieval.sample)
        if sample is None or not any(one.parent in chunks for one in sample.evidence):
            continue
        hits = [hit.chunk for hit in retrieval.hits]
        deepest = max(deepest, len(hits))
        found = (_rank(sample, hits, chunks), components.of(sample))
        for stratum in strata(sample):
            ranks[stratum].append(found)
    if ranks and deepest < max(depths, default=0):
        log.warning(
            "no question has more than %d passages: recall deeper than that (evaluate.recall_at) "
            "counts those; retrieve more with ground.top_k",
            deepest,
        )
    return {stratum: _figures(found, depths, how) for stratum, found in sorted(ranks.items())}


def _rank(sample: Sample, hits: Sequence[str], chunks: Mapping[str, Chunk]) -> int | None:
    for hit in hits:
        if hit not in chunks:
            raise SetupError(
                f"sample {sample.id}: the passage {hit} that was found for it is not among the "
                "chunks. They come from different runs: run `dvc repro`."
            )
    return first_hit(sample, hits, chunks)


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
