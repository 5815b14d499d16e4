import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from unit.parsing.made import EVERY_KIND

ROOT = Path(__file__).parents[2]


DVC_YAML = """
stages:
  parse:
    cmd: >-
      {python} -P {root}/stages/parse.py --raw raw ../elsewhere/notes ../elsewhere/single.md
      --parsed parse --report report.json
    deps: [raw, ../elsewhere/notes, ../elsewhere/single.md]
    params: [parse]
    outs: [parse]
    metrics: [report.json]
"""


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


@pytest.mark.slow
def test_folders_files_and_imports_of_dvc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As docs/raw.md says: all are read, .dvc files are not, and DVC notices each change."""
    from dvc.repo import Repo

    for name in ("notes/a.md", "single.md", "import/b.md", "url.md"):
        (tmp_path / "elsewhere" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "elsewhere" / name).write_text(f"# {name}\n\nWords.\n")
    (tmp_path / "repo/raw").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "repo")
    monkeypatch.setenv("DVC_SITE_CACHE_DIR", str(tmp_path / "site"))
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "cache"))
    Path("raw/own.md").write_text("# Own\n\nWords.\n")
    Path("params.yaml").write_text("parse: {}\n")
    Path("dvc.yaml").write_text(DVC_YAML.format(python=sys.executable, root=ROOT))

    def read() -> dict[str, str]:
        lines = Path("parse/files.jsonl").read_text().splitlines()
        return {one["path"]: one["sha256"] for one in map(json.loads, lines)}

    with Repo.init(".", no_scm=True) as repo:
        repo.imp_url(str(tmp_path / "elsewhere/import"), "raw/import")
        repo.imp_url(str(tmp_path / "elsewhere/url.md"), "raw/url.md")
        repo.reproduce()
        first = read()
        (tmp_path / "elsewhere/single.md").write_text("# Other\n\nWords.\n")
        repo.reproduce()

    assert ["import/b.md", "notes/a.md", "own.md", "single.md", "url.md"] == list(first)
    assert ["single.md"] == [path for path, sha256 in read().items() if sha256 != first[path]]
