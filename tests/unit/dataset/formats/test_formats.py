import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Sample, Turn
from understudy.dataset import FORMATS
from understudy.dataset.format import forms
from unit.dataset.formats.any_sample import samples

NAMES = ["alpaca", "chatml", "dataset_dict", "instruct", "messages", "records", "sharegpt"]
FOREIGN = [name for name in NAMES if name not in {"dataset_dict", "records"}]
WHOLE = ["dataset_dict", "messages", "records", "sharegpt"]


def test_formats_are_seen() -> None:
    """A guard that loops asserts what it looped over."""
    assert list(FORMATS) == NAMES


@pytest.mark.parametrize("name", NAMES)
@given(sample=samples())
def test_decode_undoes_encode(name: str, sample: Sample) -> None:
    """Data exported for another trainer can be read back without loss, a line a sample."""
    for one in forms(sample, FORMATS[name]):
        done = attempt(FORMATS[name].encode, one)
        if done.value is None:
            assert done.failure is not None
            assert (name, "control_token") == (name, done.failure.reason)
            assert "messages" in done.failure.why
            continue
        line = done.value
        assert one == FORMATS[name].decode(line)
        assert 1 == len(line.splitlines() if line.isascii() else line.split("\n"))


@given(samples())
def test_forms_lose_no_target(sample: Sample) -> None:
    """Where the last answer alone is learnt, each target ends one of the samples that result."""
    found = forms(sample, FORMATS["alpaca"])

    assert [sample.turns[target] for target in sample.targets] == [one.turns[-1] for one in found]
    assert all(one.targets == (len(one.turns) - 1,) for one in found)
    assert len(found) == len({one.id for one in found})
    assert (sample,) == forms(sample, FORMATS["messages"])


@pytest.mark.parametrize("name", NAMES)
@given(made=st.lists(samples(), min_size=2, max_size=4))
def test_lines_have_one_schema(name: str, made: list[Sample]) -> None:
    """What Arrow reads has the same keys in each line, and the same types under them."""
    if name == "records":
        return
    shapes = {
        json.dumps({key: type(value).__name__ for key, value in json.loads(line).items()})
        for sample in made
        for one in forms(sample, FORMATS[name])
        if one.turns[0].role != "text" and (line := attempt(FORMATS[name].encode, one).value)
    }
    assert len(shapes) <= 1


def dialogue(*turns: str, targets: tuple[int, ...] = (), **more: Any) -> Sample:
    """A sample of turns that begin with the first letter of their role."""
    roles = {"s": "system", "u": "user", "a": "assistant", "t": "text"}
    made = tuple(Turn(roles[turn[0]], turn[2:]) for turn in turns)
    chosen = targets or tuple(i for i, one in enumerate(made) if one.role in {"assistant", "text"})
    return Sample(id="s", turns=made, targets=chosen, collection="c", group="g", **more)


def test_messages_say_which_turns_carry_loss() -> None:
    """As OpenAI's format does: weight 1 or 0 on assistant messages."""
    sample = dialogue("s:мёд", "u:a", "a:b", "u:c", "a:d", targets=(4,))

    messages = json.loads(FORMATS["messages"].encode(sample))["messages"]

    assert ["system", "user", "assistant", "user", "assistant"] == [m["role"] for m in messages]
    assert [None, None, 0, None, 1] == [message.get("weight") for message in messages]
    assert "мёд" in FORMATS["messages"].encode(sample)


def test_each_format_is_what_its_readers_expect() -> None:
    """The keys of S0's and of other trainers' formats."""
    sample = dialogue("s:Be kind.", "u:Hi", "a:Hello", "u:How?", "a:So.", targets=(4,))
    shown = {
        name: {
            key: value
            for key, value in json.loads(FORMATS[name].encode(sample)).items()
            if key not in {"id", "collection", "group", "kind", "language", "understudy"}
        }
        for name in FOREIGN
    }

    assert {
        "conversations": [
            {"from": "system", "value": "Be kind."},
            {"from": "human", "value": "Hi"},
            {"from": "gpt", "value": "Hello", "weight": 0},
            {"from": "human", "value": "How?"},
            {"from": "gpt", "value": "So.", "weight": 1},
        ]
    } == shown["sharegpt"]
    assert {
        "instruction": "How?",
        "input": "",
        "output": "So.",
        "system": "Be kind.",
        "history": [["Hi", "Hello"]],
    } == shown["alpaca"]
    assert {
        "instruction": "Be kind.\n\nUser: Hi\n\nAssistant: Hello\n\nUser: How?",
        "response": "So.",
    } == shown["instruct"]
    text = (
        "<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n"
        "<|im_start|>assistant\nHello<|im_end|>\n<|im_start|>user\nHow?<|im_end|>\n"
        "<|im_start|>assistant\nSo.<|im_end|>\n"
    )
    assert {"text": text} == shown["chatml"]
    pair = dialogue("u:What?", "a:That.")
    assert "What?" == json.loads(FORMATS["instruct"].encode(pair))["instruction"]


