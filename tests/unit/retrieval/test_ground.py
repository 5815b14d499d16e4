from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.stages import ROOT, stage_function
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import Membership, Withheld
from understudy.core.records import Chunk, Retrieval, Sample, Turn
from understudy.core.tally import Tally
from understudy.model import Prompt, write_prompt
from understudy.retrieval import EMBEDDERS, GroundParams, IndexParams, building, ground, index
from understudy.retrieval.ground import copies_answer

PARAMS = IndexParams.model_validate({"embedder": {"engine": "hashed"}})
WORDS = ["wax", "hive", "smoke", "рой", "frame"]
SPLITS = ("train", "eval", "test")


def passage(number: int, *, row: bool, group: str, text: str) -> Chunk:
    collection = "rows" if row else "book"
    return Chunk(
        id=f"chunk-{number:03}", parent=f"{'row' if row else 'document'}-{number}",
        collection=collection, ordinal=0, start=0, end=len(text), text=text, keys=(text,),
        language="en", group=group,
    )  # fmt: skip


def asked(number: int, collection: str, group: str, text: str, answer: str = "so") -> Sample:
    return Sample(
        id=f"sample-{number:03}",
        turns=(Turn(role="user", content=text), Turn(role="assistant", content=answer)),
        targets=(1,),
        language="en",
        collection=collection,
        group=group,
    )


def world(
    folder: Path,
    groups: list[str],
    *,
    answer: str = "so",
    withheld: tuple[Withheld, ...] = (),
    shared: bool = False,
) -> None:
    """Write a dataset and an index: a section, a row, a question and a row sample a group.

    With ``shared``, groups of one split are one component two by two, as rows with one prompt are.
    """
    members, chunks = [], []
    samples: dict[str, list[Sample]] = {split: [] for split in SPLITS}
    for number, split in enumerate(groups):
        text = f"{WORDS[number % 5]} {WORDS[number % 3]}"
        for collection in ("book", "rows"):
            name = f"{collection} {number}"
            component = f"{split} {number // 2}" if shared else name
            members.append(
                Membership(collection=collection, group=name, component=component, split=split)
            )
            row = collection == "rows"
            place = 2 * number + row
            chunks.append(passage(place, row=row, group=name, text=f"{text} {place}"))
            samples[split].append(asked(place, collection, name, text, answer))
    embedder = EMBEDDERS["hashed"](PARAMS.embedder)
    vectors = [(place, embedder.encode(chunk.text)) for place, chunk in enumerate(chunks)]
    index.write(folder / "index", PARAMS, chunks, vectors, embedder.identity)
    jsonl.write(folder / "data/groups.jsonl", members)
    for split in SPLITS:
        jsonl.write(folder / f"data/{split}.jsonl", samples[split])
    jsonl.write(folder / "data/withheld.jsonl", withheld)
    write_prompt(folder / "data/prompt.json", Prompt(system={"en": "Answer."}))


def grounded(folder: Path, **changes: object) -> dict:
    params = GroundParams.model_validate(
        {"sources": {"book": ["book"], "rows": ["rows", "book"]}, "top_k": 4, **changes}
    )
    tally = Tally(limit=0, rejects=folder / "out/rejects.jsonl")
    counts = ground(params, folder / "data", folder / "index", folder / "out", tally)
    tally.write(folder / "report.json", **counts)
    return counts


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "cache"))


@given(st.lists(st.sampled_from(SPLITS), min_size=1, max_size=8), st.booleans())
def test_no_sample_sees_what_it_must_not(
    tmp_path_factory: pytest.TempPathFactory, groups: list[str], shared: bool
) -> None:
    """Whatever the split: train sees only train, rows only of train, never of the own component."""
    folder = tmp_path_factory.mktemp("ground")
    world(folder, groups, shared=shared)
    component_of = {
        one.group: one.component for one in jsonl.read(folder / "data/groups.jsonl", Membership)
    }

    report = grounded(folder)["leaks"]

    assert {0} == {count for rules in report.values() for count in rules.values()}
    split_of = {f"{kind} {i}": split for i, split in enumerate(groups) for kind in ("book", "rows")}
    chunks = {chunk.id: chunk for chunk in jsonl.read(folder / "index/chunks.jsonl", Chunk)}
    samples = {
        sample.id: (split, sample)
        for split in SPLITS
        for sample in jsonl.read(folder / f"data/{split}.jsonl", Sample)
    }
    retrievals = list(jsonl.read(folder / "out/hits.jsonl", Retrieval))
    assert len(retrievals) == 2 * len(groups)
    for retrieval in retrievals:
        split, sample = samples[retrieval.sample]
        for hit in retrieval.hits:
            chunk = chunks[hit.chunk]
            if split == "train":
                assert split_of[chunk.group] == "train"
            if chunk.is_row:
                assert split_of[chunk.group] == "train"
                assert component_of[chunk.group] != component_of[sample.group]
            assert (
                chunk.collection in {"book": ["book"], "rows": ["rows", "book"]}[sample.collection]
            )


