import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understudy.core import patience
from understudy.core.confined import Limits
from understudy.core.errors import InputError, SetupError
from understudy.core.executor import Done, Serial
from understudy.core.isolation import Isolated

LIMITS = Limits(seconds=0.7, memory_mb=400, items=50, named="parse.limits")
Item = tuple[str, Any]


def work(item: Item) -> Any:
    """Do what the item says."""
    deeds = {
        "say": lambda what: what,
        "hang": lambda _: spin(),
        "sleep": time.sleep,
        "abort": lambda _: os.abort(),
        "leave": os._exit,
        "hog": lambda _: hog(),
        "gulp": lambda size: len(bytes(size)),
        "refuse": refuse,
        "misjudge": misjudge,
        "break": lambda _: {}["missing"],
        "kill": lambda path: once(Path(path), lambda: os.kill(os.getpid(), signal.SIGKILL)),
        "always kill": lambda _: os.kill(os.getpid(), signal.SIGKILL),
        "work on": work_on,
        "start": lambda path: start_and_hang(Path(path)),
        "worker": lambda _: os.getpid(),
        "threads": os.environ.get,
        "write": lambda path: Path(path).write_bytes(bytes(3_000_000_000)),
        "setup": setup,
        "large": lambda size: "x" * size,
    }
    return deeds[item[0]](item[1])


def spin() -> None:
    """Hang in native code, which holds the lock of the interpreter."""
    sum(iter(int, 1))


def hog() -> None:
    """Swallow memory bit by bit."""
    held = []
    while True:
        held.append(bytearray(b"x" * 5_000_000))


def refuse(why: str) -> None:
    raise InputError("item", why, reason="bad")


def misjudge(size: int) -> None:
    """Take the want of memory for damage, as readers do."""
    try:
        bytes(size)
    except MemoryError as error:
        raise InputError("item", "damaged", reason="bad") from error


def setup(what: str) -> None:
    raise SetupError(what)


def once(path: Path, deed: Any) -> str:
    """Do something in the first of several tries only."""
    if not path.exists():
        path.touch()
        deed()
    return "second try"


def work_on(pieces: int) -> str:
    """Take longer than is allowed at first, and ask for more with each piece."""
    for _ in range(pieces):
        patience.allow(0.5)
        time.sleep(0.3)
    return "done"


def start_and_hang(path: Path) -> None:
    """Leave the number of a child process, as a reader that calls a program has one."""
    child = subprocess.Popen(["sleep", "60"])
    path.write_text(str(child.pid))
    spin()


def plainly(item: Item, failure: InputError) -> str:
    """A simpler reader: it can do all but what hangs for good."""
    if item[1] == "for good":
        work(item)
    if item[1] == "in vain":
        refuse("the simple reader finds nothing either")
    return f"plain: {failure.reason}"


def run(
    *items: Item, workers: int = 2, limits: Limits = LIMITS, fallback: Any = None
) -> list[Done[Any]]:
    executor = Isolated(workers, limits, name=lambda item: f"item {item[0]}", fallback=fallback)
    return list(executor.map(work, items))


def limits_for(reason: str) -> Limits:
    """Return time enough for anything else to happen on a busy machine."""
    return LIMITS if reason == "timeout" else replace(LIMITS, seconds=20)


def outcome(done: Done[Any]) -> Any:
    return done.value if done.failure is None else done.failure.reason


