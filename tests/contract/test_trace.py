"""What the stages of a real run opened is what dvc.yaml and the fingerprints say they open."""

import functools
from collections import defaultdict
from pathlib import Path, PurePosixPath

import pytest

from contract.stages import Resolved, resolved_stages
from system.workspace import Finished, finished, shared

pytestmark = pytest.mark.slow

UNSEEN = {
    # Files that C code opens by itself raise no event.
    "models/embedded": "base copies it with the system's own call",
}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """The traced run of a small workspace."""
    return finished(shared(tmp_path_factory))


@functools.cache
def stages() -> dict[str, Resolved]:
    """Every stage of the root dvc.yaml by its name; the workspace has the same file."""
    root = min(stage.folder for stage in resolved_stages())
    return {stage.name: stage for stage in resolved_stages() if stage.folder == root}


def opened(first: Finished, kind: str) -> dict[str, set[str]]:
    """Stage to the files that it opened, relative to the workspace; compiled code left out."""
    found = defaultdict(set)
    for stage, how, path in first.trace:
        if stage in stages() and how == kind and not path.endswith(".pyc"):
            found[stage].add(Path(path).relative_to(first.workspace.root.resolve()).as_posix())
    return found


def within(path: str, declared: tuple[str, ...]) -> bool:
    """Say whether a path is declared, or lies in a declared folder."""
    return any(PurePosixPath(path).is_relative_to(place) for place in declared)


def is_source(path: str) -> bool:
    """Say whether a path is code of the pipeline, or a template or a list beside the code."""
    return path.startswith(("src/", "stages/"))


def test_every_stage_was_traced(first: Finished) -> None:
    """A guard that loops asserts what it looped over."""
    assert set(opened(first, "r")) == set(stages())
    assert set(opened(first, "w")) == set(stages())
    assert len(stages()) > 15


def test_a_stage_reads_what_dvc_watches(first: Finished) -> None:
    """Every file of data is a dependency; of parameters, params.yaml alone."""
    undeclared = {
        (name, path)
        for name, paths in opened(first, "r").items()
        for path in paths
        if not is_source(path)
        and not within(path, ("params.yaml", ".dvc/tmp"))
        and not within(path, (*stages()[name].deps, *written(name)))
    }

    assert set() == undeclared


def test_a_stage_writes_what_dvc_keeps(first: Finished) -> None:
    """Outputs, metrics and plots; facts of the run and the item cache lie in DVC's scratch."""
    elsewhere = {
        (name, path)
        for name, paths in opened(first, "w").items()
        for path in paths
        if not within(final(path), (*written(name), ".dvc/tmp"))
    }

    assert set() == elsewhere


def test_the_code_that_runs_is_in_the_fingerprint(first: Finished) -> None:
    """Every source file that was opened counts; else an edit of it would re-run nothing."""
    holes = set()
    for name, paths in opened(first, "r").items():
        script = stages()[name].script.stem
        code = first.workspace.read_json(f"data/code/{script}.json")
        sources = {path.removeprefix("src/") for path in paths if is_source(path)}
        assert f"stages/{script}.py" in sources
        if script != "fingerprint":  # it reads all code as data
            known = {*code["modules"], *code.get("files", {})}
            holes |= {(name, source) for source in sources - known}

    assert set() == holes


def test_what_is_declared_is_read(first: Finished) -> None:
    """A dependency that nobody opens would re-run a stage for nothing."""
    unread = set()
    for name, paths in opened(first, "r").items():
        for dep in stages()[name].deps:
            seen = any(within(path, (dep,)) for path in paths)
            if not seen and dep not in UNSEEN and not dep.startswith("data/code/"):
                unread.add((name, dep))

    assert set() == unread


def test_nothing_asks_for_another_machine(first: Finished) -> None:
    """Neither a stage nor DVC; no variable told them not to."""
    assert set() == {(stage, what) for stage, how, what in first.trace if how == "net"}


def written(name: str) -> tuple[str, ...]:
    """What a stage declares to write."""
    return (*stages()[name].outs, *stages()[name].metrics_and_plots)


def final(path: str) -> str:
    """The name that an atomically written file gets in the end: ``.x.tmp-7`` becomes ``x``."""
    place = PurePosixPath(path)
    name = place.name.partition(".tmp-")[0].removeprefix(".")
    return str(place.with_name(name)) if ".tmp-" in place.name else path
