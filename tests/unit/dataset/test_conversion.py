import json
import logging
from pathlib import Path
from typing import Any

import pytest

from understudy import cli
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Sample, Turn
from understudy.dataset import FORMATS, convert
from understudy.dataset.format import forms
from understudy.model import Prompt, write_prompt
from unit.dataset.worlds import sample

FORMATS_OF_FILES = [name for name in FORMATS if name not in {"dataset_dict", "records"}]


def many() -> dict[str, list[Sample]]:
    """Samples of all shapes by split; eval is empty."""
    talk = tuple(
        Turn(role=role, content=words)
        for role, words in [
            ("system", "Ты Вера."), ("user", "Привет"), ("assistant", "Здравствуй!"),
            ("user", "Как улей?"), ("assistant", "Жужжит 🐝"),
        ]
    )  # fmt: skip
    chat = Sample(id="chat-1", turns=talk, targets=(2, 4), collection="chats", group="v")
    later = chat.model_copy(update={"id": "chat-2", "targets": (4,)})
    text = Sample(
        id="text-1", turns=(Turn(role="text", content="Глава первая."),), targets=(0,),
        collection="book", group="b",
    )  # fmt: skip
    labelled = sample("Which?", "Varroa, of course.", labels={"diagnosis": "varroa"})
    return {"train": [chat, later, labelled, text], "eval": [], "test": [sample("Why?", "So.")]}


def write(folder: Path, name: str) -> Path:
    """Those samples in a format."""
    lines = {
        split: [FORMATS["records"].encode(one) for one in held] for split, held in many().items()
    }
    folder.mkdir(parents=True)
    for split, held in lines.items():
        (folder / f"{split}.jsonl").write_text("".join(f"{line}\n" for line in held), "utf-8")
    if name == "records":
        return folder
    convert(folder, folder.with_name(name), given="records", wanted=name, columns={})
    return folder.with_name(name)


def held(folder: Path, name: str) -> dict[str, list[Sample]]:
    """The samples of a folder by part."""
    return {
        part.name: [FORMATS[name].decode(line.text) for line in part.lines]
        for part in FORMATS[name].store.read(folder)
    }


@pytest.mark.parametrize("name", ["messages", "sharegpt", "chatml", "dataset_dict"])
def test_a_dataset_comes_back_whole(tmp_path: Path, name: str) -> None:
    """Through another format; texts of continued training stand in a part of their own."""
    made = many()

    found = held(write(tmp_path / "build", name), name)

    assert made["train"][:3] == found["train"]
    assert made["train"][3:] == found["train_texts"]
    assert made["test"] == found["test"]
    assert [] == found["eval"]
    assert {"train", "train_texts", "eval", "test"} == set(found)


@pytest.mark.parametrize("name", ["alpaca", "instruct"])
def test_a_sample_of_two_targets_becomes_two_lines(tmp_path: Path, name: str) -> None:
    """Each ends with the answer that is learnt."""
    found = held(write(tmp_path / "build", name), name)

    answers = [one.answer for one in found["train"]]
    assert ["Здравствуй!", "Жужжит 🐝", "Жужжит 🐝", "Varroa, of course."] == answers
    assert "Ты Вера." == found["train"][0].turns[0].content
    assert {"diagnosis": "varroa"} == found["train"][3].labels


@pytest.mark.parametrize("one", FORMATS_OF_FILES)
@pytest.mark.parametrize("other", FORMATS_OF_FILES)
def test_any_format_becomes_any_other(tmp_path: Path, one: str, other: str) -> None:
    """What both can hold is the same as if it had been written there at once."""
    source, other_way = write(tmp_path / "a" / "build", one), write(tmp_path / "b" / "build", other)

    convert(source, tmp_path / "out", given=one, wanted=other, columns={})

    found, expected = held(tmp_path / "out", other), held(other_way, other)
    assert set(expected) == set(found)
    for name, samples in expected.items():
        assert learnt(samples) == learnt(found[name])
        if not {one, other} & {"alpaca", "instruct"}:
            assert samples == found[name]


def learnt(samples: list[Sample]) -> set[tuple[Turn, ...]]:
    """Each answer that carries loss, with all that stands before it."""
    return {single.turns for one in samples for single in forms(one, FORMATS["alpaca"])}


