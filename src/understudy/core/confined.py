"""What a worker of `isolation.Isolated` does: inside its limits, one item after the other."""

import os
import pickle
import re
import resource
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from traceback import format_exception
from typing import Generic, TypeVar

from understudy.core import logs, patience
from understudy.core.errors import InputError, PassingError, UnderstudyError
from understudy.core.executor import Done, attempt
from understudy.core.patience import Clock
from understudy.core.workers import ONE_THREAD, Caught

T = TypeVar("T")
R = TypeVar("R")

TIMEOUT, OUT_OF_MEMORY, CRASHED = "timeout", "out_of_memory", "crashed"
"""Reasons of items that broke a limit."""
KILLED, SETUP = "killed", "setup"
"""Troubles that are not the item's: a signal from outside, and what ends the run."""
MARK = b"!"
"""Begins an answer that is a `Trouble`; no pickle does."""
NO_MEMORY = re.compile(r"\b[cm]alloc\b.*failed|bad.alloc|cannot allocate memory", re.I)
"""What native code says when it gets no memory."""
LONGEST = 300
"""Characters of a library's message that are passed on."""
LARGEST_FILE = 2_000_000_000
"""Bytes that a worker may write into one file."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one item may cost."""

    seconds: float
    """From when work on it begins; `patience.allow` adds to them."""
    memory_mb: int
    """Of the process that works on it; 1 MB = 1,000,000 bytes."""
    items: int
    """After so many a worker is replaced: what native code has leaked goes with it."""
    named: str = "limits"
    """Section of params.yaml where they stand, for messages."""

    @property
    def bytes(self) -> int:
        """The memory limit in bytes."""
        return self.memory_mb * 1_000_000


@dataclass(frozen=True, slots=True)
class Job(Generic[T, R]):
    """What a worker is hired for."""

    work: Callable[[T], R]
    fallback: Callable[[T, InputError], R] | None
    limits: Limits


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """An item on its way to a worker."""

    number: int
    item: T
    failure: InputError | None = None
    """Why the work itself failed; the fallback is tried."""
    again: bool = False
    """Whether a worker was killed over it already, by somebody else."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What became of a worker, instead of an answer."""

    reason: str
    what: str = ""
    """A clause that says more."""
    trace: str = ""
    """Where in the code, when the code is at fault."""

    def failure(self, where: str, limits: Limits) -> PassingError:
        """Say what is wrong with the item and what to do."""
        if self.reason == TIMEOUT:
            why = f"{self.what}; split it, or raise {limits.named}.seconds"
        elif self.reason == OUT_OF_MEMORY:
            why = f"reading it needs more than {limits.memory_mb} MB of memory; split it, or raise "
            why += f"{limits.named}.memory_mb"
        else:
            why = f"{self.what}; save it again in another program, or leave it out"
        reason = CRASHED if self.reason == KILLED else self.reason
        return PassingError(where, why, reason=reason)


def serve(connection: Connection, clock: Clock, job: Job[T, R]) -> None:
    """Answer the items of each message one by one, with a pickled `Done` or `Trouble`."""
    _confine(job.limits)
    logs.set_up()
    patience.watched_by(clock)
    while True:
        for task in connection.recv():
            clock.begin(task.number)
            answer = _answer(job, task)
            clock.end()
            connection.send_bytes(answer)


def _answer(job: Job[T, R], task: Task[T]) -> bytes:
    """Return what came of a task: a `Done`, or the mark and a `Trouble`."""
    caught = Caught()
    with caught:
        return pickle.dumps(_outcome(job, task))
    error = caught.error
    if isinstance(error, MemoryError):
        trouble = Trouble(OUT_OF_MEMORY)
    elif isinstance(error, UnderstudyError):
        trouble = Trouble(SETUP, str(error))
    else:
        # A bug, ours or a library's. Whoever has a thousand files wants to see the other 999.
        what = " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST]
        trouble = Trouble(CRASHED, f"its reader failed ({what})", "".join(format_exception(error)))
    return MARK + pickle.dumps(trouble)


def trouble_in(answer: bytes) -> Trouble | None:
    """Return the trouble that an answer tells of; None for a `Done`."""
    if not answer.startswith(MARK):
        return None
    trouble: Trouble = pickle.loads(answer[len(MARK) :])  # noqa: S301  # from our own worker
    return trouble


def _outcome(job: Job[T, R], task: Task[T]) -> Done[R]:
    failure, fallback = task.failure, job.fallback
    if failure is None:
        done = attempt(job.work, task.item)
        if done.failure is not None and _is_for_want_of_memory(done.failure):
            raise MemoryError  # the limit's fault, which a reader took for damage
        return done
    assert fallback is not None
    done = attempt(lambda item: fallback(item, failure), task.item)
    # Whatever the fallback found, the next run may not need it.
    return Done(done.value, done.failure and failure, lasting=False)


def _is_for_want_of_memory(error: BaseException | None) -> bool:
    """Tell whether an error, or one that led to it, is that there was no memory left."""
    while error is not None:
        if isinstance(error, MemoryError) or NO_MEMORY.search(str(error)):
            return True
        error = error.__cause__ or error.__context__
    return False


def _confine(limits: Limits) -> None:
    """Set the limits that the kernel keeps; this process leads a group, to be killed as one."""
    os.setpgid(0, 0)
    os.environ.update(ONE_THREAD)
    _at_most(resource.RLIMIT_CORE, 0)
    _at_most(resource.RLIMIT_FSIZE, LARGEST_FILE)
    # What is written to, not what is reserved: threads and models reserve far more than they use.
    _at_most(resource.RLIMIT_DATA, limits.bytes)


def _at_most(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (value, value))
