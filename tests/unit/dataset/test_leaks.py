import tracemalloc
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import Membership
from understudy.core.records import SPLITS, Chunk, Sample
from understudy.core.wording import jaccard, shingles
from understudy.dataset.leaks import Leak, Place, Shared, check, find_leaks, summary
from understudy.dataset.params import BuildParams
from unit.dataset.worlds import chunk, chunks, dialogues, near_texts, params, sample, texts

LONG = "Propolis is a brown resin that bees gather from poplar buds in the late summer"
EVERY = params(leaks={"default": {"keys": ["answer", "near", "prompt"]}})
CLEAN = dict.fromkeys(
    (
        "group", "component", "answer", "exchange", "prompt",
        "near", "near_record", "held_out_combination",
    ), 0,
)  # fmt: skip


def write(folder: Path, placed: list[tuple[Sample | Chunk, str]]) -> list[Chunk]:
    """Write samples into the splits named, each group a component; return the passages."""
    for split in ("train", "eval", "test"):
        samples = [one for one, place in placed if place == split and isinstance(one, Sample)]
        jsonl.write(folder / f"{split}.jsonl", samples)
    members = {
        (one.collection, one.group): Membership.model_validate(
            {
                "collection": one.collection,
                "group": one.group,
                "component": f"c-{one.group}",
                "split": place,
            }
        )
        for one, place in placed
    }
    jsonl.write(folder / "groups.jsonl", members.values())
    return [one for one, _ in placed if isinstance(one, Chunk)]


def crossing(
    folder: Path,
    placed: list[tuple[Sample | Chunk, str]],
    *,
    held_out: tuple[str, ...] = (),
    chosen: BuildParams = EVERY,
) -> dict[str, int]:
    """How many values cross, by key, without the zeros."""
    found = find_leaks(folder, write(folder, placed), held_out, chosen)
    assert list(CLEAN) == list(found)
    return {key: count["crossing"] for key, count in summary(found).items() if count["crossing"]}


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(SPLITS))))
def test_a_shared_value_is_shown_by_its_first_places(said: list[tuple[str, str]]) -> None:
    """The first of all and the first in another split, in the order in which values came."""
    shared = Shared()
    first: dict[str, Place] = {}
    other: dict[str, Place] = {}
    for number, (value, split) in enumerate(said):
        place = Place(f"sample-{number}", split)
        shared.add(value, place)
        if first.setdefault(value, place).split != split:
            other.setdefault(value, place)

    pairs = tuple((first[value].id, other[value].id) for value in first if value in other)
    assert Leak(len(first), pairs) == shared.leak()


def test_a_million_values_fit_into_memory() -> None:
    """Each takes less than 40 bytes beside the id that all values of a sample have in common."""
    place = Place("sample-1", "train")
    tracemalloc.start()
    try:
        shared = Shared()
        for number in range(5_000):
            shared.add(f"value {number}", place)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert held < 40 * 5_000


def test_a_clean_dataset_has_none(tmp_path: Path) -> None:
    """The same answer twice in one split is none; short answers are nobody's."""
    placed: list[tuple[Sample | Chunk, str]] = [
        (sample("a", LONG, group="1"), "train"),
        (sample("b", LONG, group="1"), "train"),
        (sample("c", "Yes.", group="2"), "test"),
        (sample("d", "yes", group="3"), "eval"),
        (chunk("a passage of some more words", group="4"), "test"),
    ]

    assert {} == crossing(tmp_path, placed)
    check(find_leaks(tmp_path, [], (), EVERY))


def test_each_kind_of_leak_is_found(tmp_path: Path) -> None:
    """Planted one by one."""
    one = sample("a", LONG, group="1")

    assert {"answer": 1, "near": 1} == crossing(
        tmp_path, [(one, "train"), (sample("b", LONG.upper(), group="2"), "test")]
    )
    longer = sample("and then?", "that", group="2")
    turns = (*sample("A!", LONG.upper()).turns, *longer.turns)
    longer = longer.model_copy(update={"turns": turns, "targets": (3,)})
    assert {"exchange": 1} == crossing(tmp_path, [(one, "test"), (longer, "train")])
    assert {"prompt": 1} == crossing(
        tmp_path, [(one, "eval"), (sample("A!", "so", group="2"), "test")]
    )
    assert {"near": 1} == crossing(
        tmp_path, [(one, "train"), (chunk(f"a {LONG} too", group="2"), "test")]
    )
    other = sample("When do we gather it, and where from?", f"{LONG} and autumn", group="2")
    assert {"near": 1} == crossing(tmp_path, [(one, "train"), (other, "test")])
    held = sample("q", "short", group="3", evidence=["row-1"])
    assert {"held_out_combination": 1} == crossing(
        tmp_path, [(held, "train")], held_out=("row-1", "row-2")
    )
    assert {} == crossing(tmp_path, [(held, "test")], held_out=("row-1",))


def test_a_group_in_two_splits_is_found(tmp_path: Path) -> None:
    """Whether groups.jsonl says otherwise or the group's samples lie in two files."""
    placed = [(sample("a", group="1"), "train"), (sample("b", "no", group="1"), "test")]

    assert {"group": 1} == crossing(tmp_path, [*placed], chosen=params())


