"""Somebody, or a file, taken out of raw data and caches."""

import argparse
import subprocess
import sys
from pathlib import Path

from understudy.command import COMMANDS, Command
from understudy.core import jsonl
from understudy.core.errors import SetupError

WORD = "forget"
"""What is typed to agree."""


def run(options: argparse.Namespace) -> None:
    """Remove a raw file, or what a person wrote, and say what was made of it."""
    if (options.what is None) != options.gc:
        raise SetupError(
            "forget takes a raw file or a person, or --gc alone, after `dvc repro`: "
            "`understudy show files` and `understudy show people` list them"
        )
    if options.gc:
        if options.kind or options.files or options.receipt:
            raise SetupError("--gc goes with --dry-run and --yes alone")
        _collect(is_agreed=options.yes, is_dry=options.dry_run)
        return
    from understudy import forgetting

    found = forgetting.plan(Path(), options.what, kind=options.kind, files=options.files)
    for line in forgetting.lines(found):
        print(line)
    if found.is_done:
        print("nothing is left to be removed")
    elif options.dry_run:
        _tell(found)
        print("nothing was removed (--dry-run)")
    else:
        _agree(options.yes)
        removed = forgetting.hashes(found)
        forgetting.carry_out(found)
        _tell(found)
        if forgetting.left_over(found):
            print(f"a name of theirs is still in {found.people}, in a comment perhaps: look there")
        if options.receipt is not None:
            jsonl.write_json(options.receipt, forgetting.receipt(found, removed))
            print(f"receipt: {options.receipt}")


def _tell(found: object) -> None:
    from understudy import forgetting

    assert isinstance(found, forgetting.Plan), "what was planned"
    for line in forgetting.afterwards(found):
        print(line)


def _agree(is_agreed: bool) -> None:
    """Ask, unless the command line agreed."""
    if is_agreed:
        return
    print(f"This cannot be undone. Type {WORD} to go on: ", end="", flush=True)
    if sys.stdin.readline().strip() != WORD:
        raise SetupError(f"nothing was removed: that takes the word {WORD}, or --yes")


def _collect(*, is_agreed: bool, is_dry: bool) -> None:
    """Let DVC drop the versions of outputs and raw data that the workspace does not have.

    Nothing need be remembered of who was forgotten: what is made anew holds nothing of them.
    """
    from understudy import forgetting

    flow = forgetting.read_flow(Path())
    if flow.late:
        raise SetupError(
            f"--gc: {', '.join(flow.late)} would keep what is forgotten: run `dvc repro`, and "
            "`dvc commit` for a .dvc file"
        )
    print(
        "DVC's cache is to lose whatever the workspace does not have, of all commits and branches"
    )
    _agree(is_agreed or is_dry)
    command = [sys.executable, "-m", "dvc", "gc", "--workspace", "--force"]
    if subprocess.run([*command, *(["--dry"] if is_dry else [])], check=False).returncode:
        raise SetupError("--gc: `dvc gc` failed, see above; run this again")
    if flow.remotes:
        print(f"the remotes ({', '.join(flow.remotes)}) keep theirs until you run: dvc gc -w -c")


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        metavar="SOURCE|PERSON",
        help="a file or folder of the raw data; or a name, alias, account or pseudonym",
    )
    parser.add_argument(
        "--as", dest="kind", choices=("source", "person"), help="where a word could mean either"
    )
    parser.add_argument("--dry-run", action="store_true", help="only list; remove nothing")
    parser.add_argument("--yes", action="store_true", help="do not ask: for scripts")
    parser.add_argument(
        "--files", action="store_true", help="remove raw files too that hold words of others"
    )
    parser.add_argument("--receipt", type=Path, help="JSON to write: what was removed, no names")
    parser.add_argument(
        "--gc", action="store_true", help="alone, after `dvc repro`: empty DVC's cache of the rest"
    )


FORGET = COMMANDS.register("forget")(Command(run, _options))
"""Add ``understudy forget``."""
