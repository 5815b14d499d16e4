import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core import jsonl
from understudy.core.records import Sample, Verdict
from understudy.core.tally import Tally
from understudy.dataset.params import BuildParams
from understudy.dataset.selection import Selection, distinct, read_scores
from unit.dataset.worlds import drafts, params, sample

SPLIT = {("handbook", "train"): "train", ("handbook", "eval"): "eval", ("handbook", "test"): "test"}


def keep(
    samples: list[Sample],
    chosen: BuildParams,
    folder: Path,
    *,
    scores: Mapping[str, float | None] | None = None,
    held_out: tuple[str, ...] = (),
) -> tuple[list[Sample], dict[str, int]]:
    """What is kept, and the reasons of what is not."""
    tally = Tally(limit=1, rejects=folder / "left_out.jsonl")
    selection = Selection(chosen, scores or {}, [one.id for one in samples], held_out)
    made = drafts(samples, chosen)
    kept = [made.sample(draft) for draft in selection.keep(made, SPLIT, tally)]
    counts = tally.counts()["samples"]
    assert counts["read"] == len(samples) == counts["kept"] + sum(counts["dropped"].values())
    assert counts["kept"] == len(kept)
    return kept, counts["dropped"]


def test_the_thresholds_of_training_and_test_are_two(tmp_path: Path) -> None:
    """Raising the one never changes what is tested."""
    samples = [sample(f"q{split}", group=split) for split in ("train", "eval", "test")]
    scores = {one.id: 5.0 for one in samples}

    kept, dropped = keep(samples, params(min_score=6), tmp_path, scores=scores)
    assert ["test"] == [one.group for one in kept]
    assert {"low_score": 2} == dropped
    kept, _ = keep(samples, params(min_score=5, test_min_score=6), tmp_path, scores=scores)
    assert ["train", "eval"] == [one.group for one in kept]


def test_unscored_samples_are_kept_or_dropped_as_the_parameter_says(tmp_path: Path) -> None:
    """Not scored and never seen by the judge are the same; without a judge all stay."""
    samples = [sample("a", group="train"), sample("b", group="test"), sample("c", group="train")]
    scores = {samples[0].id: None, samples[2].id: 9.0}

    assert samples == keep(samples, params(min_score=1), tmp_path, scores=scores)[0]
    kept, dropped = keep(samples, params(unscored="drop"), tmp_path, scores=scores)
    assert [samples[2]] == kept
    assert {"unscored": 2} == dropped
    assert samples == keep(samples, params(unscored="drop", min_score=9), tmp_path)[0]


def test_held_out_rows_leave_training_only(tmp_path: Path) -> None:
    """They are what the test asks."""
    samples = [
        sample(split, group=split, evidence=["row-1"]) for split in ("train", "eval", "test")
    ]

    kept, dropped = keep(samples, params(), tmp_path, held_out=("row-1",))

    assert [samples[2]] == kept
    assert {"held_out_combination": 2} == dropped


def test_of_the_same_turns_test_keeps_its_copy(tmp_path: Path) -> None:
    """One is left wherever they stand; the line of the other names it."""
    samples = [sample("q", "a", group="train"), sample("q", "a", group="test")]

    kept, dropped = keep([*samples, samples[1]], params(), tmp_path)

    assert [samples[1]] == kept
    assert {"duplicate": 2} == dropped


def test_a_share_takes_part_of_training_and_all_of_test(tmp_path: Path) -> None:
    """The same samples whatever else there is; a larger share keeps all of a smaller one."""
    samples = [sample(f"q{i}", group=("train", "test")[i % 2]) for i in range(400)]

    half, dropped = keep(samples, params(shares={"handbook": 0.5}), tmp_path)
    most, _ = keep(samples[:200], params(shares={"handbook": 0.8}), tmp_path)
    none, _ = keep(samples, params(shares={"handbook": 0, "other": 0.1}), tmp_path)

    assert 100 == pytest.approx(dropped["over_share"], abs=30)
    assert {one.id for one in half if one in samples[:200]} <= {one.id for one in most}
    assert {"test"} == {one.group for one in none}
    assert 200 == len(none)


@given(st.data())
def test_the_order_of_the_input_is_the_order_of_the_output(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Which samples are kept does not depend on it."""
    parts = st.tuples(st.sampled_from("abc"), st.sampled_from(["train", "eval", "test"]))
    made = [sample(q, group=g) for q, g in data.draw(st.lists(parts, max_size=8, unique=True))]
    scores = {one.id: data.draw(st.sampled_from([1.0, 9.0, None])) for one in made}
    folder = tmp_path_factory.mktemp("order")
    chosen = params(min_score=5)

    kept, dropped = keep(made, chosen, folder, scores=scores)
    again, dropped_again = keep(made[::-1], chosen, folder, scores=scores)

    assert kept == again[::-1] == [one for one in made if one in kept]
    assert dropped == dropped_again


def test_scores_are_read_by_sample(tmp_path: Path) -> None:
    """No file, no judge."""
    verdicts = [
        Verdict(sample="s1", score=7, judge="rules"),
        Verdict(sample="s2", score=None, reason="no evidence", judge="rules"),
    ]
    jsonl.write(tmp_path / "verdicts.jsonl", verdicts)

    assert {"s1": 7, "s2": None} == read_scores(tmp_path / "verdicts.jsonl")
    assert {} == read_scores(None)


def test_contrast_keeps_one_of_each(tmp_path: Path) -> None:
    """And the tally knows of the other."""
    tally = Tally(limit=1, rejects=tmp_path / "r.jsonl")
    samples = [sample("q", group="1"), sample("q", group="2"), sample("p", group="3")]

    found = distinct(tally.each(samples, lambda s: s), tally, kind="")

    assert [samples[0], samples[2]] == list(found)
    tally.write(tmp_path / "report.json")
    assert {"duplicate": 1} == json.loads((tmp_path / "report.json").read_text())["dropped"]
