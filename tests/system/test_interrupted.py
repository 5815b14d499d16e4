"""What is killed or stopped leaves a sane state, and goes on where it was."""

import os
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from system.workspace import Finished, Workspace, apart, stages_run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, mounts a tmpfs"),
]

DOCUMENTS = 400
SLOW = ("diary-page.png", "handbook-spring.pdf")  # files whose engines take seconds to load
COMMITTED = 64  # items; the cache commits so many at a time


@pytest.fixture(scope="module")
def many(first: Finished, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace whose parse stage will take some seconds after its first items."""
    workspace = first.workspace.copy(tmp_path_factory.mktemp("many"))
    shutil.rmtree(workspace.root / ".dvc/tmp/items")
    raw = workspace.root / "data/raw"
    for name in SLOW:
        (raw / name).unlink()
    (raw / "handbook" / "many").mkdir()
    sentences = "The hive stands in the shade, and bees fly at noon. Пчёлы летят домой. " * 40
    for number in range(DOCUMENTS):
        parts = [f"## Part {part}\n\n{sentences}{number}" for part in range(10)]
        text = "\n\n".join([f"# Chapter {number}", *parts])
        (raw / "handbook/many" / f"{number:04}.md").write_text(text, encoding="utf-8")
    return workspace


@pytest.fixture(scope="module")
def undisturbed(many: Workspace, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """dvc.lock of a run that nobody stopped."""
    workspace = many.copy(tmp_path_factory.mktemp("undisturbed"))
    assert ["parse"] == stages_run(workspace.dvc("repro", "parse"))
    return workspace.lock()


def items(workspace: Workspace) -> int:
    """Number of items that the parse stage's cache holds for good."""
    path = workspace.root / ".dvc/tmp/items/parse.sqlite"
    try:
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)
    except sqlite3.OperationalError:
        return 0
    try:
        return int(database.execute("select count(*) from entries").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0
    finally:
        database.close()


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Come back when something is so; fail when it takes too long."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def descendants(process: int) -> Iterator[int]:
    """Ids of the processes that a process started, and of those that they started."""
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            yield child
            yield from descendants(child)


def running(process: int, word: str) -> list[int]:
    """Ids of the descendants that have a word in their command line, outermost first."""
    return [
        child
        for child in descendants(process)
        if word in Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ")
    ]


def is_alive(process: int) -> bool:
    """Say whether a process runs; one that ended and was not waited for does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def kill_dvc(dvc: int) -> None:
    """Nobody tells the stage."""
    os.kill(dvc, signal.SIGKILL)


def kill_stage(dvc: int) -> None:
    """What the system does when memory is full."""
    os.kill(running(dvc, "stages/parse.py")[-1], signal.SIGKILL)


def kill_worker(dvc: int) -> None:
    """One of the stage's own processes."""
    os.kill(running(dvc, "multiprocessing.forkserver")[-1], signal.SIGKILL)


def kill_all_workers(dvc: int) -> None:
    """All of them, with the server that forks them."""
    os.kill(running(dvc, "multiprocessing.forkserver")[0], signal.SIGKILL)


def press_ctrl_c(dvc: int) -> None:
    """A terminal sends it to the whole group."""
    os.killpg(dvc, signal.SIGINT)


@pytest.mark.parametrize("disturb", [kill_worker, kill_all_workers])
def test_a_killed_worker_costs_nothing(
    disturb: Callable[[int], None], many: Workspace, undisturbed: bytes, tmp_path: Path
) -> None:
    """What it was reading is read again; the result is that of a run in peace."""
    workspace = many.copy(tmp_path)
    with workspace.started("dvc", "repro", "parse", UNDERSTUDY_WORKERS="2") as process:
        wait_for(lambda: items(workspace) >= COMMITTED or process.poll() is not None)
        disturb(process.pid)
        output, _ = process.communicate(timeout=120)

    assert 0 == process.returncode, output
    assert undisturbed == workspace.lock()


@pytest.mark.parametrize(
    ("disturb", "workers", "told"),
    [
        (kill_dvc, "2", ""),
        (kill_stage, "1", "exited with "),  # -9, or 137 where a shell stays between
        (press_ctrl_c, "2", "parse: interrupted; what was finished is cached, run it again"),
    ],
)
def test_the_next_repro_goes_on(
    disturb: Callable[[int], None],
    workers: str,
    told: str,
    many: Workspace,
    undisturbed: bytes,
    tmp_path: Path,
) -> None:
    """One line says what happened; no item that was committed is computed again."""
    workspace = many.copy(tmp_path)
    with workspace.started("dvc", "repro", "parse", UNDERSTUDY_WORKERS=workers) as process:
        wait_for(lambda: items(workspace) >= COMMITTED or process.poll() is not None)
        family = [process.pid, *descendants(process.pid)]
        disturb(process.pid)
        output, _ = process.communicate(timeout=60)
        # An orphan would work on beside the next repro.
        wait_for(lambda: not any(map(is_alive, family)), seconds=20)

    assert 0 != process.returncode, output
    assert "Traceback" not in output
    assert told in output
    assert (1 if told else 0) == sum(line.startswith("ERROR") for line in output.splitlines())
    kept = items(workspace)
    assert kept >= COMMITTED
    assert not [
        path for path in workspace.root.glob("data/parse/**/*.jsonl") if path.stat().st_size
    ]

    again = workspace.dvc("repro", "parse")

    facts = workspace.facts("parse")["parse_cache"]
    assert ["parse"] == stages_run(again)
    assert kept == facts["hits"]
    assert len(workspace.lines("data/parse/files.jsonl")) == facts["hits"] + facts["misses"]
    assert undisturbed == workspace.lock()


NOT_MOUNTED = 99
FULL = """
mount -t tmpfs -o size={size}k tmpfs {disk} || exit 99
{command}; echo "exit $?"
mount -o remount,size=64m {disk}
{command} && echo "ended well"
"""
STAGES = {
    "parse": "--raw data/raw --parsed {disk}/parse",
    "index": "--chunks data/chunk/chunks.jsonl --index {disk}/index",
    "train": "--params train.tuned --none data/ground/none --retrieved data/ground/retrieved "
    "--base models/base --adapter {disk}/tuned --curve {disk}/curve.csv",
}


@pytest.mark.skipif(not apart("mount"), reason="no right to mount anything")
@pytest.mark.parametrize(
    ("stage", "cache", "size"),
    [
        ("parse", "kept", 40),  # its records do not fit
        ("parse", "disk", 100),  # the item cache does not
        ("index", "kept", 20),  # NumPy writes what does not fit
        ("train", "kept", 200),  # safetensors does
    ],
)
def test_a_full_disk_is_one_line(
    stage: str, cache: str, size: int, workspace: Workspace, tmp_path: Path
) -> None:
    """And with some space the same command ends well."""
    disk = tmp_path / "disk"
    disk.mkdir()
    for name in SLOW:
        (workspace.root / "data/raw" / name).unlink()
    folder = disk / "items" if cache == "disk" else workspace.root / ".dvc/tmp/items"
    options = STAGES[stage].format(disk=disk)
    command = f"python -P stages/{stage}.py {options} --report {disk}/report.json"
    script = FULL.format(size=size, disk=disk, command=command)

    done = workspace.call(*apart("mount"), "bash", "-c", script, UNDERSTUDY_CACHE=str(folder))

    if done.returncode == NOT_MOUNTED:
        pytest.skip("no right to mount a small disk")
    first, _, second = done.stdout.partition("exit 1\n")
    own = [line for line in first.splitlines() if line.startswith(f"{stage}: ")]
    assert "Traceback" not in done.stdout, done.stdout
    assert 1 == len(own), done.stdout
    assert own[0].startswith(f"{stage}: no space left on the disk while writing ")
    assert second.endswith("ended well\n"), done.stdout
