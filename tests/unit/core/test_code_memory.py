import os
import sqlite3
import sys
import time
from importlib.machinery import BuiltinImporter, FrozenImporter, PathFinder
from importlib.metadata import MetadataPathFinder
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from understudy.core import code, code_memory, installed
from understudy.core.errors import SetupError
from understudy.core.traces import FRESH

OLD = time.time_ns() - 100 * FRESH
NAMES = ("a", "b", "c", "d")
LINES = (
    "import json",
    "import pydantic",
    "import surely_not_installed",
    *(f"from pkg import {name}" for name in NAMES),
    "X = 1",
    "X = 2",
    '"""A sentence."""',
    "# a comment",
    'K = Registry[int]("k", "pkg.plugs")',
)
"""What a module is made of."""

modules = st.lists(st.sampled_from(LINES), max_size=4).map("\n".join)
edits = st.lists(st.tuples(st.sampled_from([*NAMES, "plugs/new"]), modules), min_size=1, max_size=5)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Sources whose modules import nothing yet."""
    for name in ("__init__", *NAMES, "plugs/__init__", "plugs/one"):
        path = tmp_path / "src" / "pkg" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    return tmp_path


@pytest.fixture(scope="module")
def this_environment() -> installed.Installed:
    return installed.read()


@pytest.fixture
def quick(this_environment: installed.Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is installed does not change meanwhile, and to read it takes half a second."""
    monkeypatch.setattr(installed, "read", lambda: this_environment)


def remembered(tree: Path) -> code.Closure:
    return code_memory.closure(tree / "src/pkg/a.py", tree / "src", folder=tree / "memory")


def truth(tree: Path) -> code.Closure:
    return code.closure(tree / "src/pkg/a.py", tree / "src")


def count_reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let what is read anew be written into a list."""
    read: list[str] = []
    module, packages = code.Reader.module, installed.read
    monkeypatch.setattr(
        code.Reader, "module", lambda *given: read.append(given[2].stem) or module(*given)
    )
    monkeypatch.setattr(installed, "read", lambda: read.append("installed") or packages())
    return read


@pytest.mark.usefixtures("quick")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits)
def test_a_memory_changes_no_closure(tree: Path, made: list[tuple[str, str]]) -> None:
    """Whatever was edited since, and edited back."""
    for name, source in made:
        (tree / f"src/pkg/{name}.py").write_text(source)
        assert truth(tree) == remembered(tree) == remembered(tree)


def test_only_what_was_edited_is_read_again(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its bytes: a file that is written anew is the same."""
    (tree / "src/pkg/a.py").write_text("from pkg import b, c")
    remembered(tree)
    read = count_reads(monkeypatch)
    (tree / "src/pkg/b.py").write_text("X = 1")
    (tree / "src/pkg/c.py").write_text("")

    remembered(tree)

    assert ["b"] == read


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("made", ["x''", "x'5b'", "zeroblob(9)", "'[]'", "7"])
def test_damaged_memory_is_ignored(tree: Path, made: str) -> None:
    """It is found out by its checksum, and read anew."""
    (tree / "src/pkg/a.py").write_text("import pydantic")
    remembered(tree)
    with sqlite3.connect(tree / "memory/code.sqlite") as database:
        assert database.execute(f"update entries set value = {made}").rowcount
    database.close()

    assert truth(tree) == remembered(tree)


def test_a_file_that_is_no_memory_is_replaced(tree: Path) -> None:
    """Losing it costs time only."""
    (tree / "memory").mkdir()
    (tree / "memory/code.sqlite").write_bytes(b"no database, though long enough to be one" * 9)

    assert truth(tree) == remembered(tree)


