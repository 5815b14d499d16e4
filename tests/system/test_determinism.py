"""The same inputs give the same bytes, whatever the caches know."""

import shutil

import pytest

from system.workspace import Workspace, apart, stages_run

pytestmark = pytest.mark.slow

REMEMBERING = ("parse", "index", "predict@tuned-retrieved")
"""The stages that keep items between runs: files, vectors, answers."""
FOLLOWING = ("evaluate", "report")
"""They compute all anew each time; the other arms run the scripts that these follow."""


def test_cold_and_warm_runs_write_the_same_bytes(workspace: Workspace) -> None:
    """Training on the CPU included: every hash in dvc.lock is that of the first run, elsewhere.

    There is no network in the cold run where the system lets us cut it off: what is not there cannot
    be asked.
    """
    before = workspace.lock()
    shutil.rmtree(workspace.root / ".dvc/tmp/items")
    shutil.rmtree(workspace.root / ".dvc/cache")

    cold = workspace.dvc("repro", "--force", REMEMBERING[-1], before=apart("net"))

    assert {*REMEMBERING, "build", "ground", "train@tuned"} <= set(stages_run(cold))
    assert before == workspace.lock()
    assert "" == workspace.git("status", "--porcelain")
    computed = {stage: cached(workspace, stage) for stage in REMEMBERING}
    assert all(facts["misses"] for facts in computed.values()), computed

    warm = workspace.dvc("repro", "--force", "--single-item", *REMEMBERING, *FOLLOWING)

    assert {*REMEMBERING, *FOLLOWING} == set(stages_run(warm))
    assert before == workspace.lock()
    assert "" == workspace.git("status", "--porcelain")
    for stage in REMEMBERING:
        items = sum(computed[stage].values())
        assert {"hits": items, "misses": 0} == cached(workspace, stage)


def cached(workspace: Workspace, stage: str) -> dict[str, int]:
    """Hits and misses of a stage's last run."""
    (found,) = (value for name, value in workspace.facts(stage).items() if name.endswith("_cache"))
    return dict(found)
