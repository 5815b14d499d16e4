"""That something takes no time worth naming, told so that a busy machine cannot deny it."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def soon(call: Callable[[], T], seconds: float) -> T:
    """Return what a call returns, which takes less than so many seconds of the processor.

    The quickest of three tries counts: a collection of garbage, a list that is loaded, or a
    machine that was halted lengthens one of them. Time that grows with the square of a text
    lengthens all. Timing proper is measured in bench/.
    """
    taken = []
    while True:
        started = time.process_time()
        result = call()
        taken.append(time.process_time() - started)
        if taken[-1] < seconds:
            return result
        assert len(taken) < 3, f"took {min(taken):.1f} seconds at best, {seconds} are enough"
