"""Questions by rules: no model, and every answer is a span of the passage."""

from understudy.core.errors import InputError
from understudy.core.records import Chunk, Evidence, Sample, Turn, stable_id
from understudy.synthesis.drafts import KINDS, Draft
from understudy.synthesis.params import SynthesizeParams
from understudy.synthesis.passage import Passage, ticket
from understudy.synthesis.phrasings import PHRASINGS
from understudy.synthesis.plugins import PROVIDERS


@PROVIDERS.register("rules")
def ask(chunk: Chunk, params: SynthesizeParams) -> list[Sample]:
    """Ask about a passage, kind by kind; which of the possible questions is drawn by hash.

    What one kind asks does not depend on the others, nor on the rest of the collection, so that
    a new passage or another cap moves no question that exists.

    Raises:
        InputError: There are no phrasings in the chunk's language.
    """
    if chunk.language not in PHRASINGS:
        why = f"no phrasings in language {chunk.language!r}, only in {', '.join(PHRASINGS)}"
        raise InputError(chunk.id, why, reason="no_phrasings")
    passage = Passage(chunk)
    samples = []
    for kind, cap in sorted(params.per_chunk.items()):
        fitting = [draft for draft in KINDS[kind](passage) if _fits(passage, draft, params)]
        fitting.sort(key=lambda draft: (ticket(chunk.id, draft.answer), draft.start))
        samples += [_sample(chunk, kind, draft) for draft in fitting[:cap]]
    return samples


def _fits(passage: Passage, draft: Draft, params: SynthesizeParams) -> bool:
    length = len(draft.answer.split())
    in_bounds = params.min_answer_words <= length <= params.max_answer_words
    return in_bounds and not passage.gives_away(draft.question)


def _sample(chunk: Chunk, kind: str, draft: Draft) -> Sample:
    return Sample(
        id=stable_id("sample", chunk.id, kind, draft.question, draft.answer),
        turns=(
            Turn(role="user", content=draft.question),
            Turn(role="assistant", content=draft.answer),
        ),
        targets=(1,),
        kind=kind,
        language=chunk.language,
        collection=chunk.collection,
        group=chunk.group,
        evidence=(Evidence(parent=chunk.id, start=draft.start, end=draft.end),),
    )
