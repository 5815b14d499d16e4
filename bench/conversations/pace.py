"""Messages per second from exports to a dataset, and the memory that it takes.

Chats of Telegram and WhatsApp are made here with a seed; parse, clean and build run as DVC runs
them, each a process of its own with one worker and an empty cache. The search for nearly equal
texts has a figure of its own (``--near``): it is another question, and its price grows otherwise.
Then one large export goes through parse alone, and with ``--dataset-mb`` a ready dataset in JSON
Lines through all three. Seconds are of a processor and of the clock: a
machine that others use says little by its clock. Bars: 10,000 messages/s from end to end on one
core, no stage beyond 1 GB of memory; the large export within 500 MB in each process.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from bench.conversations import made
from bench.parsing.stage import cpu_seconds, peak_mb

ROOT = Path(__file__).parents[2]
SEED = 20260101
KINDS = ("parse", "clean", "build")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a stage took."""

    seconds: float
    """By the clock, imports included."""
    cpu: float
    """Seconds of a processor, of the stage and its workers."""
    own_mb: float
    """Largest resident size of the stage's own process."""
    worker_mb: float
    """The same of its largest worker; 0 without one."""


def main(options: list[str]) -> None:
    """Print messages a second and memory of each stage."""
    chosen = _options().parse_args(options)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(chosen.folder or scratch)
        if chosen.messages:
            _stages(folder / "many", chosen)
        if chosen.large_mb:
            _large(folder / "large", chosen.large_mb)
        if chosen.dataset_mb:
            _dataset(folder / "dataset", chosen.dataset_mb)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench conversations")
    parser.add_argument("--messages", type=int, default=1_000_000, help="0 = leave it out")
    parser.add_argument("--telegram", type=int, default=300, help="chats of Telegram")
    parser.add_argument("--whatsapp", type=int, default=150, help="chats of WhatsApp")
    parser.add_argument("--large-mb", type=int, default=300, help="0 = leave it out")
    parser.add_argument("--dataset-mb", type=int, default=0, help="a ready dataset in JSON Lines")
    parser.add_argument("--near", action="store_true", help="search for nearly equal texts, too")
    parser.add_argument("--folder", help="where everything is left")
    return parser


def _stages(folder: Path, chosen: argparse.Namespace) -> None:
    messages = made.write(
        folder / "raw",
        chosen.messages,
        telegram=chosen.telegram,
        whatsapp=chosen.whatsapp,
        seed=SEED,
    )
    size = sum(path.stat().st_size for path in (folder / "raw").rglob("*") if path.is_file())
    print(
        f"{messages:,} messages in {chosen.telegram + chosen.whatsapp} files, {size / 1e6:.0f} MB"
    )
    _settle(folder, near=chosen.near)
    costs = {stage: run(stage, folder) for stage in KINDS}
    for stage, cost in costs.items():
        _show(stage, messages, cost)
    whole = Cost(
        sum(cost.seconds for cost in costs.values()),
        sum(cost.cpu for cost in costs.values()),
        max(cost.own_mb for cost in costs.values()),
        max(cost.worker_mb for cost in costs.values()),
    )
    _show("all", messages, whole)
    report = json.loads((folder / "metrics/parse.json").read_text())
    print(f"messages kept by parse: {report['messages']['kept']:,}")


def _large(folder: Path, megabytes: int) -> None:
    path = folder / "raw/result.json"
    messages = made.write_large(path, megabytes, seed=SEED)
    print(f"one export: {messages:,} messages, {path.stat().st_size / 1e6:.0f} MB")
    _settle(folder, near=False)
    _show("parse", messages, run("parse", folder))


def _dataset(folder: Path, megabytes: int) -> None:
    path = folder / "raw/dataset.jsonl"
    messages = made.write_dataset(path, megabytes, seed=SEED)
    print(f"one dataset: {messages:,} messages, {path.stat().st_size / 1e6:.0f} MB")
    _settle(folder, near=False)
    for stage in KINDS:
        _show(stage, messages, run(stage, folder))


def run(stage: str, folder: Path) -> Cost:
    """Run a stage with one worker in a folder made by this benchmark."""
    environment = {
        **os.environ,
        "UNDERSTUDY_WORKERS": "1",
        "UNDERSTUDY_CACHE": str(folder / f"cache-{time.monotonic_ns()}"),
        "UNDERSTUDY_LOG": "ERROR",
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(ROOT / "src"),
        "DVC_ROOT": str(folder),
    }
    command = [sys.executable, "-P", str(ROOT / f"stages/{stage}.py"), *_words(stage)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    own = worker = 0.0
    with subprocess.Popen(command, cwd=folder, env=environment) as process:
        spent: dict[int, float] = {}
        while process.poll() is None:
            own = max(own, peak_mb(process.pid))
            for one in _children(process.pid):
                worker = max(worker, peak_mb(one))
                spent[one] = max(spent.get(one, 0.0), cpu_seconds(one))
            time.sleep(0.05)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(process.returncode)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Workers are children of a server that nobody waits for: what they took is looked up.
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime + sum(spent.values())
    return Cost(seconds, cpu, own, worker)


def _words(stage: str) -> list[str]:
    """Return the options of a stage: what it reads and writes, as dvc.yaml has them."""
    words = {
        "parse": "--raw raw --parsed parse",
        "clean": "--conversations parse/conversations.jsonl --people people.json --cleaned clean",
        "build": "--conversations clean/conversations.jsonl --people people.json "
        "--near clean/near.jsonl --manifests parse/manifest.json clean/manifest.json "
        "--dataset build",
    }
    return [*words[stage].split(), "--report", f"metrics/{stage}.json"]


def _settle(folder: Path, *, near: bool) -> None:
    keys = ["group", "answer", *(["near"] if near else [])]
    params: dict[str, Any] = {
        "parse": {"chats": {"time_zone": "Europe/Moscow", "day_first": True}},
        "clean": {} if near else {"near": {"min_similarity": None}},
        "build": {
            "prompt": {"system": {"en": "Answer."}, "persona": {"en": "{description}"}},
            "leaks": {"default": {"keys": keys}},
            "chats": {"form": "dialogues"},
            "max_component_share": 1,
            "formats": [],
        },
    }
    (folder / "params.yaml").write_text(json.dumps(params))
    about = {"en": "You are Vera.", "ru": "Ты Вера."}
    people = {
        "persona": {"name": made.OWNER, "aliases": ["Vera", made.ROLES[1]], "description": about}
    }
    (folder / "people.json").write_text(json.dumps(people))


def _show(name: str, messages: int, cost: Cost) -> None:
    print(
        f"  {name:6} {messages / cost.cpu:9,.0f} messages/s of a processor "
        f"({cost.cpu:6.1f} s; {cost.seconds:6.1f} s by the clock)   "
        f"{cost.own_mb:5.0f} MB   worker {cost.worker_mb:5.0f} MB"
    )


def _children(process: int) -> list[int]:
    try:
        return [one.pid for one in psutil.Process(process).children(recursive=True)]
    except psutil.Error:
        return []
