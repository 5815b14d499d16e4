import subprocess
from pathlib import Path

import pytest

from understudy.core import pipeline
from understudy.core.errors import SetupError

TEXT = """
stages:
  cut:
    foreach: {a: one, b: two}
    do:
      cmd: python -P stages/cut.py --source data/${item} --target out/${key}
      outs:
        - out/${key}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository of one unrolled stage."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run(["dvc", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "dvc.yaml").write_text(TEXT)
    return tmp_path


def test_paths_are_asked_from_dvc_yaml(folder: Path) -> None:
    """Stages of a foreach are found by their unrolled names."""
    found = pipeline.load(folder)

    assert folder / "out/a" == found.path("cut@a", "target")
    assert folder / "data/two" == found.path("cut@b", "source")


@pytest.mark.parametrize(
    ("stage", "option", "message"),
    [
        ("cat@a", "target", "unknown stage 'cat@a'. Did you mean cut@a"),
        ("cut@a", "x", "no option --x"),
    ],
)
def test_what_is_not_there_is_named(folder: Path, stage: str, option: str, message: str) -> None:
    """A renamed stage gives a message, not a traceback."""
    with pytest.raises(SetupError, match=message):
        pipeline.load(folder).path(stage, option)


def test_what_several_stages_read_is_asked_without_a_stage(folder: Path) -> None:
    """A recipe has no stage of its own for the base model."""
    found = pipeline.load(folder)

    assert folder / "data/one" == found.shared("source")
    with pytest.raises(SetupError, match=r"dvc.yaml: no stage has an option --base"):
        found.shared("base")


def test_a_stage_may_have_several_commands(folder: Path) -> None:
    """DVC runs a list one after the other; each may name paths."""
    commands = "[python a.py --x data/x, python b.py --y data/y]"
    (folder / "dvc.yaml").write_text(f"stages: {{go: {{cmd: {commands}}}}}")

    assert folder / "data/x" == pipeline.load(folder).path("go", "x")


def test_what_was_made_is_told_from_what_was_not(tmp_path: Path) -> None:
    """With the command that makes it."""
    assert tmp_path == pipeline.made(tmp_path)
    with pytest.raises(SetupError, match="nothing does not exist yet: run `dvc repro` first"):
        pipeline.made(tmp_path / "nothing")


def test_another_folder_is_refused(tmp_path: Path, folder: Path) -> None:
    """And a broken dvc.yaml is DVC's words in one message."""
    with pytest.raises(SetupError, match="run this in a pipeline's folder"):
        pipeline.load(tmp_path / "elsewhere")

    (folder / "dvc.yaml").write_text("stages: [")
    with pytest.raises(SetupError, match="DVC cannot read"):
        pipeline.load(folder)
