import re

from hypothesis import given
from hypothesis import strategies as st

from understudy.core.records import Asset, Sample, Turn
from understudy.core.wording import words
from understudy.dataset.drafts import draft_of, final, hash_of_turns, near_text
from understudy.dataset.params import LeakParams
from understudy.dataset.shelf import Shelf
from unit.dataset.worlds import drafts, params, sample, texts

KEYS = LeakParams(keys=("answer", "prompt", "near"), min_words=3)
PICTURE = Asset(id="asset-1", path="a.png", sha256="0" * 64, mime="image/png")


@st.composite
def dialogues(draw: st.DrawFn) -> Sample:
    """Samples of several turns, some of which carry loss."""
    said = draw(st.lists(st.tuples(texts, texts), min_size=1, max_size=4))
    turns = [Turn(role="system", content="Be brief.")] if draw(st.booleans()) else []
    places = []
    for question, answer in said:
        turns += [Turn(role="user", content=question), Turn(role="assistant", content=answer)]
        places.append(len(turns) - 1)
    chosen = draw(st.lists(st.sampled_from(places), min_size=1, unique=True).map(sorted))
    fields = {"id": "dialogue-1", "turns": tuple(turns), "targets": tuple(chosen)}
    return sample().model_copy(update=fields)


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
        texts_ = [near_text(single) for single in singles]
        assert draft.near == tuple(i for i, text in enumerate(texts_) if len(words(text)) >= 3)
        assert texts_ == [near_text(one, number) for number in range(len(singles))]
    for known in (answers, prompts):
        assert len(set(known.values())) == len(known)


def test_what_is_no_leak_key_is_not_kept() -> None:
    """Nor compared."""
    draft = draft_of(sample(), lambda _: LeakParams(keys=("group",)))

    assert ((), (), (), ()) == (draft.answers, draft.exchanges, draft.prompts, draft.near)


def test_turns_are_equal_in_roles_words_and_pictures() -> None:
    """Neither where one ends nor what it shows is taken for anything else."""
    one = (Turn(role="user", content="a b"), Turn(role="assistant", content="c"))
    others = [
        (Turn(role="user", content="a"), Turn(role="assistant", content="b c")),
        (Turn(role="user", content="a b assistant 1 c"),),
        (Turn(role="system", content="a b"), Turn(role="assistant", content="c")),
        (one[0].model_copy(update={"assets": (PICTURE,)}), one[1]),
        (one[0], one[1].model_copy(update={"assets": (PICTURE,)})),
        one[:1],
    ]

    assert len(others) + 1 == len({hash_of_turns(turns) for turns in [one, *others]})
    assert hash_of_turns(one) == hash_of_turns(tuple(turn.model_copy() for turn in one))


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
