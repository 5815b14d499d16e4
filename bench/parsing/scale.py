"""Ten thousand small files: memory, speed with two workers, and the price of one change.

Bars: the stage's process holds less than 300 MB; two workers are 1.7 times as fast as one (idle
machine); with one file changed the stage takes at most 3 % of its cold time when a file costs 9 ms
or more, and writes the same bytes as a cold run. Usage: ``python -m bench scale [FILES]``.
"""

import os
import random
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from bench.parsing.stage import Run, run
from understudy.parsing.discovery import discover
from understudy.parsing.packing import read_packed
from understudy.parsing.params import ParseParams

FILES = 10_000
COST = 0.0095
"""Seconds of a processor that a file costs at least, read in this process."""
TEXT = """the hive stands in the shade of a lime tree and bees carry pollen home at noon when the
wind is low so a keeper looks for eggs brood honey and room on every frame before the rain"""
WORDS = TEXT.split()


def main(options: list[str]) -> None:
    """Measure; print a table and the bars."""
    count = int(options[0]) if options else FILES
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        os.environ["UNDERSTUDY_CACHE"] = str(folder / "own")
        sections, cost = calibrated(folder / "trial")
        raw = folder / "raw"
        for number in range(count):
            write(raw / f"{number % 97:02}" / f"{number:06}.html", number, sections)
        print(f"{count} files of {cost * 1000:.1f} ms each; load {os.getloadavg()[0]:.1f}")
        sizes = f"{'own CPU s':>11}{'own MB':>8}{'all MB':>8}{'load':>6}"
        print(f"{'':34}{'seconds':>9}{'files/s':>9}{sizes}")
        one = shown("cold, 1 worker", folder, 1, "one")
        time.sleep(3)  # what was written a moment ago is hashed again
        write(raw / "00/000000.html", count, sections)
        warm = shown("one file changed, 1 worker", folder, 1, "one")
        again = shown("nothing changed, 1 worker", folder, 1, "one")
        two = shown("cold, 2 workers", folder, 2, "two")
        print(
            f"DVC's own hashing: {dvc_seconds(folder):.1f} s, unchanged {dvc_seconds(folder):.1f} s"
        )
    share = two.own_cpu / (two.own_cpu + count * cost)
    print(f"the stage's own share of the work: {share:.1%}, which no worker takes off it")
    print(f"two workers: {one.seconds / two.seconds:.2f} times one (bar 1.7, idle machine)")
    print(f"one change: {warm.seconds / one.seconds:.1%} of cold (bar 3 %)")
    print(f"same bytes warm and cold: {warm.outputs == two.outputs == again.outputs}")
    print(f"most memory of the stage: {max(one.peak_mb, two.peak_mb):.0f} MB (bar 300)")


def calibrated(folder: Path) -> tuple[int, float]:
    """Return how many sections a page needs to cost enough, and what it costs then."""
    params = ParseParams()
    sections = 1
    while True:
        for number in range(20):
            write(folder / f"{number}.html", number, sections)
        costs = []
        for found in discover((folder,), params) * 2:
            started = time.process_time()
            read_packed(found, params)
            costs.append(time.process_time() - started)
        if (cost := statistics.median(costs)) >= COST:
            return sections, cost
        sections += max(1, int(sections * 0.3))


def write(path: Path, number: int, sections: int) -> None:
    """Write a page of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    chance = random.Random(number)
    parts = [f"<html><head><title>Page {number}</title></head><body><h1>Page {number}</h1>"]
    for section in range(sections):
        said = " ".join(chance.choices(WORDS, k=40))
        rows = "".join(f"<li>{chance.choice(WORDS)} {n}</li>" for n in range(4))
        parts.append(f"<h2>Part {section}</h2><p>{said.capitalize()}.</p><ul>{rows}</ul>")
    path.write_text("\n".join([*parts, "</body></html>"]))


def shown(name: str, folder: Path, workers: int, cache: str) -> Run:
    """Run the stage and print a row."""
    found = run(folder, workers=workers, cache=cache)
    rate = len(found.files) / found.seconds
    load = os.getloadavg()[0]
    sizes = f"{found.own_cpu:11.2f}{found.peak_mb:8.0f}{found.all_mb:8.0f}{load:6.1f}"
    print(f"{name:34}{found.seconds:9.2f}{rate:9.0f}{sizes}", flush=True)
    return found


def dvc_seconds(folder: Path) -> float:
    """Time what DVC does with the raw folder before it starts a stage."""
    if not (folder / ".dvc/config").exists():
        subprocess.run(["dvc", "init", "--no-scm", "-q", "-f"], cwd=folder, check=True)
    started = time.perf_counter()
    subprocess.run(["dvc", "add", "-q", "--no-commit", "raw"], cwd=folder, check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main([])
