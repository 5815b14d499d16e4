from typing import Any

import numpy as np
from numpy.typing import NDArray

from understudy.retrieval.registry import INDEXES, Vector


class FlatIndex:
    """Exact inner product over all rows."""

    def __init__(self, index: Any) -> None:
        self._index = index

    def search(
        self, query: Vector, count: int, allowed: NDArray[np.bool_]
    ) -> list[tuple[int, float]]:
        """Return (row, cosine) of the nearest allowed rows, best first, ties by row."""
        import faiss

        selector = faiss.IDSelectorBatch(np.flatnonzero(allowed).astype(np.int64))
        similarities, rows = self._index.search(
            query[None, :], min(count, max(1, int(allowed.sum()))),
            params=faiss.SearchParameters(sel=selector),  # type: ignore[call-arg]  # SWIG sets fields
        )  # fmt: skip
        found = [
            (int(row), float(similarity))
            for row, similarity in zip(rows[0], similarities[0], strict=True)
            if row >= 0
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def to_bytes(self) -> bytes:
        """Return FAISS's own serialisation."""
        import faiss

        return bytes(faiss.serialize_index(self._index).tobytes())


class Flat:
    """Exact search through all vectors, `faiss.IndexFlatIP`: quick up to some 200,000 of them."""

    def build(self, vectors: NDArray[np.float32]) -> FlatIndex:
        """Index an array of shape (rows, dimensions)."""
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return FlatIndex(index)

    def from_bytes(self, data: bytes) -> FlatIndex:
        """Read what ``to_bytes`` wrote."""
        import faiss

        return FlatIndex(faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8)))


INDEXES.register("flat")(Flat())
