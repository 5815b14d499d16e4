import contextlib
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from understudy.core.errors import InputError, SetupError
from understudy.parsing.outside import workers
from understudy.parsing.outside.workers import Command, Reply, Worker

ENGINE = Path(__file__).with_name("echo_engine.py")
COMMAND = Command("echo", Path(sys.executable), ENGINE)


@pytest.fixture
def echo() -> Iterator[Worker]:
    """A worker of a test's own."""
    worker = Worker(COMMAND)
    yield worker
    worker.stop()


def ask(worker: Worker, data: bytes = b"", *, timeout_s: float = 60, **options: object) -> Reply:
    return worker.ask(data, options, where="a.pdf", timeout_s=timeout_s)


def refused(worker: Worker, *, timeout_s: float = 60, **options: object) -> InputError:
    with pytest.raises(InputError) as failure:
        ask(worker, timeout_s=timeout_s, **options)
    assert "\n" not in str(failure.value)
    assert "a.pdf" == failure.value.where
    return failure.value


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), word=st.text(max_size=20))
def test_any_bytes_and_words_come_through(echo: Worker, data: bytes, word: str) -> None:
    """Both ways, as they were; several answers of one process do not mix."""
    reply = ask(echo, data, word=word)

    assert (data, b"", data[::-1]) == reply.parts
    assert {"word": word} == reply.result["options"]


def test_a_process_is_started_once(echo: Worker) -> None:
    """Loading an engine takes seconds, a request does not."""
    pid = echo.versions()["pid"]

    assert [1, 2, 3] == [ask(echo).result["requests"] for _ in range(3)]
    assert pid == str(ask(echo).result["pid"])


def test_a_huge_message_comes_through(echo: Worker) -> None:
    """Far more than a pipe holds, in both directions."""
    data = os.urandom(1 << 20) * 40

    assert data == ask(echo, data).parts[0]


def test_what_a_library_prints_is_no_message(echo: Worker) -> None:
    """Nor does it read our requests, or hang on stdin."""
    for _ in range(3):
        assert b"x" == ask(echo, b"x", do="print").parts[0]
    assert b"y" == ask(echo, b"y").parts[0]


