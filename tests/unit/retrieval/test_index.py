import math
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Chunk
from understudy.core.tally import Tally
from understudy.retrieval import EMBEDDERS, INDEXES, IndexParams, build_index, embedding, index
from understudy.retrieval.fusion import fuse
from understudy.retrieval.lexical import Lexical
from understudy.retrieval.params import EmbedderParams
from understudy.retrieval.terms import phrases, terms

HASHED = IndexParams.model_validate({"embedder": {"engine": "hashed"}})
TEXTS = ["bees winter in a cluster", "honey is spun in July", "рой сидит на ветке", "дымарь и вода"]


def passage(number: int, text: str, collection: str = "book", keys: tuple[str, ...] = ()) -> Chunk:
    return Chunk(
        id=f"chunk-{number:03}", parent="document-1", collection=collection, ordinal=number,
        start=0, end=len(text), text=text, keys=keys or (text,),
        language="ru" if set(text) & set("абвгдежзиклмно") else "en", group=f"section {number}",
    )  # fmt: skip


def built(folder: Path, chunks: list[Chunk], params: IndexParams = HASHED) -> index.Index:
    embedder = EMBEDDERS[params.embedder.engine](params.embedder)
    keys = index.keys_to_embed(params, chunks)
    vectors = [(place, embedder.encode(key)) for place, key in keys]
    index.write(folder, params, chunks, vectors, embedder.identity)
    return index.load(folder)


def find(searched: index.Index, query: str, count: int = 3, mask: list[bool] | None = None):
    vector = EMBEDDERS["hashed"](HASHED.embedder).encode(query)
    allowed = np.array(mask if mask is not None else [True] * len(searched.chunks))
    return searched.search(query, vector, count, allowed)


def test_inflected_words_are_found_in_both_languages(tmp_path: Path) -> None:
    """Stems match where letters differ; ё is е."""
    searched = built(tmp_path, [passage(i, text) for i, text in enumerate(TEXTS)])

    assert find(searched, "where do bees cluster in winters?")[0].chunk == "chunk-000"
    assert find(searched, "Где сидел рой, на какой ветви?")[0].chunk == "chunk-002"
    assert find(searched, "дымарём")[0].chunk == "chunk-003"


@given(st.data())
def test_what_is_not_allowed_takes_no_part(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Masked passages are absent, and the others rank as if the masked did not exist."""
    folder = tmp_path_factory.mktemp("index")
    vocabulary = ["bee", "hive", "мёд", "рой", "wax", "frame"]
    words = st.lists(st.sampled_from(vocabulary), min_size=1, max_size=5)
    texts = [" ".join(data.draw(words)) for _ in range(6)]
    mask = data.draw(st.lists(st.booleans(), min_size=6, max_size=6))
    query = " ".join(data.draw(words))
    searched = built(folder, [passage(i, text) for i, text in enumerate(texts)])

    hits = find(searched, query, 6, mask)

    allowed = {f"chunk-{i:03}" for i in range(6) if mask[i]}
    assert {hit.chunk for hit in hits} <= allowed
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert sum(mask) == len(hits)


def test_flat_ranks_as_plain_numpy_does() -> None:
    """Exact: the same rows in the same order as a sort of all products."""
    generator = np.random.default_rng(1)
    vectors = generator.normal(size=(200, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    allowed = generator.random(200) < 0.5
    found = INDEXES["flat"].from_bytes(INDEXES["flat"].build(vectors).to_bytes())

    rows = [row for row, _ in found.search(vectors[3], 20, allowed)]

    products = np.where(allowed, vectors @ vectors[3], -np.inf)
    assert np.argsort(-products, kind="stable")[:20].tolist() == rows


def bm25(corpus: list[list[str]], query: list[str], k1: float, b: float) -> list[float]:
    """Lucene's variant, written out: log(1 + (N - n + .5) / (n + .5)) * tf / (tf + k1 (...))."""
    mean = sum(map(len, corpus)) / len(corpus)
    scores = []
    for document in corpus:
        counts, score = Counter(document), 0.0
        for term in query:
            holding = sum(term in other for other in corpus)
            idf = math.log(1 + (len(corpus) - holding + 0.5) / (holding + 0.5))
            frequency = counts[term]
            score += idf * frequency / (frequency + k1 * (1 - b + b * len(document) / mean))
        scores.append(score)
    return scores


def test_bm25_agrees_with_its_formula() -> None:
    """Scores of every document, against the formula written out."""
    generator = random.Random(2)
    vocabulary = ["пчела", "рой", "hive", "frame", "wax", "honey", "smoke"]
    texts = [" ".join(generator.choices(vocabulary, k=generator.randint(2, 9))) for _ in range(30)]
    lexical = Lexical.build(texts, k1=1.2, b=0.75)
    everything = np.ones(30, dtype=bool)

    found = dict(lexical.search("hive wax рой", 30, everything))

    corpus = [phrases(terms(text)) for text in texts]
    expected = bm25(corpus, phrases(terms("hive wax рой")), 1.2, 0.75)
    assert {row for row, score in enumerate(expected) if score > 0} == set(found)
    assert all(math.isclose(expected[row], score, rel_tol=1e-5) for row, score in found.items())
    assert lexical.search("nothing known", 5, everything) == []


def test_the_index_is_a_function_of_its_passages(tmp_path: Path) -> None:
    """Two builds write the same bytes, every file of them."""
    chunks = [passage(i, text) for i, text in enumerate(TEXTS)]
    built(tmp_path / "a", chunks)
    built(tmp_path / "b", chunks)

    files = sorted(
        p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*") if p.is_file()
    )
    assert len(files) > 5
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes(), file


WRITE = """
import sys
from pathlib import Path
from understudy.retrieval.lexical import Lexical
Lexical.build(sys.argv[2:], k1=1.2, b=0.75).save(Path(sys.argv[1]))
"""


def test_two_processes_write_the_same_index(tmp_path: Path) -> None:
    """Words are numbered by their order, not by the hash seed of a process."""
    for seed in ("1", "2"):
        command = [sys.executable, "-c", WRITE, str(tmp_path / seed), *TEXTS]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})

    files = sorted(path.name for path in (tmp_path / "1").iterdir())
    assert len(files) > 3
    for name in files:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


