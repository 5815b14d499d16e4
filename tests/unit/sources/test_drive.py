import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from understudy.cli import main
from understudy.core.errors import MissingExtraError, SetupError
from understudy.sources import drive
from unit.sources.drive_server import Drive, served

pytest.importorskip("gdown")

FOLDER = "F0lder-of-the-tests-00000001"
BRAIN = "F0lder-of-the-tests-00000002"
ONE, TWO, THREE = (f"f1le-of-the-tests-{number:012}" for number in range(3))
SECRETS = (FOLDER, ONE, TWO, "0-secret-key")
QUOTA = '<html><body><p class="uc-error-subcaption">Too many users have viewed or downloaded this file recently.</p></body></html>'
SIGN_IN = "<html><head><title>Sign in - Google Accounts</title></head><body>Sign in</body></html>"


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Drive]:
    """A folder with a table, and one in a folder below it."""
    content = Drive(
        folders={
            FOLDER: [(ONE, "notes & more.csv"), (BRAIN, "МРТ/")],
            BRAIN: [(TWO, "processed_result.csv")],
        },
        files={ONE: b"a,b\n1,2\n", TWO: "Орган\nпечень\n".encode(), THREE: b"x"},
    )
    monkeypatch.setattr(drive, "RETRIES", 0)
    with served(content, tmp_path) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        yield content


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def fails(*arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert 1 == main(["fetch", "drive", *arguments])
    said = capsys.readouterr()
    assert not [secret for secret in SECRETS if secret in said.out + said.err]
    return said.err


def test_a_folder_comes_with_its_folders_and_a_record(
    there: Drive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files as they are, the record hidden beside them, nothing half-way left."""
    out = tmp_path / "out"

    assert 0 == main(
        ["fetch", "drive", f"https://drive.google.com/drive/folders/{FOLDER}?usp=sharing", str(out)]
    )

    found = files(out)
    lock = json.loads(found.pop(drive.LOCK))
    assert {
        "notes & more.csv": there.files[ONE],
        "МРТ/processed_result.csv": there.files[TWO],
    } == found
    assert FOLDER == lock["folder"]
    assert [(ONE, "notes & more.csv", 8), (TWO, "МРТ/processed_result.csv", 24)] == [
        (one["id"], one["path"], one["bytes"]) for one in lock["files"]
    ]
    assert "fetched  МРТ/processed_result.csv" in capsys.readouterr().out


def test_a_second_run_fetches_what_is_new(there: Drive, tmp_path: Path) -> None:
    """What is here and as it came is not asked for; what is gone from Drive stays."""
    drive.fetch_folder(FOLDER, tmp_path / "out")
    there.folders[FOLDER] = [(THREE, "new.csv"), (BRAIN, "МРТ/")]
    there.asked.clear()

    found = drive.fetch_folder(FOLDER, tmp_path / "out")

    assert (["new.csv"], ["МРТ/processed_result.csv"], ["notes & more.csv"]) == (
        found.fetched,
        found.kept,
        found.gone,
    )
    assert [FOLDER, BRAIN, THREE] == there.asked
    assert "notes & more.csv" in files(tmp_path / "out")


def test_update_says_what_changed(there: Drive, tmp_path: Path) -> None:
    """Everything is fetched again; without it a changed file is not noticed."""
    drive.fetch_folder(FOLDER, tmp_path / "out")
    there.files[ONE] = b"other"

    assert [] == drive.fetch_folder(FOLDER, tmp_path / "out").changed
    found = drive.fetch_folder(FOLDER, tmp_path / "out", "update")

    assert (["notes & more.csv"], ["МРТ/processed_result.csv"]) == (found.changed, found.fetched)
    assert b"other" == files(tmp_path / "out")["notes & more.csv"]


def test_the_record_fetches_the_same_files_elsewhere(there: Drive, tmp_path: Path) -> None:
    """Or says that one is no longer the same."""
    drive.fetch_folder(FOLDER, tmp_path / "out")
    for name in ("second", "third"):
        (tmp_path / name).mkdir()
        (tmp_path / name / drive.LOCK).write_bytes((tmp_path / "out" / drive.LOCK).read_bytes())
    there.folders.clear()

    drive.fetch_folder(FOLDER, tmp_path / "second", "locked")
    there.files[ONE] = b"other"
    with pytest.raises(SetupError, match="notes & more.csv: Drive has another file now"):
        drive.fetch_folder(FOLDER, tmp_path / "third", "locked")

    assert files(tmp_path / "out") == files(tmp_path / "second")
    assert {drive.LOCK, "МРТ/processed_result.csv"} == set(files(tmp_path / "third"))
    with pytest.raises(SetupError, match="does not exist. Fetch without --locked"):
        drive.fetch_folder(FOLDER, tmp_path / "fourth", "locked")


def test_a_private_folder_is_said(
    there: Drive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Drive shows a page to sign in, which lists nothing, or no page at all."""
    there.folders[FOLDER] = []
    said = fails(FOLDER, str(tmp_path / "out"), capsys=capsys)
    del there.folders[FOLDER]
    other = fails(FOLDER, str(tmp_path / "out"), capsys=capsys)

    assert "shows no files" in said
    assert "Anyone with the link" in said
    assert "cannot be read: no access" in other
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("page", "words"), [(QUOTA, "fetched too often"), (SIGN_IN, "no access")])
def test_a_page_in_place_of_a_file_is_no_file(
    page: str, words: str, there: Drive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others come; the next run goes on."""
    there.pages[ONE] = page

    said = fails(FOLDER, str(tmp_path / "out"), capsys=capsys)
    there.pages.clear()
    there.asked.clear()
    drive.fetch_folder(FOLDER, tmp_path / "out")

    assert "1 of 2 files were not fetched" in said
    assert "notes & more.csv: " in said and words in said
    assert TWO not in there.asked
    assert there.files[ONE] == files(tmp_path / "out")["notes & more.csv"]


def test_a_page_sent_as_the_file_is_no_file(there: Drive, tmp_path: Path) -> None:
    """Whatever the headers say."""
    there.files[ONE] = b"\xef\xbb\xbf\n<!DOCTYPE html><html>quota</html>"

    with pytest.raises(SetupError, match="a page in place of the file"):
        drive.fetch_folder(FOLDER, tmp_path / "out")

    assert {drive.LOCK, "МРТ/processed_result.csv"} == set(files(tmp_path / "out"))


def test_a_transfer_that_breaks_off_leaves_nothing(there: Drive, tmp_path: Path) -> None:
    """Half a table would be read as a whole one."""
    there.files[TWO] = b"x" * 100_000
    there.cut.add(TWO)

    with pytest.raises(
        SetupError, match="МРТ/processed_result.csv: (it broke off|the network failed)"
    ):
        drive.fetch_folder(FOLDER, tmp_path / "out")

    assert {drive.LOCK, "notes & more.csv"} == set(files(tmp_path / "out"))


def test_files_of_one_name_are_told_apart(there: Drive, tmp_path: Path) -> None:
    """Drive allows them; a folder may be called so too."""
    there.folders[FOLDER] = [(ONE, "A.csv"), (TWO, "a.csv"), (THREE, "b"), (BRAIN, "b/")]
    there.folders[BRAIN] = [
        ("f1le-of-the-tests-x00000000", ".hidden"),
        ("f2le-of-the-tests-y00000000", "c"),
    ]
    there.files["f2le-of-the-tests-y00000000"] = b"y"
    there.folders[FOLDER][1] = ("g1le-of-the-tests-000000000001", "a.csv")
    there.files["g1le-of-the-tests-000000000001"] = b"2"

    drive.fetch_folder(FOLDER, tmp_path / "out")

    assert {"A (f1le-of-).csv", "a (g1le-of-).csv", "b (f1le-of-)", "b/c", drive.LOCK} == set(
        files(tmp_path / "out")
    )


def test_nothing_that_is_here_is_written_over(there: Drive, tmp_path: Path) -> None:
    """Neither a stranger's file nor one that was edited."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes & more.csv").write_text("mine")

    with pytest.raises(SetupError, match="is here already"):
        drive.fetch_folder(FOLDER, tmp_path / "out")

    assert {"notes & more.csv": b"mine"} == files(tmp_path / "out")


def test_a_folder_holds_one_folder_of_drive(there: Drive, tmp_path: Path) -> None:
    """A record of another one, or a broken one, is not written over."""
    drive.fetch_folder(FOLDER, tmp_path / "out")

    with pytest.raises(SetupError, match="another folder of Drive"):
        drive.fetch_folder(BRAIN, tmp_path / "out")
    (tmp_path / "out" / drive.LOCK).write_text("{")
    with pytest.raises(SetupError, match="no record of a folder"):
        drive.fetch_folder(FOLDER, tmp_path / "out")


def test_a_file_that_was_renamed_moves(there: Drive, tmp_path: Path) -> None:
    """It is fetched to its new name, and the old one goes."""
    drive.fetch_folder(FOLDER, tmp_path / "out")
    there.folders[FOLDER][0] = (ONE, "renamed.csv")

    drive.fetch_folder(FOLDER, tmp_path / "out")

    assert {drive.LOCK, "renamed.csv", "МРТ/processed_result.csv"} == set(files(tmp_path / "out"))


@pytest.mark.parametrize(
    "address",
    [
        FOLDER,
        f"https://drive.google.com/drive/folders/{FOLDER}",
        f"https://drive.google.com/drive/u/1/folders/{FOLDER}?resourcekey=0-secret-key",
        f"https://drive.google.com/open?id={FOLDER}",
    ],
)
def test_an_address_holds_the_id(address: str) -> None:
    """In any form that Drive gives out."""
    assert FOLDER == drive.folder_id(address)


@pytest.mark.parametrize(
    "address",
    ["", "short", f"https://evil.example/folders/{FOLDER}", "https://drive.google.com/file/d/x"],
)
def test_what_is_no_folder_is_said(address: str) -> None:
    """Without the address, which may hold a key."""
    with pytest.raises(SetupError) as failure:
        drive.folder_id(address)

    assert not address or address not in str(failure.value)


def test_no_network_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what to look at."""
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://user:0-secret-key@127.0.0.1:9")

    assert "cannot be reached (ProxyError)" in fails(FOLDER, str(tmp_path / "out"), capsys=capsys)


def test_without_gdown_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is optional."""
    monkeypatch.setitem(__import__("sys").modules, "gdown", None)

    with pytest.raises(MissingExtraError, match=r"understudy\[drive\]"):
        drive.fetch_folder(FOLDER, tmp_path / "out")
