"""The curve from the trainer's history."""

from pathlib import Path

from understudy.training import curve
from understudy.training.curve import Point

HISTORY = [
    {"step": 0, "eval_loss": 4.0},
    {"step": 1, "loss": 4.0},
    {"step": 2, "loss": 2.0},
    {"step": 2, "eval_loss": 2.5},
    {"step": 3, "loss": 1.0},
    {"step": 3, "train_loss": 9.0, "train_runtime": 1.0},
]


def test_train_points_are_means_between_them() -> None:
    """The noise of single steps is no curve; the last point may cover fewer steps."""
    assert [
        Point(0, "eval", 4.0),
        Point(2, "train", 3.0),
        Point(2, "eval", 2.5),
        Point(3, "train", 1.0),
    ] == curve.points(HISTORY, 2)


def test_the_table_is_what_dvc_plots(tmp_path: Path) -> None:
    """Step, split, loss."""
    curve.write(tmp_path / "curve.csv", curve.points(HISTORY, 3))

    assert [
        "step,split,loss",
        "0,eval,4.000000",
        "2,eval,2.500000",
        "3,train,2.333333",
    ] == (tmp_path / "curve.csv").read_text().splitlines()


def test_the_summary_has_both_ends() -> None:
    """Without an eval split there is no eval loss, not 0."""
    assert {
        "eval": {"first": 4.0, "last": 2.5},
        "train": {"first": 3.0, "last": 1.0},
    } == curve.summary(curve.points(HISTORY, 2))
    assert {"train"} == set(curve.summary(curve.points(HISTORY[1:3], 2)))
