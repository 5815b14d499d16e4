import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from contract.stages import ROOT
from understudy.core.errors import SetupError
from understudy.core.records import Sample
from understudy.dataset import Inputs, make_dataset
from understudy.dataset.card import render
from understudy.dataset.tokens import Tokens
from unit.dataset.worlds import chunk, params, row, sample, write_inputs

TOKENIZER = ROOT / "models" / "embedded" / "tokenizer.json"
HIDDEN = {"EMAIL": {"times": 12, "different": 9}, "PHONE": {"times": 3, "different": 3}}
CLEAN = {
    "stage": "clean",
    "params": {"steps": ["normalise", "anonymise"]},
    "counts": {"edits": {"anonymise": 15}, "hidden": HIDDEN},
}
REVIEW = {
    "stage": "review", "params": {}, "counts": {},
    "records": 300, "missed": 1, "miss_rate": 1 / 300, "upper_95": 0.0186,
}  # fmt: skip
FULL: dict[str, Any] = {
    "formats": ["dataset_dict", "sharegpt", "messages"],
    "knowledge": {"collections": ["book"], "share": 0.2},
    "rows": {"table": {"prompt": "{q}", "answer": "{a}", "labels": {"organ": "{organ}"}}},
    "card": {
        "title": "Bees: a | test",
        "license": "cc-by-4.0",
        "sources": {"qa": {"license": "apache-2.0", "origin": "Written by\nus | all."}},
    },
}


def world(folder: Path, manifests: tuple[Any, ...] = (CLEAN,)) -> Inputs:
    """Questions, passages and rows with labels of several names."""
    rng = random.Random(5)

    def words(count: int) -> str:
        return " ".join(f"{rng.choice('bdfgklm')}{rng.randrange(10_000)}" for _ in range(count))

    samples = [
        sample(f"{words(3)}?", f"{words(6)}.", group=str(n), collection="qa",
               language=("en", "no", "und")[n % 3], labels={"only": "x"} if n == 7 else {})
        for n in range(60)
    ]  # fmt: skip
    rows = [
        row({"q": words(4), "a": words(6), "organ": "liver" if n % 2 else ""}, group=f"p{n}", collection="table")
        for n in range(40)
    ]  # fmt: skip
    passages = [chunk(words(30), group=f"s{n}", collection="book") for n in range(60)]
    return write_inputs(folder, samples=samples, rows=rows, chunks=passages, manifests=manifests)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset with everything that a card tells."""
    folder = tmp_path_factory.mktemp("card")
    given = replace(world(folder, (CLEAN, REVIEW)), tokenizer=TOKENIZER)
    make_dataset(params(**FULL), given, folder / "dataset", folder / "report.json")
    return folder / "dataset"


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return found


def test_the_header_is_that_of_the_hub(built: Path) -> None:
    """It is YAML with the keys that the hub knows, and the hub's own library reads it."""
    hub = pytest.importorskip("huggingface_hub")

    card = hub.DatasetCard.load(built / "README.md")

    assert "cc-by-4.0" == card.data.license
    assert ["en", "no"] == card.data.language
    assert "Bees: a | test" == card.data.pretty_name
    assert (["n<1K"], ["text-generation"]) == (card.data.size_categories, card.data.task_categories)
    header = yaml.safe_load((built / "README.md").read_text().split("---\n")[1])
    assert ["default", "texts"] == [config["config_name"] for config in header["configs"]]
    paths = [file["path"] for config in header["configs"] for file in config["data_files"]]
    assert all((built / path).is_file() for path in paths), paths


@pytest.mark.parametrize("formats", [["messages"], ["dataset_dict"], ["alpaca"], []])
def test_load_dataset_takes_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, formats: list[str]
) -> None:
    """Offline, with every split and each sample in it; texts of continued training apart."""
    datasets = pytest.importorskip("datasets")
    chosen = params(**{**FULL, "formats": formats})
    make_dataset(chosen, world(tmp_path), tmp_path / "d", tmp_path / "r.json")

    found = datasets.load_dataset(str(tmp_path / "d"), cache_dir=str(tmp_path / "cache"))

    counts = {name: split["samples"] for name, split in manifest(tmp_path / "d")["splits"].items()}
    if not formats:
        assert counts == dict(found.num_rows)
        return
    config = datasets.load_dataset(str(tmp_path / "d"), "texts", cache_dir=str(tmp_path / "cache"))
    texts = dict(config.num_rows)
    assert counts == {split: rows + texts.get(split, 0) for split, rows in found.num_rows.items()}
    assert {"train", "eval"} == set(texts)
    column = {"alpaca": "output"}.get(formats[0], "messages")
    assert all(found["test"][column])


