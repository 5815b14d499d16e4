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
end_with_dvc()
Path(sys.argv[1]).touch()
time.sleep(float(sys.argv[2]))
"""
START = """
import os, subprocess
os.environ.update({marks})
raise SystemExit(subprocess.run({words}).returncode)
"""
SHELL = ["/bin/sh", "-c", "{command}; exit $?"]
LAUNCHER = [sys.executable, "-c", "import subprocess; subprocess.run('{command}'.split())"]
IN_DVC = {"DVC_STAGE": "parse"}


def family(
    folder: Path, around: list[str], seconds: float, marks: dict[str, str]
) -> list[psutil.Process]:
    """Start a process like DVC, what stands around a stage, and a stage; return them in order."""
    script, started = folder / "go.py", folder / "started"
    script.write_text(SCRIPT)
    command = f"{sys.executable} -P {script} {started} {seconds}"
    words = [word.format(command=command) for word in around] or command.split()
    outside = {name: value for name, value in os.environ.items() if name not in IN_DVC}
    start = START.format(marks=marks, words=words)
    # The script's own name in DVC's command line must not mislead.
    dvc = psutil.Popen([sys.executable, "-c", start, "a better go.py"], env=outside)
    end = time.monotonic() + 30
    while not started.exists():
        assert time.monotonic() < end
        time.sleep(0.02)
    return [dvc, *dvc.children(recursive=True)]


def is_alive(process: psutil.Process) -> bool:
    """Say whether a process runs; one that ended and was not waited for does not."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def all_end(processes: list[psutil.Process], seconds: float) -> bool:
    """Wait until none of some processes runs."""
    end = time.monotonic() + seconds
    while any(map(is_alive, processes)):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize(
    ("around", "count"),
    [
        pytest.param([], 2, id="nothing"),
        pytest.param(SHELL, 3, id="shell"),
        pytest.param(LAUNCHER, 3, id="launcher"),
    ],
)
def test_kill_9_of_dvc_leaves_no_orphan(tmp_path: Path, around: list[str], count: int) -> None:
    """Also not where a shell or a launcher stays between DVC and the stage."""
    processes = family(tmp_path, around, 60, IN_DVC)

    processes[0].kill()

    assert count == len(processes)
    assert all_end(processes, 10)
    processes[0].wait()


@pytest.mark.parametrize("marks", [{}, IN_DVC])
def test_a_stage_ends_in_its_own_time(tmp_path: Path, marks: dict[str, str]) -> None:
    """Who watches does not cut it short, and does not hold it up."""
    processes = family(tmp_path, SHELL, 1, marks)

    assert all_end(processes, 10)
    assert 0 == processes[0].wait()


def test_a_stage_started_by_hand_may_outlive_its_shell(tmp_path: Path) -> None:
    """`nohup python stages/train.py ... &` is a fair way to start one."""
    *above, stage = family(tmp_path, SHELL, 60, {})

    for process in above:
        process.kill()

    assert all_end(above, 10)
    assert not all_end([stage], 1)
    stage.kill()
    above[0].wait()


def test_dvc_may_outlive_its_own_shell(tmp_path: Path) -> None:
    """`nohup dvc repro &` goes on after the terminal is closed: only up to DVC is watched."""
    script = tmp_path / "nohup.py"
    command = f"{sys.executable} -P {tmp_path / 'go.py'} {tmp_path / 'started'} 60"
    (tmp_path / "go.py").write_text(SCRIPT)
    script.write_text(START.format(marks=IN_DVC, words=command.split()))
    shell = psutil.Popen(["/bin/sh", "-c", f"{sys.executable} {script}; exit $?"])
    end = time.monotonic() + 30
    while not (tmp_path / "started").exists():
        assert time.monotonic() < end
        time.sleep(0.02)
    dvc, stage = shell.children(recursive=True)

    shell.kill()

    assert all_end([shell], 10)
    assert not all_end([stage], 1)
    dvc.kill()
    assert all_end([dvc, stage], 10)
    shell.wait()
