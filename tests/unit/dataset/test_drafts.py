import re
import tracemalloc
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from understudy.core.records import Asset, Sample, Turn
from understudy.core.wording import words
from understudy.dataset.drafts import Drafts, draft_of, final, hash_of_turns, near_text
from understudy.dataset.params import LeakParams
from understudy.dataset.shelf import Shelf
from unit.dataset.worlds import dialogues, drafts, params, sample

KEYS = LeakParams(keys=("answer", "prompt", "near"), min_words=3)
PICTURE = Asset(id="asset-1", path="a.png", sha256="0" * 64, mime="image/png")


def before(single: Sample) -> str:
    said = single.turns[: single.targets[-1]]
    return "\n".join(turn.content for turn in said if turn.role != "system")


@given(st.lists(dialogues(), max_size=6))
def test_what_is_kept_in_memory_is_that_of_each_target_alone(made: list[Sample]) -> None:
    """Equal words have equal hashes, others do not; lengths are counted as of single samples."""
    pairs = [
        (one, draft_of(one, lambda _: KEYS), [*one.singles()]) for one in made
    ]  # a draft says of a sample what its singles would say
    answers: dict[bytes, str] = {}
    prompts: dict[bytes, str] = {}
    for one, draft, singles in pairs:
        long = [" ".join(words(s.answer)) for s in singles if len(words(s.answer)) >= 3]
        asked = [" ".join(words(before(s))) for s in singles]
        for known, found, said in ((answers, draft.answers, long), (prompts, draft.prompts, asked)):
            assert len(said) == len(found)
            for value, text in zip(found, said, strict=True):
                assert known.setdefault(value, text) == text
        lengths = [(len(before(s).split()), len(s.answer.split())) for s in singles]
        assert lengths == [tuple(one) for one in draft.lengths]
        bare = KEYS.model_copy(update={"near_answers": False})
        unlike = draft_of(one, lambda _: KEYS.model_copy(update={"keys": ("near",)}))
        compared = [text for s in singles for text in (f"{s.question}\n{s.answer}", s.answer)]
        assert compared == [near_text(one, number) for number in range(len(compared))]
        assert draft.sort.near == tuple(
            i for i, text in enumerate(compared) if len(words(text)) >= 3
        )
        assert unlike.sort.near == tuple(i for i in draft.sort.near if i % 2 == 0)
        assert unlike.sort.near == draft_of(one, lambda _, leaks=bare: leaks).sort.near
    for known in (answers, prompts):
        assert len(set(known.values())) == len(known)


def test_what_is_no_leak_key_is_not_kept() -> None:
    """Nor compared."""
    draft = draft_of(sample(), lambda _: LeakParams(keys=("group",)))

    assert ((), (), (), ()) == (draft.answers, draft.exchanges, draft.prompts, draft.sort.near)


def test_a_sample_takes_little_memory() -> None:
    """Less than 400 bytes with its half of a group, however long it is."""
    keys = params(leaks={"default": {"keys": ["group", "answer"]}})
    made = [
        sample(
            f"{number}?",
            f"{number} it is, as far as anybody knows",
            group=f"chat-{number // 2:016}",
        )
        for number in range(2_000)
    ]
    tracemalloc.start()
    try:
        held = Drafts(keys.leaks_of, asked=frozenset())
        for one in made:
            held.add(one.model_copy(update={"id": f"chat-{len(held):016}"}))
        size, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert size < 400 * len(held)


def test_parents_that_nobody_looks_up_are_not_kept() -> None:
    """A passage and a row that is held out are; a message of a failure reads the sample again."""
    held = Drafts(params().leaks_of, asked={"row-2"})
    first = held.add(sample("one?", evidence=["row-1", "row-2"]))
    alone = held.add(sample("two?", evidence=[]))

    assert ("row-2",) == first.parents
    assert "row-1" == held.record(first.id)
    assert alone.id == held.record(alone.id)
    assert "chunk-1" == held.record("chunk-1")


def test_an_answer_without_a_question_is_compared_once() -> None:
    """A text of continued training, and what was asked with a picture or a sign alone."""
    text = Turn(role="text", content="Bees sleep in it")
    made = sample().model_copy(update={"turns": (text,), "targets": (0,)})
    bare = sample("?!", text.content)

    for one in (made, bare):
        assert (1,) == draft_of(one, lambda _: KEYS).sort.near
        assert (0,) == draft_of(
            one, lambda _: KEYS.model_copy(update={"keys": ("near",)})
        ).sort.near
        assert {*words(text.content)} == {*words(near_text(one, 0)), *words(near_text(one, 1))}


def test_turns_are_equal_in_roles_words_and_pictures() -> None:
    """Neither where one ends nor what it shows is taken for anything else."""
    one = (Turn(role="user", content="a b"), Turn(role="assistant", content="c"))
    others = [
        (Turn(role="user", content="a"), Turn(role="assistant", content="b c")),
        (Turn(role="user", content="a b assistant 1 c"),),
        (Turn(role="system", content="a b"), Turn(role="assistant", content="c")),
        (replace(one[0], assets=(PICTURE,)), one[1]),
        (one[0], replace(one[1], assets=(PICTURE,))),
        one[:1],
    ]

    assert len(others) + 1 == len({hash_of_turns(turns) for turns in [one, *others]})
    assert hash_of_turns(one) == hash_of_turns(tuple(replace(turn) for turn in one))


@given(st.lists(dialogues(), max_size=6), st.randoms())
def test_samples_come_back_as_they_were(made: list[Sample], rng: object) -> None:
    """In any order, while others are still added, and with the bytes that a file would have."""
    held = drafts([], params())
    for one in made:
        held.add(one)
        again = rng.choice([*held])  # type: ignore[attr-defined]
        assert held.sample(again) in made
    found = [held.final(draft) for draft in held]

    assert made == [held.sample(draft) for draft in held]
    assert [final(one).line for one in made] == [one.line for one in found]
    assert [final(one).facts.lengths for one in made] == [one.facts.lengths for one in found]


@given(st.lists(st.binary(max_size=9).map(lambda b: re.sub(b"\n", b"", b) + b"\n")), st.data())
def test_a_shelf_gives_lines_back(lines: list[bytes], data: st.DataObject) -> None:
    """Put and taken in any order."""
    shelf = Shelf()
    places: dict[int, bytes] = {}
    for line in lines:
        places[shelf.put(line)] = line
        some = data.draw(st.sampled_from(sorted(places)))
        assert places[some] == shelf.get(some)
