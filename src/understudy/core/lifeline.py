"""A stage ends with the DVC that started it: else the next repro runs a second copy beside it."""

import itertools
import os
import threading
import time
from pathlib import Path

import psutil

SECONDS = 0.2
"""Between two looks; starting DVC again takes a person longer than that."""


def end_with_dvc(script: Path) -> None:
    """Watch over DVC in a thread, and end this process at once when DVC is gone.

    Outside of DVC there is nothing to watch: a stage started by hand may outlive its shell. A
    parent-death signal would not do: DVC starts a command through ``$SHELL -c``, and a shell that
    does not replace itself by the command (dash, where ``$SHELL`` is not set) outlives DVC.
    """
    if "DVC_STAGE" not in os.environ:
        return
    chain = _up_to_dvc(script)
    threading.Thread(target=_watch, args=(chain,), name="lifeline", daemon=True).start()


def _up_to_dvc(script: Path) -> list[psutil.Process]:
    """Return this process, the shell if there is one between, and DVC."""
    own = psutil.Process()
    chain = [own]
    try:
        chain.append(psutil.Process(own.ppid()))
        if any(script.name in word for word in chain[-1].cmdline()):
            chain.append(psutil.Process(chain[-1].ppid()))
    except psutil.NoSuchProcess:  # it ended before we looked
        os._exit(1)
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
