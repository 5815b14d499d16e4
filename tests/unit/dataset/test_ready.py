import json
from pathlib import Path
from typing import Any

import pytest

from understudy.core import jsonl
from understudy.core.errors import InputError, SetupError
from understudy.core.records import Row, Sample
from understudy.dataset import FORMATS, make_dataset
from understudy.dataset.ready import ready_sample
from understudy.parsing.files import Parsed
from unit.dataset.worlds import params, row, sample, turns, write_inputs
from unit.parsing.made import lines, parsed


def ready(format_: str, **options: Any) -> Any:
    """Parameters with a ready dataset."""
    return params(ready={"talks": {"format": format_, **options}})


def rows(name: str, *values: Any, **table: Any) -> tuple[Row, ...]:
    """The rows that the parse stage makes of lines of a file."""
    tables = {"t": {"files": ["*"], **table}}
    found: Parsed = parsed(name, lines(*values), table="t", tables=tables)
    return tuple(one.model_copy(update={"collection": "talks"}) for one in found.rows)


MESSAGES = {
    "lang": "en",
    "topic": "bees",
    "messages": [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": "Hello", "weight": 0},
        {"role": "user", "content": "Where is the honey?"},
        {"role": "assistant", "content": "In the hive.", "weight": 1},
    ],
}


def test_a_line_of_messages_is_the_sample_that_it_says() -> None:
    """Turns, system turn, weights; labels and language by columns; id, group, evidence as ours."""
    (one,) = rows("a.jsonl", MESSAGES, group="topic")
    options = ready("messages", labels={"topic": "{topic}"}, language="{lang}", kind="{topic}")

    found = ready_sample(one, options)

    assert ["s:Be kind.", "u:Hi", "a:Hello", "u:Where is the honey?", "a:In the hive."] == turns(
        found
    )
    assert ((4,), {"topic": "bees"}, "en", "bees") == (
        found.targets, found.labels, found.language, found.kind,
    )  # fmt: skip
    assert ("talks", "bees") == (found.collection, found.group)
    assert [one.id] == [evidence.parent for evidence in found.evidence]
    assert found == ready_sample(one, options)


@pytest.mark.parametrize(
    ("format_", "value", "expected"),
    [
        ("sharegpt", {"system": "S", "conversations": [{"from": "human", "value": "U"}, {"from": "gpt", "value": "A"}]}, ["s:S", "u:U", "a:A"]),
        ("alpaca", {"instruction": "V", "input": "x", "output": "B", "history": [["U", "A"]]}, ["u:U", "a:A", "u:V\nx", "a:B"]),
        ("alpaca", {"instruction": "V", "input": "", "output": "B", "history": []}, ["u:V", "a:B"]),
        ("instruct", {"instruction": "U", "response": "A"}, ["u:U", "a:A"]),
        ("chatml", {"text": "<|im_start|>user\nU<|im_end|>\n<|im_start|>assistant\nA\nB<|im_end|>"}, ["u:U", "a:A\nB"]),
        ("chatml", {"text": "Prose."}, ["t:Prose."]),
    ],
)  # fmt: skip
def test_every_format_enters(format_: str, value: Any, expected: list[str]) -> None:
    """Through rows, so that each text was a cell for the clean stage."""
    (one,) = rows("a.jsonl", value)

    found = ready_sample(one, ready(format_))

    assert expected == turns(found)
    assert one.id == found.group


def test_keys_of_other_names_are_renamed_by_parse() -> None:
    """S1's ``prompt_text`` and ``result_text``."""
    columns = {"prompt_text": "instruction", "result_text": "response"}
    (one,) = rows("a.jsonl", {"prompt_text": "U", "result_text": "A"}, columns=columns)

    assert ["u:U", "a:A"] == turns(ready_sample(one, ready("instruct")))


def test_lines_of_unlike_shape_share_a_table() -> None:
    """Rows have the same columns; what a line does not say is blank, and is not said."""
    other = {"messages": [{"role": "user", "content": "U"}, {"role": "assistant", "content": "A"}]}
    found = [ready_sample(one, ready("messages")) for one in rows("a.jsonl", MESSAGES, other)]

    assert [5, 2] == [len(one.turns) for one in found]
    assert "en" == ready_sample(rows("a.jsonl", MESSAGES)[0], ready("messages")).language


