"""Where people's data lie besides the pipeline's outputs, for `understudy doctor --privacy`."""

from collections.abc import Iterator
from pathlib import Path

from understudy.auditing import AuditParams, Inputs, surroundings
from understudy.auditing.folder import search_for
from understudy.auditing.surroundings import Finding
from understudy.cleaning import CleanParams
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.params import load_params
from understudy.core.pipeline import Pipeline
from understudy.forgetting import kept


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
    root, outputs, has_remote = _pushed(found.folder)
    yield surroundings.pushed(outputs, has_remote)
    yield surroundings.cache(kept.item_cache(root))
    search = search_for(AuditParams(), _inputs(found))
    yield surroundings.runs_kept(search, kept.tracking_uri(root))
    others = [one for one in tracked if raw not in one.parents and one != people]
    # Who publishes the raw data has nothing to hide elsewhere: invented or public chats.
    level: surroundings.Level = "note" if raw_in_git.level == "note" else "problem"
    yield surroundings.repository(search, others, folder, level)
    yield _audited(found)


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


def _pushed(folder: Path) -> tuple[Path, list[str], bool]:
    """Return the repository's root, what `clean` reads and `dvc push` would copy, whether it can.

    The pipelines of a repository share its caches and its remotes.
    """
    from dvc.repo import Repo

    with Repo(str(folder)) as repo:
        read = {
            str(dependency.fs_path)
            for stage in repo.index.stages
            if getattr(stage, "name", "") == "clean" and Path(stage.path).parent == folder.resolve()
            for dependency in stage.deps
        }
        outs = [
            out
            for stage in repo.index.stages
            if getattr(stage, "name", "") != "fingerprint"
            for out in stage.outs
            if out.use_cache and out.can_push
        ]
        named = [
            Path(out.fs_path).relative_to(repo.root_dir).as_posix()
            for out in outs
            if any(Path(out.fs_path) in [Path(one), *Path(one).parents] for one in read)
        ]
        return Path(repo.root_dir), named, bool(repo.config["remote"])


def _audited(found: Pipeline) -> Finding:
    """Tell what the audit stage proved."""
    if "audit" not in found.commands:
        return Finding("audit", "note", "no stage audit in dvc.yaml: nothing proves that it worked")
    report = found.path("audit", "report")
    if not report.is_file():
        return Finding("audit", "note", "has not run: dvc repro audit")
    facts = jsonl.read_json(report)
    words = f"{facts['hits']} hits of {facts['sought']} originals in later stages"
    return Finding("audit", "problem" if facts["hits"] else "ok", words)