def test_the_words_around_a_question_come_from_the_dataset(tmp_path: Path) -> None:
    """As in what build exports: a system turn by language, and the question in its template."""
    folder = write(tmp_path / "build", "records")
    prompt = Prompt(system={"en": "Answer."}, without_passages="Q: {question}")
    write_prompt(folder / "prompt.json", prompt)
    (folder / "groups.jsonl").write_text("{}\n")

    convert(folder, tmp_path / "out", given="records", wanted="messages", columns={})

    (found,) = held(tmp_path / "out", "messages")["test"]
    assert ["Answer.", "Q: Why?", "So."] == [turn.content for turn in found.turns]


def test_the_same_lines_give_the_same_bytes(tmp_path: Path) -> None:
    """Arrow files and what stands beside them as well: fingerprints come from the lines."""
    first, second = (write(tmp_path / part / "build", "dataset_dict") for part in "ab")

    assert files(first) == files(second)
    assert {"train/data-00000-of-00001.arrow", "train/state.json", "dataset_dict.json"} <= set(
        files(first)
    )


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): jsonl.sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_datasets_loads_the_folder(tmp_path: Path) -> None:
    """``datasets.load_from_disk`` gives the splits with the column that TRL reads."""
    datasets = pytest.importorskip("datasets")

    found = datasets.load_from_disk(str(write(tmp_path / "build", "dataset_dict")))

    assert {"train": 3, "train_texts": 1, "eval": 0, "test": 1} == dict(found.num_rows)
    assert {"role": "assistant", "content": "So.", "weight": 1} == found["test"][0]["messages"][1]
    assert ["Глава первая."] == list(found["train_texts"]["text"])


