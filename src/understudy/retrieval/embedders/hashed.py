import hashlib
from typing import Any

import numpy as np

from understudy.retrieval.params import EmbedderParams
from understudy.retrieval.registry import EMBEDDERS, Vector
from understudy.retrieval.terms import terms


@EMBEDDERS.register("hashed")
def hashed(params: EmbedderParams) -> "HashedEncoder":
    """Stems and their character trigrams, hashed: no weights, every language, crude."""
    return HashedEncoder(params)


class HashedEncoder:
    """Adds up signed hashes of features.

    References:
        Weinberger et al., Feature Hashing for Large Scale Multitask Learning, ICML 2009.
    """

    dimensions = 512

    def __init__(self, params: EmbedderParams) -> None:
        self.identity: dict[str, Any] = {
            "engine": params.engine,
            "version": 1,
            "dimensions": self.dimensions,
        }

    def encode(self, text: str) -> Vector:
        """Return a vector of length 1; a text without words gives the first axis."""
        vector = np.zeros(self.dimensions, dtype=np.float32)
        for term in terms(text):
            padded = f"^{term}$"
            grams = [padded[i : i + 3] for i in range(len(padded) - 2)]
            for feature, weight in ((term, 1.0), *((gram, 0.3) for gram in grams)):
                digest = hashlib.blake2b(feature.encode(), digest_size=8).digest()
                place = int.from_bytes(digest[:4], "big") % self.dimensions
                vector[place] += weight if digest[4] & 1 else -weight
        length = float(np.linalg.norm(vector))
        if length == 0:
            vector[0] = length = 1.0
        return (vector / length).astype(np.float32)
