"""What a command of `understudy` is, and where commands are found."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from understudy.core.registry import Registry


def no_options(_: argparse.ArgumentParser) -> None:
    """Add nothing."""


@dataclass(frozen=True, slots=True)
class Command:
    """A word on the command line."""

    run: Callable[[argparse.Namespace], None]
    """Does it; results go to stdout. The first line of its docstring is what ``--help`` says."""
    options: Callable[[argparse.ArgumentParser], None] = no_options
    """Adds its options."""


COMMANDS: Registry[Command] = Registry("command", "understudy.commands")
