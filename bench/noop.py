"""How much a `dvc repro` that has nothing to do costs, against a bare repository.

The peer has as many dvc.yaml files and stages, each with one dependency and one output and nothing
else. Run it after `dvc repro`, on a quiet machine. Bar: at most 1.5 times.
"""

import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from dvc.repo import Repo

ROUNDS = 7
ROOT = Path(__file__).parents[1]


def main() -> None:
    """Time both in turn; print medians and the ratio pair by pair."""
    with tempfile.TemporaryDirectory() as scratch:
        bare = Path(scratch)
        os.environ["DVC_NO_ANALYTICS"] = "1"
        make_bare(bare)
        for folder in (ROOT, bare):
            subprocess.run(["dvc", "repro", "-P", "-q"], cwd=folder, check=True)
        pairs = [(seconds(ROOT), seconds(bare)) for _ in range(ROUNDS)]
    ours, peer = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"ours {ours:.2f} s   bare {peer:.2f} s   ratio {ratio:.2f} (bar: 1.5)")


def make_bare(folder: Path) -> None:
    """Write a repository with one trivial stage for each of ours, in as many files."""
    subprocess.run(["git", "init", "-q", folder], check=True)
    subprocess.run(["dvc", "init", "-q"], cwd=folder, check=True)
    (folder / "a.txt").write_text("a")
    with Repo(str(ROOT)) as repo:
        places = [Path(stage.path).relative_to(ROOT) for stage in repo.index.stages]
    for place in sorted(set(places)):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        lines = ["stages:"]
        for number in range(places.count(place)):
            source = Path(os.path.relpath(folder / "a.txt", (folder / place).parent)).as_posix()
            lines += [
                f"  s{number}:",
                f"    cmd: cp {source} out{number}",
                f"    deps: [{source}]",
                f"    outs: [out{number}]",
            ]
        (folder / place).write_text("\n".join(lines) + "\n")


def seconds(folder: Path) -> float:
    """Time one `dvc repro` that has nothing to do."""
    started = time.perf_counter()
    subprocess.run(["dvc", "repro", "-P", "-q"], cwd=folder, check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
