import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from understudy.core import jsonl
from understudy.core.outcomes import FileReport
from understudy.core.records import Conversation, Document, Row
from understudy.core.tally import Tally
from understudy.parsing import ParseParams, read_folder
from understudy.parsing.files import Recognised
from unit.parsing.made import BUILTIN, EVERY_KIND, every_kind, lines, zipped
from unit.parsing.scans import scanned


class Once(NamedTuple):
    """What one run read and wrote."""

    raw: Path
    out: Path
    counts: dict[str, Any]
    totals: dict[str, Any]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Read a folder with a file of every kind, and damaged ones; for tests that only look."""
    folder = tmp_path_factory.mktemp("once")
    fill(folder / "raw")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UNDERSTUDY_CACHE", str(folder / "cache"))
        counts, totals = read(folder / "raw", folder / "out")
    return Once(folder / "raw", folder / "out", counts, totals)


def fill(raw: Path) -> None:
    for name, data in every_kind().items():
        (raw / "shelf" / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / "shelf" / name).write_bytes(data)
    (raw / "cut.pdf").write_bytes(every_kind()["print.pdf"][:200])
    (raw / "cut.json").write_bytes(every_kind()["result.json"][:-9])
    (raw / "rows.jsonl").write_text(lines({"a": "1"}, {"a": {"b": 1}}))
    (raw / "mute.html").write_text("<html><body><script>write()</script></body></html>")


def read(raw: Path, parsed: Path, **params: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    tally = Tally(limit=0.9, rejects=parsed / "rejects.jsonl")
    totals = read_folder(ParseParams.model_validate({**BUILTIN, **params}), (raw,), parsed, tally)
    tally.write(parsed / "report.json")
    return tally.counts(), totals


def contents(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_every_file_has_a_line_and_every_record_a_file(read_once: Once) -> None:
    """Nothing vanishes: counts, lines and records agree."""
    raw, out, counts, totals = read_once
    files = list(jsonl.read(out / "files.jsonl", FileReport))
    documents = list(jsonl.read(out / "documents.jsonl", Document))
    chats = list(jsonl.read(out / "conversations.jsonl", Conversation))
    rows = list(jsonl.read(out / "rows.jsonl", Row))

    assert [one.path for one in files] == sorted(
        path.relative_to(raw).as_posix() for path in raw.rglob("*") if path.is_file()
    )
    assert len(documents) == sum(one.documents for one in files) == counts["documents"]["kept"]
    joined = counts["conversations"]["dropped"].get("joined", 0)  # several exports of one chat
    assert len(chats) == counts["conversations"]["kept"]
    assert len(chats) + joined == sum(one.conversations for one in files)
    assert len(rows) == sum(one.rows for one in files) == counts["rows"]["kept"]
    kept = len(every_kind()) + 1
    assert counts["files"] == {
        "read": kept + 3,
        "kept": kept,
        "dropped": {"bad_json": 1, "bad_pdf": 1, "no_text": 1},
    }
    assert counts["rows"] == {"read": 6, "kept": 5, "dropped": {"bad_row": 1}}
    assert sum(totals["parsers"].values()) == kept
    assert Counter(one.status for one in files) == Counter(totals["statuses"])
    assert Counter(one.language for one in files if one.language) == Counter(totals["languages"])
    assert sum(one.pages for one in files) == totals["pages"] > 1
    assert {"pymupdf"} <= totals["engines"].keys()
    assert {one.collection for one in [*documents, *chats, *rows]} == set(totals["collections"])


def test_a_damaged_file_says_why(read_once: Once) -> None:
    """In files.jsonl, with its hash."""
    files = {one.path: one for one in jsonl.read(read_once.out / "files.jsonl", FileReport)}

    cut = files["cut.json"]
    assert (cut.status, cut.reason, cut.parser) == ("skipped", "bad_json", None)
    assert "was it cut off" in (cut.why or "")
    assert cut.sha256 == jsonl.sha256(read_once.raw / "cut.json")
    rows = files["rows.jsonl"]
    assert (rows.status, rows.reason, rows.rows) == ("partial", "bad_row", 1)
    assert "1 of its parts were left out; rows.jsonl:2: " in (rows.why or "")
    assert (files["mute.html"].status, files["mute.html"].reason) == ("suspect", "no_text")


def test_a_file_that_was_read_says_how(read_once: Once) -> None:
    """Its parser, pages and language; recognised text is not as sure as written text."""
    files = {one.path: one for one in jsonl.read(read_once.out / "files.jsonl", FileReport)}
    documents = {
        one.source.path.removesuffix("/inside.md"): one
        for one in jsonl.read(read_once.out / "documents.jsonl", Document)
    }

    for path, file in files.items():
        if path.startswith("shelf/"):
            # A remark, on names that are missing say, does not mean that something is lost.
            expected = "ocr" if file.parser == "image" else "partial" if file.why else "ok"
            assert (expected, {}) == (file.status, file.lost)
            one = documents.get(path)
            assert file.language == (one and one.language)
            assert file.pages == (len(one.pages) if one else 0)
    assert 1 <= files["shelf/print.pdf"].pages
    assert "ocr" in {file.status for file in files.values()}


def test_what_it_took_to_read_a_text_is_said(tmp_path: Path) -> None:
    """The file is used and no record is missing, but a person should look at it."""
    (tmp_path / "raw").mkdir()
    line = "Пчёлы не торопятся, и мы не будем."
    mixed = f"{line}\n".encode() * 4 + f"{line}\n".encode("cp1251")
    (tmp_path / "raw/mixed.txt").write_bytes(mixed)
    (tmp_path / "raw/mixed.html").write_bytes(b"<html><p>" + mixed.replace(b"\n", b"<br>\n"))
    (tmp_path / "raw/hurt.md").write_bytes(
        f"{line}\n".encode() * 9 + line.encode()[:-1] + b"\xff\n"
    )

    counts, _ = read(tmp_path / "raw", tmp_path / "out")

    files = {one.path: one for one in jsonl.read(tmp_path / "out/files.jsonl", FileReport)}
    assert {"partial"} == {one.status for one in files.values()}
    assert ["lost_characters", "mixed_encoding", "mixed_encoding"] == [
        one.reason for one in files.values()
    ]
    assert "1 of its 6 lines are not in UTF-8 and were read as cp1251" in (
        files["mixed.txt"].why or ""
    )
    assert {"read": 3, "kept": 3, "dropped": {}} == counts["documents"]


def test_recognised_text_is_kept_for_inspection(read_once: Once, tmp_path: Path) -> None:
    """As it was recognised, with who did it; the file is there without pictures, too."""
    seen = list(jsonl.read(read_once.out / "recognised.jsonl", Recognised))
    files = {one.path: one for one in jsonl.read(read_once.out / "files.jsonl", FileReport)}
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/note.txt").write_text("Only words.")
    read(tmp_path / "raw", tmp_path / "out")

    assert [(one.place, one.page) for one in seen] == [("shelf/scan.png", 1)]
    assert " ".join(seen[0].text.split()) == "Smoke and a cold wind from the river."
    assert files["shelf/scan.png"].engine == seen[0].engine == "rapidocr"
    assert files["shelf/print.pdf"].engine == "pymupdf"
    assert (tmp_path / "out/recognised.jsonl").read_text() == ""


def test_a_scan_in_an_archive_or_document_is_recognised_text(tmp_path: Path) -> None:
    """The status says that letters may be wrong."""
    raw = tmp_path / "raw"
    raw.mkdir()
    picture = every_kind()["scan.png"]
    (raw / "all.zip").write_bytes(zipped({"scan.png": picture, "note.md": b"# Words\n"}))
    (raw / "scan.pdf").write_bytes(scanned(picture, size=(360, 260)))

    read(raw, tmp_path / "out", ocr={"dpi": 150})

    files = {one.path: one for one in jsonl.read(tmp_path / "out/files.jsonl", FileReport)}
    assert {path: (one.status, one.engine) for path, one in files.items()} == {
        "all.zip": ("ocr", "rapidocr"),
        "scan.pdf": ("ocr", "pymupdf+rapidocr"),
    }


def test_ids_are_unique_and_assets_exist(read_once: Once) -> None:
    """Records can be told apart, and point to what is there."""
    records = [
        json.loads(line)
        for name in ("documents", "conversations", "rows")
        for line in (read_once.out / f"{name}.jsonl").read_text().splitlines()
    ]
    assets = [asset for record in records for asset in record.get("assets", [])]

    assert len({record["id"] for record in records}) == len(records)
    assert len(assets) == 2  # of leaflet.docx and scan.png
    for asset in assets:
        assert jsonl.sha256(read_once.out / "assets" / asset["path"]) == asset["sha256"]


def test_warm_equals_cold_equals_parallel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The same bytes with and without the cache, in one process and in two."""
    (tmp_path / "raw").mkdir()
    for name in ("chapter.md", "rows.jsonl", "leaflet.docx", "print.pdf"):
        (tmp_path / "raw" / name).write_bytes(every_kind()[name])
    (tmp_path / "raw/cut.json").write_text("{")
    caplog.set_level("INFO", "understudy.core.cache")

    read(tmp_path / "raw", tmp_path / "cold")
    read(tmp_path / "raw", tmp_path / "warm")
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "other"))
    monkeypatch.setenv("UNDERSTUDY_WORKERS", "2")
    read(tmp_path / "raw", tmp_path / "parallel")

    assert contents(tmp_path / "cold") == contents(tmp_path / "warm")
    assert contents(tmp_path / "cold") == contents(tmp_path / "parallel")
    assert "parse: 5 items from the cache, 0 computed" in caplog.messages


