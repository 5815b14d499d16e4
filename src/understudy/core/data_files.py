"""Files beside the code that are code by another name: templates of pages, style sheets, lists.

They change what a stage writes as much as a module does, and no import leads to them.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from understudy.core import jsonl

IGNORED = {".py", ".pyc", ".typed"}
"""Suffixes of modules, of their by-products, and of the mark that a package has types."""


def data_files(modules: Iterable[str], sources: Path) -> dict[str, str]:
    """Return the hash of every data file of the packages that some modules lie in.

    Args:
        modules: POSIX paths below ``sources``, as `understudy.core.code.closure` finds them; what
            lies elsewhere (a script) has no package.
        sources: Root of the import path.

    Returns:
        POSIX path below ``sources`` to SHA-256, in order.
    """
    packages = {(sources / module).parent for module in modules if (sources / module).is_file()}
    found = {path for package in packages for path in _beside(package)}
    return {path.relative_to(sources).as_posix(): jsonl.sha256(path) for path in sorted(found)}


def _beside(folder: Path) -> Iterator[Path]:
    """Yield the data files of a package: folders below it belong to it unless they are packages."""
    for path in folder.iterdir():
        if path.is_dir():
            if not (path / "__init__.py").is_file():
                yield from _beside(path)
        elif path.suffix not in IGNORED and not path.name.startswith("."):
            yield path
