"""A folder of what attacks a reader, among good files: each costs itself and nothing else."""

import json
import os
import re
import shutil
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from understudy.core.tally import Tally
from understudy.parsing import ParseParams, read_folder
from unit.parsing.hostile_files import cut_short, hostile, nested_forms
from unit.parsing.made import every_kind

KINDS = ("documents", "conversations", "rows")
SECONDS = 20
OLD_OFFICE = {} if shutil.which("soffice") else {"engine": "built_in"}
"""LibreOffice where it is, as by default; the stage asks for it before it reads a file."""
EXPECTED = {
    "password.pdf": "encrypted",
    "cycle.pdf": "bad_pdf",
    "nested-forms.pdf": "timeout",
    "flate.pdf": "too_large",
    "pages100k.pdf": "too_large",
    "empty.pdf": "empty_file",
    "bomb-text.docx": "zip_bomb",
    "bomb-paragraphs.docx": "zip_bomb",
    "laughs.docx": "bad_docx",
    "locked.docx": "encrypted",
    "dims.xlsx": "too_large",
    "rows.ods": "too_large",
    "braces.rtf": "bad_rtf",
    "comments.pdf": "bad_pdf",
    "laughs.fb2": "bad_fb2",
    "noise.xls": "unsupported",
    "mute.html": "no_text",
    "deep.json": "bad_json",
    "nul.txt": "not_text",
    "zip-of-zip.zip": "no_text",
    "bomb.zip": "zip_bomb",
    "locked.zip": "encrypted",
    "leads-out.zip": "no_text",
    "many.zip": "zip_bomb",
    "folder.pdf": "not_a_file",
    "pipe.md": "not_a_file",
    "socket.md": "not_a_file",
    "dangling.md": "unreadable",
    "loop.md": "unreadable",
    "outside.md": "link_outside",
    "up": "not_a_file",
    "sparse.md": "too_large",
}
"""Reasons of those that must fail in one way only."""
READ = {
    "two\nlines.md": b"two\nlines.md",
    "up..\N{HONEYBEE}..md": "up..\N{HONEYBEE}..md".encode(),
    "n" * 252 + ".md": b"n" * 252 + b".md",
    "\\xcf\\xf7.md": b"\xcf\xf7.md",
    "folder.pdf/in.md": b"folder.pdf/in.md",
}
"""Names, as shown and as they are, that are no reason not to read a file."""


class Outcome(NamedTuple):
    """What one run wrote."""

    files: dict[str, dict[str, Any]]
    records: dict[str, list[bytes]]
    order: list[str]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "cache"))


def run(raw: Path, parsed: Path, **limits: float) -> Outcome:
    tally = Tally(limit=1, rejects=parsed / "rejects.jsonl")
    params = ParseParams.model_validate({"limits": limits, "old_office": OLD_OFFICE})
    read_folder(params, (raw,), parsed, tally)
    tally.write(parsed / "report.json")
    rows = [json.loads(line) for line in (parsed / "files.jsonl").read_bytes().splitlines()]
    records = {kind: (parsed / f"{kind}.jsonl").read_bytes().splitlines() for kind in KINDS}
    assert len(rows) == len({row["path"] for row in rows}), "one row a file"
    return Outcome({row["path"]: row for row in rows}, records, [row["path"] for row in rows])


def without_seconds(outcome: Outcome) -> Outcome:
    """Leave out of the reasons how long it took: a page that came just in time got more."""
    files = {
        path: row | {"why": re.sub(r"\d+ s\b", "", row["why"] or "")}
        for path, row in outcome.files.items()
    }
    return outcome._replace(files=files)


