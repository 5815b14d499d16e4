from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import SetupError
from understudy.core.records import Chunk, Evidence, Sample, Turn
from understudy.core.wording import jaccard, shingles, words
from understudy.dataset.params import BuildParams
from understudy.dataset.texts import Texts
from unit.dataset.worlds import (
    chunk,
    chunks,
    components,
    dialogues,
    drafts,
    near_texts,
    params,
    sample,
    worlds,
)

LONG = "Propolis is a brown resin that bees gather from poplar buds in the late summer"
KEYS = ("group", "answer", "near", "prompt")


def joined(samples: list[Sample], chunks: list[Chunk], chosen: BuildParams) -> set[tuple[str, ...]]:
    """The groups of each component that has several."""
    names = components(samples, chunks, chosen).names()
    sets: dict[str, list[str]] = {}
    for (collection, group), component in names.items():
        sets.setdefault(component, []).append(f"{collection}/{group}")
    return {tuple(groups) for groups in sets.values() if len(groups) > 1}


def keys(*names: str, **more: object) -> BuildParams:
    return params(leaks={"default": {"keys": names, **more}}, max_component_share=1)


def test_groups_with_the_same_answer_move_together() -> None:
    """Case and punctuation do not count; another key or too few words join nobody."""
    samples = [
        sample("a", "Bees sleep in the hive.", group="1"),
        sample("b", "bees sleep, in the hive", group="2"),
        sample("c", "Yes.", group="3"),
        sample("d", "yes", group="4"),
    ]

    assert {("handbook/1", "handbook/2")} == joined(samples, [], keys("answer"))
    assert {("handbook/1", "handbook/2"), ("handbook/3", "handbook/4")} != joined(
        samples, [], keys("answer", min_words=3)
    )
    assert set() == joined(samples, [], keys("group"))


def test_a_group_of_rows_is_known_by_its_words() -> None:
    """A patient is spelt in several ways; sections of documents and chats are told apart."""
    spelt = ["К-017 Фёдорова", "к-017  ФЕДОРОВА", "К–017, Федорова", "К-018 Фёдорова"]
    rows = {"faq": {"prompt": "{q}", "answer": "{a}"}}

    for collection, expected in (("faq", 2), ("handbook", 4)):
        made = [sample("q", "a", collection=collection, group=group) for group in spelt]
        found = components(made, [], params(rows=rows))
        assert expected == len({*found.names().values()})
        assert {"group": 2} == found.joined_by or collection == "handbook"


def test_groups_with_the_same_prompt_move_together() -> None:
    """All that was said before the target counts, the system turn apart."""
    system = Turn(role="system", content="S")
    one = sample("Why?", group="1")
    two = sample("why", "x", group="2")
    two = two.model_copy(update={"turns": (system, *two.turns), "targets": (2,)})
    more = (Turn(role="user", content="hm"), Turn(role="assistant", content="yes"))
    three = sample("Why?", "y", group="3")
    three = three.model_copy(update={"turns": (*more, *three.turns), "targets": (3,)})

    assert {("handbook/1", "handbook/2")} == joined([one, two, three], [], keys("prompt"))


def test_a_dialogue_moves_with_its_beginning() -> None:
    """What one sample asks for stands before the answer of another; not so within a chat."""
    said = ["Where do bees sleep?", "In it.", "And wasps?", "Elsewhere."]
    roles = ["user", "assistant"] * 2
    turns = tuple(Turn(r, c) for r, c in zip(roles, said, strict=True))
    one = sample("where do bees SLEEP", "in it", group="1")
    two = sample(group="2").model_copy(update={"turns": turns, "targets": (3,)})
    reply = two.model_copy(
        update={"evidence": (Evidence(parent="conversation-1", start=0, end=1),)}
    )

    assert {("handbook/1", "handbook/2")} == joined([one, two], [], keys("answer"))
    assert set() == joined([one, two], [], keys("answer", min_words=7))
    assert set() == joined([one, two], [], keys("near", "prompt"))
    assert set() == joined([one, reply], [], keys("answer"))


def test_near_texts_move_together() -> None:
    """Passages with and without samples, and samples beside their own passages."""
    passages = [
        chunk(LONG, group="1"),
        chunk(f"{LONG} and autumn", group="2"),
        chunk("Wax is made by young bees from honey in great warmth", group="3"),
    ]
    asked = sample("What is wax?", LONG, group="3", evidence=[passages[2].id])
    free = sample("So?", LONG, collection="faq", group="4")

    assert {("handbook/1", "handbook/2")} == joined([], passages, keys("near"))
    assert {("faq/4", "handbook/1", "handbook/2")} == joined([free], passages, keys("near"))
    every = ("faq/4", "handbook/1", "handbook/2", "handbook/3")
    assert {every} == joined([asked, free], passages, keys("near"))


