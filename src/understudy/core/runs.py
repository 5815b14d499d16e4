"""Facts about a run (seconds, memory, cache hits), kept apart from results.

They differ from run to run, so they never enter an output: `run` writes them to
``.dvc/tmp/runs/<stage>.json`` and to the log.
"""

import os
import resource
import sys
from pathlib import Path
from typing import Any

_facts: dict[str, Any] = {}


def note(**facts: Any) -> None:
    """Remember JSON-serialisable facts of this process; a later value replaces an earlier one."""
    _facts.update(facts)


def noted() -> dict[str, Any]:
    """Return a copy of what was noted so far."""
    return dict(_facts)


def scratch() -> Path:
    """Return DVC's scratch folder, which git ignores and all workspaces of a repository share.

    DVC sets ``DVC_ROOT`` for a stage; in a queued experiment it names the parent repository.
    """
    return Path(os.environ.get("DVC_ROOT", ".")) / ".dvc" / "tmp"


def peak_memory_mb() -> float:
    """Return the largest resident size of this process so far, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts KiB, macOS bytes (getrusage(2) of each).
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