TROUBLES = {
    "hang": (("hang", 0), "timeout", "took longer than 0.7 s; split it, or raise parse.limits.sec"),
    "sleep": (("sleep", 60), "timeout", "took longer than 0.7 s"),
    "abort": (("abort", 0), "crashed", "its reader crashed (SIGABRT); save it again"),
    "leave": (("leave", 3), "crashed", "its reader ended the process (exit code 3)"),
    "hog": (("hog", 0), "out_of_memory", "more than 400 MB of memory; split it, or raise parse.l"),
    "gulp": (("gulp", 10**10), "out_of_memory", "raise parse.limits.memory_mb"),
    "misjudge": (("misjudge", 10**10), "out_of_memory", "raise parse.limits.memory_mb"),
    "break": (("break", 0), "crashed", "its reader failed (KeyError: 'missing')"),
    "killed twice": (("always kill", 0), "crashed", "killed twice (SIGKILL); is the memory full?"),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_a_broken_item_costs_itself(name: str) -> None:
    """Whatever it does, its neighbours in the same batch come back, and it says what to do."""
    item, reason, told = TROUBLES[name]
    before, after = ([("say", f"{side} {n}") for n in range(30)] for side in ("before", "after"))

    found = run(*before, item, *after, workers=1, limits=limits_for(reason))

    assert [*(text for _, text in before), reason, *(text for _, text in after)] == [
        outcome(done) for done in found
    ]
    failure = found[30].failure
    assert failure is not None
    assert f"item {item[0]}" == failure.where
    assert told in failure.why
    assert not found[30].lasting
    assert all(done.lasting for done in found[:30])


@pytest.mark.parametrize("name", ["hang", "abort", "hog", "break"])
def test_a_simpler_reader_is_tried_once(name: str) -> None:
    """In a fresh worker; what it finds is of this run alone."""
    ((kind, _), reason, _) = TROUBLES[name]

    limits = limits_for(reason)
    saved, lost = run((kind, 0), (kind, "in vain"), limits=limits, fallback=plainly)

    assert (f"plain: {reason}", None, False) == (saved.value, saved.failure, saved.lasting)
    assert reason == outcome(lost)
    assert not lost.lasting


def test_the_first_failure_stands_when_the_simpler_reader_breaks_too() -> None:
    """The run goes on all the same."""
    found = run(("hang", "for good"), ("say", 1), ("abort", "for good"), fallback=plainly)

    assert ["timeout", 1, "crashed"] == [outcome(done) for done in found]


def test_bad_items_are_no_trouble() -> None:
    """They last, and no simpler reader is asked."""
    (found,) = run(("refuse", "it is odd"), fallback=plainly)

    assert ("item: it is odd", True) == (str(found.failure), found.lasting)


def test_who_is_killed_by_others_is_innocent(tmp_path: Path) -> None:
    """The system may kill any process when memory is full: the item gets its own reader again."""
    (found,) = run(("kill", tmp_path / "tried"), fallback=plainly)

    assert ("second try", True) == (found.value, found.lasting)


def test_more_time_is_given_as_work_goes_on() -> None:
    """Five pieces of 0.3 s in 0.7 s and 0.5 s more for each; a hang gains nothing by it."""
    assert ["done"] == [outcome(done) for done in run(("work on", 5))]


def test_allow_does_nothing_outside_of_a_worker() -> None:
    """A parser may be called from anywhere."""
    patience.allow(10)


@settings(max_examples=4, deadline=None)
@given(st.lists(st.sampled_from([("say", 1), ("refuse", "no"), ("large", 9)]), max_size=200))
def test_it_gives_what_serial_gives(items: list[Item]) -> None:
    """Where it runs never changes a result, nor how many there are."""
    serial = [pickle.dumps(done) for done in Serial().map(work, items)]

    for workers in (1, 3):
        assert serial == [pickle.dumps(done) for done in run(*items, workers=workers)]


def test_a_slow_item_does_not_stop_the_others(tmp_path: Path) -> None:
    """They go on behind it; their results wait in little memory, and come in order."""
    limits = Limits(seconds=9, memory_mb=400, items=1000)
    items = [("sleep", 1.5), *[("large", 1_000_000)] * 150]
    process = psutil.Process()
    started = time.monotonic()
    executor = Isolated(2, limits, name=str)

    found = iter(executor.map(work, items))
    assert None is next(found).value
    before = time.monotonic()
    held = process.memory_info().rss
    assert [1_000_000] * 150 == [len(done.value or "") for done in found]

    assert before - started > 1.5
    assert time.monotonic() - before < 1.0  # most was done meanwhile
    assert process.memory_info().rss - held < 60_000_000


def test_workers_are_replaced_after_their_share() -> None:
    """What native code leaks goes with them."""
    limits = Limits(seconds=9, memory_mb=400, items=10)

    found = [done.value for done in run(*[("worker", 0)] * 40, workers=1, limits=limits)]

    assert len(set(found)) > 1
    assert os.getpid() not in found


def test_one_worker_is_another_process() -> None:
    """Also when UNDERSTUDY_WORKERS is 1: isolation is not for speed."""
    (found,) = run(("worker", 0), workers=1)

    assert os.getpid() != found.value


def test_workers_use_one_thread() -> None:
    """Threads of numeric libraries would fight for the cores."""
    names = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

    assert ["1"] * 4 == [done.value for done in run(*(("threads", name) for name in names))]


def test_a_worker_may_not_fill_the_disk(tmp_path: Path) -> None:
    """A file has a limit, too; the memory for it is refused first here."""
    (found,) = run(("write", tmp_path / "full"))

    assert "out_of_memory" == outcome(found)
    assert not (tmp_path / "full").exists() or (tmp_path / "full").stat().st_size < 2_100_000_000


def test_a_wrong_set_up_ends_the_run() -> None:
    """A missing package is no fault of the item."""
    with pytest.raises(SetupError, match="install it"):
        run(("say", 1), ("setup", "install it"), ("say", 2))


def test_what_a_broken_worker_started_ends_with_it(tmp_path: Path) -> None:
    """A program that a reader calls hangs as readers do."""
    assert ["timeout"] == [outcome(done) for done in run(("start", tmp_path / "child"))]

    assert not lives(int((tmp_path / "child").read_text()))


def test_nothing_is_left_when_nobody_wants_the_rest() -> None:
    """A walk may end early."""
    found = iter(Isolated(2, LIMITS, name=str).map(work, [("worker", 0), *[("sleep", 0.2)] * 50]))
    worker = next(found).value
    found.close()  # type: ignore[attr-defined]

    assert not lives(worker)


def test_an_idle_worker_that_was_killed_is_replaced() -> None:
    """It is noticed when there is work again."""

    def items() -> Iterator[Item]:
        for _ in range(3):
            yield "worker", 0
            time.sleep(0.1)
            for child in children_of(os.getpid()):
                if "forkserver" in " ".join(child.cmdline()):
                    for worker in children_of(child.pid):
                        worker.kill()

    found = list(Isolated(1, LIMITS, name=str).map(work, items()))

    assert [None] * 3 == [done.failure for done in found]
    assert 1 < len({done.value for done in found})


def children_of(process: int) -> list[psutil.Process]:
    return psutil.Process(process).children()


def lives(process: int) -> bool:
    """Say whether a process runs, after a moment for it to end."""
    for _ in range(100):
        with contextlib.suppress(psutil.Error):
            if psutil.Process(process).status() != psutil.STATUS_ZOMBIE:
                time.sleep(0.02)
                continue
        return False
    return True


SCRIPT = """
import sys
from understudy.core.confined import Limits
from understudy.core.isolation import Isolated
from unit.core.test_isolation import work
if __name__ == "__main__":
    items = [("worker", 0), ("worker", 0), ("hang", 0), ("hang", 0)]
    for done in Isolated(2, Limits(60, 400, 50), name=str).map(work, items):
        print(done.value, flush=True)
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_no_worker_outlives_the_run(tmp_path: Path, end: signal.Signals) -> None:
    """Not when it is killed with -9 either, while they hang in native code; Ctrl-C is quiet."""
    (tmp_path / "script.py").write_text(SCRIPT)
    paths = os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        [sys.executable, str(tmp_path / "script.py")],
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    ) as process:
        assert process.stdout is not None
        workers = {int(process.stdout.readline()) for _ in range(2)}
        time.sleep(0.3)  # they hang now
        family = {one.pid for one in psutil.Process(process.pid).children(recursive=True)}
        assert workers <= family
        os.killpg(process.pid, end) if end == signal.SIGINT else process.kill()
        _, said = process.communicate(timeout=20)

    assert 0 != process.returncode
    assert not any(map(lives, family)), said
    assert said.count("Traceback") == (end == signal.SIGINT)  # the script's own
