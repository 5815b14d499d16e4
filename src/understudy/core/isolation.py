"""Items that may hang, crash or swallow the memory: each costs itself and nothing else.

Readers of other people's files are native code that was never meant for hostile input: it works
for hours, aborts, asks for all the memory there is. So each item is worked on in a process with
limits, and a worker that breaks them is replaced.
"""

import logging
import math
import multiprocessing
import pickle
import selectors
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Generic, TypeVar

from understudy.core.backlog import Backlog
from understudy.core.confined import (
    CRASHED,
    KILLED,
    OUT_OF_MEMORY,
    SETUP,
    TIMEOUT,
    Job,
    Limits,
    Task,
    Trouble,
    serve,
    trouble_in,
)
from understudy.core.errors import InputError, SetupError
from understudy.core.executor import Done
from understudy.core.hand import Hand
from understudy.core.patience import NOTHING, Clock
from understudy.core.workers import PATIENCE, hire, start_server

log = logging.getLogger(__name__)

T = TypeVar("T")
R = TypeVar("R")

LOOK_EVERY = 0.1
"""Seconds between two looks at what workers cost; filling a gigabyte takes longer."""
CALL_EVERY = 0.01
"""Seconds after which workers are given new work, however many results wait to be taken."""
BATCH_SECONDS = 0.1
"""Work that is handed over in one message: far more than the hand-over costs."""
LARGEST_BATCH = 64
LARGEST_AHEAD = 32_000
"""Bytes that are sent to a worker which does not listen yet. The pipe takes more: else we would
wait for it to read, and it for us."""
START_SECONDS = 60.0
"""A worker that takes longer to begin will not."""
OURS = ("multiprocessing.sharedctypes", "understudy.core.confined")
"""What every worker needs."""
FROM_OUTSIDE = {signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
"""Signals that do not come from the code that runs; the system sends the first for memory."""
SERVER_GONE = 255
"""What `multiprocessing` gives for an exit code when the server of workers ended before it could
tell: whoever killed the server killed them, too."""
FALSE_STARTS = 3
"""Workers in a row that end before they begin anything; then it is no accident."""


class Isolated:
    """Several processes with limits, replaced when they break them.

    An item whose worker dies, hangs or runs out of memory is tried once more, alone, in a fresh
    worker, by the fallback; else it is a failure with the reason ``timeout``, ``out_of_memory`` or
    ``crashed``. Neither is lasting: time, memory and the mood of native code belong to a run, so
    the next one tries again. Items travel several at a time, results come back one by one, and
    what waited behind a broken item goes to another worker.

    Workers are forked from a server process that has imported what they need, so that a fresh one
    costs milliseconds. They run ahead of a slow item as far as a `Backlog` takes.

    Args:
        workers: How many processes, at least 1; always apart from this one.
        limits: For each item.
        name: Says where an item is, for messages.
        fallback: Applied with the failure to an item whose work broke the limits.
        preload: Modules that the server imports. They must start no threads.
    """

    def __init__(
        self,
        workers: int,
        limits: Limits,
        *,
        name: Callable[[Any], str],
        fallback: Callable[[Any, InputError], Any] | None = None,
        preload: Sequence[str] = (),
    ) -> None:
        self.workers = workers
        self.limits = limits
        self.name = name
        self.fallback = fallback
        self.preload = preload

    def map(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[Done[R]]:
        """Yield what came of each item, in the items' order.

        Raises:
            SetupError: Workers cannot be started, or one met such an error itself.
        """
        backlog = Backlog()
        job: Job[T, R] = Job(work, self.fallback, self.limits)
        crew: _Crew[T, R] = _Crew(self.workers, job, self.name, backlog)
        source = enumerate(items)
        taken = yielded = 0
        try:
            while True:
                while crew.wants_more() and not backlog.is_full:
                    if (entry := next(source, None)) is None:
                        break
                    if not taken:
                        start_server([*OURS, *self.preload], single_threaded=True)
                    crew.give(Task(*entry))
                    taken += 1
                if taken == yielded:
                    return
                crew.go_on(wait=yielded not in backlog)
                while yielded in backlog:
                    yield pickle.loads(backlog.pop(yielded))  # noqa: S301  # from our own worker
                    yielded += 1
                    if crew.is_due():
                        break
        finally:
            crew.stop()
            backlog.close()


class _Crew(Generic[T, R]):
    """Hires, watches and replaces workers; results go to the backlog."""

    def __init__(
        self, size: int, job: Job[T, R], name: Callable[[T], str], backlog: Backlog
    ) -> None:
        self._size = size
        self._job = job
        self._name = name
        self._backlog = backlog
        self._context = multiprocessing.get_context("forkserver")
        self._queue: deque[Task[T]] = deque()
        self._alone: deque[Task[T]] = deque()
        self._idle: list[Hand[T]] = []
        self._busy: list[Hand[T]] = []
        self._answers = selectors.DefaultSelector()
        """The pipes of busy workers."""
        self._batch = 1
        self._called = self._watched = time.monotonic()
        self._false_starts = 0

    def wants_more(self) -> bool:
        """Say whether there is less to do than a batch for everyone."""
        return len(self._queue) < self._batch * self._size

    def is_due(self) -> bool:
        """Say whether workers may be waiting for `go_on`."""
        return time.monotonic() - self._called > CALL_EVERY

    def give(self, task: Task[T]) -> None:
        """Take a task on; somebody begins with it as soon as there is a batch."""
        self._queue.append(task)
        if len(self._queue) >= self._batch:
            self._hand_out()

    def go_on(self, *, wait: bool) -> None:
        """Hand out tasks, collect answers, deal with trouble; wait for some of it if told to."""
        self._hand_out(last=True)
        for key, _ in self._answers.select(LOOK_EVERY * wait):
            self._collect(key.data)
        self._called = time.monotonic()
        if self._called - self._watched > LOOK_EVERY:
            self._watched = self._called
            for hand in self._busy:
                self._watch(hand)

    def stop(self) -> None:
        """End all; what they are still working on is lost."""
        self._answers.close()
        hands = [*self._busy, *self._idle]
        for hand in hands:
            hand.worker.kill()
        for hand in hands:
            hand.worker.end()

    def _hand_out(self, *, last: bool = False) -> None:
        """Give work to whoever has none.

        Args:
            last: Whether nothing is about to join the queue, so that it is shared out evenly.
        """
        while self._alone and len(self._busy) < self._size:
            if len(self._busy) + len(self._idle) == self._size:
                self._replace(self._idle.pop())
            self._send(self._hire(), [self._alone.popleft()])
        while self._queue and len(self._busy) < self._size:
            share = math.ceil(len(self._queue) / self._size) if last else self._batch
            count = min(share, self._batch, len(self._queue))
            tasks = [self._queue.popleft() for _ in range(count)]
            self._send(self._idle.pop() if self._idle else self._hire(), tasks)
        for hand in self._busy:
            # Whole batches only: the last few tasks are for whoever is free first.
            if not self._alone and len(self._queue) >= self._batch and self._may_have_more(hand):
                self._send_ahead(hand)

    def _may_have_more(self, hand: Hand[T]) -> bool:
        """Say whether a worker is about to finish, so that its next tasks may be sent already.

        Not where tasks are slow: whoever is free first should begin them.
        """
        limits = self._job.limits
        return (
            self._batch > 1
            and len(hand.tasks) <= self._batch / 2
            and hand.unread == NOTHING
            and hand.sentence is None
            and not hand.is_alone()
            and hand.done + len(hand.tasks) + self._batch <= limits.items
            and hand.weigh() <= limits.bytes / 2
        )

    def _send_ahead(self, hand: Hand[T]) -> None:
        """Send a batch to a worker that has not finished its own, unless it is large."""
        tasks = [self._queue[place] for place in range(self._batch)]
        message = pickle.dumps(tasks)
        if len(message) > LARGEST_AHEAD:
            return
        for task in tasks:
            self._queue.popleft()
            hand.tasks.append(task)
        hand.unread = tasks[0].number
        with suppress(OSError):  # as in `_send`
            hand.worker.connection.send_bytes(message)

    def _hire(self) -> Hand[T]:
        clock = Clock(self._context)
        worker = hire(self._context, serve, clock, self._job, single_threaded=True)
        return Hand(worker, clock)

    def _send(self, hand: Hand[T], tasks: list[Task[T]]) -> None:
        hand.tasks.extend(tasks)
        self._busy.append(hand)
        self._answers.register(hand.worker.connection, selectors.EVENT_READ, hand)
        with suppress(OSError):  # it died meanwhile: the next look at its pipe finds that out
            hand.worker.connection.send(tasks)

    def _collect(self, hand: Hand[T]) -> None:
        """Take an answer of a worker, or notice its end."""
        try:
            answer = hand.worker.connection.recv_bytes()
        except (EOFError, OSError):
            self._bury(hand)
            return
        task = hand.tasks.popleft()
        if task.number == hand.unread:
            hand.unread = NOTHING
        self._false_starts = 0
        if trouble := trouble_in(answer):
            self._dismiss(hand)
            self._settle(task, trouble)
            return
        self._backlog.put(task.number, answer)
        hand.done += 1
        mean = hand.clock.worked / hand.done
        most = min(LARGEST_BATCH, self._job.limits.items)
        self._batch = round(min(most, max(1, BATCH_SECONDS / max(mean, 1e-6))))
        if not hand.tasks:
            self._rest(hand)

    def _rest(self, hand: Hand[T]) -> None:
        """Let a worker wait for its next batch, unless it has done its share or grown fat."""
        limits = self._job.limits
        if hand.done >= limits.items or hand.weigh() > limits.bytes / 2:
            self._dismiss(hand)
        else:
            self._release(hand)
            self._idle.append(hand)

    def _dismiss(self, hand: Hand[T]) -> None:
        """Replace a busy worker; what was meant for it goes to others."""
        self._release(hand)
        self._queue.extendleft(reversed(hand.tasks))
        self._replace(hand)

    def _release(self, hand: Hand[T]) -> None:
        """Expect nothing more of a worker for now."""
        self._busy.remove(hand)
        self._answers.unregister(hand.worker.connection)

    def _replace(self, hand: Hand[T]) -> None:
        """End a worker that does nothing; the next is hired when there is work."""
        hand.worker.kill()
        hand.worker.end()

    def _bury(self, hand: Hand[T]) -> None:
        """Deal with the end of a worker that was given something."""
        task = hand.at_work()
        is_false_start = hand.clock.number == NOTHING
        hand.worker.process.join(PATIENCE)
        code = hand.worker.process.exitcode
        if task is not None and (hand.sentence is None or hand.sentence[0] == task.number):
            hand.tasks.popleft()
            trouble = hand.sentence[1] if hand.sentence else self._cause_of_death(hand, code)
            self._dismiss(hand)
            self._settle(task, trouble)
            return
        self._dismiss(hand)
        self._false_starts += is_false_start
        if self._false_starts == FALSE_STARTS:
            raise SetupError(
                f"worker processes end before they begin (exit code {code}); is the memory full? "
                "Try again with fewer workers, e.g. UNDERSTUDY_WORKERS=1."
            )

    def _cause_of_death(self, hand: Hand[T], code: int | None) -> Trouble:
        """Tell by a worker's exit code, minus the signal that ended it, what became of it."""
        if code == SERVER_GONE:
            return Trouble(KILLED, "its reader was killed twice; is the memory full?")
        if code is None or code >= 0:
            return Trouble(CRASHED, f"its reader ended the process (exit code {code})")
        name = signal.Signals(-code).name
        if -code in FROM_OUTSIDE:
            return Trouble(KILLED, f"its reader was killed twice ({name}); is the memory full?")
        if hand.rss > self._job.limits.bytes / 2:  # native code that got no more
            return Trouble(OUT_OF_MEMORY)
        return Trouble(CRASHED, f"its reader crashed ({name})")

    def _watch(self, hand: Hand[T]) -> None:
        """Kill a worker that breaks a limit; its end is noticed at the next look at its pipe."""
        task = hand.at_work()
        late = hand.clock.number == NOTHING and time.monotonic() - hand.hired > START_SECONDS
        if late and task is None:
            raise SetupError(
                f"a worker process has not begun after {START_SECONDS:g} s; is the machine "
                "overloaded? Try again with fewer workers, e.g. UNDERSTUDY_WORKERS=1."
            )
        if task is None or hand.sentence is not None:
            return
        limits = self._job.limits
        trouble = None
        if hand.clock.spent > limits.seconds + hand.clock.allowed:
            # Not how long it was allowed: how far it came, and so that, differs from run to run.
            trouble = Trouble(TIMEOUT, f"reading it took longer than {limits.seconds:g} s")
        elif hand.weigh() > limits.bytes:
            trouble = Trouble(OUT_OF_MEMORY)
        if trouble is not None and hand.at_work() is task:  # else it is done in the nick of time
            hand.sentence = task.number, trouble
            hand.worker.kill()

    def _settle(self, task: Task[T], trouble: Trouble) -> None:
        """Decide what becomes of a task that broke its worker."""
        if trouble.reason == SETUP:
            raise SetupError(trouble.what)
        failure = task.failure or trouble.failure(self._name(task.item), self._job.limits)
        log.warning("%s%s", failure, trouble.trace and f"\n{trouble.trace}")
        if trouble.reason == KILLED and not task.again:
            self._alone.append(replace(task, again=True))
        elif task.failure is None and self._job.fallback is not None:
            self._alone.append(replace(task, failure=failure))
        else:
            done: Done[R] = Done(failure=failure, lasting=False)
            self._backlog.put(task.number, pickle.dumps(done))
