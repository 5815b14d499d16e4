import hashlib
import os
import time
from pathlib import Path

import pytest

from understudy.core.digests import FRESH, Digests

OLD = time.time_ns() - 10 * FRESH


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


def hashed(folder: Path, *, head: int = 32, marks: tuple[bytes, ...] = ()) -> dict[str, str]:
    """Hash all files of a folder, by name."""
    found = {}
    with Digests(folder=folder.parent / "cache", head=head, marks=marks) as digests:
        for path in sorted(folder.iterdir()):
            digest, mark = digests.of(folder, path.name, path.stat())
            assert path.read_bytes().startswith(mark) or mark in marks
            found[path.name] = digest
    return found


def truth(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_changes_are_seen_at_once(folder: Path) -> None:
    """Same size, same name, the old date put back: the inode tells."""
    for text in ("one", "two", "six"):
        (folder / "a.txt").write_text(text)
        os.utime(folder / "a.txt", ns=(OLD, OLD))
        assert truth(folder) == hashed(folder)
        assert truth(folder) == hashed(folder)


def test_a_file_that_is_replaced_is_seen(folder: Path) -> None:
    """By another of the same size and date."""
    for text in ("one", "two"):
        (folder.parent / "new").write_text(text)
        os.utime(folder.parent / "new", ns=(OLD, OLD))
        (folder.parent / "new").replace(folder / "a.txt")
        assert truth(folder) == hashed(folder)


def test_what_stands_unchanged_is_not_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it is older than the grain of the clock."""
    for name in ("a", "b"):
        (folder / name).write_text(name)
    monkeypatch.setattr("understudy.core.digests.FRESH", 0)
    first = hashed(folder)
    read: list[Path] = []
    real = Digests._read
    monkeypatch.setattr(Digests, "_read", lambda self, path: read.append(path) or real(self, path))
    (folder / "b").write_text("c")

    assert truth(folder) == hashed(folder)

    assert [folder / "b"] == read
    assert first["a"] == hashed(folder)["a"]


def test_what_is_fresh_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the grain of the clock a change leaves no trace."""
    (folder / "a").write_text("a")
    hashed(folder)
    read: list[Path] = []
    real = Digests._read
    monkeypatch.setattr(Digests, "_read", lambda self, path: read.append(path) or real(self, path))

    hashed(folder)

    assert [folder / "a"] == read


def test_the_mark_of_a_format_is_found_further_down(folder: Path) -> None:
    """Else the beginning tells."""
    (folder / "a").write_bytes(b"\n" * 500 + b"%PDF-1.7")
    (folder / "b").write_bytes(b"PK\x03\x04" + bytes(100))
    with Digests(folder=folder.parent / "cache", head=1024, marks=(b"%PDF-",)) as digests:
        found = [digests.of(folder, name, (folder / name).stat())[1] for name in ("a", "b")]

    assert [b"%PDF-", b"PK\x03\x04" + bytes(28)] == found
