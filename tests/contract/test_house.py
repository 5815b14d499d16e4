"""Limits and layers of the tree."""

import ast
import functools
import subprocess
import sys
from pathlib import Path

import pytest

from contract.stages import ROOT

SOURCES = sorted((ROOT / "src").rglob("*.py"))
SCRIPTS = sorted((ROOT / "stages").glob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
OTHERS = sorted(
    [
        *(ROOT / "data" / "sample").rglob("*.py"),
        *(ROOT / "models").rglob("make/**/*.py"),
        *(ROOT / "recipes").glob("*/sample/**/*.py"),
    ]
)
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "base_", "manager", "shared"}


def test_the_tree_was_seen() -> None:
    """A guard that loops asserts what it looped over."""
    assert len(SOURCES) > 40
    assert len(SCRIPTS) > 10
    assert len(TESTS) > 20
    assert {"data", "models", "recipes"} == {path.relative_to(ROOT).parts[0] for path in OTHERS}


@functools.cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All nodes of a file's syntax tree."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def test_a_file_fits_in_a_head() -> None:
    """400 lines; a stage's script 40."""
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for path in [*SOURCES, *SCRIPTS, *TESTS, *OTHERS]
    }

    assert {} == {p: n for p, n in lengths.items() if n > (40 if p in SCRIPTS else 400)}


def test_a_module_is_named_for_its_noun() -> None:
    """No drawers without an owner."""
    assert [] == [path for path in SOURCES if path.stem in DRAWERS]


def test_a_function_is_short() -> None:
    """40 lines of body without its docstring; longer is two functions."""
    assert [] == [
        f"{path}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and body_lines(node) > 40
    ]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring."""
    body = function.body
    if ast.get_docstring(function) and len(body) > 1:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_no_broad_handler() -> None:
    """A swallowed error looks like success."""
    for path in [*SOURCES, *SCRIPTS]:
        for node in nodes(path):
            if isinstance(node, ast.ExceptHandler):
                name = node.type.id if isinstance(node.type, ast.Name) else ""
                assert node.type is not None, path
                assert name not in {"Exception", "BaseException"}, f"{path}:{node.lineno}"


def test_input_errors_are_caught_in_one_place() -> None:
    """`attempt` makes them outcomes for the tally; nowhere else do they disappear."""
    catching = {
        path.relative_to(ROOT / "src").as_posix()
        for path in SOURCES
        for node in nodes(path)
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
