"""dvc.yaml = signature = params section, for every stage of every dvc.yaml."""

from pathlib import Path

import pytest

from contract.stages import ROOT, Resolved, resolved_stages, stage_function
from understudy.core.params import load_params, read_yaml
from understudy.core.stage import signature

each_stage = pytest.mark.parametrize("stage", resolved_stages(), ids=str)


def code_files(stage: Resolved) -> set[str]:
    """The stage's fingerprint file: the one dependency that no option names."""
    return {path for path in stage.deps if path.endswith(f"data/code/{stage.script.stem}.json")}


def test_every_stage_and_recipe_is_seen() -> None:
    """A guard that loops asserts what it looped over."""
    seen = {stage.folder for stage in resolved_stages()}
    scripts = {stage.script for stage in resolved_stages()}

    assert {path.parent for path in ROOT.rglob("dvc.yaml") if ".dvc" not in path.parts} == seen
    assert set((ROOT / "stages").glob("*.py")) == scripts


@each_stage
def test_paths_of_the_command_are_what_dvc_watches(stage: Resolved) -> None:
    """No undeclared input, no output that DVC does not know, nothing declared and unused."""
    paths = [
        path for name, values in stage.options.items() if name != "--params" for path in values
    ]
    watched = [*stage.deps, *stage.outs, *stage.metrics_and_plots]

    assert set(watched) - code_files(stage) == set(paths)
    assert len(stage.outs) == len(set(stage.outs))


@each_stage
def test_options_are_the_signature(stage: Resolved) -> None:
    """Each parameter of the function is given, and nothing else."""
    shape = signature(stage_function(stage.script))
    given = {name.removeprefix("--").replace("-", "_") for name in stage.options} - {"params"}
    required = {name for name, kind in shape.paths.items() if kind != "optional"}

    assert required <= given <= set(shape.paths)
    assert all(
        len(stage.options["--" + name.replace("_", "-")]) == 1
        for name in given
        if shape.paths[name] != "many"
    )


@each_stage
def test_the_section_that_dvc_watches_is_the_one_that_is_read(stage: Resolved) -> None:
    """And it validates."""
    shape = signature(stage_function(stage.script))
    if shape.params is None:
        assert (stage.params, "--params" in stage.options) == ((), False)
        return
    section = stage.options.get("--params", (shape.params.section,))

    assert section == stage.params
    load_params(stage.folder / "params.yaml", section[0], shape.params)


@each_stage
def test_a_stage_depends_on_its_code_by_meaning(stage: Resolved) -> None:
    """Only the fingerprint stage watches source files."""
    if stage.script.stem == "fingerprint":
        assert code_files(stage) == set()
        return
    assert len(code_files(stage)) == 1
    sources = {ROOT / "src", ROOT / "stages"}
    for path in stage.deps:
        place = (stage.folder / path).resolve()
        assert not sources & {place, *place.parents}


@each_stage
def test_metrics_stand_in_git(stage: Resolved) -> None:
    """Diffs must work in a clone that has no remote."""
    assert all(path.startswith("metrics/") for path in stage.metrics_and_plots)
    assert stage.cached & set(stage.metrics_and_plots) == set()
    assert set(stage.outs) <= stage.cached


def test_params_hold_no_section_that_nobody_reads() -> None:
    """A forgotten section would look like a switch and do nothing."""
    for folder in {stage.folder for stage in resolved_stages()}:
        read = {
            s.split(".")[0]
            for stage in resolved_stages()
            if stage.folder == folder
            for s in stage.params
        }
        assert set(read_yaml(folder / "params.yaml")) == read


def test_all_that_is_made_of_cleaned_records_is_audited() -> None:
    """But metrics, which hold counts, and the tour's control, whose data are those of the others."""
    audits = [stage for stage in resolved_stages() if stage.script.stem == "audit"]
    assert 3 <= len(audits)
    for audit in audits:
        own = [stage for stage in resolved_stages() if stage.folder == audit.folder]
        made = {path for stage in own if stage.script.stem == "clean" for path in stage.outs}
        for _ in own:  # as many rounds as a chain has links
            made |= {
                out
                for stage in own
                if any(Path(dep).is_relative_to(path) for dep in stage.deps for path in made)
                for out in stage.outs
            }
        audited = set(audit.options["--artefacts"])
        left = {path for path in made - audited - set(audit.outs) if "control" not in path}
        assert set() == left, audit
