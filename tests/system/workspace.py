"""A small copy of the repository in which the whole pipeline runs within a minute.

The sources, stages and dvc.yaml are the real ones; the sample is cut and the budgets are small.
"""

import csv
import functools
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from ruamel.yaml import YAML

from understudy.core.params import read_yaml
from understudy.core.stage import QUIET

REPOSITORY = Path(__file__).parents[2]
HOOK = Path(__file__).parent / "hook"
LEFT_OUT = {
    *("UNDERSTUDY_CACHE", "UNDERSTUDY_LOG", "MLFLOW_TRACKING_URI", "DVC_ROOT", "DVC_STAGE"),
    "OMP_NUM_THREADS",  # of the tests alone
}
"""Variables that would connect a workspace with something outside of it, or change how it runs."""
HIVES = 5
CHATS_A_LANGUAGE = 3
THREADS = 3
QUESTIONS = 8
CHAPTER_LINES = 24
METRIC = "src/understudy/evaluation/metrics/token_f1.py"
FORMULA = "2 * shared / (guess.total() + truth.total())"
"""What the metric returns for two texts with words; a number in its place shows in every figure."""


@dataclass(frozen=True)
class Workspace:
    """A repository of its own: nothing is shared with the one under test or between copies."""

    root: Path
    site: Path

    def environment(self, **more: str) -> dict[str, str]:
        """What its commands run with: this Python, one worker, no cache but its own.

        Nothing here forbids telemetry or a hub: the pipeline itself must not ask for them.
        """
        own = {"DVC_SITE_CACHE_DIR": str(self.site), "GIT_CONFIG_GLOBAL": os.devnull}
        own["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        # As after `pip install -e .` in it; PYTHONPATH stands for the editable install.
        own["PYTHONPATH"] = str(self.root / "src")
        names = ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL")
        own |= dict.fromkeys(names, "test@example.org")
        left_out = {*LEFT_OUT, *QUIET, "HF_HUB_OFFLINE"}
        inherited = {name: value for name, value in os.environ.items() if name not in left_out}
        # A shell that may stay between DVC and the stage, whatever the one of the user does.
        limits = {"UNDERSTUDY_WORKERS": "1", "UNDERSTUDY_DEVICE": "cpu", "SHELL": "/bin/sh"}
        return {**inherited, **limits, **own, **more}

    def call(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command in it; stdout and stderr together, in order."""
        with self.started(*words, **more) as process:
            output, _ = process.communicate()
        return subprocess.CompletedProcess(words, process.returncode, output)

    def dvc(self, *words: str, before: Sequence[str] = (), **more: str) -> str:
        """Run a DVC command, with a command before it, that must succeed; return what it said."""
        done = self.call(*before, "dvc", *words, **more)
        assert 0 == done.returncode, done.stdout
        return done.stdout

    def git(self, *words: str) -> str:
        """Run a git command that must succeed; return what it said."""
        done = self.call("git", *words)
        assert 0 == done.returncode, done.stdout
        return done.stdout

    @contextmanager
    def started(self, *words: str, **more: str) -> Iterator[subprocess.Popen[str]]:
        """A command that runs in a process group of its own; whatever is left of it is killed."""
        with subprocess.Popen(
            words,
            cwd=self.root,
            env=self.environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
            # A background job of a shell ignores Ctrl-C, and its children inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
        ) as process:
            try:
                yield process
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)

    def copy(self, folder: Path) -> "Workspace":
        """The same state elsewhere, with a site cache of its own."""
        root = folder / "workspace"
        shutil.copytree(self.root, root, symlinks=True)
        return Workspace(root, folder / "site")

    def params(self) -> dict[str, Any]:
        """All of params.yaml."""
        value: dict[str, Any] = read_yaml(self.root / "params.yaml")
        return value

    def set_param(self, name: str, value: Any) -> None:
        """Change one dotted key of params.yaml."""
        params = self.params()
        *path, last = name.split(".")
        section = functools.reduce(lambda part, key: part[key], path, params)
        section[last] = value
        write_yaml(self.root / "params.yaml", params)

    def edit(self, place: str, old: str, new: str) -> None:
        """Replace the first occurrence of a text in a file, which must hold it."""
        path = self.root / place
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{place} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def facts(self, stage: str) -> dict[str, Any]:
        """Seconds, memory and cache hits of a stage's last run."""
        value: dict[str, Any] = json.loads(
            (self.root / ".dvc/tmp/runs" / f"{stage}.json").read_text(encoding="utf-8")
        )
        return value

    def lock(self) -> bytes:
        """The bytes of dvc.lock: every output by hash."""
        return (self.root / "dvc.lock").read_bytes()

    def read_json(self, place: str) -> Any:
        """A JSON file of the workspace."""
        return json.loads((self.root / place).read_text(encoding="utf-8"))

    def lines(self, place: str) -> list[Any]:
        """A JSON Lines file of the workspace."""
        text = (self.root / place).read_text(encoding="utf-8")
        return [json.loads(line) for line in text.split("\n") if line]


def stages_run(output: str) -> list[str]:
    """Names of the stages that a repro's output says were run, in order."""
    start = "Running stage '"
    return [line[len(start) :].split("'")[0] for line in output.splitlines() if start in line]


@functools.cache
def apart(resource: str) -> tuple[str, ...]:
    """Return the words before a command that part it from the system's ``net`` or ``mount``.

    None where we may not: on macOS, in some containers.
    """
    if shutil.which("unshare"):
        for words in (("unshare",), ("unshare", "--user", "--map-root-user")):
            command = [*words, f"--{resource}"]
            if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
                return tuple(command)
    return ()


def write_yaml(path: Path, value: Any) -> None:
    """Write YAML 1.2."""
    text = io.StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_unicode = True
    yaml.dump(value, text)
    path.write_text(text.getvalue(), encoding="utf-8")


@dataclass(frozen=True)
class Finished:
    """A workspace after its first repro, which was cold, with all that its stages opened."""

    workspace: Workspace
    output: str
    trace: tuple[tuple[str, str, str], ...]
    """Stage (``dvc`` for DVC itself), ``r``, ``w`` or ``net``, and the path or the address."""


def shared(factory: pytest.TempPathFactory) -> Path:
    """Return the temporary folder of all processes that share the tests, also if there is one."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@functools.cache
def finished(temporary: Path) -> Finished:
    """Return the workspace that all slow tests start from; take a copy to change or run it.

    The first to ask makes it, others wait for it: a pipeline takes a minute.

    Args:
        temporary: The folder that is `shared`.
    """
    folder = temporary / "finished"
    done = folder / "done.json"
    with FileLock(temporary / "finished.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # left by who failed
            output, trace = first_run(folder)
            done.write_text(json.dumps([output, trace]), encoding="utf-8")
        output, trace = json.loads(done.read_text(encoding="utf-8"))
    workspace = Workspace(folder / "workspace", folder / "site")
    return Finished(workspace, output, tuple(tuple(one) for one in trace))


def first_run(folder: Path) -> tuple[str, list[list[str]]]:
    """Make a workspace and run it once; return what DVC said, and the trace, sorted."""
    workspace = made(folder)
    log = folder / "trace.jsonl"
    path = os.pathsep.join([str(HOOK), str(workspace.root / "src")])
    traced = {"UNDERSTUDY_TEST_TRACE": str(log), "UNDERSTUDY_TEST_ROOT": str(workspace.root)}
    # No bytecode of ours was copied and none is written: every source that is imported is opened.
    output = workspace.dvc("repro", PYTHONPATH=path, PYTHONDONTWRITEBYTECODE="1", **traced)
    workspace.git("add", "--all")
    workspace.git("commit", "--quiet", "--message", "first result")
    lines = log.read_text(encoding="utf-8").splitlines()
    return output, sorted(json.loads(line) for line in lines)


def made(folder: Path) -> Workspace:
    """Make a workspace that has run nothing yet."""
    workspace = Workspace(folder / "workspace", folder / "site")
    for place in tracked():
        (workspace.root / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(REPOSITORY / place, workspace.root / place)
    cut(workspace.root / "data" / "raw")
    shrink(workspace)
    (workspace.root / "dvc.lock").unlink(missing_ok=True)
    workspace.git("init", "--quiet")
    workspace.git("add", "--all")
    workspace.git("commit", "--quiet", "--message", "start")
    return workspace


def tracked() -> list[str]:
    """Files of the working tree that git tracks or would: a commit is not needed to test."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    places = listed.stdout.decode().split("\0")
    return [place for place in places if is_source(place) and (REPOSITORY / place).is_file()]


def is_source(place: str) -> bool:
    """Say whether the pipeline starts from a file: not from results of the working tree."""
    top, _, rest = place.partition("/")
    if top in {"data", "models"}:
        return rest.startswith(("raw/", "people.yaml", "embedded/"))
    return top in {"src", "stages", ".dvc"} or (not rest and top not in {"", "dvc.lock"})


def cut(raw: Path) -> None:
    """Leave a little of every kind of file."""
    for language in ("en", "ru"):
        chapters = sorted((raw / "handbook" / language).iterdir())
        keep_first(chapters, 2)
        for chapter in chapters[:2]:
            keep_first_lines(chapter, CHAPTER_LINES)
    chats = sorted((raw / "chats" / "whatsapp").iterdir())
    keep_first([path for path in chats if path.name.startswith("WhatsApp")], CHATS_A_LANGUAGE)
    keep_first([path for path in chats if not path.name.startswith("WhatsApp")], CHATS_A_LANGUAGE)
    keep_first_lines(raw / "chats" / "forum.jsonl", THREADS)
    keep_first_lines(raw / "faq" / "faq.jsonl", QUESTIONS)
    telegram = raw / "chats" / "telegram" / "result.json"
    export = json.loads(telegram.read_text(encoding="utf-8"))
    del export["chats"]["list"][THREADS:]
    telegram.write_text(json.dumps(export, ensure_ascii=False), encoding="utf-8")
    keep_hives(raw / "inspections" / "inspections.csv", HIVES)


def keep_first(paths: Iterable[Path], number: int) -> None:
    """Delete the files after the first ``number``."""
    for path in list(paths)[number:]:
        path.unlink()


def keep_first_lines(path: Path, number: int) -> None:
    """Cut a file after ``number`` lines."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:number]), encoding="utf-8")


def keep_hives(path: Path, number: int) -> None:
    """Keep the rows of the first hives by name."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    column = header.index("hive")
    hives = sorted({row[column] for row in rows})[:number]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *(row for row in rows if row[column] in hives)])