def test_a_held_out_question_finds_its_own_section(tmp_path: Path) -> None:
    """Test is grounded as in use: a document's passage that is the evidence is meant to be found."""
    world(tmp_path, ["train", "test"])
    grounded(tmp_path, in_prompt=1)

    hits = {one.sample: one.hits for one in jsonl.read(tmp_path / "out/hits.jsonl", Retrieval)}
    assert hits["sample-002"][0].chunk == "chunk-002"
    user = next(jsonl.read(tmp_path / "out/retrieved/test.jsonl", Sample)).turns[1].content
    assert user == "[1] hive hive 2\n\nhive hive"
    bare = next(jsonl.read(tmp_path / "out/none/test.jsonl", Sample))
    assert ["Answer.", "hive hive", "so"] == [turn.content for turn in bare.turns]


def test_a_collection_without_sources_is_the_same_twice(tmp_path: Path) -> None:
    """Chats get no passages."""
    world(tmp_path, ["train", "test"])
    grounded(tmp_path, sources={"book": ["book"]})

    none, retrieved = (
        [
            s
            for s in jsonl.read(tmp_path / f"out/{form}/train.jsonl", Sample)
            if s.collection == "rows"
        ]
        for form in ("none", "retrieved")
    )
    assert none == retrieved
    assert len(none) == 1


def test_a_quotation_of_the_answer_can_be_withheld(tmp_path: Path) -> None:
    """Eight words of the answer in a row, whatever their inflection or case."""
    answer = "Wax wax wax wax hives hives hives hives 4."
    sample = asked(0, "book", "g", "x", answer)
    copy = passage(1, row=False, group="h", text="so: wax wax wax wax hive hive hive HIVE 4 is it")
    assert copies_answer(copy, sample)
    assert not copies_answer(copy, asked(0, "book", "g", "x", "wax wax wax wax hive hive hive"))

    world(tmp_path, ["train", "train"], answer="wax wax 0 and four further words of one answer")
    grounded(tmp_path, no_copy=["book"])
    assert len(list(jsonl.read(tmp_path / "out/hits.jsonl", Retrieval))) == 4


def test_withheld_passages_make_room_for_others(tmp_path: Path) -> None:
    """The search goes on until enough passages without the answer are found."""
    quote = "one two three four five six seven eight"
    world(tmp_path, ["train"] * 4, answer=quote)
    chunks = [
        passage(2 * i, row=False, group=f"book {i}", text=f"wax {quote}" if i < 2 else f"wax {i}")
        for i in range(4)
    ]
    embedder = EMBEDDERS["hashed"](PARAMS.embedder)
    vectors = [(i, embedder.encode(chunk.text)) for i, chunk in enumerate(chunks)]
    index.write(tmp_path / "index", PARAMS, chunks, vectors, embedder.identity)

    report = grounded(tmp_path, no_copy=["book"], sources={"book": ["book"]}, top_k=2, in_prompt=2)

    found = next(jsonl.read(tmp_path / "out/hits.jsonl", Retrieval)).hits
    assert {"chunk-004", "chunk-006"} == {hit.chunk for hit in found}
    assert report["leaks"]["train"]["copied_answer"] == 0


def test_the_report_sees_a_leak_that_was_written(tmp_path: Path) -> None:
    """The proof reads the files: a retrieval edited to leak fails the check by name."""
    world(tmp_path, ["train", "test"])
    grounded(tmp_path)
    hits = list(jsonl.read(tmp_path / "out/hits.jsonl", Retrieval))
    forged = [
        one.model_copy(update={"hits": (one.hits[0].model_copy(update={"chunk": "chunk-003"}),)})
        for one in hits
    ]
    jsonl.write(tmp_path / "out/hits.jsonl", forged)

    params = GroundParams(sources={"book": ("book",)}, top_k=4)
    with pytest.raises(SetupError, match="2 held_out_in_train in train.*own_row in test"):
        building.check(params, tmp_path / "data", tmp_path / "index", tmp_path / "out")


