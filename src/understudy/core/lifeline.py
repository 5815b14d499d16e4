"""A stage ends with the DVC that started it: else the next repro runs a second copy beside it."""

import itertools
import os
import threading
import time

import psutil

MARK = "DVC_STAGE"
"""Variable that DVC sets for what it starts."""
SECONDS = 0.2
"""Between two looks; starting DVC again takes a person longer than that."""


def end_with_dvc() -> None:
    """Watch over DVC in a thread, and end this process at once when DVC is gone.

    Outside of DVC there is nothing to watch: a stage started by hand may outlive its shell. A
    parent-death signal would not do: DVC starts a command through ``$SHELL -c``, and a shell that
    does not replace itself by the command (dash, where ``$SHELL`` is not set) outlives DVC, as a
    launcher between them does.
    """
    if MARK in os.environ:
        chain = _up_to_dvc(os.environ[MARK])
        threading.Thread(target=_watch, args=(chain,), name="lifeline", daemon=True).start()


def _up_to_dvc(stage: str) -> list[psutil.Process]:
    """Return this process and those above it, up to DVC: the first without the stage's mark."""
    chain = [psutil.Process()]
    try:
        while above := chain[-1].ppid():  # 0 is outside of a container
            chain.append(psutil.Process(above))
            if chain[-1].environ().get(MARK) != stage:
                break
    except psutil.NoSuchProcess:  # it ended while we looked
        os._exit(1)
    except psutil.AccessDenied:  # another user's, so no part of the stage
        pass
    return chain


def _watch(chain: list[psutil.Process]) -> None:
    while _is_whole(chain):
        time.sleep(SECONDS)
    os._exit(1)


def _is_whole(chain: list[psutil.Process]) -> bool:
    """Say whether every process of a chain is alive and still the parent of the one before."""
    try:
        return all(
            child.ppid() == parent.pid and parent.is_running()
            for child, parent in itertools.pairwise(chain)
        )
    except psutil.NoSuchProcess:
        return False
    except (psutil.AccessDenied, OSError):  # nothing seen is no proof of death
        return True
