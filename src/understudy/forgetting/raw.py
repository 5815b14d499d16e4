"""The raw files of a pipeline, by the places that records name."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from understudy.core.errors import SetupError
from understudy.parsing.roots import roots_of


class RawFiles:
    """Where raw files lie.

    Args:
        raws: Folders and files that the parse stage is given.
    """

    def __init__(self, raws: Sequence[Path]) -> None:
        places = (Path(os.path.normpath(path.absolute())) for path in raws)
        self._roots = roots_of([path for path in places if path.exists()])

    def place(self, words: str) -> str | None:
        """Return the place of a file or folder that is there, as it was typed; else None."""
        for root in self._roots:
            for typed in (Path.cwd() / words, root.path / words):
                path = Path(os.path.normpath(typed))
                is_there = path.exists() or path.is_symlink()
                if is_there and path.is_relative_to(root.path):
                    return root.place(path)
        return None

    def path(self, place: str) -> Path | None:
        """Return the file or folder at a place, or the archive that holds it, if it is there."""
        parts = PurePosixPath(place).parts
        for root in self._roots:
            prefix = root.prefix.parts
            if parts[: len(prefix)] != prefix:
                continue
            path = root.path.joinpath(*parts[len(prefix) :])
            if path.is_symlink() or path.exists():
                return path
            above = (one for one in path.parents if one.is_relative_to(root.path))
            archive = next((one for one in above if one.is_file()), None)
            if archive is not None:
                return archive
        return None

    def files(self, path: Path) -> Iterator[Path]:
        """Yield the files of a folder but hidden ones and DVC's own, or a file."""
        if path.is_dir() and not path.is_symlink():
            found = (one for one in path.rglob("*") if one.is_symlink() or one.is_file())
            yield from sorted(
                one for one in found if not one.name.startswith(".") and one.suffix != ".dvc"
            )
        else:
            yield path

    def archive_of(self, place: str) -> Path | None:
        """Return the archive in which a place lies, if it does."""
        path = self.path(place)
        if path is None or path.is_dir():
            return None
        return path if path.name != PurePosixPath(place).name else None


def check_removable(files: Sequence[Path]) -> None:
    """Refuse before anything is removed what could not be removed.

    Raises:
        SetupError: The folder of one may not be written to.
    """
    for folder in sorted({path.parent for path in files}):
        if not os.access(folder, os.W_OK):
            raise SetupError(f"{folder} may not be written to: nothing was removed")
