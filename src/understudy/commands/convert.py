"""Datasets from one format to another."""

import argparse
from pathlib import Path

from understudy.command import COMMANDS, Command
from understudy.core.errors import SetupError


def run(options: argparse.Namespace) -> None:
    """Write a dataset in another trainer's format, without running a stage again."""
    from understudy.dataset import FORMATS, bared, convert

    wanted = FORMATS[options.wanted]
    found = convert(
        options.source,
        options.target,
        given=options.given,
        wanted=bared(wanted) if options.bare else wanted,
        columns=dict(_renamed(pair) for pair in options.rename),
        max_dropped=options.max_dropped,
    )
    for name, written in found.items():
        refused = written.refused.total()
        left = f", {refused} left out" if refused else ""
        print(f"{name}: {written.samples} samples, {written.lines} lines{left}")
    print(options.target)


def _renamed(pair: str) -> tuple[str, str]:
    old, separator, new = pair.partition("=")
    if not (old and separator and new):
        raise SetupError(f"--rename {pair!r}: write it as OLD=NEW, e.g. question=instruction.")
    return old, new


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, metavar="IN", help="a file, or a folder of splits")
    parser.add_argument("target", type=Path, metavar="OUT", help="a file or folder to make")
    parser.add_argument(
        "--from",
        dest="given",
        default="records",
        metavar="FORMAT",
        help="default: what build wrote",
    )
    parser.add_argument("--to", dest="wanted", required=True, metavar="FORMAT")
    parser.add_argument(
        "--rename", action="append", default=[], metavar="OLD=NEW", help="a key of the source"
    )
    only = "nothing but the format's own keys, as some services want it"
    parser.add_argument("--bare", action="store_true", help=only)
    parser.add_argument(
        "--max-dropped",
        type=float,
        default=0.0,
        metavar="SHARE",
        help="of unusable lines; default 0",
    )


CONVERT = COMMANDS.register("convert")(Command(run, _options))
