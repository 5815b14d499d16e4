"""The workspaces of the slow tests."""

from pathlib import Path

import pytest

from system.workspace import Finished, Workspace, finished


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """The first repro of a small workspace, and what it left; not to be changed."""
    return finished(tmp_path_factory.getbasetemp())


@pytest.fixture
def workspace(first: Finished, tmp_path: Path) -> Workspace:
    """A copy of the finished workspace."""
    return first.workspace.copy(tmp_path)
