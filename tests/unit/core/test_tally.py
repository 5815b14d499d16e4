import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError, SetupError
from understudy.core.tally import Tally


def positive(number: int) -> int:
    """Refuse numbers below 1, with two reasons."""
    if number < 1:
        raise InputError(f"row {number}", "too small", reason="zero" if number == 0 else "negative")
    return number


numbers = st.lists(st.integers(-3, 9))


@given(numbers)
def test_nothing_vanishes(tmp_path_factory: pytest.TempPathFactory, items: list[int]) -> None:
    """Read == kept + dropped; each drop has a reason and a line."""
    folder = tmp_path_factory.mktemp("tally")
    tally = Tally(limit=1, rejects=folder / "rejects.jsonl")

    kept = list(tally.each(items, positive))
    tally.write(folder / "report.json")

    counts = json.loads((folder / "report.json").read_text())
    assert [number for number in items if number > 0] == kept
    assert counts["read"] == len(items) == counts["kept"] + sum(counts["dropped"].values())
    assert counts["kept"] == len(kept)
    assert len((folder / "rejects.jsonl").read_text().splitlines()) == len(items) - len(kept)


def test_too_many_drops_fail_the_stage_after_the_evidence_is_written(tmp_path: Path) -> None:
    """The message names the reasons; the rejects can be read."""
    tally = Tally(limit=0.5, rejects=tmp_path / "rejects.jsonl")
    list(tally.each([1, 0, 0, -1], positive))

    with pytest.raises(SetupError, match=r"3 of 4 records were dropped \(2 zero, 1 negative\)"):
        tally.write(tmp_path / "report.json")
    assert len((tmp_path / "rejects.jsonl").read_text().splitlines()) == 3


def test_too_many_drops_name_the_parameter_and_the_first_record(tmp_path: Path) -> None:
    """Of the kind that failed; what to raise and where to look stand in the message."""
    tally = Tally("parse", limit=0.5, rejects=tmp_path / "rejects.jsonl")
    list(tally.each([0, 1, 2], positive, kind="files"))
    list(tally.each([-2, -1], positive, kind="rows"))

    message = r"share that parse\.max_dropped allows \(0\.5\)\. The first is row -2: too small\."
    with pytest.raises(SetupError, match=message):
        tally.write(tmp_path / "report.json")


def test_kinds_are_counted_apart(tmp_path: Path) -> None:
    """A stage that reads documents and rows reports both; more counts may stand beside."""
    tally = Tally(limit=1, rejects=tmp_path / "rejects.jsonl")
    list(tally.each([1, 0], positive, kind="documents"))
    list(tally.each([2], positive, kind="rows"))
    tally.drop(InputError("row 2", "again", reason="duplicate"), kind="rows")

    tally.write(tmp_path / "report.json", languages={"en": 1})

    assert json.loads((tmp_path / "report.json").read_text()) == {
        "documents": {"read": 2, "kept": 1, "dropped": {"zero": 1}},
        "rows": {"read": 1, "kept": 0, "dropped": {"duplicate": 1}},
        "languages": {"en": 1},
    }
    first = json.loads((tmp_path / "rejects.jsonl").read_text().splitlines()[0])
    assert first == {"kind": "documents", "where": "row 0", "why": "too small", "reason": "zero"}


def test_an_empty_walk_reads_zero(tmp_path: Path) -> None:
    """No input is a count, not a crash."""
    tally = Tally(limit=0, rejects=tmp_path / "rejects.jsonl")
    assert list(tally.each([], positive)) == []

    tally.write(tmp_path / "report.json")

    assert json.loads((tmp_path / "report.json").read_text()) == {
        "read": 0,
        "kept": 0,
        "dropped": {},
    }