def test_a_long_log_is_emptied(echo: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that talks does not fill the disk."""
    monkeypatch.setattr(workers, "LOG_KEPT", 1000)
    ask(echo, do="print")
    ask(echo)

    assert echo._process is not None
    assert os.fstat(echo._process._log.fileno()).st_size < 1000


def test_a_refusal_has_its_reason(echo: Worker) -> None:
    """An exception that nobody foresaw is one line, too, and the process goes on."""
    known, other = refused(echo, do="refuse"), refused(echo, do="fail")

    assert ("bad_echo", "echo cannot read it (it is no echo)") == (known.reason, known.why)
    assert "engine_failed" == other.reason
    assert "KeyError: 'missing'" in other.why
    assert 3 == ask(echo).result["requests"]


@pytest.mark.parametrize(("do", "how"), [("die", "SIGSEGV"), ("exit", "status 0")])
def test_a_crash_costs_one_file(echo: Worker, do: str, how: str) -> None:
    """The next one meets a new process."""
    failure = refused(echo, do=do)

    assert ("engine_died", f"echo died of it ({how})") == (failure.reason, failure.why)
    assert 1 == ask(echo).result["requests"]


def test_a_file_does_not_pay_for_those_before_it(echo: Worker) -> None:
    """What dies of a leak is tried once more in a new process."""
    ask(echo)

    assert 1 == ask(echo, do="leak").result["requests"]
    assert "engine_died" == refused(echo, do="die").reason


def test_an_engine_killed_between_two_files_is_replaced(echo: Worker) -> None:
    """By whoever needed its memory."""
    os.kill(ask(echo).result["pid"], signal.SIGKILL)

    assert 1 == ask(echo).result["requests"]


def test_a_hang_ends_at_the_time_limit(echo: Worker) -> None:
    """Whatever the engine is doing; its process is gone."""
    pid = ask(echo).result["pid"]
    started = time.monotonic()

    failure = refused(echo, do="hang", timeout_s=0.5)

    assert "engine_timeout" == failure.reason
    assert time.monotonic() - started < 60
    assert not psutil.pid_exists(pid)
    assert 1 == ask(echo).result["requests"]


def test_a_stopped_engine_takes_no_request(echo: Worker) -> None:
    """Writing to it has a limit, too."""
    pid = ask(echo).result["pid"]
    os.kill(pid, signal.SIGSTOP)

    with pytest.raises(InputError) as failure:
        ask(echo, bytes(10_000_000), timeout_s=0.5)

    assert "engine_timeout" == failure.value.reason
    assert not psutil.pid_exists(pid)


def test_nonsense_instead_of_a_message(echo: Worker) -> None:
    """A file that is no engine but a program that talks."""
    talker = Worker(Command("echo", Path("/bin/sh"), ENGINE))  # /bin/sh -I: bad option

    with pytest.raises(SetupError, match="echo does not start: it died"):
        talker.versions()


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ("fail", "echo does not start: ImportError: no module named echo"),
        ("die", "died of it (status 3); it said: the disk burns"),
        ("hang", "took too long"),
    ],
)
def test_an_engine_that_does_not_start(
    monkeypatch: pytest.MonkeyPatch, told: str, message: str
) -> None:
    """It is a matter of the set-up, said in one line."""
    monkeypatch.setattr(workers, "LONGEST_START_S", 1.0 if told == "hang" else 60.0)
    broken = Worker(Command("echo", COMMAND.python, ENGINE, (("ECHO_START", told),)))

    with pytest.raises(SetupError) as failure:
        ask(broken)

    assert message in str(failure.value)
    assert "\n" not in str(failure.value)


def test_a_python_that_is_not_there() -> None:
    """The path is in the message."""
    with pytest.raises(SetupError, match="/no/python does not start"):
        Worker(Command("echo", Path("/no/python"), ENGINE)).versions()


def test_an_engine_is_replaced_now_and_then(monkeypatch: pytest.MonkeyPatch, echo: Worker) -> None:
    """Libraries leak."""
    monkeypatch.setattr(workers, "MOST_REQUESTS", 2)

    assert [1, 2, 1, 2] == [ask(echo).result["requests"] for _ in range(4)]


def test_threads_take_turns(echo: Worker) -> None:
    """An answer goes to whoever asked; a thread's end is not the engine's."""
    found: dict[int, bytes] = {}

    def work(number: int) -> None:
        found[number] = ask(echo, str(number).encode()).parts[0]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {number: str(number).encode() for number in range(8)} == found
    assert 9 == ask(echo).result["requests"]


def test_the_environment_is_the_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting of the command wins, and packages of ours are not on its path."""
    monkeypatch.setenv("ECHO_VERSION", "2")
    chosen = Worker(Command("echo", COMMAND.python, ENGINE, (("ECHO_VERSION", "3"),)))

    assert "3" == chosen.versions()["echo"]
    chosen.stop()


PARENT = """
import resource, sys, time
from pathlib import Path
from understudy.parsing.outside.workers import Command, Worker
resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, resource.getrlimit(resource.RLIMIT_AS)[1]))
worker = Worker(Command("echo", Path(sys.executable), Path(sys.argv[1])))
print(worker.versions()["pid"], flush=True)
if sys.argv[2] == "busy":
    worker.ask(b"", {"do": "hang"}, where="a.pdf", timeout_s=600)
time.sleep(600)
"""


@pytest.mark.parametrize("doing", ["idle", "busy"])
def test_an_engine_ends_with_its_parent(doing: str) -> None:
    """Also when the parent is killed, and the engine is in an endless loop; limits are lifted."""
    command = [sys.executable, "-c", PARENT, str(ENGINE), doing]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        engine = psutil.Process(int(parent.stdout.readline()))
        if sys.platform == "linux":
            assert resource.prlimit(engine.pid, resource.RLIMIT_AS)[0] in {
                resource.RLIM_INFINITY,
                resource.getrlimit(resource.RLIMIT_AS)[1],
            }
        parent.kill()

    with contextlib.suppress(psutil.NoSuchProcess):
        engine.wait(10)
    assert not engine.is_running()


def test_one_worker_for_a_command() -> None:
    """All parsers of a process share it; other settings are another one."""
    other = Command("echo", COMMAND.python, ENGINE, (("ECHO_VERSION", "3"),))

    assert workers.worker(COMMAND) is workers.worker(COMMAND)
    assert workers.worker(COMMAND) is not workers.worker(other)
