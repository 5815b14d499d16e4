"""Best and worst answers with the passages that were found for them, back to the files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from understudy.core.pages import cited
from understudy.core.records import Chunk, Document, Prediction, Retrieval, Sample


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that was found; the first ones stood in the prompt."""

    text: str
    source: str
    """File it comes from, then its headings and pages; the collection for a row."""
    is_evidence: bool
    """Whether it holds the reference answer."""


@dataclass(frozen=True, slots=True)
class Example:
    """One question and what was answered."""

    sample: str
    question: str
    reference: str
    answer: str
    other: str
    """The other arm's answer."""
    score: float
    kind: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """Where passages come from."""

    chunks: Mapping[str, Chunk]
    documents: Mapping[str, Document]

    def passage(self, chunk: Chunk, evidence: frozenset[str]) -> Passage:
        """Say where a passage comes from."""
        document = self.documents.get(chunk.parent)
        place = document.source.path if document else chunk.collection
        pages = (cited(chunk),) if chunk.pages else ()
        source = " › ".join([place, *chunk.heading, *pages])
        return Passage(chunk.shown, source, chunk.id in evidence)


def choose(
    scores: Mapping[str, float], count: int, kinds: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return the ids of the best and of the worst samples, one kind after the other.

    Taking turns keeps one easy kind from filling the list. Ties by id.

    Args:
        scores: Sample to headline score.
        count: How many of each.
        kinds: Sample to its collection and kind.
    """
    ranked = sorted(scores, key=lambda sample: (-scores[sample], sample))
    best = _take_turns(ranked, count, kinds)
    worst = _take_turns(ranked[::-1], count, kinds)
    return best, [sample for sample in worst if sample not in set(best)]


def describe(
    sample: Sample,
    score: float,
    answers: tuple[Prediction, Prediction | None],
    retrieval: Retrieval | None,
    library: Library,
) -> Example:
    """Collect what the page shows of one sample.

    Args:
        sample: With its bare question.
        score: Of the first answer.
        answers: Of the arm that is shown and of the one beside it.
        retrieval: What was found for it, if anything.
        library: The passages.
    """
    evidence = frozenset(one.parent for one in sample.evidence)
    hits = retrieval.hits if retrieval else ()
    shown, other = answers
    return Example(
        sample=sample.id,
        question=sample.question,
        reference=sample.answer,
        answer=_said(shown),
        other=_said(other) if other else "",
        score=score,
        kind=f"{sample.collection} · {sample.kind or '—'} · {sample.language}",
        passages=tuple(library.passage(library.chunks[hit.chunk], evidence) for hit in hits),
    )


def _said(prediction: Prediction) -> str:
    return prediction.text if prediction.text is not None else f"(failed: {prediction.error})"


def _take_turns(ranked: Sequence[str], count: int, kinds: Mapping[str, str]) -> list[str]:
    queues: dict[str, list[str]] = {}
    for sample in ranked:
        queues.setdefault(kinds[sample], []).append(sample)
    chosen: list[str] = []
    while len(chosen) < count and any(queues.values()):
        for queue in queues.values():
            if queue and len(chosen) < count:
                chosen.append(queue.pop(0))
    return chosen
