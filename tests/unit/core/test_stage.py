import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from understudy.core import stage
from understudy.core.params import Params

ROOT = Path(__file__).parents[3]

SCRIPT = '''
import errno, os, sys, time
from pathlib import Path
from typing import ClassVar
import understudy
from understudy.core import jsonl
from understudy.core.params import Params
from understudy.core.stage import run


class P(Params):
    """Section."""

    section: ClassVar[str] = "go"

    do: str = "copy"


def go(params: P, source: Path, target: Path, extra: Path | None, more: tuple[Path, ...]) -> None:
    """Copy, or misbehave as asked."""
    if params.do == "full":
        raise OSError(errno.ENOSPC, "No space left on device", str(target))
    if params.do == "wait":
        jsonl.write_text(target, str(os.getpid()))
        time.sleep(60)
    if params.do == "bug":
        {}["x"]
    if params.do == "foreign":
        Path("/no/such/file").read_text()
    parts = [source, *more, *([extra] if extra else [])]
    text = "".join(part.read_text() for part in parts)
    jsonl.write_json(target, {"text": text, "from": understudy.__file__})


if __name__ == "__main__":
    run(go)
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small project with one stage."""
    (tmp_path / "stages").mkdir()
    (tmp_path / "stages" / "go.py").write_text(SCRIPT)
    (tmp_path / "params.yaml").write_text("go: {do: copy}\nother: {do: full}\n")
    (tmp_path / "in.txt").write_text("да")
    return tmp_path


def start(folder: Path, *options: str, **environment: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-P", "stages/go.py", "--source", "in.txt", "--target", "out.json"]
    return subprocess.Popen(
        [*command, *options],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "ascii", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A background job of a shell ignores Ctrl-C, and its children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )


def go(folder: Path, *options: str, **environment: str) -> tuple[int, str]:
    """Return the exit code and stderr."""
    process = start(folder, *options, **environment)
    _, errors = process.communicate(timeout=60)
    return process.returncode, errors


def output(folder: Path) -> Any:
    return json.loads((folder / "out.json").read_text())


def test_the_signature_is_the_command_line(folder: Path) -> None:
    """Options follow from the parameters; optional and several paths too."""
    code, errors = go(folder, "--extra", "in.txt", "--more", "in.txt", "in.txt")

    assert (code, output(folder)["text"]) == (0, "да" * 4), errors


@pytest.mark.parametrize(
    ("do", "message"),
    [
        ("full", "go: no space left on the disk while writing out.json. Free some"),
        ("[1]", "go: params.yaml: go.do: Input should be a valid string (given: [1])"),
    ],
)
def test_what_the_user_can_mend_is_one_line(folder: Path, do: str, message: str) -> None:
    """Exit 1, no traceback."""
    (folder / "params.yaml").write_text(f"go: {{do: {do}}}")

    code, errors = go(folder)

    assert (code, len(errors.splitlines())) == (1, 1), errors
    assert message in errors


def test_a_missing_input_names_the_command_that_makes_it(folder: Path) -> None:
    """A file of the stage's own that is not there."""
    (folder / "in.txt").unlink()

    code, errors = go(folder)

    assert (code, len(errors.splitlines())) == (1, 1)
    assert "in.txt does not exist. `dvc repro` makes outputs, `dvc pull`" in errors


@pytest.mark.parametrize("do", ["bug", "foreign"])
def test_a_bug_keeps_its_traceback(folder: Path, do: str) -> None:
    """A missing file that nobody named on the command line is our mistake, not the user's."""
    (folder / "params.yaml").write_text(f"go: {{do: {do}}}")

    code, errors = go(folder)

    assert code == 1
    assert "Traceback" in errors


def test_only_its_own_section_may_be_named(folder: Path) -> None:
    """Else DVC would watch one section and the stage read another."""
    code, errors = go(folder, "--params", "other")

    assert (code, "--params other: go reads the section 'go'" in errors) == (1, True)


def test_a_wrong_log_level_is_refused(folder: Path) -> None:
    """And a right one is obeyed."""
    assert "must be one of DEBUG, INFO" in go(folder, UNDERSTUDY_LOG="loud")[1]
    assert go(folder, UNDERSTUDY_LOG="error") == (0, "")


def test_the_script_runs_the_code_of_its_own_checkout(folder: Path) -> None:
    """A queued experiment runs the code it was queued with, whatever is installed."""
    shutil.copytree(ROOT / "src" / "understudy", folder / "src" / "understudy")

    code, errors = go(folder)

    assert code == 0, errors
    assert str(folder / "src") in output(folder)["from"]


def wait_for(path: Path) -> str:
    for _ in range(300):
        if path.exists():
            return path.read_text()
        time.sleep(0.05)
    raise AssertionError(f"{path} never came")


def test_ctrl_c_is_one_line(folder: Path) -> None:
    """The user knows that nothing is lost."""
    (folder / "params.yaml").write_text("go: {do: wait}")
    process = start(folder)
    wait_for(folder / "out.json")

    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)

    assert process.returncode == 130
    assert errors.splitlines() == [
        "go: interrupted; what was finished is cached, run it again to go on"
    ]


def test_facts_of_the_run_stay_out_of_outputs(folder: Path) -> None:
    """Seconds and memory lie in DVC's scratch folder, under the stage's DVC name."""
    (folder / ".dvc" / "tmp").mkdir(parents=True)

    go(folder, DVC_ROOT=str(folder), DVC_STAGE="recipes/x/dvc.yaml:go@tuned")

    facts = json.loads((folder / ".dvc/tmp/runs/recipes-x-dvc.yaml-go@tuned.json").read_text())
    assert facts["seconds"] >= 0
    assert facts["peak_mb"] > 1


def test_a_parameter_that_is_no_path_is_refused() -> None:
    """A stage takes params and paths, nothing else."""

    def wrong(params: Params, count: int) -> None: ...

    with pytest.raises(TypeError, match="'count' is <class 'int'>"):
        stage.signature(wrong)
