import json
import logging
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from understudy.core import jsonl
from understudy.core.records import Sample
from understudy.dataset import make_dataset
from understudy.dataset.drafts import Final, final
from understudy.dataset.mixing import Mixture, knowledge_samples
from unit.dataset.worlds import VERA, chat, chunk, params, sample, write_inputs


def finals(count: int, collection: str) -> list[Final]:
    """Samples of a collection."""
    return [
        final(sample(f"q{number}", f"a{number}", collection=collection)) for number in range(count)
    ]


def mixed(train: list[Final], **values: Any) -> tuple[Counter[str], Mixture]:
    """How many samples of each collection come, once their ids were found to differ."""
    mixture = Mixture(train, params(**values))
    made = [Sample.model_validate_json(one.line) for one in mixture.apply(train)]
    assert len(made) == len({one.id for one in made})
    return Counter(one.collection for one in made), mixture


@given(st.integers(1, 400), st.integers(1, 60), st.floats(0.01, 0.6), st.integers(1, 20))
def test_a_collection_gets_the_share_that_was_asked(
    others: int, own: int, share: float, repeats: int
) -> None:
    """To half a sample, unless its samples may not come so often; the others stay as they are."""
    counts, mixture = mixed(
        [*finals(others, "faq"), *finals(own, "boundary")],
        mix={"boundary": {"share": share, "max_repeats": repeats}},
    )

    assert others == counts["faq"]
    wanted = share * others / (1 - share)
    assert counts["boundary"] == min(round(wanted), own * repeats)
    facts = mixture.facts()["boundary"]
    assert (counts["boundary"], own, share) == (facts["samples"], facts["of"], facts["asked"])
    assert facts["share_of_train"] == round(counts["boundary"] / counts.total(), 4)


def test_shares_hold_beside_each_other() -> None:
    """S3's two sets of boundary examples: 7 and 128 beside 600."""
    train = [*finals(600, "qa"), *finals(7, "finance"), *finals(128, "generic")]
    counts, _ = mixed(train, mix={"finance": {"share": 0.05}, "generic": {"share": 0.1}})

    assert {"qa": 600, "finance": 35, "generic": 71} == counts


def test_repeats_are_spread_evenly_and_chosen_by_hash() -> None:
    """No sample comes twice more than another; the order of the files does not matter."""
    train = [*finals(100, "qa"), *finals(7, "boundary")]
    chosen = params(mix={"boundary": {"share": 0.2}})

    def drawn(order: list[Final]) -> Counter[str]:
        made = Mixture(order, chosen).apply(order)
        answers = (Sample.model_validate_json(one.line) for one in made)
        return Counter(one.answer for one in answers if one.collection == "boundary")

    counts = drawn(train)
    assert 25 == counts.total()
    assert {3, 4} == set(counts.values())
    assert counts == drawn(train[::-1])


def test_a_share_out_of_reach_is_said(caplog: pytest.LogCaptureFixture) -> None:
    """Examples learnt by heart would do harm: repeats have a limit."""
    with caplog.at_level(logging.WARNING):
        counts, mixture = mixed(
            [*finals(100, "qa"), *finals(2, "boundary")],
            mix={"boundary": {"share": 0.5, "max_repeats": 3}},
        )
        mixture.facts()

    assert 6 == counts["boundary"]
    assert "boundary is 5.7 % of train, and 50.0 % was asked" in caplog.text


def test_without_others_there_is_nothing_to_share() -> None:
    """All stay; a collection without samples in train gets none."""
    assert {"boundary": 9} == mixed(finals(9, "boundary"), mix={"boundary": {"share": 0.1}})[0]
    assert {"qa": 9} == mixed(finals(9, "qa"), mix={"boundary": {"share": 0.1}})[0]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"mix": {"a": {"share": 0.6}, "b": {"share": 0.4}}}, "leave others some"),
        ({"mix": {"a": {"share": 0.6}}, "knowledge": {"share": 0.4}}, "leave others some"),
        ({"mix": {"a": {"share": 0.6}}, "shares": {"a": 0.5}}, "mix.a and shares.a would both"),
        ({"mix": {"a": {"share": 0}}}, "greater than 0"),
        ({"rows": {"a": {"prompt": "p", "answer": "a"}}, "ready": {"a": {"format": "f"}}}, "rows.a and ready.a would both"),
        ({"split": {"times": {"a": "b"}}}, "says nothing unless split.by is time"),
    ],
)  # fmt: skip
def test_shares_that_cannot_be_are_refused(values: dict[str, Any], told: str) -> None:
    """With the parameters' names."""
    with pytest.raises(ValidationError, match=told):
        params(**values)


