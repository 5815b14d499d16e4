"""Puts an engine's environment on this machine: by one command, which goes on where it was cut."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.parsing.outside import docling_engine, environments
from understudy.parsing.outside.environments import DOCLING, Environment
from understudy.parsing.outside.workers import Command, Worker

NEEDED_GB = 4.0
"""Measured: 1.8 GB with a torch for the CPU, and the downloads beside it; the torch for CUDA, which
pip takes on Linux where nothing else is configured, is some 5 GB more."""
STDERR = 2
"""What the tools print is no result of ours."""


def install(environment: Environment) -> dict[str, str]:
    """Make an environment what its requirements say, and start the engine once.

    pip keeps what it has downloaded, so a second try goes on where the first was cut.

    Returns:
        The versions that the started engine reports.

    Raises:
        SetupError: The disk is too full, a package cannot be installed, or the engine does not
            start.
    """
    environment.folder.mkdir(parents=True, exist_ok=True)
    with FileLock(environment.folder.with_suffix(".lock")):
        if environment.problem() is not None:
            _check_disk(environment.folder)
            environment.finished.unlink(missing_ok=True)
            _make(environment)
        versions = _started(environment)
        jsonl.write_json(environment.finished, versions)
        environments.forget()
    if problem := environment.problem():
        raise SetupError(f"engine '{environment.name}': {problem}")
    return versions


def fetch_models() -> Path:
    """Download what docling needs for PDF from the model hub; return the folder.

    Raises:
        SetupError: No hub can be reached, or docling is not installed.
    """
    folder = environments.models_folder()
    tool = DOCLING.folder / "bin" / "docling-tools"
    _run(
        [str(tool), "models", "download", "--output-dir", str(folder), "layout", "tableformer"],
        "the models cannot be fetched: is a model hub reachable, and HF_HUB_OFFLINE not set? "
        "Elsewhere run the same command where one is, and copy the folder "
        f"{folder} ({docling_engine.LAYOUT}, {docling_engine.TABLES})",
    )
    if problem := environments.models_problem(tables=True):
        raise SetupError(problem)
    return folder


def _check_disk(folder: Path) -> None:
    free = shutil.disk_usage(folder).free / 1e9
    if free < NEEDED_GB:
        raise SetupError(
            f"{folder}: {free:.1f} GB are free and {NEEDED_GB:.0f} are needed; free some, or name "
            f"another folder by {environments.FOLDER}"
        )


def _make(environment: Environment) -> None:
    python = str(environment.python)
    if not _runs(python):
        _run([sys.executable, "-m", "venv", "--clear", str(environment.folder)], "no environment")
    options = ["--disable-pip-version-check", "--no-input", "--requirement"]
    _run(
        [python, "-m", "pip", "install", *options, str(environment.requirements)],
        "not all packages could be installed; what was downloaded is kept, run it again to go on",
    )


def _runs(python: str) -> bool:
    try:
        return (
            subprocess.run([python, "-m", "pip", "-V"], capture_output=True, check=False).returncode
            == 0
        )
    except OSError:
        return False


def _run(command: list[str], failure: str) -> None:
    """Run a tool, which shows its own progress.

    It must not see our own packages: a user's PYTHONPATH would shadow those of the environment.
    """
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    try:
        done = subprocess.run(command, stdout=STDERR, env=settings, check=False)
    except OSError as error:
        raise SetupError(f"{command[0]} does not start ({error.strerror}); {failure}") from error
    if done.returncode:
        raise SetupError(f"{failure} (status {done.returncode})")


def _started(environment: Environment) -> dict[str, str]:
    """Start the engine once, which also compiles its modules."""
    worker = Worker(Command(environment.name, environment.python, environment.engine))
    try:
        return worker.versions()
    finally:
        worker.stop()
