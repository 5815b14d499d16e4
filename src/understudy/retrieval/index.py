"""The search index: vectors of keys and words of passages, fused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Chunk, Hit
from understudy.retrieval import terms
from understudy.retrieval.fusion import fuse
from understudy.retrieval.lexical import Lexical
from understudy.retrieval.params import IndexParams
from understudy.retrieval.registry import EMBEDDERS, INDEXES, Embedder, Vector, VectorIndex

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Index:
    """Passages that can be searched."""

    chunks: list[Chunk]
    params: IndexParams
    vectors: VectorIndex | None
    """None when no key has a vector (its language is not the embedder's)."""
    owners: NDArray[np.int64]
    """Position in ``chunks`` of each vector's key."""
    lexical: Lexical

    def embeds(self, language: str, collections: Iterable[str]) -> bool:
        """Tell whether a query in a language can meet vectors in some collections."""
        return any(embeds(self.params, language, collection) for collection in collections)

    def search(
        self, query: str, vector: Vector | None, count: int, allowed: NDArray[np.bool_]
    ) -> tuple[Hit, ...]:
        """Return the best allowed passages.

        Args:
            query: The question, without an embedder's prefix.
            vector: Its vector, or None to search by words alone.
            count: How many at most.
            allowed: One flag a passage; the others take no part in any ranking.

        Returns:
            Hits in rank order. ``similarity`` is the cosine to the passage's nearest key, None
            where there is no vector to compare.
        """
        ranked = self.lexical.search(query, len(self.chunks), allowed)
        top = ranked[0][1] if ranked else 1.0
        words = {self.chunks[row].id: score / top for row, score in ranked}
        similarities = self._nearest(vector, allowed)
        weights = self.params.weights
        best = fuse([(similarities, weights.dense), (words, weights.lexical)])
        return tuple(
            Hit(chunk=name, rank=rank, similarity=similarities.get(name))
            for rank, name in enumerate(best[:count], 1)
        )

    def _nearest(self, vector: Vector | None, allowed: NDArray[np.bool_]) -> dict[str, float]:
        """Return the cosine of every allowed passage that has a vector: the best of its keys."""
        if vector is None or self.vectors is None:
            return {}
        mask = allowed[self.owners]
        if not mask.any():
            return {}
        best: dict[str, float] = {}
        for row, similarity in self.vectors.search(vector, int(mask.sum()), mask):
            best.setdefault(self.chunks[int(self.owners[row])].id, round(similarity, 6))
        return best


def embeds(params: IndexParams, language: str, collection: str) -> bool:
    """Tell whether the passages of a collection in a language get vectors."""
    languages, collections = params.embedder.languages, params.embedder.collections
    return (languages is None or language in languages) and (
        collections is None or collection in collections
    )


def keys_to_embed(params: IndexParams, chunks: Sequence[Chunk]) -> list[tuple[int, str]]:
    """Return (position of the passage, key) for every key that gets a vector."""
    return [
        (place, key)
        for place, chunk in enumerate(chunks)
        if embeds(params, chunk.language, chunk.collection)
        for key in chunk.keys
    ]


def write(
    folder: Path,
    params: IndexParams,
    chunks: Sequence[Chunk],
    vectors: Sequence[tuple[int, Vector]],
    identity: dict[str, Any],
) -> None:
    """Write an index.

    Args:
        folder: Where to.
        params: Section ``index``; search follows it, so it is stored.
        chunks: The passages.
        vectors: (position of the passage, vector) of every embedded key.
        identity: The embedder's.
    """
    texts = ["\n".join(chunk.keys) for chunk in chunks] or [""]  # bm25s cannot count nothing
    lexical = Lexical.build(texts, k1=params.bm25_k1, b=params.bm25_b)
    lexical.save(folder / "bm25")
    if vectors:
        table = np.stack([vector for _, vector in vectors])
        with jsonl.atomic(folder / "vectors.faiss") as file:
            file.write(INDEXES[params.vectors].build(table).to_bytes())
    jsonl.write_json(folder / "owners.json", [place for place, _ in vectors])
    jsonl.write(folder / "chunks.jsonl", chunks)
    jsonl.write_json(
        folder / "index.json",
        {
            "format": FORMAT,
            "terms": terms.VERSION,
            "embedder": identity,
            "params": params.model_dump(mode="json"),
            "chunks": len(chunks),
            "vectors": len(vectors),
        },
    )


def load(folder: Path) -> Index:
    """Read an index.

    Raises:
        SetupError: It was written by another version.
    """
    card = jsonl.read_json(folder / "index.json")
    if (card["format"], card["terms"]) != (FORMAT, terms.VERSION):
        raise SetupError(f"{folder} was made by another version: run `dvc repro index`")
    params = IndexParams.model_validate(card["params"])
    file = folder / "vectors.faiss"
    return Index(
        chunks=list(jsonl.read(folder / "chunks.jsonl", Chunk)),
        params=params,
        vectors=INDEXES[params.vectors].from_bytes(file.read_bytes()) if file.exists() else None,
        owners=np.asarray(jsonl.read_json(folder / "owners.json"), dtype=np.int64),
        lexical=Lexical.load(folder / "bm25"),
    )


def embedder_of(folder: Path) -> Embedder:
    """Return the embedder that an index was made with.

    Raises:
        SetupError: What is installed now makes other vectors.
    """
    card = jsonl.read_json(folder / "index.json")
    params = IndexParams.model_validate(card["params"])
    embedder = EMBEDDERS[params.embedder.engine](params.embedder)
    if embedder.identity != card["embedder"]:
        raise SetupError(
            f"{folder} was made by another embedder ({card['embedder']}) than the one installed "
            f"({embedder.identity}): run `dvc repro index`"
        )
    return embedder
