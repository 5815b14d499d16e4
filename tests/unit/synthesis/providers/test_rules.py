import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.core.records import Chunk, Sample
from understudy.synthesis import SynthesizeParams
from understudy.synthesis.drafts import KINDS
from understudy.synthesis.passage import plain_words
from understudy.synthesis.providers.rules import ask
from unit.synthesis.passages import ENGLISH, RUSSIAN, chunk, chunks

CAPS = st.dictionaries(st.sampled_from(sorted(KINDS)), st.integers(0, 9), min_size=1)
BOUNDS = st.tuples(st.integers(1, 9), st.integers(0, 30))
PARAMS = st.builds(
    lambda caps, bounds: SynthesizeParams(
        per_chunk=caps, min_answer_words=bounds[0], max_answer_words=sum(bounds)
    ),
    CAPS,
    BOUNDS,
)
EVERYTHING = SynthesizeParams(
    per_chunk=dict.fromkeys(KINDS, 100), min_answer_words=1, max_answer_words=1000
)


def runs(text: str, size: int) -> set[tuple[str, ...]]:
    """Runs of words, counted again without the code under test."""
    folded = "".join(letter if letter.isalnum() or letter == "_" else " " for letter in text)
    words = folded.casefold().split()
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


@given(chunks())
def test_no_question_shares_four_words_in_a_row_with_its_passage(drawn: Chunk) -> None:
    """Whatever the passage: otherwise copying forward would answer it."""
    for sample in ask(drawn, EVERYTHING):
        asked = plain_words(sample.question)
        told = plain_words(drawn.text)
        shared = {asked[i : i + 4] for i in range(len(asked) - 3)}
        assert not shared & {told[i : i + 4] for i in range(len(told) - 3)}


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (RUSSIAN, "ru")])
def test_nor_does_one_counted_in_another_way(text: str, language: str) -> None:
    """The promise does not rest on one idea of a word."""
    samples = ask(chunk(text, language), EVERYTHING)

    assert len(samples) > 12
    for sample in samples:
        assert not runs(sample.question, 4) & runs(text, 4)
        assert not {*zip(*[sample.question.split()[i:] for i in range(4)], strict=False)} & {
            *zip(*[text.split()[i:] for i in range(4)], strict=False)
        }


@given(chunks(), PARAMS)
def test_answers_are_spans_of_the_passage(drawn: Chunk, params: SynthesizeParams) -> None:
    """Whatever the passage and the parameters, the evidence holds the answer verbatim."""
    samples = ask(drawn, params)

    for sample in samples:
        (evidence,) = sample.evidence
        span = drawn.text[evidence.start : evidence.end]
        assert drawn.id == evidence.parent
        if sample.kind == "list":
            assert all(item in span for item in sample.answer.split("; "))
        else:
            assert sample.answer == span
        words = len(sample.answer.split())
        assert params.min_answer_words <= words <= params.max_answer_words
    for kind in KINDS:
        assert sum(one.kind == kind for one in samples) <= params.per_chunk.get(kind, 0)


@given(chunks(), PARAMS)
def test_a_kind_does_not_depend_on_the_others(drawn: Chunk, params: SynthesizeParams) -> None:
    """Asking one kind alone, and fewer of it, gives the same questions."""
    together = ask(drawn, params)
    for kind, cap in params.per_chunk.items():
        alone = ask(drawn, params.model_copy(update={"per_chunk": {kind: cap}}))
        fewer = ask(drawn, params.model_copy(update={"per_chunk": {kind: cap // 2}}))

        assert alone == [sample for sample in together if sample.kind == kind]
        assert fewer == alone[: cap // 2]


@given(chunks())
def test_ids_are_distinct_and_stable(drawn: Chunk) -> None:
    """The same passage gives the same bytes."""
    samples = ask(drawn, EVERYTHING)

    assert len(samples) == len({sample.id for sample in samples})
    assert [one.to_line() for one in samples] == [one.to_line() for one in ask(drawn, EVERYTHING)]


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (RUSSIAN, "ru")])
def test_a_sample_is_a_bare_question_with_its_origin(text: str, language: str) -> None:
    """No system turn: the dataset puts one there. Every kind is asked."""
    origin = chunk(text, language)

    samples: list[Sample] = ask(origin, SynthesizeParams())

    assert {"quoting", "heading", "definition", "list"} == {sample.kind for sample in samples}
    for sample in samples:
        assert ["user", "assistant"] == [turn.role for turn in sample.turns]
        assert (1,) == sample.targets
        assert (origin.collection, origin.group) == (sample.collection, sample.group)
        assert language == sample.language


def test_another_language_is_an_input_error() -> None:
    """Asking in English about a German text would be no service."""
    with pytest.raises(InputError, match="no phrasings in language 'de', only in en, ru") as caught:
        ask(chunk("Ein Satz.", "de"), SynthesizeParams())

    assert caught.value.reason == "no_phrasings"
