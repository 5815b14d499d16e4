"""Where things lie, asked from dvc.yaml: the one place of paths."""

import shlex
from dataclasses import dataclass
from pathlib import Path

from understudy.core.errors import SetupError, unknown_name


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The resolved commands of a dvc.yaml.

    Args:
        folder: Folder of dvc.yaml.
        commands: Stage name, as DVC shows it, to its command.
    """

    folder: Path
    commands: dict[str, str]

    def path(self, stage: str, option: str) -> Path:
        """Return the path that a stage's command gives to an option.

        Raises:
            SetupError: There is no such stage, or it has no such option.
        """
        if stage not in self.commands:
            where = self.folder / "dvc.yaml"
            raise SetupError(f"{where}: {unknown_name('stage', stage, self.commands)}")
        words = shlex.split(self.commands[stage])
        if f"--{option}" not in words[:-1]:
            raise SetupError(f"stage '{stage}' has no option --{option}")
        return self.folder / words[words.index(f"--{option}") + 1]

    def shared(self, option: str) -> Path:
        """Return the path that the first stage with such an option gives to it.

        A recipe reads what the repository's own pipeline makes, e.g. ``base``, and has no stage of
        its own for it.

        Raises:
            SetupError: No stage has the option.
        """
        for stage, command in self.commands.items():
            if f"--{option}" in shlex.split(command)[:-1]:
                return self.path(stage, option)
        raise SetupError(f"{self.folder / 'dvc.yaml'}: no stage has an option --{option}")


def made(path: Path) -> Path:
    """Return a path that a stage wrote; raise ``SetupError`` where none has yet."""
    if not path.exists():
        raise SetupError(f"{path} does not exist yet: run `dvc repro` first")
    return path


def load(folder: Path) -> Pipeline:
    """Read the dvc.yaml of a folder, with matrix and foreach unrolled.

    Raises:
        SetupError: There is none, or DVC cannot read it.
    """
    from dvc.exceptions import DvcException
    from dvc.repo import Repo

    if not (folder / "dvc.yaml").is_file():
        raise SetupError(f"no dvc.yaml in {folder.resolve()}: run this in a pipeline's folder")
    place = (folder / "dvc.yaml").resolve()
    try:
        with Repo(str(folder)) as repo:
            found = [s for s in repo.index.stages if Path(s.path).resolve() == place]
            return Pipeline(folder, {stage.name: _line(stage.cmd) for stage in found if stage.cmd})
    except DvcException as error:
        raise SetupError(f"DVC cannot read {folder / 'dvc.yaml'}: {error}") from error


def _line(command: str | list[str]) -> str:
    """Put a stage's commands, where it has several, on one line."""
    return command if isinstance(command, str) else " ".join(command)
