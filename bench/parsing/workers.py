"""An engine in a process of its own: a crash or a hang costs one file, not the benchmark."""

import json
import os
import select
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_S = 180
"""Time to import: docling takes long."""


@dataclass(frozen=True)
class Answer:
    """What an engine made of a file."""

    text: str
    seconds: float
    """CPU time of its process."""
    error: str = ""


class Worker:
    """Sends files to an engine; starts it again when it has died."""

    def __init__(self, engine: str, python: Path, limit_s: float) -> None:
        self.engine = engine
        self._python = python
        self._limit_s = limit_s
        self._process: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> Answer:
        """Return what the engine wrote; an empty text and an error if it failed."""
        try:
            process = self._process or self._start()
            assert process.stdin is not None
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
            answer = self._answer(process, self._limit_s)
        except (OSError, TimeoutError, EOFError) as error:
            self.close()
            why = f"{type(error).__name__}: {error}"
            return Answer("", self._limit_s if isinstance(error, TimeoutError) else 0.0, why)
        return Answer(answer.get("text", ""), answer["seconds"], answer.get("error", ""))

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[str]:
        paths = [str(ROOT / "src"), str(ROOT)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "OMP_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [str(self._python), "-m", "bench.parsing.engines", self.engine],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
        )
        self._answer(self._process, START_S)
        return self._process

    def _answer(self, process: subprocess.Popen[str], limit_s: float) -> dict:  # type: ignore[type-arg]
        assert process.stdout is not None
        if not select.select([process.stdout], [], [], limit_s)[0]:
            raise TimeoutError(f"no answer in {limit_s:.0f} s")
        line = process.stdout.readline()
        if not line:
            raise EOFError("the process died")
        return dict(json.loads(line))
