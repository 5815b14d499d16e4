import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core import cache, runs
from understudy.core.cache import ItemCache, Memo, remembered
from understudy.core.errors import InputError
from understudy.core.executor import Serial


def slow_upper(word: str) -> str:
    """Refuse words with an x."""
    if "x" in word:
        raise InputError(word, "holds an x", reason="x")
    return word.upper()


def walk(folder: Path, words: list[str], salt: object = 1) -> tuple[list[str], int, int]:
    """Return the outcomes, the hits and the misses of one walk."""
    with ItemCache("words", salt, folder=folder) as items:
        memo = Memo(items, identity=str.encode, encode=str.encode, decode=bytes.decode)
        outcomes = [
            str(done.failure) if done.failure else str(done.value)
            for done in remembered(Serial(), slow_upper, words, memo)
        ]
    return outcomes, items.hits, items.misses


def plain(words: list[str]) -> list[str]:
    return [f"{word}: holds an x" if "x" in word else word.upper() for word in words]


@given(st.lists(st.text("abx", max_size=3)), st.lists(st.text("abx", max_size=3)))
def test_warm_equals_cold(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], second: list[str]
) -> None:
    """Whatever was cached before, the outcomes are those of the plain function, in order."""
    folder = tmp_path_factory.mktemp("cache")

    assert plain(first) == walk(folder, first)[0]
    outcomes, hits, misses = walk(folder, second)

    assert plain(second) == outcomes
    assert len(second) == hits + misses
    assert all(word not in first for word in second) or hits > 0


def test_one_new_item_costs_one_computation(tmp_path: Path) -> None:
    """Work is in proportion to the change; bad items are remembered too."""
    walk(tmp_path, ["a", "x", "b"])

    assert walk(tmp_path, ["a", "x", "new", "b"]) == (["A", "x: holds an x", "NEW", "B"], 3, 1)


def test_other_parameters_are_other_results(tmp_path: Path) -> None:
    """The salt holds all that results depend on besides the item."""
    walk(tmp_path, ["a"], salt={"engine": "1"})

    assert walk(tmp_path, ["a"], salt={"engine": "2"}) == (["A"], 0, 1)


@pytest.mark.parametrize("made", ["x'3d42'", "x''", "'text'", "cast(x'ff' as text)", "7", "0.5"])
def test_a_damaged_value_is_computed_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, made: str
) -> None:
    """A flipped bit costs time, never a result; where it makes another type of the value, too."""
    walk(tmp_path, ["a"])
    with sqlite3.connect(tmp_path / "words.sqlite") as database:
        database.execute(f"update entries set value = {made}")
    database.close()

    assert walk(tmp_path, ["a"]) == (["A"], 0, 1)
    assert "damaged" in caplog.text


@pytest.mark.parametrize("piece", [1, 3, 7])
def test_a_large_value_is_kept_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    """It comes back whole, or not at all when one of them is lost."""
    monkeypatch.setattr(cache, "PIECE", piece)
    words = ["abcdefgh", "ab", "x", ""]
    walk(tmp_path, words)

    assert walk(tmp_path, words) == (plain(words), 4, 0)
    with ItemCache("words", 1, folder=tmp_path) as items:
        key = items.key(b"abcdefgh")
    with sqlite3.connect(tmp_path / "words.sqlite") as database:
        database.execute("delete from entries where key = ?", (cache._place(key, 1),))
    database.close()
    assert walk(tmp_path, words) == (plain(words), 3, 1)


def test_a_value_of_another_item_is_no_value(tmp_path: Path) -> None:
    """Damage to a page may put whole values under other keys: the checksum holds the key too."""
    walk(tmp_path, ["a", "b"])
    with sqlite3.connect(tmp_path / "words.sqlite") as database:
        (one, other) = database.execute("select key, value, sum from entries").fetchall()
        for key, (_, *rest) in ((one[0], other), (other[0], one)):
            database.execute("update entries set value = ?, sum = ? where key = ?", (*rest, key))
    database.close()

    assert walk(tmp_path, ["a", "b"]) == (["A", "B"], 0, 2)


