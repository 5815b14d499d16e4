"""Where engines of an environment of their own are installed, and whether all is there."""

import functools
import hashlib
import importlib.metadata
import os
import re
from dataclasses import dataclass
from pathlib import Path

from understudy.core import jsonl
from understudy.parsing.outside import docling_engine
from understudy.parsing.outside.workers import Command

FOLDER = "UNDERSTUDY_ENGINES"
"""Variable of the folder that holds the environments."""
MODELS = "DOCLING_ARTIFACTS_PATH"
"""Docling's own variable of the folder that holds its models."""
INSTALLERS = {"pip", "setuptools", "wheel"}
"""Their versions change no result."""


@dataclass(frozen=True, slots=True)
class Environment:
    """An engine's environment."""

    name: str
    """Of the engine, of its main package, and of the folder."""
    engine: Path
    """File of the engine, as `serving` loads it."""
    requirements: Path
    """File of the packages that belong into it, with exact versions."""

    @property
    def folder(self) -> Path:
        """Folder of the environment, which may not exist yet."""
        return engines_folder() / self.name

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    @property
    def finished(self) -> Path:
        """File that the installation writes at its end."""
        return self.folder / "understudy.json"

    def versions(self) -> dict[str, str]:
        """Return the versions of all packages in it, read from the disk; nothing is started."""
        return dict(_versions(self.folder)) if self.finished.exists() else {}

    def problem(self) -> str | None:
        """Say what is wrong with it, with the command that mends it; None when nothing is.

        There is no path in it: it may come to stand in the report of a file.
        """
        remedy = f"run: understudy engines install {self.name}"
        found = self.versions()
        if not self.finished.exists():
            return f"not installed; {remedy}"
        for name, version in pins(self.requirements).items():
            if _public(found.get(name, "")) != version:
                there = found.get(name, "no version")
                return f"its environment has {there} of {name} instead of {version}; {remedy}"
        return None


DOCLING = Environment(
    "docling", Path(docling_engine.__file__), Path(__file__).with_name("docling.txt")
)
ENVIRONMENTS = {one.name: one for one in (DOCLING,)}


def engines_folder() -> Path:
    """Return ``$UNDERSTUDY_ENGINES``, else a folder of the user's cache."""
    if chosen := os.environ.get(FOLDER):
        return Path(chosen).absolute()
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "understudy" / "engines"


def forget() -> None:
    """Look at the disk again: a package was installed."""
    _versions.cache_clear()


def pins(requirements: Path) -> dict[str, str]:
    """Return the exact versions that a requirements file asks for, by normalised name."""
    lines = requirements.read_text(encoding="utf-8").splitlines()
    found = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {normalised(name): version.strip() for name, version in found}


def models_folder() -> Path:
    """Return where docling's models are: its own variable, else beside its environment."""
    chosen = os.environ.get(MODELS)
    return Path(chosen).absolute() if chosen else engines_folder() / "docling-models"


def models_problem(*, tables: bool) -> str | None:
    """Say which models of a PDF are missing, with the command that fetches them; no path in it."""
    needed = [docling_engine.LAYOUT, *([docling_engine.TABLES] if tables else [])]
    folder = models_folder()
    missing = [name for name in needed if not any((folder / name).glob("**/*.safetensors"))]
    if not missing:
        return None
    return (
        f"no models for PDF ({', '.join(missing)}); where a model hub can be reached, run: "
        f"understudy engines install docling --models (elsewhere name a folder of them by {MODELS})"
    )


def models_hash() -> str:
    """Return one hash of all model files; other weights are another result."""
    files = sorted(path for path in models_folder().rglob("*") if path.is_file())
    facts = tuple((path, path.stat().st_size, path.stat().st_mtime_ns) for path in files)
    return _hash(models_folder(), facts)


def command() -> Command:
    """Return how docling's worker is started."""
    settings = {
        docling_engine.MODELS: str(models_folder()),
        "HF_HUB_OFFLINE": "1",  # a parser asks no hub: the models are there, or the file waits
        "PYTHONWARNINGS": "ignore",
    }
    return Command("docling", DOCLING.python, DOCLING.engine, tuple(sorted(settings.items())))


@functools.lru_cache(maxsize=4)
def _hash(folder: Path, facts: tuple[tuple[Path, int, int], ...]) -> str:
    known = [(path.relative_to(folder).as_posix(), jsonl.sha256(path)) for path, _, _ in facts]
    hidden = [one for one in known if "/.cache/" not in f"/{one[0]}"]  # notes of a download
    return hashlib.sha256(repr(hidden).encode()).hexdigest()


@functools.lru_cache(maxsize=4)
def _versions(folder: Path) -> tuple[tuple[str, str], ...]:
    packages = [str(path) for path in folder.glob("lib/python*/site-packages")]
    found = {
        normalised(one.name): one.version for one in importlib.metadata.distributions(path=packages)
    }
    return tuple(sorted((name, one) for name, one in found.items() if name not in INSTALLERS))


def normalised(name: str) -> str:
    """Return a package's name as all tools write it."""
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def _public(version: str) -> str:
    """Return a version without its build: ``2.13.0+cpu`` is 2.13.0 too."""
    return version.split("+", maxsplit=1)[0]
