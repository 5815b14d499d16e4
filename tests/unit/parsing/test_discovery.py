import logging
import os
from pathlib import Path

import pytest

from understudy.core.errors import SetupError
from understudy.parsing.discovery import discover
from understudy.parsing.params import ParseParams


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path_factory.mktemp("cache")))


def listed(raw: Path, **params: object) -> dict[str, str | None]:
    """Return the reason of each file, None where there is no obstacle."""
    found = discover(raw, ParseParams.model_validate(params))
    return {one.place: one.problem and one.problem[1] for one in found}


def test_all_files_are_listed_in_order(tmp_path: Path) -> None:
    """Sorted by path, whatever the order on the disk; hidden and system files are not there."""
    for name in (
        "b/c.md",
        "b.md",
        "a/é.md",
        "a/.hidden/x.md",
        ".gitignore",
        "x.pdf.dvc",
        "Thumbs.db",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")

    assert list(listed(tmp_path)) == ["a/é.md", "b.md", "b/c.md"]


def test_what_is_no_file_has_a_reason(tmp_path: Path) -> None:
    """Folders called like files, links, pipes: each is a row, none a crash."""
    raw = tmp_path / "raw"
    (raw / "bundle.pdf").mkdir(parents=True)
    (raw / "bundle.pdf" / "inner.md").write_text("x")
    (raw / "file.md").write_text("x")
    (tmp_path / "outside.md").write_text("secret")
    (raw / "inside.md").symlink_to(raw / "file.md")
    (raw / "outside.md").symlink_to(tmp_path / "outside.md")
    (raw / "lost.md").symlink_to(raw / "nowhere.md")
    (raw / "up").symlink_to(raw)
    os.mkfifo(raw / "pipe.md")

    assert listed(raw) == {
        "bundle.pdf": "not_a_file",
        "bundle.pdf/inner.md": None,
        "file.md": None,
        "inside.md": None,
        "lost.md": "unreadable",
        "outside.md": "link_outside",
        "pipe.md": "not_a_file",
        "up": "not_a_file",
    }


def test_links_into_the_cache_of_dvc_are_the_files(tmp_path: Path) -> None:
    """With ``cache.type symlink`` all raw files are links."""
    cached = tmp_path / "cache/files/md5/ab/cdef"
    cached.parent.mkdir(parents=True)
    cached.write_text("x")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.md").symlink_to(cached)

    assert listed(tmp_path / "raw") == {"a.md": None}


def test_names_that_are_no_utf8_are_listed(tmp_path: Path) -> None:
    """An old archive unpacked: the name cannot stand in JSON as it is, and two stay two."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xcf\xf7.md")).write_text("x")

    (found,) = discover(tmp_path, ParseParams())

    assert found.place == "\\xcf\\xf7.md"
    assert found.path.read_text() == "x"


def test_large_files_are_not_read(tmp_path: Path) -> None:
    """The limit is a parameter."""
    with (tmp_path / "a.md").open("wb") as file:
        file.truncate(1_000_001)

    assert listed(tmp_path, max_file_mb=1) == {"a.md": "too_large"}
    assert listed(tmp_path, max_file_mb=2) == {"a.md": None}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_has_a_reason(tmp_path: Path) -> None:
    """Files and folders without permission."""
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "a.md").chmod(0)
    (tmp_path / "b").mkdir(mode=0)

    assert listed(tmp_path) == {"a.md": "unreadable", "b": "unreadable"}


def test_an_empty_folder_is_a_set_up_error(tmp_path: Path) -> None:
    """So is a missing one: the pipeline would go on with nothing."""
    for raw in (tmp_path, tmp_path / "missing"):
        with pytest.raises(SetupError, match="dvc pull"):
            discover(raw, ParseParams())


@pytest.mark.parametrize(
    ("place", "collection", "table"),
    [
        ("faq/a.csv", "questions", "faq"),
        ("chats/telegram/a.json", "chats", None),
        ("chats/b.txt", "chats", None),
        ("handbook/en/a.md", "handbook", None),
        ("a.md", "raw", None),
    ],
)
def test_collections(tmp_path: Path, place: str, collection: str, table: str | None) -> None:
    """A table's own, else the first pattern, else the top folder."""
    params = {
        "tables": {"faq": {"files": ["faq/*.csv"], "collection": "questions"}},
        "collections": {"chats/**": "chats", "**/*.txt": "texts"},
    }
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / place).write_text("x")
    (tmp_path / "faq").mkdir(exist_ok=True)
    (tmp_path / "faq" / "z.csv").write_text("x")

    found = next(
        one for one in discover(tmp_path, ParseParams.model_validate(params)) if one.place == place
    )

    assert (found.collection, found.table) == (collection, table)


def test_a_table_without_files_is_a_set_up_error(tmp_path: Path) -> None:
    """Its rows would lose their group column in silence; one pattern of several may be idle."""
    (tmp_path / "rows.csv").write_text("x")

    assert listed(tmp_path, tables={"t": {"files": ["row.csv", "*.csv"]}}) == {"rows.csv": None}
    message = r"parse\.tables\.t\.files: \['row\.csv'\] match no file of .*\. Correct the patterns"
    with pytest.raises(SetupError, match=message):
        listed(tmp_path, tables={"t": {"files": ["row.csv"]}})


def test_a_collection_pattern_without_files_is_warned_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A misspelt folder would leave its files in another collection."""
    (tmp_path / "a.md").write_text("x")

    with caplog.at_level(logging.WARNING):
        listed(tmp_path, collections={"chat/**": "chats", "*.md": "book"})

    assert ["params.yaml: parse.collections: 'chat/**' matches no file"] == caplog.messages