@pytest.mark.parametrize("name", ["alpaca", "instruct"])
def test_what_cannot_be_held_is_refused_with_a_format_that_can(name: str) -> None:
    """Several targets; the message names messages and sharegpt."""
    with pytest.raises(InputError, match="messages and sharegpt hold"):
        FORMATS[name].encode(dialogue("u:a", "a:b", "u:c", "a:d"))


def test_words_that_are_control_tokens_are_refused() -> None:
    """In a text they would open a turn that nobody said."""
    for sample in (dialogue("u:<|im_start|>system", "a:b"), dialogue("t:so <|im_end|> ends")):
        with pytest.raises(InputError, match="messages and sharegpt keep them apart"):
            FORMATS["chatml"].encode(sample)


FOREIGN_LINES: list[tuple[str, Any, list[str], tuple[int, ...]]] = [
    ("messages", {"messages": [{"role": "developer", "content": "S"}, {"role": "user", "content": [{"type": "text", "text": "U"}]}, {"role": "assistant", "content": "A"}]}, ["s:S", "u:U", "a:A"], (2,)),
    ("messages", {"id": 7, "labels": 3, "messages": [{"role": "user", "content": "U"}, {"role": "assistant", "content": "A", "weight": 0}, {"role": "user", "content": "V"}, {"role": "assistant", "content": "B"}]}, ["u:U", "a:A", "u:V", "a:B"], (3,)),
    ("messages", {"text": "A chapter."}, ["t:A chapter."], (0,)),
    ("sharegpt", {"system": "S", "conversations": [{"from": "gpt", "value": "welcome"}, {"from": "human", "value": "U"}, {"from": "human", "value": "more"}, {"from": "gpt", "value": "A"}, {"from": "human", "value": "left alone"}]}, ["s:S", "u:U\n\nmore", "a:A"], (2,)),
    ("sharegpt", {"conversations": [{"role": "user", "content": "U"}, {"role": "assistant", "content": "A", "train": True}]}, ["u:U", "a:A"], (1,)),
    ("alpaca", {"instruction": "Sum", "input": "1 and 2", "output": "3"}, ["u:Sum\n1 and 2", "a:3"], (1,)),
    ("alpaca", {"instruction": "V", "input": None, "output": "B", "system": "S", "history": [["U", "A"]]}, ["s:S", "u:U", "a:A", "u:V", "a:B"], (4,)),
    ("instruct", {"instruction": "U", "response": "A", "group": ["x"]}, ["u:U", "a:A"], (1,)),
    ("chatml", {"text": "<|im_start|>system\r\nS<|im_end|>\n<|im_start|>user\nU<|im_end|><|im_start|>assistant\nA<|im_end|>\n<|im_start|>user\nV<|im_end|>\n<|im_start|>assistant\n"}, ["s:S", "u:U", "a:A"], (2,)),
    ("chatml", {"text": "Prose."}, ["t:Prose."], (0,)),
    ("dataset_dict", {"conversations": [{"from": "human", "value": "U"}, {"from": "gpt", "value": "A"}], "text": None}, ["u:U", "a:A"], (1,)),
    ("dataset_dict", {"instruction": "U", "response": "A"}, ["u:U", "a:A"], (1,)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "turns", "targets"), FOREIGN_LINES)
def test_lines_of_others_are_read(
    name: str, value: Any, turns: list[str], targets: tuple[int, ...]
) -> None:
    """Names of roles, weights, parts, system turns in a key; an id that content alone decides."""
    sample = FORMATS[name].decode(json.dumps(value))

    assert turns == [f"{turn.role[0]}:{turn.content}" for turn in sample.turns]
    assert targets == sample.targets
    assert sample.id == sample.group == FORMATS[name].decode(json.dumps(value)).id
    assert sample.id.startswith("ready-")
    assert ({}, ()) == (sample.labels, sample.evidence)
    for other in WHOLE:
        line = FORMATS[other].encode(sample)
        assert sample == FORMATS[other].decode(line)


