"""The resolved stages of every dvc.yaml, for the tests of the contract."""

import functools
import importlib.util
import os
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dvc.repo import Repo
from dvc.stage import PipelineStage

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Resolved:
    """A stage after matrix and foreach are unrolled; paths are POSIX, relative to its dvc.yaml."""

    name: str
    folder: Path
    script: Path
    options: dict[str, tuple[str, ...]]
    deps: tuple[str, ...]
    outs: tuple[str, ...]
    metrics_and_plots: tuple[str, ...]
    params: tuple[str, ...]
    cached: frozenset[str]

    def __str__(self) -> str:
        return f"{self.folder.relative_to(ROOT).as_posix()}:{self.name}"


@functools.cache
def resolved_stages() -> tuple[Resolved, ...]:
    """Read them as DVC does."""
    with Repo(str(ROOT)) as repo:
        return tuple(
            _resolve(stage) for stage in repo.index.stages if isinstance(stage, PipelineStage)
        )


@functools.cache
def stage_function(script: Path) -> Callable[..., None]:
    """Import a stage's script and return its function, which has the script's name."""
    spec = importlib.util.spec_from_file_location(f"stage_{script.stem}", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    function: Callable[..., None] = getattr(module, script.stem)
    return function


def _resolve(stage: PipelineStage) -> Resolved:
    folder = Path(stage.wdir)
    words = shlex.split(stage.cmd)
    assert words[:2] == ["python", "-P"], stage.cmd
    options: dict[str, list[str]] = {}
    for word in words[3:]:
        if word.startswith("--"):
            assert word not in options, f"{stage.name}: {word} stands twice"
            options[word] = []
        else:
            options[list(options)[-1]].append(word)
    plain = [dep for dep in stage.deps if not getattr(dep, "params", None)]
    sections = [name for dep in stage.deps for name in getattr(dep, "params", None) or ()]
    return Resolved(
        name=stage.name,
        folder=folder,
        script=Path(os.path.normpath(folder / words[2])),
        options={name: tuple(values) for name, values in options.items()},
        deps=tuple(_place(dep.fs_path, folder) for dep in plain),
        outs=tuple(_place(o.fs_path, folder) for o in stage.outs if not (o.metric or o.plot)),
        metrics_and_plots=tuple(
            _place(o.fs_path, folder) for o in stage.outs if o.metric or o.plot
        ),
        params=tuple(sections),
        cached=frozenset(_place(out.fs_path, folder) for out in stage.outs if out.use_cache),
    )


def _place(path: str, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()
