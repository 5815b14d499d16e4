import json
from pathlib import Path

from contract.stages import ROOT, stage_function
from understudy.core import jsonl
from understudy.core.records import Row, Source
from understudy.parsing.sheets.compiled import CompileParams

compile_ = stage_function(ROOT / "stages" / "compile.py")


def test_rows_become_a_table(tmp_path: Path) -> None:
    """Byte-equal on every run, with a count that holds no cell."""
    source = Source(path="a.csv", sha256="0" * 64)
    row = Row(
        id="row-1", source=source, line=1, cells={"орган": "печень"}, collection="x", group="1"
    )
    jsonl.write(tmp_path / "rows.jsonl", [row])

    for _ in range(2):
        compile_(CompileParams(), tmp_path / "rows.jsonl", tmp_path / "t.csv", tmp_path / "r.json")
        assert "орган\nпечень\n" == (tmp_path / "t.csv").read_text(encoding="utf-8")

    assert {"rows": 1, "columns": 1} == json.loads((tmp_path / "r.json").read_text())
