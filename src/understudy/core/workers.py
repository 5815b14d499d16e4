"""Processes that work for this one, each with a pipe of its own.

A pipe each, so that nobody waits for the end of a dead one's message. They end with the process
that hired them, whatever ends it and whatever they are doing.
"""

import ctypes
import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Self

from understudy.core import garbage

PR_SET_PDEATHSIG = 1  # linux/prctl.h
ONE_THREAD = {
    # Processes share the cores already; threads of theirs on top slow all of them down.
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
PATIENCE = 5.0
"""Seconds until a worker that was asked to end is killed."""


@dataclass(frozen=True, slots=True, eq=False)
class Worker:
    """A process and this end of its pipe."""

    process: BaseProcess
    connection: Connection

    def kill(self) -> None:
        """End it at once, with all that it started."""
        if self.process.pid is not None and self.process.exitcode is None:
            with suppress(ProcessLookupError, PermissionError):  # it leads no group yet
                os.killpg(self.process.pid, signal.SIGKILL)
            with suppress(ProcessLookupError):
                self.process.kill()

    def end(self) -> None:
        """Let it end: an idle one sees its pipe closed."""
        self.connection.close()
        self.process.join(PATIENCE)
        self.kill()
        self.process.join()


def hire(
    context: BaseContext,
    serve: Callable[..., None],
    *arguments: Any,
    single_threaded: bool = False,
) -> Worker:
    """Start a worker.

    Args:
        context: How processes are started: spawned, or forked from a server. Never a plain fork,
            which copies the locks of libraries that run threads.
        serve: What it does, picklable; called with its end of the pipe and the arguments.
        arguments: Picklable.
        single_threaded: Whether its numeric libraries may use one thread only.
    """
    ours, theirs = context.Pipe()
    process: BaseProcess = context.Process(  # type: ignore[attr-defined]  # every real one has it
        target=_work, args=(serve, theirs, *arguments), daemon=True
    )
    with _ctrl_c_is_ours(), _environment(ONE_THREAD if single_threaded else {}):
        process.start()
    theirs.close()  # or its end would not be heard
    return Worker(process, ours)


def start_server(preload: Sequence[str], *, single_threaded: bool = False) -> None:
    """Let the server of forks start, and import what workers need, while other things are done.

    Args:
        preload: Modules. They must start no threads. A server that runs already keeps its own.
        single_threaded: As for `hire`.
    """
    forkserver.set_forkserver_preload(["__main__", *preload])
    with _ctrl_c_is_ours(), _environment(ONE_THREAD if single_threaded else {}):
        forkserver.ensure_running()


def _work(serve: Callable[..., None], connection: Connection, *arguments: Any) -> None:
    """Do what a worker process does, until the other end is gone."""
    _end_with_the_parent()
    garbage.collect_seldom()
    with suppress(EOFError, ConnectionError):
        serve(connection, *arguments)


def _end_with_the_parent() -> None:
    """See to it that this process is killed when the one that hired it dies, even by a kill -9.

    On Linux the kernel does it, also while native code hangs. The parent is the server of forks,
    if there is one, which ends with its own. Elsewhere a thread does what it can.
    """
    above = multiprocessing.parent_process()
    if above is None:
        return
    # The server of forks lives as long as anybody holds this, and gives it to those it forks.
    held: int | None = getattr(forkserver._forkserver, "_forkserver_alive_fd", None)
    if held is not None:
        os.close(held)
        forkserver._forkserver._forkserver_alive_fd = None  # type: ignore[attr-defined]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if not above.is_alive():  # before the kernel was told
            os._exit(1)
    else:
        threading.Thread(target=_follow, args=(above.sentinel,), daemon=True).start()


def tied() -> Callable[[], None] | None:
    """Return what ties a program to this process when it is given to `subprocess` as preexec_fn.

    The program is killed when the thread that starts it ends, even by a kill -9. It runs between
    fork and exec, so everything that it needs is looked up here. None outside of Linux, where such
    a program ends by itself, or with the group of its worker.
    """
    if sys.platform != "linux":
        return None
    prctl, ours = ctypes.CDLL(None).prctl, os.getpid()

    def tie() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != ours:  # before the kernel was told
            os._exit(1)

    return tie


def _follow(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


class Caught:
    """Holds the error that its block ended with; Ctrl-C and the like are not held.

    Works like an ``except`` for whatever a library raises, in the one place where that is right:
    the error is reported where the item came from.
    """

    error: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        if isinstance(error, Exception):
            self.error = error
        return isinstance(error, Exception)


@contextmanager
def _ctrl_c_is_ours() -> Iterator[None]:
    """Let processes that start meanwhile never see Ctrl-C; this one sees it a moment later.

    A terminal sends it to the whole group, and each worker would print a traceback.
    """
    resource_tracker.ensure_running()  # at its first start it would unblock what we block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    """Set variables for the processes that start meanwhile."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