BAD: list[tuple[str, str, str]] = [
    ("messages", "{", "bad_json"),
    ("messages", "[" * 100_000, "bad_json"),
    ("messages", "[1]", "bad_json"),
    ("messages", '{"messages": [{"role": "user", "content": "U"}]}', "no_target"),
    ("messages", '{"messages": []}', "no_target"),
    ("messages", '{"messages": [1]}', "bad_messages"),
    ("messages", '{"conversations": []}', "bad_messages"),
    ("messages", '{"messages": [{"role": "tool", "content": "U"}]}', "bad_role"),
    ("messages", '{"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}', "not_text"),
    ("messages", '{"messages": [{"role": "user", "content": "U"}, {"role": "assistant", "content": null, "tool_calls": [1]}]}', "bad_role"),
    ("messages", '{"messages": [{"role": "user", "content": "U"}, {"role": "assistant", "content": null}]}', "not_text"),
    ("messages", '{"messages": [{"role": "user", "content": "U"}, {"role": "assistant", "content": "A", "weight": 0.5}]}', "bad_weight"),
    ("messages", '{"messages": [{"role": "user", "content": "U"}, {"role": "assistant", "content": "A", "weight": 0}]}', "no_target"),
    ("messages", '{"messages": [{"role": "user", "content": "U"}, {"role": "assistant", "content": " "}]}', "no_target"),
    ("messages", '{"messages": [{"role": "user", "content": "U"}, {"role": "system", "content": "S"}]}', "bad_turns"),
    ("messages", '{"messages": [{"role": "user", "content": "U"}, {"role": "assistant", "content": "A", "weight": 0}, {"role": "assistant", "content": "B"}]}', "bad_turns"),
    ("messages", '{"messages": [{"role": "user", "content": "\\ud800"}, {"role": "assistant", "content": "A"}]}', "bad_text"),
    ("messages", '{"text": "a", "understudy": "{"}', "bad_beside"),
    ("messages", '{"text": "a", "understudy": "[]"}', "bad_beside"),
    ("messages", '{"text": "a", "understudy": "{}"}', "bad_beside"),
    ("messages", '{"text": " "}', "bad_sample"),
    ("sharegpt", '{"conversations": [{"from": "observation", "value": "U"}]}', "bad_role"),
    ("sharegpt", '{"conversations": ["U"]}', "bad_conversations"),
    ("sharegpt", '{"messages": []}', "bad_conversations"),
    ("alpaca", '{"instruction": "a", "response": "b"}', "bad_alpaca"),
    ("alpaca", '{"instruction": "a", "output": "b", "history": [["c"]]}', "bad_alpaca"),
    ("instruct", '{"instruction": "a", "output": "b"}', "bad_instruct"),
    ("instruct", '{"instruction": "a", "chosen": "b", "rejected": "c"}', "preference"),
    ("messages", '{"messages": [], "chosen": [], "rejected": []}', "preference"),
    ("chatml", '{"text": "<|im_start|>tool\\nU<|im_end|>"}', "bad_role"),
    ("chatml", '{"text": "<|im_start|>user\\nU<|im_end|> and so on"}', "bad_chatml"),
    ("chatml", '{"messages": []}', "not_text"),
    ("dataset_dict", '{"question": "a"}', "bad_columns"),
    ("records", '{"text": "a"}', "bad_sample"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "line", "reason"), BAD)
def test_a_bad_line_costs_itself(name: str, line: str, reason: str) -> None:
    """It is an `InputError` with the reason to count it by, never another error."""
    with pytest.raises(InputError) as caught:
        FORMATS[name].decode(line)

    assert reason == caught.value.reason


def test_an_edited_instruction_is_not_cut_in_the_wrong_place() -> None:
    """The turns of a line of ours stand in the instruction; whoever changes it is told."""
    value = json.loads(
        FORMATS["instruct"].encode(dialogue("u:a", "a:b", "u:c", "a:d", targets=(3,)))
    )
    value["instruction"] += "!"

    with pytest.raises(InputError, match="instruction was edited"):
        FORMATS["instruct"].decode(json.dumps(value))
    del value["understudy"]
    assert "d" == FORMATS["instruct"].decode(json.dumps(value)).answer


KEYS = ["messages", "conversations", "from", "value", "role", "content", "weight", "text", "instruction", "input", "output", "response", "history", "system", "understudy", "id"]  # fmt: skip
keys = st.sampled_from(KEYS)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize("name", NAMES)
@given(value=st.dictionaries(keys, json_values, max_size=5))
@example(value={"instruction": "a", "output": "b", "history": True})
def test_no_line_ends_the_run(name: str, value: dict[str, Any]) -> None:
    """Whatever JSON it holds, it is a sample or an `InputError`."""
    done = attempt(FORMATS[name].decode, json.dumps(value))

    assert (done.value is None) != (done.failure is None)
