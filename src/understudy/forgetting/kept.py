"""What is kept beside outputs: caches, checkpoints of runs that were killed, tracked runs."""

import os
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from understudy.cleaning.forgotten import Heard
from understudy.core import jsonl
from understudy.model.card import read_card

WORDLESS = {"code"}
"""Item caches that hold nothing of the data."""


class _Heard(Heard):
    id: str


class Writers(NamedTuple):
    """Who writes in conversations."""

    left: set[str]
    """In those that stay."""
    silenced: set[str]
    """In none of those."""


def writers(conversations: Path | None, gone: Collection[str]) -> Writers:
    """Tell who still writes when some conversations are gone.

    Args:
        conversations: File of the parse stage, if there is one.
        gone: Ids of those that go.
    """
    there: set[str] = set()
    left: set[str] = set()
    if conversations is not None and conversations.is_file():
        for chat in jsonl.read(conversations, _Heard):
            authors = {one["author"] for one in chat.messages if one["author"]}
            there |= authors
            if chat.id not in gone:
                left |= authors
    return Writers(left, there - left)


def item_cache(root: Path) -> Path:
    """Return the folder of the item cache, wherever in the repository one stands."""
    chosen = os.environ.get("UNDERSTUDY_CACHE")
    return Path(chosen) if chosen else root / ".dvc" / "tmp" / "items"


def tracking_uri(root: Path) -> str:
    """Return where runs are tracked, wherever in the repository one stands."""
    return os.environ.get("MLFLOW_TRACKING_URI") or f"sqlite:///{root / 'mlflow.db'}"


def caches(root: Path) -> list[Path]:
    """Return the files of item caches and of checkpoints that may hold what is forgotten.

    They are removed whole: keys are hashes, values hold whole files, and losing them costs time
    alone.

    Args:
        root: Of the repository, whose pipelines share them.
    """
    scratch = root / ".dvc" / "tmp"
    items = item_cache(root)
    found = [
        path
        for path in (sorted(items.glob("*.sqlite*")) if items.is_dir() else ())
        if path.name.partition(".")[0] not in WORDLESS
    ]
    return found + sorted(path for path in (scratch / "checkpoints").glob("*") if path.is_dir())


def runs(models: Sequence[Path], root: Path) -> list[str]:
    """Return the tracked runs that made some models, by what the models were trained on.

    Only a local database is looked at.

    Args:
        models: Their folders.
        root: Of the repository, where the database lies unless the environment says otherwise.
    """
    uri = tracking_uri(root)
    database = Path(uri.removeprefix("sqlite:///"))
    cards = [read_card(path) for path in models if (path / "card.json").is_file()]
    hashes = sorted({one for card in cards for one in card.dataset.values()})
    if not uri.startswith("sqlite:///") or not database.is_file() or not hashes:
        return []
    marks = ",".join("?" * len(hashes))
    query = f"select distinct run_uuid from params where value in ({marks})"  # noqa: S608
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
            return sorted(str(row[0]) for row in opened.execute(query, hashes))
    except sqlite3.Error:  # no database of MLflow's, or one of another version
        return []
