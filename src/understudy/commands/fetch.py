"""Raw material from elsewhere."""

import argparse
from pathlib import Path

from understudy.command import COMMANDS, Command


def run(options: argparse.Namespace) -> None:
    """Fetch a public folder of Google Drive into the raw folder, with a record to repeat it."""
    from understudy.sources import drive

    mode: drive.Mode = "update" if options.update else "locked" if options.locked else "new"
    found = drive.fetch_folder(options.folder, options.destination, mode)
    for word in ("fetched", "changed", "gone"):
        for path in getattr(found, word):
            print(f"{word:8} {path}")
    print(f"{len(found.kept)} files were here already; the record is {drive.LOCK} beside them")
    if found.fetched or found.changed:
        print(f"keep them with the data: dvc add {options.destination}")


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", choices=["drive"], help="where from; S3 and HTTP: dvc import-url")
    parser.add_argument("folder", help="address or id of a public folder")
    parser.add_argument("destination", type=Path, help="folder to write, e.g. data/raw/studies")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--update", action="store_true", help="fetch all again, say what changed")
    how.add_argument("--locked", action="store_true", help="fetch exactly what the record names")


FETCH = COMMANDS.register("fetch")(Command(run, _options))
