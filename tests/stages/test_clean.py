import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from contract.stages import ROOT, stage_function
from understudy.cleaning import CleanParams
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import EditRecord, FileReport
from understudy.core.records import Conversation, Document, Row
from unit.cleaning.crowd import PEOPLE, conversation
from unit.cleaning.test_records import document, row

clean = stage_function(ROOT / "stages" / "clean.py")
FILES = ["conversations.jsonl", "documents.jsonl", "edits.jsonl", "rejects.jsonl", "rows.jsonl"]


@pytest.fixture
def parsed(tmp_path: Path) -> Path:
    """What the parse stage leaves, in small."""
    folder = tmp_path / "parsed"
    documents = [document("Ask Timur.\r\nA spiced LINSEED oil.", id=f"d{i}") for i in range(2)]
    jsonl.write(folder / "documents.jsonl", [*documents, document("the linseed", id="d2")])
    talks = [
        conversation(("Oksana", "Вера, привет"), ("Вера", "see Linseed")),
    ]
    jsonl.write(folder / "conversations.jsonl", talks)
    jsonl.write(folder / "rows.jsonl", [row({"a": "by Oksana"})])
    path = "chats/Chat with Oksana.txt"
    file = FileReport(
        path=path, sha256="0" * 64, parser="whatsapp", status="partial", why=f"{path}: cut; mend it"
    )
    jsonl.write(folder / "files.jsonl", [file])
    (folder / "people.yaml").write_text(json.dumps(PEOPLE.model_dump(mode="json")))
    return folder


def inputs(parsed: Path) -> list[Path]:
    return [
        parsed / name
        for name in (
            "documents.jsonl",
            "conversations.jsonl",
            "rows.jsonl",
            "people.yaml",
            "files.jsonl",
        )
    ]


def test_files_become_files(parsed: Path, tmp_path: Path) -> None:
    """A name in a chat is hidden in documents and rows; the same run gives the same bytes."""
    params = CleanParams(max_dropped=0.5)
    clean(params, *inputs(parsed), tmp_path / "out", tmp_path / "report.json")
    first = {name: (tmp_path / "out" / name).read_bytes() for name in FILES}
    clean(params, *inputs(parsed), tmp_path / "out", tmp_path / "report.json")

    assert first == {name: (tmp_path / "out" / name).read_bytes() for name in FILES}
    out = tmp_path / "out"
    documents = list(jsonl.read(out / "documents.jsonl", Document))
    (talk,) = jsonl.read(out / "conversations.jsonl", Conversation)
    (line,) = jsonl.read(out / "rows.jsonl", Row)
    oksana = talk.messages[0].author
    assert ["d0", "d2"] == [one.id for one in documents]
    assert "Timur" not in documents[0].text
    assert ["Вера, привет", "see "] == [m.text.split("PERSON")[0] for m in talk.messages]
    assert {"a": f"by {oksana}"} == line.cells
    (file,) = jsonl.read(out / "files.jsonl", FileReport)
    assert f"chats/Chat with {oksana}.txt" == file.path
    assert f"chats/Chat with {oksana}.txt: cut; mend it" == file.why
    assert list(jsonl.read(out / "edits.jsonl", EditRecord))
    manifest = json.loads((out / "manifest.json").read_text())
    assert {"documents", "conversations", "rows", "people", "files"} == set(manifest["inputs"])
    assert {"duplicate": 1} == manifest["counts"]["documents"]["dropped"]
    assert manifest["counts"] == json.loads((tmp_path / "report.json").read_text())


def test_every_input_may_be_absent(parsed: Path, tmp_path: Path) -> None:
    """A recipe of tables has no chats and nobody to hide."""
    rows = parsed / "rows.jsonl"
    clean(CleanParams(), None, None, rows, None, None, tmp_path / "out", tmp_path / "report.json")

    (line,) = jsonl.read(tmp_path / "out" / "rows.jsonl", Row)
    assert {"a": "by Oksana"} == line.cells
    assert not (tmp_path / "out" / "documents.jsonl").exists()
    clean(CleanParams(), *[None] * 5, tmp_path / "none", tmp_path / "report.json")
    assert b"" == (tmp_path / "none" / "edits.jsonl").read_bytes()


def test_another_key_stops_the_command_with_one_message(parsed: Path, tmp_path: Path) -> None:
    """No traceback, exit 1, nothing written, and the remedy."""
    (tmp_path / "params.yaml").write_text("clean: {}\n")
    options = [f"--{path.stem}={path}" for path in inputs(parsed)]
    command = [sys.executable, "-P", str(ROOT / "stages" / "clean.py"), *options]

    ended = subprocess.run(
        [*command, "--cleaned=out", "--report=report.json"],
        cwd=tmp_path,
        env=os.environ | {"UNDERSTUDY_PSEUDONYM_KEY": "another"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert 1 == ended.returncode
    assert "clean: clean.anonymise.key_fingerprint is" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "out").exists()


def test_a_persona_who_writes_nowhere_stops_the_stage(parsed: Path, tmp_path: Path) -> None:
    """Before anything is written, with those who do write."""
    (parsed / "people.yaml").write_text("persona: {name: Vera Lipskaya}", encoding="utf-8")

    with pytest.raises(SetupError, match=r"'Vera Lipskaya'\) wrote none of the 2 messages.*Oksana"):
        clean(CleanParams(), *inputs(parsed), tmp_path / "out", tmp_path / "report.json")
    assert not (tmp_path / "out").exists()
