"""Make the corpus: ``python -m bench.parsing.corpus FOLDER [--half dev|held] [--only TEXT]``."""

import argparse
import sys
import time
from pathlib import Path

from bench.parsing.corpus.making import make_file
from bench.parsing.corpus.plan import tasks


def main() -> int:
    """Write what was asked for; return 1 if a file could not be made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=["dev", "held"], action="append")
    parser.add_argument("--only", default="", help="make files whose name holds this text")
    chosen = parser.parse_args()
    failed = 0
    for half in chosen.half or ["dev", "held"]:
        for task in tasks(half):
            if chosen.only not in f"{task.suffix}/{task.name}":
                continue
            started = time.perf_counter()
            try:
                path = make_file(task, chosen.folder)
            except (RuntimeError, OSError, ValueError, TypeError, AttributeError) as error:
                failed += 1
                print(f"FAILED {task.half}/{task.suffix}/{task.name}: {error}", file=sys.stderr)
                continue
            print(f"{path.relative_to(chosen.folder)}  {time.perf_counter() - started:.1f} s")
    return int(failed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
