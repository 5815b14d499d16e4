"""`understudy`: tools around the pipeline; results on stdout, the rest on stderr."""

import argparse
import inspect
import os
import sys
from collections.abc import Sequence

import understudy
from understudy.command import COMMANDS
from understudy.core import jsonl, logs
from understudy.core.errors import UnderstudyError
from understudy.core.stage import QUIET


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; return 0, or 1 after one message that says what to mend."""
    jsonl.utf8_streams()
    os.environ.update({name: os.environ.get(name, value) for name, value in QUIET.items()})
    options = _parser().parse_args(argv)
    try:
        logs.set_up()
        options.command(options)
        sys.stdout.flush()  # a closed pipe is met here, not when the interpreter ends
    except UnderstudyError as error:
        print(f"understudy: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("understudy: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # `understudy show ... | head` closes the pipe early; that is no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="understudy", description=understudy.__doc__)
    parser.add_argument("--version", action="version", version=understudy.__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        words = (inspect.getdoc(command.run) or "").split("\n", maxsplit=1)[0]
        one = commands.add_parser(name, help=words, description=words)
        one.set_defaults(command=command.run)
        command.options(one)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
