"""docs/coming_from.md: every name of the two systems has a row, and every name of ours exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from dvc.cli import parse_args

from contract.stages import ROOT
from contract.test_commands import check_understudy
from understudy import cli
from understudy.core.params import read_yaml

PAGE = (ROOT / "docs" / "coming_from.md").read_text(encoding="utf-8")
CLONE, MEDSCRIBE = PAGE.split("\n## ")[1:]
CODE = re.compile(r"`([^`]+)`")
OF_CLONE = """
    --inputs --output-dir --persona --persona-aliases --eval-split --format --chunk-size
    --chunk-overlap --enable-vlm --disable-vlm --prefer-vlm --vlm-model train.jsonl eval.jsonl
    knowledge.jsonl manifest.json other.jsonl --train-file --eval-file --knowledge-file --model-id
    --epochs --batch-size --grad-accum --learning-rate --use-peft --persona-name
    --persona-description --max-seq-length huggingface-cli rag/index_builder.py
"""
OF_MEDSCRIBE = """
    OPENAI_API_KEY OPENAI_BASE_URL TOGETHER_API_KEY scripts/anonymize.py steps= data.drive_folder
    data.output_root processed_result.csv processed_results.csv raw_compiled.csv origin_folder
    modality prompts.input_file prompts.output_jsonl prompts.source_columns organ_mapper prompt_text
    result_text organ finding_text type sft_prep.enabled source_jsonl outputs.train_jsonl
    outputs.eval_jsonl sft_train.jsonl sft_eval.jsonl sft_test_rag.jsonl sft_dataset/
    rag_train.jsonl model.name_or_path data.hf_dir data.train_path data.eval_path input_field
    target_field training.output_dir lora.enabled training.batch_size training.epochs job.wait
    job.save_job_json target_modules lora.* jsonl out_dir device index.faiss meta.json llm.base_url
    llm.model llm.api_key input.file input.format input.columns.id input.columns.organ
    input.columns.finding input.columns.reference top_k json_output cot
    outputs/team_name_results.csv outputs/logs/log_*.json outputs/metrics.json metrics_eval.json
    metrics_eval.csv reasoning vllm
"""
DATA = re.compile(r"(?:data|models|metrics)/[\w./@-]+")
FIELDS_OF_PEOPLE = {"persona.name", "persona.aliases", "persona.description"}
STAGES = [
    (name, stage)
    for file in [ROOT / "dvc.yaml", *sorted(ROOT.glob("recipes/*/dvc.yaml"))]
    for name, stage in read_yaml(file)["stages"].items()
]


def keys() -> Iterator[str]:
    """Dotted names of sections, groups and keys, without the names that users choose."""
    group = ""
    for line in (ROOT / "docs" / "params.md").read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"###? `([^`]+)`", line):
            group = heading[1].replace(".<name>", "").replace("[]", "")
            yield group
        elif key := re.match(r"\| `(\w+)` \|", line):
            yield f"{group}.{key[1]}"


PARAMS = frozenset(keys())


def rows(part: str) -> list[list[str]]:
    """The cells of a table's rows, without its head."""
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


EVERY = [*rows(CLONE), *rows(MEDSCRIBE)]


@pytest.mark.parametrize(("part", "names"), [(CLONE, OF_CLONE), (MEDSCRIBE, OF_MEDSCRIBE)])
def test_every_name_of_theirs_has_a_row(part: str, names: str) -> None:
    """Each flag, key, variable and file that their own pages name."""
    named = " ".join(row[0] for row in rows(part))

    assert [] == [name for name in names.split() if name not in named]


def test_every_row_says_what_to_do() -> None:
    """A place here, or that there is none and why."""
    assert len(EVERY) > 80
    assert [] == [row for row in EVERY if len(row) != 4 or not row[2]]


@pytest.mark.parametrize("name", sorted({one for row in EVERY for one in CODE.findall(row[2])}))
def test_every_name_of_ours_exists(name: str) -> None:
    """Keys of params, paths of the pipelines, stages and variables."""
    if re.fullmatch(r"[a-z]+(\.[a-z_]+)+", name) and name.split(".", maxsplit=1)[0] in {
        key.split(".")[0] for key in PARAMS
    }:
        assert name in PARAMS
    elif DATA.fullmatch(name):
        assert any(name.startswith(path) for path in handled())
    elif name.startswith("understudy "):
        check_understudy(name.split()[1:])
    elif name.startswith("UNDERSTUDY_"):
        assert name in (ROOT / ".env.example").read_text(encoding="utf-8")
    elif name in FIELDS_OF_PEOPLE:
        assert name.split(".")[1] in (ROOT / "src/understudy/core/people.py").read_text()


@pytest.mark.parametrize(
    ("recipe", "command"),
    sorted(
        {
            (recipe, one)
            for recipe, part in (("clone", CLONE), ("medical", MEDSCRIBE))
            for row in rows(part)
            for one in CODE.findall(row[3])
        }
    ),
)
def test_a_step_is_run_alone(recipe: str, command: str) -> None:
    """As it stands, in the recipe's folder: no word is missing, and the stage is there."""
    program, *words = command.split()
    if program == "understudy":
        check_understudy(words)
        cli._parser().parse_args(words)
        return
    assert program == "dvc"
    for target in getattr(parse_args(words), "targets", None) or ():
        file, _, stage = target.rpartition(":")
        stages = read_yaml(ROOT / "recipes" / recipe / (file or "dvc.yaml"))["stages"]
        assert stage.partition("@")[0] in stages


def handled() -> Iterator[str]:
    """Everything that a stage reads or writes."""
    for _, stage in STAGES:
        for kind in ("deps", "outs", "metrics"):
            for one in (stage.get("do") or stage).get(kind, ()):
                path = one if isinstance(one, str) else next(iter(one))
                yield re.sub(r"\$\{[\w.]+\}", "", path).rstrip("/")


def test_paths_of_links_exist() -> None:
    """Pages that this one sends to."""
    links = re.findall(r"\]\(([^)#]+)\)", PAGE)

    assert [] == [link for link in links if not (ROOT / "docs" / Path(link)).exists()]
