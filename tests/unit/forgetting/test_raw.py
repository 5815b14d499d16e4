import os
from pathlib import Path

import pytest

from understudy.core.errors import SetupError
from understudy.forgetting.raw import RawFiles, check_removable


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RawFiles:
    """A raw folder, a further one, and a single file beside them."""
    for name in ("raw/a/chat.json", "raw/a/.hidden", "raw/a/chat.json.dvc", "more/b.md", "one.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    (tmp_path / "raw" / "chats.zip").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    return RawFiles([tmp_path / "x" / ".." / "raw", tmp_path / "more", tmp_path / "one.md"])


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("raw/a/chat.json", "a/chat.json"),
        ("a/chat.json", "a/chat.json"),
        ("a", "a"),
        ("raw/../raw/a", "a"),
        ("more/b.md", "more/b.md"),
        ("b.md", "more/b.md"),
        ("one.md", "one.md"),
        ("raw", "."),
        ("raw/../secret", None),
        ("../..", None),
        ("a/none.json", None),
    ],
)
def test_a_place_is_told_as_records_name_it(files: RawFiles, typed: str, place: str | None) -> None:
    """From here, from the raw folder, and never outside of it."""
    assert place == files.place(typed)


def test_a_place_leads_back_to_the_file(files: RawFiles, tmp_path: Path) -> None:
    """What lies in an archive leads to the archive."""
    assert tmp_path / "raw/a/chat.json" == files.path("a/chat.json")
    assert tmp_path / "more/b.md" == files.path("more/b.md")
    assert tmp_path / "one.md" == files.path("one.md")
    assert tmp_path / "raw/chats.zip" == files.path("chats.zip/talk.txt")
    assert files.path("a/gone.json") is None
    assert tmp_path / "raw/chats.zip" == files.archive_of("chats.zip/talk.txt")
    assert files.archive_of("chats.zip") is None


def test_a_folder_is_its_files(files: RawFiles, tmp_path: Path) -> None:
    """Without hidden ones and DVC's own."""
    assert [tmp_path / "raw/a/chat.json"] == list(files.files(tmp_path / "raw/a"))


def test_nothing_is_begun_that_cannot_be_ended(tmp_path: Path) -> None:
    """A folder that may not be written to is told before."""
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o500)
    check_removable([tmp_path / "a"])
    if os.access(locked, os.W_OK):
        pytest.skip("root may write anywhere")

    with pytest.raises(SetupError, match="may not be written to"):
        check_removable([locked / "a"])