def test_answers_that_are_nearly_the_same_move_together() -> None:
    """Whatever was asked; not those of fewer words than ``min_words``, nor where equal ones do not."""
    asked = ("When do we gather it, and where from?", "What did Timur bring home yesterday?")
    one, two = (sample(q, a, group=q[:4]) for q, a in zip(asked, (LONG, f"{LONG}!!"), strict=True))
    near = sample(asked[1], f"{LONG} and autumn", group="What")
    both = {("handbook/What", "handbook/When")}

    assert both == joined([one, near], [], keys("answer", "near"))
    assert both == joined([one, two], [], keys("answer", "near"))
    assert set() == joined([one, near], [], keys("answer", "near", min_words=18))
    assert set() == joined([one, near], [], keys("answer"))
    assert set() == joined([one, two, near], [], keys("near"))


def test_a_key_joins_two_collections_when_both_have_it() -> None:
    """A table may repeat what a document says; for near texts the lower threshold holds."""
    one = sample("x", LONG, collection="faq", group="1")
    two = sample("x", f"{LONG} and autumn and winter", collection="handbook", group="2")
    strict = {"keys": ["near"], "near_jaccard": 0.99}
    loose = {"keys": ["near"], "near_jaccard": 0.6}

    def with_leaks(**leaks: object) -> BuildParams:
        return params(leaks=leaks, max_component_share=1)

    assert 1 == len(joined([one, two], [], with_leaks(faq=strict, handbook=loose)))
    assert 0 == len(joined([one, two], [], with_leaks(faq=strict, handbook=strict)))
    assert 0 == len(joined([one, two], [], with_leaks(faq={"keys": []}, handbook=loose)))


def test_a_sample_moves_with_its_evidence() -> None:
    """A question over two sections joins them, whatever the keys."""
    passages = [chunk("first text", group="1"), chunk("second text", group="2")]
    both = sample(group="1", evidence=[passage.id for passage in passages])

    assert {("handbook/1", "handbook/2")} == joined([both], passages, keys())


def alike(one: Sample | Chunk, other: Sample | Chunk, chosen: BuildParams) -> float:
    """The most that two of their texts share, comparing all with all."""
    pairs = product(near_texts(one, chosen), near_texts(other, chosen))
    return max((jaccard(shingles(text), shingles(again)) for text, again in pairs), default=0.0)


def exchanges(one: Sample | Chunk, chosen: BuildParams) -> set[str]:
    """What was asked and answered up to the last target, where answers are a key."""
    if isinstance(one, Chunk) or "answer" not in chosen.leaks_of(one.collection).keys:
        return set()
    asked = pairwise(one.turns[: one.targets[-1] + 1])
    said = [words(f"{q.content} {a.content}") for q, a in asked if a.role == "assistant"]
    return {" ".join(found) for found in said if len(found) >= 3}


@given(
    st.lists(dialogues(), max_size=8),
    st.lists(chunks, max_size=3),
    st.sampled_from([0.3, 0.6, 1.0]),
    st.tuples(*[st.sampled_from([("near",), ("answer", "near")])] * 2),
)
def test_near_texts_join_what_they_should_and_nothing_else(
    samples: list[Sample],
    passages: list[Chunk],
    threshold: float,
    key: tuple[tuple[str, ...], tuple[str, ...]],
) -> None:
    """Every target with its question and, where answers are a key, alone: all with all."""
    leaks = {
        name: {"keys": its, "near_jaccard": threshold, "min_words": 3}
        for name, its in zip(("faq", "handbook"), key, strict=True)
    }
    chosen = params(leaks=leaks, max_component_share=1)
    every: list[Sample | Chunk] = [*samples, *passages]
    known = {(one.collection, one.group): {(one.collection, one.group)} for one in every}
    for one, other in combinations(every, 2):
        same = exchanges(one, chosen) & exchanges(other, chosen)
        if same or alike(one, other, chosen) >= threshold:
            whole = known[one.collection, one.group] | known[other.collection, other.group]
            known.update(dict.fromkeys(whole, whole))

    names = components(samples, passages, chosen).names()

    assert known == {one: {its for its in names if names[its] == names[one]} for one in names}


@given(worlds(), st.sampled_from([0.3, 0.6, 1.0]))
def test_whatever_shares_a_key_is_in_one_component(
    world: tuple[list[Sample], list[Chunk]], threshold: float
) -> None:
    """Compared all with all."""
    samples, chunks = world
    chosen = keys(*KEYS, near_jaccard=threshold, min_words=3)
    names = components(samples, chunks, chosen).names()

    for one, again in combinations([*chunks, *samples], 2):
        if alike(one, again, chosen) >= threshold:
            assert names[one.collection, one.group] == names[again.collection, again.group]
    for s, other in combinations(samples, 2):
        places = names[s.collection, s.group], names[other.collection, other.group]
        if words(s.question) == words(other.question):
            assert places[0] == places[1]
        if words(s.answer) == words(other.answer) and len(words(s.answer)) >= 3:
            assert places[0] == places[1]


