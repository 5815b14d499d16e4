import json
import os
import subprocess
import sys
from pathlib import Path

from unit.parsing.made import EVERY_KIND

ROOT = Path(__file__).parents[2]


def parse(folder: Path, params: str) -> subprocess.CompletedProcess[str]:
    (folder / "params.yaml").write_text(params)
    paths = {"raw": "raw", "parsed": "out/parsed", "report": "out/parse.json"}
    options = [part for name, path in paths.items() for part in (f"--{name}", path)]
    return subprocess.run(
        [sys.executable, "-P", ROOT / "stages/parse.py", *options],
        cwd=folder,
        env={**os.environ, "UNDERSTUDY_CACHE": str(folder / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )


def fill(folder: Path) -> None:
    (folder / "raw/texts").mkdir(parents=True)
    for name, data in EVERY_KIND.items():
        (folder / "raw/texts" / name).write_bytes(data)
    (folder / "raw/broken.json").write_text('{"chats": ')


def test_the_stage_writes_records_report_and_manifest(tmp_path: Path) -> None:
    """From a folder of files to typed records, with all counts."""
    fill(tmp_path)

    done = parse(tmp_path, "parse: {max_dropped: 0.2, collections: {'**/*.md': book}}\n")

    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "out/parse.json").read_text())
    manifest = json.loads((tmp_path / "out/parsed/manifest.json").read_text())
    assert report["files"] == {"read": 10, "kept": 9, "dropped": {"bad_json": 1}}
    assert report["collections"]["book"]["documents"] == 1
    assert (manifest["stage"], manifest["params"]["max_dropped"]) == ("parse", 0.2)
    assert manifest["inputs"]["files"]["lines"] == 10
    assert manifest["counts"] == report
    (reject,) = (tmp_path / "out/parsed/rejects.jsonl").read_text().splitlines()
    assert json.loads(reject)["where"] == "broken.json"
    # Metrics go to git: no text, no name, no path.
    shown = json.dumps(report, ensure_ascii=False)
    assert not any(word in shown for word in ("Анна", "Vera", "Зимовка", "chapter", str(tmp_path)))


def test_too_much_damage_fails(tmp_path: Path) -> None:
    """One line that says how much, why, and where to look."""
    fill(tmp_path)

    done = parse(tmp_path, "parse: {max_dropped: 0.05}\n")

    assert done.returncode == 1
    (message,) = [line for line in done.stderr.splitlines() if line.startswith("parse: ")]
    assert "1 of 10 files were dropped (1 bad_json)" in message
    assert "rejects.jsonl" in message


def test_a_typo_in_params_is_answered(tmp_path: Path) -> None:
    """With the name that was meant."""
    fill(tmp_path)

    done = parse(tmp_path, "parse: {tabels: {}}\n")

    assert done.returncode == 1
    assert "Did you mean tables" in done.stderr
