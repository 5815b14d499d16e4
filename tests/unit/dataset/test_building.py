import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import Membership, Withheld
from understudy.core.records import Chunk, Row, Sample, Verdict
from understudy.dataset import FORMATS, Inputs, make_dataset
from understudy.dataset.leaks import find_leaks
from understudy.dataset.params import BuildParams
from understudy.model import load_prompt
from unit.dataset.worlds import VERA, chat, chunk, params, row, sample, worlds, write_inputs

TABLE = {"inspections": {"prompt": "Part: {part}. {finding}", "answer": "{diagnosis}: treat it."}}
HOLD_OUT = {
    "inspections": {"columns": ["part", "diagnosis"], "combinations": [["super", "varroa"]]}
}
FULL: dict[str, Any] = {
    "rows": TABLE,
    "hold_out": HOLD_OUT,
    "min_score": 5,
    "leaks": {
        "default": {"keys": ["answer", "near"]},
        "inspections": {"keys": ["group", "prompt"]},
    },
    "card": {"title": "Bees: a test", "license": "apache-2.0", "notes": "Made up."},
}


def some_words(rng: random.Random, count: int) -> str:
    return " ".join(f"{rng.choice('bdfgklm')}{rng.randrange(10_000)}" for _ in range(count))


def world(folder: Path, *, shuffled: bool = False) -> Inputs:
    """Chats, a table and questions on passages, all different."""
    rng = random.Random(3)
    chats = [
        chat(
            ("PERSON-1", some_words(rng, 6)), (VERA, some_words(rng, 8)),
            ("PERSON-1", some_words(rng, 6)), (VERA, some_words(rng, 7)),
            name=f"chat{number}",
        )
        for number in range(40)
    ]  # fmt: skip
    rows = [
        row(
            {"part": part, "diagnosis": diagnosis, "finding": some_words(rng, 7)},
            group=f"H-{number:03}",
        )
        for number in range(30)
        for part in ("super", "entrance")
        for diagnosis in ("varroa", "nosema")
    ]
    rows += [row({"other": "x"}, collection="unused")]
    chunks = [chunk(some_words(rng, 30), group=f"section {number}") for number in range(40)]
    samples = [
        sample(
            f"What is {some_words(rng, 2)}?",
            one.text,
            group=one.group,
            evidence=[one.id],
            kind=kind,
        )
        for one in chunks[:35]
        for kind in ("quoting", "list")
    ]
    verdicts = [
        Verdict(sample=one.id, score=number % 10, judge="rules")
        for number, one in enumerate(samples)
    ]
    if shuffled:
        for part in (chats, rows, chunks, samples, verdicts):
            rng.shuffle(part)  # type: ignore[arg-type]
    manifests = [
        {
            "stage": "clean",
            "params": {"steps": ["normalise", "anonymise"]},
            "inputs": {},
            "counts": {"edits": {"anonymise": 12}},
        }
    ]
    return write_inputs(
        folder, conversations=chats, rows=rows, chunks=chunks, samples=samples, verdicts=verdicts,
        manifests=manifests,
    )  # fmt: skip


