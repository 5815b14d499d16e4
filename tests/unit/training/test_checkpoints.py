"""Where the checkpoints of a run lie, and which of them is used."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from understudy.training import checkpoints


def test_a_checkpoint_belongs_to_all_that_decides_the_result(tmp_path: Path) -> None:
    """It outlives a run that fails; another run never sees it; success deletes it."""
    with pytest.raises(KeyError), checkpoints.folder(["this"], kept=True) as run:
        checkpoints.mark(run, 5)
        raise KeyError
    with checkpoints.folder(["other"], kept=True) as other:
        assert run != other
        assert checkpoints.last(other) is None
    with checkpoints.folder(["this"], kept=True) as again:
        assert (run, run / "checkpoint-5") == (again, checkpoints.last(again))

    assert not run.exists()
    assert tmp_path in run.parents


def test_a_half_written_checkpoint_is_not_used() -> None:
    """The trainer writes one file after the other; the mark comes last. 10 is after 9."""
    with checkpoints.folder([], kept=True) as run:
        for step in (9, 10):
            checkpoints.mark(run, step)
        (run / "checkpoint-11").mkdir()

        assert run / "checkpoint-10" == checkpoints.last(run)


ELSEWHERE = """
import sys
from understudy.training import checkpoints
with checkpoints.folder(["this"], kept=True) as run:
    checkpoints.mark(run, 5)
    print(run, flush=True)
    sys.stdin.readline()
"""


@contextmanager
def running(workspace: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Hold the checkpoints of a run in another process; give the process and their folder."""
    command = [sys.executable, "-c", ELSEWHERE]
    with subprocess.Popen(
        command, cwd=workspace, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        yield other, Path(other.stdout.readline().strip())


def test_one_run_keeps_checkpoints_at_a_time(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The same run in another workspace sees and deletes none of them, and says so."""
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    with running(workspace) as (other, theirs):
        with checkpoints.folder(["this"], kept=True) as run:
            assert theirs != run
            assert checkpoints.last(run) is None
            checkpoints.mark(run, 9)

        assert not run.exists()
        assert theirs / "checkpoint-5" == checkpoints.last(theirs)
        other.communicate("\n")

    assert 0 == other.returncode
    assert not theirs.exists()
    assert "keeps no checkpoints" in caplog.text


def test_the_checkpoints_of_a_killed_run_are_the_next_one_s(tmp_path: Path) -> None:
    """What it held is free at once."""
    with running(tmp_path) as (other, theirs):
        other.kill()

    with checkpoints.folder(["this"], kept=True) as run:
        assert (theirs, theirs / "checkpoint-5") == (run, checkpoints.last(run))


def test_without_checkpoints_nothing_stays(tmp_path: Path) -> None:
    """The folder is a temporary one."""
    with checkpoints.folder([], kept=False) as run:
        assert run.is_dir()

    assert not run.exists()
    assert not list(tmp_path.iterdir())
