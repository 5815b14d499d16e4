"""A worker of `isolation.Isolated`, seen from the process that hired it."""

import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import psutil

from understudy.core.confined import Task, Trouble
from understudy.core.patience import NOTHING, Clock
from understudy.core.workers import Worker

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Hand(Generic[T]):
    """A worker, and what it was given."""

    worker: Worker
    clock: Clock
    hired: float = field(default_factory=time.monotonic)
    tasks: deque[Task[T]] = field(default_factory=deque)
    """The one at work first."""
    done: int = 0
    unread: int = NOTHING
    """First task of a message that may wait in the pipe."""
    process: psutil.Process | None = None
    rss: int = 0
    """Bytes, when last seen."""
    sentence: tuple[int, Trouble] | None = None
    """The task over which we killed it, and why."""

    def at_work(self) -> Task[T] | None:
        """Return the task that it works on; None before it begins, and between two."""
        begun = bool(self.tasks) and self.clock.number == self.tasks[0].number
        return self.tasks[0] if begun else None

    def is_alone(self) -> bool:
        """Say whether it was hired for a task that broke another worker."""
        return any(task.again or task.failure is not None for task in self.tasks)

    def weigh(self) -> int:
        """Return the bytes of memory that it holds now; 0 when it is gone."""
        with suppress(psutil.Error):
            self.process = self.process or psutil.Process(self.worker.process.pid)
            self.rss = self.process.memory_info().rss
            return self.rss
        return 0
