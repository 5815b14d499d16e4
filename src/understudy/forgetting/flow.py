"""The stages of a pipeline in their order, as DVC has them, and what else DVC and git keep."""

import os
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from understudy.core.errors import SetupError


@dataclass(frozen=True, slots=True)
class Step:
    """A stage."""

    name: str
    command: str
    deps: tuple[Path, ...]
    outs: tuple[Path, ...]
    """What it writes but metrics and plots, which hold counts."""
    is_current: bool
    """False when what it wrote is of an earlier state of what it reads."""
    is_made: bool = True
    """False when it never wrote anything, so that nothing need be made anew."""

    def values(self, option: str) -> tuple[str, ...]:
        """Return what stands behind an option of its command; nothing without the option."""
        words = shlex.split(self.command)
        if f"--{option}" not in words:
            return ()
        rest = words[words.index(f"--{option}") + 1 :]
        ends = [place for place, word in enumerate(rest) if word.startswith("--")]
        return tuple(rest[: ends[0]] if ends else rest)

    def reads(self, path: Path) -> bool:
        """Tell whether a path is, or lies in, or holds, what it depends on."""
        return any(overlap(path, one) for one in self.deps)


@dataclass(frozen=True, slots=True)
class Flow:
    """A pipeline."""

    folder: Path
    """Of dvc.yaml."""
    root: Path
    """Of the repository: where DVC and tracked runs keep theirs."""
    steps: tuple[Step, ...]
    """What is made before what reads it."""
    pointers: dict[Path, Path]
    """What ``dvc add`` or an import tracks, to the ``.dvc`` file that says so."""
    remotes: tuple[str, ...]
    uncommitted: tuple[Path, ...] = ()
    """``.dvc`` files that tell an earlier state of what they track."""

    @property
    def late(self) -> list[str]:
        """Return what still holds an earlier state: stages, and files of ``dvc add``."""
        pointers = (os.path.relpath(path, self.folder) for path in self.uncommitted)
        late = [step.name for step in self.steps if step.is_made and not step.is_current]
        return late + sorted(pointers)

    def after(self, changed: Iterable[Path]) -> list[str]:
        """Return the names of the stages that run again when paths have changed."""
        places = [path.absolute() for path in changed]
        found = []
        for step in self.steps:
            if any(step.reads(place) for place in places):
                found.append(step.name)
                places += step.outs
        return found


def overlap(one: Path, other: Path) -> bool:
    """Tell whether two absolute paths are one, or one lies in the other."""
    return one == other or one in other.parents or other in one.parents


def read_flow(folder: Path) -> Flow:
    """Read a pipeline from DVC.

    Raises:
        SetupError: There is none, or DVC cannot read it.
    """
    from dvc.exceptions import DvcException
    from dvc.repo import Repo

    place = (folder / "dvc.yaml").resolve()
    if not place.is_file():
        raise SetupError(f"no dvc.yaml in {folder.resolve()}: run this in a pipeline's folder")
    try:
        with Repo(str(folder)) as repo:
            changed = _changed(repo)
            stages = list(repo.index.stages)
            own = [one for one in stages if Path(one.path).resolve() == place and one.cmd]
            tracking = [one for one in stages if Path(one.path).suffix == ".dvc"]
            return Flow(
                folder.resolve(),
                Path(repo.root_dir),
                _ordered([_step(one, one.addressing not in changed) for one in own]),
                {Path(out.fs_path): Path(one.path) for one in tracking for out in one.outs},
                tuple(sorted(repo.config["remote"])),
                tuple(Path(one.path) for one in tracking if one.addressing in changed),
            )
    except DvcException as error:
        raise SetupError(f"DVC cannot read {place}: {error}") from error


def _changed(repo: Any) -> frozenset[str]:
    """Return the stages that `dvc repro` would run now, those behind them apart."""
    return frozenset(repo.status())


def _step(stage: Any, is_current: bool) -> Step:
    command = stage.cmd if isinstance(stage.cmd, str) else " ".join(stage.cmd)
    return Step(
        stage.name,
        command,
        tuple(Path(one.fs_path) for one in stage.deps if not getattr(one, "params", None)),
        tuple(Path(one.fs_path) for one in stage.outs if not (one.metric or one.plot)),
        is_current,
        any(one.hash_info or one.exists for one in stage.outs),  # of dvc.lock, or there
    )


def _ordered(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Put steps behind those whose outputs they read; DVC has seen to it that there is an order."""
    waiting = sorted(steps, key=lambda one: one.name)
    done: list[Step] = []
    late: set[Path] = set()  # outputs that are of an earlier state
    while waiting:
        open_outs = [out for one in waiting for out in one.outs]
        ready = [one for one in waiting if not any(one.reads(out) for out in open_outs)]
        assert ready, "DVC refuses circles"
        for one in ready:
            is_late = not one.is_current or any(one.reads(out) for out in late)
            if is_late:
                late |= set(one.outs)
            done.append(replace(one, is_current=not is_late))
        waiting = [one for one in waiting if one not in ready]
    return tuple(done)
