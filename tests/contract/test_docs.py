"""The pages of docs/ are fresh, complete, and lead nowhere that does not exist."""

import importlib.util
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from contract.stages import ROOT, resolved_stages, stage_function
from understudy.commands.plugins import registries
from understudy.core import records
from understudy.core.params import read_yaml
from understudy.core.stage import signature

DOCS = ROOT / "docs"
GENERATED = ("params.md", "plugins.md", "records.md")
READMES = ("README.md", "README.ru.md")
WRITTEN = [
    *(ROOT / name for name in (*READMES, "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(path for path in DOCS.rglob("*.md") if path.parent.name != "heads"),
]
ADRS = sorted((DOCS / "adr").glob("*.md"))
PARTS = ["## Context", "## Decision", "## Consequences", "## Alternatives"]


@cache
def generate() -> ModuleType:
    """Import docs/generate.py, which is no part of the installed package."""
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@cache
def pages() -> dict[str, str]:
    """The pages as the code would write them now."""
    found: dict[str, str] = generate().pages()
    return found


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings."""
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    return {generate().slug(heading) for heading in re.findall(r"^#+ (.+)$", text, re.M)}


@pytest.mark.parametrize("page", GENERATED)
def test_a_generated_page_is_fresh(page: str) -> None:
    """Who changes a docstring or a default runs: python docs/generate.py."""
    text = (DOCS / page).read_text(encoding="utf-8")

    assert pages()[page] == text, f"{page} is stale: run python docs/generate.py"


def test_the_pages_are_the_same_on_every_run(tmp_path: Path) -> None:
    """Neither hash seeds nor the order of files show."""
    seed = "1" if os.environ.get("PYTHONHASHSEED") == "2" else "2"
    command = [sys.executable, str(DOCS / "generate.py"), "--out", str(tmp_path)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})

    assert pages() == {page: (tmp_path / page).read_text(encoding="utf-8") for page in GENERATED}


def test_the_check_names_what_is_stale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It exits with 1, writes nothing, and is content after a run that writes."""
    made = pages()
    monkeypatch.setattr(generate(), "pages", lambda: made)  # once, not three times
    assert 1 == generate().main(["--check", "--out", str(tmp_path)])
    told = capsys.readouterr().out
    assert all(f"{page} is stale" in told for page in GENERATED)
    assert [] == list(tmp_path.iterdir())

    assert 0 == generate().main(["--out", str(tmp_path)])
    (tmp_path / "params.md").write_text("old", encoding="utf-8")

    assert 1 == generate().main(["--check", "--out", str(tmp_path)])
    told = capsys.readouterr().out
    assert "params.md is stale" in told
    assert "records.md" not in told


def test_every_section_key_and_pass_is_described() -> None:
    """What params.yaml may hold stands in params.md, with words."""
    text = (DOCS / "params.md").read_text(encoding="utf-8")
    models = {
        shape.params
        for stage in resolved_stages()
        if (shape := signature(stage_function(stage.script))).params is not None
    }

    assert len(models) > 10
    for model in models:
        assert f"## `{model.section}`" in text
        for name, field in model.model_fields.items():
            assert field.description, f"{model.section}.{name} has no words under it"
            assert f"`{name}`" in text
    for pass_ in read_yaml(ROOT / "params.yaml")["train"]:
        assert f"`train.{pass_}`" in text


def test_every_plugin_and_record_is_described() -> None:
    """A plug-in or a record without words would be an empty line."""
    listed = (DOCS / "plugins.md").read_text(encoding="utf-8")
    assert len(registries()) > 7
    for registry in registries():
        for name in registry:
            (words,) = re.findall(rf"^\| `{name}` \| (.+) \|$", part(listed, registry.kind), re.M)
            assert words.strip()
    found = (DOCS / "records.md").read_text(encoding="utf-8")
    for name, value in vars(records).items():
        if isinstance(value, type) and value.__module__ == records.__name__ and name != "Record":
            assert f"### {name}\n" in found
            assert value.__doc__
    for name in ("People", "Persona", "Person"):
        assert f"### {name}\n" in found
    assert "<class" not in found


def part(text: str, kind: str) -> str:
    """The lines of plugins.md on one kind."""
    return text.split(f"## {kind[:1].upper()}{kind[1:]}s\n")[1].split("\n## ", maxsplit=1)[0]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """To a file that exists, and to a heading in it."""
    text = re.sub(r"^ *```.*?^ *```$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`(?!\])", "", text)):
        if re.match(r"https?://", target):
            continue
        place, _, anchor = target.partition("#")
        file = (path.parent / place).resolve() if place else path
        if file.suffix == ".png" and path.name in READMES:
            continue  # the report's picture is made from the demo's page
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file), target


