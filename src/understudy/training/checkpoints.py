"""Checkpoints of a run that may be killed: outside the outputs, gone when it is done.

A checkpoint belongs to all that decides the result (parameters, data, base, code), so a run never
goes on from another run's.
"""

import hashlib
import json
import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

import understudy
from understudy.core import code, jsonl, runs

log = logging.getLogger(__name__)

MARK = "complete.json"


@contextmanager
def folder(identity: Any, *, kept: bool) -> Iterator[Path]:
    """Give the folder of a run's checkpoints; delete it when the run is done.

    Args:
        identity: All that decides the result besides the code; JSON-serialisable.
        kept: Outlive a run that is killed or fails. Queued experiments may train the same pass at
            the same time: only one of them keeps checkpoints.
    """
    if not kept:
        with tempfile.TemporaryDirectory(prefix="understudy-") as temporary:
            yield Path(temporary)
        return
    sources = Path(understudy.__file__).parents[1]
    closure = code.closure(Path(__file__).with_name("fitting.py"), sources)
    text = json.dumps([closure.digest(), identity], sort_keys=True, ensure_ascii=False)
    path = runs.scratch() / "checkpoints" / hashlib.sha256(text.encode()).hexdigest()[:32]
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path.with_suffix(".lock"), blocking=False)  # a kill releases it, too
    try:
        lock.acquire()
    except Timeout:
        log.warning("the same run is going on in another workspace; this one keeps no checkpoints")
        with tempfile.TemporaryDirectory(prefix="understudy-") as temporary:
            yield Path(temporary)
        return
    try:
        yield path
        shutil.rmtree(path, ignore_errors=True)
    finally:
        lock.release()


def mark(run: Path, step: int) -> None:
    """Mark a checkpoint as whole."""
    jsonl.write_json(run / f"checkpoint-{step}" / MARK, {"step": step})


def last(run: Path) -> Path | None:
    """Return the newest whole checkpoint; None when there is none."""
    steps = {
        int(mark.parent.name.removeprefix("checkpoint-")): mark.parent
        for mark in run.glob(f"checkpoint-*/{MARK}")
    }
    if not steps:
        return None
    log.info("going on from the checkpoint of step %d", max(steps))
    return steps[max(steps)]
