"""Limits and layers of the tree."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from contract.stages import ROOT

SOURCES = sorted((ROOT / "src").rglob("*.py"))
SCRIPTS = sorted((ROOT / "stages").glob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
OTHERS = sorted(
    [*(ROOT / "data" / "sample").rglob("*.py"), *(ROOT / "models").rglob("make/**/*.py")]
)
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "base_", "manager", "shared"}


def test_the_tree_was_seen() -> None:
    """A guard that loops asserts what it looped over."""
    assert len(SOURCES) > 40
    assert len(SCRIPTS) > 10
    assert len(TESTS) > 20


@pytest.mark.parametrize("path", [*SOURCES, *SCRIPTS, *TESTS, *OTHERS], ids=lambda p: p.name)
def test_a_file_fits_in_a_head(path: Path) -> None:
    """400 lines; a stage's script 40."""
    limit = 40 if path in SCRIPTS else 400

    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.as_posix()[-40:])
def test_a_module_is_named_for_its_noun(path: Path) -> None:
    """No drawers without an owner."""
    assert path.stem not in DRAWERS


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.as_posix()[-40:])
def test_a_function_is_short(path: Path) -> None:
    """40 lines of body without its docstring; longer is two functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            last = body[-1].end_lineno or 0
            assert last - body[0].lineno < 40, f"{path}:{node.lineno} {node.name}"


def test_no_broad_handler() -> None:
    """A swallowed error looks like success."""
    for path in [*SOURCES, *SCRIPTS]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                name = node.type.id if isinstance(node.type, ast.Name) else ""
                assert node.type is not None, path
                assert name not in {"Exception", "BaseException"}, f"{path}:{node.lineno}"


def test_input_errors_are_caught_in_one_place() -> None:
    """`attempt` makes them outcomes for the tally; nowhere else do they disappear."""
    catching = {
        path.relative_to(ROOT / "src").as_posix()
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and "InputError" in ast.dump(node.type or node)
    }

    # A question typed by hand is no record: the command line says what is wrong with it.
    assert catching <= {"understudy/core/executor.py", "understudy/asking.py"}


def test_layers_hold() -> None:
    """A package imports floors below only."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert found.returncode == 0, found.stdout


HEAVY = ("torch", "transformers", "faiss", "docling", "mlflow", "datasets", "trl", "peft", "bm25s")


@pytest.mark.parametrize(
    "code",
    [
        "import understudy.cli",
        "import runpy, sys; [runpy.run_path(p) for p in sys.argv[1:]]",
    ],
    ids=["cli", "stages"],
)
def test_imports_are_light(code: str) -> None:
    """The command line answers at once, and params are checked before gigabytes are loaded."""
    check = f"{code}; import sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-P", "-c", check, *map(str, SCRIPTS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.stdout.strip() == "[]", found.stdout + found.stderr
