import json
import shutil
from pathlib import Path

import pytest

from understudy import evaluation
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import Membership
from understudy.core.records import (
    Chunk,
    Evidence,
    Hit,
    Likelihood,
    Prediction,
    Retrieval,
    Sample,
    Turn,
)
from understudy.evaluation import EvaluateParams
from understudy.model import Prompt, write_prompt

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
    write_prompt(tmp_path / "data/prompt.json", Prompt(bubble="\n\n"))
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
    written: dict = json.loads((world / "out/figures.json").read_text(encoding="utf-8"))
    return written


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
    assert label["differences"]["tuned-retrieved - nearest/novel"]["n"] == 5
    assert figures["persona"]["persona"]["drop"]["value"] == 1
    assert figures["persona"]["others"]["drop"]["value"] == pytest.approx(0.2)
    assert figures["persona"]["difference"]["low"] == pytest.approx(0.8)
    assert (world / "out/table.txt").read_text().splitlines()[2].startswith("base-retrieved")
    assert (world / "out/headline.csv").read_text().startswith("arm,stratum,token_f1\n")
    assert len((world / "out/scores.jsonl").read_text().splitlines()) == 96


def test_the_summary_is_short_and_says_the_same(world: Path) -> None:
    """It is what a pull request shows: whole collections, the headline, every comparison."""
    figures = evaluated(world, params())

    short = evaluation.summary(figures, "token_f1")

    assert {"book", "rows"} == set(short["arms"]["tuned-retrieved"])
    for key in ("arms", "differences"):
        for name, strata in short[key].items():
            for stratum, found in strata.items():
                assert {"token_f1": figures[key][name][stratum]["token_f1"]} == found
    assert figures["retrieval"]["book/en"] == short["retrieval"]["book/en"]
    assert not any(name.count("/") > 1 for name in short["retrieval"])
    long, labels = (f["labels"]["rows"]["diagnosis"] for f in (figures, short))
    assert {"accuracy", "macro_f1", "unread"} == set(labels["nearest"])
    assert long["nearest"]["accuracy"] == labels["nearest"]["accuracy"]
    assert long["differences"] == labels["differences"]
    assert figures["persona"] == short["persona"]
    assert figures["too_small"] == short["too_small"]


def test_too_little_data_gives_counts_not_figures(world: Path) -> None:
    """A figure from 24 samples where 200 are asked for would be a guess."""
    figures = evaluated(world, params(min_samples=200))

    assert {"samples": 24, "components": 6} == figures["too_small"]["book"]
    assert {"samples": 24, "components": 8} == figures["too_small"]["rows"]
    assert "chats" in figures["too_small"]
    assert ({}, {}, {}, None) == (
        figures["arms"], figures["retrieval"], figures["labels"], figures["persona"]
    )  # fmt: skip
    assert {"samples": 200, "components": 3} == figures["needed"]
    assert (
        "no figure for book: 24 test samples of 6 components; a figure needs 200 of 3 "
        "(min_samples, min_components of section evaluate)"
    ) == (world / "out/table.txt").read_text().splitlines()[0]


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
        (
            {"labels": {"row": {}}},
            "labels of section evaluate: unknown collection 'row'. Did you mean rows",
        ),
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


def test_without_hits_nothing_is_said_of_retrieval(world: Path) -> None:
    """A pipeline of chats searches nothing."""
    assert [] == evaluation.load(world / "data", None, world / "chunks.jsonl", []).retrievals


def test_two_arms_of_one_name_are_refused(world: Path) -> None:
    """One would take the other's place."""
    folders = [world / "base-retrieved", world / "other" / "base-retrieved"]
    shutil.copytree(*folders)
    material = evaluation.load(
        world / "data", world / "hits.jsonl", world / "chunks.jsonl", folders
    )

    with pytest.raises(SetupError, match="two folders are called 'base-retrieved'"):
        evaluation.evaluate(params(differences={}, persona=None), material)


def test_an_unknown_arm_is_named_even_without_figures(world: Path) -> None:
    """Today's data is too little, tomorrow's is not."""
    wrong = {"x": {"better": "tuned", "worse": "base-retrieved"}}
    with pytest.raises(SetupError, match="differences.x of section evaluate: unknown arm 'tuned'"):
        evaluated(world, params(min_samples=200, differences=wrong))


