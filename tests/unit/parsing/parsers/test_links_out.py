"""What a Word file links to on the network is never fetched."""

import io
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from unit.parsing.made import docx, parsed, zipped


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and what it is asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/picture.png", paths
        server.shutdown()
        thread.join()


def linked(url: str) -> bytes:
    """A Word file whose picture lies at an address."""
    with zipfile.ZipFile(io.BytesIO(docx())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    relations = "word/_rels/document.xml.rels"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"r:embed=", b"r:link=")
    parts[relations] = parts[relations].replace(
        b'Target="media/image1.png"', f'Target="{url}" TargetMode="External"'.encode()
    )
    assert url.encode() in parts[relations]
    return zipped(parts)


def test_by_mammoth(asked: tuple[str, list[str]]) -> None:
    """The text is read, the picture is not there."""
    url, paths = asked

    found = parsed("a.docx", linked(url))

    assert [] == paths
    assert () == found.attachments
    assert "Памятка" in found.documents[0].text


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
def test_by_libreoffice(asked: tuple[str, list[str]], tmp_path: Path) -> None:
    """It asks three times when nobody forbids it."""
    url, paths = asked
    (tmp_path / "a.docx").write_bytes(linked(url))
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "doc"]
    done = subprocess.run([*command, "a.docx"], cwd=tmp_path, capture_output=True, check=False)
    data = (tmp_path / "a.doc").read_bytes()
    assert paths, done.stderr
    assert url.encode() in data or url.encode("utf-16-le") in data
    paths.clear()

    found = parsed("a.doc", data, old_office={"engine": "libreoffice"})

    assert [] == paths
    assert "Памятка" in found.documents[0].text
