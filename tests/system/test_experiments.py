"""Experiments in the queue."""

from pathlib import Path

import pytest

from system.workspace import FORMULA, METRIC, Workspace
from understudy.core import jsonl

pytestmark = pytest.mark.slow


def best_f1(metrics: Path) -> float:
    """The largest token F1 of any arm and collection."""
    arms = jsonl.read_json(metrics)["arms"]
    found: list[float] = [
        figures["token_f1"]["value"] for strata in arms.values() for figures in strata.values()
    ]
    return max(found)


def test_a_queued_experiment_runs_the_code_it_was_queued_with(workspace: Workspace) -> None:
    """The workspace may be edited on: the queue has its own checkout, also of the sources."""
    before = best_f1(workspace.root / "metrics/evaluate.json")
    workspace.edit(METRIC, FORMULA, "0.25")
    workspace.dvc("exp", "run", "--queue", "--name", "queued", "evaluate")
    workspace.edit(METRIC, "0.25", "0.75")

    try:
        # Comes back when its worker ends, for the worker holds the other end of the pipe.
        workspace.dvc("queue", "start")
        status = workspace.dvc("queue", "status")
        assert "Success" in status, status + workspace.dvc("queue", "logs", "queued")
    finally:
        workspace.dvc("queue", "stop", "--kill")

    ref = workspace.git("for-each-ref", "--format=%(refname)", "refs/exps/**/queued").strip()
    shown = workspace.root.parent / "queued.json"
    shown.write_text(workspace.git("show", f"{ref}:metrics/evaluate.json"), encoding="utf-8")
    assert 0.25 == best_f1(shown)
    assert "return 0.25" in workspace.git("show", f"{ref}:{METRIC}")
    assert before == best_f1(workspace.root / "metrics/evaluate.json")
    assert f" M {METRIC}" == workspace.git("status", "--porcelain").rstrip()
