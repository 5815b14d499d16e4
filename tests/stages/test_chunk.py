import json
from pathlib import Path

import pytest

from contract.stages import ROOT, stage_function
from understudy.chunking import ChunkParams
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Chunk
from unit.chunking.books import document
from unit.chunking.test_rows import row

chunk = stage_function(ROOT / "stages" / "chunk.py")
PARAMS = ChunkParams.model_validate({"rows": {"faq": {"text": "{q}"}}, "max_dropped": 0.5})


def cleaned(folder: Path) -> tuple[Path, Path]:
    documents, rows = folder / "documents.jsonl", folder / "rows.jsonl"
    jsonl.write(
        documents, [document("# A\n\nSome bees fly.\n\n# B\n\nOthers do not."), document("# x")]
    )
    jsonl.write(rows, [row(q="Why?"), row("inspections", q="no")])
    return documents, rows


def test_files_become_files(tmp_path: Path) -> None:
    """Documents first, then rows; what made none is counted; the same run gives the same bytes."""
    out, report = tmp_path / "out", tmp_path / "report.json"
    chunk(PARAMS, *cleaned(tmp_path), out, report)
    first = (out / "chunks.jsonl").read_bytes()
    chunk(PARAMS, *cleaned(tmp_path), out, report)

    assert first == (out / "chunks.jsonl").read_bytes()
    made = list(jsonl.read(out / "chunks.jsonl", Chunk))
    assert ["# A\n\nSome bees fly.", "# B\n\nOthers do not.", "Why?"] == [one.text for one in made]
    counts = json.loads(report.read_text())
    assert {"read": 2, "kept": 1, "dropped": {"too_short": 1}} == counts["documents"]
    assert {"read": 1, "kept": 1, "dropped": {}} == counts["rows"]
    assert {"book": 2, "faq": 1} == counts["chunks"]
    assert {"inspections": 1} == counts["rows_without_chunk"]
    manifest = json.loads((out / "manifest.json").read_text())
    assert counts == manifest["counts"]
    assert {"documents", "rows"} == set(manifest["inputs"])


def test_either_input_may_be_absent(tmp_path: Path) -> None:
    """A recipe of tables has no documents; one of documents has no tables."""
    documents, rows = cleaned(tmp_path)
    chunk(PARAMS, None, rows, tmp_path / "out", tmp_path / "report.json")
    assert 1 == len(list(jsonl.read(tmp_path / "out" / "chunks.jsonl", Chunk)))

    chunk(ChunkParams(max_dropped=1), documents, None, tmp_path / "out", tmp_path / "report.json")
    assert 2 == len(list(jsonl.read(tmp_path / "out" / "chunks.jsonl", Chunk)))


def test_a_template_for_a_table_that_is_not_there_stops_the_stage(tmp_path: Path) -> None:
    """Before anything is written."""
    documents, _ = cleaned(tmp_path)
    with pytest.raises(SetupError, match="unknown collection of rows 'faq'"):
        chunk(PARAMS, documents, None, tmp_path / "out", tmp_path / "report.json")
    assert not (tmp_path / "out").exists()