def test_one_new_file_costs_one_parse(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """And moves no other record."""
    (tmp_path / "raw").mkdir()
    for name, data in EVERY_KIND.items():
        (tmp_path / "raw" / name).write_bytes(data)
    read(tmp_path / "raw", tmp_path / "before")
    (tmp_path / "raw/new.md").write_text("# New\n\nchapter\n")
    caplog.set_level("INFO", "understudy.core.cache")

    read(tmp_path / "raw", tmp_path / "after")

    assert "parse: 9 items from the cache, 1 computed" in caplog.messages
    before = (tmp_path / "before/documents.jsonl").read_text().splitlines()
    after = (tmp_path / "after/documents.jsonl").read_text().splitlines()
    assert len(after) == len(before) + 1
    assert set(before) < set(after)


def test_two_exports_of_a_chat_are_one(tmp_path: Path) -> None:
    """Each message once; files.jsonl says what each file held, the counts what was left out."""
    raw = tmp_path / "raw"
    raw.mkdir()
    texts = ["Привет", "Hello", "Как дела?", "Fine"]
    for name, few in (("a.json", texts[:3]), ("b.json", texts[1:])):
        messages = [
            {
                "id": texts.index(text),
                "type": "message",
                "date_unixtime": str(1_700_000_000 + 60 * texts.index(text)),
                "date": "2023-11-14T22:13:20",
                "from": "Вера",
                "from_id": "user1",
                "text": text,
            }
            for text in few
        ]
        export = {"name": "Вера", "type": "personal_chat", "id": 5, "messages": messages}
        (raw / name).write_text(json.dumps(export))

    counts, totals = read(raw, tmp_path / "out")

    (chat,) = jsonl.read(tmp_path / "out/conversations.jsonl", Conversation)
    files = list(jsonl.read(tmp_path / "out/files.jsonl", FileReport))
    assert texts == [said.text for said in chat.messages]
    assert [3, 3] == [file.messages for file in files]
    assert {"read": 6, "kept": 4, "dropped": {"repeated": 2}} == counts["messages"]
    assert {"read": 2, "kept": 1, "dropped": {"joined": 1}} == counts["conversations"]
    (collection,) = totals["collections"].values()
    assert (1, 4) == (collection["conversations"], collection["messages"])
    assert sum(map(len, texts)) == collection["characters"]
    first, _ = map(json.loads, (tmp_path / "out/rejects.jsonl").read_text().splitlines())
    assert ("b.json", "joined") == (first["where"], first["reason"])
