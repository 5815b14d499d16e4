"""What attacks a reader, in one folder with good files: what becomes of each.

Bars: every one ends with one row, none hangs or crashes the stage, and the records of the good
files are the same bytes as without the others.
"""

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from bench.parsing.stage import ROOT, Run, run

KINDS = ("documents", "conversations", "rows")


def main() -> None:
    """Run the good files alone, and with all others; print what became of them."""
    sys.path.append(str(ROOT / "tests"))
    from unit.parsing.hostile_files import cut_short, hostile
    from unit.parsing.made import every_kind

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shelf = folder / "raw/shelf"
        shelf.mkdir(parents=True)
        write(shelf, every_kind())
        good = run(folder, workers=1, cache="one")
        write(shelf, hostile())
        write(folder / "raw/cut", cut_short())  # of one collection, chats of one name are one
        with (shelf / "sparse.md").open("wb") as file:
            file.truncate(1 << 30)
        bad = run(folder, workers=2, cache="two", params={"limits": {"seconds": 10}})
    number = len(hostile()) + len(cut_short()) + 1
    print(f"{'':34}{'rows':>8}{'seconds':>10}{'parent MB':>11}")
    print(f"{'good files alone':34}{len(good.files):8}{good.seconds:10.1f}{good.peak_mb:11.0f}")
    print(f"{f'with {number} others':34}{len(bad.files):8}{bad.seconds:10.1f}{bad.peak_mb:11.0f}")
    same = all(records(bad, kind, good) == good.outputs[f"{kind}.jsonl"] for kind in KINDS)
    print(f"one row each: {len(bad.files) == number + len(good.files)}; good files' bytes: {same}")
    ends = Counter((row["status"], row["reason"] or "") for row in bad.files)
    for (status, reason), count in sorted(ends.items()):
        print(f"{status:10}{reason:24}{count:8}")


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Write files by name."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def records(found: Run, kind: str, good: Run) -> bytes:
    """Return the lines of a run's output that come from good files, in their order."""
    paths = {row["path"] for row in good.files}
    lines = found.outputs[f"{kind}.jsonl"].splitlines(keepends=True)
    return b"".join(line for line in lines if _file(line) in paths)


def _file(line: bytes) -> str:
    """Return the file of a record; what lies in an archive is the archive's."""
    path = str(json.loads(line)["source"]["path"])
    return path.partition(".zip/")[0] + ".zip" if ".zip/" in path else path


if __name__ == "__main__":
    main()
