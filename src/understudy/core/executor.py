"""Where a pure function of one item runs: here, or in processes of this machine.

Every executor gives the same results in the same order, so an output never depends on it.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from understudy.core import logs
from understudy.core.errors import InputError, SetupError

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What came of one item: a value, or the reason why not."""

    value: R | None = None
    failure: InputError | None = None


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
        return Done(failure=failure)


class Serial:
    """One item after the other, in this process."""

    def map(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[Done[R]]:
        """Yield what came of each item, in the items' order."""
        for item in items:
            yield attempt(work, item)


class Processes:
    """Several processes of this machine.

    Processes are spawned, not forked: a fork copies the locks of libraries that run threads.
    At most four items a worker are in flight, so that memory does not grow with the input.

    Args:
        workers: How many processes, at least 1.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[Done[R]]:
        """Yield what came of each item, in the items' order.

        Raises:
            SetupError: A worker died (killed, out of memory).
        """
        context = multiprocessing.get_context("spawn")
        window: deque[Future[Done[R]]] = deque()
        pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=logs.set_up)
        try:
            for item in items:
                window.append(pool.submit(attempt, work, item))
                if len(window) >= 4 * self.workers:
                    yield window.popleft().result()
            while window:
                yield window.popleft().result()
        except BrokenProcessPool as error:
            raise SetupError(
                "a worker process died; was it killed, or is the memory full? "
                "Try again with fewer workers, e.g. UNDERSTUDY_WORKERS=1."
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def from_environment() -> Executor:
    """Choose by ``UNDERSTUDY_WORKERS``: a number of processes; 1 (the default) is this process.

    Raises:
        SetupError: It is not a positive number.
    """
    value = os.environ.get("UNDERSTUDY_WORKERS", "1")
    if not value.isdecimal() or int(value) < 1:
        raise SetupError(f"UNDERSTUDY_WORKERS must be a number from 1, not {value!r}")
    return Serial() if int(value) == 1 else Processes(int(value))
