import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from understudy import cli
from understudy.core.params import read_yaml
from understudy.core.people import load_people
from understudy.forgetting import removal
from unit.forgetting.village import PEOPLE, WORD, dvc, holding, said, write_chat, write_world


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline that has run."""
    folder = tmp_path_factory.mktemp("made")
    subprocess.run(["git", "init", "-q", folder], check=True)
    dvc(folder, "init", "-q")
    write_world(folder)
    dvc(folder, "repro", "-q")
    return folder


@pytest.fixture
def world(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to forget in."""
    folder = tmp_path / "world"
    shutil.copytree(made, folder, symlinks=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(folder / ".dvc/tmp/items"))
    monkeypatch.setenv("DVC_SITE_CACHE_DIR", str(folder / ".site"))
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    return folder


def test_the_world_is_told_apart(made: Path) -> None:
    """Her words reach the dataset, or nothing is proved below."""
    splits = [made / "data/build" / f"{split}.jsonl" for split in ("train", "eval", "test")]

    assert 3 <= sum(path.read_text().count(WORD) for path in splits)


def test_a_dry_run_lists_and_removes_nothing(
    world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files, records of every stage, what stays and what comes next; no text of hers."""
    places = (one for folder in ("raw", "data", ".dvc/tmp/items") for one in world.rglob(folder))
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    before = {path: path.read_bytes() for path in [world / "people.yaml", *files]}

    assert 0 == cli.main(["forget", "Ksyusha", "--dry-run"])

    out = capsys.readouterr().out
    assert "to be forgotten: PERSON-" in out
    assert "raw files to be removed: 1\n  raw/oksana.json\n" in out
    assert "raw/group.json: 1 messages or rows" in out
    assert "raw/visits.csv: 1 messages or rows" in out
    assert "data/clean/rows.jsonl: 1 of 41" in out
    assert "data/chunk/chunks.jsonl: 1 of" in out
    assert "data/build/train.jsonl: " in out or "data/build/test.jsonl: " in out
    assert "`dvc repro` will run: parse, clean, chunk, build" in out
    assert WORD not in out
    assert before == {path: path.read_bytes() for path in before}


def test_a_forgotten_person_is_in_nothing_that_is_made(
    world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A chat of two, words in a group, a row of a table: all gone after `dvc repro`.

    Others keep their words, her name stays hidden in them, and nothing is left to be listed.
    """
    assert 0 == cli.main(["forget", "Oksana", "--yes", "--receipt", "receipt.json"])

    assert not (world / "raw" / "oksana.json").exists()
    assert (world / "raw" / "group.json").exists()
    assert "Oksana" not in (world / "people.yaml").read_text()
    assert "# who is who" in (world / "people.yaml").read_text()
    assert not list((world / ".dvc/tmp/items").glob("parse.sqlite*"))
    assert "DVC" not in (world / "receipt.json").read_text()
    for name in ("Oksana", "oksana", "Ksyusha", WORD):
        assert name not in (world / "receipt.json").read_text()
    capsys.readouterr()
    dvc(world, "repro", "-q")

    for stage in ("clean", "chunk", "build"):
        for word in (WORD, "Oksana", "Ksyusha"):
            assert set() == holding(world / "data" / stage, word), stage
    assert holding(world / "data" / "clean", "bring a smoker along")
    facts = json.loads((world / "clean.json").read_text())
    assert 1 == facts["messages"]["dropped"]["forgotten"]
    assert 1 == facts["rows"]["dropped"]["forgotten"]
    assert 0 == cli.main(["forget", "Oksana", "--dry-run"])
    out = capsys.readouterr().out
    assert "nothing behind stage parse holds anything of it" in out
    assert "nothing is left to be removed" in out
    assert "data/build" not in out


def test_an_old_export_stays_forgotten(world: Path) -> None:
    """What comes back in raw data, by another name of the same account as well, is left out."""
    assert 0 == cli.main(["forget", "Oksana", "--yes"])
    write_chat(
        world / "raw" / "again.json",
        "Oksana",
        "personal_chat",
        [("Oksana", f"my {WORD} is in flower"), ("Vera", "and where are you today?")],
    )
    text = (world / "raw" / "group.json").read_text()
    (world / "raw" / "group.json").write_text(text.replace('"Oksana"', '"Neighbour"'))
    dvc(world, "repro", "-q", "clean")

    assert set() == holding(world / "data" / "clean", WORD)
    assert set() == holding(world / "data" / "clean", "where are you today")
    facts = json.loads((world / "clean.json").read_text())
    assert 1 == facts["conversations"]["dropped"]["forgotten"]


def test_a_name_that_people_yaml_alone_hides_stays_there(
    world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A nickname in somebody else's words would stand in the clear without her entry."""
    (world / "raw" / "page.md").write_text("# Garden\n\nKsyusha helps in the garden.\n")
    dvc(world, "repro", "-q", "clean")

    assert 0 == cli.main(["forget", "Oksana", "--yes"])

    assert "nothing else hides them" in capsys.readouterr().out
    assert "Oksana Bilyk" == load_people(world / "people.yaml").people[0].name
    dvc(world, "repro", "-q", "clean")
    assert set() == holding(world / "data" / "clean", "Ksyusha")
    assert set() == holding(world / "data" / "clean", WORD)


def test_a_file_is_forgotten(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By its path in the raw folder or from here; the second time nobody knows it."""
    assert 0 == cli.main(["forget", "raw/group.json", "--dry-run"])
    typed = capsys.readouterr().out
    assert 0 == cli.main(["forget", "group.json", "--yes"])
    assert typed.splitlines()[1:9] == capsys.readouterr().out.splitlines()[1:9]
    assert not (world / "raw" / "group.json").exists()
    assert PEOPLE == (world / "people.yaml").read_text()

    assert 0 == cli.main(["forget", "group.json", "--dry-run"])  # not made again yet
    assert "data/clean/conversations.jsonl: 1 of" in capsys.readouterr().out
    dvc(world, "repro", "-q", "clean")

    assert set() == holding(world / "data" / "clean", "bring a smoker along")
    assert 1 == cli.main(["forget", "group.json", "--dry-run"])
    assert "nothing here was made of one" in capsys.readouterr().err


def test_files_that_say_the_same_are_told(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A copy, and another export of the chat: what is forgotten in one would stay by the other."""
    shutil.copy(world / "raw" / "page.md", world / "raw" / "copy.md")
    chat = json.loads((world / "raw" / "0.json").read_text())
    more = said("Student 0", "user-Student 0", "and the day after?", 9)
    (world / "raw" / "longer.json").write_text(
        json.dumps({**chat, "messages": [*chat["messages"], more]})
    )
    dvc(world, "repro", "-q", "clean")
    told = "what stays: these raw files say the same, all of it or a part; forget them as well:\n  "

    assert 0 == cli.main(["forget", "page.md", "--dry-run"])
    assert f"{told}raw/copy.md\n" in capsys.readouterr().out
    assert 0 == cli.main(["forget", "0.json", "--dry-run"])
    out = capsys.readouterr().out
    assert f"{told}raw/longer.json\n" in out
    assert "write in nothing else" not in out
    assert 0 == cli.main(["forget", "1.json", "--dry-run"])
    out = capsys.readouterr().out
    assert "say the same" not in out
    assert "1 people write in nothing else" in out


def test_a_part_of_an_archive_is_refused(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It goes whole or not at all, also where no record names the part."""
    with zipfile.ZipFile(world / "raw" / "old.zip", "w") as archive:
        archive.write(world / "raw" / "page.md", "page.md")

    for words in ("old.zip/page.md", "old.zip/nothing.md"):
        assert 1 == cli.main(["forget", words, "--yes"])
        assert "lies in old.zip, which cannot be edited safely" in capsys.readouterr().err
    assert (world / "raw" / "old.zip").exists()


def test_older_versions_go_once_all_is_made_anew(
    world: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By --gc alone, for nobody knows the file any more; what would keep it is told.

    Raw data that DVC tracks has to be told of its new state, or its cache keeps the old one.
    """
    dvc(world, "add", "-q", "raw")
    assert 0 == cli.main(["forget", "group.json", "--yes"])
    assert "run: understudy forget --gc" in capsys.readouterr().out
    assert 1 == cli.main(["forget", "--gc", "--yes"])
    assert "--gc: parse, clean, chunk, build, raw.dvc would keep" in capsys.readouterr().err
    dvc(world, "repro", "-q")
    dvc(world, "commit", "-q", "-f", "raw.dvc")
    words = "bring a smoker along"
    assert holding(world / ".dvc/cache", words)

    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    assert 1 == cli.main(["forget", "--gc"])
    assert 0 == cli.main(["forget", "--gc", "--dry-run"])
    assert holding(world / ".dvc/cache", words)
    assert 0 == cli.main(["forget", "--gc", "--yes"])

    assert set() == holding(world / ".dvc/cache", words)
    assert holding(world / ".dvc/cache", "thanks, Oksana") == set()
    dvc(world, "checkout", "-q")


def test_a_stage_that_never_ran_keeps_nothing(
    world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who builds a dataset need not train to forget; what was made and deleted lies in the cache."""
    flow = read_yaml(world / "dvc.yaml")
    flow["stages"]["train"] = {"cmd": "false", "deps": ["data/build"], "outs": ["data/train"]}
    (world / "dvc.yaml").write_text(yaml.safe_dump(flow))
    shutil.rmtree(world / "data" / "build")

    assert 1 == cli.main(["forget", "--gc", "--dry-run"])
    assert "--gc: build would keep" in capsys.readouterr().err
    dvc(world, "checkout", "-q", "build")
    assert 0 == cli.main(["forget", "--gc", "--yes"])


@pytest.mark.parametrize("words", [[], ["Oksana", "--gc"]])
def test_a_name_or_gc_is_asked_for(
    world: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    """One of both, and not both."""
    assert 1 == cli.main(["forget", *words])
    assert "or --gc alone, after `dvc repro`" in capsys.readouterr().err
    assert (world / "raw" / "oksana.json").exists()


@pytest.mark.parametrize("gone", ["unlink", "rmtree", "write_people"])
def test_a_command_that_was_killed_is_run_again(
    world: Path, monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    """Wherever it ended: the same words find what is left, and leave what one run leaves."""
    checkpoint = world / ".dvc/tmp/checkpoints/a"
    checkpoint.mkdir(parents=True)
    killed = {"unlink": Path, "rmtree": shutil, "write_people": removal}[gone]
    with monkeypatch.context() as patched:
        patched.setattr(killed, gone, _dies)
        assert 0 != cli.main(["forget", "Oksana", "--yes"])
    assert 0 == cli.main(["forget", "Oksana", "--yes"])

    assert not checkpoint.exists()
    assert not (world / "raw" / "oksana.json").exists()
    assert not list((world / ".dvc/tmp/items").glob("parse.sqlite*"))
    assert 1 == len(load_people(world / "people.yaml").forgotten)


def _dies(*args: object, **more: object) -> None:
    raise KeyboardInterrupt


def test_files_of_others_go_when_asked(world: Path) -> None:
    """--files removes the group's export and the table, too."""
    assert 0 == cli.main(["forget", "Oksana", "--yes", "--files"])

    left = {path.name for path in (world / "raw").iterdir()}
    assert {"oksana.json", "group.json", "visits.csv"}.isdisjoint(left)
    assert 41 == len(left)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Oksan", "nobody's name, alias, account or pseudonym. Did you mean Oksana"),
        ("Vera", "the persona cannot be forgotten"),
        ("grup.json", "Did you mean group.json"),
        ("raw", "is all of the raw data"),
    ],
)
def test_a_wrong_name_is_answered(
    world: Path, capsys: pytest.CaptureFixture[str], words: str, told: str
) -> None:
    """One message with what to do, and nothing was touched."""
    assert 1 == cli.main(["forget", words, "--yes"])
    assert told in capsys.readouterr().err
    assert PEOPLE == (world / "people.yaml").read_text()


def test_without_the_word_nothing_happens(
    world: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It asks; another answer ends it."""
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))

    assert 1 == cli.main(["forget", "Oksana"])
    assert "nothing was removed" in capsys.readouterr().err
    assert (world / "raw" / "oksana.json").exists()
    assert {} == load_people(world / "people.yaml").forgotten


def test_a_key_that_was_changed_forgets_nobody_in_silence(world: Path) -> None:
    """Pseudonyms of another key would tell nobody: the stage stops."""
    assert 0 == cli.main(["forget", "Oksana", "--yes"])
    people = read_yaml(world / "people.yaml")
    people["forgotten"] = {"0" * 16: next(iter(people["forgotten"].values()))}
    (world / "people.yaml").write_text(yaml.safe_dump(people))

    done = subprocess.run(
        [sys.executable, "-m", "dvc", "repro", "-q", "clean"],
        cwd=world, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert 0 != done.returncode
    assert "was written under another pseudonym key" in done.stderr


def test_gc_takes_no_option_of_a_plan(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A receipt that was asked for and never written would be missed later."""
    assert 1 == cli.main(["forget", "--gc", "--receipt", str(world / "receipt.json")])
    assert "--gc goes with --dry-run and --yes alone" in capsys.readouterr().err