def read(dataset: Path, split: str) -> list[Sample]:
    return list(jsonl.read(dataset / f"{split}.jsonl", Sample))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of all kinds of material."""
    folder = tmp_path_factory.mktemp("built")
    make_dataset(params(**FULL), world(folder), folder / "dataset", folder / "report.json")
    return folder


def test_nothing_vanishes(built: Path) -> None:
    """Read == kept + dropped for each kind of record, and the files hold what was kept."""
    report = json.loads((built / "report.json").read_text())

    for kind in ("conversations", "replies", "rows", "samples", "contrast"):
        counts = report[kind]
        assert counts["read"] == counts["kept"] + sum(counts["dropped"].values()), kind
    assert 40 == report["conversations"]["kept"]
    assert 80 == report["replies"]["kept"]
    assert 120 == report["rows"]["read"]
    assert {"unused": 1} == report["unused_rows"]
    assert 80 + 120 + 70 == report["samples"]["read"]
    written = sum(len(read(built / "dataset", split)) for split in ("train", "eval", "test"))
    assert report["samples"]["kept"] == written
    left = (built / "dataset" / "left_out.jsonl").read_text().splitlines()
    kinds = ("conversations", "replies", "samples", "contrast")
    assert sum(sum(report[kind]["dropped"].values()) for kind in kinds) == len(left)


def test_every_group_has_a_split_and_samples_obey_it(built: Path) -> None:
    """Groups without a sample too: retrieval asks for the split of every passage."""
    members = list(jsonl.read(built / "dataset" / "groups.jsonl", Membership))
    place = {(member.collection, member.group): member.split for member in members}
    chunks = list(jsonl.read(built / "chunks.jsonl", Chunk))

    assert {(one.collection, one.group) for one in chunks} <= set(place)
    assert sorted(place) == [(member.collection, member.group) for member in members]
    for split in ("train", "eval", "test"):
        samples = read(built / "dataset", split)
        assert samples
        assert {split} == {place[one.collection, one.group] for one in samples}


def test_held_out_combinations_are_in_test_alone(built: Path) -> None:
    """They are marked there, listed for the index, and counted where they were dropped."""
    report = json.loads((built / "report.json").read_text())
    rows = {one.id: one for one in jsonl.read(built / "rows.jsonl", Row)}
    withheld = list(jsonl.read(built / "dataset" / "withheld.jsonl", Withheld))

    assert 30 == len(withheld)
    assert {("super", "varroa")} == {
        (rows[one.row].cells["part"], rows[one.row].cells["diagnosis"]) for one in withheld
    }
    training = [*read(built / "dataset", "train"), *read(built / "dataset", "eval")]
    test = [one for one in read(built / "dataset", "test") if one.collection == "inspections"]
    assert {"seen"} == {one.kind for one in training if one.collection == "inspections"}
    novel = [one for one in test if one.kind == "novel"]
    assert {"super"} == {rows[one.evidence[0].parent].cells["part"] for one in novel}
    assert 30 == len(novel) + report["samples"]["dropped"]["held_out_combination"]
    assert len(test) == 4 * len(novel)


def test_contrast_comes_from_the_test_chats(built: Path) -> None:
    """Other ids, other people's words, the same system turn."""
    contrast = read(built / "dataset", "contrast")
    chats = [one for one in read(built / "dataset", "test") if one.collection == "chats"]

    assert {one.group for one in chats} == {one.group for one in contrast}
    assert not {one.id for one in chats} & {one.id for one in contrast}
    assert {one.turns[0] for one in chats} == {one.turns[0] for one in contrast}
    assert not {one.answer for one in chats} & {one.answer for one in contrast}
    assert {"contrast"} == {one.kind for one in contrast}


def test_the_leak_report_is_zero_over_many_values(built: Path) -> None:
    """For every key in force."""
    leaks = json.loads((built / "report.json").read_text())["leaks"]

    assert {0} == {count["crossing"] for count in leaks.values()}
    assert all(
        leaks[key]["values"] > 30
        for key in leaks
        if key not in {"near_record", "held_out_combination"}
    )
    assert 30 == leaks["held_out_combination"]["values"]


def test_exports_hold_the_prompt_that_a_model_meets(built: Path) -> None:
    """System turns of questions stand in the export only; all else is equal."""
    prompt = load_prompt(built / "dataset" / "prompt.json")
    assert "\n\n" == prompt.bubble, "what serves the model has to know it"
    for split in ("train", "eval", "test"):
        lines = (built / "dataset" / "messages" / f"{split}.jsonl").read_text().splitlines()
        exported = [FORMATS["messages"].decode(line) for line in lines]
        samples = read(built / "dataset", split)

        assert [one.id for one in samples] == [one.id for one in exported]
        assert [one.answer for one in samples] == [one.answer for one in exported]
        assert {prompt.system["en"], prompt.persona["en"]} == {o.turns[0].content for o in exported}


def test_the_manifest_tells_the_whole_way(built: Path) -> None:
    """Parameters of this stage and the ones before, inputs and outputs by hash, sizes, lengths."""
    manifest = json.loads((built / "dataset" / "manifest.json").read_text())

    assert "clean" == manifest["earlier"][0]["stage"]
    assert 5 == manifest["params"]["min_score"]
    assert 12 == manifest["params"]["chats"]["silence_hours"], "defaults are written out"
    assert jsonl.sha256(built / "rows.jsonl") == manifest["inputs"]["rows"]["sha256"]
    for name, digest in manifest["outputs"].items():
        assert jsonl.sha256(built / "dataset" / name) == digest
    assert {"train.jsonl", "messages/test.jsonl", "prompt.json"} <= set(manifest["outputs"])
    counted = sum(size["samples"] for size in manifest["sizes"])
    assert counted == manifest["counts"]["samples"]["kept"]
    assert [0.6, 0.1, 0.3] == [split["asked"] for split in manifest["splits"].values()]
    shares = [split["share_of_components"] for split in manifest["splits"].values()]
    assert 1 == pytest.approx(sum(shares), abs=0.001)
    assert 30 == manifest["lengths"]["train"]["handbook"]["answer_words"]["max"]