def test_a_file_of_others_becomes_a_file(tmp_path: Path) -> None:
    """A JSON array, as Stanford's alpaca_data.json; keys of other names; a mark of the order of bytes."""
    pairs = [{"question": "Why?", "reply": "So."}, {"question": "When?", "reply": "Now."}]
    (tmp_path / "pairs.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(pairs).encode())

    found = convert(
        tmp_path / "pairs.json", tmp_path / "out" / "chats.jsonl", given="instruct",
        wanted="sharegpt", columns={"question": "instruction", "reply": "response"},
    )  # fmt: skip

    assert {"samples": 2, "lines": 2, "refused": {}} == found["pairs"].counts()
    lines = (tmp_path / "out" / "chats.jsonl").read_text().splitlines()
    assert ["So.", "Now."] == [json.loads(line)["conversations"][1]["value"] for line in lines]
    assert ["chats.jsonl"] == [path.name for path in (tmp_path / "out").iterdir()]


def test_texts_beside_a_file_replace_nothing(tmp_path: Path) -> None:
    """They stand in a file of their own, whose name nobody typed."""
    lines = [{"text": "Chapter one."}, {"instruction": "a", "response": "b"}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (tmp_path / "out_texts.jsonl").write_text("mine")
    options: dict[str, Any] = {"given": "instruct", "wanted": "messages", "columns": {}}

    with pytest.raises(SetupError, match=r"out_texts\.jsonl is there already"):
        convert(tmp_path / "in.jsonl", tmp_path / "out.jsonl", **options)
    assert {"in.jsonl", "out_texts.jsonl"} == {path.name for path in tmp_path.iterdir()}
    assert "mine" == (tmp_path / "out_texts.jsonl").read_text()

    (tmp_path / "out_texts.jsonl").unlink()
    convert(tmp_path / "in.jsonl", tmp_path / "out.jsonl", **options)
    assert "Chapter one." in (tmp_path / "out_texts.jsonl").read_text()


def test_files_of_parquet_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the hub holds a dataset: a split in several files, whatever format the columns are."""
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    for name in ("test-00000-of-00001", "train-00000-of-00002", "train-00001-of-00002"):
        talk = [{"from": "human", "value": name}, {"from": "gpt", "value": "So."}]
        parquet.write_table(pa.table({"conversations": [talk] * 2}), tmp_path / f"{name}.parquet")
    options: dict[str, Any] = {"given": "dataset_dict", "wanted": "messages", "columns": {}}

    found = convert(tmp_path, tmp_path / "out", **options)

    assert {"test": 2, "train": 4} == {name: one.lines for name, one in found.items()}
    asked = [one.question for one in held(tmp_path / "out", "messages")["train"]]
    assert [f"train-0000{n}-of-00002" for n in (0, 0, 1, 1)] == asked
    convert(tmp_path / "test-00000-of-00001.parquet", tmp_path / "one.jsonl", **options)
    assert 2 == len((tmp_path / "one.jsonl").read_text().splitlines())
    (tmp_path / "cut.parquet").write_bytes(b"PAR1")
    with pytest.raises(SetupError, match=r"cut\.parquet: no Parquet file"):
        convert(tmp_path / "cut.parquet", tmp_path / "cut.jsonl", **options)


def test_the_better_of_two_answers_is_learnt_where_a_person_says_so(tmp_path: Path) -> None:
    """By the name of its key."""
    pair = {"prompt": "Why?", "chosen": "So.", "rejected": "No."}
    (tmp_path / "in.jsonl").write_text(json.dumps(pair))
    columns = {"prompt": "instruction", "chosen": "response"}

    convert(
        tmp_path / "in.jsonl", tmp_path / "out.jsonl", given="instruct", wanted="messages",
        columns=columns,
    )  # fmt: skip

    assert "So." in (tmp_path / "out.jsonl").read_text()


def test_bad_lines_are_counted_with_their_numbers(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is written while they are more than allowed."""
    good = {"instruction": "a", "response": "b"}
    lines = [json.dumps(good).encode(), b"", b"{", b'"\xff"', json.dumps(good).encode()]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    options: dict[str, Any] = {"given": "instruct", "wanted": "alpaca", "columns": {}}

    with pytest.raises(SetupError, match=r"(?s)2 of 4 .*in.jsonl:3: not JSON.*in.jsonl:4: not UTF-8.*--max-dropped"):  # fmt: skip
        convert(tmp_path / "in.jsonl", tmp_path / "out.jsonl", **options)
    assert ["in.jsonl"] == [path.name for path in tmp_path.iterdir()]

    with caplog.at_level(logging.WARNING):
        convert(tmp_path / "in.jsonl", tmp_path / "out.jsonl", **options, max_dropped=0.5)
    assert 2 == len((tmp_path / "out.jsonl").read_text().splitlines())
    assert "1 bad_json, 1 bad_encoding" in caplog.text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--to alpacca in.jsonl out", "unknown format 'alpacca'. Did you mean alpaca?"),
        ("--from instruct --to alpaca nowhere out", "no such file"),
        ("--from dataset_dict --to alpaca folder out", "no folder that `save_to_disk`"),
        ("--from messages --to alpaca folder out", "without .jsonl"),
        ("--from instruct --to alpaca in.jsonl folder", "there already"),
        ("--from instruct --to alpaca two out", "a.jsonl: is the second file of that name"),
        ("--from instruct --to alpaca empty.jsonl out", "every file is empty"),
        ("--from instruct --to alpaca cut.json out", "no JSON array"),
        ("--from instruct --to alpaca --rename a in.jsonl out", "OLD=NEW"),
        ("--from instruct --to alpaca --rename a=b in.jsonl out", "no key 'a'"),
    ],
)
def test_mistakes_are_answered_in_one_message(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: str,
    told: str,
) -> None:
    """What is wrong and what to do; no traceback, exit 1."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "in.jsonl").write_text('{"instruction": "a", "response": "b"}\n')
    (tmp_path / "two").mkdir()
    for name in ("a.json", "a.jsonl"):
        (tmp_path / "two" / name).write_text('{"instruction": "a", "response": "b"}\n')
    (tmp_path / "empty.jsonl").write_text("\n")
    (tmp_path / "cut.json").write_text('[{"instruction"')

    assert 1 == cli.main(["convert", *words.split()])

    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_command_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Samples and lines by part."""
    folder = write(tmp_path / "build", "records")

    assert 0 == cli.main(["convert", "--to", "alpaca", str(folder), str(tmp_path / "out")])

    assert "train: 4 samples, 5 lines\n" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["messages", "sharegpt", "chatml", "alpaca", "dataset_dict"])
def test_bare_lines_have_the_keys_of_the_format_alone(tmp_path: Path, name: str) -> None:
    """Together refuses a line with more; turns and weights are read back all the same."""
    folder = write(tmp_path / "build", "records")
    out = tmp_path / "out"

    assert 0 == cli.main(["convert", "--bare", "--to", name, str(folder), str(out)])

    expected = {"chatml": "text", "sharegpt": "conversations", "alpaca": "instruction"}
    for part in FORMATS[name].store.read(out):
        for line in part.lines:
            keys = set(json.loads(line.text))
            if part.name.endswith("_texts"):
                assert {"text"} == keys
            else:
                assert expected.get(name, "messages") in keys
                assert not keys & {"id", "understudy", "collection"}
    turns = [[turn.content for turn in one.turns] for one in held(out, name)["test"]]
    assert [["Why?", "So."]] == turns