def shrink(workspace: Workspace) -> None:
    """Small budgets, and splits of which none is empty."""
    params = workspace.params()
    params["parse"]["max_dropped"] = 0.2  # two damaged files of few
    params["synthesize"]["per_chunk"] = {"quoting": 1, "list": 1}
    params["build"]["split"] = {"eval": 0.2, "test": 0.3}
    for name, hold_out in params["build"].get("hold_out", {}).items():
        seen = combinations(workspace.root / "data/raw", name, hold_out["columns"])
        hold_out["combinations"] = [one for one in hold_out["combinations"] if tuple(one) in seen]
        assert hold_out["combinations"], "the kept rows have none of the held-out combinations"
    for section in params["train"].values():
        section |= {"steps": 3, "batch_size": 2, "warmup_steps": 1, "eval_every_steps": 3}
        section |= {"eval_samples": 2, "lora": {"rank": 4, "alpha": 8}}
    params["predict"]["max_new_tokens"] = 4
    for section in params["evaluate"].values():
        section |= {"min_samples": 5, "min_components": 2, "resamples": 100}
    write_yaml(workspace.root / "params.yaml", params)


def combinations(raw: Path, table: str, columns: list[str]) -> set[tuple[str, ...]]:
    """The combinations of values that a table's rows have."""
    with (raw / table / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {tuple(row[column] for column in columns) for row in csv.DictReader(file)}