@given(worlds(), st.randoms())
def test_the_order_of_the_input_does_not_matter(
    world: tuple[list[Sample], list[Chunk]], rng: object
) -> None:
    """The same records in another order make the same components, joined by the same keys."""
    samples, chunks = world
    before = components(samples, chunks, keys(*KEYS))
    rng.shuffle(samples)  # type: ignore[attr-defined]
    rng.shuffle(chunks)  # type: ignore[attr-defined]
    after = components(samples, chunks, keys(*KEYS))

    assert before.names() == after.names()
    assert before.joined_by == after.joined_by


def test_a_component_that_holds_too_much_is_refused_with_its_key() -> None:
    """The message names the key and two ids that show it, and no text of the data."""
    samples = [sample(f"question {i}", LONG, group=str(i)) for i in range(3)]
    samples += [sample(f"other {i}", f"answer {i}", group=f"x{i}") for i in range(7)]

    with pytest.raises(SetupError, match=r"30% of the handbook samples.*key 'answer'") as caught:
        components(samples, [], params(leaks={"default": {"keys": ["answer"]}}, small_component=2))
    assert "Propolis" not in str(caught.value)
    assert sum(one.id in str(caught.value) for one in samples) == 2
    components(samples, [], params(small_component=3))
    components(samples, [], params(small_component=2, max_component_share=0.3))


def test_answers_of_one_template_are_told_by_keys_that_can_be_set() -> None:
    """Each is another one, and they join no less; the message says what would."""
    samples = [sample(f"question {i}", f"{LONG} {i}", group=str(i)) for i in range(5)]
    key = {"keys": ["answer", "near"]}
    message = (
        r"100% of the handbook samples.*key 'near'.* other keys, more min_words, "
        r"a higher near_jaccard in build\.leaks\.handbook"
    )

    with pytest.raises(SetupError, match=message):
        components(samples, [], params(leaks={"default": key}, small_component=2))
    for milder in ({"near_jaccard": 0.95}, {"min_words": 19}, {"keys": ["answer"]}):
        leaks = {"default": {**key, **milder}}
        found = components(samples, [], params(leaks=leaks, small_component=2))
        assert {} == found.joined_by


def test_a_beginning_that_all_share_is_told_by_a_key_that_can_be_set() -> None:
    """A greeting, say; a larger ``min_words`` lets it go."""
    first = sample("Hi!", "Hello, what can I do for you?").turns
    samples = [
        one.model_copy(update={"turns": (*first, *one.turns), "targets": (3,)})
        for one in (sample(f"question {i}", f"answer {i}", group=str(i)) for i in range(5))
    ]
    leaks = {"keys": ["answer"], "min_words": 5}

    with pytest.raises(SetupError, match=r"100% of the handbook samples.*key 'answer'"):
        components(samples, [], params(leaks={"default": leaks}, small_component=2))
    leaks["min_words"] = 9
    components(samples, [], params(leaks={"default": leaks}, small_component=2))


def test_a_group_that_holds_too_much_alone_is_refused_too() -> None:
    """A group column with one value would put a whole table into one split."""
    samples = [sample(f"q{i}", f"a{i}", group="one") for i in range(5)]

    with pytest.raises(SetupError, match=r"100% of the handbook samples.*key 'group'"):
        components(samples, [], params(small_component=4))


def test_a_chat_too_large_is_not_called_a_matter_of_keys() -> None:
    """It cannot be cut, whatever else joins it; the message says what raising the limit does."""
    samples = [sample(f"q{i}", LONG, group="one" if i else "two") for i in range(5)]
    chosen = params(leaks={"default": {"keys": ["answer"]}}, small_component=2)

    with pytest.raises(SetupError, match=r"is one chat or group and cannot be cut") as caught:
        components(samples, [], chosen)
    assert "raising build.max_component_share puts it whole into one split" in str(caught.value)


def test_a_component_too_large_is_shown_by_records_that_exist() -> None:
    """Of a build that fails no sample is written, but the rows that they are made of are there."""
    samples = [sample(f"q{i}", LONG, group=str(i), evidence=[f"row-{i}"]) for i in range(3)]
    samples += [sample(f"other {i}", f"answer {i}", group=f"x{i}") for i in range(7)]
    chosen = params(leaks={"default": {"keys": ["answer"]}}, small_component=2)

    with pytest.raises(SetupError, match=r"for example row-\d and row-\d\)") as caught:
        components(samples, [], chosen)
    assert not any(word in str(caught.value) for word in ("sample-", "component-"))


def test_an_answer_that_many_give_is_compared_once() -> None:
    """Equal ones are joined already; a million chats have some of them thousands of times."""
    chosen = keys("answer", "near")
    samples = [sample(f"{i} {LONG} " * 4, f"{LONG} {i % 2}", group=str(i)) for i in range(9)]
    held = drafts(samples, chosen)
    texts = Texts(held, chosen.leaks_of)
    texts.compare(held)

    assert 9 + 2 == len(texts)
    assert 1 == len({*components(samples, [], chosen).names().values()})