def test_an_arm_that_answered_nothing_has_no_differences(world: Path) -> None:
    """A project of chats alone measures likelihoods and predicts nothing."""
    jsonl.write(world / "base-retrieved/predictions.jsonl", [])

    figures = evaluated(world, params())

    assert {"gain": {}} == figures["differences"]
    assert ["tuned-retrieved"] == list(figures["arms"])
    assert 1 == figures["persona"]["persona"]["drop"]["value"]


def test_a_collection_without_test_samples_is_counted(world: Path) -> None:
    """It is known from training, so its labels are no typing error; there is no figure for it."""
    test = [s for s in jsonl.read(world / "data/test.jsonl", Sample) if s.collection != "rows"]
    jsonl.write(world / "data/test.jsonl", test)
    for arm in ("base-retrieved", "tuned-retrieved"):
        path = world / arm / "predictions.jsonl"
        jsonl.write(path, [p for p in jsonl.read(path, Prediction) if p.sample.startswith("q")])

    figures = evaluated(world, params())

    assert {"rows": {"samples": 0, "components": 0}} == figures["too_small"]
    assert {} == figures["labels"]
    assert "no figure for rows: 0 test samples" in (world / "out/table.txt").read_text()


def test_a_label_that_few_samples_carry_has_no_figure(world: Path) -> None:
    """The collection is large enough, those with the label are not; the others need none."""
    test = [
        s.model_copy(update={"labels": {}}) if s.collection == "rows" and int(s.id[1:]) > 4 else s
        for s in jsonl.read(world / "data/test.jsonl", Sample)
    ]
    jsonl.write(world / "data/test.jsonl", test)

    figures = evaluated(world, params())

    assert {"rows/diagnosis": {"samples": 5, "components": 2}} == figures["too_small"]
    assert {} == figures["labels"]
    assert 24 == figures["arms"]["tuned-retrieved"]["rows"]["token_f1"]["n"]


def test_a_label_is_worded_as_itself_in_any_case(world: Path) -> None:
    """Only other wordings have to be named."""
    path = world / "tuned-retrieved/predictions.jsonl"
    shouted = [
        p.model_copy(update={"text": p.text and p.text.upper()})
        for p in jsonl.read(path, Prediction)
    ]
    jsonl.write(path, shouted)

    label = evaluated(world, params(labels={"rows": {"diagnosis": {}}}))["labels"]["rows"]

    assert 1 == label["diagnosis"]["tuned-retrieved"]["accuracy"]["value"]
    assert 1 == label["diagnosis"]["reference"]["accuracy"]["value"]


def test_a_reading_that_fails_on_the_references_is_refused(world: Path) -> None:
    """Every arm would be wrong for a reason of its own; a few odd references lower the ceiling."""
    named = {"values": {"mites": "varroa"}}
    with pytest.raises(SetupError, match=r"8 of 24 reference answers .* \('varroa' for 'mites'\)"):
        evaluated(world, params(labels={"rows": {"diagnosis": named}}))

    allowed = params(labels={"rows": {"diagnosis": named}}, max_missing=0.4)
    label = evaluated(world, allowed)["labels"]["rows"]["diagnosis"]
    assert pytest.approx(16 / 24) == label["reference"]["accuracy"]["value"]


def test_a_sample_without_a_kind_has_no_stratum_of_it(world: Path) -> None:
    """In retrieval as in scores."""
    test = [
        s.model_copy(update={"kind": ""}) for s in jsonl.read(world / "data/test.jsonl", Sample)
    ]
    jsonl.write(world / "data/test.jsonl", test)

    assert {"book", "book/en", "book/ru"} == set(evaluated(world, params())["retrieval"])


def test_a_depth_that_was_not_retrieved_is_told(
    world: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Recall at 5 of two passages is recall at 2."""
    evaluated(world, params())
    assert "no question has more than 2 passages" in caplog.text

    caplog.clear()
    evaluated(world, params(recall_at=(1, 2)))
    assert "passages" not in caplog.text


def test_a_passage_of_another_run_is_refused(world: Path) -> None:
    """One message, not a traceback."""
    jsonl.write(world / "chunks.jsonl", [passage(i) for i in range(23)])

    with pytest.raises(SetupError, match="chunk23 that was found for it is not among the chunks"):
        evaluated(world, params())


def test_the_headline_is_one_of_the_metrics() -> None:
    """Both values are named."""
    with pytest.raises(ValueError, match=r"headline \(bleu\) must be one of"):
        EvaluateParams(headline="bleu")
