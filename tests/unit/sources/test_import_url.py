"""The commands of docs/sources.md for HTTP and S3, which are DVC's own, against local servers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from unit.sources.file_servers import BUCKET, Store, http, s3

pytestmark = pytest.mark.slow
FIRST = "Орган;Заключение\nпечень;норма\n".encode("cp1251")
SECOND = FIRST + "почка;киста\n".encode("cp1251")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of git and DVC, with keys that are nowhere else."""
    for name, value in {
        "DVC_SITE_CACHE_DIR": str(tmp_path / "site"),
        "DVC_NO_ANALYTICS": "1",
        "AWS_ACCESS_KEY_ID": "the-key",
        "AWS_SECRET_ACCESS_KEY": "the-secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "repository"
    (folder / "data" / "raw").mkdir(parents=True)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    dvc(folder, "init", "-q")
    return folder


def dvc(folder: Path, *arguments: str, ok: bool = True) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "dvc", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ok == (done.returncode == 0), done.stdout + done.stderr
    return done.stdout + done.stderr


def test_a_file_by_http_is_an_input_that_can_be_updated(repository: Path) -> None:
    """`dvc update` sees what changed there; nothing else asks the server."""
    store = Store({"exports/processed_result.csv": FIRST})
    with http(store) as address:
        dvc(
            repository,
            "import-url",
            f"{address}/exports/processed_result.csv",
            "data/raw/studies.csv",
        )
        assert FIRST == (repository / "data/raw/studies.csv").read_bytes()

        store.files["exports/processed_result.csv"] = SECOND
        assert "up to date" in dvc(repository, "status")
        dvc(repository, "update", "data/raw/studies.csv.dvc")

    assert SECOND == (repository / "data/raw/studies.csv").read_bytes()


def test_what_http_does_not_have_is_said(repository: Path) -> None:
    """And nothing is left."""
    with http(Store()) as address:
        said = dvc(repository, "import-url", f"{address}/a.csv", "data/raw/a.csv", ok=False)

    assert "does not exist" in said or "404" in said
    assert [] == list((repository / "data" / "raw").glob("*.csv*"))


def test_a_server_without_etag_is_asked_for_the_file_again(repository: Path) -> None:
    """Nothing tells whether it changed, so an update fetches it."""
    store = Store({"a.csv": FIRST}, etags=False)
    with http(store) as address:
        dvc(repository, "import-url", f"{address}/a.csv", "data/raw/a.csv")
        store.files["a.csv"] = SECOND
        dvc(repository, "update", "data/raw/a.csv.dvc")

    assert SECOND == (repository / "data/raw/a.csv").read_bytes()


def test_a_folder_of_s3_is_an_input_that_can_be_updated(repository: Path) -> None:
    """With the keys of the environment, and none of them in git."""
    store = Store({"mr/b1/processed_result.csv": FIRST, "ct/b2/processed_results.csv": FIRST})
    with s3(store) as endpoint:
        dvc(repository, "remote", "add", "lab", f"s3://{BUCKET}")
        dvc(repository, "remote", "modify", "lab", "endpointurl", endpoint)
        dvc(repository, "import-url", "remote://lab/mr", "data/raw/mr")
        assert FIRST == (repository / "data/raw/mr/b1/processed_result.csv").read_bytes()

        store.files["mr/b3/processed_result.csv"] = SECOND
        dvc(repository, "update", "data/raw/mr.dvc")

    assert SECOND == (repository / "data/raw/mr/b3/processed_result.csv").read_bytes()
    written = (repository / "data/raw/mr.dvc").read_text() + (
        repository / ".dvc/config"
    ).read_text()
    assert "the-secret" not in written
    assert "the-key" not in written
