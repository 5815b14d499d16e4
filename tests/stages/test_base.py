from pathlib import Path

from contract.stages import ROOT, stage_function
from understudy.core import jsonl
from understudy.model.params import BaseParams

base = stage_function(ROOT / "stages" / "base.py")


def test_the_shipped_model_becomes_the_base(tmp_path: Path) -> None:
    """Whole, with the hash of each file, and the same bytes on every run."""
    for name in ("one", "two"):
        base(BaseParams(), ROOT / "models" / "embedded", tmp_path / name)
    files = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    facts = jsonl.read_json(tmp_path / "one" / "base.json")

    assert files == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}
    assert {
        "base.json",
        "card.json",
        "chat_template.jinja",
        "config.json",
        "generation_config.json",
        "model.safetensors",
        "tokenizer.json",
        "tokenizer_config.json",
    } == set(files)
    assert "Qwen2ForCausalLM" == facts["architecture"]
    shipped = ROOT / "models" / "embedded" / "model.safetensors"
    assert jsonl.sha256(shipped) == facts["files"]["model.safetensors"]