def test_records_of_one_item_are_counted_apart(tmp_path: Path) -> None:
    """A file of many rows: the bad ones are dropped, the rest kept, the file itself is another."""
    tally = Tally(limit=0.5, rejects=tmp_path / "rejects.jsonl")

    assert [3] == list(tally.each([3], lambda rows: rows, kind="files"))
    tally.read(3, kind="rows")
    tally.drop(InputError("a:2", "bad", reason="bad_row"), kind="rows")

    assert tally.counts() == {
        "files": {"read": 1, "kept": 1, "dropped": {}},
        "rows": {"read": 3, "kept": 2, "dropped": {"bad_row": 1}},
    }


def test_many_rejects_do_not_stay_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They wait in a file; order and bytes are the same."""
    for name, most in (("near", 1 << 20), ("far", 10)):
        monkeypatch.setattr("understudy.core.tally.IN_MEMORY", most)
        tally = Tally(limit=1, rejects=tmp_path / f"{name}.jsonl")
        list(tally.each(range(-50, 0), positive))
        tally.write(tmp_path / "report.json")

    assert 50 == len((tmp_path / "near.jsonl").read_text().splitlines())
    assert (tmp_path / "near.jsonl").read_bytes() == (tmp_path / "far.jsonl").read_bytes()


def test_outcomes_tell_of_every_item(tmp_path: Path) -> None:
    """The failures too, each in its place, counted all the same."""
    tally = Tally(limit=1, rejects=tmp_path / "rejects.jsonl")

    found = list(tally.outcomes([1, 0, 2], positive))

    assert [1, None, 2] == [done.value for done in found]
    assert [None, "row 0: too small", None] == [
        done.failure and str(done.failure) for done in found
    ]
    assert {"read": 3, "kept": 2, "dropped": {"zero": 1}} == tally.counts()


def test_a_walk_without_a_bar_says_how_far_it_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Once in a while, with the end where it is known; results are the same either way."""
    tally = Tally(limit=1, rejects=tmp_path / "rejects.jsonl")
    caplog.set_level("INFO", "understudy")

    assert [1, 2] == list(tally.each([1, 2], positive, kind="answers"))
    assert "" == caplog.text

    monkeypatch.setattr("understudy.core.tally.SILENCE", 0.0)
    assert [1, 2] == list(tally.each([1, 2], positive, kind="answers"))
    assert [3] == list(tally.each(iter([3]), positive, kind="rows"))

    assert ["answers: 0 of 2", "answers: 1 of 2", "rows: 0"] == caplog.messages
    assert "" == capsys.readouterr().err
    assert {"read": 4, "kept": 4, "dropped": {}} == tally.counts()["answers"]


def test_what_a_kept_record_lacks_is_written_down(tmp_path: Path) -> None:
    """Among the rejects, and in no count: the record is there."""
    tally = Tally(limit=0, rejects=tmp_path / "rejects.jsonl")
    list(tally.each([1, 2], positive, kind="files"))
    tally.note(InputError("a.docx", "a picture is an EMF", reason="bad_picture"), kind="pictures")

    tally.write(tmp_path / "report.json")

    assert {"files": {"read": 2, "kept": 2, "dropped": {}}} == tally.counts()
    written = json.loads((tmp_path / "rejects.jsonl").read_text())
    assert ("pictures", "a.docx", "bad_picture") == (
        written["kind"],
        written["where"],
        written["reason"],
    )
    assert "a picture is an EMF" == written["why"]


def test_what_is_kept_elsewhere_is_counted_towards_no_limit(tmp_path: Path) -> None:
    """A person who exports a chat twice has done nothing wrong."""
    tally = Tally(limit=0.1, rejects=tmp_path / "rejects.jsonl")
    tally.read(10, kind="messages")
    tally.repeat(InputError("b.json", "joined with a.json", reason="repeated"), 6, kind="messages")
    tally.drop(InputError("a.json#1", "no date", reason="bad_message"), kind="messages")

    tally.write(tmp_path / "report.json")

    counts = {"read": 10, "kept": 3, "dropped": {"bad_message": 1, "repeated": 6}}
    assert {"messages": counts} == tally.counts()
    assert ["b.json", "a.json#1"] == [
        json.loads(line)["where"] for line in (tmp_path / "rejects.jsonl").read_text().splitlines()
    ]
