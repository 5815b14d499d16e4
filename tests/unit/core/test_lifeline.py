import os
import sys
import time
from pathlib import Path

import psutil
import pytest

SCRIPT = """
import sys, time
from pathlib import Path
from understudy.core.lifeline import end_with_dvc
end_with_dvc(Path(__file__))
Path(sys.argv[1]).touch()
time.sleep(float(sys.argv[2]))
"""
SHELL = 'import subprocess; subprocess.run(["/bin/sh", "-c", "{command}; exit $?"])'
NO_SHELL = 'import subprocess; subprocess.run("{command}".split())'


def children(tmp_path: Path, starter: str, seconds: float, **more: str) -> list[psutil.Process]:
    """Start a process that starts a script that watches it; return it and its descendants."""
    script, started = tmp_path / "go.py", tmp_path / "started"
    script.write_text(SCRIPT)
    command = f"{sys.executable} -P {script} {started} {seconds}"
    environment = {name: value for name, value in os.environ.items() if name != "DVC_STAGE"}
    parent = psutil.Popen(
        [sys.executable, "-c", starter.format(command=command)], env=environment | more
    )
    end = time.monotonic() + 30
    while not started.exists():
        assert time.monotonic() < end
        time.sleep(0.02)
    return [parent, *parent.children(recursive=True)]


def is_alive(process: psutil.Process) -> bool:
    """Say whether a process runs; one that ended and was not waited for does not."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def all_end(family: list[psutil.Process], seconds: float) -> bool:
    """Wait until no process of a family runs."""
    end = time.monotonic() + seconds
    while any(map(is_alive, family)):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize(
    ("starter", "count"),
    [pytest.param(SHELL, 3, id="shell"), pytest.param(NO_SHELL, 2, id="no_shell")],
)
def test_kill_9_of_dvc_leaves_no_orphan(tmp_path: Path, starter: str, count: int) -> None:
    """Also not where a shell stays between DVC and the stage."""
    family = children(tmp_path, starter, 60, DVC_STAGE="parse")

    family[0].kill()

    assert count == len(family)
    assert all_end(family, 10)
    family[0].wait()


def test_a_stage_started_by_hand_may_outlive_its_shell(tmp_path: Path) -> None:
    """`nohup python stages/train.py ... &` is a fair way to start one."""
    *above, stage = children(tmp_path, SHELL, 60)

    for process in above:
        process.kill()

    assert all_end(above, 10)
    assert not all_end([stage], 1)
    stage.kill()
    above[0].wait()


def test_a_stage_ends_in_its_own_time(tmp_path: Path) -> None:
    """Who watches does not hold the stage up."""
    family = children(tmp_path, SHELL, 0.5, DVC_STAGE="parse")

    assert all_end(family, 10)
    family[0].wait()
