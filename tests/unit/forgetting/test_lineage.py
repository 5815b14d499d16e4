import json
from pathlib import Path

from understudy.forgetting.flow import Step
from understudy.forgetting.lineage import NOTHING, Lineage, Seed, Value, trace


def step(name: str, folder: Path, *deps: str, current: bool = True, command: str = "") -> Step:
    """A stage that writes the folder of its name."""
    return Step(name, command, tuple(folder / one for one in deps), (folder / name,), current)


def write(folder: Path, name: str, *records: Value) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(one)}\n" for one in records))


def talk(*texts: str, name: str = "talk") -> Value:
    messages = [{"author": "a", "text": text, "assets": []} for text in texts]
    return {"id": name, "source": {"path": "a.json"}, "messages": messages}


def reply(name: str, start: int, end: int) -> Value:
    return {"id": name, "evidence": [{"parent": "talk", "start": start, "end": end}]}


def second(_: str, value: Value) -> Seed:
    """The second message of a conversation, and every row."""
    if "messages" in value:
        return Seed(False, frozenset({1}))
    return Seed(True) if value["id"].startswith("row") else NOTHING


def held(found: Lineage) -> dict[str, int]:
    return {f"{one.stage}/{one.path.name}": one.lines for one in found.files}


def test_records_tell_what_they_come_from(tmp_path: Path) -> None:
    """By parent, evidence, sample and hits, from stage to stage."""
    write(tmp_path, "parse/rows.jsonl", {"id": "row-1"}, {"id": "other"})
    write(
        tmp_path,
        "chunk/chunks.jsonl",
        {"id": "c1", "parent": "row-1"},
        {"id": "c2", "parent": "other"},
    )
    write(tmp_path, "judge/samples.jsonl", {"id": "s1", "evidence": [{"parent": "c1"}]})
    write(tmp_path, "judge/verdicts.jsonl", {"sample": "s1"}, {"sample": "s2"})
    write(tmp_path, "ground/hits.jsonl", {"sample": "s3", "hits": [{"chunk": "c1"}]})
    write(tmp_path, "ground/test.jsonl", {"id": "s3"}, {"id": "s4"})
    steps = [
        step("parse", tmp_path),
        step("chunk", tmp_path, "parse"),
        step("judge", tmp_path, "chunk"),
        step("ground", tmp_path, "judge", "chunk"),
    ]

    found = trace(steps, "parse", second)

    assert {
        "parse/rows.jsonl": 1, "chunk/chunks.jsonl": 1, "judge/samples.jsonl": 1,
        "judge/verdicts.jsonl": 1, "ground/hits.jsonl": 1, "ground/test.jsonl": 1,
    } == held(found)  # fmt: skip
    assert [] == found.whole


def test_a_reply_may_have_seen_what_stands_before_it(tmp_path: Path) -> None:
    """Messages behind it are in no prompt of it."""
    write(tmp_path, "parse/conversations.jsonl", talk("a", "b", "c"))
    write(tmp_path, "build/train.jsonl", reply("s1", 0, 1), reply("s2", 2, 3))
    steps = [step("parse", tmp_path), step("build", tmp_path, "parse")]

    found = trace(steps, "parse", second)

    assert 1 == held(found)["build/train.jsonl"]
    assert (1, {"a.json": 1}) == (found.messages, found.sources)


def test_what_was_emptied_is_gone_behind_it(tmp_path: Path) -> None:
    """Unless a stage has not run again since."""
    write(tmp_path, "parse/conversations.jsonl", talk("a", "b", "c"))
    write(tmp_path, "clean/conversations.jsonl", talk("a", "", "c"))
    write(tmp_path, "clean/edits.jsonl", {"record": "talk", "field": "messages.1.text"})
    write(tmp_path, "build/train.jsonl", reply("s2", 2, 3))
    steps = [
        step("parse", tmp_path),
        step("clean", tmp_path, "parse"),
        step("build", tmp_path, "clean"),
    ]
    late = [*steps[:2], step("build", tmp_path, "clean", current=False)]

    assert {"parse/conversations.jsonl": 1} == held(trace(steps, "parse", second))
    assert 1 == held(trace(late, "parse", second))["build/train.jsonl"]


def test_weights_learn_from_training_data_alone(tmp_path: Path) -> None:
    """What a model has learnt stays in all that it makes."""
    write(tmp_path, "parse/rows.jsonl", {"id": "row-1"})
    for name, split in (("learnt", "train"), ("asked", "test")):
        write(tmp_path, f"{name}/{split}.jsonl", {"id": "s", "evidence": [{"parent": "row-1"}]})
        (tmp_path / f"model-{name}").mkdir()
        write(tmp_path, f"model-{name}/rejects.jsonl")
        (tmp_path / f"model-{name}" / "weights").write_bytes(b"")
        write(tmp_path, f"answers-{name}/predictions.jsonl", {"sample": "x"})
    steps = [step("parse", tmp_path)]
    for name in ("learnt", "asked"):
        model = f"model-{name}"
        steps += [
            step(name, tmp_path, "parse"),
            step(model, tmp_path, name, command=f"python train.py --adapter {model}"),
            step(f"answers-{name}", tmp_path, model),
        ]

    found = trace(steps, "parse", second)

    assert ["model-learnt", "answers-learnt"] == [one.stage for one in found.whole]
