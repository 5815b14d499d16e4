"""The examples of docs/adding.md, each put in its place in a copy of the tree, and run there."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from contract.stages import ROOT
from understudy.core import jsonl
from understudy.core.records import Chunk

PAGE = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^`([\w./]+\.py)`\n\n```python\n(.*?)^```$", PAGE, re.M | re.S))
"""Place in the tree to code."""


def example(folder: str) -> str:
    """The name of the plug-in that the example in a folder registers."""
    (code,) = (code for place, code in EXAMPLES.items() if Path(place).parent == Path(folder))
    return re.findall(r"\.register\(\"(\w+)\"\)", code)[0]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources with all examples in it."""
    folder = tmp_path_factory.mktemp("adding")
    shutil.copytree(
        ROOT / "src" / "understudy",
        folder / "src" / "understudy",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copy(ROOT / "pyproject.toml", folder)
    for place, code in EXAMPLES.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(code, encoding="utf-8")
    return folder


def call(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the copy, with the copy's sources."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_example_was_found() -> None:
    """A guard that loops asserts what it looped over."""
    plugins = {Path(place).parent.name for place in EXAMPLES if place.startswith("src/")}
    blocks = PAGE.count("```python\n")

    kinds = {"parsers", "steps", "metrics", "embedders", "kinds", "formats", "thinning", "commands"}
    assert kinds | {"finders"} == plugins
    assert len(EXAMPLES) == blocks
    there = {place for place in EXAMPLES if (ROOT / place).exists()}
    others = [p for p in there if (ROOT / p).read_text(encoding="utf-8") != EXAMPLES[p]]
    assert not others, "another file stands where the page puts its example"


def test_the_examples_pass_their_own_tests(tree: Path) -> None:
    """What the page shows works, warnings being errors."""
    found = call(tree, "-m", "pytest", "-p", "no:cacheprovider", "tests")

    assert 0 == found.returncode, found.stdout + found.stderr
    assert f"{PAGE.count('def test_') + 2} passed" in found.stdout  # one has three parameters


def test_the_file_is_the_registration(tree: Path) -> None:
    """Each example is listed, and is described by its own words."""
    found = call(tree, "-m", "understudy.cli", "plugins")
    listed = [line.split()[0] for line in found.stdout.splitlines() if line.startswith("  ")]

    assert 0 == found.returncode, found.stderr
    for place in EXAMPLES:
        if place.startswith("src/") and Path(place).parent.name not in {"thinning", "commands"}:
            assert example(str(Path(place).parent)) in listed


def test_a_command_is_listed(tree: Path) -> None:
    """With the first line of what it says of itself."""
    found = call(tree, "-m", "understudy.cli", "--help")

    assert f"{example('src/understudy/commands')} " in found.stdout
    assert "Count the passages." in found.stdout


def test_the_examples_keep_the_house_rules(tree: Path) -> None:
    """They are copied, so they are linted and formatted like the rest."""
    for command in (["check"], ["format", "--check"]):
        found = call(tree, "-m", "ruff", *command, "--no-cache", *EXAMPLES)

        assert 0 == found.returncode, found.stdout + found.stderr


def test_the_stage_of_the_page_runs(tree: Path) -> None:
    """Its entry in dvc.yaml is its signature, and its report counts what it dropped."""
    entry = yaml.safe_load(re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S)[0])["thin"]
    words = shlex.split(entry["cmd"])
    declared = [*entry["deps"], *entry["outs"], *(name for one in entry["metrics"] for name in one)]
    paths = {word for word in words[3:] if not word.startswith("--")}

    assert set(declared) == {*paths, "data/code/thin.json"}
    chunks = [made(text) for text in ("long enough to stay", "короткий")]
    jsonl.write(tree / "data" / "chunk" / "chunks.jsonl", chunks)
    (tree / "params.yaml").write_text("thin: {min_words: 2}\n", encoding="utf-8")

    found = call(tree, *words[1:])

    assert 0 == found.returncode, found.stderr
    assert chunks[:1] == list(jsonl.read(tree / "data" / "thin" / "chunks.jsonl", Chunk))
    report = jsonl.read_json(tree / "metrics" / "thin.json")
    assert {"read": 2, "kept": 1, "dropped": {"too_short": 1}} == report


def made(text: str) -> Chunk:
    """A passage of its own document."""
    return Chunk(
        id=f"chunk-{text}", parent="document-1", collection="c", ordinal=0, start=0, end=len(text),
        text=text, keys=(text,), language="und", group="g",
    )  # fmt: skip