def test_the_card_reads_as_markdown_and_as_a_hub_card(built: Path) -> None:
    """Licence, languages, files, counts, what was left out, personal data and the leak report."""
    card = (built / "dataset" / "README.md").read_text()
    header = card.split("---\n")[1]

    assert 'license: "apache-2.0"' in header
    assert 'pretty_name: "Bees: a test"' in header
    assert "path: messages/train.jsonl" in header
    for words in ("# Bees: a test", "Made up.", "| handbook | en |", "held out combination", "anonymise 12", "| near | "):  # fmt: skip
        assert words in card


def test_metrics_hold_no_text_of_the_data(built: Path) -> None:
    """Git keeps them."""
    report = (built / "report.json").read_text()

    assert "section" not in report
    assert "PERSON" not in report
    assert VERA not in report


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_input_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    """Every file of the folder, and the report."""
    make_dataset(params(**FULL), world(tmp_path), tmp_path / "dataset", tmp_path / "report.json")

    assert files(built / "dataset") == files(tmp_path / "dataset")
    assert (built / "report.json").read_bytes() == (tmp_path / "report.json").read_bytes()


def test_the_order_of_inputs_changes_only_the_order_of_outputs(built: Path, tmp_path: Path) -> None:
    """The same samples, the same groups, the same metrics."""
    inputs = world(tmp_path, shuffled=True)
    make_dataset(params(**FULL), inputs, tmp_path / "dataset", tmp_path / "report.json")

    for name in ("train", "eval", "test", "contrast", "groups", "withheld"):
        one, other = (folder / "dataset" / f"{name}.jsonl" for folder in (built, tmp_path))
        assert sorted(one.read_bytes().splitlines()) == sorted(other.read_bytes().splitlines())
    assert (built / "report.json").read_bytes() == (tmp_path / "report.json").read_bytes()


def test_tuning_never_changes_what_is_tested(built: Path, tmp_path: Path) -> None:
    """Other thresholds and shares of training leave test.jsonl and groups.jsonl byte-equal."""
    tuned = {**FULL, "min_score": 8, "unscored": "drop", "shares": {"chats": 0.5}}
    make_dataset(params(**tuned), world(tmp_path), tmp_path / "dataset", tmp_path / "report.json")

    for name in ("test.jsonl", "contrast.jsonl", "groups.jsonl"):
        one, other = (folder / "dataset" / name for folder in (built, tmp_path))
        assert one.read_bytes() == other.read_bytes()
    assert len(read(tmp_path / "dataset", "train")) < len(read(built / "dataset", "train"))


LEAKY = {"keys": ["group", "answer", "near", "prompt"], "min_words": 3, "near_jaccard": 0.4}
FILLING = [sample(f"q{i}", f"a{i}", collection="filling", group=str(i)) for i in range(60)]
"""Enough components of their own for every split, so that each example is built to the end."""


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(worlds(), st.integers(0, 5))
def test_no_leak_key_crosses_splits_whatever_the_data(
    tmp_path_factory: pytest.TempPathFactory,
    made: tuple[list[Sample], list[Chunk]],
    seed: int,
) -> None:
    """The stage proves it itself; here the proof is repeated, and the counts hold."""
    folder = tmp_path_factory.mktemp("any")
    chosen: BuildParams = params(
        seed=seed, leaks={"default": LEAKY}, max_component_share=1, split={"eval": 0.3, "test": 0.3}
    )
    inputs = write_inputs(folder, samples=[*FILLING, *made[0]], chunks=made[1])

    make_dataset(chosen, inputs, folder / "dataset", folder / "report.json")

    found = find_leaks(folder / "dataset", made[1], (), chosen)
    assert not any(leak.crossing for leak in found.values())
    counts = json.loads((folder / "report.json").read_text())["samples"]
    assert counts["read"] == counts["kept"] + sum(counts["dropped"].values())
    assert counts["read"] == len(FILLING) + len(made[0])


