import json
from pathlib import Path

import pytest

from understudy.cleaning.ledger import Ledger
from understudy.cleaning.params import CleanParams
from understudy.cleaning.records import Cleaner
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import EditRecord
from understudy.core.records import Conversation, Row
from unit.cleaning.crowd import AUTHORS, PEOPLE, SOURCE, conversation

CLEANER = Cleaner(CleanParams(), PEOPLE, AUTHORS)


def rows(*cells: dict[str, str]) -> list[Row]:
    return [
        Row(id=f"row-{i}", source=SOURCE, line=i, cells=one, collection="c", group=str(i))
        for i, one in enumerate(cells, 1)
    ]


def cleaned_rows(folder: Path, ledger: Ledger, given: list[Row]) -> list[str]:
    jsonl.write(folder / "in.jsonl", given)
    ledger.write("rows", folder / "in.jsonl", Row, CLEANER.row)
    return [row.id for row in jsonl.read(folder / "out" / "rows.jsonl", Row)]


def test_of_equal_records_the_first_is_kept(tmp_path: Path) -> None:
    """Case, width and spaces do not count; the others are counted, with the one they repeat."""
    ledger = Ledger(CleanParams(max_dropped=0), tmp_path / "out")
    given = rows(
        {"a": "Ａ bee\u00a0 hive"}, {"a": "a Bee hive"}, {"a": "another"}, {"b": "a bee hive"}
    )

    assert ["row-1", "row-3", "row-4"] == cleaned_rows(tmp_path, ledger, given)
    counts = ledger.close(tmp_path / "report.json")

    assert {"read": 4, "kept": 3, "dropped": {"duplicate": 1}} == counts["rows"]
    (reject,) = (tmp_path / "out" / "rejects.jsonl").read_text().splitlines()
    assert ("row-2", "says the same as row-1") == tuple(
        json.loads(reject)[k] for k in ("where", "why")
    )


def test_duplicates_may_be_kept(tmp_path: Path) -> None:
    """Two measurements may be equal."""
    ledger = Ledger(CleanParams(drop_duplicates=["documents"]), tmp_path / "out")

    assert ["row-1", "row-2"] == cleaned_rows(tmp_path, ledger, rows({"a": "1"}, {"a": "1"}))


def test_conversations_are_equal_when_the_same_people_say_the_same(tmp_path: Path) -> None:
    """Two exports of one chat are one; two people who say "ok" are two."""
    talks = [
        conversation(("Timur", "ok"), ("Vera", "so."), id="first"),
        conversation(("Тимур", "OK"), ("Вера", "so."), id="again"),
        conversation(("Oksana", "ok"), ("Vera", "so."), id="other"),
    ]
    jsonl.write(tmp_path / "in.jsonl", talks)
    ledger = Ledger(CleanParams(max_dropped=1), tmp_path / "out")

    ledger.write("conversations", tmp_path / "in.jsonl", Conversation, CLEANER.conversation)

    kept = jsonl.read(tmp_path / "out" / "conversations.jsonl", Conversation)
    assert ["first", "other"] == [talk.id for talk in kept]


def test_edits_are_on_file_and_counted_without_texts(tmp_path: Path) -> None:
    """Metrics stand in git: they say how many were hidden, and nobody's name or pseudonym."""
    ledger = Ledger(CleanParams(), tmp_path / "out")
    cleaned_rows(tmp_path, ledger, rows({"a": "Timur, тимур  "}, {"a": "a@b.example, Oksana"}))

    ledger.close(tmp_path / "report.json")

    edits = list(jsonl.read(tmp_path / "out" / "edits.jsonl", EditRecord))
    assert [("row-1", "normalise"), ("row-1", "anonymise")] == [
        (e.record, e.step) for e in edits[:2]
    ]
    report = json.loads((tmp_path / "report.json").read_text())
    assert {"anonymise": 4, "normalise": 1} == report["edits"]
    assert {"times": 3, "different": 2} == report["hidden"]["PERSON"]
    assert {"times": 1, "different": 1} == report["hidden"]["EMAIL"]
    assert {"PERSON", "EMAIL"} == set(report["hidden"])


def test_too_many_drops_fail(tmp_path: Path) -> None:
    """After everything was written; duplicates are no fault."""
    ledger = Ledger(CleanParams(max_dropped=0), tmp_path / "out")
    cleaned_rows(tmp_path, ledger, rows({"a": "1"}, {"a": "1"}, {"a": " "}))

    with pytest.raises(SetupError, match="1 of 3 rows were dropped"):
        ledger.close(tmp_path / "report.json")
    assert (tmp_path / "out" / "edits.jsonl").exists()
