"""Where people's data lie besides the pipeline's outputs, for `understudy doctor --privacy`."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from understudy.auditing import AuditParams, Inputs, reviewing, surroundings
from understudy.auditing.folder import search_for
from understudy.auditing.surroundings import Finding
from understudy.cleaning import CleanParams
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.params import load_params
from understudy.core.pipeline import Pipeline
from understudy.forgetting import kept, read_flow


def findings(found: Pipeline) -> Iterator[Finding]:
    """Look at the key, git, remotes, caches and tracked runs of a pipeline.

    Raises:
        SetupError: The pipeline has no clean stage, or it has not run.
    """
    if "clean" not in found.commands:
        raise SetupError(
            f"{found.folder / 'dvc.yaml'} has no stage clean: nothing is hidden, and everything "
            "that was parsed is in the clear"
        )
    folder = found.folder.resolve()
    tracked = surroundings.tracked(folder)
    raw = (folder / found.path("parse", "raw")).resolve()
    people = (folder / _people(found)).resolve()
    params = load_params(found.folder / "params.yaml", CleanParams.section, CleanParams)
    yield surroundings.key(params.anonymise.key_fingerprint)
    raw_in_git = surroundings.in_git("raw data", tracked, [raw])
    yield raw_in_git
    yield surroundings.in_git("people.yaml", tracked, [people])
    dvc = _dvc(folder)
    yield surroundings.pushed(dvc.outputs, dvc.has_remote)
    yield surroundings.sources(dvc.sources, dvc.has_remote)
    yield surroundings.cache("item cache", kept.item_cache(dvc.root), "Delete it to be rid of them")
    yield surroundings.cache(
        "DVC's cache", dvc.cache, "`understudy forget --gc` drops old versions"
    )
    yield surroundings.experiments(dvc.root)
    search = search_for(AuditParams(), _inputs(found))
    yield surroundings.runs_kept(search, kept.tracking_uri(dvc.root), dvc.root)
    others = [one for one in tracked if raw not in one.parents and one != people]
    # Who publishes the raw data has nothing to hide elsewhere: invented or public chats.
    level: surroundings.Level = "note" if raw_in_git.level == "note" else "problem"
    yield surroundings.repository(search, others, folder, level)
    yield _audited(found)
    yield _reviewed(found)


def _people(found: Pipeline) -> Path:
    try:
        return found.path("clean", "people")
    except SetupError:  # a pipeline of documents knows nobody
        return found.folder / "people.yaml"


def _inputs(found: Pipeline) -> Inputs:
    parsed, cleaned = found.path("parse", "parsed"), found.path("clean", "cleaned")
    if not (cleaned / "edits.jsonl").is_file():
        raise SetupError(f"{cleaned / 'edits.jsonl'} does not exist yet: run `dvc repro` first")
    records = (parsed / f"{kind}.jsonl" for kind in ("documents", "conversations", "rows"))
    people = _people(found)
    documents, conversations, rows = (path if path.is_file() else None for path in records)
    return Inputs(
        cleaned / "edits.jsonl",
        documents,
        conversations,
        rows,
        people if people.is_file() else None,
    )


class _Dvc(NamedTuple):
    """What DVC keeps of a pipeline; the pipelines of a repository share its caches and remotes."""

    root: Path
    cache: Path
    has_remote: bool
    outputs: list[str]
    """What stages make before and for `clean`, and `dvc push` would copy."""
    sources: list[str]
    """Raw data, and whatever else `dvc add` tracks, of which the same is true."""


def _dvc(folder: Path) -> _Dvc:
    from dvc.repo import Repo

    with Repo(str(folder)) as repo:
        graph = repo.index.graph
        (clean,) = (
            stage
            for stage in graph
            if getattr(stage, "name", "") == "clean" and Path(stage.path).parent == folder
        )
        named: dict[bool, list[str]] = {False: [], True: []}
        before: set[Any] = set()
        waiting = [clean]
        while waiting:
            new = set(graph.successors(waiting.pop())) - before
            before |= new
            waiting += new
        for stage in before:
            if getattr(stage, "name", "") != "fingerprint":
                named[stage.is_data_source] += [
                    Path(out.fs_path).relative_to(repo.root_dir).as_posix()
                    for out in stage.outs
                    if out.use_cache and out.can_push
                ]
        return _Dvc(
            Path(repo.root_dir),
            Path(repo.cache.local.path),
            bool(repo.config["remote"]),
            sorted(named[False]),
            sorted(named[True]),
        )


def _audited(found: Pipeline) -> Finding:
    """Tell what the audit stage proved."""
    if "audit" not in found.commands:
        return Finding("audit", "note", "no stage audit in dvc.yaml: nothing proves that it worked")
    report = found.path("audit", "report")
    if not report.is_file():
        return Finding("audit", "note", "has not run: dvc repro audit")
    flow = read_flow(found.folder)
    (audit,) = (step for step in flow.steps if step.name == "audit")
    if not audit.is_current:
        return Finding("audit", "note", "is of an earlier state: dvc repro audit")
    audited = [flow.folder / path for path in audit.values("artefacts")]
    made = set(flow.after([found.path("clean", "cleaned")])) - {"audit"}
    outs = (out for step in flow.steps if step.name in made for out in step.outs)
    unseen = [out for out in outs if not any(out.is_relative_to(path) for path in audited)]
    facts = jsonl.read_json(report)
    words = f"{facts['hits']} hits of {facts['sought']} originals in later stages"
    if unseen:
        named = ", ".join(os.path.relpath(path, flow.folder) for path in unseen)
        words += f"; not in its --artefacts: {named}"
    level: surroundings.Level = "note" if unseen else "ok"
    return Finding("audit", "problem" if facts["hits"] else level, words)


def _reviewed(found: Pipeline) -> Finding:
    """Tell whether anybody has read what cleaning left."""
    path = found.folder / reviewing.RATE
    if not path.is_file():
        words = "nobody has read a sample: understudy pii sample tells what is missed"
        return Finding("review", "note", words)
    facts = jsonl.read_json(path)
    if facts["cleaned"] != jsonl.sha256(found.path("clean", "cleaned") / "manifest.json"):
        words = f"{reviewing.RATE} is of an earlier state: understudy pii sample, then rate"
        return Finding("review", "note", words)
    words = (
        f"missed in {facts['missed']} of {facts['records']} texts, at most {facts['upper_95']:.1%}"
    )
    return Finding("review", "ok", words)