def test_a_passage_without_words_is_indexed(tmp_path: Path) -> None:
    """It is never found by its words, and costs the others nothing."""
    searched = built(tmp_path, [passage(0, "—!"), passage(1, "wax")])

    assert [1] == [row for row, _ in searched.lexical.search("wax", 2, np.ones(2, bool))]
    assert [] == searched.lexical.search("?!", 2, np.ones(2, bool))


def test_a_language_that_the_embedder_does_not_know_is_found_by_words(tmp_path: Path) -> None:
    """English-only vectors do not distort Russian; its hits have no similarity."""
    params = IndexParams.model_validate({"embedder": {"engine": "hashed", "languages": ["en"]}})
    searched = built(tmp_path, [passage(i, text) for i, text in enumerate(TEXTS)], params)

    hits = searched.search("рой на ветке", None, 2, np.ones(4, dtype=bool))

    assert [("chunk-002", None)] == [(hit.chunk, hit.similarity) for hit in hits]
    assert searched.embeds("en", ["book"])
    assert not searched.embeds("ru", ["book"])


def test_a_collection_without_vectors_is_found_by_words(tmp_path: Path) -> None:
    """Rows of a table need no embedder; a query that only meets them needs no vector."""
    params = IndexParams.model_validate({"embedder": {"engine": "hashed", "collections": ["book"]}})
    searched = built(tmp_path, [passage(0, "wax", "rows"), passage(1, "wax", "book")], params)

    assert [1] == searched.owners.tolist()
    assert searched.embeds("en", ["rows", "book"])
    assert not searched.embeds("en", ["rows"])


def test_the_best_of_several_keys_counts(tmp_path: Path) -> None:
    """A passage with a question among its keys is found by it."""
    chunks = [
        passage(0, "text about wax", keys=("text about wax", "how do I melt candles?")),
        passage(1, "melting snow", keys=("melting snow",)),
    ]

    hit = find(built(tmp_path, chunks), "how do I melt candles?")[0]

    assert hit.chunk == "chunk-000"
    assert hit.similarity == pytest.approx(1)


def test_a_word_is_one_term_in_every_script() -> None:
    """Marks belong to their letters: vowels of Hindi are marks, and other words without them."""
    assert ["मधुमक्खी", "हिन्दी"] == terms("मधुमक्खी, हिन्दी।")
    assert terms("कि") != terms("का")
    assert ["ул"] == terms("❤️ Улей ❤️")


LIBRARIES = ("sentence-transformers", "transformers", "tokenizers", "torch", "numpy")


@pytest.mark.parametrize("library", LIBRARIES)
def test_vectors_of_another_library_are_other_vectors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    """Whatever lies between a text and its vector: an upgrade finds nothing in the cache."""

    def key() -> bytes:
        embedding._own_code.cache_clear()  # of this process, whose packages do not change
        with embedding.open_cache(HASHED.embedder) as cache:
            return cache.key(b"wax")

    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "items"))
    before = key()
    assert before == key()
    about = tmp_path / f"{library.replace('-', '_')}-99.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {library}\nVersion: 99\n")
    with monkeypatch.context() as upgraded:
        upgraded.syspath_prepend(tmp_path)
        assert before != key()
    assert before == key()