def untranslated(text: str) -> dict[str, list[str]]:
    """What a translation leaves as it is, by kind: all that is not a sentence."""
    blocks = r"^( *)```.*?^\1```$"
    prose = re.sub(blocks, "", text, flags=re.M | re.S)
    return {
        "code blocks": [found[0] for found in re.finditer(blocks, text, re.M | re.S)],
        "levels of headings": re.findall(r"^(#+) ", prose, re.M),
        "markers": re.findall(r"^ *<!-- .+? -->$", prose, re.M),
        "rows of tables": re.findall(r"^\| (`[^|]+) \|", prose, re.M),
        "columns of tables": [str(row.count("|")) for row in re.findall(r"^\|.+", prose, re.M)],
        "code in sentences": sorted(set(re.findall(r"`([^`\n]+)`", prose))),
        "links": sorted(set(re.findall(r"\]\(([^)\s]+)\)", prose)) - set(READMES)),
    }


def test_the_translation_does_not_drift() -> None:
    """README.ru.md has the sections, commands, outputs, keys and links of README.md."""
    english, russian = (untranslated((ROOT / name).read_text(encoding="utf-8")) for name in READMES)

    assert len(english["code blocks"]) > 8
    assert len(english["levels of headings"]) > 7
    assert len(english["code in sentences"]) > 40
    for kind, expected in english.items():
        assert expected == russian[kind], f"{kind} of README.ru.md are not those of README.md"


@cache
def keys() -> frozenset[str]:
    """Every key of params.yaml with its dots, with and without the pass in between."""
    known: set[str] = set()
    for name, (model, _) in generate().sections().items():
        for place in generate().places(generate().Place(name, model)):
            for one in (name, *generate().passes(name)):
                path = place.path.replace(name, one, 1)
                known |= {path, *(f"{path}.{key}" for key in place.model.model_fields)}
    return frozenset(known)


@pytest.mark.parametrize(
    "path", [one for one in WRITTEN if one.name != "coming_from.md"], ids=lambda path: path.name
)
def test_a_key_that_is_named_exists(path: Path) -> None:
    """`build.min_score` in a sentence is a key of params.yaml.

    Keys in coming_from.md leave out names that users choose; they have a test of their own.
    """
    named = re.findall(r"`([a-z_]+(?:\.[a-z_]+)+)`", path.read_text(encoding="utf-8"))
    of_params = [one for one in named if one.split(".")[0] in keys() and ".json" not in one]

    assert {"build.min_score", "train.tuned.lora.rank"} < keys()
    assert not set(of_params) - keys()


def test_decisions_are_numbered_and_whole() -> None:
    """One page each: context, decision, consequences, alternatives."""
    assert [f"{number:04}" for number in range(1, len(ADRS) + 1)] == [a.name[:4] for a in ADRS]
    for path in ADRS:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith(f"# {path.name[:4]}. ")
        assert PARTS == [line for line in lines if line.startswith("## ")]
        assert len(lines) <= 60


def test_the_environment_is_described() -> None:
    """Each variable that the code reads stands in .env.example with a sentence, and no other."""
    code = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py"))
    # Set by a stage for itself, and for a process of its own.
    internal = {"UNDERSTUDY_CHECKOUT", "UNDERSTUDY_DOCLING_MODELS"}
    read = set(re.findall(r"[\"$`]\$?(UNDERSTUDY_[A-Z_]+)", code)) - internal
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    shown = {}
    for before, line in zip(["", *lines], lines, strict=False):
        if found := re.match(r"(?:# )?([A-Z][A-Z_]+)=", line):
            shown[found[1]] = before

    assert len(read) >= 6
    assert read == {name for name in shown if name.startswith("UNDERSTUDY_")}
    assert {"MLFLOW_TRACKING_URI", "HF_TOKEN", "HF_HUB_OFFLINE"} < set(shown)
    assert all(before.startswith("# ") for before in shown.values())


def test_the_changelog_has_a_place_for_changes() -> None:
    """In the form of Keep a Changelog."""
    assert "## [Unreleased]\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
