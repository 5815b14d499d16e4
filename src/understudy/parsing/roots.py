"""Where raw files lie: one folder or several, and single files, each with places of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path, PurePosixPath

from understudy.core.errors import SetupError


@dataclass(frozen=True, slots=True)
class Root:
    """A folder or a file that the stage was given."""

    path: Path
    prefix: PurePosixPath
    """What stands before the path of its files; nothing for the first folder."""

    def place(self, path: Path) -> str:
        """Return the place of a file in it, as a POSIX path."""
        below = path.parts[len(self.path.parts) :]
        return "/".join([*self.prefix.parts, *below]) or "."

    def holds(self, target: Path) -> bool:
        """Tell whether a resolved path lies in it."""
        own = self.path.resolve()
        return target == own or own in target.parents


def roots_of(raws: Sequence[Path]) -> list[Root]:
    """Give each folder and file its place: no file of one can be mistaken for one of another.

    The files of the first folder are at home under their own paths. Those of a further folder
    stand below its name, and a single file is called by its name, so that naming one more moves
    no place that was there.

    Raises:
        SetupError: One is missing, lies in another, or two would share a place.
    """
    for path in raws:
        if not path.exists():
            raise SetupError(f"{path} is no folder. Put the raw files there, or run `dvc pull`.")
    for one, other in combinations(raws, 2):
        _check_apart(one, other)
    roots = []
    for number, path in enumerate(raws):
        is_home = number == 0 and path.is_dir()
        roots.append(Root(path, PurePosixPath("" if is_home else path.resolve().name)))
    if len(roots) > 1:
        _check_names(roots)
    return roots


def _check_apart(one: Path, other: Path) -> None:
    first, second = one.resolve(), other.resolve()
    if first == second or first in second.parents or second in first.parents:
        raise SetupError(
            f"{one} and {other} lie in each other, so files would be read twice. Name only the "
            "outer one after --raw."
        )


def _check_names(roots: Sequence[Root]) -> None:
    """Refuse a further root that is called like another, or like an entry of the first folder."""
    taken: dict[str, Path] = {}
    for root in roots:
        if root.prefix.parts:
            names = [root.prefix.name]
        else:
            names = [path.name for path in root.path.iterdir()]
        for name in names:
            if name in taken:
                raise SetupError(
                    f"files of {root.path} and of {taken[name]} would share the place {name!r}. "
                    "Rename one of them, and its path in dvc.yaml."
                )
            taken[name] = root.path
