"""Files of single kinds, a module each: named like the parser, with ``FILES`` by name.

The generic tests of parsing (routing, damage, determinism) take them all. ``NEEDS_SUFFIX = True``
marks a kind that its content does not tell.
"""

import importlib
import pkgutil
from types import ModuleType


def modules() -> dict[str, ModuleType]:
    """Return the modules by the name of their parser."""
    return {
        found.name: importlib.import_module(f"{__name__}.{found.name}")
        for found in pkgutil.iter_modules(__path__)
    }


def files() -> dict[str, bytes]:
    """Return all files by name."""
    return {name: data for one in modules().values() for name, data in one.FILES.items()}


def parsers() -> dict[str, str]:
    """Return the parser of each file."""
    return {name: parser for parser, one in modules().items() for name in one.FILES}


def told_by_content() -> set[str]:
    """Return the files that are known without a suffix."""
    return {
        name
        for one in modules().values()
        if not getattr(one, "NEEDS_SUFFIX", False)
        for name in one.FILES
    }
