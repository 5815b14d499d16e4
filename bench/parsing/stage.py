"""The parse stage as DVC runs it, in a folder of its own, measured from outside."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Run:
    """What one run of the stage cost and wrote."""

    seconds: float
    """From the start of the command to its end, imports included."""
    peak_mb: float
    """Largest resident size of the stage's own process."""
    all_mb: float
    """The same of the process and its workers together; shared pages count for each."""
    own_cpu: float
    """Seconds of a processor that the stage's own process took: what workers cannot share."""
    files: list[dict[str, Any]]
    outputs: dict[str, bytes]


def run(folder: Path, *, workers: int, cache: str, params: dict[str, Any] | None = None) -> Run:
    """Parse ``folder/raw`` with a cache by name, into a fresh folder of outputs."""
    settings = {"parse": {"max_dropped": 1, **(params or {})}}
    (folder / "params.yaml").write_text(json.dumps(settings))
    out = folder / f"out-{workers}-{time.monotonic_ns()}"
    words = ["--raw", "raw", "--parsed", str(out), "--report", str(out / "report.json")]
    environment = {
        **os.environ,
        "UNDERSTUDY_WORKERS": str(workers),
        "UNDERSTUDY_CACHE": str(folder / cache),
        "UNDERSTUDY_LOG": "ERROR",
        "PYTHONPATH": str(ROOT / "src"),
        "DVC_ROOT": str(folder),
    }
    started = time.perf_counter()
    command = [sys.executable, "-P", str(ROOT / "stages/parse.py"), *words]
    with subprocess.Popen(command, cwd=folder, env=environment) as process:
        own = most = cpu = 0.0
        while process.poll() is None:
            own = max(own, peak_mb(process.pid))
            cpu = max(cpu, cpu_seconds(process.pid))
            most = max(most, _family_mb(process.pid))
            time.sleep(0.1)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(process.returncode)
    lines = (out / "files.jsonl").read_bytes().splitlines()
    outputs = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }
    return Run(seconds, own, most, cpu, [json.loads(line) for line in lines], outputs)


def peak_mb(process: int) -> float:
    """Read the high-water mark; that of getrusage begins with the size of whoever starts it."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:  # it ended, or this is no Linux
        return 0.0
    marks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return float(marks[0]) / 1024 if marks else 0.0


def cpu_seconds(process: int) -> float:
    """Return the seconds of a processor that a process took; 0 when it is gone."""
    try:
        times = psutil.Process(process).cpu_times()
    except psutil.Error:
        return 0.0
    return times.user + times.system


def _family_mb(process: int) -> float:
    total = 0
    try:
        family = [psutil.Process(process), *psutil.Process(process).children(recursive=True)]
        total = sum(one.memory_info().rss for one in family)
    except psutil.Error:
        pass
    return total / 2**20
