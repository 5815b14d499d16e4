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
    found = discover((raw,), ParseParams.model_validate(params))
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

    (found,) = discover((tmp_path,), ParseParams())

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
            discover((raw,), ParseParams())


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
        one
        for one in discover((tmp_path,), ParseParams.model_validate(params))
        if one.place == place
    )

    assert (found.collection, found.table) == (collection, table)


def test_a_table_without_files_is_a_set_up_error(tmp_path: Path) -> None:
    """Its rows would lose their group column in silence; one pattern of several may be idle."""
    (tmp_path / "rows.csv").write_text("x")

    assert listed(tmp_path, tables={"t": {"files": ["row.csv", "*.csv"]}}) == {"rows.csv": None}
    message = r"parse\.tables\.t\.files: \['row\.csv'\] match no file of .*\. Correct the patterns"
    with pytest.raises(SetupError, match=message):
        listed(tmp_path, tables={"t": {"files": ["row.csv"]}})


def test_a_table_may_lie_in_an_archive(tmp_path: Path) -> None:
    """Nobody has opened it yet, so the pattern is believed."""
    made(tmp_path, "b/all.zip")

    for pattern in ("b/all.zip/faq.csv", "b/*/faq/*.csv", "**/faq.csv"):
        assert {"b/all.zip": None} == listed(tmp_path, tables={"t": {"files": [pattern]}})
    for pattern in ("all.zip/faq.csv", "b/other.zip/x.csv", "*.csv"):
        with pytest.raises(SetupError, match="match no file"):
            listed(tmp_path, tables={"t": {"files": [pattern]}})


def test_a_collection_pattern_without_files_is_warned_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A misspelt folder would leave its files in another collection."""
    (tmp_path / "a.md").write_text("x")

    with caplog.at_level(logging.WARNING):
        listed(tmp_path, collections={"chat/**": "chats", "*.md": "book"})

    assert ["params.yaml: parse.collections: 'chat/**' matches no file"] == caplog.messages


def places(*raws: Path, **params: object) -> dict[str, str | None]:
    """As `listed`, for several roots."""
    found = discover(raws, ParseParams.model_validate(params))
    return {one.place: one.problem and one.problem[1] for one in found}


def made(folder: Path, *names: str) -> Path:
    """Return a folder with files."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def test_several_folders_and_files(tmp_path: Path) -> None:
    """The first keeps its places; those of another stand below its name, a file is called so."""
    home = made(tmp_path / "raw", "a.md", "b/c.md")
    other = made(tmp_path / "elsewhere/books", "a.md", "b/c.md")
    single = made(tmp_path, "single.md") / "single.md"

    assert {"a.md": None, "b/c.md": None} == places(home)
    assert places(home, other, single) == {
        "a.md": None,
        "b/c.md": None,
        "books/a.md": None,
        "books/b/c.md": None,
        "single.md": None,
    }
    assert {"single.md": None} == places(single)
    collections = {one.place: one.collection for one in discover((home, other), ParseParams())}
    assert ("raw", "books") == (collections["a.md"], collections["books/a.md"])


def test_equal_names_are_a_set_up_error(tmp_path: Path) -> None:
    """Two folders of one name, or one like an entry of the first: places must be unique."""
    home = made(tmp_path / "raw", "a.md", "books/c.md")
    one, other = made(tmp_path / "x/more", "a.md"), made(tmp_path / "y/more", "a.md")

    for raws, name in [
        ((home, one, other), "more"),
        ((home, made(tmp_path / "z/books", "d.md")), "books"),
        ((home, one / "a.md"), "a.md"),
    ]:
        with pytest.raises(SetupError, match=rf"share the place '{name}'. Rename"):
            places(*raws)


def test_folders_in_each_other_are_a_set_up_error(tmp_path: Path) -> None:
    """Their files would be read twice."""
    home = made(tmp_path / "raw", "b/a.md")

    for raws in [(home, home / "b"), (home / "b", home), (home, home), (home, home / "b/a.md")]:
        with pytest.raises(SetupError, match="lie in each other"):
            places(*raws)
    with pytest.raises(SetupError, match="dvc pull"):
        places(home, tmp_path / "missing")


def test_links_are_followed_when_told_so(tmp_path: Path) -> None:
    """To files and folders outside, each once, whatever links lead to it; circles end."""
    raw = made(tmp_path / "raw", "own/a.md")
    outside = made(tmp_path / "outside", "file.md", "folder/b.md", "folder/deep/c.md")
    (raw / "file.md").symlink_to(outside / "file.md")
    (raw / "again.md").symlink_to(outside / "file.md")
    (raw / "folder").symlink_to(outside / "folder")
    (raw / "twice").symlink_to(outside / "folder")
    (raw / "up").symlink_to(tmp_path)
    (raw / "own/circle").symlink_to(raw)
    (outside / "folder/back").symlink_to(outside / "folder")
    (raw / "lost").symlink_to(tmp_path / "nowhere")

    assert places(raw, follow_links=True) == {
        "again.md": None,
        "file.md": "link_repeated",
        "folder/b.md": None,
        "folder/back": "link_repeated",
        "folder/deep/c.md": None,
        "lost": "unreadable",
        "own/a.md": None,
        "own/circle": "link_repeated",
        "twice": "link_repeated",
        "up/outside/file.md": "link_repeated",
    }
