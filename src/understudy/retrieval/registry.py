"""Embedders and vector indexes by name."""

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from understudy.core.registry import Registry
from understudy.retrieval.params import EmbedderParams

Vector = NDArray[np.float32]


class Embedder(Protocol):
    """Turns one text into one vector; the vector does not depend on other texts."""

    identity: dict[str, Any]
    """What makes the vectors what they are: model, revision or hash, size, pooling."""

    def encode(self, text: str) -> Vector:
        """Return a vector of length 1."""
        ...


class VectorIndex(Protocol):
    """Finds the vectors nearest to one."""

    def search(
        self, query: Vector, count: int, allowed: NDArray[np.bool_]
    ) -> list[tuple[int, float]]:
        """Return (row, cosine) of the nearest allowed rows, best first, ties by row.

        Args:
            query: A vector of length 1.
            count: How many at most.
            allowed: One flag a row; the others are not looked at.
        """
        ...

    def to_bytes(self) -> bytes:
        """Return the index as bytes, the same for the same vectors."""
        ...


class IndexType(Protocol):
    """Makes and reads indexes of one type."""

    def build(self, vectors: NDArray[np.float32]) -> VectorIndex:
        """Index an array of shape (rows, dimensions)."""
        ...

    def from_bytes(self, data: bytes) -> VectorIndex:
        """Read what ``to_bytes`` wrote."""
        ...


EMBEDDERS: Registry[Callable[[EmbedderParams], Embedder]] = Registry(
    "embedder", "understudy.retrieval.embedders"
)
INDEXES: Registry[IndexType] = Registry("index type", "understudy.retrieval.indexes")
