import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from understudy.core import jsonl
from understudy.forgetting import kept
from understudy.model.card import Card, write_card
from unit.cleaning.crowd import conversation

HASH = "5" * 64


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's own."""
    monkeypatch.delenv("UNDERSTUDY_CACHE", raising=False)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)


def test_caches_of_data_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what SQLite keeps beside them; the cache of code has nothing of the data."""
    items = tmp_path / ".dvc/tmp/items"
    items.mkdir(parents=True)
    for name in ("parse.sqlite", "parse.sqlite-wal", "code.sqlite", "notes.txt"):
        (items / name).write_text("")
    (tmp_path / ".dvc/tmp/checkpoints/run").mkdir(parents=True)

    assert ["parse.sqlite", "parse.sqlite-wal", "run"] == [
        path.name for path in kept.caches(tmp_path)
    ]
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "elsewhere"))
    assert ["run"] == [path.name for path in kept.caches(tmp_path)]


def test_runs_of_a_model_are_found(tmp_path: Path) -> None:
    """By the hash of what it was trained on; a database of another kind has none."""
    card = Card(
        base="b", base_sha256="0" * 64, template_sha256="0" * 64, license="mit",
        dataset={"train.jsonl": HASH},
    )  # fmt: skip
    write_card(tmp_path / "model", card)
    assert [] == kept.runs([tmp_path / "model"], tmp_path)
    with closing(sqlite3.connect(tmp_path / "mlflow.db")) as database, database:
        assert [] == kept.runs([tmp_path / "model"], tmp_path)
        database.execute("create table params (run_uuid text, key text, value text)")
        rows = [("one", "a", HASH), ("one", "b", HASH), ("two", "a", "6" * 64)]
        database.executemany("insert into params values (?, ?, ?)", rows)

    assert ["one"] == kept.runs([tmp_path / "model"], tmp_path)
    assert [] == kept.runs([], tmp_path)


def test_who_writes_nowhere_else_is_told(tmp_path: Path) -> None:
    """Once some conversations are gone."""
    path = tmp_path / "conversations.jsonl"
    talks = [
        conversation(("Oksana", "hello"), ("Vera", "hello"), id="a"),
        conversation(("Timur", "hello"), ("Vera", "hello"), id="b"),
    ]
    jsonl.write(path, talks)

    assert kept.Writers({"Timur", "Vera"}, {"Oksana"}) == kept.writers(path, {"a"})
    assert kept.Writers(set(), set()) == kept.writers(tmp_path / "none", {"a"})
