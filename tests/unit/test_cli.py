import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import understudy
from understudy import cli
from understudy.command import COMMANDS, Command
from understudy.commands import doctor, plugins
from understudy.core import jsonl
from understudy.core.outcomes import FileReport
from unit.small import WAX, write_parsed, write_pipeline, write_results


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline with results."""
    folder = write_pipeline(tmp_path_factory.mktemp("school"))
    write_results(folder)
    return folder


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline without any."""
    return write_pipeline(tmp_path_factory.mktemp("new"))


@pytest.fixture
def empty(new: Path, tmp_path: Path) -> Path:
    """A pipeline of a test's own, without results."""
    shutil.copytree(new, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "type[Told]":
    """What a command says in a folder."""
    Told.monkeypatch, Told.capsys = monkeypatch, capsys
    return Told


class Told:
    """A command that was run."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __init__(self, folder: Path, *words: str) -> None:
        self.monkeypatch.chdir(folder)
        self.status = cli.main(words)
        self.out, self.err = self.capsys.readouterr()


def test_doctor_says_what_is_there_and_what_is_missing(
    told: "type[Told]", school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Versions, extras, the pipeline, settings; of a secret only that it is set."""
    monkeypatch.setenv("UNDERSTUDY_PSEUDONYM_KEY", "hunter2")
    monkeypatch.setenv("UNDERSTUDY_WORKERS", "3")
    monkeypatch.delenv("UNDERSTUDY_THREADS", raising=False)
    monkeypatch.setitem(doctor.EXTRAS, "rare", ("no_such_package", "what nobody has"))

    found = told(school, "doctor")

    lines = {line[:24].split("  ")[0]: " ".join(line.split()) for line in found.out.splitlines()}
    assert 0 == found.status
    assert understudy.__version__ in lines["understudy"]
    assert "10 stages in dvc.yaml" in lines["pipeline"]
    assert "missing: pip install 'understudy[rare]'" in found.out
    assert lines["UNDERSTUDY_PSEUDONYM_KEY"].endswith(" set")
    assert lines["UNDERSTUDY_WORKERS"].endswith(" 3")
    assert lines["UNDERSTUDY_THREADS"].endswith(" not set")
    assert lines["telemetry"].endswith(" off")
    assert "hunter2" not in found.out + found.err

    monkeypatch.setenv("DO_NOT_TRACK", "0")
    found = told(tmp_path, "doctor")
    assert 0 == found.status
    assert "changed by DO_NOT_TRACK" in found.out
    assert "run this in a pipeline's folder" in found.out


def test_engines_with_an_environment_of_their_own(
    told: "type[Told]", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing is named with its command, here and by the doctor; another name is not known."""
    monkeypatch.setenv("UNDERSTUDY_ENGINES", str(tmp_path / "engines"))

    for command in ("engines", "doctor"):
        found = told(tmp_path, command)
        assert 0 == found.status
        assert "run: understudy engines install docling" in found.out
    found = told(tmp_path, "engines", "install", "dockling")
    assert 1 == found.status
    assert "unknown engine 'dockling'. Did you mean docling?" in found.err
    assert "unknown engine ''" in told(tmp_path, "engines", "install").err


def test_plugins_are_described_by_their_own_words(told: "type[Told]", tmp_path: Path) -> None:
    """One line each, those that are objects too."""
    found = told(tmp_path, "plugins")

    lines = found.out.splitlines()
    kinds = [line for line in lines if not line.startswith(" ")]
    assert [f"{registry.kind}s" for registry in plugins.registries()] == kinds
    assert sum(map(len, plugins.registries())) == len(lines) - len(kinds)
    assert all(len(line.split()) > 3 for line in lines if line.startswith(" "))
    assert "  messages         Chat messages, as TRL, Axolotl" in found.out
    assert "``" not in found.out


@pytest.mark.parametrize(
    ("what", "part"),
    [
        ("report", "token_f1  book\nreport: data/report/index.html"),
        ("files", "ok       book/wax.md  1 documents, 0 chats, 0 rows\nskipped  x.pdf  cannot be"),
        ("files", "cannot be opened\n2 files, 1 of them not read; 0 messages read; 0 parts of"),
        (
            "people",
            "       2        4      1  -           -           Вера\n       1        1      1  ",
        ),
        ("dataset", "# Small school"),
        ("document-1", f'"text": "{WAX}"'),
        ("conversation-1", '"author": "Вера"'),
        ("row-1", '"a": "b"'),
        ("chunk-2", "data/chunk/chunks.jsonl\n{"),
        ("sample-test", "data/build/test.jsonl\n{"),
        ("sample-contrast", "data/build/contrast.jsonl\n{"),
        ("sample-left out", "data/synthesize/samples.jsonl\n{"),
    ],
)
def test_parts_of_the_result_are_shown(
    told: "type[Told]", school: Path, what: str, part: str
) -> None:
    """On stdout, and nothing else there."""
    found = told(school, "show", what)

    assert (0, "") == (found.status, found.err)
    assert part in found.out


def test_all_groups_of_a_component_are_shown(told: "type[Told]", school: Path) -> None:
    """It is a set of groups, not one."""
    found = told(school, "show", "component-1")

    assert ["wax.md#1", "wax.md#2"] == [
        line.split('"')[3] for line in found.out.splitlines() if '"group"' in line
    ]


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("report", "data/evaluate/table.txt does not exist yet: run `dvc repro` first"),
        ("files", "data/parse/files.jsonl does not exist yet"),
        ("people", "data/parse/conversations.jsonl does not exist yet"),
        ("dataset", "data/build/README.md does not exist yet"),
        ("row-1", "nothing is called 'row-1'. Say report, files"),
        ("row-1", "Not made yet: data/chunk/chunks.jsonl, data/parse/documents.jsonl"),
    ],
)
def test_what_was_not_made_yet_is_named(
    told: "type[Told]", new: Path, what: str, message: str
) -> None:
    """With the command that makes it."""
    found = told(new, "show", what)

    assert (1, "") == (found.status, found.out)
    assert found.err.startswith("understudy: ")
    assert message in found.err


def test_a_record_is_found_before_the_rest_is_made(told: "type[Told]", empty: Path) -> None:
    """After `dvc repro parse` there are documents and no chunks; without chats there is nobody."""
    write_parsed(empty)

    assert WAX in told(empty, "show", "document-1").out
    jsonl.write(empty / "data/parse/conversations.jsonl", [])
    assert "nobody: no chat was read" in told(empty, "show", "people").out


def test_what_became_of_messages_is_shown(told: "type[Told]", empty: Path) -> None:
    """Read, left out by reason, and repeated in several exports."""
    report = FileReport(
        path="a.json", sha256="0" * 64, parser="telegram", status="partial", reason="bad_date",
        why="2 of its parts were left out", conversations=1, messages=7, lost={"bad_date": 2},
    )  # fmt: skip
    parsed = empty / "data/parse"
    jsonl.write(parsed / "files.jsonl", [report])
    counts = {"messages": {"read": 9, "kept": 4, "dropped": {"bad_date": 2, "repeated": 3}}}
    jsonl.write_json(parsed / "manifest.json", {"counts": counts})

    first, last = told(empty, "show", "files").out.splitlines()

    assert first == (
        "partial  a.json  0 documents, 1 chats of 7 messages, 0 rows; left out: 2 bad_date; "
        "2 of its parts were left out"
    )
    assert last == (
        "1 files, 0 of them not read; 7 messages read; 2 parts of files left out; 3 messages stood "
        "in several exports of a chat and were kept once"
    )


@pytest.mark.parametrize(
    ("people", "part"),
    [
        (None, "data/people.yaml does not exist yet: say there whose voice is learned"),
        ("persona: {name: Вера}", "Вера  <- persona\n"),
        ("persona: {name: Vera}", "nobody here is called 'Vera': add"),
        ("persona: {name: Вера, aliases: [Vra]}", "nobody here is called 'Vra': is that how"),
    ],
)
def test_the_persona_is_found_among_the_speakers(
    told: "type[Told]", empty: Path, people: str | None, part: str
) -> None:
    """By name or alias; where nobody has such a name, or nobody was named, that is said."""
    write_parsed(empty)
    with (empty / "dvc.yaml").open("a") as stages:
        stages.write("  clean:\n    cmd: python -P stages/clean.py --people data/people.yaml\n")
    if people is not None:
        (empty / "data/people.yaml").write_text(people)

    found = told(empty, "show", "people")

    assert (0, "") == (found.status, found.err)
    assert part in found.out
    assert "Tom\n" in found.out


def test_damaged_people_are_one_message(told: "type[Told]", empty: Path) -> None:
    """It says which key is wrong."""
    write_parsed(empty)
    with (empty / "dvc.yaml").open("a") as stages:
        stages.write("  clean:\n    cmd: python -P stages/clean.py --people data/people.yaml\n")
    (empty / "data/people.yaml").write_text("persona: {nme: Vera}")

    found = told(empty, "show", "people")

    assert (1, "") == (found.status, found.out)
    assert "data/people.yaml" in found.err
    assert "nme" in found.err


def test_a_pipeline_may_lack_stages(told: "type[Told]", empty: Path) -> None:
    """A recipe of chats alone has no chunks; a part that it cannot have is named."""
    write_parsed(empty)
    command = "python -P stages/parse.py --parsed data/parse"
    (empty / "dvc.yaml").write_text(f"stages:\n  parse:\n    cmd: {command}\n")

    assert '"a": "b"' in told(empty, "show", "row-1").out
    assert "unknown stage 'evaluate'" in told(empty, "show", "report").err


def test_a_report_without_a_page_says_so(told: "type[Told]", empty: Path) -> None:
    """After `dvc repro evaluate` there is a table."""
    write_results(empty)
    (empty / "data/report/index.html").unlink()

    found = told(empty, "show", "report")

    assert "token_f1" in found.out
    assert "report: not made yet, run `dvc repro report`" in found.out


def test_an_id_that_nobody_has_is_refused(told: "type[Told]", school: Path) -> None:
    """The message says what may be asked for."""
    found = told(school, "show", "chunk-9")

    assert 1 == found.status
    assert "nothing is called 'chunk-9'. Say report, files, people, dataset, or the id" in found.err
    assert "Not made" not in found.err


def test_a_damaged_file_is_one_message(told: "type[Told]", empty: Path) -> None:
    """With its line."""
    write_results(empty)
    (empty / "data/chunk/chunks.jsonl").write_text("{}\n")

    found = told(empty, "show", "chunk-1")

    assert 1 == found.status
    assert "chunks.jsonl:1: not a Chunk" in found.err
    assert "Traceback" not in found.err


def test_elsewhere_there_is_no_pipeline(told: "type[Told]", tmp_path: Path) -> None:
    """And a wrong level of the log is refused before any work."""
    assert "run this in a pipeline's folder" in told(tmp_path, "show", "report").err


def test_a_wrong_log_level_is_one_message(
    told: "type[Told]", school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For every command."""
    monkeypatch.setenv("UNDERSTUDY_LOG", "loud")

    found = told(school, "show", "files")

    assert (1, "") == (found.status, found.out)
    assert "understudy: UNDERSTUDY_LOG must be one of DEBUG" in found.err


def test_an_interruption_is_no_traceback(
    told: "type[Told]", school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit status 130, as shells have it."""

    def interrupted(_: argparse.Namespace) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(COMMANDS._plugins, "doctor", Command(interrupted))

    found = told(school, "doctor")

    assert (130, "understudy: interrupted\n") == (found.status, found.err)


@pytest.mark.parametrize("words", [("plugins",), ("show", "document-1")])
def test_a_closed_pipe_is_no_error(school: Path, words: tuple[str, ...]) -> None:
    """`understudy plugins | head -1`: whether the output is longer than a buffer or not."""
    reading, writing = os.pipe()
    os.close(reading)
    found = subprocess.run(
        [sys.executable, "-m", "understudy.cli", *words],
        cwd=school,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)

    assert (0, "") == (found.returncode, found.stderr)


@pytest.mark.parametrize("words", [(), ("shwo",), ("show",), ("ask",)])
def test_a_wrong_command_ends_with_the_usage(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the command that was meant."""
    with pytest.raises(SystemExit) as ended:
        cli.main(words)

    assert 2 == ended.value.code
    assert "usage: understudy" in capsys.readouterr().err
