"""Where a pure function of one item runs: here, or in processes of this machine.

Every executor gives the same results in the same order, so an output never depends on it.
"""

import multiprocessing
import multiprocessing.connection
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from traceback import format_exception
from typing import Generic, Protocol, TypeVar

from understudy.core import logs
from understudy.core.errors import InputError, PassingError, SetupError, UnderstudyError
from understudy.core.workers import Caught, Worker, hire

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What came of one item: a value, or the reason why not."""

    value: R | None = None
    failure: InputError | None = None
    lasting: bool = True
    """Whether another run would come to the same; only then may it be remembered."""


class Executor(Protocol):
    """Applies a function to items."""

    def map(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[Done[R]]:
        """Yield what came of each item, in the items' order."""
        ...


def attempt(work: Callable[[T], R], item: T) -> Done[R]:
    """Apply ``work``; a bad item is a result, any other error is a bug and propagates."""
    try:
        return Done(value=work(item))
    except InputError as failure:
        return Done(failure=failure, lasting=not isinstance(failure, PassingError))


class Serial:
    """One item after the other, in this process."""

    def map(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[Done[R]]:
        """Yield what came of each item, in the items' order."""
        for item in items:
            yield attempt(work, item)


class Processes:
    """Several processes of this machine, for work of our own that neither hangs nor crashes.

    Processes are spawned, not forked: a fork copies the locks of libraries that run threads.
    At most four items a worker are in flight, so that memory does not grow with the input.

    Differs from `concurrent.futures.ProcessPoolExecutor`, whose workers share a pipe: it waits
    forever when one is killed halfway through a result. Differs from `isolation.Isolated`, which
    expects workers to die: here that is the end of the run.

    Args:
        workers: How many processes, at least 1.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[Done[R]]:
        """Yield what came of each item, in the items' order.

        Raises:
            SetupError: A worker died (killed, out of memory), or met such an error itself.
        """
        crew: _Crew[T, R] = _Crew(self.workers, work)
        waiting = enumerate(items)
        finished: dict[int, Done[R]] = {}
        given = yielded = 0
        try:
            while True:
                while crew.has_room() and given - yielded < 4 * self.workers:
                    if (entry := next(waiting, None)) is None:
                        break
                    crew.give(*entry)
                    given += 1
                if given == yielded:
                    return
                finished |= crew.results(wait=yielded not in finished)
                if yielded in finished:
                    yield finished.pop(yielded)
                    yielded += 1
        finally:
            crew.stop()


class _Crew(Generic[T, R]):
    """The workers of `Processes`, and what each of them works on."""

    def __init__(self, size: int, work: Callable[[T], R]) -> None:
        self._size = size
        self._work = work
        self._idle: list[Worker] = []
        self._busy: dict[Connection, tuple[int, Worker]] = {}

    def has_room(self) -> bool:
        """Say whether an item would be worked on at once."""
        return len(self._busy) < self._size

    def give(self, number: int, item: T) -> None:
        """Let a worker start with an item; the number comes back with its result."""
        worker = self._idle.pop() if self._idle else self._hire()
        self._busy[worker.connection] = number, worker
        with _a_dead_worker_explained():
            worker.connection.send(item)

    def results(self, *, wait: bool) -> dict[int, Done[R]]:
        """Return what has come back by now, or the next that comes when told to wait."""
        ready = multiprocessing.connection.wait([*self._busy], timeout=None if wait else 0)
        found = {}
        for connection in ready:
            assert isinstance(connection, Connection)
            with _a_dead_worker_explained():
                outcome = connection.recv()
            if isinstance(outcome, _Failed):
                raise outcome.error
            number, worker = self._busy.pop(connection)
            self._idle.append(worker)
            found[number] = outcome
        return found

    def stop(self) -> None:
        """End all; what they are still working on is lost."""
        for _, worker in self._busy.values():
            worker.process.terminate()
        for worker in [*(worker for _, worker in self._busy.values()), *self._idle]:
            worker.end()

    def _hire(self) -> Worker:
        return hire(multiprocessing.get_context("spawn"), _serve, self._work)


def _serve(connection: Connection, work: Callable[[T], R]) -> None:
    """Answer each item with what came of it."""
    logs.set_up()
    while True:
        item = connection.recv()
        outcome: Done[R] | _Failed | None = None
        with Caught() as caught:
            outcome = attempt(work, item)
        if isinstance(caught.error, UnderstudyError):
            outcome = _Failed(SetupError(str(caught.error)))
        elif caught.error is not None:
            trace = "".join(format_exception(caught.error))
            caught.error.add_note("In a worker process:\n" + trace)
            outcome = _Failed(caught.error)
        connection.send(outcome)


@dataclass(frozen=True, slots=True)
class _Failed:
    """An error that is not an item's: it is raised again where the items come from."""

    error: Exception


@contextmanager
def _a_dead_worker_explained() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as error:
        raise SetupError(
            "a worker process died; was it killed, or is the memory full? "
            "Try again with fewer workers, e.g. UNDERSTUDY_WORKERS=1."
        ) from error


def workers() -> int:
    """Return how many processes ``UNDERSTUDY_WORKERS`` asks for; 1 when it is not set.

    Raises:
        SetupError: It is not a positive number.
    """
    value = os.environ.get("UNDERSTUDY_WORKERS", "1")
    if not value.isdecimal() or int(value) < 1:
        raise SetupError(f"UNDERSTUDY_WORKERS must be a number from 1, not {value!r}")
    return int(value)


def from_environment() -> Executor:
    """Choose by ``UNDERSTUDY_WORKERS``: a number of processes; 1 (the default) is this process.

    Raises:
        SetupError: It is not a positive number.
    """
    return Serial() if workers() == 1 else Processes(workers())
