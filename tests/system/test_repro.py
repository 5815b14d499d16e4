"""`dvc repro` does what a change asks for, and nothing else."""

from typing import Any

import pytest

from system.workspace import FORMULA, METRIC, Finished, Workspace, stages_run
from understudy.core.params import read_yaml

pytestmark = pytest.mark.slow

CHAPTER = """# Bees and the weather

## Wind

A landing board that faces the wind costs a colony more foragers than rain does. Turn the
entrance away from the prevailing wind before the flow starts, and the bees land without effort.

## Frost

A late frost stops the nectar for three days. Leave the feeder on the hive until the lime trees
bloom, because a strong colony eats its stores within a week when nothing comes in.
"""


def locked(workspace: Workspace) -> dict[str, Any]:
    """Stage to what dvc.lock keeps of it."""
    stages: dict[str, Any] = read_yaml(workspace.root / "dvc.lock")["stages"]
    return stages


def with_new_inputs(workspace: Workspace, before: dict[str, Any]) -> set[str]:
    """Stages whose inputs or parameters differ from those of an older dvc.lock."""
    return {
        name
        for name, stage in locked(workspace).items()
        if any(stage.get(part) != before[name].get(part) for part in ("cmd", "deps", "params"))
    }


def fingerprints(workspace: Workspace) -> dict[str, bytes]:
    """Script to what its code means."""
    return {path.stem: path.read_bytes() for path in (workspace.root / "data/code").iterdir()}


def test_the_first_repro_runs_all_stages_and_the_second_none(
    first: Finished, workspace: Workspace
) -> None:
    """What is up to date stays."""
    again = workspace.dvc("repro")

    assert set(locked(first.workspace)) == set(stages_run(first.output))
    assert len(stages_run(first.output)) > 15
    assert [] == stages_run(again)
    assert "Data and pipelines are up to date." in again


def test_a_comment_or_a_docstring_runs_the_fingerprint_alone(workspace: Workspace) -> None:
    """Code counts by its meaning, also in the floor that every stage stands on."""
    before = fingerprints(workspace)
    for place in ("src/understudy/core/records.py", "stages/parse.py"):
        workspace.edit(place, '"""', '# A comment.\n\n"""Worded in another way. ')

    ran = stages_run(workspace.dvc("repro"))

    assert ["fingerprint"] == ran
    assert before == fingerprints(workspace)


def test_logic_runs_the_stages_that_it_reaches(workspace: Workspace) -> None:
    """A metric is reached by both evaluations; what follows reads the figures."""
    before, codes = locked(workspace), fingerprints(workspace)
    workspace.edit(METRIC, FORMULA, "0.25")

    ran = set(stages_run(workspace.dvc("repro")))

    changed = {name for name, code in fingerprints(workspace).items() if code != codes[name]}
    assert {"evaluate"} == changed
    assert {"fingerprint", "evaluate", "evaluate-control", "report", "audit"} == ran
    assert with_new_inputs(workspace, before) == ran


def test_a_training_parameter_runs_that_pass_and_what_follows(workspace: Workspace) -> None:
    """The other pass has a section of its own; the base model and its answers stay."""
    before = locked(workspace)
    workspace.set_param("train.control.learning_rate", 0.001)

    ran = set(stages_run(workspace.dvc("repro")))

    assert {"train@control", "predict@control-retrieved", "evaluate-control"} == ran
    assert with_new_inputs(workspace, before) == ran


def test_one_more_document_is_parsed_and_embedded_alone(workspace: Workspace) -> None:
    """Stages walk over all items, and compute the new ones."""
    files = len(workspace.lines("data/parse/files.jsonl"))
    old = {chunk["id"] for chunk in workspace.lines("data/chunk/chunks.jsonl")}
    vectors = workspace.read_json("metrics/index.json")["vectors"]
    place = workspace.root / "data/raw/handbook/en/05-weather.md"  # between the others
    place.write_text(CHAPTER, encoding="utf-8")

    ran = stages_run(workspace.dvc("repro", "index"))

    chunks = workspace.lines("data/chunk/chunks.jsonl")
    new = [chunk for chunk in chunks if chunk["id"] not in old]
    assert {"parse", "clean", "chunk", "index"} == set(ran)
    assert {"hits": files, "misses": 1} == workspace.facts("parse")["parse_cache"]
    assert old < {chunk["id"] for chunk in chunks}
    assert all(chunk["group"].startswith("handbook/en/05-weather.md") for chunk in new)
    assert len(new) >= 2
    assert {"hits": vectors, "misses": len(new)} == workspace.facts("index")["embed_cache"]