def test_an_index_of_nothing_finds_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Who brings chats alone has no documents, and the other stages go on."""
    chunks = tmp_path / "chunks.jsonl"
    jsonl.write(chunks, [])
    counts = build_index(
        HASHED,
        chunks,
        tmp_path / "index",
        Tally("index", limit=1, rejects=tmp_path / "rejects.jsonl"),
    )
    searched = index.load(tmp_path / "index")

    assert {"passages": {}, "vectors": 0} == counts
    assert "chunks.jsonl has no passages: the index is empty" in caplog.text
    assert () == find(searched, "where do bees winter?")


def test_another_version_or_embedder_is_refused(tmp_path: Path) -> None:
    """Vectors of two models do not compare."""
    built(tmp_path, [passage(0, "wax")])
    assert index.embedder_of(tmp_path).identity["engine"] == "hashed"
    card = jsonl.read_json(tmp_path / "index.json")

    jsonl.write_json(tmp_path / "index.json", {**card, "embedder": {"engine": "other"}})
    with pytest.raises(SetupError, match="made by another embedder .* run `dvc repro index`"):
        index.embedder_of(tmp_path)

    jsonl.write_json(tmp_path / "index.json", {**card, "terms": -1})
    with pytest.raises(SetupError, match="made by another version"):
        index.load(tmp_path)


def test_fusion_adds_weighted_scores() -> None:
    """Ties by id; a weight of 0 leaves a search's order out."""
    assert fuse([({"a": 0.9, "b": 0.5}, 1.0), ({"b": 1.0}, 1.0)]) == ["b", "a"]
    assert fuse([({"b": 0.5}, 1.0), ({"a": 0.5}, 1.0)]) == ["a", "b"]
    assert fuse([({"b": 0.5}, 1.0), ({"a": 0.9}, 0.0)]) == ["b", "a"]


def test_a_quoted_phrase_beats_its_scattered_words(tmp_path: Path) -> None:
    """Pairs of stems are terms of their own."""
    texts = ["frames of nine bees", "bees of nine frames"]
    searched = built(tmp_path, [passage(i, text) for i, text in enumerate(texts)])
    assert [1, 0] == [row for row, _ in searched.lexical.search("nine frames", 2, np.ones(2, bool))]


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"engine": "hub"}, "needs a model"),
        ({"engine": "hub", "name": "intfloat/multilingual-e5-small"}, "needs the commit"),
    ],
)
def test_a_hub_model_is_pinned(params: dict, message: str) -> None:
    """An index that cannot be made again is no result."""
    with pytest.raises(SetupError, match=message):
        EMBEDDERS["hub"](EmbedderParams.model_validate(params))


def test_a_model_that_cannot_be_loaded_names_the_command(tmp_path: Path) -> None:
    """One message with the remedy: a folder is looked at, a hub's model is fetched as pinned."""
    (tmp_path / "config.json").write_text("{}")
    embedder = EMBEDDERS["hub"](EmbedderParams(engine="hub", name=str(tmp_path)))
    with pytest.raises(SetupError, match="cannot load .* a folder of a sentence-transformers"):
        embedder.encode("x")

    pinned = EmbedderParams(engine="hub", name="nobody/no-such-model", revision="abc")
    with pytest.raises(SetupError, match="hf download nobody/no-such-model --revision abc"):
        EMBEDDERS["hub"](pinned).encode("x")


def test_a_collection_that_gets_vectors_is_there(tmp_path: Path) -> None:
    """A typing error would leave it to its words alone, and nobody would know."""
    jsonl.write(tmp_path / "chunks.jsonl", [passage(0, "wax")])
    params = IndexParams.model_validate(
        {"embedder": {"engine": "hashed", "collections": ["boook"]}}
    )
    tally = Tally(limit=0, rejects=tmp_path / "rejects.jsonl")

    with pytest.raises(SetupError, match="collections: unknown collection 'boook'. Did you mean b"):
        build_index(params, tmp_path / "chunks.jsonl", tmp_path / "index", tally)


def test_both_searches_cannot_be_off() -> None:
    """The message names both weights."""
    with pytest.raises(ValueError, match="dense and lexical cannot both be 0"):
        IndexParams.model_validate({"weights": {"dense": 0, "lexical": 0}})


def test_minilm_is_english_and_needs_no_hub() -> None:
    """The packaged weights: like meanings are near, the vector has length 1."""
    embedder = EMBEDDERS["minilm"](EmbedderParams())
    bee, insect, tax = map(embedder.encode, ["a bee hive", "the house of honey bees", "income tax"])

    assert bee.shape == (384,)
    assert np.linalg.norm(bee) == pytest.approx(1, abs=1e-5)
    assert bee @ insect > bee @ tax + 0.2
    assert len(embedder.identity["revision"]) == 64
