import json
from pathlib import Path

import pytest

from understudy import evaluation
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import (
    Chunk,
    Evidence,
    Hit,
    Likelihood,
    Membership,
    Prediction,
    Retrieval,
    Sample,
    Turn,
)
from understudy.evaluation import EvaluateParams
from understudy.evaluation.labels import macro_f1, read
from understudy.evaluation.params import LabelParams

CLASSES = ("mites", "healthy", "swarming")


def question(i: int) -> Sample:
    return Sample(
        id=f"q{i}",
        turns=(
            Turn(role="user", content=f"what is {i}?"),
            Turn(role="assistant", content=f"thing {i} is here"),
        ),
        targets=(1,),
        kind=("definition", "list")[i % 2],
        language=("en", "ru")[i // 2 % 2],
        collection="book",
        group=f"section {i // 4}",
        evidence=(Evidence(parent=f"chunk{i}", start=0, end=16 + len(str(i)) - 1),),
    )


def row(i: int, split: str = "") -> Sample:
    label = CLASSES[i % 3]
    return Sample(
        id=f"{split}r{i}",
        turns=(
            Turn(role="user", content=f"{label[:3]} sign number {i}"),
            Turn(role="assistant", content=f"{label}: act"),
        ),
        targets=(1,),
        labels={"diagnosis": label},
        kind=("seen", "novel")[i % 5 == 0],
        language="en",
        collection="rows",
        group=f"{split}hive {i // 3}",
    )


def chat(i: int, side: str) -> Sample:
    return Sample(
        id=f"{side}{i}",
        turns=(Turn(role="user", content="hm?"), Turn(role="assistant", content=f"so {i}.")),
        targets=(1,),
        collection="chats",
        group=f"chat {i // 2}",
    )


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A dataset of three collections, with a model that is right where it has passages."""
    questions, rows = [question(i) for i in range(24)], [row(i) for i in range(24)]
    chats, others = [chat(i, "v") for i in range(24)], [chat(i, "o") for i in range(24)]
    test = [*questions, *rows, *chats]
    jsonl.write(tmp_path / "data/train.jsonl", [row(i, "t") for i in range(30)])
    jsonl.write(tmp_path / "data/test.jsonl", test)
    jsonl.write(tmp_path / "data/contrast.jsonl", others)
    groups = {(s.collection, s.group) for s in test}
    jsonl.write(
        tmp_path / "data/groups.jsonl",
        [Membership(collection=c, group=g, component=f"{c}:{g}", split="test") for c, g in groups],
    )
    jsonl.write(tmp_path / "chunks.jsonl", [passage(i) for i in range(24)])
    jsonl.write(tmp_path / "hits.jsonl", [found(i) for i in range(24)])
    for arm, good in (("base-retrieved", False), ("tuned-retrieved", True)):
        folder = tmp_path / arm
        answered = [*questions, *rows]
        jsonl.write(folder / "predictions.jsonl", [predicted(s, good=good) for s in answered])
        jsonl.write(
            folder / "likelihoods.jsonl",
            [likelihood(s, good=good) for s in [*chats, *others]],
        )
    return tmp_path


def passage(i: int) -> Chunk:
    text = f"thing {i} is here, and more."
    return Chunk(
        id=f"chunk{i}", parent="doc", collection="book", ordinal=i, start=0, end=len(text),
        text=text, keys=(text,), language="en", group=f"section {i // 4}",
    )  # fmt: skip


def found(i: int) -> Retrieval:
    """English questions find their passage second, Russian ones do not find it."""
    wrong = [f"chunk{(i + k) % 24}" for k in (5, 7)]
    chunks = [wrong[0], f"chunk{i}"] if i // 2 % 2 == 0 else wrong
    hits = (Hit(chunk=name, rank=rank, similarity=0.5) for rank, name in enumerate(chunks, 1))
    return Retrieval(sample=f"q{i}", hits=tuple(hits))


def predicted(sample: Sample, *, good: bool) -> Prediction:
    return Prediction(sample=sample.id, text=sample.answer if good else "who knows")


def likelihood(sample: Sample, *, good: bool) -> Likelihood:
    """Training halves the persona's loss and takes a tenth off the others'."""
    share = (0.5 if sample.id.startswith("v") else 0.9) if good else 1.0
    return Likelihood(sample=sample.id, nats=8.0 * share, tokens=4, characters=9)


def params(**changes: object) -> EvaluateParams:
    values: dict[str, object] = {
        "min_samples": 20,
        "min_components": 3,
        "resamples": 200,
        "differences": {"gain": {"better": "tuned-retrieved", "worse": "base-retrieved"}},
        "labels": {"rows": {"diagnosis": {"values": {"Mites": "mites"}}}},
        "persona": {"before": "base-retrieved", "after": "tuned-retrieved"},
        **changes,
    }
    return EvaluateParams.model_validate(values)


def evaluated(world: Path, chosen: EvaluateParams) -> dict:
    material = evaluation.load(
        world / "data",
        world / "hits.jsonl",
        world / "chunks.jsonl",
        [world / "base-retrieved", world / "tuned-retrieved"],
    )
    scored, figures = evaluation.evaluate(chosen, material)
    evaluation.write(world / "out", scored, figures, chosen.headline)
    return json.loads(json.dumps(figures))


def test_the_whole_way(world: Path) -> None:
    """Every figure of a small world that was built to have known answers."""
    figures = evaluated(world, params())

    tuned = figures["arms"]["tuned-retrieved"]["book"]["token_f1"]
    assert (tuned["value"], tuned["n"], tuned["clusters"], tuned["missing"]) == (1, 24, 6, 0)
    assert figures["arms"]["base-retrieved"]["book/en/list"]["exact_match"]["value"] == 0
    gain = figures["differences"]["gain"]["book/ru"]["token_f1"]
    assert (gain["value"], gain["low"], gain["n"]) == (1, 1, 12)
    assert figures["retrieval"]["book/en"]["recall@3"]["value"] == 1
    assert figures["retrieval"]["book/en"]["recall@1"]["value"] == 0
    assert figures["retrieval"]["book/en"]["mrr"]["value"] == 0.5
    assert figures["retrieval"]["book/ru"]["recall@5"]["value"] == 0
    label = figures["labels"]["rows"]["diagnosis"]
    assert label["tuned-retrieved"]["accuracy"]["value"] == 1
    assert (label["base-retrieved"]["accuracy"]["value"], label["base-retrieved"]["unread"]) == (
        0,
        24,
    )
    assert label["majority"]["accuracy"]["value"] == 8 / 24
    assert label["nearest"]["accuracy"]["value"] == 1
    assert label["tuned-retrieved"]["accuracy/novel"]["n"] == 5
    assert label["differences"]["tuned-retrieved - majority"]["value"] == pytest.approx(16 / 24)
    assert figures["persona"]["persona"]["drop"]["value"] == 1
    assert figures["persona"]["others"]["drop"]["value"] == pytest.approx(0.2)
    assert figures["persona"]["difference"]["low"] == pytest.approx(0.8)
    assert (world / "out/table.txt").read_text().splitlines()[2].startswith("base-retrieved")
    assert (world / "out/headline.csv").read_text().startswith("arm,stratum,token_f1\n")
    assert len((world / "out/scores.jsonl").read_text().splitlines()) == 96


def test_too_little_data_gives_counts_not_figures(world: Path) -> None:
    """A figure from 24 samples where 200 are asked for would be a guess."""
    figures = evaluated(world, params(min_samples=200))

    assert {"samples": 24, "components": 6} == figures["too_small"]["book"]
    assert {"samples": 24, "components": 8} == figures["too_small"]["rows"]
    assert "chats" in figures["too_small"]
    assert ({}, {}, {}, None) == (
        figures["arms"], figures["retrieval"], figures["labels"], figures["persona"]
    )  # fmt: skip
    assert "24 test samples" in (world / "out/table.txt").read_text()


def test_a_failed_prediction_is_missing_not_zero(world: Path) -> None:
    """It is left out of the mean, counted beside it, and too many fail the stage."""
    path = world / "tuned-retrieved/predictions.jsonl"
    lines = list(jsonl.read(path, Prediction))
    lines[0] = Prediction(sample=lines[0].sample, text=None, error="too long")
    jsonl.write(path, lines)

    found = evaluated(world, params())["arms"]["tuned-retrieved"]["book"]["token_f1"]

    assert (found["value"], found["n"], found["missing"]) == (1, 23, 1)
    with pytest.raises(SetupError, match="1 of 48 predictions failed"):
        evaluated(world, params(max_missing=0.01))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"differences": {"x": {"better": "tuned", "worse": "base-retrieved"}}},
            "unknown arm 'tuned'. Known: base-retrieved",
        ),
        ({"labels": {"row": {}}}, "unknown collection 'row'. Did you mean rows"),
        (
            {"labels": {"rows": {"diagnosi": {}}}},
            "unknown label 'diagnosi'. Did you mean diagnosis",
        ),
        ({"persona": {"before": "base", "after": "tuned-retrieved"}}, "unknown arm 'base'"),
        ({"metrics": ("token_f1", "blue")}, "unknown metric 'blue'"),
    ],
)
def test_a_name_that_there_is_not_is_answered(world: Path, changes: dict, message: str) -> None:
    """With the nearest one."""
    with pytest.raises(SetupError, match=message):
        evaluated(world, params(**changes))


def test_runs_that_do_not_belong_together_are_refused(world: Path) -> None:
    """Predictions of another dataset would be compared silently."""
    groups = (world / "data/groups.jsonl").read_bytes()
    jsonl.write(world / "data/groups.jsonl", [])
    with pytest.raises(SetupError, match="its group is not in groups.jsonl"):
        evaluated(world, params())

    (world / "data/groups.jsonl").write_bytes(groups)
    jsonl.write(world / "data/test.jsonl", [question(0)])
    with pytest.raises(SetupError, match="not in the test split"):
        evaluated(world, params())

    jsonl.write(world / "data/test.jsonl", [])
    with pytest.raises(SetupError, match="test split is empty"):
        evaluated(world, params())


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Mites: treat", "mites"),
        (" варроатоз : лечить", "mites"),
        ("brood is fine", None),
        (": nothing", None),
        (None, None),
        ("other: x", "other"),
    ],
)
def test_a_label_is_read_or_it_is_not(answer: str | None, expected: str | None) -> None:
    """Unread is its own outcome, never a class by accident."""
    how = LabelParams(values={"mites": "mites", "варроатоз": "mites"})

    assert expected == read(answer, how)


@pytest.mark.parametrize("pattern", ["no group", "("])
def test_a_pattern_without_a_label_is_refused(pattern: str) -> None:
    """Before any work."""
    with pytest.raises(ValueError, match="group|regular expression"):
        LabelParams(pattern=pattern)


def test_the_headline_is_one_of_the_metrics() -> None:
    """Both values are named."""
    with pytest.raises(ValueError, match=r"headline \(bleu\) must be one of"):
        EvaluateParams(headline="bleu")


def test_macro_f1_agrees_with_sklearn() -> None:
    """On all classes of the truth."""
    from sklearn.metrics import f1_score

    truth = ["a", "b", "a", "c", "b", "a", "c"]
    guesses = ["a", "b", "c", "c", "a", "a", "d"]

    expected = f1_score(truth, guesses, labels=["a", "b", "c"], average="macro")
    assert macro_f1(guesses, truth) == pytest.approx(float(expected))