def test_a_file_that_is_no_database_is_replaced(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Losing the cache is never an error."""
    (tmp_path / "words.sqlite").write_bytes(b"not a database, though long enough to be one" * 9)

    assert walk(tmp_path, ["a"]) == (["A"], 0, 1)
    assert "starting an empty cache" in caplog.text


DAMAGES = {"head": (0, 100), "middle": (1500, 40), "whole": (0, 4096), "tail": (3000, 1096)}


@pytest.mark.parametrize("place", DAMAGES)
def test_a_damaged_page_costs_time(tmp_path: Path, place: str) -> None:
    """Wherever it lies: what was on it, or all, is computed again."""
    start, length = DAMAGES[place]
    old, new = [f"a{i}" * 40 for i in range(150)], [f"b{i}" * 40 for i in range(150)]
    walk(tmp_path, old)
    path = tmp_path / "words.sqlite"
    whole = path.read_bytes()
    assert len(whole) > 8 * 4096
    for page in range(0, len(whole), 4096):
        for filler in (b"\xff", b"\0", b"7"):
            path.write_bytes(
                whole[: page + start] + filler * length + whole[page + start + length :]
            )

            assert plain(old + new) == walk(tmp_path, old + new)[0]
            assert plain(old + new) == walk(tmp_path, old + new)[0]


@given(st.integers(0, 1 << 30), st.binary(min_size=1, max_size=60), st.booleans())
def test_bytes_that_rot_cost_time(
    tmp_path_factory: pytest.TempPathFactory, place: int, rot: bytes, cut: bool
) -> None:
    """Any of them, wherever, and a file that ends too early."""
    folder = tmp_path_factory.mktemp("cache")
    old, new = [f"a{i}" * 9 for i in range(70)], [f"b{i}" * 9 for i in range(70)]
    walk(folder, old)
    path = folder / "words.sqlite"
    whole = path.read_bytes()
    place %= len(whole)
    path.write_bytes((whole[:place] + rot + whole[place + len(rot) :] * (not cut))[: len(whole)])

    assert plain(old + new) == walk(folder, old + new)[0]
    assert plain(old + new) == walk(folder, old + new)[0]


def test_a_damaged_schema_costs_time(tmp_path: Path) -> None:
    """SQLite quotes it in its message, which is then no text."""
    walk(tmp_path, ["a"])
    path = tmp_path / "words.sqlite"
    whole = path.read_bytes()
    assert 1 == whole.count(b"tableentriesentries")
    path.write_bytes(whole.replace(b"tableentriesentries", b"table\xff\xfe\xff\xfe\xffentries"))

    assert walk(tmp_path, ["a"]) == (["A"], 0, 1)


def test_a_locked_file_is_not_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a file with wrong content is replaced."""

    def locked(path: Path) -> sqlite3.Connection:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(cache, "_connect", locked)
    with pytest.raises(sqlite3.OperationalError):
        ItemCache("words", 1, folder=tmp_path)


KILLED = """
import os, signal, sys
from pathlib import Path
from understudy.core.cache import ItemCache
items = ItemCache("words", 1, folder=Path(sys.argv[1]))
for number in range(1000):
    items.put(items.key(str(number).encode()), b"=" + str(number).encode())
    if number == 500:
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_loses_at_most_the_last_batch(tmp_path: Path) -> None:
    """Kill -9 in the middle: what was committed is there, and whole."""
    subprocess.run([sys.executable, "-c", KILLED, tmp_path], check=False)

    with ItemCache("words", 1, folder=tmp_path) as items:
        kept = [items.get(items.key(str(number).encode())) for number in range(501)]

    assert [f"={number}".encode() for number in range(501 - 501 % 64)] == [v for v in kept if v]


def test_the_folder_is_shared_by_all_workspaces(monkeypatch: pytest.MonkeyPatch) -> None:
    """DVC names the parent repository in DVC_ROOT; a user may choose another place."""
    monkeypatch.delenv("UNDERSTUDY_CACHE", raising=False)
    monkeypatch.setenv("DVC_ROOT", "/repository")
    assert Path("/repository/.dvc/tmp/items") == cache.default_folder()

    monkeypatch.setenv("UNDERSTUDY_CACHE", "/elsewhere")
    assert Path("/elsewhere") == cache.default_folder()


def test_hits_are_noted_as_facts_of_the_run(tmp_path: Path) -> None:
    """They reach the log and the run's file, not an output."""
    walk(tmp_path, ["a", "b"])

    assert runs.noted()["words_cache"] == {"hits": 0, "misses": 2}


def test_what_an_earlier_version_kept_is_taken_over(tmp_path: Path) -> None:
    """Replies of a model were paid for."""
    walk(tmp_path, ["a", "b", "c"])
    database = sqlite3.connect(tmp_path / "words.sqlite")
    with database:
        database.execute(
            "create table items (key blob primary key, value blob not null, sum blob not null)"
            " without rowid"
        )
        database.execute("insert into items select * from entries")
        database.execute("delete from entries")
    database.close()
    walk(tmp_path, [])

    assert (["A", "B", "D", "C"], 3, 1) == walk(tmp_path, ["a", "b", "d", "c"])
    with sqlite3.connect(tmp_path / "words.sqlite") as database:
        tables = database.execute("select name from sqlite_master where type = 'table'").fetchall()
    database.close()
    assert [("entries",)] == tables
