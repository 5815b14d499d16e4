"""The workspaces of the slow tests."""

from pathlib import Path

import pytest

from system.workspace import Finished, Workspace, finished, shared

HERE = Path(__file__).parent
LONGEST = HERE / "test_interrupted.py"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put whole pipelines last, the longest file before the others.

    Then another process has something to do while one makes the workspace that all start from, and
    none is left with most of the work: it takes short files two at a time.
    """
    items.sort(key=lambda item: (HERE in item.path.parents, item.path != LONGEST))


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """The first repro of a small workspace; nothing runs in it, for others copy it meanwhile."""
    return finished(shared(tmp_path_factory))


@pytest.fixture
def workspace(first: Finished, tmp_path: Path) -> Workspace:
    """A copy of the finished workspace."""
    return first.workspace.copy(tmp_path)
