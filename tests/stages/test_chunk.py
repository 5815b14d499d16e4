import json
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from contract.stages import ROOT, stage_function
from understudy.chunking import ChunkParams
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Chunk
from unit.chunking.books import TOKENIZER, document
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
    chunk(PARAMS, *cleaned(tmp_path), None, out, report)
    first = (out / "chunks.jsonl").read_bytes()
    chunk(PARAMS, *cleaned(tmp_path), None, out, report)

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
    chunk(PARAMS, None, rows, None, tmp_path / "out", tmp_path / "report.json")
    assert 1 == len(list(jsonl.read(tmp_path / "out" / "chunks.jsonl", Chunk)))

    chunk(ChunkParams(max_dropped=1), documents, None, None, tmp_path / "out", tmp_path / "r.json")
    assert 2 == len(list(jsonl.read(tmp_path / "out" / "chunks.jsonl", Chunk)))


def test_a_template_for_a_table_that_is_not_there_stops_the_stage(tmp_path: Path) -> None:
    """Before anything is written."""
    documents, _ = cleaned(tmp_path)
    with pytest.raises(SetupError, match="unknown collection of rows 'faq'"):
        chunk(PARAMS, documents, None, None, tmp_path / "out", tmp_path / "report.json")
    assert not (tmp_path / "out").exists()


def test_tokens_are_those_of_the_base_model(tmp_path: Path) -> None:
    """Counted by the tokenizer of the folder that the stage is given."""
    documents = tmp_path / "documents.jsonl"
    jsonl.write(documents, [document("Пчёлы летят к улью. The bees fly to the hive. " * 40)])
    params = ChunkParams(unit="tokens", size=60, overlap=20)

    chunk(params, documents, None, TOKENIZER, tmp_path / "out", tmp_path / "report.json")

    tokenizer = Tokenizer.from_file(str(TOKENIZER / "tokenizer.json"))
    made = list(jsonl.read(tmp_path / "out" / "chunks.jsonl", Chunk))
    lengths = [len(tokenizer.encode(one.text, add_special_tokens=False)) for one in made]
    assert len(made) > 10
    assert 60 >= max(lengths)
    assert min(lengths[:-1]) > 40


def test_tokens_need_a_tokenizer(tmp_path: Path) -> None:
    """What is missing in dvc.yaml is said before any record is read."""
    with pytest.raises(SetupError, match="add `--tokenizer models/base` to cmd"):
        chunk(ChunkParams(unit="tokens"), tmp_path / "none", None, None, tmp_path, tmp_path / "r")