def put(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


@contextmanager
def oddities(folder: Path) -> Iterator[None]:
    """Put what only a file system can hold among the files, and a name of each odd kind."""
    (folder / "folder.pdf").mkdir()
    outside = folder.parent.parent / "outside.md"
    outside.write_text("secret")
    os.mkfifo(folder / "pipe.md")
    for name, target in {
        "dangling.md": "nowhere.md",
        "loop.md": "loop.md",
        "outside.md": outside,
        "up": "..",
    }.items():
        (folder / name).symlink_to(target)
    with (folder / "sparse.md").open("wb") as file:
        file.truncate(1 << 30)
    for name in READ.values():
        text = f"# A good file\n\nIts name is of {len(name)} bytes."
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(text)
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(folder)  # the name of a socket has 107 bytes
        try:
            server.bind("socket.md")
        finally:
            os.chdir(here)
        yield


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Outcome]:
    """Run the good files alone, and all together with several workers."""
    folder = tmp_path_factory.mktemp("hostile")
    put(folder / "good/raw/shelf", every_kind())
    put(folder / "all/raw/shelf", {**every_kind(), **hostile()})
    put(folder / "all/raw/cut", cut_short())  # of one collection, chats of one name are one
    with pytest.MonkeyPatch.context() as patch, oddities(folder / "all/raw/shelf"):
        patch.setenv("UNDERSTUDY_CACHE", str(folder / "cache-good"))
        good = run(folder / "good/raw", folder / "good/out")
        patch.setenv("UNDERSTUDY_CACHE", str(folder / "cache-all"))
        patch.setenv("UNDERSTUDY_WORKERS", "3")
        return good, run(folder / "all/raw", folder / "all/out", seconds=SECONDS)


@pytest.mark.slow
def test_each_has_one_row_that_says_what_to_do(outcomes: tuple[Outcome, Outcome]) -> None:
    """More than sixty of them, of every kind."""
    _, found = outcomes
    bad = {f"shelf/{name}" for name in [*hostile(), *EXPECTED]}
    bad |= {f"cut/{name}" for name in cut_short()}

    assert len(hostile()) + len(EXPECTED) - len(EXPECTED.keys() & hostile().keys()) > 100
    assert bad <= found.files.keys()
    assert found.order == sorted(found.order)
    for path, row in found.files.items():
        assert (row["status"] in {"ok", "ocr"}) == (row["reason"] is None) == (row["why"] is None)
        if row["why"] is not None:
            assert "; " in row["why"], row
            assert "crashed" != row["reason"] or path.endswith(".pdf"), row
    expected = {f"shelf/{name}": reason for name, reason in EXPECTED.items()}
    assert expected == {path: found.files[path]["reason"] for path in expected}


@pytest.mark.slow
def test_odd_names_are_read(outcomes: tuple[Outcome, Outcome]) -> None:
    """A newline, a bee, 255 bytes, no UTF-8, in a folder that is called like a file."""
    _, found = outcomes

    for name in READ:
        assert "ok" == found.files[f"shelf/{name}"]["status"], name


@pytest.mark.slow
def test_the_good_files_do_not_notice(outcomes: tuple[Outcome, Outcome]) -> None:
    """The same bytes in the same order, as if nothing stood between them."""
    good, found = outcomes

    assert len(good.files) == len(every_kind())
    assert {path: found.files[path] for path in good.files} == good.files
    for kind in KINDS:
        mine = set(good.records[kind])
        assert good.records[kind] == [line for line in found.records[kind] if line in mine]
        ids = Counter(json.loads(line)["id"] for line in found.records[kind])
        assert {1} == set(ids.values())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """Says so."""
    put(tmp_path / "raw", {"a.md": b"x", "b.md": b"good"})
    (tmp_path / "raw/a.md").chmod(0)

    assert "unreadable" == run(tmp_path / "raw", tmp_path / "out").files["a.md"]["reason"]


def test_a_file_that_hangs_is_tried_again_in_the_next_run(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Time is a fact of a run: on a faster machine it may be read."""
    put(tmp_path / "raw", {"a.md": b"# One", "b.pdf": nested_forms(), "c.md": b"# Two"})
    caplog.set_level("INFO", "understudy.core.cache")

    first = run(tmp_path / "raw", tmp_path / "first", seconds=1)
    second = run(tmp_path / "raw", tmp_path / "second", seconds=1)

    assert [None, "timeout", None] == [row["reason"] for row in first.files.values()]
    assert without_seconds(first) == without_seconds(second)
    assert "parse: 2 items from the cache, 1 computed" in caplog.messages
