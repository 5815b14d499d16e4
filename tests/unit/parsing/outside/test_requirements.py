"""Both environments can be had from the package index, each alone: pip's own resolver says so."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from understudy.parsing.outside.environments import DOCLING, normalised, pins

ROOT = Path(__file__).resolve().parents[4]
REQUIREMENTS = {"main": ROOT / "requirements.txt", "docling": DOCLING.requirements}
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")
pytestmark = [pytest.mark.network, pytest.mark.slow]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, subprocess.Popen[bytes]]:
    """Both resolutions at once, a minute each; they download metadata only."""
    if subprocess.run(
        [*PIP, "index", "versions", "pip"], capture_output=True, check=False
    ).returncode:
        pytest.skip("no package index can be reached")
    folder = tmp_path_factory.mktemp("resolved")
    started = {}
    for name, requirements in REQUIREMENTS.items():
        lines = requirements.read_text(encoding="utf-8").splitlines()
        wanted = folder / f"{name}.txt"
        wanted.write_text("\n".join(line for line in lines if not line.startswith("-e")))
        options = [
            "--dry-run",
            "--ignore-installed",
            "--quiet",
            "--report",
            f"{folder / name}.json",
        ]
        command = [*PIP, "install", *options, "-r", str(wanted)]
        with (folder / f"{name}.log").open("wb") as log:
            started[name] = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    return started


@pytest.mark.parametrize("name", sorted(REQUIREMENTS))
def test_an_environment_resolves(runs: dict[str, subprocess.Popen[bytes]], name: str) -> None:
    """What we pin fits together, and is what comes."""
    status = runs[name].wait(600)
    wanted = Path(runs[name].args[-1])  # type: ignore[index]

    assert 0 == status, wanted.with_suffix(".log").read_text()[-3000:]
    report = json.loads(wanted.with_suffix(".json").read_text())
    metadata = [one["metadata"] for one in report["install"]]
    found = {normalised(one["name"]): one["version"].split("+")[0] for one in metadata}
    assert len(pins(wanted)) > 10
    assert pins(wanted) == {name: found.get(name) for name in pins(wanted)}
