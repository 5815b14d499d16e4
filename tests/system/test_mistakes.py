"""A mistake in the set-up is one clear line, and mending it is all that has to be done."""

import shutil
from collections.abc import Callable

import pytest

from system.workspace import Workspace, stages_run

pytestmark = pytest.mark.slow


def misspell_a_key(workspace: Workspace) -> None:
    """The value would silently stay at its default."""
    workspace.edit("params.yaml", "time_zone", "timezone")


def break_the_yaml(workspace: Workspace) -> None:
    """A bracket that is never closed."""
    workspace.edit("params.yaml", "parse:", "parse: [")


def lose_the_raw_folder(workspace: Workspace) -> None:
    """As after a clone without `dvc pull`."""
    shutil.rmtree(workspace.root / "data/raw")


def lose_the_people(workspace: Workspace) -> None:
    """A file that is written by hand."""
    (workspace.root / "data/people.yaml").unlink()


@pytest.mark.parametrize(
    ("err", "told", "own"),
    [
        (
            misspell_a_key,
            "parse: params.yaml: parse.chats.timezone: unknown key 'timezone'. Did",
            1,
        ),
        (break_the_yaml, "params.yaml", 0),
        (lose_the_raw_folder, "data/raw", 0),
        (lose_the_people, "data/people.yaml", 0),
    ],
)
def test_a_mistake_is_one_line(
    err: Callable[[Workspace], None], told: str, own: int, workspace: Workspace
) -> None:
    """The stage's own words or DVC's, no traceback; afterwards nothing has to run again."""
    err(workspace)

    done = workspace.call("dvc", "repro")

    lines = done.stdout.splitlines()
    assert 0 != done.returncode
    assert "Traceback" not in done.stdout
    assert 1 == sum(line.startswith("ERROR") for line in lines), done.stdout
    assert told in done.stdout
    assert own == sum(line.startswith("parse: ") for line in lines)

    before = workspace.lock()
    workspace.git("checkout", "--quiet", "--", "params.yaml", "data")

    assert [] == stages_run(workspace.dvc("repro"))
    assert before == workspace.lock()
