"""Optional packages, asked for where they are used."""

import importlib
from types import ModuleType

from understudy.core.errors import MissingExtraError


def need(package: str, *, extra: str, plugin: str) -> ModuleType:
    """Import an optional package.

    Args:
        package: Import name; written as a literal, because the code fingerprint reads it there.
        extra: The extra of ``understudy`` that installs it.
        plugin: What needs it, for the message.

    Raises:
        MissingExtraError: It is not installed; the message holds the pip command.
    """
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError as error:
        if error.name != package.split(".", maxsplit=1)[0]:
            raise
        raise MissingExtraError(plugin, package, extra) from error