def test_what_this_pipeline_exported_enters_as_any_other() -> None:
    """Its ids are those of other records; they are not taken over."""
    line = json.loads(FORMATS["messages"].encode(sample(labels={"a": "b"})))
    (one,) = rows("a.jsonl", line, group="group")

    found = ready_sample(one, ready("messages"))

    assert ["u:What is it?", "a:It is a small wooden house for bees."] == turns(found)
    assert ("talks", "g", {}) == (found.collection, found.group, found.labels)
    assert found.id.startswith("ready-")


def test_a_bad_line_says_its_place() -> None:
    """The file and the line, as its author knows them."""
    value = {"messages": [{"role": "tool", "content": "x"}]}
    (one,) = rows("a.jsonl", value)

    with pytest.raises(InputError, match=r"a\.jsonl:1: a message has the role 'tool'"):
        ready_sample(one, ready("messages"))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"format": "sharegpd"}, "unknown format 'sharegpd'. Did you mean sharegpt"),
        ({"format": "records"}, "build.ready.talks.format: records are no dataset of others"),
        ({"format": "instruct", "labels": {"a": "{b}"}}, "build.ready.talks.labels.a: unknown column 'b'"),
    ],
)  # fmt: skip
def test_parameters_that_fit_nothing_are_refused(
    tmp_path: Path, options: dict[str, Any], told: str
) -> None:
    """Before any work where that can be; else with the column that is not there."""
    made = [row({"instruction": "U", "response": "A"}, collection="talks")]
    inputs = write_inputs(tmp_path, rows=made)

    with pytest.raises(SetupError, match=told):
        make_dataset(params(ready={"talks": options}), inputs, tmp_path / "d", tmp_path / "r.json")


def test_a_ready_dataset_is_dealt_proved_and_exported_like_any_other(tmp_path: Path) -> None:
    """Groups by a column, equal answers join, bad lines are counted with their places."""
    answer = "the honey is in the upper box of the hive"
    values = [
        {
            "user": f"u{number % 60}",
            "conversations": [
                {"from": "human", "value": f"question number {number} of many"},
                {"from": "gpt", "value": answer if number in {3, 50} else f"reply of {number} words, said once"},
            ],
        }
        for number in range(120)
    ]  # fmt: skip
    values += [{"user": "u1", "conversations": [{"from": "human", "value": "?"}]}] * 2
    made = rows("a.jsonl", *values, group="user")
    inputs = write_inputs(tmp_path, rows=made)
    options = params(
        ready={"talks": {"format": "sharegpt"}}, formats=["alpaca"],
        leaks={"talks": {"near_jaccard": 0.9}}, max_dropped=0.1,
    )  # fmt: skip

    make_dataset(options, inputs, tmp_path / "d", tmp_path / "r.json")

    report = json.loads((tmp_path / "r.json").read_text())
    assert {"read": 122, "kept": 120, "dropped": {"no_target": 2}} == report["rows"]
    assert {0} == {leak["crossing"] for leak in report["leaks"].values()}
    assert (60, 59) == (report["components"]["groups"], report["components"]["components"])
    assert {"answer": 1} == report["components"]["joined_by"]
    places = {
        one.group: split
        for split in ("train", "eval", "test")
        for one in jsonl.read(tmp_path / "d" / f"{split}.jsonl", Sample)
    }
    assert places["u3"] == places["u50"]
    rejects = (tmp_path / "d" / "rejects.jsonl").read_text()
    assert "a.jsonl:121" in rejects
    assert "a.jsonl:122" in rejects
    lines_ = sum(counts["lines"] for counts in report["exports"]["alpaca"].values())
    assert 120 == lines_


def test_a_row_made_elsewhere_is_put_together_too() -> None:
    """Names of columns may hold dots of their own."""
    cells = {"a.b": "x", "history.0": (), "instruction": "U", "response": "A", "tags": ("p", "q")}
    found = ready_sample(row(cells, collection="talks"), ready("instruct"))

    assert ["u:U", "a:A"] == turns(found)
