"""Where the checkpoints of a run lie, and which of them is used."""

from pathlib import Path

import pytest

from understudy.training import checkpoints


def test_a_checkpoint_belongs_to_all_that_decides_the_result(tmp_path: Path) -> None:
    """It outlives a run that fails; another run never sees it; success deletes it."""
    with pytest.raises(KeyError), checkpoints.folder(["this"], kept=True) as run:
        checkpoints.mark(run, 5)
        raise KeyError
    with checkpoints.folder(["other"], kept=True) as other:
        assert run != other
        assert checkpoints.last(other) is None
    with checkpoints.folder(["this"], kept=True) as again:
        assert (run, run / "checkpoint-5") == (again, checkpoints.last(again))

    assert not run.exists()
    assert tmp_path in run.parents


def test_a_half_written_checkpoint_is_not_used() -> None:
    """The trainer writes one file after the other; the mark comes last. 10 is after 9."""
    with checkpoints.folder([], kept=True) as run:
        for step in (9, 10):
            checkpoints.mark(run, step)
        (run / "checkpoint-11").mkdir()

        assert run / "checkpoint-10" == checkpoints.last(run)


def test_without_checkpoints_nothing_stays(tmp_path: Path) -> None:
    """The folder is a temporary one."""
    with checkpoints.folder([], kept=False) as run:
        assert run.is_dir()

    assert not run.exists()
    assert not list(tmp_path.iterdir())
