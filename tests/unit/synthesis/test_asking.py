from itertools import permutations

import pytest

from understudy.core.errors import SetupError
from understudy.core.records import Chunk, Sample, Turn, stable_id
from understudy.synthesis import SynthesizeParams, ask, check_samples, settle, wanted
from unit.synthesis.passages import ENGLISH, chunk


def sample(question: str, answer: str, *, chunk: str = "c", collection: str = "manual") -> Sample:
    return Sample(
        id=stable_id("sample", question, answer, chunk),
        turns=(Turn(role="user", content=question), Turn(role="assistant", content=answer)),
        targets=(1,),
        kind="heading",
        language="en",
        collection=collection,
        group="g",
    )


def row(text: str, collection: str) -> Chunk:
    return chunk(text, collection=collection).model_copy(update={"parent": "row-1"})


def test_the_named_provider_asks() -> None:
    """The rules need no model."""
    assert ask(chunk(ENGLISH), SynthesizeParams(provider="rules"))


def test_rows_are_asked_about_only_by_name() -> None:
    """A rendered row is no prose; documents are asked about unless others are named."""
    one, two, table = chunk("A one."), chunk("A two.", collection="site"), row("A row.", "table")

    assert [one, two] == wanted([one, two, table], SynthesizeParams())
    assert [two] == wanted([one, two, table], SynthesizeParams(collections=("site",)))
    assert [two, table] == wanted(
        [one, two, table], SynthesizeParams(collections=("table", "site"))
    )


def test_a_collection_without_chunks_is_a_setup_error() -> None:
    """A typo would otherwise give an empty dataset."""
    with pytest.raises(SetupError, match="unknown collection 'manuel'. Did you mean manual?"):
        wanted([chunk("A one.")], SynthesizeParams(collections=("manuel",)))
    with pytest.raises(SetupError, match="no passage of a document"):
        wanted([row("A row.", "table")], SynthesizeParams())


def test_a_question_with_several_answers_goes() -> None:
    """All of them, in every order; counted as ambiguous. Other collections do not matter."""
    made = [
        sample("What  first?", "One."),
        sample("what first?", "Two."),
        sample("What first?", "Three.", collection="site"),
        sample("What last?", "One."),
    ]
    for order in permutations(made):
        kept, counts = settle([[one] for one in order])

        assert {made[2].id, made[3].id} == {one.id for one in kept}
        assert [one for one in order if one in kept] == kept
        assert {"ambiguous_question": 2} == counts["dropped"]


def test_a_repeated_question_stays_once() -> None:
    """Overlapping passages ask the same twice; the smallest id stays, whatever the order."""
    made = [sample("What first?", "One  day.", chunk=str(number)) for number in range(4)]
    smallest = min(one.id for one in made)
    for order in permutations(made):
        kept, counts = settle([list(order)])

        assert [smallest] == [one.id for one in kept]
        assert {"repeated_question": 3} == counts["dropped"]


def test_the_same_sample_twice_stays_once() -> None:
    """A chunk that stands twice in the input does not double its questions."""
    one = sample("What first?", "One.")

    kept, counts = settle([[one], [one]])

    assert [one] == kept
    assert {"repeated_question": 1} == counts["dropped"]


def test_counts_add_up() -> None:
    """Made is kept and dropped; kinds and languages add up to kept; silent chunks are told."""
    made = [[sample("A?", "1"), sample("B?", "2")], [], [sample("A?", "3")], []]

    _, counts = settle(made)

    assert counts == {
        "made": 3,
        "kept": 1,
        "dropped": {"ambiguous_question": 2},
        "kinds": {"heading": {"en": 1}},
        "silent_chunks": 2,
    }


def test_no_question_at_all_is_a_setup_error() -> None:
    """The message says where to look."""
    kept, _ = settle([[], []])

    with pytest.raises(SetupError, match="no chunk gave a question.*per_chunk"):
        check_samples(kept)
    check_samples([sample("A?", "1")])