def test_nothing_to_learn_from_is_refused(tmp_path: Path) -> None:
    """No input, or rows of which every one is bad: then the reason is said."""
    none = Inputs(None, None, None, None, None, None)
    with pytest.raises(SetupError, match="no samples: no conversation"):
        make_dataset(params(), none, tmp_path / "d", tmp_path / "r.json")
    blank = write_inputs(tmp_path, rows=[row({"part": "", "finding": "x", "diagnosis": "y"})])
    with pytest.raises(SetupError, match=r"1 of 1 rows were dropped \(1 blank_cell\)"):
        make_dataset(params(rows=TABLE), blank, tmp_path / "d", tmp_path / "r.json")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, r"left out were 3 of 3 replies \(2 only_links, 1 unseen_prompt\)\. build\.chats says"),
        (
            {"chats": {"links": "keep"}, "shares": {"chats": 0}, "split": {"test": 0}},
            r"replies \(1 unseen_prompt\), 2 of 2 samples \(2 over_share\)\. .*build\.shares",
        ),
        ({"chats": {"collections": []}}, "neither .* names these rows: 2 of inspections"),
    ],
)
def test_a_dataset_of_nothing_says_what_was_left_out(
    tmp_path: Path, values: dict[str, Any], told: str
) -> None:
    """By reason: whoever is told that nothing was usable looks in the wrong place."""
    chats = [
        chat(("PERSON-1", "look"), (VERA, f"https://example.com/{n}"), name=str(n))
        for n in range(2)
    ]
    chats.append(chat(("PERSON-1", "", "media"), (VERA, "lovely"), name="picture"))
    rows = [row({"part": str(n)}) for n in range(2)]
    inputs = write_inputs(tmp_path, conversations=chats, rows=rows)

    with pytest.raises(SetupError, match=f"no samples: .*{told}"):
        make_dataset(params(**values), inputs, tmp_path / "d", tmp_path / "r.json")


def test_a_dataset_too_small_says_what_was_left_out(tmp_path: Path) -> None:
    """There would be enough, were it not for the links."""
    chats = [
        chat(("PERSON-1", f"what of {n}"), (VERA, f"https://example.com/{n}" if n else "so it is"),
             name=str(n))
        for n in range(40)
    ]  # fmt: skip
    inputs = write_inputs(tmp_path, conversations=chats)

    with pytest.raises(SetupError, match=r"Left out before were 39 of 40 replies \(39 only_links"):
        make_dataset(params(), inputs, tmp_path / "d", tmp_path / "r.json")


def test_a_persona_who_never_writes_is_refused(tmp_path: Path) -> None:
    """Most often an alias is missing; one chat without her is counted only."""
    silent = chat(("PERSON-1", "a"), ("PERSON-2", "b"), name="silent")
    inputs = write_inputs(tmp_path, conversations=[silent])
    with pytest.raises(
        SetupError, match=r"writes in none of the 1 conversations.*they have.*aliases"
    ):
        make_dataset(params(), inputs, tmp_path / "d", tmp_path / "r.json")
    rng = random.Random(1)
    chats = [
        chat(("PERSON-1", some_words(rng, 6)), (VERA, some_words(rng, 6)), name=f"c{number}")
        for number in range(60)
    ]
    inputs = write_inputs(tmp_path, conversations=[silent, *chats])
    make_dataset(params(), inputs, tmp_path / "d", tmp_path / "r.json")
    report = json.loads((tmp_path / "r.json").read_text())
    assert {"no_persona": 1} == report["conversations"]["dropped"]


def test_a_bare_dataset_has_a_card_too(tmp_path: Path) -> None:
    """No format, no eval split, no language, no title of a person; the card names its files."""
    samples = [
        sample(f"q{i}", f"a{i}", group=str(i), language="und", kind="list") for i in range(40)
    ]
    chosen = params(formats=[], split={"eval": 0})
    make_dataset(
        chosen, write_inputs(tmp_path, samples=samples), tmp_path / "d", tmp_path / "r.json"
    )

    card = (tmp_path / "d" / "README.md").read_text()
    assert "path: train.jsonl" in card
    assert "split: eval" not in card
    assert "language:" not in card
    assert "Kinds: list 40." in card
    assert [] == read(tmp_path / "d", "eval")
    assert not (tmp_path / "d" / "messages").exists()
