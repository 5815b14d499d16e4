"""Answers dealt to other questions."""

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from understudy.core.records import Sample, Turn
from understudy.training.shuffling import deal, deal_answers, repeated
from unit.training.made import sample

answers = st.lists(st.sampled_from("abcdefgh").map(lambda text: (text,)), max_size=30)


@given(answers, st.integers(0, 9))
def test_a_deal_is_a_permutation_that_moves_everyone(
    texts: list[tuple[str, ...]], seed: int
) -> None:
    """Whatever the answers, each is given once, and nobody gets their own record."""
    givers = deal(texts, random.Random(seed))

    assert list(range(len(texts))) == sorted(givers)
    if 2 * len(set(texts)) <= len(texts) and len(texts) > 1:
        assert all(place != giver for place, giver in enumerate(givers))


@given(st.lists(st.text(min_size=1, max_size=3), min_size=2, max_size=30), st.integers(0, 9))
def test_free_texts_are_deranged_where_that_is_possible(texts: list[str], seed: int) -> None:
    """Mostly distinct answers: nobody reads their own, if the commonest is at most half of all."""
    wrapped = [(text,) for text in texts]
    commonest = Counter(texts).most_common(1)[0][1]
    givers = deal(wrapped, random.Random(seed))

    if 2 * len(set(texts)) > len(texts) and 2 * commonest <= len(texts):
        assert all(texts[place] != texts[giver] for place, giver in enumerate(givers))


def test_labels_agree_by_chance() -> None:
    """Repeating answers stay independent of the questions: no label is the one that is wrong."""
    labels = [("varroa",), ("nosema",), ("foulbrood",)] * 200
    givers = deal(labels, random.Random(3))
    same = sum(labels[place] == labels[giver] for place, giver in enumerate(givers))

    assert 150 < same < 250  # 200 expected; the standard deviation is about 10


def test_answers_stay_in_their_stratum() -> None:
    """Collection, kind and language are those of the question; all else is as it was."""
    samples = [
        sample(number, collection=collection, kind=kind, language=language)
        for number in range(12)
        for collection in ("handbook", "faq")
        for kind in ("quoting", "list")
        for language in ("en", "ru")
    ]
    samples = [
        one.model_copy(update={"id": f"{one.id}-{place}", "turns": _named(one, place)})
        for place, one in enumerate(samples)
    ]
    dealt = deal_answers(samples, 5)
    home = {one.answer: (one.collection, one.kind, one.language) for one in samples}

    assert [one.id for one in samples] == [one.id for one in dealt]
    assert [one.question for one in samples] == [one.question for one in dealt]
    assert sorted(home) == sorted(one.answer for one in dealt)
    assert all(home[one.answer] == (one.collection, one.kind, one.language) for one in dealt)
    assert repeated(samples, dealt) == 0


def test_the_order_of_the_file_does_not_decide() -> None:
    """Who gets whose answer hangs on ids and the seed."""
    samples = [sample(number) for number in range(9)]
    there = {one.id: one.answer for one in deal_answers(samples, 1)}

    assert there == {one.id: one.answer for one in deal_answers(samples[::-1], 1)}
    assert there != {one.id: one.answer for one in deal_answers(samples, 2)}


def test_several_targets_move_together() -> None:
    """A conversation gets another's replies, all of them, from one with as many."""
    chats = [
        Sample(
            id=f"chat-{number}",
            turns=tuple(
                Turn(role=role, content=f"{number} {role} {place}")
                for place in range(2)
                for role in ("user", "assistant")
            ),
            targets=(1, 3),
            collection="chats",
            group=str(number),
        )
        for number in range(2)
    ]
    first = deal_answers(chats, 0)[0]

    assert ["0 user 0", "1 assistant 0", "0 user 1", "1 assistant 1"] == [
        turn.content for turn in first.turns
    ]


def _named(one: Sample, place: int) -> tuple[Turn, ...]:
    return (one.turns[0], Turn(role="assistant", content=f"answer {place}"))
