"""Plug-ins by name. A file in the registry's package is the registration."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from understudy.core.errors import SetupError, unknown_name

T = TypeVar("T")


class Registry(Mapping[str, T], Generic[T]):
    """Named plug-ins of one kind.

    The package is imported on first look-up, so that adding a file adds a plug-in, and modules
    may register at import without a cycle.

    Args:
        kind: What a plug-in is called in messages, e.g. ``parser``.
        package: Dotted name of the package that holds one module a plug-in; written as a literal,
            because the code fingerprint of a stage counts the whole package from it.
    """

    def __init__(self, kind: str, package: str) -> None:
        self.kind = kind
        self.package = package
        self._plugins: dict[str, T] = {}
        self._imported = False

    def register(self, name: str) -> Callable[[T], T]:
        """Return a decorator that registers a plug-in.

        Raises:
            ValueError: Another plug-in has that name (on import, so a clash never goes unseen).
        """

        def decorate(plugin: T) -> T:
            if name in self._plugins:
                raise ValueError(f"two {self.kind}s are called '{name}': rename one of them")
            self._plugins[name] = plugin
            return plugin

        return decorate

    def __getitem__(self, name: str) -> T:
        """Return a plug-in; raise ``SetupError`` with near names when there is none."""
        self._load()
        if name not in self._plugins:
            raise SetupError(unknown_name(self.kind, name, self._plugins))
        return self._plugins[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether a plug-in has that name."""
        self._load()
        return name in self._plugins

    def __iter__(self) -> Iterator[str]:
        self._load()
        return iter(sorted(self._plugins))

    def __len__(self) -> int:
        self._load()
        return len(self._plugins)

    def _load(self) -> None:
        if self._imported:
            return
        self._imported = True
        package = importlib.import_module(self.package)
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
            importlib.import_module(f"{self.package}.{module.name}")