def test_another_python_or_reader_knows_nothing(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Syntax trees differ between versions, and what counts in them may change."""
    remembered(tree)
    monkeypatch.setattr(sys, "version", sys.version + " (another)")
    read = count_reads(monkeypatch)
    remembered(tree)
    assert {"a", "__init__"} == {*read}

    read.clear()
    changed = tree / "code.py"
    changed.write_bytes(Path(code.__file__).read_bytes() + b"\n")
    monkeypatch.setattr(code, "__file__", str(changed))
    remembered(tree)
    assert {"a", "__init__"} == {*read}


def test_what_is_not_python_is_named_each_time(tree: Path) -> None:
    """A failure is not remembered, because its message names a file."""
    (tree / "src/pkg/a.py").write_text("x = 1\ndef (:\n")

    for _ in range(2):
        with pytest.raises(SetupError, match=r"a.py:2: not Python"):
            remembered(tree)


def distribution(folder: Path, name: str, version: str, provides: str) -> Path:
    """Install a distribution as an installer would, long ago."""
    path = folder / f"{name}-{version}.dist-info"
    path.mkdir(parents=True, exist_ok=True)
    (path / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (path / "top_level.txt").write_text(f"{provides}\n")
    return path


def _with_usual_finders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo what packages of other tests did: `importlib_metadata` puts its own finder first."""

    def find_distributions(*args: object, **named: object) -> object:
        return MetadataPathFinder.find_distributions(*args, **named)

    usual = [BuiltinImporter, FrozenImporter, PathFinder]
    monkeypatch.setattr(sys, "meta_path", usual)
    found = staticmethod(find_distributions)
    monkeypatch.setattr(PathFinder, "find_distributions", found, raising=False)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of the import path that tells of distributions."""
    (tmp_path / "site").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site")])
    monkeypatch.setattr("understudy.core.code_memory.FRESH", -1)  # none of it is too fresh
    _with_usual_finders(monkeypatch)
    return tmp_path / "site"


def test_every_change_of_the_installation_is_seen(tree: Path, site: Path) -> None:
    """A new one, an upgrade, another provider, metadata edited in place, and a removal."""
    (tree / "src/pkg/a.py").write_text("import thing")
    assert {"thing": "absent"} == remembered(tree).packages

    first = distribution(site, "first", "1.0", "thing")
    assert {"first": "1.0"} == remembered(tree).packages == remembered(tree).packages

    first.rename(site / "first-2.0.dist-info")
    distribution(site, "first", "2.0", "thing")
    assert {"first": "2.0"} == remembered(tree).packages

    distribution(site, "second", "3.0", "thing")
    assert {"first": "2.0", "second": "3.0"} == remembered(tree).packages

    (site / "second-3.0.dist-info/top_level.txt").write_text("other\n")
    assert {"first": "2.0"} == remembered(tree).packages

    (site / "first-2.0.dist-info").rename(site.parent / "away")
    assert {"thing": "absent"} == remembered(tree).packages == truth(tree).packages


def test_the_order_of_the_import_path_counts(
    tree: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first of two versions is the one that is imported."""
    (tree / "src/pkg/a.py").write_text("import thing")
    distribution(site, "first", "1.0", "thing")
    distribution(tree / "other", "first", "2.0", "thing")
    found = []
    for folders in ([site, tree / "other"], [tree / "other", site]):
        monkeypatch.setattr(sys, "path", [*map(str, folders)])
        found.append(remembered(tree).packages)

    assert [{"first": "1.0"}, {"first": "2.0"}] == found


def test_an_old_installation_is_read_once(
    tree: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one that changed within the grain of the clock each time."""
    distribution(site, "first", "1.0", "thing")
    (tree / "src/pkg/a.py").write_text("import thing")
    remembered(tree)
    read = count_reads(monkeypatch)
    remembered(tree)
    assert [] == read

    (site / "first-1.0.dist-info/RECORD").write_text("")
    monkeypatch.setattr("understudy.core.code_memory.FRESH", 10**15)
    for _ in range(2):
        assert {"first": "1.0"} == remembered(tree).packages
    assert ["installed"] * 2 == read


def test_a_finder_of_another_kind_is_asked_each_time(
    tree: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it knows of may lie in no file."""

    class Finder:
        def find_spec(self, *_: object) -> None:
            return None

        def find_distributions(self, *_: object) -> list[object]:
            return []

    distribution(site, "first", "1.0", "thing")
    (tree / "src/pkg/a.py").write_text("import thing")
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder()])
    read = count_reads(monkeypatch)
    for _ in range(2):
        assert {"first": "1.0"} == remembered(tree).packages

    assert 2 == read.count("installed")


def test_traces_tell_of_archives_and_gaps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path may name a file, or nothing at all."""
    archive = tmp_path / "x.zip"
    archive.write_bytes(b"PK")
    monkeypatch.setattr(sys, "path", [str(archive), str(tmp_path / "nothing")])
    _with_usual_finders(monkeypatch)
    before = installed.traces()
    os.utime(archive, ns=(OLD, OLD))

    assert before is not None
    assert before != installed.traces()
    assert [[str(tmp_path / "nothing")]] == before[1:]


@pytest.mark.usefixtures("quick")
def test_this_repository_has_one_closure(tmp_path: Path) -> None:
    """With a memory, without, and with what another stage remembered."""
    sources = Path(code.__file__).parents[2]
    for name in ("stage.py", "cache.py"):
        entry = sources / "understudy/core" / name
        found = code_memory.closure(entry, sources, folder=tmp_path)
        assert code.closure(entry, sources) == found
        assert found == code_memory.closure(entry, sources, folder=tmp_path)
