"""The contract of a table, from its files."""

import argparse
from pathlib import Path

from understudy.command import COMMANDS, Command
from understudy.core import pipeline
from understudy.core.errors import SetupError


def run(options: argparse.Namespace) -> None:
    """Infer what the columns of files hold, as a block for params.yaml; no personal value in it."""
    from understudy.parsing.contract.inference import infer
    from understudy.parsing.contract.printing import block

    raw = options.raw or _raw_folder()
    files = [(_place(path, raw), path) for path in options.files]
    found = infer(files, _table(options), most_values=options.values)
    print(f"# {found.rows} rows of {len(files)} files", end="")
    print(f"; {found.dropped} lines are no rows" if found.dropped else "")
    hidden = [name for name, column in found.columns.items() if column.is_personal]
    if hidden:
        print(f"# no values or ranges, because they look personal: {', '.join(map(repr, hidden))}")
    for note in found.notes:
        print(f"# {note}")
    print(block(options.name, [place for place, _ in files], found, _table(options)), end="")


def _table(options: argparse.Namespace) -> dict[str, object]:
    named = {"sheet": options.sheet, "title_rows": options.title_rows}
    named["header_rows"] = options.header_rows
    return {name: value for name, value in named.items() if value is not None}


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
    parser.add_argument("--name", default="table", help="of the table in params.yaml")
    parser.add_argument("--raw", type=Path, metavar="FOLDER", help="raw folder; else dvc.yaml's")
    parser.add_argument("--values", type=int, default=12, help="most values of a category (12)")
    parser.add_argument("--sheet", help="of spreadsheets; the first with cells")
    parser.add_argument("--title-rows", type=int, metavar="N", help="lines above the header")
    parser.add_argument("--header-rows", type=int, metavar="N", help="lines of the header")


SCHEMA = COMMANDS.register("schema")(Command(run, _options))
