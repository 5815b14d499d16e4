"""Ask about chunks, and settle what was asked twice."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from understudy.core.errors import SetupError, unknown_name
from understudy.core.records import Chunk, Sample
from understudy.synthesis.params import SynthesizeParams
from understudy.synthesis.plugins import PROVIDERS


def wanted(chunks: Iterable[Chunk], params: SynthesizeParams) -> list[Chunk]:
    """Return the chunks of the collections that are asked about, in order.

    Raises:
        SetupError: A collection has no chunk, or there is no chunk at all.
    """
    read = list(chunks)
    known = {chunk.collection for chunk in read}
    for name in params.collections:
        if name not in known:
            raise SetupError(f"synthesize.collections: {unknown_name('collection', name, known)}")
    asked = [
        chunk
        for chunk in read
        if chunk.collection in params.collections or not (params.collections or chunk.is_row)
    ]
    if not asked:
        raise SetupError(
            "there is no passage of a document to ask about: `understudy show files` says what was "
            "read. Chats or tables alone take a pipeline without the stages synthesize and judge, "
            "such as those in recipes."
        )
    return asked


def ask(chunk: Chunk, params: SynthesizeParams) -> list[Sample]:
    """Ask about one chunk through the provider that the parameters name."""
    return PROVIDERS[params.provider](chunk, params)


def settle(asked: Iterable[list[Sample]]) -> tuple[list[Sample], dict[str, Any]]:
    """Keep each question once, and none that has several answers.

    "What does the section "Summary" say first?" has as many answers as there are documents: no one
    can tell which is meant, so all of them go. The same question with the same answer, from
    passages that overlap, stays once, by the smallest id. Neither depends on the order of chunks.

    Args:
        asked: The samples of each chunk.

    Returns:
        The samples in order, and ``{made, kept, dropped: {reason: n}, kinds: {kind: {language: n}},
        silent_chunks}``; a chunk is silent when nothing was asked about it.
    """
    per_chunk = list(asked)
    made = [sample for samples in per_chunk for sample in samples]
    answers: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for sample in made:
        same = answers[_question(sample)]
        answer = " ".join(sample.answer.casefold().split())
        same[answer] = min(sample.id, same.get(answer, sample.id))
    dropped: Counter[str] = Counter()
    kept: dict[str, Sample] = {}
    for sample in made:
        same = answers[_question(sample)]
        if len(same) > 1:
            dropped["ambiguous_question"] += 1
        elif sample.id not in same.values() or sample.id in kept:
            dropped["repeated_question"] += 1
        else:
            kept[sample.id] = sample
    silent = sum(not samples for samples in per_chunk)
    return list(kept.values()), _counts(len(made), list(kept.values()), dropped, silent)


def check_samples(samples: list[Sample]) -> None:
    """Fail when nothing was asked: no later stage could say what is missing.

    Raises:
        SetupError: There is no sample.
    """
    if not samples:
        raise SetupError(
            "no chunk gave a question. Look at per_chunk, min_answer_words and max_answer_words of "
            "section synthesize, and at the counts in the report of this stage."
        )


def _question(sample: Sample) -> tuple[str, str]:
    return sample.collection, " ".join(sample.question.casefold().split())


def _counts(made: int, kept: list[Sample], dropped: Counter[str], silent: int) -> dict[str, Any]:
    pairs = Counter((sample.kind, sample.language) for sample in kept)
    kinds: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (kind, language), count in sorted(pairs.items()):
        kinds[kind][language] = count
    return {
        "made": made,
        "kept": len(kept),
        "dropped": dict(sorted(dropped.items())),
        "kinds": dict(kinds),
        "silent_chunks": silent,
    }
