import contextlib
import sqlite3
import subprocess
from pathlib import Path

import pytest

from understudy.auditing import surroundings
from understudy.auditing.originals import Original
from understudy.auditing.searching import Search
from understudy.cleaning import CleanParams, pseudonyms

SEARCH = Search([Original("Оксана Липская", "PERSON-1a2b3c")])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of git with raw data and a page."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "chat.txt").write_text("Оксана Липская: да")
    (tmp_path / "page.md").write_text("спросите: оксана липская")
    (tmp_path / "clean.md").write_text("спросите")
    subprocess.run(["git", "-C", tmp_path, "add", "."], check=True)
    (tmp_path / "untracked.md").write_text("Оксана Липская")
    return tmp_path


def test_files_of_git_are_searched(repository: Path) -> None:
    """Those that it tracks, and no others."""
    tracked = surroundings.tracked(repository)
    found = surroundings.repository(SEARCH, tracked, repository, "problem")

    assert ["clean.md", "page.md", "raw/chat.txt"] == sorted(
        path.relative_to(repository).as_posix() for path in tracked
    )
    assert "problem" == found.level
    assert "2 hidden things stand in page.md, raw/chat.txt" == found.words
    nothing = surroundings.repository(SEARCH, [repository / "clean.md"], repository, "problem")
    assert "ok" == nothing.level


def test_raw_data_in_git_are_named(repository: Path, tmp_path: Path) -> None:
    """A folder by the files in it; without git nothing is tracked."""
    tracked = surroundings.tracked(repository)

    found = surroundings.in_git("raw data", tracked, [repository / "raw"])
    assert "note" == found.level
    assert found.words.startswith("1 files in git")
    assert "ok" == surroundings.in_git("raw data", tracked, [repository / "other"]).level
    assert [] == surroundings.tracked(Path("/"))


def test_the_published_key_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """It hides nothing from somebody who can guess."""
    monkeypatch.delenv(pseudonyms.KEY_VARIABLE, raising=False)

    assert "note" == surroundings.key(CleanParams().anonymise.key_fingerprint).level
    own = surroundings.key(pseudonyms.fingerprint("a long secret"))
    assert ("ok", "your own, not set here") == (own.level, own.words)
    monkeypatch.setenv(pseudonyms.KEY_VARIABLE, "a long secret")
    own = surroundings.key(pseudonyms.fingerprint("a long secret"))
    assert ("ok", "your own, set here") == (own.level, own.words)
    other = surroundings.key(CleanParams().anonymise.key_fingerprint)
    assert "note" == other.level
    assert "is another than" in other.words
    assert "a long secret" not in other.words


def test_a_push_of_raw_records_is_a_problem() -> None:
    """Where there is a remote."""
    assert "problem" == surroundings.pushed(["data/parse"], has_remote=True).level
    assert "note" == surroundings.pushed(["data/parse"], has_remote=False).level
    assert "ok" == surroundings.pushed([], has_remote=True).level


def test_the_cache_says_who_may_read_it(tmp_path: Path) -> None:
    """Parsed files lie in it as they were."""
    folder = tmp_path / "items"
    assert "ok" == surroundings.cache("item cache", folder, "Delete it.").level
    folder.mkdir(mode=0o755)
    (folder / "parse.sqlite").write_bytes(b"0" * 2_000_000)

    found = surroundings.cache("item cache", folder, "Delete it.")
    assert "note" == found.level
    assert "2 MB: people's words as they were" in found.words
    assert f"chmod 700 {folder}" in found.words
    folder.chmod(0o700)
    assert "ok" == surroundings.cache("item cache", folder, "Delete it.").level


def test_tracked_runs_are_searched(tmp_path: Path) -> None:
    """A local database is read; a server is named without its password."""
    with contextlib.closing(sqlite3.connect(tmp_path / "m.db")) as base, base:
        base.execute("CREATE TABLE params (value TEXT)")
        base.execute("INSERT INTO params VALUES ('оксана липская')")

    def told(uri: str) -> tuple[str, str]:
        _, level, words = surroundings.runs_kept(SEARCH, uri, tmp_path)
        return level, words

    words = f"1 hidden things in 1 files of {tmp_path / 'm.db'}"
    assert ("problem", words) == told(f"sqlite:///{tmp_path / 'm.db'}")
    assert ("ok", "none") == told("sqlite:////nowhere/m.db")
    assert ("note", "on https://runs.example: not looked at") == told(
        "https://me:secret@runs.example/x"
    )


def test_artefacts_of_runs_are_searched(tmp_path: Path) -> None:
    """Beside the database, and in a folder that is the store."""
    (tmp_path / "mlruns" / "0").mkdir(parents=True)
    (tmp_path / "mlruns" / "0" / "page.html").write_text("Оксана Липская")

    for uri in ("sqlite:////nowhere/m.db", str(tmp_path / "mlruns"), f"file://{tmp_path}/mlruns"):
        found = surroundings.runs_kept(SEARCH, uri, tmp_path)
        assert ("problem", f"1 hidden things in 1 files of {tmp_path / 'mlruns'}") == found[1:]


def test_raw_data_go_to_a_remote_that_is_there() -> None:
    """That is what a closed remote is for: it is noted, and no problem."""
    assert "note" == surroundings.sources(["data/raw"], has_remote=True).level
    assert "ok" == surroundings.sources(["data/raw"], has_remote=False).level
    assert "ok" == surroundings.sources([], has_remote=True).level


def test_experiments_are_counted(repository: Path) -> None:
    """Those that git keeps, and workspaces of those that were killed."""
    assert "ok" == surroundings.experiments(repository).level
    git = ["git", "-C", str(repository), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    subprocess.run([*git, "commit", "-qm", "a"], check=True)
    subprocess.run([*git, "update-ref", "refs/exps/aa/bb/one", "HEAD"], check=True)
    (repository / ".dvc/tmp/exps/tmpabc").mkdir(parents=True)

    found = surroundings.experiments(repository)
    assert "note" == found.level
    assert found.words.startswith("2 keep states of the data")