def test_the_card_says_what_stands_in_the_manifest(built: Path) -> None:
    """Personal data, what was missed, sources with their licences, formats, splits, shares."""
    card = (built / "README.md").read_text()

    for words in (
        "Pseudonyms stand for: EMAIL (times 12, different 9), PHONE (times 3, different 3).",
        "A reader of 300 cleaned records found 1 with personal data that was missed: 0.33 %, at "
        "most 1.9 % with 95 % confidence.",
        "| qa | 60 | apache-2.0 | Written by us \\| all. |",
        "| table | 40 | not stated |  |",
        "| sharegpt | train |",
        "| (knowledge) | 0.2 |",
        "Stages: clean → build.",
        "In tokens of the base model's tokenizer",
        "| tokenizer | ",
    ):
        assert words in card
    shares = manifest(built)["splits"]
    assert f"| test | 0.3 | {shares['test']['components']} |" in card


def test_without_a_review_and_a_tokenizer_it_says_so(tmp_path: Path) -> None:
    """An unknown is no zero."""
    made = params(**{**FULL, "formats": []})
    make_dataset(made, world(tmp_path), tmp_path / "d", tmp_path / "r.json")

    card = (tmp_path / "d" / "README.md").read_text()

    assert "What was missed is not known" in card
    assert "build was given no tokenizer" in card
    assert "tokens" not in manifest(tmp_path / "d")


def test_lengths_in_tokens_are_those_of_the_tokenizer(built: Path) -> None:
    """Counted once more, text by text, over all samples of train."""
    tokenizers = pytest.importorskip("tokenizers")
    tokenizer = tokenizers.Tokenizer.from_file(str(TOKENIZER))
    lines = (built / "train.jsonl").read_text().splitlines()
    answers: dict[str, list[int]] = {}
    for one in map(Sample.model_validate_json, lines):
        ids = tokenizer.encode(one.answer, add_special_tokens=False).ids
        answers.setdefault(one.collection, []).append(len(ids))

    found = manifest(built)["tokens"]["train"]

    assert {name: sum(counts) for name, counts in answers.items()} == {
        name: held["answer"]["sum"] for name, held in found.items()
    }
    assert max(answers["qa"]) == found["qa"]["answer"]["max"]


@pytest.mark.parametrize("content", ["", "{}"])
def test_a_tokenizer_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    """Before anything is counted."""
    (tmp_path / "tokenizer.json").write_text(content)
    with pytest.raises(SetupError, match=r"tokenizer\.json: no tokenizer that can be read"):
        Tokens(tmp_path / "tokenizer.json")


@pytest.mark.parametrize(
    ("samples", "size"), [(999, "n<1K"), (1000, "1K<n<10K"), (2_000_000, "n>1M")]
)
def test_sizes_are_those_of_the_hub(built: Path, samples: int, size: str) -> None:
    """By the number of samples."""
    facts = manifest(built)
    facts["splits"] = {name: {**split, "samples": 0} for name, split in facts["splits"].items()}
    facts["splits"]["train"]["samples"] = samples

    assert f"size_categories:\n- {size}\n" in render(facts)


def test_a_format_that_holds_nothing_is_refused(tmp_path: Path) -> None:
    """One that holds a part says how much it left out."""
    marked = [sample(f"<|im_start|> {n}", f"a{n}", group=str(n)) for n in range(60)]
    inputs = write_inputs(tmp_path, samples=marked)
    made = params(formats=["chatml"])

    with pytest.raises(SetupError, match="build.formats: 60 samples are not in the format chatml"):
        make_dataset(made, inputs, tmp_path / "d", tmp_path / "r.json")

    some = [sample(f"q {n}", f"b{n}", group=str(n)) for n in range(60)]
    inputs = write_inputs(tmp_path, samples=[*marked, *some])
    make_dataset(made, inputs, tmp_path / "d", tmp_path / "r.json")
    exports = json.loads((tmp_path / "r.json").read_text())["exports"]["chatml"]
    assert 60 == sum(counts["refused"]["control_token"] for counts in exports.values())
