"""The real client of the hub, in a process of its own, against a server of this machine."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from unit.model.tiny import make

COMMIT = "0123456789abcdef0123456789abcdef01234567"
PROGRAM = """
import json, sys
from understudy.core.errors import SetupError
from understudy.model.hub import cached, fetch
found = []
for name, revision in json.loads(sys.argv[1]):
    try:
        folder, commit = fetch(name, revision)
        found.append([sorted(path.name for path in folder.iterdir()), commit])
        assert cached(name, commit) == (folder, commit)
    except SetupError as error:
        found.append(str(error))
print(json.dumps(found))
"""
BASE_PROGRAM = """
import json, os, sys
from pathlib import Path
from understudy.model.base import write
from understudy.model.load import load
from understudy.model.params import BaseParams
name, revision, folder = json.loads(sys.argv[1])
facts = write(BaseParams(name=name, revision=revision), Path("nowhere"), Path(folder))
os.environ["HF_ENDPOINT"] = "http://127.0.0.1:9"  # a pinned commit needs no question
loaded = load(Path(folder))
kept = sorted(path.name for path in Path(folder).iterdir())
print(json.dumps([facts.revision, facts.license, loaded.model.num_parameters(), kept]))
"""
REFUSALS = {
    # What the hub sends: https://huggingface.co/docs/huggingface_hub/package_reference/utilities
    "owner/gated": (403, "GatedRepo", "Access to model owner/gated is restricted."),
    "owner/missing": (404, "RepoNotFound", "Repository not found"),
    "owner/private": (401, None, "Invalid username or password."),
    "owner/forbidden": (403, None, "Forbidden: your token lacks a permission."),
    "owner/broken": (418, None, "Short and stout."),
}


class Hub(ThreadingHTTPServer):
    """Serves one model's folder under some names, and refuses under others."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = {path.name: path.read_bytes() for path in folder.iterdir()}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """Answers as the hub does."""

    server: Hub
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        name = "/".join(self.path.removeprefix("/api/models").strip("/").split("/")[:2])
        if name in REFUSALS:
            self.refuse(*REFUSALS[name])
        elif "/resolve/" in self.path and name == "owner/half-gated":
            self.refuse(*REFUSALS["owner/gated"])
        elif "/resolve/" in self.path:
            self.file(self.path.rsplit("/", maxsplit=1)[-1])
        elif "/tree/" in self.path:
            self.json([self.entry(file) for file in self.server.files])
        elif self.path.split("?")[0].endswith(("/revision/main", f"/revision/{COMMIT}")):
            siblings = [{"rfilename": file} for file in self.server.files]
            self.json({"id": name, "modelId": name, "sha": COMMIT, "siblings": siblings})
        else:
            self.refuse(404, "RevisionNotFound", "Invalid rev id")

    do_HEAD = do_GET  # noqa: N815  # the name is http.server's

    def entry(self, file: str) -> dict[str, Any]:
        content = self.server.files[file]
        found = {"type": "file", "path": file, "size": len(content), "oid": "0" * 40}
        if file.endswith(".safetensors"):
            found["lfs"] = {"oid": self.etag(file), "size": len(content), "pointerSize": 1}
        return found

    def etag(self, file: str) -> str:
        return hashlib.sha256(self.server.files[file]).hexdigest()

    def file(self, file: str) -> None:
        if file not in self.server.files:
            self.refuse(404, "EntryNotFound", "Entry not found")
            return
        self.send(200, self.server.files[file], {"ETag": f'"{self.etag(file)}"'})

    def json(self, value: Any) -> None:
        self.send(200, json.dumps(value).encode(), {"Content-Type": "application/json"})

    def refuse(self, status: int, code: str | None, message: str) -> None:
        self.send(
            status, b"{}", {"X-Error-Message": message} | ({"X-Error-Code": code} if code else {})
        )

    def send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "X-Repo-Commit": COMMIT}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    folder = make(tmp_path_factory.mktemp("hub") / "model", "qwen2")
    (folder / "pytorch_model.bin").write_bytes(b"the same weights, pickled")
    (folder / "model.gguf").write_bytes(b"for another program")
    with Hub(folder) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def ask(url: str, home: Path, *models: tuple[str, str], **more: str) -> list[Any]:
    """Fetch models."""
    return run(PROGRAM, models, url, home, more)


def run(program: str, given: Any, url: str, home: Path, more: dict[str, str]) -> list[Any]:
    """Run a program in another process, because the client reads its environment once."""
    environment = {
        **{
            k: v
            for k, v in os.environ.items()
            if not k.startswith("HF_") and "proxy" not in k.lower()
        },
        "HF_ENDPOINT": url,
        "HF_HOME": str(home),
        "HF_HUB_DISABLE_TELEMETRY": "1",
        **more,
    }
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(given)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout.splitlines()[-1]))


def test_refusals_name_the_command_that_helps(hub: Hub, tmp_path: Path) -> None:
    """One line each; the hub's own exceptions, from its own answers."""
    names = [*REFUSALS, "owner/half-gated", "owner/model", "no/such/name"]
    revisions = ["v9" if name == "owner/model" else "main" for name in names]
    said = dict(
        zip(names, ask(hub.url, tmp_path, *zip(names, revisions, strict=True)), strict=True)
    )

    assert all("\n" not in message for message in said.values())
    for name in ("owner/gated", "owner/half-gated"):
        assert said[name].startswith(f"{name} is gated: accept its terms")
        assert said[name].endswith("then run: hf auth login (or set HF_TOKEN)")
    assert said["owner/missing"].startswith("base.name: the hub has no model 'owner/missing'")
    assert said["owner/forbidden"].startswith(
        "the hub refuses owner/forbidden to your account (403)"
    )
    assert "hf auth login" in said["owner/private"]
    assert said["owner/model"].startswith("base.revision: owner/model has no revision 'v9'")
    assert said["owner/model"].endswith("hf models info owner/model")
    assert said["no/such/name"].startswith("base.name: 'no/such/name' is no model id of the hub")
    assert said["owner/broken"].startswith("the hub answers 418 for owner/broken")


def test_a_model_is_fetched_once_and_then_there(hub: Hub, tmp_path: Path) -> None:
    """A branch becomes its commit; without a connection, or told to be offline, the cache serves."""
    wanted = ["README.md", "chat_template.jinja", "config.json", "generation_config.json",
              "model.safetensors", "tokenizer.json", "tokenizer_config.json"]  # fmt: skip
    expected = [[wanted, COMMIT]]
    unreachable = "http://127.0.0.1:9"
    away = ("other/model", "main")

    assert expected == ask(hub.url, tmp_path, ("owner/model", "main"))
    assert expected == ask(unreachable, tmp_path, ("owner/model", COMMIT))
    found, missed = ask(unreachable, tmp_path, ("owner/model", "main"), away, HF_HUB_OFFLINE="1")
    assert expected == [found]
    assert missed.startswith(
        "other/model at main is not in the cache and the hub cannot be reached"
    )
    assert missed.endswith("run: hf download other/model --revision main")


def test_a_hub_model_can_be_the_base(hub: Hub, tmp_path: Path) -> None:
    """By its commit; its weights stay in the cache, are checked there and load from there."""
    given = ["owner/model", "main", str(tmp_path / "base")]
    commit, licence, parameters, kept = run(BASE_PROGRAM, given, hub.url, tmp_path / "home", {})

    assert (COMMIT, "apache-2.0") == (commit, licence)
    assert parameters > 0
    assert "tokenizer.json" in kept
    assert "model.safetensors" not in kept