@pytest.mark.parametrize("split", SPLITS)
def test_the_report_sees_a_row_of_the_own_component(tmp_path: Path, split: str) -> None:
    """Another row with the same prompt states the same answer."""
    world(tmp_path, [split, split, "train"], shared=True)
    grounded(tmp_path)
    hits = {one.sample: one for one in jsonl.read(tmp_path / "out/hits.jsonl", Retrieval)}
    own = hits["sample-001"]
    assert "chunk-003" not in {hit.chunk for hit in own.hits}
    forged = own.hits[0].model_copy(update={"chunk": "chunk-003"})
    hits["sample-001"] = own.model_copy(update={"hits": (forged,)})
    jsonl.write(tmp_path / "out/hits.jsonl", hits.values())

    with pytest.raises(SetupError, match=f"passages leak: 1 own_row in {split}"):
        building.check(GroundParams(), tmp_path / "data", tmp_path / "index", tmp_path / "out")


def test_a_grounded_dataset_says_what_it_was_made_from(tmp_path: Path) -> None:
    """Samples and passages by hash, the parameters in force, the counts."""
    world(tmp_path, ["train", "test"])
    params = GroundParams(sources={"book": ("book",)})
    made = [tmp_path / name for name in ("data", "index", "out", "report.json")]
    stage_function(ROOT / "stages" / "ground.py")(params, *made)
    manifest = jsonl.read_json(tmp_path / "out/manifest.json")

    read = {split: tmp_path / f"data/{split}.jsonl" for split in SPLITS}
    read["passages"] = tmp_path / "index/chunks.jsonl"
    assert {name: jsonl.sha256(path) for name, path in read.items()} == {
        name: manifest["inputs"][name]["sha256"] for name in read
    }
    assert ("ground", params.model_dump(mode="json")) == (manifest["stage"], manifest["params"])
    assert 2 == manifest["counts"]["samples"]["kept"]


def test_a_source_that_there_is_not_is_named(tmp_path: Path) -> None:
    """With what there is."""
    world(tmp_path, ["train"])

    with pytest.raises(SetupError, match="no passages come from 'boook'. Coll.*: book, rows"):
        grounded(tmp_path, sources={"book": ["boook"]})


@pytest.mark.parametrize("changes", [{"sources": {"boook": ["book"]}}, {"no_copy": ["boook"]}])
def test_a_collection_of_samples_that_there_is_not_is_named(tmp_path: Path, changes: dict) -> None:
    """A typing error would ground nothing, and nobody would know."""
    world(tmp_path, ["train"])

    with pytest.raises(SetupError, match="unknown collection 'boook'. Did you mean book"):
        grounded(tmp_path, **changes)


def test_a_withheld_row_is_nobodys_passage(tmp_path: Path) -> None:
    """A combination that training must not know is not shown as an example either."""
    world(tmp_path, ["train", "train"], withheld=(Withheld(collection="rows", row="row-3"),))
    grounded(tmp_path)

    found = {
        hit.chunk for one in jsonl.read(tmp_path / "out/hits.jsonl", Retrieval) for hit in one.hits
    }
    assert {"chunk-000", "chunk-001", "chunk-002"} == found


def test_files_of_different_runs_are_refused(tmp_path: Path) -> None:
    """A passage whose group nobody knows could be anybody's test set."""
    world(tmp_path, ["train"])
    jsonl.write(tmp_path / "data/groups.jsonl", [])

    with pytest.raises(SetupError, match="not in groups.jsonl"):
        grounded(tmp_path)

    world(tmp_path, ["train"])
    jsonl.write(tmp_path / "data/test.jsonl", [asked(9, "book", "a later group", "wax")])
    with pytest.raises(SetupError, match="sample-009.* not in groups.jsonl"):
        grounded(tmp_path)


def test_the_prompt_holds_only_what_was_retrieved() -> None:
    """Both values are named."""
    with pytest.raises(ValueError, match=r"in_prompt \(9\) cannot exceed top_k \(2\)"):
        GroundParams(top_k=2, in_prompt=9)


def test_one_new_passage_costs_one_vector(tmp_path: Path) -> None:
    """The index is written whole, from cached vectors and one new."""
    chunks = [passage(i, row=False, group="g", text=f"wax {i}") for i in range(5)]
    for count in (4, 5):
        jsonl.write(tmp_path / "chunks.jsonl", chunks[:count])
        tally = Tally(limit=0, rejects=tmp_path / "rejects.jsonl")
        built = building.build_index(
            PARAMS, tmp_path / "chunks.jsonl", tmp_path / str(count), tally
        )

    from understudy.core import runs

    assert built == {"passages": {"book": 5}, "vectors": 5}
    assert runs.noted()["embed_cache"] == {"hits": 4, "misses": 1}
    assert np.array(index.load(tmp_path / "5").owners).tolist() == [0, 1, 2, 3, 4]
