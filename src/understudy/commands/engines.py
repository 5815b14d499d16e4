"""Engines of parsing that live in environments of their own."""

import argparse
from collections.abc import Iterator

from understudy.command import COMMANDS, Command
from understudy.core.errors import SetupError, unknown_name


def run(options: argparse.Namespace) -> None:
    """Install an engine that needs a Python environment of its own, or list what is there."""
    from understudy.parsing.outside import environments, installing

    if options.action == "install":
        chosen = environments.ENVIRONMENTS.get(options.name)
        if chosen is None:
            raise SetupError(unknown_name("engine", options.name or "", environments.ENVIRONMENTS))
        for name, version in installing.install(chosen).items():
            print(f"{name} {version}")
        if options.models:
            print(installing.fetch_models())
    for name, state in outside_engines():
        print(f"{name}  {state}")


def outside_engines() -> Iterator[tuple[str, str]]:
    """Yield the engines of environments of their own, and what is missing of each."""
    from understudy.parsing.outside import environments

    for name, one in environments.ENVIRONMENTS.items():
        state = one.problem() or f"{one.versions()[name]}"
        if one.problem() is None and (missing := environments.models_problem(tables=True)):
            state += f"; {missing}"
        yield f"engine {name}", f"{state} [{one.folder}]"


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=["install"], help="what to do")
    parser.add_argument("name", nargs="?", help="docling")
    parser.add_argument("--models", action="store_true", help="fetch its models for PDF, too")


ENGINES = COMMANDS.register("engines")(Command(run, _options))
