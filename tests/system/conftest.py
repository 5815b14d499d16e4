"""The workspaces of the slow tests."""

from pathlib import Path

import pytest

from system.workspace import Finished, Workspace, finished, shared


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """The first repro of a small workspace, and what it left; nothing runs in it: others copy it meanwhile."""
    return finished(shared(tmp_path_factory))


@pytest.fixture
def workspace(first: Finished, tmp_path: Path) -> Workspace:
    """A copy of the finished workspace."""
    return first.workspace.copy(tmp_path)
