"""How long an item has been worked on, told without a message.

A worker that hangs in native code answers nothing, so what it last did stands in memory that it
shares with whoever waits for it.
"""

import time
from multiprocessing.context import BaseContext
from typing import Any

NOTHING = -1
"""Number of no item."""
_NUMBER, _BEGAN, _ALLOWED, _WORKED = range(4)


class Clock:
    """The item at work, since when, and how much longer it may take.

    Written by the worker alone, so it needs no lock. Times are those of `time.monotonic`, which
    all processes of a machine share.

    Args:
        context: How the worker will be started.
    """

    def __init__(self, context: BaseContext) -> None:
        self._cells: Any = context.RawArray("d", [NOTHING, 0.0, 0.0, 0.0])

    def begin(self, number: int) -> None:
        """Note that work on an item starts now; its number last, for it makes the rest valid."""
        self._cells[_NUMBER] = NOTHING
        self._cells[_BEGAN] = time.monotonic()
        self._cells[_ALLOWED] = 0.0
        self._cells[_NUMBER] = number

    def end(self) -> None:
        """Note that work on the item is over; the number stays until the next begins."""
        self._cells[_WORKED] += time.monotonic() - self._cells[_BEGAN]

    def allow(self, seconds: float) -> None:
        """Give the item at work so many more seconds."""
        self._cells[_ALLOWED] += seconds

    @property
    def number(self) -> int:
        """The item that was begun last."""
        return int(self._cells[_NUMBER])

    @property
    def worked(self) -> float:
        """Seconds spent on all items that are done."""
        return float(self._cells[_WORKED])

    @property
    def spent(self) -> float:
        """Seconds since the item at work was begun."""
        return time.monotonic() - float(self._cells[_BEGAN])

    @property
    def allowed(self) -> float:
        """Seconds that the item at work was given beyond its limit."""
        return float(self._cells[_ALLOWED])


class _Own:
    clock: Clock | None = None


def watched_by(clock: Clock) -> None:
    """Let `allow` write to a clock from now on: what a worker process does first."""
    _Own.clock = clock


def allow(seconds: float) -> None:
    """Ask for more time for the item that this process works on.

    Say it as the work goes on (a second when a page begins), not for the whole item at once: then
    an item that hangs on its first page is given up soon, however many pages it claims to have.
    Where nobody waits with a limit, as outside of a worker, it does nothing.

    Args:
        seconds: How much longer it may take than was allowed so far.
    """
    if _Own.clock is not None:
        _Own.clock.allow(seconds)
