"""What README and CONTRIBUTING tell people to type exists, with the options they show."""

import contextlib
import io
import re
import shlex
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from dvc.cli import parse_args

from contract.stages import ROOT
from understudy import cli
from understudy.core.params import read_yaml

PAGES = (
    *("README.md", "README.ru.md", "CONTRIBUTING.md"),
    *("docs/adding.md", "docs/tables.md", "docs/sources.md"),
    *sorted(p.relative_to(ROOT).as_posix() for p in ROOT.glob("recipes/*/README.md")),
)
BLOCK = re.compile(r"^( *)```(sh|console)\n(.*?)^\1```$", re.M | re.S)
INLINE = re.compile(r"`((?:make|dvc|understudy|python|pip|pytest|bash|mlflow|hf) [^`\n]+)`")
FREE = {"git", "grep", "cp", "rm", "mkdir", "cd", "export", ".", "hf", "mlflow", "pre-commit"}
"""Commands that are not ours to check."""


def commands(page: str) -> list[str]:
    """The commands of a page: of its blocks, and those that stand in a sentence."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = []
    for _, kind, body in BLOCK.findall(text):
        lines = [line.strip() for line in body.splitlines()]
        if kind == "console":
            lines = [line[2:] for line in lines if line.startswith("$ ")]
        found += [line for line in lines if line and not line.startswith("#")]
    return found + INLINE.findall(BLOCK.sub("", text))


EVERY = [(page, command) for page in PAGES for command in commands(page)]


def test_commands_were_found() -> None:
    """A guard that loops asserts what it looped over."""
    words = {command.split()[0] for page, command in EVERY if page == "README.md"}

    assert {"make", "dvc", "understudy", "git"} <= words
    assert len(EVERY) > 25


@pytest.mark.parametrize(("page", "command"), EVERY, ids=[f"{p}: {c}" for p, c in EVERY])
def test_a_command_exists(page: str, command: str) -> None:
    """A reader who types it gets no usage message."""
    folder = (ROOT / page).parent  # a recipe's commands are for its own pipeline
    checks = {
        "make": check_make,
        "dvc": partial(check_dvc, folder=folder if (folder / "dvc.yaml").exists() else ROOT),
        "understudy": check_understudy,
        "python": check_script,
        "bash": check_script,
        "pip": check_extras,
        "pytest": check_marks,
    }
    for part in command.split(" | "):
        program, *words = shlex.split(part)
        if program in checks:
            checks[program](words)
        else:
            assert program in FREE


def check_make(words: list[str]) -> None:
    """Every target and variable stands in the Makefile."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):", text, re.M)
    variables = [f"{name}=" for name in re.findall(r"^([A-Z]+) [?:]?=", text, re.M)]

    assert words
    assert not {re.sub("=.*", "=", word) for word in words} - {*targets, *variables}


def check_dvc(words: list[str], folder: Path) -> None:
    """DVC's own parser takes the command; stages, params and metrics that it names exist."""
    options = parse_args(words)
    for assignment in getattr(options, "set_param", None) or ():
        value: Any = read_yaml(folder / "params.yaml")
        for key in assignment.split("=")[0].split("."):
            assert key in value, assignment
            value = value[key]
    if words[0] == "repro":
        assert not set(options.targets) - set(read_yaml(folder / "dvc.yaml")["stages"])
    if words[0] == "metrics":
        assert not set(options.targets or ()) - set(metrics(folder))


def metrics(folder: Path) -> Iterator[str]:
    """The metrics files that dvc.yaml names, as it writes them."""
    for stage in read_yaml(folder / "dvc.yaml")["stages"].values():
        for entry in (stage.get("do") or stage).get("metrics", ()):
            yield from entry


def check_understudy(words: list[str]) -> None:
    """The subcommand exists and its help tells of the options."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told), pytest.raises(SystemExit) as ended:
        cli.main([words[0], "--help"])

    assert 0 == ended.value.code
    assert all(word in told.getvalue() for word in words if word.startswith("--"))
    if words[0] == "show" and len(words) > 1:
        assert words[1] in told.getvalue()


def check_script(words: list[str]) -> None:
    """The script lies in the repository."""
    assert (ROOT / words[0]).is_file()


def check_extras(words: list[str]) -> None:
    """The extras are those of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {
        name
        for word in words
        for found in re.findall(r"\[(.+)\]", word)
        for name in found.split(",")
    }

    assert asked
    assert not asked - set(project["optional-dependencies"])


def check_marks(words: list[str]) -> None:
    """The marker is one that pytest knows here."""
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    known = {line.split(":")[0] for line in tool["pytest"]["ini_options"]["markers"]}

    assert "-m" == words[0]
    assert words[1] in known