def test_passages_are_texts_only_where_they_are_asked_for() -> None:
    """None by default; their group and evidence are the passage's."""
    passages = [chunk("The queen lays eggs.", group="g1"), chunk("x", collection="rows")]

    assert [] == list(knowledge_samples(passages, params()))
    (made,) = knowledge_samples(passages, params(knowledge={"collections": ["handbook"]}))

    assert ("text", "The queen lays eggs.") == (made.turns[0].role, made.answer)
    assert ("knowledge", "g1", (0,)) == (made.kind, made.group, made.targets)
    assert [passages[0].id] == [evidence.parent for evidence in made.evidence]


def test_a_dataset_with_knowledge_and_boundaries(tmp_path: Path) -> None:
    """Shares of train hold, the test split has no texts, exports have them apart, nothing leaks."""
    words = [f"w{number}" for number in range(4000)]
    passages = [
        chunk(" ".join(words[40 * number : 40 * number + 40]), group=f"s{number}")
        for number in range(80)
    ]
    asked = [
        sample(f"{one} who?", f"It is {one}.", group=one, collection="qa") for one in words[:300]
    ]
    limits = [
        sample(f"{one} loan?", "Ask a bank.", group=one, collection="limits") for one in words[:30]
    ]
    # An answer that a passage is, word for word: they must not come apart.
    asked.append(sample("Say it all.", passages[0].text, group="all", collection="qa"))
    chats = [
        chat(("PERSON-1", f"{one} {two}?"), (VERA, f"{two} {one}, so it is"), name=one)
        for one, two in zip(words[3200:3300], words[3300:3400], strict=True)
    ]
    inputs = write_inputs(tmp_path, samples=[*asked, *limits], chunks=passages, conversations=chats)
    chosen = params(
        knowledge={"collections": ["handbook"], "share": 0.1},
        mix={"limits": {"share": 0.1}, "chats": {"share": 0.2}},
        chats={"form": "dialogues"},
        formats=["messages", "alpaca"],
        leaks={"limits": {"keys": ["group"]}},
    )  # fmt: skip

    make_dataset(chosen, inputs, tmp_path / "d", tmp_path / "r.json")

    report = json.loads((tmp_path / "r.json").read_text())
    train = list(jsonl.read(tmp_path / "d" / "train.jsonl", Sample))
    for name, asked_ in (("limits", 0.1), ("(knowledge)", 0.1), ("chats", 0.2)):
        assert asked_ == report["mix"][name]["asked"]
        assert asked_ == pytest.approx(report["mix"][name]["share_of_train"], abs=0.005)
    came = Counter("text" if one.turns[0].role == "text" else one.collection for one in train)
    assert came["text"] == report["mix"]["(knowledge)"]["samples"]
    assert came["limits"] == report["mix"]["limits"]["samples"]
    assert len(train) == len({one.id for one in train}) == report["splits"]["train"]["samples"]
    test = list(jsonl.read(tmp_path / "d" / "test.jsonl", Sample))
    assert {"user", "system"} >= {one.turns[0].role for one in test}
    assert report["samples"]["dropped"]["text_in_test"] > 0
    assert {0} == {leak["crossing"] for leak in report["leaks"].values()}
    texts = (tmp_path / "d" / "alpaca" / "train_texts.jsonl").read_text().splitlines()
    assert came["text"] == len(texts)
    manifest = json.loads((tmp_path / "d" / "manifest.json").read_text())
    assert "messages/train_texts.jsonl" in manifest["outputs"]
