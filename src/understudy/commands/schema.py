"""The contract of a table, from its files."""

import argparse
from pathlib import Path
from typing import Any

from understudy.command import COMMANDS, Command
from understudy.core import pipeline
from understudy.core.errors import SetupError
from understudy.core.params import read_yaml


def run(options: argparse.Namespace) -> None:
    """Infer what the columns of files hold, as a block for params.yaml; no personal value in it."""
    from understudy.parsing.contract.inference import infer
    from understudy.parsing.contract.printing import block

    raw = options.raw or _raw_folder()
    files = [(_place(path, raw), path) for path in options.files]
    table = _table(options)
    patterns = table.pop("files", [place for place, _ in files])
    found = infer(files, table, most_values=options.values)
    print(f"# {found.rows} rows of {len(files)} files", end="")
    print(f"; {found.dropped} lines are no rows" if found.dropped else "")
    hidden = [name for name, column in found.columns.items() if column.is_personal]
    if hidden:
        print(f"# no values or ranges, because they look personal: {', '.join(map(repr, hidden))}")
    for note in found.notes:
        print(f"# {note}")
    print(block(options.name, patterns, found, table), end="")


def _table(options: argparse.Namespace) -> dict[str, Any]:
    """Return what params.yaml here says of the table already, and the options on top."""
    known: dict[str, Any] = {}
    if Path("params.yaml").is_file():
        parse = (read_yaml(Path("params.yaml")) or {}).get("parse") or {}
        known = dict((parse.get("tables") or {}).get(options.name) or {})
    known.pop("contract", None)
    named = {
        "sheet": options.sheet,
        "title_rows": options.title_rows,
        "header_rows": options.header_rows,
    }
    return known | {name: value for name, value in named.items() if value is not None}


def _raw_folder() -> Path | None:
    """Return the raw folder of the pipeline here, if there is one."""
    try:
        return pipeline.load(Path()).path("parse", "raw")
    except SetupError:
        return None


def _place(path: Path, raw: Path | None) -> str:
    """Return what the parse stage calls a file: its path below the raw folder, or its name."""
    if raw is not None and path.resolve().is_relative_to(raw.resolve()):
        return path.resolve().relative_to(raw.resolve()).as_posix()
    return path.name


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["infer"], help="what to do")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="of one layout")
    parser.add_argument(
        "--name", default="table", help="of the table; what params.yaml says of it is heeded"
    )
    parser.add_argument("--raw", type=Path, metavar="FOLDER", help="raw folder; else dvc.yaml's")
    parser.add_argument("--values", type=int, default=12, help="most values of a category (12)")
    parser.add_argument("--sheet", help="of spreadsheets; the first with cells")
    parser.add_argument("--title-rows", type=int, metavar="N", help="lines above the header")
    parser.add_argument("--header-rows", type=int, metavar="N", help="lines of the header")


SCHEMA = COMMANDS.register("schema")(Command(run, _options))
