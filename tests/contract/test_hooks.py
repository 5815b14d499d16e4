"""Hooks of pre-commit, run as it runs them."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml

from contract.stages import ROOT

HOOKS = {
    hook["id"]: hook
    for repo in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    for hook in repo["hooks"]
}


def run(hook: str, folder: Path, *names: str) -> subprocess.CompletedProcess[str]:
    command = [*shlex.split(HOOKS[hook]["entry"]), *names]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one file of raw data in git."""
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "old.txt").write_text("a")
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "a"],
    ):
        subprocess.run(["git", "-C", tmp_path, *words], check=True)
    (tmp_path / "data" / "raw" / "new chat.txt").write_text("b")
    return tmp_path


def test_new_raw_data_are_refused(repository: Path) -> None:
    """What is there may change; what is new is named, with what to do."""
    found = run("new-raw-data", repository, "data/raw/old.txt", "data/raw/new chat.txt")

    assert 1 == found.returncode
    assert "data/raw/new chat.txt is new raw data" in found.stdout
    assert "dvc add data/raw" in found.stdout
    assert "old.txt" not in found.stdout
    assert 0 == run("new-raw-data", repository, "data/raw/old.txt").returncode


def test_people_are_raw_data(repository: Path) -> None:
    """Who is who tells names; wherever a pipeline lies, its data are looked at."""
    found = run("new-raw-data", repository, "mine/data/people.yaml", "mine/data/raw/a/b.txt")

    assert "mine/data/people.yaml is new raw data" in found.stdout
    assert "Run: dvc add mine/data/people.yaml\n" in found.stdout
    assert "Run: dvc add mine/data/raw\n" in found.stdout
    for hook in ("new-raw-data", "own-data"):
        looked_at = re.compile(HOOKS[hook]["files"])
        for name in ("data/raw/a.txt", "recipes/a/data/people.yaml", "mine/data/raw/b"):
            assert looked_at.search(name), (hook, name)
        assert not looked_at.search("src/metadata/raw/a.txt")


def test_what_dvc_tracks_stays_out(repository: Path) -> None:
    """Git and DVC do not hold the same files."""
    (repository / "data" / "raw.dvc").write_text("")

    assert 1 == run("own-data", repository, "data/raw/old.txt").returncode
