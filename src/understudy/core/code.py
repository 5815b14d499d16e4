"""What code means: the hash of syntax trees over everything that a file imports here.

Comments, docstrings and layout do not count; logic, defaults and the versions of imported packages
do. A module that uses a registry counts the registry's whole package, because a plug-in is chosen
by name at run time.
"""

import ast
import functools
import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from understudy.core import installed
from understudy.core.errors import SetupError
from understudy.core.installed import Installed


@dataclass(frozen=True, slots=True)
class Closure:
    """Everything that a file's code is made of."""

    modules: dict[str, str]
    """POSIX path below its root to the hash of its syntax tree; the entry file included."""
    packages: dict[str, str]
    """Distribution name to version of every third-party package that is imported."""

    def digest(self) -> str:
        """Return one hash of it all, 64 hexadecimal digits."""
        text = repr((sorted(self.modules.items()), sorted(self.packages.items())))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Module:
    """What a closure takes from one file."""

    meaning: str
    """Hash of its syntax tree."""
    imports: tuple[str, ...]
    """Dotted names, as `imported_names` gives them."""
    registries: tuple[str, ...]
    """Packages of the registries that it defines."""


class Reader:
    """Reads what a closure is made of, anew each time; `code_memory` has one that remembers."""

    def module(self, source: bytes, path: Path) -> Module:
        """Say what the source of a file means.

        Raises:
            SetupError: It is not Python; ``path`` is for the message.
        """
        try:
            tree = ast.parse(source, str(path))
        except SyntaxError as error:
            raise SetupError(f"{path}:{error.lineno}: not Python ({error.msg})") from error
        imports, registries = sorted({*imported_names(tree)}), sorted({*registry_packages(tree)})
        digest = hashlib.sha256(meaning(tree).encode()).hexdigest()
        return Module(digest, tuple(imports), tuple(registries))

    def installed(self) -> Installed:
        """Say which distributions provide which imports."""
        return installed.read()


def closure(entry: Path, sources: Path, reader: Reader | None = None) -> Closure:
    """Follow the imports of a file, lazy ones too.

    Args:
        entry: A Python file: a stage's script or a module below ``sources``.
        sources: Root of the import path of this repository, e.g. ``src``.
        reader: How files are read; anew when None.

    Raises:
        SetupError: A file is not Python.
    """
    reader = reader or Reader()
    modules: dict[str, str] = {}
    external: set[str] = set()
    seen: set[Path] = set()
    files = functools.cache(lambda name: _files(name, sources))
    waiting = [entry, *_parents(entry, sources)]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        module = reader.module(path.read_bytes(), path)
        modules[_place(path, sources)] = module.meaning
        for name in module.imports:
            found = files(name)
            waiting += found
            if not found:
                external.add(name.split(".", maxsplit=1)[0])
        for package in module.registries:
            waiting += sorted(sources.joinpath(*package.split(".")).rglob("*.py"))
    return Closure(dict(sorted(modules.items())), _versions(external, reader))


def meaning(tree: ast.Module) -> str:
    """Write a syntax tree without docstrings, comments, line numbers and layout.

    A string that stands alone as a statement is a docstring wherever it stands: under a field it
    documents the field. (Descriptions of parameters reach the generated docs only.)
    """
    return ast.dump(_WithoutDocstrings().visit(tree), annotate_fields=False)


def imported_names(tree: ast.Module) -> Iterator[str]:
    """Yield the dotted names that a module imports, at any depth, ``need("x")`` included.

    ``from a import b`` yields ``a.b``: b may be a module, and `_files` looks for the longest match.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) == "need" and node.args:
            yield from _literal(node.args[0])


def registry_packages(tree: ast.Module) -> Iterator[str]:
    """Yield the packages of the registries that a module defines: ``Registry("parser", "a.b")``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) == "Registry" and len(node.args) == 2:
            yield from _literal(node.args[1])


class _WithoutDocstrings(ast.NodeTransformer):
    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            return None
        return self.generic_visit(node)


def _called(node: ast.Call) -> str | None:
    function = node.func
    if isinstance(function, ast.Subscript):  # Registry[Parser]("parser", ...)
        function = function.value
    return function.id if isinstance(function, ast.Name) else None


def _literal(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _place(path: Path, sources: Path) -> str:
    """Name a file by its place below the sources, or below its own folder's parent."""
    root = sources if sources in path.parents else path.parent.parent
    return path.relative_to(root).as_posix()


def _parents(path: Path, sources: Path) -> list[Path]:
    """Return the ``__init__.py`` files that run before a module of ``sources`` is imported."""
    inside = [folder for folder in path.parents if sources in folder.parents]
    return [folder / "__init__.py" for folder in inside if (folder / "__init__.py").is_file()]


def _files(name: str, sources: Path) -> list[Path]:
    """Return the files below ``sources`` that importing a dotted name runs; none if foreign."""
    found = []
    base = str(sources)
    for part in name.split("."):
        base = os.path.join(base, part)  # noqa: PTH118  # two thousand names; paths cost 0.1 s
        for path in (os.path.join(base, "__init__.py"), f"{base}.py"):  # noqa: PTH118
            if os.path.isfile(path):  # noqa: PTH113
                found.append(Path(path))
                break
    return found


def _versions(names: set[str], reader: Reader) -> dict[str, str]:
    """Return the versions of the distributions that provide some top-level imports.

    An import that is not installed counts as ``absent``: installing it can change a result.
    """
    versions = {}
    foreign = sorted(names - set(sys.stdlib_module_names) - {"understudy"})
    providers = reader.installed() if foreign else {}
    for name in foreign:
        versions.update(providers.get(name, {name: "absent"}))
    return versions
