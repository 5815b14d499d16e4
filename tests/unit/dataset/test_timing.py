import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import Membership
from understudy.dataset import make_dataset
from understudy.dataset.params import SplitParams
from understudy.dataset.timing import Span, deal, spans_of
from unit.dataset.worlds import START, VERA, chat, params, row, sample, write_inputs

spans = st.dictionaries(
    st.tuples(st.just("c"), st.sampled_from([f"g{number}" for number in range(30)])),
    st.tuples(st.integers(0, 40), st.integers(0, 9)).map(
        lambda pair: Span(START + timedelta(days=pair[0]), START + timedelta(days=sum(pair)))
    ),
    min_size=4,
)


def by_time(**values: Any) -> SplitParams:
    return SplitParams.model_validate({"by": "time", "eval": 0.2, "test": 0.3, **values})


@given(spans, st.floats(0, 0.4), st.floats(0, 0.4), st.integers(1, 4))
def test_nothing_learnt_is_newer_than_what_is_held_out(
    found: dict[tuple[str, str], Span], eval_: float, test: float, size: int
) -> None:
    """Whatever joins groups: the newest moment decides; shares are met but for equal moments."""
    names = {node: f"component {number // size}" for number, node in enumerate(sorted(found))}

    dealt = deal(names, found, found, by_time(eval=eval_, test=test))

    last: dict[str, datetime] = {}
    for node, span in found.items():
        last[names[node]] = max(span.last, last.get(names[node], span.last))
    held = {
        split: [t for c, t in last.items() if dealt.splits[c] == split]
        for split in ("train", "eval", "test")
    }
    for earlier, later in (("train", "eval"), ("train", "test"), ("eval", "test")):
        assert not held[earlier] or not held[later] or max(held[earlier]) < min(held[later])
    ties = max(sum(one == other for other in last.values()) for one in last.values())
    for split, share in (("test", test), ("eval", eval_)):
        wanted = round(share * len(last))
        assert len(held[split]) < wanted + ties + (split == "eval") * ties
        if split == "test":
            assert len(held[split]) >= wanted
        cut = dealt.facts["cuts"].get(split)
        crossing = {
            names[node] for node, span in found.items()
            if dealt.splits[names[node]] == split and cut and span.first < datetime.fromisoformat(cut)
        }  # fmt: skip
        assert len(crossing) == dealt.facts["crossing"][split]


def test_times_come_from_messages_and_columns() -> None:
    """Dates without a zone are taken as UTC: only their order counts."""
    talk = chat(("A", "a", "text", 0), ("B", "b", "text", 30), name="t")
    rows = [
        row({"date": "2025-03-01"}, group="p"),
        row({"date": "2025-02-01T10:00+03:00"}, group="p"),
        row({"date": " "}, group="q"),
        row({"date": "x"}, collection="other"),
    ]

    found = spans_of([talk], rows, by_time(times={"inspections": "date"}))

    assert {
        ("chats", "chats/t"): Span(START, START + timedelta(hours=30)),
        ("inspections", "p"): Span(
            datetime(2025, 2, 1, 7, tzinfo=UTC), datetime(2025, 3, 1, tzinfo=UTC)
        ),
    } == found


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"date": "31.05.2025"}, "raw/file:1 has '31.05.2025', which is no date of ISO 8601"),
        ({"day": "2025"}, "build.split.times.inspections: unknown column 'date'"),
    ],
)
def test_a_column_without_times_is_refused(cells: dict[str, str], told: str) -> None:
    """With the place and how to write it."""
    with pytest.raises(SetupError, match=told):
        spans_of([], [row(cells)], by_time(times={"inspections": "date"}))


def world(folder: Path, *more: Any) -> Any:
    """Forty chats, a day each."""
    chats = [
        chat(("PERSON-1", f"what of {n} and {n * 7}", "text", 24 * n), (VERA, f"it was {n} {n * 3} {n * 5}", "text", 24 * n + 1), name=f"c{n}")
        for n in range(40)
    ]  # fmt: skip
    return write_inputs(folder, conversations=chats, samples=more)


def test_a_dataset_by_time(tmp_path: Path) -> None:
    """The newest chats are tested; the cuts stand in the manifest beside what was asked."""
    chosen = params(split={"by": "time", "eval": 0.1, "test": 0.2})

    make_dataset(chosen, world(tmp_path), tmp_path / "d", tmp_path / "r.json")

    members = list(jsonl.read(tmp_path / "d" / "groups.jsonl", Membership))
    numbers = {
        s: {int(m.group[7:]) for m in members if m.split == s} for s in ("train", "eval", "test")
    }
    assert set(range(32, 40)) == numbers["test"]
    assert set(range(28, 32)) == numbers["eval"]
    report = json.loads((tmp_path / "r.json").read_text())
    assert [0.7, 0.1, 0.2] == [split["asked"] for split in report["splits"].values()]
    assert [0.7, 0.1, 0.2] == [split["share_of_components"] for split in report["splits"].values()]
    cut = START + timedelta(days=32, hours=1)
    assert cut.isoformat() == report["time"]["cuts"]["test"]
    card = (tmp_path / "d" / "README.md").read_text()
    assert cut.date().isoformat() in card


def test_samples_without_a_time_need_a_word(tmp_path: Path) -> None:
    """Which are they, and which parameter says where they go; then they go there."""
    more = [sample(f"q{n}", f"a{n}", group=str(n)) for n in range(30)]
    chosen = {"by": "time", "eval": 0.1, "test": 0.2}
    inputs = world(tmp_path, *more)
    with pytest.raises(SetupError, match=r"30 of 70 groups.*30 of handbook.*split.timeless"):
        make_dataset(params(split=chosen), inputs, tmp_path / "d", tmp_path / "r.json")

    for how, expected in (("train", {"train"}), ("hash", {"train", "eval", "test"})):
        made = params(split={**chosen, "timeless": how})
        make_dataset(made, inputs, tmp_path / how, tmp_path / "r.json")
        members = jsonl.read(tmp_path / how / "groups.jsonl", Membership)
        assert expected == {one.split for one in members if one.collection == "handbook"}


def test_too_little_is_said_with_numbers(tmp_path: Path) -> None:
    """Nothing is moved."""
    chats = [
        chat(("PERSON-1", f"q {n}", "text", n), (VERA, f"a {n}", "text", n), name=f"c{n}")
        for n in range(6)
    ]
    inputs = write_inputs(tmp_path, conversations=chats)
    chosen = params(split={"by": "time", "eval": 0.1, "test": 0.4})

    with pytest.raises(SetupError, match=r"eval got 1 of 6 components.*20 components fill a share of 0.1. Or give it a larger"):  # fmt: skip
        make_dataset(chosen, inputs, tmp_path / "d", tmp_path / "r.json")


def test_rows_without_a_sample_have_no_part(tmp_path: Path) -> None:
    """A blank answer costs its row, not the run."""
    rows = [
        row(
            {"date": f"2025-01-{1 + n % 28:02}", "q": f"q {n}", "a": f"a {n}" if n else ""},
            group=f"p{n}",
        )
        for n in range(60)
    ]
    made = {"inspections": {"prompt": "{q}", "answer": "{a}"}}
    chosen = params(split={"by": "time", "times": {"inspections": "date"}}, rows=made)

    make_dataset(chosen, write_inputs(tmp_path, rows=rows), tmp_path / "d", tmp_path / "r.json")

    report = json.loads((tmp_path / "r.json").read_text())
    assert {"blank_cell": 1} == report["rows"]["dropped"]
    assert {"eval": 0, "test": 0} == report["time"]["crossing"]