def test_a_group_of_rows_that_is_spelt_in_two_ways_is_found(tmp_path: Path) -> None:
    """By its words; names of chats and sections are no words of people."""
    placed = [(sample("a", "b", group="Vera L."), "train"), (sample("c", group="VERA L"), "test")]
    rows = {"handbook": {"prompt": "{q}", "answer": "{a}"}}

    assert {} == crossing(tmp_path, [*placed], chosen=params())
    assert {"group": 1} == crossing(tmp_path, [*placed], chosen=params(rows=rows))


def test_what_stands_in_a_chat_and_in_a_ready_dialogue_is_found(tmp_path: Path) -> None:
    """Where there are ready dialogues; else what stands in a chat was said in it alone."""
    one = sample("a", LONG, group="1", evidence=["conversation-1"])
    later = sample("and then?", "that", group="2")
    later = later.model_copy(update={"turns": (*one.turns, *later.turns), "targets": (3,)})
    ready = params(ready={"talks": {"format": "messages"}})

    assert {} == crossing(tmp_path, [(one, "test"), (later, "train")], chosen=params())
    assert {"exchange": 1} == crossing(tmp_path, [(one, "test"), (later, "train")], chosen=ready)


def test_a_component_in_two_splits_is_found(tmp_path: Path) -> None:
    """All its groups belong together."""
    write(tmp_path, [])
    members = [
        Membership(collection="faq", group="1", component="c", split="train"),
        Membership(collection="faq", group="2", component="c", split="test"),
    ]
    jsonl.write(tmp_path / "groups.jsonl", members)

    found = find_leaks(tmp_path, [], (), EVERY)

    assert {"values": 1, "crossing": 1} == summary(found)["component"]
    assert 0 == len(found["group"].crossing)


def test_a_leak_fails_with_ids_and_without_text(tmp_path: Path) -> None:
    """The message names the keys and some of the samples."""
    placed = [(sample(f"q{i}", LONG, group=str(i)), "train" if i else "test") for i in range(6)]
    write(tmp_path, [*placed])

    with pytest.raises(SetupError, match=r"1 x answer in two splits.*\n5 x near") as caught:
        check(find_leaks(tmp_path, [], (), params()))
    assert "propolis" not in str(caught.value).casefold()
    assert placed[0][0].id in str(caught.value)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(chunks, st.sampled_from(["train", "eval", "test"])), max_size=10),
    st.sampled_from([0.3, 0.5, 0.7, 1.0]),
    st.sampled_from([0.4, 0.9]),
)
def test_near_pairs_are_those_of_comparing_all_with_all(
    tmp_path_factory: pytest.TempPathFactory,
    placed: list[tuple[Chunk, str]],
    handbook: float,
    faq: float,
) -> None:
    """The filter loses none, whatever the thresholds of the collections."""
    thresholds = {"handbook": handbook, "faq": faq}
    chosen = params(leaks={name: {"near_jaccard": t} for name, t in thresholds.items()})
    unique = {(c.collection, c.group): (c, place) for c, place in placed}
    ready = [(c, place) for c, place in unique.values()]
    expected = 0
    for (one, place), (other, its) in combinations(ready, 2):
        enough = min(thresholds[one.collection], thresholds[other.collection])
        long = min(len(c.text.split()) for c in (one, other)) >= 5
        similar = jaccard(shingles(one.text), shingles(other.text)) >= enough
        expected += place != its and long and similar
    folder = tmp_path_factory.mktemp("leaks")

    assert expected == crossing(folder, [*ready], chosen=chosen).get("near", 0)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(dialogues() | chunks, st.sampled_from(["train", "test"])), max_size=6),
    st.sampled_from([0.3, 0.5, 1.0]),
    st.booleans(),
)
def test_near_answers_are_those_of_comparing_all_with_all(
    tmp_path_factory: pytest.TempPathFactory,
    placed: list[tuple[Sample | Chunk, str]],
    least: float,
    alone: bool,
) -> None:
    """Of every target, with its question and, with the key, alone; equal answers are one."""
    ready = [*{(one.collection, one.group): (one, place) for one, place in placed}.values()]
    leaks = {"near_jaccard": least, "keys": ["near"], "near_answers": alone}
    chosen = params(leaks={"default": {**leaks, "keys": ["answer", "near"]}, "faq": leaks})
    expected = 0
    for (one, place), (other, its) in combinations(ready, 2):
        pairs = product(near_texts(one, chosen), near_texts(other, chosen))
        near = any(jaccard(shingles(text), shingles(again)) >= least for text, again in pairs)
        expected += place != its and near

    found = crossing(tmp_path_factory.mktemp("leaks"), ready, chosen=chosen)

    assert min(expected, 1) <= found.get("near", 0) <= expected


@settings(max_examples=20)  # each example writes files
@given(texts, texts)
def test_values_are_counted(tmp_path_factory: pytest.TempPathFactory, one: str, two: str) -> None:
    """A report of zero crossings says over how many values."""
    folder = tmp_path_factory.mktemp("values")
    write(
        folder, [(sample(one, LONG, group="1"), "train"), (sample(two, LONG, group="1"), "train")]
    )

    counts = summary(find_leaks(folder, [], (), EVERY))

    assert {"values": 1, "crossing": 0} == counts["answer"] == counts["group"]
    assert 3 == counts["near"]["values"]  # the answer with each question, and alone
